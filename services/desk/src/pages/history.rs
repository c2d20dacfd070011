//! The timeline of an article: every fact about it and its pieces, in people's words, a part at a time.

use std::collections::{BTreeSet, HashMap};

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{
    ArticleId, BlockId, Brief, CommandId, Event, MemberId, Note, PieceId, Recorded, article, edit,
    publication, translation,
};
use runtime::clock;
use serde::Deserialize;

use super::{
    frame::{Frame, Here, page},
    text::Headline,
    times::{When, when},
    words,
};
use crate::{
    api::route::{Asked, At},
    board::{ArticleRow, Board},
    problem::Problem,
    signed::Signed,
    state::State,
    timeline,
};

/// The facts of one page.
const FACTS: usize = 200;

#[derive(Deserialize)]
pub(super) struct Asking {
    after: Option<u64>,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Asked(Asking { after }): Asked<Asking>,
) -> Result<Response, Problem> {
    let part = timeline::part(&state, id, after.unwrap_or(0), FACTS).await?;
    let (row, latest) = known(&state, id)?;
    Ok(page(&HistoryPage {
        frame: Frame::new(&row.headline, Here::Inbox, &signed),
        article: id.to_string(),
        headline: Headline::new(&row.language, &row.headline),
        about: format!("{} · {} · {}", row.source_name, row.section, words::language(&row.language)),
        address: row.address.as_deref().and_then(words::web_address),
        lines: lines(&part.facts, &state.board.read(), clock::now()),
        first: after.is_none(),
        next: part.next,
        latest: part.next.map(|_| latest),
    }))
}

/// The article, and after which fact its last part begins.
fn known(state: &State, id: ArticleId) -> Result<(ArticleRow, u64), Problem> {
    let board = state.board.read();
    let article = board.articles.get(&id).ok_or_else(|| Problem::not_found("article"))?;
    let history = &article.history;
    let latest = history.iter().rev().nth(FACTS).copied().unwrap_or(0);
    Ok((article.row.clone(), latest))
}

/// One line for each fact; words that one person saved in a row are one line.
fn lines(history: &[Recorded<Event>], board: &Board, now: DateTime<Utc>) -> Vec<Line> {
    let runs = history.chunk_by(|one, next| {
        is_writing(one) && is_writing(next) && one.by == next.by && one.subject == next.subject
    });
    let places = history.iter().map(|fact| (fact.id, fact.sequence)).collect();
    let line = |run: &[Recorded<Event>]| {
        Some(
            Line::new(run.first()?, run.last()?, told(run, now)?, board, now)
                .answering(run.first()?, &places),
        )
    };
    runs.filter_map(line).collect()
}

fn is_writing(recorded: &Recorded<Event>) -> bool {
    matches!(
        recorded.event,
        Event::Translation(
            translation::Event::Drafted { .. }
                | translation::Event::Renewed { .. }
                | translation::Event::SourceAccepted { .. }
        )
    )
}

fn told(run: &[Recorded<Event>], now: DateTime<Utc>) -> Option<Told> {
    let first = run.first()?;
    if is_writing(first) {
        return Some(Told::plain(writing(run)));
    }
    match &first.event {
        Event::Article(event) => Some(of_article(event, now)),
        Event::Translation(event) => Some(of_translation(event, now)),
        Event::Edit(event) => Some(of_edit(event)),
        Event::Publication(event) => Some(of_publication(event)),
        // These are not about articles.
        Event::Source(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => None,
    }
}

fn writing(run: &[Recorded<Event>]) -> String {
    let blocks = |of: fn(&Event) -> Option<BlockId>| {
        let blocks: BTreeSet<BlockId> = run.iter().filter_map(|recorded| of(&recorded.event)).collect();
        (!blocks.is_empty()).then(|| words::count(blocks.len(), "block", "blocks"))
    };
    let written = blocks(|event| {
        let Event::Translation(translation::Event::Drafted { block, .. }) = event else { return None };
        Some(*block)
    });
    let accepted = blocks(|event| {
        let Event::Translation(translation::Event::SourceAccepted { block, .. }) = event else { return None };
        Some(*block)
    });
    let written = written.map(|blocks| format!("wrote in {blocks}"));
    let accepted = accepted.map(|blocks| format!("accepted what the source changed in {blocks}"));
    let told: Vec<String> = written.into_iter().chain(accepted).collect();
    if told.is_empty() { "went on working".to_owned() } else { words::listed(told) }
}

fn of_article(event: &article::Event, now: DateTime<Utc>) -> Told {
    match event {
        article::Event::Received(received) => {
            let words = words::count(received.document.words(), "word", "words");
            Told::plain(format!("took it in from {}, {words}", received.origin.source_name))
        }
        article::Event::Revised(revised) => {
            let (changed, gone) = (revised.changed.len(), revised.gone.len());
            let changed = words::count(changed, "block has other words", "blocks have other words");
            let gone = if gone == 0 { String::new() } else { format!(", {gone} gone") };
            let revision = revised.origin.revision;
            Told::plain(format!("saw that the source changed it: revision {revision}, {changed}{gone}"))
        }
        article::Event::Commissioned(commissioned) => {
            let language = words::language(&commissioned.language);
            let said = format!("commissioned it into {language}{}", conditions(&commissioned.brief, now));
            Told::because(said, &commissioned.brief.note)
        }
    }
}

fn conditions(brief: &Brief, now: DateTime<Utc>) -> String {
    let priority = match brief.priority {
        contract::Priority::Normal => String::new(),
        priority @ (contract::Priority::Urgent | contract::Priority::Low) => {
            format!(", {}", words::priority(priority))
        }
    };
    let due =
        brief.deadline.map(|deadline| format!(", due {}", when(deadline, now).words)).unwrap_or_default();
    priority + &due
}

fn of_translation(event: &translation::Event, now: DateTime<Utc>) -> Told {
    let words = match event {
        translation::Event::Assigned { lease, reason, .. } => {
            let (name, until) = (&lease.holder.name, when(lease.until, now).words);
            return Told::because(format!("gave it to {name} until {until}"), reason);
        }
        translation::Event::Unassigned { reason, .. } => {
            return Told::because("put it back into the queue".to_owned(), reason);
        }
        translation::Event::Requested(_) => "put it into the queue".to_owned(),
        translation::Event::Claimed(lease) => format!("claimed it until {}", when(lease.until, now).words),
        translation::Event::Renewed { .. }
        | translation::Event::Drafted { .. }
        | translation::Event::SourceAccepted { .. } => "went on working".to_owned(),
        translation::Event::Released { .. } => "gave it back".to_owned(),
        translation::Event::Lapsed { .. } => "put it back into the queue: the time was over".to_owned(),
        translation::Event::Rescued { block, .. } => {
            format!("had words for block {block} that could not be saved; they were kept")
        }
        translation::Event::Submitted(submission) => {
            format!("submitted {}", words::count(submission.document.words(), "word", "words"))
        }
        translation::Event::Returned { .. } => "put it back into the queue with the notes".to_owned(),
        translation::Event::SourceChanged(change) => {
            let revision = change.origin.revision;
            match change.open.len() {
                0 => format!("took revision {revision} over: no words were written yet where it differs"),
                open => {
                    let blocks = words::count(open, "block waits", "blocks wait");
                    format!("put revision {revision} before the translator: {blocks} to be accepted")
                }
            }
        }
    };
    Told::plain(words)
}

fn of_edit(event: &edit::Event) -> Told {
    match event {
        edit::Event::Opened(_) => Told::plain("put it before the editors".to_owned()),
        edit::Event::ChangesRequested { notes, .. } => {
            Told { words: "asked for changes".to_owned(), notes: notes.iter().map(note).collect() }
        }
        edit::Event::Approved(approval) => {
            let words = words::count(approval.document.words(), "word", "words");
            Told::plain(format!("approved exactly these {words} by {}", words::names(&approval.translators)))
        }
    }
}

fn note(note: &Note) -> String {
    note.block.map(|block| format!("Block {block}: ")).unwrap_or_default() + &note.text
}

fn of_publication(event: &publication::Event) -> Told {
    match event {
        publication::Event::Prepared(_) => Told::plain("made it ready to be published".to_owned()),
        publication::Event::Published(edition) => {
            Told::plain(format!("published it: version {}, on the wire", edition.version))
        }
    }
}

/// What happened, without who and when.
struct Told {
    words: String,
    notes: Vec<String>,
}

impl Told {
    fn plain(words: String) -> Self {
        Self { words, notes: Vec::new() }
    }

    fn because(words: String, reason: &str) -> Self {
        Self { words, notes: (!reason.is_empty()).then(|| reason.to_owned()).into_iter().collect() }
    }
}

#[derive(askama::Template)]
#[template(path = "history.html")]
struct HistoryPage {
    frame: Frame,
    article: String,
    headline: Headline,
    about: String,
    address: Option<String>,
    lines: Vec<Line>,
    /// Whether this is the first part.
    first: bool,
    /// After which fact the next part begins.
    next: Option<u64>,
    /// After which fact the last part begins, where that is not this one.
    latest: Option<u64>,
}

struct Line {
    /// The place in the log of the fact, or of the last of several.
    sequence: u64,
    /// The fact that this one answers, where that is on the same page.
    answers: Option<u64>,
    when: When,
    /// When a longer work ended.
    until: Option<When>,
    who: String,
    words: String,
    notes: Vec<String>,
    piece: Option<Piece>,
    /// Whether the newsroom acted of itself.
    own: bool,
}

struct Piece {
    id: String,
    language: String,
}

impl Line {
    fn new(
        first: &Recorded<Event>,
        last: &Recorded<Event>,
        told: Told,
        board: &Board,
        now: DateTime<Utc>,
    ) -> Self {
        let (from, to) = (when(first.at, now), when(last.at, now));
        let piece = |id: PieceId| Piece { language: words::language(&id.language), id: id.to_string() };
        let name = name(&first.by, board);
        Self {
            sequence: last.sequence,
            answers: None,
            until: (to.words != from.words).then_some(to),
            when: from,
            own: name.is_none(),
            who: name.unwrap_or_else(|| "The newsroom".to_owned()),
            words: told.words,
            notes: told.notes,
            piece: first.subject.piece_id().map(piece),
        }
    }

    fn answering(self, fact: &Recorded<Event>, places: &HashMap<CommandId, u64>) -> Self {
        let answers = fact.cause.and_then(|cause| places.get(&cause).copied());
        Self { answers, ..self }
    }
}

/// A member's name; none for the services, and the short name of somebody who left.
fn name(member: &MemberId, board: &Board) -> Option<String> {
    let named = board.members.get(member).map(|row| row.membership.name.clone());
    let is_service = member.as_str().starts_with("service-");
    named.or_else(|| (!is_service).then(|| member.to_string()))
}
