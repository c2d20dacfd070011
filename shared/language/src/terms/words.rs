//! A text as words: what is compared when terms are looked for, each with its place in the text.

use std::ops::Range;

use super::grammar::Grammar;
use crate::{
    arabic::{self, Folded},
    marks::is_combining,
    token::digit,
};

/// The words of a text, folded.
#[derive(Debug)]
pub(crate) struct Words {
    folded: Folded,
    /// The bytes of each word in the folded text.
    places: Vec<Range<usize>>,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap<'a> {
    /// White space or one hyphen: writers exchange them within a term.
    Loose,
    Apostrophe,
    /// Anything else, as it stands there.
    Other(&'a str),
}

impl Words {
    pub(crate) fn of(text: &str, grammar: Grammar) -> Self {
        let folded = Folded::by(
            text,
            |letter, then| arabic::each_folded(letter, |letter| each_folded(letter, grammar, then)),
            |letter| arabic::is_mark(letter) || grammar.is_mark(letter),
        );
        let places = places(folded.as_str());
        Self { folded, places }
    }

    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// A word, folded.
    pub(crate) fn word(&self, at: usize) -> &str {
        &self.folded.as_str()[self.places[at].clone()]
    }

    /// What stands between a word and the next; nothing after the last.
    pub(crate) fn gap_after(&self, at: usize) -> Option<Gap<'_>> {
        let next = self.places.get(at + 1)?;
        let gap = &self.folded.as_str()[self.places[at].end..next.start];
        let loose = gap == "-" || gap.chars().all(char::is_whitespace);
        Some(match gap {
            "'" => Gap::Apostrophe,
            _ if loose => Gap::Loose,
            other => Gap::Other(other),
        })
    }

    /// The bytes of the text that a word takes, without some bytes of the folded word at its beginning and at its end.
    pub(crate) fn place(&self, at: usize, front: usize, back: usize) -> Range<usize> {
        let word = &self.places[at];
        self.folded.original(word.start + front..word.end - back)
    }

    /// The last letter of a word as the text has it.
    pub(crate) fn last_letter(&self, text: &str, at: usize) -> Option<char> {
        text[self.place(at, 0, 0)].chars().rev().find(|letter| !arabic::is_mark(*letter))
    }
}

/// What stands for a letter beyond the folding of Arabic script: small letters, Latin digits, one apostrophe, one hyphen.
fn each_folded(letter: char, grammar: Grammar, then: &mut dyn FnMut(char)) {
    match letter {
        '\u{2018}' | '\u{2019}' | 'ʻ' | 'ʼ' | '`' | '´' | '׳' => then('\''),
        '״' => then('"'),
        '\u{2010}' | '\u{2011}' | '־' => then('-'),
        other => match digit(other) {
            Some(value) => then(char::from(b'0' + value)),
            None => grammar.each_small(other, then),
        },
    }
}

fn places(folded: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut begun: Option<usize> = None;
    let mut before = ' ';
    for (at, letter) in folded.char_indices() {
        let after = &folded[at + letter.len_utf8()..];
        if belongs(before, letter, after) {
            begun.get_or_insert(at);
        } else if let Some(start) = begun.take() {
            places.push(start..at);
        }
        before = letter;
    }
    places.extend(begun.map(|start| start..folded.len()));
    places
}

fn belongs(before: char, letter: char, after: &str) -> bool {
    match letter {
        '\'' => is_hebrew(before) && "גזצתדחטער".contains(before),
        '"' => is_hebrew(before) && one_hebrew_letter_ends(after),
        _ => letter.is_alphanumeric() || is_combining(letter),
    }
}

/// Whether one letter and no more follows: the mark of an abbreviation stands before its last letter.
fn one_hebrew_letter_ends(after: &str) -> bool {
    let mut after = after.chars();
    after.next().is_some_and(is_hebrew) && !after.next().is_some_and(char::is_alphanumeric)
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, 'א'..='ת')
}
