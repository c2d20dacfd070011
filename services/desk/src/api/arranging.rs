//! Leaving blocks of a translation out, joining, splitting and adding them, over HTTP.

use axum::extract::State as Shared;
use contract::{PieceId, translation::Command};

use super::{
    bodies::{BlockName, Joining, NewNote, Omission, Splitting, Under},
    pieces::translate,
    route::{At, Body},
    version::Shown,
};
use crate::{board::PieceRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn omit(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Omission { epoch, reason }): Body<Omission>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Omit { epoch, block, reason }).await
}

pub(super) async fn join(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Joining { epoch, text }): Body<Joining>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Join { epoch, block, text }).await
}

pub(super) async fn split(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Splitting { epoch, head, tail, over }): Body<Splitting>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Split { epoch, block, head, tail, over }).await
}

pub(super) async fn add_note(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(NewNote { epoch, after, text }): Body<NewNote>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::AddNote { epoch, after, text }).await
}

pub(super) async fn restore(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Restore { epoch, block }).await
}

pub(super) async fn remove(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Remove { epoch, block }).await
}
