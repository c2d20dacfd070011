//! Policies over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    PolicyId, Subject,
    policy::{Command, Refusal},
};

use super::{
    bodies::{PolicyText, Rows},
    route::{At, Body},
    version::Shown,
};
use crate::{board::PolicyRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn list(Shared(state): Shared<State>, _: Signed) -> Json<Rows<PolicyRow>> {
    Json(Rows { rows: state.board.read().policies.values().cloned().collect() })
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<PolicyId>,
) -> Result<Json<PolicyRow>, Problem> {
    let row = state.board.read().policies.get(&id).cloned();
    row.map(Json).ok_or_else(|| state.lacks("policy"))
}

pub(super) async fn enact(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PolicyId>,
    Body(PolicyText { text }): Body<PolicyText>,
) -> Result<Shown<PolicyRow>, Problem> {
    put_into_force(&state, &signed, id, text).await
}

/// Puts a text into force as this policy.
pub(crate) async fn put_into_force(
    state: &State,
    signed: &Signed,
    id: PolicyId,
    text: String,
) -> Result<Shown<PolicyRow>, Problem> {
    let subject = Subject::policy(&id);
    let command = Command::Enact { text };
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await?;
    let row = state.board.read().policies.get(&id).cloned();
    row.map(|row| Shown { version, row }).ok_or_else(|| Problem::not_found("policy"))
}
