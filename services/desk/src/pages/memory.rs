//! What was translated before: files from elsewhere, what the newsroom remembers itself, and words looked for in all of it.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{MemoryId, Role};
use memory::Pair;
use runtime::clock;
use serde::Deserialize;

use super::{
    choosing::Choice,
    done::{Done, onward},
    form::{Fields, typed},
    frame::{Frame, Here, page, refused},
    languages::{in_use, one_of},
    may::why_not,
    text::Tongue,
    times::When,
    upload::Upload,
};
use crate::{
    api::{
        bodies::{
            Hit, ListedMemory, MemoryFile, MemoryReading, NamesFile, Origin, Passage, Side, TakenMemory,
        },
        memory::{listed, put_into_use, put_names_into_use, take_out_of_use},
        route::{Asked, At},
        version::Shown,
    },
    board::{self, Board, MemoryContents},
    memories::found,
    problem::Problem,
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

/// The most places that one search shows.
const HITS_MOST: usize = 50;

/// What is looked for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asking {
    q: String,
    from: String,
    into: String,
    side: String,
    done: Option<Done>,
}

/// What was typed where a file is put into use.
#[derive(Clone, Debug, Default)]
struct Given {
    name: String,
    from: String,
    into: String,
    names: bool,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let found = search(&state, signed.reader, &asking).await?;
    let shown = MemoryPage::new(&state, &signed, &asking, Given::default());
    let frame = shown.frame.having(asking.done);
    Ok(page(&MemoryPage { frame, found, ..shown }))
}

/// Puts a file into use. What of it cannot be used is told on the page.
pub(super) async fn import(
    Shared(state): Shared<State>,
    signed: Signed,
    upload: Upload,
) -> Result<Response, Problem> {
    let signed = upload.fields.named(signed);
    let field = |name: &str| typed(upload.fields.get(name).unwrap_or_default().trim());
    let names = field("what") == "names";
    let given = Given { name: field("name"), from: field("from"), into: field("into"), names };
    let taken = match upload.file.chosen(signed.reader) {
        Ok(file) => {
            let name = if given.name.is_empty() { file.name } else { given.name.clone() };
            put(&state, &signed, &given, name, file.bytes).await
        }
        Err(problem) => Err(problem),
    };
    let asking = Asking::default();
    match taken {
        Ok(Shown { row: taken, .. }) if taken.refused == 0 => Ok(onward("/memory", Done::MemoryImported)),
        Ok(Shown { row: taken, .. }) => {
            let shown = MemoryPage::new(&state, &signed, &asking, Given::default());
            let frame = shown.frame.having(Some(Done::MemoryImported));
            Ok(page(&MemoryPage { frame, taken: Some(taken), ..shown }))
        }
        Err(problem) => Ok(not_done(&problem, MemoryPage::new(&state, &signed, &asking, given))),
    }
}

async fn put(
    state: &State,
    signed: &Signed,
    given: &Given,
    name: String,
    bytes: bytes::Bytes,
) -> Result<Shown<TakenMemory>, Problem> {
    if given.names {
        return put_names_into_use(state, signed, NamesFile { name }, bytes).await;
    }
    let file = MemoryFile { name, from: given.from.parse().ok(), into: given.into.parse().ok() };
    put_into_use(state, signed, file, bytes).await
}

pub(super) async fn withdraw(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<MemoryId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    let reason = typed(fields.get("reason").unwrap_or_default().trim());
    match take_out_of_use(&state, &signed, id, reason).await {
        Ok(_) => Ok(onward("/memory", Done::MemoryWithdrawn)),
        Err(problem) => {
            let shown = MemoryPage::new(&state, &signed, &Asking::default(), Given::default());
            Ok(not_done(&problem.about(&reason_of(id)), shown))
        }
    }
}

/// The id of the field for why a file is withdrawn.
fn reason_of(id: MemoryId) -> String {
    format!("why-{id}")
}

fn not_done(problem: &Problem, shown: MemoryPage) -> Response {
    let frame = shown.frame.refusing(problem);
    refused(problem, &MemoryPage { frame, ..shown })
}

/// What is found, where something is looked for.
async fn search(state: &State, reader: Reader, asking: &Asking) -> Result<Option<Vec<Found>>, Problem> {
    let words = asking.q.trim();
    let (Ok(from), Ok(into)) = (asking.from.parse(), asking.into.parse()) else { return Ok(None) };
    if words.is_empty() {
        return Ok(None);
    }
    let pair = Pair { source: from, target: into };
    let [source, target] = [&pair.source, &pair.target].map(|language| reader.tongue(language));
    let side = if asking.side == "target" { Side::Target } else { Side::Source };
    let (here, there) = match side {
        Side::Source => (source, target),
        Side::Target => (target, source),
    };
    let hits = found::concordance(state, pair, side, words.to_owned(), HITS_MOST).await?;
    let now = clock::now();
    let found = hits.into_iter().map(|hit| Found::new(hit, here.clone(), there.clone(), reader, now));
    Ok(Some(found.collect()))
}

#[derive(askama::Template)]
#[template(path = "memory.html")]
struct MemoryPage {
    frame: Frame,
    q: String,
    from: Vec<Choice>,
    into: Vec<Choice>,
    in_target: bool,
    /// What was found, where something was looked for.
    found: Option<Vec<Found>>,
    files: Vec<File>,
    /// What of the file that was just put into use cannot be used.
    taken: Option<TakenMemory>,
    /// From which language into which something was approved.
    pairs: Vec<Remembered>,
    given: Given,
    /// Languages for a file; none chosen for all that it has.
    file_from: Vec<Choice>,
    file_into: Vec<Choice>,
    needs: Option<String>,
    command: String,
}

impl MemoryPage {
    fn new(state: &State, signed: &Signed, asking: &Asking, given: Given) -> Self {
        let (reader, now) = (signed.reader, clock::now());
        let (ours, pairs) = {
            let board = state.board.read();
            (in_use(&board), pairs(&board, reader))
        };
        let choose = |chosen: &str, none| one_of(reader, &ours, chosen, none);
        // Somebody who has looked for nothing yet most likely wants what the newsroom translates most.
        let usual = |asked: &str, of: fn(&Remembered) -> &str| match pairs.first() {
            Some(first) if asked.is_empty() => of(first).to_owned(),
            Some(_) | None => asked.to_owned(),
        };
        Self {
            frame: Frame::new(&reader.say("memory-title"), Here::Memory, signed),
            q: asking.q.clone(),
            from: choose(&usual(&asking.from, |pair| &pair.from), "memory-choose-language"),
            into: choose(&usual(&asking.into, |pair| &pair.into), "memory-choose-language"),
            in_target: asking.side == "target",
            found: None,
            files: listed(state).iter().map(|row| File::new(row, reader, now)).collect(),
            taken: None,
            file_from: choose(&given.from, "memory-any-language"),
            file_into: choose(&given.into, "memory-any-language"),
            pairs,
            given,
            needs: why_not(signed, &[Role::Editor]),
            command: clock::command_id().to_string(),
        }
    }
}

/// A pair of languages that something can be remembered of.
struct Remembered {
    from: String,
    into: String,
    words: String,
}

/// The pairs that pieces were asked for in, the one with most of them first.
fn pairs(board: &Board, reader: Reader) -> Vec<Remembered> {
    let mut pairs: Vec<(&board::Pair, &usize)> = board.pieces.asked().iter().collect();
    pairs.sort_by_key(|(_, asked)| std::cmp::Reverse(**asked));
    let remembered = |(board::Pair { from, into }, _): (&board::Pair, &usize)| Remembered {
        from: from.to_string(),
        into: into.to_string(),
        words: leads(from, into, reader),
    };
    pairs.into_iter().map(remembered).collect()
}

fn leads(from: &contract::Language, into: &contract::Language, reader: Reader) -> String {
    let with = [("from", Said::own(reader.language(from))), ("into", Said::own(reader.language(into)))];
    reader.say_with("memory-pair", &with)
}

/// A file in use.
struct File {
    address: String,
    /// The id of the field for why it is withdrawn.
    reason: String,
    name: String,
    contents: Vec<String>,
    by: String,
    when: When,
    state: Option<(&'static str, String)>,
    why: Option<String>,
    command: String,
}

impl File {
    fn new(listed: &ListedMemory, reader: Reader, now: DateTime<Utc>) -> Self {
        let row = &listed.memory;
        let contents = match &row.contents {
            MemoryContents::Translations { pairs } => pairs
                .iter()
                .map(|pair| {
                    let count = Said::own(reader.count("memory-texts", pair.units as usize));
                    let pair = Said::own(leads(&pair.from, &pair.into, reader));
                    reader.say_with("memory-pair-count", &[("pair", pair), ("count", count)])
                })
                .collect(),
            MemoryContents::Names { given, family } => vec![
                reader.count("memory-given-names", *given as usize),
                reader.count("memory-family-names", *family as usize),
            ],
        };
        let state = match listed.reading {
            MemoryReading::Ready => None,
            MemoryReading::Reading => Some(("soon", reader.say("memory-reading"))),
            MemoryReading::Unreadable => Some(("late", reader.say("memory-unreadable"))),
        };
        Self {
            address: format!("/memory/{}", row.id),
            reason: reason_of(row.id),
            name: row.name.clone(),
            contents,
            by: row.by.name.clone(),
            when: reader.when(row.at, now),
            state,
            why: listed.why.clone(),
            command: clock::command_id().to_string(),
        }
    }
}

/// A place where words stand.
struct Found {
    text: Vec<Passage>,
    here: Tongue,
    other: String,
    there: Tongue,
    origin: String,
    address: Option<String>,
}

impl Found {
    fn new(hit: Hit, here: Tongue, there: Tongue, reader: Reader, now: DateTime<Utc>) -> Self {
        let (origin, address) = match hit.origin {
            Origin::Approved { headline, piece, translator, editor, at, .. } => {
                let with = [
                    ("headline", Said::from(headline)),
                    ("translator", translator.name.into()),
                    ("editor", editor.name.into()),
                    ("when", Said::own(reader.when(at, now).words)),
                ];
                (reader.say_with("memory-from-approved", &with), Some(format!("/pieces/{piece}")))
            }
            Origin::Imported { name, .. } => (reader.of("memory-from-file", &name), None),
        };
        Self { text: hit.text, here, other: hit.other, there, origin, address }
    }
}
