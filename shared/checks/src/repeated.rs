//! Words that stand twice in a row.

use contract::{Check, Level};
use language::TokenKind;

use crate::{
    found::Found,
    pair::{Pair, Side},
};

/// Words of as many letters are not repeated for emphasis.
const SMALL_LETTERS_MOST: usize = 3;

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let reading = &pair.target.reading;
    let in_source = (1..pair.source.reading.tokens.len()).any(|at| is_twice(&pair.source, at));
    (1..reading.tokens.len())
        .filter(|at| is_twice(&pair.target, *at))
        .map(|at| {
            let word = reading.word(at);
            // Names may be double, and a source that repeats itself may mean it.
            let meant = in_source && word.chars().count() > SMALL_LETTERS_MOST
                || reading.is_capitalised(at)
                    && reading.is_capitalised(at - 1)
                    && !begins_sentence(pair, at - 1);
            let level = if meant { Level::Informs } else { Level::Warns };
            let explanation = format!("“{word}” stands twice");
            Found::in_block(Check::RepeatedWord, level, word, explanation).at(reading.place(at - 1..at + 1))
        })
        .collect()
}

fn begins_sentence(pair: &Pair<'_>, at: usize) -> bool {
    pair.target.sentences.binary_search_by_key(&at, |sentence| sentence.start).is_ok()
}

/// Whether the word is that before it, with white space alone between them.
fn is_twice(side: &Side<'_>, at: usize) -> bool {
    let reading = &side.reading;
    let words = reading.tokens[at].kind == TokenKind::Word && reading.tokens[at - 1].kind == TokenKind::Word;
    // The last part of a name with a hyphen is no word of its own: "Moon Jae-in in Seoul".
    let part = at > 1 && reading.is_adjacent(at - 2) && reading.is_sign(at - 2, "-");
    words
        && !part
        && reading.folded[at] == reading.folded[at - 1]
        && !reading.is_adjacent(at - 1)
        && !side.text()[reading.tokens[at - 1].end..reading.tokens[at].start].contains('\n')
        && !reading.lexicon.may_repeat.holds(&reading.folded, at)
}
