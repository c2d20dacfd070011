//! Leaving blocks of a translation out, joining, splitting and adding them, over HTTP.

use axum::extract::State as Shared;
use contract::{BlockId, PieceId, translation::Command};

use super::{
    bodies::{BlockName, Joining, NewNote, Omission, PieceText, Splitting, Under},
    pieces::{known, translate},
    route::{At, Body},
    version::Shown,
};
use crate::{board::PieceRow, problem::Problem, reading, signed::Signed, state::State};

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
    Body(joining): Body<Joining>,
) -> Result<Shown<PieceRow>, Problem> {
    join_to_the_one_before(&state, &signed, &id, block, joining).await
}

pub(super) async fn split(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Splitting { epoch, head, tail }): Body<Splitting>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, Command::Split { epoch, block, head, tail }).await
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

/// Joins a block to the one before it: with these words, or with those of both as they are saved.
pub(crate) async fn join_to_the_one_before(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    block: BlockId,
    Joining { epoch, text }: Joining,
) -> Result<Shown<PieceRow>, Problem> {
    let text = match text {
        Some(text) => text,
        None => together(&reading::piece(state, known(state, id)?).await?, block),
    };
    translate(state, signed, id, Command::Join { epoch, block, text }).await
}

/// The words of a block behind those of the block that it would be joined to.
fn together(text: &PieceText, block: BlockId) -> String {
    let saved = |block| text.drafts.iter().find(|draft| draft.block == block);
    let is_there = |block: BlockId| !block.is_added() || saved(block).is_some();
    let into = text.arrangement.before(block, &text.document, is_there);
    let words = [into, Some(block)].into_iter().flatten().filter_map(saved);
    let words = words.map(|draft| draft.text.trim()).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
