//! What single languages are made of, as data: numerals, months, units, negations, words of speech.
//!
//! A language is one file of constants; nothing else in the workspace knows its words.

mod ar;
mod en;
mod fa;
mod fr;
mod he;
mod not_only;
mod phrases;
mod tr;
mod words;

use std::sync::LazyLock;

use contract::Language;

use crate::Measure;

use not_only::Limits;
pub(crate) use not_only::NotOnly;
pub use phrases::{Found, Phrases};
use words::NONE;
pub(crate) use words::Words;

/// What a word or phrase does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Numeral {
    Cardinal(u64),
    Hundred,
    /// A thousand, million and so on: it multiplies what stands before it, or stands for one of itself.
    Scale(u64),
    /// A scale that may be two of itself where nothing stands before it: `ألفا`.
    DoubleScale(u64),
    /// Its plural: it multiplies, and says no number where nothing stands before it.
    Scales(u64),
    Half,
}

/// The calendar that a month belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    Gregorian,
    /// The lunar calendar of Islam.
    Hijri,
    /// The solar calendar of Iran.
    Solar,
}

/// What a word or phrase says about what it stands with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negation {
    /// It denies: not, never, nobody.
    Denies,
    /// A denial may be said by it: without, refused, unlikely.
    Leans,
    /// It holds a word that denies, and denies nothing: `لا يزال` (still).
    Neutral,
}

/// The words of a language, ready to be found in a text.
pub struct Lexicon {
    pub(crate) words: &'static Words,
    pub(crate) numerals: Phrases<Numeral>,
    pub(crate) short_scales: Phrases<u64>,
    pub(crate) hints: Phrases<&'static [u64]>,
    pub(crate) and: Phrases<()>,
    pub(crate) months: Phrases<(Calendar, u8)>,
    pub(crate) months_like_words: Phrases<()>,
    pub(crate) month_signs: Phrases<()>,
    pub(crate) date_joints: Phrases<()>,
    pub(crate) ordinal_endings: Phrases<()>,
    pub(crate) eras: Phrases<()>,
    /// Weekdays, from Monday, which is 1.
    pub weekdays: Phrases<u8>,
    /// Units, currencies and shares, in words and signs.
    pub measures: Phrases<Measure>,
    pub(crate) afternoon: Phrases<()>,
    pub(crate) ranges: Phrases<()>,
    pub(crate) between: Phrases<()>,
    /// Words that deny, may deny, or only look so.
    pub negations: Phrases<Negation>,
    pub(crate) not_only: Vec<Limits>,
    /// What attributes words to somebody.
    pub speech: Phrases<()>,
    /// Frequent small words that no language shares with English.
    pub function_words: Phrases<()>,
    /// Words that may stand twice in a row.
    pub may_repeat: Phrases<()>,
    /// Endings that leave a word the same.
    pub endings: Vec<&'static str>,
    /// Whether a space stands before marks such as `?`.
    pub spaced_marks: bool,
    /// How many letters a text takes that takes 1000 in English.
    pub density: u32,
}

impl Lexicon {
    /// The words of a language; those that no language lacks (signs of currencies) for one that is not known here.
    pub fn of(language: &Language) -> &'static Self {
        static ALL: LazyLock<[(&str, Lexicon); 6]> = LazyLock::new(|| {
            [
                ("ar", Lexicon::new(&ar::WORDS)),
                ("en", Lexicon::new(&en::WORDS)),
                ("fa", Lexicon::new(&fa::WORDS)),
                ("fr", Lexicon::new(&fr::WORDS)),
                ("he", Lexicon::new(&he::WORDS)),
                ("tr", Lexicon::new(&tr::WORDS)),
            ]
        });
        static UNKNOWN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&NONE));
        ALL.iter()
            .find(|(tag, _)| *tag == language.primary())
            .map_or_else(|| &*UNKNOWN, |(_, lexicon)| lexicon)
    }

    /// Whether a word is a form of another, both folded: with an ending that leaves it the same, or with what the language
    /// writes onto its front.
    pub fn is_form_of(&self, word: &str, wanted: &str) -> bool {
        let ended = |word: &str| {
            word == wanted
                || self
                    .endings
                    .iter()
                    .any(|ending| word.strip_suffix(ending).is_some_and(|stem| is_stem(stem, wanted)))
        };
        ended(word) || self.words.prefixes.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(ended))
    }

    /// Whether a folded word may deny by the way it is made: `unpaid`, `homeless`.
    pub fn leans(&self, word: &str) -> bool {
        let begins = self.words.leaning_beginnings.iter().any(|beginning| word.starts_with(beginning));
        let ends = self.words.leaning_endings.iter().any(|ending| word.ends_with(ending));
        (begins || ends)
            && word.len() > 5
            && !self.words.no_leaning.iter().any(|other| word.starts_with(other))
    }

    /// Whether a folded word denies by what stands within it: `gelmedi`.
    pub fn denies(&self, word: &str) -> bool {
        self.words.denying_parts.iter().any(|part| word.find(part).is_some_and(|at| at > 1))
    }

    fn new(words: &'static Words) -> Self {
        let plain = |given: &'static str| Phrases::of(words, [((), given)]);
        let weekdays = (1..).zip(words.weekdays);
        Self {
            words,
            numerals: Phrases::of(words, numerals(words)),
            short_scales: Phrases::of(words, words.short_scales.iter().copied()),
            hints: Phrases::of(words, words.hints.iter().copied()),
            and: plain(words.and),
            months: Phrases::of(words, months(words)),
            months_like_words: plain(words.months_like_words),
            month_signs: plain(words.month_signs),
            date_joints: plain(words.date_joints),
            ordinal_endings: plain(words.ordinal_endings),
            eras: plain(words.eras),
            weekdays: Phrases::of(words, weekdays),
            measures: Phrases::of(words, NONE.measures.iter().chain(words.measures).copied()),
            afternoon: plain(words.afternoon),
            ranges: plain(words.ranges),
            between: plain(words.between),
            negations: Phrases::of(
                words,
                [
                    (Negation::Neutral, words.neutral),
                    (Negation::Denies, words.denies),
                    (Negation::Leans, words.leans),
                ],
            ),
            not_only: words.not_only.iter().map(|given| Limits::of(words, given)).collect(),
            speech: plain(words.speech),
            function_words: plain(words.function_words),
            may_repeat: plain(words.may_repeat),
            endings: words.endings.split('|').filter(|ending| !ending.is_empty()).collect(),
            spaced_marks: words.spaced_marks,
            density: words.density,
        }
    }
}

/// Whether what is left without an ending is the word, or the word without the letter that endings take away.
fn is_stem(stem: &str, wanted: &str) -> bool {
    stem == wanted
        || (wanted.chars().count() > 3
            && (wanted.strip_suffix(['e', 'y', 'a']) == Some(stem)
                || stem.strip_suffix('i') == wanted.strip_suffix('y') && wanted.ends_with('y')))
}

fn numerals(words: &'static Words) -> impl Iterator<Item = (Numeral, &'static str)> {
    let cardinals = words.cardinals.iter().map(|(number, given)| (Numeral::Cardinal(*number), *given));
    let scales = words.scales.iter().map(|(scale, given)| (Numeral::Scale(*scale), *given));
    let double = words.double_scales.iter().map(|(scale, given)| (Numeral::DoubleScale(*scale), *given));
    let many = words.many_scales.iter().map(|(scale, given)| (Numeral::Scales(*scale), *given));
    let others = [(Numeral::Hundred, words.hundred), (Numeral::Half, words.half)];
    cardinals.chain(scales).chain(double).chain(many).chain(others)
}

fn months(words: &'static Words) -> impl Iterator<Item = ((Calendar, u8), &'static str)> {
    let of = |calendar, names: [&'static str; 12]| {
        (1..).zip(names).map(move |(month, given)| ((calendar, month), given))
    };
    of(Calendar::Gregorian, words.months)
        .chain(of(Calendar::Hijri, words.hijri_months))
        .chain(of(Calendar::Solar, words.solar_months))
}
