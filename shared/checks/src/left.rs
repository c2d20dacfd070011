//! Words of the source left in the translation.

use std::ops::Range;

use contract::{Check, Level};
use language::{Script, TokenKind};

use crate::{
    found::Found,
    pair::{Pair, Side},
};

/// A run of fewer words may be a name or a title that stays as it is.
const RUN_LEAST: usize = 4;

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    if pair.source.script == pair.target.script {
        return runs(pair);
    }
    let left = words_in(pair, |script| script == pair.source.script);
    left.into_iter().map(|tokens| found(pair, tokens, "is left from the source")).collect()
}

/// Words in a script that a block without a source is not written in. Latin script stands in texts of every other.
pub(crate) fn look_alone(pair: &Pair<'_>) -> Vec<Found> {
    let foreign = words_in(pair, |script| ![pair.target.script, Script::Latin].contains(&script));
    foreign
        .into_iter()
        .map(|tokens| found(pair, tokens, "is in another script than the translation"))
        .collect()
}

/// The runs of words with letters of such a script.
fn words_in(pair: &Pair<'_>, script: impl Fn(Script) -> bool) -> Vec<Range<usize>> {
    let reading = &pair.target.reading;
    let foreign = |at: usize| reading.word(at).chars().filter_map(Script::of).any(&script);
    let mut places: Vec<Range<usize>> = Vec::new();
    for at in (0..reading.tokens.len()).filter(|at| foreign(*at)) {
        match places.last_mut() {
            Some(place) if place.end == at => place.end = at + 1,
            Some(_) | None => places.push(at..at + 1),
        }
    }
    places
}

fn found(pair: &Pair<'_>, tokens: Range<usize>, what: &str) -> Found {
    let reading = &pair.target.reading;
    // An original in brackets behind its translation is there on purpose.
    let bracketed =
        tokens.start > 0 && reading.is_sign(tokens.start - 1, "(") && reading.is_sign(tokens.end, ")");
    let level = if bracketed { Level::Informs } else { Level::Warns };
    let place = reading.place(tokens);
    let words = &pair.target.text()[place.clone()];
    Found::in_block(Check::SourceLeft, level, words, format!("“{words}” {what}")).at(place)
}

/// Runs of words that the source has too, with small words or letters of its language among them.
fn runs(pair: &Pair<'_>) -> Vec<Found> {
    let (source, target) = (Words::of(&pair.source), Words::of(&pair.target));
    if pair.source.language.primary() == pair.target.language.primary() {
        return Vec::new();
    }
    let starts = source.starts();
    let mut found = Vec::new();
    let mut at = 0;
    while at < target.folded.len() {
        let run = starts.get(&target.window(at)).map_or(0, |from| source.shared(*from, &target, at));
        let own = |at: &usize| {
            let small = pair.source.reading.lexicon.function_words.holds(&target.folded, *at);
            small || !target.folded[*at].is_ascii()
        };
        if run >= RUN_LEAST && (at..at + run).filter(own).count() * 4 >= run {
            let place = pair.target.reading.place(target.at[at]..target.at[at + run - 1] + 1);
            let words = pair.target.text()[place.clone()].to_owned();
            let explanation = format!("“{words}” is left from the source");
            found.push(Found::in_block(Check::SourceLeft, Level::Warns, words, explanation).at(place));
        }
        at += run.max(1);
    }
    found
}

/// The words of a text without the signs between them.
struct Words {
    /// The token of each.
    at: Vec<usize>,
    folded: Vec<String>,
}

impl Words {
    fn of(side: &Side<'_>) -> Self {
        let reading = &side.reading;
        let at: Vec<usize> =
            (0..reading.tokens.len()).filter(|at| reading.tokens[*at].kind == TokenKind::Word).collect();
        let folded = at.iter().map(|at| reading.folded[*at].trim_end_matches('\'').to_owned()).collect();
        Self { at, folded }
    }

    fn window(&self, at: usize) -> &[String] {
        &self.folded[at..(at + RUN_LEAST).min(self.folded.len())]
    }

    /// Where each run of the least length begins first.
    fn starts(&self) -> std::collections::HashMap<&[String], usize> {
        (0..self.folded.len()).rev().map(|at| (self.window(at), at)).collect()
    }

    /// How many words both share from these on.
    fn shared(&self, from: usize, other: &Self, at: usize) -> usize {
        self.folded[from..].iter().zip(&other.folded[at..]).take_while(|(one, other)| one == other).count()
    }
}
