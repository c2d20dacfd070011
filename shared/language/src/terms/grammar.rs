//! What each language attaches to a word.

use std::{borrow::Cow, collections::HashSet};

use contract::Language;
use icu_normalizer::DecomposingNormalizerBorrowed;

use super::{Manner, arabic, hebrew, known, latin, persian};
use crate::marks::{is_combining, is_hebrew_point};

/// The languages whose ways of attaching are known; of others only whole words are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grammar {
    Arabic,
    Persian,
    Hebrew,
    English,
    French,
    Turkish,
    Plain,
}

/// The most places in which a word is parted (and, that, in).
pub(crate) const PARTS_MOST: usize = 3;

/// A word as something attached to a stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading<'a> {
    /// What is looked up; folded.
    pub(crate) stem: Cow<'a, str>,
    /// The bytes of the folded word that stand before the stem.
    pub(crate) front: usize,
    /// The bytes of the folded word that stand after it.
    pub(crate) back: usize,
    /// Where the word was parted: what stands behind each of these bytes must be no word of its own.
    pub(crate) parted: Option<[usize; PARTS_MOST]>,
    /// Whether an article was put before the stem, which other words of the term then share.
    pub(crate) article: bool,
    /// Whether it is too doubtful to stand alone: the other words of the term must bear it out.
    pub(crate) doubtful: bool,
    /// The one manner of term that is read so; without it, each.
    pub(crate) only: Option<Manner>,
}

impl<'a> Reading<'a> {
    pub(crate) fn whole(word: &'a str) -> Self {
        Self {
            stem: Cow::Borrowed(word),
            front: 0,
            back: 0,
            parted: None,
            article: false,
            doubtful: false,
            only: None,
        }
    }

    /// The rest of a word behind some bytes.
    pub(crate) fn behind(word: &'a str, front: usize) -> Self {
        Self { front, ..Self::whole(&word[front..]) }
    }

    /// The word without some bytes at its end.
    pub(crate) fn before(word: &'a str, back: usize) -> Self {
        Self { back, ..Self::whole(&word[..word.len() - back]) }
    }

    /// Parted here, and before where it was parted already.
    pub(crate) fn parted(self, at: [usize; PARTS_MOST]) -> Self {
        Self { parted: Some(at), ..self }
    }

    /// Read so only in this manner.
    pub(crate) fn only(self, manner: Manner) -> Self {
        Self { only: Some(manner), ..self }
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.front == 0 && self.back == 0
    }
}

impl Grammar {
    pub(crate) fn of(language: &Language) -> Self {
        match language.primary() {
            "ar" | "apc" | "acm" | "arz" | "afb" | "ary" | "aeb" | "apd" => Self::Arabic,
            "fa" | "prs" => Self::Persian,
            "he" => Self::Hebrew,
            "en" => Self::English,
            "fr" => Self::French,
            "tr" | "az" => Self::Turkish,
            _ => Self::Plain,
        }
    }

    /// Whether the mark on a letter is nothing that two spellings must share: vowel points, and accents in English.
    pub(crate) fn is_mark(self, letter: char) -> bool {
        is_hebrew_point(letter) || self == Self::English && is_combining(letter)
    }

    /// The small letters that stand for a letter, accents apart.
    pub(crate) fn each_small(self, letter: char, then: &mut dyn FnMut(char)) {
        match (self, letter) {
            // Most letters stand for themselves; only others are worth looking up.
            (_, '\0'..='@' | '['..='\u{7f}' | 'א'..='ת' | '\u{600}'..='\u{6ff}') => then(letter),
            (Self::Turkish, 'I') => then('ı'),
            (Self::Turkish, 'İ') => then('i'),
            _ => {
                // A constant that borrows its tables from the program.
                let decomposing = const { DecomposingNormalizerBorrowed::new_nfd() };
                decomposing
                    .normalize_iter(letter.to_lowercase())
                    .filter(|part| !self.is_mark(*part))
                    .for_each(then);
            }
        }
    }

    /// Words that only begin like something with a letter attached, folded.
    pub(crate) fn known(self) -> impl Iterator<Item = String> {
        let words = match self {
            Self::Arabic => known::ARABIC,
            Self::Hebrew => known::HEBREW,
            Self::Persian | Self::English | Self::French | Self::Turkish | Self::Plain => "",
        };
        words.split_whitespace().map(crate::arabic::fold)
    }

    /// The ways to read a word, the whole word first. Which of them hold, `holds` says.
    pub(crate) fn readings<'a>(self, word: &'a str, then: &mut dyn FnMut(Reading<'a>)) {
        then(Reading::whole(word));
        match self {
            Self::Arabic => arabic::readings(word, then),
            Self::Persian => persian::readings(word, then),
            Self::Hebrew => hebrew::readings(word, then),
            Self::English => latin::english(word, then),
            Self::French => latin::french(word, then),
            Self::Turkish | Self::Plain => {}
        }
    }

    /// Whether a reading of the word holds beside the words that are known. The last letter is given as the text has it.
    pub(crate) fn holds(
        self,
        reading: &Reading<'_>,
        word: &str,
        last_letter: Option<char>,
        known: &HashSet<String>,
    ) -> bool {
        let is_known = |at: &usize| known.contains(&word[*at..]);
        match self {
            Self::Arabic => arabic::holds(reading, word, last_letter, known),
            Self::Hebrew => !reading.parted.is_some_and(|parted| parted.iter().any(is_known)),
            Self::Persian | Self::English | Self::French | Self::Turkish | Self::Plain => true,
        }
    }

    /// Whether a word may begin behind this one, to which an apostrophe joins it.
    pub(crate) fn elides(self, word: &str) -> bool {
        match self {
            Self::French => latin::is_elided(word),
            Self::Arabic | Self::Persian | Self::Hebrew | Self::English | Self::Turkish | Self::Plain => {
                false
            }
        }
    }

    /// What follows an apostrophe; nothing where the word before it may not end there.
    pub(crate) fn after_apostrophe(self, attached: &str) -> Option<Attached> {
        match self {
            Self::English => latin::english_ending(attached),
            Self::Turkish => latin::is_turkish_ending(attached).then_some(Attached::Ending),
            Self::Arabic | Self::Persian | Self::Hebrew | Self::French | Self::Plain => None,
        }
    }
}

/// What an apostrophe attaches to a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Attached {
    /// An ending of the word (`'s`, `'da`).
    Ending,
    /// A shortened word of its own (`'ll`, `'re`).
    Word,
}
