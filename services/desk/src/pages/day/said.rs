//! What people wrote to each other, read from the log for the lines of a day.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::{Event, PieceId, Recorded, edit};

use super::super::{
    card::{Card, Line, Look, Note},
    words::isolated,
};
use crate::{
    board::{Board, Mention, Piece, Where, mentions},
    problem::Problem,
    reader::{Reader, Said},
    reading,
    signed::Signed,
    state::State,
};

/// The notes of editors, by piece.
#[derive(Default)]
pub(super) struct Changes(HashMap<PieceId, Vec<Note>>);

impl Changes {
    pub(super) fn take(&mut self, piece: &PieceId) -> Vec<Note> {
        self.0.remove(piece).unwrap_or_default()
    }
}

/// What editors asked for in these pieces last, where they were sent back.
pub(super) async fn noted(
    state: &State,
    cards: impl Iterator<Item = &Card>,
    reader: Reader,
) -> Result<Changes, Problem> {
    let returned = cards.filter(|card| card.row.returns > 0);
    let sequences: Vec<u64> = returned.filter_map(|card| card.changes).collect();
    let mut changes = Changes::default();
    for fact in reading::events(state, &sequences).await? {
        let Some(piece) = fact.subject.piece_id() else { continue };
        changes.0.insert(piece, notes(&fact, reader));
    }
    Ok(changes)
}

fn notes(fact: &Recorded<Event>, reader: Reader) -> Vec<Note> {
    let Event::Edit(edit::Event::ChangesRequested { notes, editor, .. }) = &fact.event else {
        return Vec::new();
    };
    let note = |note: &contract::Note| {
        let said = match note.block {
            Some(block) => {
                let with = [("who", (&editor.name).into()), ("block", Said::own(reader.block(block)))];
                reader.say_with("day-note-on", &with)
            }
            None => reader.of("day-note", &editor.name),
        };
        Note { said, words: note.text.clone() }
    };
    notes.iter().map(note).collect()
}

/// A place at which the member is named, and the piece that it is about.
pub(super) struct Named {
    mention: Mention,
    card: Card,
    by: String,
}

impl Named {
    pub(super) fn new(mention: &Mention, piece: &Piece, board: &Board) -> Self {
        let by = board.members.get(&mention.by).map(|row| row.membership.name.clone());
        let by = by.unwrap_or_else(|| mention.by.to_string());
        Self { mention: mention.clone(), card: Card::of(piece), by }
    }
}

/// The lines of these, with the words in which the member is named.
pub(super) async fn named(
    state: &State,
    mentions: &[Named],
    signed: &Signed,
    now: DateTime<Utc>,
) -> Result<Vec<Line>, Problem> {
    let sequences: Vec<u64> = mentions.iter().map(|named| named.mention.sequence).collect();
    let warning = state.board.read().settings.warning();
    let look = Look { reader: signed.reader, me: &signed.actor.member, now, warning };
    let facts = reading::events(state, &sequences).await?;
    let line = |(named, fact): (&Named, &Recorded<Event>)| {
        let (_, texts) = mentions::written(&fact.event);
        let me = &signed.actor;
        let words = texts.into_iter().filter(|text| mentions::names(text, &me.member, &me.name));
        let words = words.map(isolated).collect::<Vec<_>>().join("\n");
        let notes = vec![Note { said: told(&look, named), words }];
        let line = look.line(&named.card);
        let address = format!("/pieces/{}#mention-{}", named.mention.piece, named.mention.sequence);
        Line { act: look.go(line.address.clone(), "day-look"), address, notes, pills: Vec::new(), ..line }
    };
    Ok(mentions.iter().zip(&facts).map(line).collect())
}

fn told(look: &Look<'_>, named: &Named) -> String {
    let id = match named.mention.place {
        Where::Notes => "day-named-notes",
        Where::Assignment => "day-named-assignment",
        Where::Brief => "day-named-brief",
    };
    let when = Said::own(look.reader.when(named.mention.at, look.now).words);
    look.reader.say_with(id, &[("who", (&named.by).into()), ("when", when)])
}
