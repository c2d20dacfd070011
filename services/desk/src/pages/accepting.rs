//! Accepting what the source changed while somebody translates it: one block, or all.

use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use contract::{BlockId, PieceId, translation};

use super::{
    bench::{self, Unsaved},
    form::Fields,
};
use crate::{
    api::{
        bodies::Acceptance,
        pieces::{accept_every, translate},
        route::At,
    },
    problem::Problem,
    signed::Signed,
    state::State,
};

/// Saves what was typed, accepts, and goes on where the reader was.
pub(super) async fn accept(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    fields: Fields,
) -> Result<Response, Problem> {
    match store_and_accept(&state, &signed, &id, &fields).await {
        Ok(place) => Ok(Redirect::to(&format!("/pieces/{id}?done=accepted{place}")).into_response()),
        Err(unsaved) => bench::again(&state, &signed, &id, &fields, unsaved).await,
    }
}

/// Gives the place on the page that was accepted.
async fn store_and_accept(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    fields: &Fields,
) -> Result<String, Unsaved> {
    bench::store(state, signed, id, fields).await?;
    let (epoch, revision) = (fields.parsed("epoch")?, fields.parsed("revision")?);
    if fields.get("accept") == Some("all") {
        accept_every(state, signed, id, Acceptance { epoch, revision }).await?;
        return Ok(String::new());
    }
    let block = BlockId(fields.parsed("accept")?);
    translate(state, signed, id, translation::Command::Accept { epoch, block, revision }).await?;
    Ok(format!("#block-{}", block.0))
}
