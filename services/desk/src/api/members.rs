//! Members over HTTP.

use std::{
    collections::BTreeSet,
    ops::Bound::{Excluded, Unbounded},
};

use axum::{Json, extract::State as Shared};
use contract::{
    MemberId, Role, Subject,
    member::{Command, Preferences, Refusal},
};

use super::{
    bodies::{ById, Languages, NewMember, Page, Roles},
    paging::{self, Paged},
    route::{Asked, At, Body},
    version::Shown,
};
use crate::{
    access::{self, Owner},
    board::MemberRow,
    moment,
    problem::{Kind, Problem},
    reader::Speech,
    signed::Signed,
    state::State,
};

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
    give_roles(&state, &signed, &id, roles).await
}

/// Says what a member may do from now on.
pub(crate) async fn give_roles(
    state: &State,
    signed: &Signed,
    id: &MemberId,
    roles: BTreeSet<Role>,
) -> Result<Shown<MemberRow>, Problem> {
    if !roles.contains(&Role::Administrator) {
        somebody_stays_in_charge(state, id)?;
    }
    ask(state, signed, id, Command::SetRoles { roles }).await
}

/// Lets a member go. What they have claimed stays theirs in name until the claims end; nothing that they wrote is lost.
pub(super) async fn leave(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemberId>,
) -> Result<Shown<MemberRow>, Problem> {
    let_go(&state, &signed, &id).await
}

/// The same, for the page. Whoever has left is off the board: they are told as they were, also where this very command
/// is sent a second time.
pub(crate) async fn let_go(
    state: &State,
    signed: &Signed,
    id: &MemberId,
) -> Result<Shown<MemberRow>, Problem> {
    let row = state.board.read().members.get(id).cloned();
    if row.is_none() && !state.board.is_rebuilt() {
        return Err(state.lacks("member"));
    }
    somebody_stays_in_charge(state, id)?;
    let subject = Subject::member(id);
    let version =
        state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, Command::Leave).await?;
    let row = match row {
        None => moment::before(state, &subject, version.number).await?.members.get(id).cloned(),
        row => row,
    };
    let row = row.ok_or_else(|| Problem::not_found("member"))?;
    let owner = Owner { member: row.id.clone(), joined: row.joined };
    if let Err(problem) = access::forget(&state.access, &owner).await {
        // They have left all the same, and come in by none of it; the same command sent again forgets it.
        tracing::warn!(member.id = %owner.member, cause = problem.detail, "what a member came in by could not be forgotten");
    }
    Ok(Shown { version, row })
}

/// A newsroom without an administrator could never have one again. Each member has rules of their own, which know nothing
/// of the others, so it is seen to here; two who leave within one moment could still get past it.
fn somebody_stays_in_charge(state: &State, without: &MemberId) -> Result<(), Problem> {
    let board = state.board.read();
    let mut in_charge =
        board.members.values().filter(|row| row.membership.roles.contains(&Role::Administrator)).peekable();
    let is_the_last = in_charge.peek().is_some_and(|row| row.id == *without) && in_charge.nth(1).is_none();
    if is_the_last { Err(Problem::last_administrator()) } else { Ok(()) }
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
        (_, false) => Err(Problem::lacks(
            Kind::NotSpoken,
            "the desk speaks English (en) and Arabic (ar); choose one of them",
        )),
    }
}

/// How whoever asks reads the desk, as far as they have said.
pub(crate) fn preferences(state: &State, signed: &Signed) -> Preferences {
    let board = state.board.read();
    board.members.get(&signed.actor.member).map(|row| row.preferences.clone()).unwrap_or_default()
}

pub(crate) async fn ask(
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
