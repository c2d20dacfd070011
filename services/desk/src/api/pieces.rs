//! Pieces over HTTP: their translation, their edit, their publication.

use axum::{Json, extract::State as Shared};
use contract::{BlockId, CommandId, PieceId, Subject, edit, publication, translation};

use super::{
    bodies::{Changes, Claim, PieceFilter, PieceText, Rows, These, Under, Words},
    route::{Asked, At, Body},
};
use crate::{
    board::{Piece, PieceRow},
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

/// For how long a piece is claimed unless said otherwise.
pub(crate) const CLAIM_MINUTES: u32 = 240;

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(filter): Asked<PieceFilter>,
) -> Json<Rows<PieceRow>> {
    if let Some(version) = filter.at_least {
        state.board.seen(version).await;
    }
    let board = state.board.read();
    let newest = board.pieces_by_position.range(..filter.before.unwrap_or(u64::MAX)).rev();
    let rows = newest
        .filter_map(|(_, id)| board.pieces.get(id))
        .map(|piece| &piece.row)
        .filter(|row| filter.stage.is_none_or(|stage| row.stage.name() == stage))
        .filter(|row| filter.language.as_ref().is_none_or(|language| row.id.language == *language));
    Json(Rows { rows: rows.take(super::limit(filter.limit)).cloned().collect() })
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<PieceId>,
) -> Result<Json<PieceText>, Problem> {
    reading::piece(&state, known(&state, &id)?).await.map(Json)
}

pub(super) async fn claim(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(claim): Body<Claim>,
) -> Result<Json<PieceRow>, Problem> {
    let minutes = claim.minutes.unwrap_or(CLAIM_MINUTES);
    translate(&state, &signed, &id, translation::Command::Claim { minutes }).await.map(Json)
}

pub(super) async fn renew(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Json<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Renew { epoch }).await.map(Json)
}

pub(super) async fn release(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Json<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Release { epoch }).await.map(Json)
}

pub(super) async fn draft(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, block)): At<(PieceId, BlockId)>,
    Body(words): Body<Words>,
) -> Result<Json<PieceRow>, Problem> {
    save(&state, &signed, &id, block, words).await.map(Json)
}

pub(super) async fn submit(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Json<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Submit { epoch }).await.map(Json)
}

pub(super) async fn request_changes(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Changes { notes }): Body<Changes>,
) -> Result<Json<PieceRow>, Problem> {
    review(&state, &signed, &id, edit::Command::RequestChanges { notes }).await.map(Json)
}

pub(super) async fn approve(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(These { digest }): Body<These>,
) -> Result<Json<PieceRow>, Problem> {
    review(&state, &signed, &id, edit::Command::Approve { digest }).await.map(Json)
}

pub(super) async fn publish(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(These { digest }): Body<These>,
) -> Result<Json<PieceRow>, Problem> {
    put_out(&state, &signed, &id, publication::Command::Publish { digest }).await.map(Json)
}

pub(crate) fn known(state: &State, id: &PieceId) -> Result<Piece, Problem> {
    state.board.read().pieces.get(id).cloned().ok_or_else(|| Problem::not_found("piece"))
}

/// Saves a block's words. Where the claim is over they are kept for their author, and the refusal says so.
pub(crate) async fn save(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    block: BlockId,
    words: Words,
) -> Result<PieceRow, Problem> {
    let subject = Subject::translation(id);
    let draft = translation::Command::Draft { epoch: words.epoch, block, text: words.text.clone() };
    let drafted = state.ask.refusable(&subject, signed.command, &signed.actor, draft).await?;
    let refusal: translation::Refusal = match drafted {
        Ok(_) => return Ok(known(state, id)?.row),
        Err(refusal) => refusal,
    };
    let problem = Problem::from(refusal.clone());
    if !refusal.is_over() || words.text.trim().is_empty() {
        return Err(problem);
    }
    let rescue = translation::Command::Rescue { block, text: words.text };
    let rescued = CommandId::caused_by(signed.command, &subject.to_string());
    state.ask.command::<_, translation::Refusal>(&subject, rescued, &signed.actor, rescue).await?;
    Err(Problem { detail: format!("{}; your words were kept", problem.detail), kept: Some(true), ..problem })
}

pub(crate) async fn translate(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    command: translation::Command,
) -> Result<PieceRow, Problem> {
    let subject = Subject::translation(id);
    state.ask.command::<_, translation::Refusal>(&subject, signed.command, &signed.actor, command).await?;
    Ok(known(state, id)?.row)
}

pub(crate) async fn review(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    command: edit::Command,
) -> Result<PieceRow, Problem> {
    let subject = Subject::edit(id);
    state.ask.command::<_, edit::Refusal>(&subject, signed.command, &signed.actor, command).await?;
    Ok(known(state, id)?.row)
}

pub(crate) async fn put_out(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    command: publication::Command,
) -> Result<PieceRow, Problem> {
    let subject = Subject::publication(id);
    state.ask.command::<_, publication::Refusal>(&subject, signed.command, &signed.actor, command).await?;
    Ok(known(state, id)?.row)
}
