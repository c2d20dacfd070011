//! Members over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    MemberId, Subject,
    member::{Command, Refusal},
};

use super::{
    bodies::{Languages, NewMember, Roles, Rows},
    route::{At, Body},
    version::Shown,
};
use crate::{board::MemberRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn list(Shared(state): Shared<State>, _: Signed) -> Json<Rows<MemberRow>> {
    Json(Rows { rows: state.board.read().members.values().cloned().collect() })
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
