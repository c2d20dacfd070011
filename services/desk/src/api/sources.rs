//! Sources over HTTP.

use std::ops::Bound::{Excluded, Unbounded};

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
    bodies::{ById, NewSource, Page},
    paging::{self, Paged},
    route::{Asked, At, Body, Bytes},
    version::Shown,
};
use crate::{ask::Version, board::SourceRow, problem::Problem, signed::Signed, state::State};

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(ById { after, limit }): Asked<ById>,
) -> Result<Paged<Page<SourceRow>>, Problem> {
    let after = paging::place::<SourceId>(after.as_deref())?.map_or(Unbounded, Excluded);
    let board = state.board.read();
    let rows = board.sources.range((after, Unbounded)).map(|(_, row)| row.clone());
    Ok(Paged::of(rows, super::limit(limit), |row| row.id.to_string()))
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<SourceId>,
) -> Result<Json<SourceRow>, Problem> {
    let row = state.board.read().sources.get(&id).cloned();
    row.map(Json).ok_or_else(|| state.lacks("source"))
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
            let is_recorded = report.received + report.revised + report.set_aside > 0;
            Ok(Shown { version: Version { number: version, is_recorded }, row: report })
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
