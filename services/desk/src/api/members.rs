//! Members over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    MemberId, Subject,
    member::{Command, Preferences, Refusal},
};

use super::{
    bodies::{Languages, NewMember, Roles, Rows},
    route::{At, Body},
    version::Shown,
};
use crate::{board::MemberRow, problem::Problem, reader::Speech, signed::Signed, state::State};

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

/// How whoever asks reads the desk.
pub(super) async fn prefer(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(wanted): Body<Preferences>,
) -> Result<Shown<MemberRow>, Problem> {
    prefer_these(&state, &signed, wanted).await
}

/// Records how whoever asks reads the desk.
pub(crate) async fn prefer_these(
    state: &State,
    signed: &Signed,
    wanted: Preferences,
) -> Result<Shown<MemberRow>, Problem> {
    let known = wanted.zone.as_ref().is_none_or(|zone| zone.parse::<chrono_tz::Tz>().is_ok());
    let spoken = wanted.language.as_ref().is_none_or(|language| Speech::of(language.as_str()).is_some());
    match (known, spoken) {
        (true, true) => ask(state, signed, &signed.actor.member, Command::Prefer(wanted)).await,
        (false, _) => Err(Problem::from(Refusal::NoSuchZone)),
        (_, false) => {
            Err(Problem::incomplete("the desk speaks English (en) and Arabic (ar); choose one of them"))
        }
    }
}

/// How whoever asks reads the desk, as far as they have said.
pub(crate) fn preferences(state: &State, signed: &Signed) -> Preferences {
    let board = state.board.read();
    board.members.get(&signed.actor.member).map(|row| row.preferences.clone()).unwrap_or_default()
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
