//! Negations that were lost or added.

use std::ops::Range;

use contract::{Check, Level};
use language::{Negation, TokenKind};

use crate::{
    found::Found,
    pair::{Pair, Side},
};

/// What a stretch of text says about denying.
#[derive(Default)]
struct Denial {
    /// The first token that denies.
    first: Option<usize>,
    denies: usize,
    leans: usize,
    /// How often it says that something is not all: "not only".
    limits: usize,
}

impl Denial {
    /// Whether it says by "not only" all that the other denies: "it was not limited to".
    fn answers(&self, other: &Self) -> bool {
        other.denies <= self.limits.saturating_sub(other.limits)
    }
}

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let (source, target) = (&pair.source.sentences, &pair.target.sentences);
    if source.len() == target.len() {
        return source.iter().zip(target).filter_map(|(one, other)| between(pair, one, other)).collect();
    }
    // Sentences were joined or parted: only the block as a whole can be held against the source.
    let whole = |side: &Side<'_>| 0..side.reading.tokens.len();
    between(pair, &whole(&pair.source), &whole(&pair.target)).into_iter().collect()
}

fn between(pair: &Pair<'_>, source: &Range<usize>, target: &Range<usize>) -> Option<Found> {
    let (said, became) = (denial(&pair.source, source), denial(&pair.target, target));
    match (said.first, became.first) {
        (Some(at), None) if became.leans == 0 && !became.answers(&said) => Some(lost(pair, at, target)),
        // Where nothing in the sentence limits it, the denial is of the whole: "not the price" is not "not only the price".
        (None, Some(at)) if said.leans == 0 && (became.leans == 0 || !said.answers(&became)) => {
            Some(added(pair, at, source))
        }
        (Some(_) | None, Some(_) | None) => None,
    }
}

fn lost(pair: &Pair<'_>, at: usize, target: &Range<usize>) -> Found {
    let place = pair.source.reading.tokens[at].place();
    let word = &pair.source.text()[place.clone()];
    let explanation = format!("the source denies something here (“{word}”); the translation does not");
    let sentence = pair.target.reading.place(target.clone());
    let about = words_around(&pair.source, at);
    Found::in_block(Check::Negation, Level::Warns, about, explanation).at(sentence).of(place)
}

fn added(pair: &Pair<'_>, at: usize, source: &Range<usize>) -> Found {
    let place = pair.target.reading.tokens[at].place();
    let word = &pair.target.text()[place.clone()];
    let explanation = format!("the translation denies something here (“{word}”); the source does not");
    let about = words_around(&pair.target, at);
    let sentence = pair.source.reading.place(source.clone());
    Found::in_block(Check::Negation, Level::Warns, about, explanation).at(place).of(sentence)
}

fn words_around(side: &Side<'_>, at: usize) -> String {
    let around = at.saturating_sub(1)..(at + 2).min(side.reading.tokens.len());
    side.text()[side.reading.place(around)].to_owned()
}

fn denial(side: &Side<'_>, tokens: &Range<usize>) -> Denial {
    let reading = &side.reading;
    let mut denial = Denial::default();
    let mut at = tokens.start;
    while at < tokens.end {
        if let Some(end) = reading.not_only(at) {
            denial.limits += 1;
            at = end;
            continue;
        }
        let found = reading.lexicon.negations.find(&reading.folded, at);
        match found.map(|found| found.meaning) {
            Some(Negation::Denies) => {
                denial.first = denial.first.or(Some(at));
                denial.denies += 1;
            }
            Some(Negation::Leans) => denial.leans += 1,
            Some(Negation::Neutral) => {}
            None if reading.lexicon.denies(&reading.folded[at]) => {
                denial.first = denial.first.or(Some(at));
                denial.denies += 1;
            }
            None => {
                let word = reading.tokens[at].kind == TokenKind::Word;
                denial.leans += usize::from(word && reading.lexicon.leans(&reading.folded[at]));
            }
        }
        at = found.map_or(at + 1, |found| found.end);
    }
    denial
}
