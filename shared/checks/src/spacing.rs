//! Doubled spaces, and spaces where none belong.

use std::ops::Range;

use contract::{Check, Level};

use crate::{found::Found, pair::Pair};

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let text = pair.target.text();
    let mut found: Vec<Found> = gaps(text).into_iter().filter_map(|gap| fault(pair, gap)).collect();
    found.extend(missing(pair));
    found
}

/// The runs of white space in a line, those at the ends of the text left out.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut gaps: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| is_space(*letter)) {
        match gaps.last_mut() {
            Some(gap) if gap.end == at => gap.end = at + letter.len_utf8(),
            Some(_) | None => gaps.push(at..at + letter.len_utf8()),
        }
    }
    gaps.retain(|gap| gap.start > 0 && gap.end < text.len());
    gaps
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() && letter != '\n'
}

fn fault(pair: &Pair<'_>, gap: Range<usize>) -> Option<Found> {
    let text = pair.target.text();
    let next = text[gap.end..].chars().next()?;
    let before = text[..gap.start].chars().next_back()?;
    let lines = next == '\n' || before == '\n';
    let doubled = text[gap.clone()].chars().count() > 1;
    let before_mark = matches!(next, ',' | ';' | ')' | ']' | '،' | '؛' | '?' | '!' | ':' | '؟')
        && !pair.target.reading.lexicon.spaced_marks
        || next == '.'
            && !text[gap.end + 1..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '.');
    let behind_bracket = matches!(before, '(' | '[');
    let explanation = match (doubled, before_mark, behind_bracket) {
        (true, _, _) if !lines => "more than one space stands here",
        (_, true, _) => "no space belongs before this mark",
        (_, _, true) => "no space belongs behind this bracket",
        _ => return None,
    };
    Some(Found::in_block(Check::Spacing, Level::Warns, around(text, &gap), explanation).at(gap))
}

/// Marks that two words run together at: `said.The`, `however,the`.
fn missing(pair: &Pair<'_>) -> Vec<Found> {
    let reading = &pair.target.reading;
    let text = pair.target.text();
    let runs = |at: &usize| {
        let at = *at;
        let mark = reading.word(at);
        let adjacent = reading.is_adjacent(at - 1) && reading.is_adjacent(at);
        let long = |at: usize| {
            reading.word(at).chars().count() > 2 && reading.word(at).chars().all(char::is_alphabetic)
        };
        let fused = match mark {
            "." => reading.is_capitalised(at + 1),
            "," | ";" | "،" | "؛" => true,
            _ => false,
        };
        adjacent
            && fused
            && long(at - 1)
            && (long(at + 1) || reading.is_capitalised(at + 1) && reading.word(at + 1).len() > 1)
    };
    (1..reading.tokens.len().saturating_sub(1))
        .filter(runs)
        .map(|at| {
            let place = reading.place(at - 1..at + 2);
            Found::in_block(
                Check::Spacing,
                Level::Warns,
                &text[place.clone()],
                "a space is missing behind this mark",
            )
            .at(place)
        })
        .collect()
}

/// The letters around a gap, by which it is known again.
fn around(text: &str, gap: &Range<usize>) -> String {
    let before: Vec<char> = text[..gap.start].chars().rev().take(12).collect();
    let behind = text[gap.end..].chars().take(12);
    before.into_iter().rev().chain(['_']).chain(behind).collect()
}
