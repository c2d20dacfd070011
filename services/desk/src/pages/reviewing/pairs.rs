//! The rows of a review: a block beside its source, with what was found in it and what is said of it.

use std::collections::BTreeMap;

use contract::BlockId;

use crate::{
    api::bodies::PieceText,
    pages::{
        arranged::{Place, to_read},
        form::Fields,
        found::Found,
        marked::Marked,
        piece::written,
        text::Source,
    },
    reader::Reader,
};

pub(super) struct Pair {
    pub(super) place: Place,
    pub(super) source: Source,
    pub(super) found: Vec<Found>,
    pub(super) marked: Marked,
    /// What was asked for last.
    pub(super) asked: Vec<String>,
    /// What is typed now.
    pub(super) note: String,
}

/// The blocks with what was found in each, and what was found in blocks that are not shown.
pub(super) fn pairs(
    text: &PieceText,
    found: Vec<Found>,
    fields: &Fields,
    reader: Reader,
) -> (Vec<Pair>, Vec<Found>) {
    let places = to_read(text, reader);
    let is_shown = |found: &Found| places.iter().any(|place| place.block.id.0 == found.block);
    let (found, elsewhere): (Vec<Found>, Vec<Found>) = found.into_iter().partition(is_shown);
    let mut by_block: BTreeMap<u32, Vec<Found>> = BTreeMap::new();
    for mut found in found {
        // Words that are the whole block, or are told of, stand there already; a single mark tells nothing.
        let whole = written(text, BlockId(found.block)).trim();
        let told = |words: &str| words == whole || found.explanation.contains(words);
        found.words = found.words.filter(|words| !told(words.trim()) && words.trim().chars().count() > 1);
        by_block.entry(found.block).or_default().push(found);
    }
    let typed: BTreeMap<BlockId, String> = fields.by_block("note").collect();
    let pair = |place: Place| {
        let block = &place.block;
        Pair {
            source: Source::of(block, reader),
            found: by_block.remove(&block.id.0).unwrap_or_default(),
            marked: text
                .submission
                .as_ref()
                .and_then(|submitted| submitted.document.block(block.id))
                .map(Marked::of)
                .unwrap_or_default(),
            asked: text
                .notes
                .iter()
                .filter(|note| note.block == Some(block.id))
                .map(|note| note.text.clone())
                .collect(),
            note: typed.get(&block.id).cloned().unwrap_or_default(),
            place,
        }
    };
    (places.into_iter().map(pair).collect(), elsewhere)
}
