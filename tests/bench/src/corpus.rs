//! Segments by the million out of some thousands of real ones, and texts to look up: the same in every run.

use std::path::Path;

use ::memory::{Pair, tmx, words};
use anyhow::Context;

/// A source text with its translation.
pub(crate) type Known = (String, String);

/// Numbers that look drawn, and are the same in every run (xorshift).
pub(crate) struct Drawn(u64);

impl Drawn {
    pub(crate) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    /// Others than those of another number.
    pub(crate) fn from(number: usize) -> Self {
        let mut drawn = Self(0x9e37_79b9_7f4a_7c15 ^ ((number as u64 + 1) << 20));
        drawn.below(2);
        drawn
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % count as u64).expect("it is less than a usize")
    }

    pub(crate) fn of<'a>(&mut self, all: &'a [Known]) -> &'a Known {
        &all[self.below(all.len())]
    }
}

/// The units of a file that have a text in both languages.
pub(crate) fn real(file: &Path, pair: &Pair) -> anyhow::Result<Vec<Known>> {
    let bytes = std::fs::read(file).with_context(|| format!("{} is needed", file.display()))?;
    let mut known = Vec::new();
    for entry in tmx::Reader::new(&bytes[..])? {
        let tmx::Entry::Unit(unit) = entry? else { continue };
        if let (Some(source), Some(target)) = (unit.text(&pair.source), unit.text(&pair.target)) {
            known.push((source.to_owned(), target.to_owned()));
        }
    }
    anyhow::ensure!(!known.is_empty(), "{} has no units for this language pair", file.display());
    Ok(known)
}

/// The beginning of one and the end of another, cut at the same share of both and in both languages.
pub(crate) fn recombined(real: &[Known], drawn: &mut Drawn) -> Known {
    let (one, other, percent) = (drawn.of(real), drawn.of(real), 10 + drawn.below(80));
    (joined(&one.0, &other.0, percent), joined(&one.1, &other.1, percent))
}

fn joined(one: &str, other: &str, percent: usize) -> String {
    let parts = |text: &str| text.split(' ').count() * percent / 100;
    let first = one.split(' ').take(parts(one));
    first.chain(other.split(' ').skip(parts(other))).collect::<Vec<_>>().join(" ")
}

/// What is changed of a text.
#[derive(Clone, Copy)]
pub(crate) enum Change {
    /// A word becomes a number.
    Number,
    /// A word becomes a name.
    Name,
    /// A third of the words becomes as many of another text.
    Clause,
}

pub(crate) const CHANGES: [Change; 3] = [Change::Number, Change::Name, Change::Clause];

/// The text with that change. It is known by what is left only where it has some words: see [`is_known_by_the_rest`].
pub(crate) fn changed(text: &str, change: Change, other: &str, drawn: &mut Drawn) -> String {
    let places: Vec<_> = words(text).collect();
    let mut asked = text.to_owned();
    match change {
        Change::Number => {
            let number = drawn.below(100_000).to_string();
            asked.replace_range(places[drawn.below(places.len())].clone(), &number);
        }
        Change::Name => asked.replace_range(places[drawn.below(places.len())].clone(), "زنوبيا"),
        Change::Clause => {
            let (theirs, third): (Vec<_>, _) = (words(other).collect(), places.len() / 3);
            let first = drawn.below(places.len() - third);
            let clause = &other[theirs[0].start..theirs[third.min(theirs.len()) - 1].end];
            asked.replace_range(places[first].start..places[first + third - 1].end, clause);
        }
    }
    asked
}

/// Whether the text has enough words to be told from others when some of them are changed.
pub(crate) fn is_known_by_the_rest(text: &str) -> bool {
    words(text).count() >= 8
}
