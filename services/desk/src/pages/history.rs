//! The timeline of an article: every fact about it and its pieces, in people's words.

mod told;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use contract::{BlockId, CommandId, Event, MemberId, PieceId, Recorded, translation};

use self::told::{Told, of_article, of_edit, of_publication, of_translation};
use super::times::When;
use crate::{
    board::Board,
    reader::{Reader, Said},
};

/// One line for each fact; words that one person saved in a row are one line.
pub(super) fn lines(
    history: &[Recorded<Event>],
    board: &Board,
    reader: Reader,
    now: DateTime<Utc>,
) -> Vec<Line> {
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

/// A line of a timeline.
pub(super) struct Line {
    /// The place in the log of the fact, or of the last of several.
    pub(super) sequence: u64,
    number: usize,
    /// What its place is called.
    pub(super) place: String,
    /// The fact that this one answers, where that is on the same page, and how its number is written.
    pub(super) answers: Option<(u64, String)>,
    pub(super) when: When,
    /// When a longer work ended.
    pub(super) until: Option<When>,
    pub(super) who: String,
    pub(super) words: String,
    pub(super) notes: Vec<String>,
    pub(super) piece: Option<Piece>,
    /// Whether the newsroom acted of itself.
    pub(super) own: bool,
}

pub(super) struct Piece {
    pub(super) id: String,
    pub(super) language: String,
}

impl Line {
    /// The place in the log, as messages take it.
    pub(super) fn number(&self) -> &usize {
        &self.number
    }

    fn new(
        first: &Recorded<Event>,
        last: &Recorded<Event>,
        told: Told,
        board: &Board,
        reader: Reader,
        now: DateTime<Utc>,
    ) -> Self {
        let (from, to) = (reader.when_closely(first.at, now), reader.when_closely(last.at, now));
        let piece = |id: PieceId| Piece { language: reader.language(&id.language), id: id.to_string() };
        Self {
            sequence: last.sequence,
            number: usize::try_from(last.sequence).unwrap_or(usize::MAX),
            place: {
                let number = Said::own(reader.in_digits(&last.sequence.to_string()));
                reader.say_with("history-event", &[("number", number)])
            },
            answers: None,
            until: (to.words != from.words).then_some(to),
            when: from,
            own: name(&first.by, board).is_none(),
            who: name_of(&first.by, board, reader),
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

/// Who recorded a fact, in people's words: the newsroom, where a service did of itself.
pub(super) fn name_of(member: &MemberId, board: &Board, reader: Reader) -> String {
    name(member, board).unwrap_or_else(|| reader.say("history-newsroom"))
}

/// A member's name; none for the services, and the short name of somebody who left.
fn name(member: &MemberId, board: &Board) -> Option<String> {
    let named = board.members.get(member).map(|row| row.membership.name.clone());
    let is_service = member.as_str().starts_with("service-");
    named.or_else(|| (!is_service).then(|| member.to_string()))
}
