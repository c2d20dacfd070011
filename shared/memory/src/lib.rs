//! Translation memory: what was translated before, found again word by word. Pure.
//!
//! A [`Memory`] is built by adding approved blocks and imported units one by one. It keeps those as segments, and where
//! source and target part into equally many sentences also these. A look-up finds all segments that are near enough to a
//! text, with none missed, and says how they differ; a concordance finds the places of words in either language.
//!
//! Nearness is an edit distance over words, each compared as it is folded (`vocabulary.rs`, `distance.rs`). Words and not
//! characters, because a translator thinks of changes in words, and because a bound follows: who is near shares many words.
//! An index counts them, and only what shares enough is compared (`search.rs`). Segments lie in volumes that do not change
//! once they are full and are shared between copies (`volume.rs`).

mod asked;
mod candidates;
mod concordance;
mod distance;
mod kept;
mod score;
mod search;
mod segment;
mod sentences;
mod stock;
pub mod tmx;
mod vocabulary;
mod volume;
mod word;

use std::{cmp::Reverse, collections::BTreeMap};

use contract::{BlockId, PieceId};

use crate::stock::Stock;

pub use concordance::{Hit, Side};
pub use distance::{How, Part};
pub use score::Score;
pub use search::Match;
pub use segment::{Approved, Extent, Imported, Origin, Pair, Segment, Unfit};
pub use sentences::sentences;
pub use stock::{TEXT_BYTES_MOST, WORDS_MOST};
pub use word::words;

/// The text of the files that say what is serialised of a memory. A snapshot of it is bound to these.
pub const SOURCES: &[&str] = &[include_str!("kept.rs"), include_str!("segment.rs")];

/// All that was translated, by language pair.
///
/// A copy shares what both hold, so it costs little. What is serialised is what was added and is not replaced, in its
/// order; the index is made anew when it is read. Two memories are equal if they hold the same in the same order.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    stocks: BTreeMap<Pair, Stock>,
}

impl Memory {
    /// Adds a source text with its translation, and the sentences in which they answer each other. An approval, whose
    /// piece is in the pair's target language, takes the place of what was approved for its block before.
    pub fn add(&mut self, pair: &Pair, origin: Origin, source: &str, target: &str) -> Result<(), Unfit> {
        stock::check(source, target)?;
        if let Origin::Approved(approved) = &origin {
            // Another source language may have been recognised since, and its block is still the same.
            let others =
                self.stocks.iter_mut().filter(|(other, _)| *other != pair && other.target == pair.target);
            others.for_each(|(_, stock)| stock.remove(approved.piece.article, approved.block));
        }
        self.stocks.entry(pair.clone()).or_default().add(origin, source, target);
        Ok(())
    }

    /// Whether a source text with its translation can be kept.
    pub fn fits(source: &str, target: &str) -> Result<(), Unfit> {
        stock::check(source, target)
    }

    /// Takes away what was approved for this block, if anything was: its approval no longer holds.
    pub fn remove(&mut self, piece: &PieceId, block: BlockId) {
        let for_piece = self.stocks.iter_mut().filter(|(pair, _)| pair.target == piece.language);
        for_piece.for_each(|(_, stock)| stock.remove(piece.article, block));
    }

    /// The source text of what was approved for this block, if anything was.
    pub fn approved_source(&self, piece: &PieceId, block: BlockId) -> Option<&str> {
        let mut for_piece = self.stocks.iter().filter(|(pair, _)| pair.target == piece.language);
        for_piece.find_map(|(_, stock)| stock.approved_source(piece.article, block))
    }

    /// How many segments are kept: blocks and units, and sentences of them.
    pub fn len(&self) -> usize {
        self.stocks.values().map(Stock::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The nearest segments to a text, best first: at most `most`, each with a score of at least `least`. What was kept
    /// for another region or script of the same languages serves as well.
    ///
    /// No segment that ranks above the last one of these is missed. At equal score what was approved stands before what
    /// was imported, then what came later before what came earlier. Segments with the same source and target stand
    /// there once. A text without words, or of more than [`WORDS_MOST`], is near to nothing.
    pub fn look_up(&self, pair: &Pair, text: &str, least: Score, most: usize) -> Vec<Match<'_>> {
        let mut found: Vec<_> =
            self.stocks_for(pair).flat_map(|stock| search::find(stock, text, least, most)).collect();
        // Each stock gives its best in order, and sorting leaves equals as they are.
        found.sort_by_key(|it| Reverse((it.score, it.segment.origin.is_approved())));
        found.truncate(most);
        found
    }

    /// The segments in which all these words stand, in the language on this side: at most `most`.
    ///
    /// Words are found in all their spellings and with all Arabic prefixes. Those that were approved stand before those
    /// that were imported, then those in which the words follow each other, then those that came later. Where words
    /// stand in very many segments, the ones that came last are looked at.
    pub fn concordance(&self, pair: &Pair, side: Side, words: &str, most: usize) -> Vec<Hit<'_>> {
        let mut hits: Vec<_> =
            self.stocks_for(pair).flat_map(|stock| concordance::find(stock, side, words, most)).collect();
        hits.sort_by_key(|hit| Reverse((hit.segment.origin.is_approved(), hit.adjacent)));
        hits.truncate(most);
        hits
    }

    /// What was added for this very pair and not replaced, in the order in which it came: blocks and units, not their
    /// sentences.
    pub fn wholes(&self, pair: &Pair) -> impl Iterator<Item = Segment<'_>> {
        self.stocks.get(pair).into_iter().flat_map(Stock::wholes)
    }

    /// The same of all pairs, one pair after the other.
    pub fn all(&self) -> impl Iterator<Item = (&Pair, Segment<'_>)> {
        self.stocks.iter().flat_map(|(pair, stock)| stock.wholes().map(move |segment| (pair, segment)))
    }

    fn stocks_for(&self, pair: &Pair) -> impl Iterator<Item = &Stock> {
        self.stocks.iter().filter(|(other, _)| other.serves(pair)).map(|(_, stock)| stock)
    }
}

impl PartialEq for Memory {
    fn eq(&self, other: &Self) -> bool {
        self.all().eq(other.all())
    }
}
