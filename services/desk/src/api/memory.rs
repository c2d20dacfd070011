//! What was translated before, over HTTP: matches, words in context, and files of it.

use axum::{
    Json,
    extract::State as Shared,
    http::{HeaderName, header},
};
use contract::{
    MemoryId, PieceId, Role, Subject,
    memory::{Command, Refusal},
};
use memory::{
    Pair, Score,
    tmx::{self, Header, Unit},
};

use super::{
    bodies::{
        Between, BlockName, ByAge, Concordance, Least, Limit, ListedMemory, Matches, MatchesAsked,
        MemoryFile, MemoryReading, NamesFile, Page, Reason, TakenMemory, WordsAsked,
    },
    paging::{self, Paged},
    pieces,
    route::{Asked, At, Body, Bytes},
    version::Shown,
};
use crate::{
    ask::Version,
    board::MemoryRow,
    memories::{
        File, found, names,
        tmx::{Wanted, count},
    },
    moment,
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

/// What is near enough to be of use, in per cent.
const LEAST: u16 = 60;

pub(super) async fn matches(
    Shared(state): Shared<State>,
    _: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Asked(asked): Asked<MatchesAsked>,
) -> Result<Json<Matches>, Problem> {
    let piece = pieces::known(&state, &id)?;
    let from = piece.row.source_language.clone();
    let document = reading::answered(&state, &piece).await?;
    let text = document.block(block).ok_or_else(|| Problem::not_found("block"))?.text.clone();
    let pair = Pair { source: from.clone(), target: id.language.clone() };
    let least = Score::new(asked.least.map_or(LEAST, Least::per_cent) * 10);
    let most = asked.limit.map_or(5, Limit::get);
    let matches = found::matches(&state, pair, text.clone(), least, most).await?;
    Ok(Json(Matches { text, from, into: id.language, matches }))
}

pub(super) async fn concordance(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(asked): Asked<WordsAsked>,
) -> Result<Json<Concordance>, Problem> {
    let WordsAsked { from, into, q, side, limit } = asked;
    let pair = Pair { source: from, target: into };
    let hits = found::concordance(&state, pair, side, q, limit.map_or(20, Limit::get)).await?;
    Ok(Json(Concordance { side, hits }))
}

/// All that was approved between two languages, as TMX 1.4b.
pub(super) async fn export(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(Between { from, into }): Asked<Between>,
) -> Result<([(HeaderName, String); 2], Vec<u8>), Problem> {
    let remembered = state.remembered.clone();
    let name = format!("attachment; filename=\"{from}-{into}.tmx\"");
    let pair = Pair { source: from, target: into };
    let written = tokio::task::spawn_blocking(move || {
        let header = Header {
            creation_tool: "dragoman".to_owned(),
            creation_tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            segment_type: "block".to_owned(),
            original_format: "dragoman".to_owned(),
            admin_language: "en".to_owned(),
            source_language: pair.source.to_string(),
            data_type: "plaintext".to_owned(),
        };
        // A copy shares its segments and costs little; what is approved meanwhile does not wait for the writing.
        let memory = remembered.read().memory().clone();
        let units = memory.wholes(&pair).map(|segment| Unit::of(&pair, &segment));
        tmx::write(Vec::new(), &header, units)
    });
    match written.await {
        Ok(Ok(bytes)) => {
            let kind = (header::CONTENT_TYPE, "application/x-tmx+xml; charset=utf-8".to_owned());
            Ok(([kind, (header::CONTENT_DISPOSITION, name)], bytes))
        }
        Ok(Err(_)) | Err(_) => Err(Problem::unavailable("the memory could not be written")),
    }
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(ByAge { after, limit }): Asked<ByAge>,
) -> Result<Paged<Page<ListedMemory>>, Problem> {
    let after = paging::place(after.as_deref())?.unwrap_or(u64::MAX);
    let rows = listed(&state).into_iter().filter(|row| row.memory.position < after);
    Ok(Paged::of(rows, super::limit(limit), |row| row.memory.position.to_string()))
}

/// The files in use, the newest first.
pub(crate) fn listed(state: &State) -> Vec<ListedMemory> {
    let mut rows: Vec<MemoryRow> = state.board.read().memories.in_use().cloned().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.position));
    rows.into_iter().map(|row| with_reading(state, row)).collect()
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<MemoryId>,
) -> Result<Json<ListedMemory>, Problem> {
    known(&state, id).map(|row| Json(with_reading(&state, row)))
}

/// A file, and how far the desk is with reading it.
fn with_reading(state: &State, memory: MemoryRow) -> ListedMemory {
    let (reading, why) = match state.memories.file(memory.id) {
        File::Reading => (MemoryReading::Reading, None),
        File::Translations(_) | File::Names(_) => (MemoryReading::Ready, None),
        File::Unreadable(why) => (MemoryReading::Unreadable, Some(why)),
    };
    ListedMemory { memory, reading, why }
}

/// The file is looked through before anything is kept of it, and its bytes are kept before the fact that names them.
pub(super) async fn import(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(file): Asked<MemoryFile>,
    Bytes(bytes): Bytes,
) -> Result<Shown<TakenMemory>, Problem> {
    put_into_use(&state, &signed, file, bytes).await
}

/// Puts a file of translations into use.
pub(crate) async fn put_into_use(
    state: &State,
    signed: &Signed,
    file: MemoryFile,
    bytes: bytes::Bytes,
) -> Result<Shown<TakenMemory>, Problem> {
    editors_only(signed)?;
    let wanted = Wanted { from: file.from, into: file.into };
    let looked_at = bytes.clone();
    let counted = tokio::task::spawn_blocking(move || count(&looked_at, &wanted)).await;
    let counted = counted.map_err(|_| Problem::not_understood("the file cannot be read"))?;
    let counted = counted.map_err(|fault| Problem::not_understood(&fault.to_string()))?;
    let digest = state.log.keep_raw(&bytes).await?;
    let command = Command::Import { digest, name: file.name, pairs: counted.pairs };
    let Shown { version, row } = ask(state, signed, MemoryId::of(digest), command).await?;
    Ok(Shown { version, row: TakenMemory { memory: row, refused: counted.refused, why: counted.why } })
}

pub(super) async fn import_names(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(file): Asked<NamesFile>,
    Bytes(bytes): Bytes,
) -> Result<Shown<TakenMemory>, Problem> {
    put_names_into_use(&state, &signed, file, bytes).await
}

/// Puts a list of names into use.
pub(crate) async fn put_names_into_use(
    state: &State,
    signed: &Signed,
    file: NamesFile,
    bytes: bytes::Bytes,
) -> Result<Shown<TakenMemory>, Problem> {
    editors_only(signed)?;
    let looked_at = bytes.clone();
    let list = tokio::task::spawn_blocking(move || names::read(&looked_at)).await;
    let list = list.map_err(|_| Problem::not_understood("the table cannot be read"))?;
    let list = list.map_err(|unreadable| Problem::not_understood(&unreadable.to_string()))?;
    let digest = state.log.keep_raw(&bytes).await?;
    let command = Command::ImportNames { digest, name: file.name, given: list.given, family: list.family };
    let Shown { version, row } = ask(state, signed, MemoryId::of(digest), command).await?;
    Ok(Shown { version, row: TakenMemory { memory: row, refused: list.refused, why: list.why } })
}

pub(super) async fn withdraw(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemoryId>,
    Body(Reason { reason }): Body<Reason>,
) -> Result<Shown<MemoryRow>, Problem> {
    take_out_of_use(&state, &signed, id, reason).await
}

/// Takes a file out of use.
pub(crate) async fn take_out_of_use(
    state: &State,
    signed: &Signed,
    id: MemoryId,
    reason: String,
) -> Result<Shown<MemoryRow>, Problem> {
    let row = state.board.read().memories.get(id).cloned();
    if row.is_none() && !state.board.is_rebuilt() {
        return Err(state.lacks("memory in use"));
    }
    let version = command(state, signed, id, Command::Withdraw { reason }).await?;
    // What is withdrawn leaves the board: it is told as it stood before, also where this very command is sent a second time.
    let row = match row {
        None if version.is_recorded => {
            moment::before(state, &Subject::memory(id), version.number).await?.memories.get(id).cloned()
        }
        row => row,
    };
    row.map(|row| Shown { version, row }).ok_or_else(|| Problem::not_found("memory in use"))
}

/// A memory in use.
fn known(state: &State, id: MemoryId) -> Result<MemoryRow, Problem> {
    let row = state.board.read().memories.get(id).cloned();
    row.ok_or_else(|| state.lacks("memory in use"))
}

fn editors_only(signed: &Signed) -> Result<(), Problem> {
    if signed.actor.roles.contains(&Role::Editor) {
        return Ok(());
    }
    Err(Refusal::NeedsRole { role: Role::Editor }.into())
}

async fn ask(
    state: &State,
    signed: &Signed,
    id: MemoryId,
    asked: Command,
) -> Result<Shown<MemoryRow>, Problem> {
    let version = command(state, signed, id, asked).await?;
    Ok(Shown { version, row: known(state, id)? })
}

async fn command(state: &State, signed: &Signed, id: MemoryId, command: Command) -> Result<Version, Problem> {
    let subject = Subject::memory(id);
    state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await
}
