//! A block and its translation, both read once for all checks.

use std::collections::{HashMap, HashSet};

use contract::{Block, BlockKind, Language, Mark};
use language::{Figures, Measure, Number, Reading, Script, Value};

use crate::{
    Beside,
    quotation::Quotations,
    sentence::{self, Sentence},
};

/// As many numbers of one value are told apart in a block.
const ALIKE_MOST: usize = 50;

/// One of the two texts.
pub(crate) struct Side<'t> {
    pub script: Script,
    pub language: &'t Language,
    pub reading: Reading<'t>,
    pub figures: Figures,
    pub quotations: Quotations,
    pub sentences: Vec<Sentence>,
    /// Every measure that is named, with a number or without.
    pub measures: HashSet<Measure>,
    by_value: HashMap<Value, Vec<usize>>,
}

impl<'t> Side<'t> {
    fn of(text: &'t str, language: &'t Language) -> Self {
        let reading = Reading::of(text, language);
        let figures = Figures::of(&reading);
        Self {
            script: Script::usual(language),
            language,
            measures: measures(&reading),
            by_value: by_value(&figures),
            figures,
            quotations: Quotations::of(&reading),
            sentences: sentence::sentences(&reading),
            reading,
        }
    }

    pub fn text(&self) -> &'t str {
        self.reading.text
    }

    /// The numbers that may mean the same as this one, as far as anybody would look.
    pub fn numbers_like(&self, number: &Number) -> Vec<&Number> {
        let of_value = |value| self.by_value.get(value).into_iter().flatten();
        number
            .values
            .iter()
            .flat_map(of_value)
            .take(ALIKE_MOST)
            .map(|at| &self.figures.numbers[*at])
            .collect()
    }

    pub fn letters(&self) -> usize {
        self.text().chars().filter(|letter| letter.is_alphabetic()).count()
    }
}

fn measures(reading: &Reading<'_>) -> HashSet<Measure> {
    let find = |at| reading.lexicon.measures.find(&reading.folded, at);
    (0..reading.tokens.len()).filter_map(find).map(|found| found.meaning).collect()
}

fn by_value(figures: &Figures) -> HashMap<Value, Vec<usize>> {
    let mut by_value: HashMap<Value, Vec<usize>> = HashMap::new();
    for (at, number) in figures.numbers.iter().enumerate() {
        for value in &number.values {
            let places = by_value.entry(*value).or_default();
            if places.len() < ALIKE_MOST {
                places.push(at);
            }
        }
    }
    by_value
}

pub(crate) struct Pair<'t> {
    pub kind: &'t BlockKind,
    pub source: Side<'t>,
    pub target: Side<'t>,
    pub source_marks: &'t [Mark],
    pub target_marks: &'t [Mark],
    /// Whether a quotation may run over from the block before or into the next.
    pub runs_over: bool,
}

impl<'t> Pair<'t> {
    pub fn of(beside: &Beside<'t>) -> Self {
        Self {
            kind: &beside.source.kind,
            source: Side::of(&beside.source.text, beside.source_language),
            target: Side::of(beside.target, beside.target_language),
            source_marks: &beside.source.marks,
            target_marks: beside.target_marks,
            runs_over: [beside.before, beside.next].iter().any(|text| is_open(text, beside.target_language)),
        }
    }

    /// A block that has no source.
    pub fn alone(block: &'t Block, language: &'t Language) -> Self {
        Self {
            kind: &block.kind,
            source: Side::of("", language),
            target: Side::of(&block.text, language),
            source_marks: &[],
            target_marks: &block.marks,
            runs_over: false,
        }
    }
}

/// Whether the quotation marks of a text are not in pairs.
fn is_open(text: &str, language: &Language) -> bool {
    !Quotations::of(&Reading::of(text, language)).are_whole()
}
