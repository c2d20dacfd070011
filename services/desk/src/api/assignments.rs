//! What editors decide about who has a piece, over HTTP.

use axum::extract::State as Shared;
use contract::{Credit, MemberId, PieceId, Role, translation::Command};

use super::{
    bodies::{NewAssignment, Unassignment},
    pieces::{lease_minutes, translate},
    route::{At, Body},
    version::Shown,
};
use crate::{board::PieceRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn assign(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(new): Body<NewAssignment>,
) -> Result<Shown<PieceRow>, Problem> {
    give(&state, &signed, &id, new).await
}

pub(super) async fn unassign(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Unassignment { epoch, reason }): Body<Unassignment>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Unassign { epoch, reason }).await
}

/// Gives a piece to a translator of this newsroom.
pub(crate) async fn give(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    new: NewAssignment,
) -> Result<Shown<PieceRow>, Problem> {
    let NewAssignment { member, minutes, over, reason } = new;
    let (to, minutes) = (translator(state, &member)?, minutes.unwrap_or_else(|| lease_minutes(state)));
    translate(state, signed, id, Command::Assign { to, minutes, over, reason }).await
}

/// The name of a member who can translate, as the board knows it now.
fn translator(state: &State, id: &MemberId) -> Result<Credit, Problem> {
    let board = state.board.read();
    let row = board.members.get(id).filter(|row| row.membership.roles.contains(&Role::Translator));
    let credit = |name: &String| Credit { member: id.clone(), name: name.clone() };
    row.map(|row| credit(&row.membership.name)).ok_or_else(|| Problem::not_a_translator(id))
}
