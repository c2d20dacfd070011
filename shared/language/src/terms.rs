//! Terms found in a text: names and expressions, many at once, in the forms in which languages write them.

pub(crate) mod arabic;
mod fit;
pub(crate) mod grammar;
pub(crate) mod hebrew;
mod known;
mod latin;
mod names;
mod persian;
pub(crate) mod spelling;
pub(crate) mod words;

use std::{
    cmp::Ordering,
    collections::{HashMap, HashSet},
    ops::Range,
};

use contract::Language;

use self::{
    fit::{Fitting, Trial},
    grammar::Grammar,
    words::Words,
};

/// How a term lives in a text: what may be done to it, and what is taken for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// A name: its spelling varies (`عبد الله` and `عبدالله`, `ابن` and `بن`, with and without hamza, `ة` and `ه`), but it
    /// takes no article and no pronoun.
    Name,
    /// A word or several: they take article and pronouns, and are spelled with care: what is written with another hamza,
    /// or with `ه` instead of `ة`, is another word.
    Expression,
}

/// One spelling of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling<'a> {
    /// The caller's number of the term; several spellings may have one.
    pub term: usize,
    pub text: &'a str,
    pub manner: Manner,
}

/// A term that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub term: usize,
    /// The spelling that was found, counted over those that the matcher was made of.
    pub spelling: usize,
    /// The bytes of the text: whole words, with all that is attached to them.
    pub place: Range<usize>,
    /// The bytes within them that are the term itself: what stands before (`وبال`) and after (`'s`) is attached.
    pub core: Range<usize>,
    pub form: Form,
}

/// Through which form a term was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Letter for letter, marks and case aside.
    Written,
    /// In another spelling.
    Respelled,
    /// With something attached or with an ending; perhaps respelled besides.
    Inflected,
}

/// Finds the terms of one language in texts. Making one costs a pass over all spellings; it is then used for many texts.
#[derive(Debug)]
pub struct Matcher {
    grammar: Grammar,
    entries: Vec<Entry>,
    /// The entries by the first word of their spelling, folded; those with the most words first.
    by_first_word: HashMap<String, Vec<usize>>,
    /// Words that are whole words, although they begin like something with a letter attached.
    known: HashSet<String>,
}

/// A spelling, or a variant of one, made ready.
#[derive(Debug)]
struct Entry {
    term: usize,
    spelling: usize,
    manner: Manner,
    text: String,
    words: Words,
}

impl Matcher {
    /// Makes a matcher for texts in a language. A spelling without a letter or digit is never found.
    pub fn new<'a>(language: &Language, spellings: impl IntoIterator<Item = Spelling<'a>>) -> Self {
        let grammar = Grammar::of(language);
        let mut matcher = Self {
            grammar,
            entries: Vec::new(),
            by_first_word: HashMap::new(),
            known: grammar.known().collect(),
        };
        for (number, spelling) in spellings.into_iter().enumerate() {
            for text in names::variants(spelling, grammar) {
                let words = Words::of(&text, grammar);
                if words.is_empty() {
                    continue;
                }
                let entry =
                    Entry { term: spelling.term, spelling: number, manner: spelling.manner, text, words };
                matcher.enter(entry);
            }
        }
        for entries in matcher.by_first_word.values_mut() {
            entries.sort_by_key(|at| std::cmp::Reverse(matcher.entries[*at].words.len()));
        }
        matcher
    }

    fn enter(&mut self, entry: Entry) {
        let first = entry.words.word(0).to_owned();
        self.known.insert(first.clone());
        self.by_first_word.entry(first).or_default().push(self.entries.len());
        self.entries.push(entry);
    }

    /// The terms that stand in the text, in its order: whole words only, the longest first, none within another. Where
    /// terms share a spelling, each is told, at the same place.
    pub fn find(&self, text: &str) -> Vec<Found> {
        let words = Words::of(text, self.grammar);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let best = self.beginning_at(&words, text, at);
            at += best.first().map_or(1, |fitting| fitting.words);
            found.extend(best.into_iter().map(|fitting| fitting.found));
        }
        found
    }

    /// The best that begin at this word: most words, then nearest to what is written; one for each term.
    fn beginning_at(&self, words: &Words, text: &str, at: usize) -> Vec<Fitting> {
        let mut best: Vec<Fitting> = Vec::new();
        self.grammar.readings(words.word(at), &mut |reading| {
            let Some(entries) = self.by_first_word.get(reading.stem.as_ref()) else { return };
            for entry in entries.iter().map(|entry| &self.entries[*entry]) {
                if best.first().is_some_and(|best| best.words > entry.words.len()) {
                    break;
                }
                let trial = Trial { entry, text, words, at, grammar: self.grammar, known: &self.known };
                if let Some(found) = trial.fit(&reading) {
                    keep_best(&mut best, Fitting { words: entry.words.len(), found });
                }
            }
        });
        best
    }
}

fn keep_best(best: &mut Vec<Fitting>, fitting: Fitting) {
    match best.first().map(|first| fitting.rank().cmp(&first.rank())) {
        Some(Ordering::Greater) => {}
        Some(Ordering::Equal) if best.iter().any(|other| other.found.term == fitting.found.term) => {}
        Some(Ordering::Equal) => best.push(fitting),
        Some(Ordering::Less) | None => *best = vec![fitting],
    }
}

#[cfg(test)]
mod tests;
