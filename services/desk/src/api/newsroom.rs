//! What holds for all of the newsroom's work, over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    Subject,
    newsroom::{Command, Refusal, Settings},
};

use super::{route::Body, version::Shown};
use crate::{problem::Problem, signed::Signed, state::State};

pub(super) async fn show(Shared(state): Shared<State>, _: Signed) -> Json<Settings> {
    Json(state.board.read().settings.clone())
}

pub(super) async fn adjust(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(settings): Body<Settings>,
) -> Result<Shown<Settings>, Problem> {
    let (subject, adjust) = (Subject::newsroom(), Command::Adjust(settings));
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, adjust).await?;
    Ok(Shown { version, row: state.board.read().settings.clone() })
}
