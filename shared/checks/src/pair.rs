//! A block and its translation, both read once for all checks.

use contract::{Block, BlockKind, Language};
use language::{Figures, Reading, Script};

use crate::{
    Beside,
    quotation::Quotations,
    sentence::{self, Sentence},
};

/// One of the two texts.
pub(crate) struct Side<'t> {
    pub script: Script,
    pub language: &'t Language,
    pub reading: Reading<'t>,
    pub figures: Figures,
    pub quotations: Quotations,
    pub sentences: Vec<Sentence>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str, language: &'t Language) -> Self {
        let reading = Reading::of(text, language);
        Self {
            script: Script::usual(language),
            language,
            figures: Figures::of(&reading),
            quotations: Quotations::of(&reading),
            sentences: sentence::sentences(&reading),
            reading,
        }
    }

    pub fn text(&self) -> &'t str {
        self.reading.text
    }

    pub fn letters(&self) -> usize {
        self.text().chars().filter(|letter| letter.is_alphabetic()).count()
    }
}

pub(crate) struct Pair<'t> {
    pub kind: &'t BlockKind,
    pub source: Side<'t>,
    pub target: Side<'t>,
    /// Whether a quotation may run over from the block before or into the next.
    pub runs_over: bool,
}

impl<'t> Pair<'t> {
    pub fn of(beside: &Beside<'t>) -> Self {
        Self {
            kind: &beside.source.kind,
            source: Side::of(&beside.source.text, beside.source_language),
            target: Side::of(beside.target, beside.target_language),
            runs_over: [beside.before, beside.next].iter().any(|text| is_open(text, beside.target_language)),
        }
    }

    /// A block that has no source.
    pub fn alone(block: &'t Block, language: &'t Language) -> Self {
        Self {
            kind: &block.kind,
            source: Side::of("", language),
            target: Side::of(&block.text, language),
            runs_over: false,
        }
    }
}

/// Whether the quotation marks of a text are not in pairs.
fn is_open(text: &str, language: &Language) -> bool {
    !Quotations::of(&Reading::of(text, language)).are_whole()
}
