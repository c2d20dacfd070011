//! Whether two words that fold to one are one: what the folding exchanges is not always exchanged by writers.

use super::Manner;
use crate::arabic::{is_invisible, is_mark};

/// Words so frequent that one letter more or less alike is not enough to take a name for them: على is not علي.
const FUNCTION_WORDS: [&str; 14] =
    ["على", "إلى", "الى", "حتى", "متى", "لدى", "أن", "إن", "ان", "إذا", "أو", "أي", "مني", "إلا"];

/// The fewest letters of an abbreviation that many papers write like a word: Nato, Unesco.
const ABBREVIATION_READ_AS_WORD_FEWEST: usize = 4;

/// A word of a term beside a word of a text to which it folds alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    /// As the register has it.
    pub(super) term: &'a str,
    /// As the text has it, without what is attached.
    pub(super) text: &'a str,
}

/// How near two spellings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    Same,
    Respelled,
}

impl Pair<'_> {
    /// How near the spellings are; nothing where they are two words.
    pub(super) fn nearness(self, manner: Manner) -> Option<Nearness> {
        let mut nearness = Nearness::Same;
        let (term, text) = (letters(self.term), letters(self.text));
        for (term, text) in term.zip(text).filter(|(term, text)| term != text) {
            if manner == Manner::Expression && differ(term, text) {
                return None;
            }
            if !term.to_lowercase().eq(text.to_lowercase()) {
                nearness = Nearness::Respelled;
            }
        }
        Some(nearness)
    }

    /// Whether the text has a word that only looks like the term.
    pub(super) fn is_function_word(self) -> bool {
        is_function_word(self.text) && !letters(self.term).eq(letters(self.text))
    }

    /// Whether the text leaves out a hamza that the register writes on the first alef.
    pub(super) fn lacks_hamza(self) -> bool {
        letters(self.text).next() == Some('ا')
            && letters(self.term).next().is_some_and(|first| "أإآ".contains(first))
    }

    /// Whether the capitals of the text fit: a name begins with one, an abbreviation has nothing else; a text in capitals
    /// shows nothing. Of an abbreviation that is read like a word the first is enough.
    pub(super) fn capitals_fit(self) -> bool {
        let begins = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let (term, text) = (Capitals::of(self.term), Capitals::of(self.text));
        let enough = !term.all() || term.letters >= ABBREVIATION_READ_AS_WORD_FEWEST;
        !begins(self.term) || text.all() || begins(self.text) && enough
    }
}

/// Whether this is one of the words that stand in every text.
pub(crate) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.iter().any(|function| letters(function).eq(letters(word)))
}

struct Capitals {
    letters: usize,
    large: usize,
}

impl Capitals {
    fn of(word: &str) -> Self {
        let letters = word.chars().filter(|letter| letter.is_alphabetic());
        let (all, large) = letters
            .fold((0, 0), |(all, large), letter| (all + 1, large + usize::from(letter.is_uppercase())));
        Self { letters: all, large }
    }

    fn all(&self) -> bool {
        self.letters >= 2 && self.large == self.letters
    }
}

/// Whether careful writers never exchange the two letters: another hamza on an alef, or ta marbuta and ha.
fn differ(term: char, text: char) -> bool {
    let hamza = |letter| matches!(letter, 'أ' | 'إ' | 'آ');
    let ta = matches!((term, text), ('ة', 'ه') | ('ه', 'ة'));
    hamza(term) && hamza(text) || ta
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|letter| !is_mark(*letter) && !is_invisible(*letter))
}
