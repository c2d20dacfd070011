//! Where sentences end.

use std::ops::Range;

use language::{Reading, TokenKind};

/// The tokens of a sentence.
pub(crate) type Sentence = Range<usize>;

/// The sentences of a text, in order; what stands behind the last full stop is one too.
pub(crate) fn sentences(reading: &Reading<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for at in 0..reading.tokens.len() {
        if at >= start && ends(reading, at) {
            let end = (at + 1..reading.tokens.len())
                .find(|next| !closes(reading, *next))
                .unwrap_or(reading.tokens.len());
            sentences.push(start..end);
            start = end;
        }
    }
    if start < reading.tokens.len() {
        sentences.push(start..reading.tokens.len());
    }
    sentences
}

fn ends(reading: &Reading<'_>, at: usize) -> bool {
    match reading.word(at) {
        "!" | "?" | "؟" | "۔" | "…" => true,
        "." => !is_abbreviated(reading, at),
        _ => false,
    }
}

/// Whether the full stop belongs to a word: to an initial, to `Mr.`, or it is followed by more of the word.
fn is_abbreviated(reading: &Reading<'_>, at: usize) -> bool {
    let follows = reading.is_adjacent(at)
        && reading.tokens.get(at + 1).is_some_and(|next| next.kind != TokenKind::Sign);
    let before = at.checked_sub(1).filter(|before| reading.is_adjacent(*before));
    let short = before.is_some_and(|before| {
        let word = reading.word(before);
        let initial = reading.is_capitalised(before) && word.chars().count() == 1;
        initial
            || [
                "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Col", "Lt", "Sgt", "Rep", "Sen", "Gov", "Rev", "Prof",
                "M",
            ]
            .contains(&word)
    });
    follows || (short && at + 1 < reading.tokens.len())
}

/// Whether the token closes what the sentence opened, right behind its end.
fn closes(reading: &Reading<'_>, at: usize) -> bool {
    reading.is_adjacent(at - 1)
        && matches!(
            reading.word(at),
            "\"" | "”" | "»" | "’" | "'" | ")" | "]" | "." | "!" | "?" | "؟" | "“" | "‘"
        )
}
