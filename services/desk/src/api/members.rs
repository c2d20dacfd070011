//! Members over HTTP.

use std::ops::Bound::{Excluded, Unbounded};

use axum::{Json, extract::State as Shared};
use contract::{
    MemberId, Subject,
    member::{Command, Refusal},
};

use super::{
    bodies::{ById, Languages, NewMember, Page, Roles},
    paging::{self, Paged},
    route::{Asked, At, Body},
    version::Shown,
};
use crate::{board::MemberRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(ById { after, limit }): Asked<ById>,
) -> Result<Paged<Page<MemberRow>>, Problem> {
    let after = paging::place::<MemberId>(after.as_deref())?.map_or(Unbounded, Excluded);
    let board = state.board.read();
    let rows = board.members.range((after, Unbounded)).map(|(_, row)| row.clone());
    Ok(Paged::of(rows, super::limit(limit), |row| row.id.to_string()))
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<MemberId>,
) -> Result<Json<MemberRow>, Problem> {
    let row = state.board.read().members.get(&id).cloned();
    row.map(Json).ok_or_else(|| state.lacks("member"))
}

pub(super) async fn join(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(new): Body<NewMember>,
) -> Result<Shown<MemberRow>, Problem> {
    ask(&state, &signed, &new.id, Command::Join(new.membership)).await
}

pub(super) async fn set_roles(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
    Body(Roles { roles }): Body<Roles>,
) -> Result<Shown<MemberRow>, Problem> {
    ask(&state, &signed, &id, Command::SetRoles { roles }).await
}

pub(super) async fn set_languages(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
    Body(Languages { languages }): Body<Languages>,
) -> Result<Shown<MemberRow>, Problem> {
    ask(&state, &signed, &id, Command::SetLanguages { languages }).await
}

async fn ask(
    state: &State,
    signed: &Signed,
    id: &MemberId,
    command: Command,
) -> Result<Shown<MemberRow>, Problem> {
    let subject = Subject::member(id);
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await?;
    let row = state.board.read().members.get(id).cloned();
    row.map(|row| Shown { version, row }).ok_or_else(|| Problem::not_found("member"))
}
