//! Sources over HTTP.

use axum::{
    Json,
    extract::State as Shared,
    http::{HeaderMap, header},
};
use contract::{
    SourceId, Subject,
    source::{Command, Refusal, Registration, Report, Take, Taken},
};

use super::{
    bodies::{NewSource, Rows},
    route::{At, Body, Bytes},
    version::Shown,
};
use crate::{board::SourceRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn list(Shared(state): Shared<State>, _: Signed) -> Json<Rows<SourceRow>> {
    Json(Rows { rows: state.board.read().sources.values().cloned().collect() })
}

pub(super) async fn register(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(new): Body<NewSource>,
) -> Result<Shown<SourceRow>, Problem> {
    ask(&state, &signed, new.id, Command::Register(new.registration)).await
}

pub(super) async fn change(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
    Body(registration): Body<Registration>,
) -> Result<Shown<SourceRow>, Problem> {
    ask(&state, &signed, id, Command::Change(registration)).await
}

pub(super) async fn pause(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
) -> Result<Shown<SourceRow>, Problem> {
    ask(&state, &signed, id, Command::Pause).await
}

pub(super) async fn resume(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
) -> Result<Shown<SourceRow>, Problem> {
    ask(&state, &signed, id, Command::Resume).await
}

/// The bytes are kept first, so that what could not be read can be looked at. Reading a feed records many facts; the
/// version is one that none of them is behind.
pub(super) async fn feed(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<SourceId>,
    headers: HeaderMap,
    Bytes(bytes): Bytes,
) -> Result<Shown<Report>, Problem> {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    read_file(&state, &signed, &id, content_type, &bytes).await
}

/// Reads a feed that came as a file.
pub(crate) async fn read_file(
    state: &State,
    signed: &Signed,
    id: &SourceId,
    content_type: Option<String>,
    bytes: &[u8],
) -> Result<Shown<Report>, Problem> {
    let raw = state.log.keep_raw(bytes).await?;
    let take = Take { raw, content_type };
    match state.ask.take(&Subject::source(id), signed.command, &signed.actor, take).await? {
        Taken::Taken { report } => {
            let version = state.log.end().await?;
            state.await_version(version).await.map_err(|_| Problem::recorded_unseen(version))?;
            Ok(Shown { version, row: report })
        }
        Taken::Refused { refusal } => Err(refusal.into()),
        Taken::NotUnderstood { why } => Err(Problem::not_understood(&why)),
        Taken::Unavailable { why } => Err(Problem::unavailable(&why)),
    }
}

pub(crate) async fn ask(
    state: &State,
    signed: &Signed,
    id: SourceId,
    command: Command,
) -> Result<Shown<SourceRow>, Problem> {
    let subject = Subject::source(&id);
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await?;
    let row = state.board.read().sources.get(&id).cloned();
    row.map(|row| Shown { version, row }).ok_or_else(|| Problem::not_found("source"))
}
