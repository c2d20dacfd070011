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
    signed::Signed,
};

pub(super) struct Field {
    pub(super) place: Place,
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
        let words = shown.words.get(&block.id).cloned().unwrap_or_else(|| was.clone());
        let letters = words.chars().count().max(block.text.chars().count());
        Self {
            source: source_of(text, block, signed.reader),
            over: Digest::of(was.as_bytes()).to_string(),
            words,
            was,
            rows: letters / 45 + 1,
            notes: notes_on(text, Some(block.id)),
            kept: kept(text, block.id, signed, now),
            missing: shown.wanting.words.contains(&block.id),
            place,
        }
    }

    /// Whether the text is not finished without words here.
    pub(super) fn is_wanted(&self) -> bool {
        self.source.wanted && self.is_written_in()
    }

    /// What it is called at the beginning of a line.
    pub(super) fn called(&self) -> String {
        words::capital(&words::block(self.place.block.id))
    }

    pub(super) fn is_written_in(&self) -> bool {
        self.place.standing == Standing::ByItself
    }
}
