//! The timeline of an article: every fact about it and its pieces, in people's words, a part at a time.

mod told;

use std::collections::{BTreeSet, HashMap};

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{ArticleId, BlockId, CommandId, Event, MemberId, PieceId, Recorded, translation};
use runtime::clock;
use serde::Deserialize;

use self::told::{Told, of_article, of_edit, of_publication, of_translation};
use super::{
    frame::{Frame, Here, page},
    text::Headline,
    times::When,
    words::{self, isolated},
};
use crate::{
    api::route::{Asked, At},
    board::{ArticleRow, Board},
    problem::Problem,
    reader::{Reader, Said},
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
    let ((row, latest), reader) = (known(&state, id)?, signed.reader);
    let (source, section) = (isolated(&row.source_name), isolated(row.section.as_str()));
    Ok(page(&HistoryPage {
        frame: Frame::new(&row.headline, Here::Inbox, &signed),
        article: id.to_string(),
        headline: reader.headline(&row.language, &row.headline),
        about: format!("{source} · {section} · {}", reader.language(&row.language)),
        address: row.address.as_deref().and_then(words::web_address),
        lines: lines(&part.facts, &state.board.read(), reader, clock::now()),
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
fn lines(history: &[Recorded<Event>], board: &Board, reader: Reader, now: DateTime<Utc>) -> Vec<Line> {
    let runs = history.chunk_by(|one, next| {
        is_writing(one) && is_writing(next) && one.by == next.by && one.subject == next.subject
    });
    let places = history.iter().map(|fact| (fact.id, fact.sequence)).collect();
    let line = |run: &[Recorded<Event>]| {
        let (first, told) = (run.first()?, told(run, reader, now)?);
        Some(Line::new(first, run.last()?, told, board, reader, now).answering(first, &places, reader))
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

fn told(run: &[Recorded<Event>], reader: Reader, now: DateTime<Utc>) -> Option<Told> {
    let first = run.first()?;
    if is_writing(first) {
        return Some(Told::plain(writing(run, reader)));
    }
    match &first.event {
        Event::Article(event) => Some(of_article(event, reader, now)),
        Event::Translation(event) => Some(of_translation(event, reader, now)),
        Event::Edit(event) => Some(of_edit(event, reader)),
        Event::Publication(event) => Some(of_publication(event, reader)),
        // These are not about articles.
        Event::Source(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => None,
    }
}

fn writing(run: &[Recorded<Event>], reader: Reader) -> String {
    let blocks = |of: fn(&Event) -> Option<BlockId>| {
        let blocks: BTreeSet<BlockId> = run.iter().filter_map(|recorded| of(&recorded.event)).collect();
        (!blocks.is_empty()).then_some(blocks.len())
    };
    let written = blocks(|event| {
        let Event::Translation(translation::Event::Drafted { block, .. }) = event else { return None };
        Some(*block)
    });
    let accepted = blocks(|event| {
        let Event::Translation(translation::Event::SourceAccepted { block, .. }) = event else { return None };
        Some(*block)
    });
    let written = written.map(|blocks| reader.count("history-wrote", blocks));
    let accepted = accepted.map(|blocks| reader.count("history-accepted", blocks));
    let told: Vec<String> = written.into_iter().chain(accepted).collect();
    if told.is_empty() { reader.say("history-worked") } else { reader.listed(told) }
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
    /// What its place is called.
    place: String,
    /// The fact that this one answers, where that is on the same page, and how its number is written.
    answers: Option<(u64, String)>,
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
        reader: Reader,
        now: DateTime<Utc>,
    ) -> Self {
        let (from, to) = (reader.when(first.at, now), reader.when(last.at, now));
        let piece = |id: PieceId| Piece { language: reader.language(&id.language), id: id.to_string() };
        let name = name(&first.by, board);
        Self {
            sequence: last.sequence,
            place: {
                let number = Said::own(reader.in_digits(&last.sequence.to_string()));
                reader.say_with("history-event", &[("number", number)])
            },
            answers: None,
            until: (to.words != from.words).then_some(to),
            when: from,
            own: name.is_none(),
            who: name.unwrap_or_else(|| reader.say("history-newsroom")),
            words: told.words,
            notes: told.notes,
            piece: first.subject.piece_id().map(piece),
        }
    }

    fn answering(self, fact: &Recorded<Event>, places: &HashMap<CommandId, u64>, reader: Reader) -> Self {
        let answers = fact.cause.and_then(|cause| places.get(&cause).copied());
        Self { answers: answers.map(|place| (place, reader.in_digits(&place.to_string()))), ..self }
    }
}

/// A member's name; none for the services, and the short name of somebody who left.
fn name(member: &MemberId, board: &Board) -> Option<String> {
    let named = board.members.get(member).map(|row| row.membership.name.clone());
    let is_service = member.as_str().starts_with("service-");
    named.or_else(|| (!is_service).then(|| member.to_string()))
}
