//! What is looked at in a translated text: the same on draft, submission and approval. Pure.
//!
//! [`look`] takes a text with its source and gives what a person should look at. It claims no more than it can see: what
//! is sure warns or blocks, what is a guess informs. What it says of a block depends on that block alone, and on
//! quotations that run over from its neighbours, so a page may look at one block while it is written ([`look_at`]).
//!
//! What a language is like stands in `language`, as data; nothing here knows a word of any.

mod date;
mod expression;
mod found;
mod headline;
mod invisible;
mod left;
mod length;
mod link;
mod mark;
mod negation;
mod number;
mod pair;
mod punctuation;
mod quotation;
mod repeated;
mod sentence;
mod spacing;
mod telephone;
mod term;
mod unit;
mod untranslated;

use std::ops::Range;

use contract::{Block, BlockId, Document, Language, Mark};
use serde::{Deserialize, Serialize};

pub use contract::{Check, Excuse, Finding, FindingId, Forbidden, Level, Loaded, Place, Style, Waiver};

use found::Found;
use pair::Pair;

/// A name or term that was found in the source, with what was agreed for the target language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expected {
    pub block: BlockId,
    /// Where it stands in the source block, in bytes of UTF-8.
    pub source: Range<usize>,
    /// What it may be called; the first is the agreed rendering, the others are let pass.
    pub renderings: Vec<String>,
    /// What it is not called.
    pub forbidden: Vec<String>,
}

/// A block of a translation beside its source, for [`look_at`].
#[derive(Clone, Copy, Debug)]
pub struct Beside<'t> {
    pub source: &'t Block,
    pub source_language: &'t Language,
    /// The translation of the block: with the source's id and kind.
    pub target: &'t str,
    /// What is set apart in the translation.
    pub target_marks: &'t [Mark],
    pub target_language: &'t Language,
    /// What stands before and after it in the translation; empty at the ends. A quotation may run on over them.
    pub before: &'t str,
    pub next: &'t str,
}

/// Looks at a whole translation, block by block in the order of the source. Blocks answer each other by their ids. A block
/// that the translation has not is untranslated: whoever left it out with a reason leaves that finding out too. A block
/// that the source has not (a note of the newsroom) is looked at for itself.
pub fn look(source: &Document, target: &Document, style: &Style, expected: &[Expected]) -> Vec<Finding> {
    let answered = source.blocks.iter().flat_map(|block| {
        let at = target.blocks.iter().position(|other| other.id == block.id);
        let text = |at: usize| target.blocks.get(at).map_or("", |block| block.text.as_str());
        let marks = |at: usize| target.blocks.get(at).map_or(&[][..], |block| &block.marks);
        look_at(
            &Beside {
                source: block,
                source_language: &source.language,
                target: at.map_or("", text),
                target_marks: at.map_or(&[], marks),
                target_language: &target.language,
                before: at.and_then(|at| at.checked_sub(1)).map_or("", text),
                next: at.map_or("", |at| text(at + 1)),
            },
            style,
            expected,
        )
    });
    let added = target.blocks.iter().filter(|block| source.block(block.id).is_none());
    let alone = added.flat_map(|block| {
        let pair = Pair::alone(block, &target.language);
        found::named(block.id, [left::look_alone(&pair), look_alone(&pair, style)].concat(), style)
    });
    answered.chain(alone).collect()
}

/// Looks at one block, in the order of the places in the translation.
pub fn look_at(beside: &Beside<'_>, style: &Style, expected: &[Expected]) -> Vec<Finding> {
    let pair = Pair::of(beside);
    let block = beside.source.id;
    let found = untranslated::look(&pair).map_or_else(
        || {
            let expected = expected.iter().filter(|expected| expected.block == block);
            let mut found = look_beside(&pair);
            found.extend(expected.flat_map(|expected| term::look(&pair, expected)));
            found.extend(look_alone(&pair, style));
            found
        },
        |untranslated| vec![untranslated],
    );
    found::named(block, found, style)
}

/// What needs the source.
fn look_beside(pair: &Pair<'_>) -> Vec<Found> {
    if pair.source.reading.tokens.is_empty() {
        return Vec::new();
    }
    [
        number::look(pair),
        unit::look(pair),
        date::look(pair),
        quotation::look_for_lost(pair),
        negation::look(pair),
        link::look(pair),
        mark::look(pair),
        length::look(pair),
        left::look(pair),
    ]
    .concat()
}

/// What is seen in the translation alone.
fn look_alone(pair: &Pair<'_>, style: &Style) -> Vec<Found> {
    [
        quotation::look_for_unpaired(pair),
        repeated::look(pair),
        spacing::look(pair),
        punctuation::look(pair),
        invisible::look(pair),
        expression::look_for_loaded(pair, style),
        expression::look_for_forbidden(pair, style),
        headline::look(pair, style),
    ]
    .concat()
}
