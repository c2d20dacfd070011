//! Following an invitation: a member sets a password, or binds their account at the provider, and is in.

use axum::{
    extract::State as Shared,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use runtime::clock;
use serde::Deserialize;

use super::{
    form::Posted,
    frame::{Frame, page, refused},
    sign_in::{come_in, not_kept, to_account},
};
use crate::{
    access::{self, CHARACTERS_LEAST, Caller, Owner, Refusal},
    api::route::At,
    problem::Problem,
    reader::Reader,
    signed,
    state::State,
};

#[derive(Deserialize)]
pub(super) struct Chosen {
    password: String,
}

/// Looking at it uses nothing up: programs that look into mail follow links too.
pub(super) async fn show(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    At(link): At<String>,
) -> Result<Response, Problem> {
    let reader = Reader::of_browser(&headers);
    Ok(not_kept(match view(&state, reader, &link).await? {
        Some(view) => page(&view),
        None => over(&state, reader),
    }))
}

pub(super) async fn accept(
    Shared(state): Shared<State>,
    caller: Caller,
    headers: HeaderMap,
    At(link): At<String>,
    Posted(Chosen { password }): Posted<Chosen>,
) -> Result<Response, Problem> {
    if !signed::same_site(&headers) {
        return Err(Problem::from_elsewhere());
    }
    let problem = match access::by_invitation(&state, &link, &password, &caller).await {
        Ok(entered) => return come_in(&state, entered, &headers, "/").await,
        Err(problem) => problem,
    };
    let reader = Reader::of_browser(&headers);
    let Some(view) = view(&state, reader, &link).await? else { return Ok(not_kept(over(&state, reader))) };
    let frame = view.frame.refusing(&problem);
    Ok(not_kept(refused(&problem, &InvitationPage { frame, ..view })))
}

async fn view(state: &State, reader: Reader, link: &str) -> Result<Option<InvitationPage>, Problem> {
    let Some((_, invitation)) = state.access.invitations().find(link, clock::now()).await? else {
        return Ok(None);
    };
    let Some(name) = name(state, &invitation.owner) else {
        // One who was invited a moment ago may not be on this desk's board yet.
        return if state.board.is_rebuilt() { Ok(None) } else { Err(state.lacks("member")) };
    };
    Ok(Some(InvitationPage {
        frame: Frame::for_anyone(&reader.say("invitation-title"), reader)
            .standing_at(format!("/invitation/{link}")),
        link: link.to_owned(),
        member: invitation.owner.member.to_string(),
        name,
        least: CHARACTERS_LEAST,
        provider: to_account(state, reader, "invitation-by", "invitation-by-organisation"),
    }))
}

/// What somebody is called, if they belong to the newsroom still.
fn name(state: &State, owner: &Owner) -> Option<String> {
    let board = state.board.read();
    let row = board.members.get(&owner.member).filter(|_| owner.belongs(&board));
    row.map(|row| row.membership.name.clone())
}

fn over(state: &State, reader: Reader) -> Response {
    let problem = Problem::from(Refusal::InvitationOver);
    if !state.board.is_rebuilt() {
        return state.lacks("invitation").into_response();
    }
    refused(&problem, &OverPage { frame: Frame::for_anyone(&reader.say("invitation-over"), reader) })
}

#[derive(askama::Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    frame: Frame,
    link: String,
    member: String,
    name: String,
    least: usize,
    provider: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "invitation_over.html")]
struct OverPage {
    frame: Frame,
}
