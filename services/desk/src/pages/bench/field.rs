//! A block of the workbench, with the field for its translation.

use chrono::{DateTime, Utc};
use contract::Digest;

use super::Shown;
use crate::{
    api::bodies::PieceText,
    pages::{
        arranged::{Place, Standing},
        piece::{Kept, kept, notes_on, source_of, written},
        text::Source,
        words,
    },
    reader::Said,
    signed::Signed,
};

pub(super) struct Field {
    pub(super) place: Place,
    /// What it is called at the beginning of a line.
    pub(super) called: String,
    /// The same where notes on it are told of.
    pub(super) called_with_notes: String,
    pub(super) source: Source,
    pub(super) words: String,
    /// What is saved.
    pub(super) was: String,
    /// That, by its digest: what is typed here replaces these words and no others.
    pub(super) over: String,
    /// As many lines as the words will about take.
    pub(super) rows: usize,
    pub(super) notes: Vec<String>,
    pub(super) kept: Vec<Kept>,
    pub(super) missing: bool,
}

impl Field {
    pub(super) fn new(
        text: &PieceText,
        place: Place,
        shown: &Shown,
        signed: &Signed,
        now: DateTime<Utc>,
    ) -> Self {
        let block = &place.block;
        let was = written(text, block.id).to_owned();
        let written = shown.words.get(&block.id).cloned().unwrap_or_else(|| was.clone());
        let (reader, notes) = (signed.reader, notes_on(text, Some(block.id)));
        let called = words::capital(&reader.block(block.id));
        let with = [("block", Said::own(called.clone())), ("count", notes.len().into())];
        let letters = written.chars().count().max(block.text.chars().count());
        Self {
            source: source_of(text, block, signed.reader),
            over: Digest::of(was.as_bytes()).to_string(),
            words: written,
            was,
            rows: letters / 45 + 1,
            called_with_notes: reader.say_with("bench-notes-on", &with),
            called,
            notes,
            kept: kept(text, block.id, signed, now),
            missing: shown.wanting.words.contains(&block.id),
            place,
        }
    }

    /// Whether the text is not finished without words here.
    pub(super) fn is_wanted(&self) -> bool {
        self.source.wanted && self.is_written_in()
    }

    /// Whether its words are those that are kept.
    pub(super) fn is_saved(&self) -> bool {
        !self.words.trim().is_empty() && self.words == self.was
    }

    pub(super) fn is_written_in(&self) -> bool {
        self.place.standing == Standing::ByItself
    }
}
