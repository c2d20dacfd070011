//! Words and phrases to be found in a text, each with a meaning.

use std::collections::HashMap;

use super::Words;
use crate::reading::split;

/// Words and phrases, each with a meaning, folded.
pub struct Phrases<T> {
    /// By their first word; what follows it, longest first.
    exact: HashMap<String, Vec<(Vec<String>, T)>>,
    /// Single words that take any ending, without it.
    stems: HashMap<String, T>,
    prefixes: &'static [&'static str],
    possessive: &'static str,
}

/// A phrase that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    pub meaning: T,
    /// The token after it.
    pub end: usize,
    /// What was written onto its front.
    pub prefix: &'static str,
}

impl<T: Copy> Phrases<T> {
    pub(crate) fn of(words: &'static Words, given: impl IntoIterator<Item = (T, &'static str)>) -> Self {
        let mut phrases = Self {
            exact: HashMap::new(),
            stems: HashMap::new(),
            prefixes: words.prefixes,
            possessive: words.possessive,
        };
        for (meaning, alternatives) in given {
            for phrase in alternatives.split('|').filter(|phrase| !phrase.is_empty()) {
                phrases.add(phrase, meaning, words);
            }
        }
        for following in phrases.exact.values_mut() {
            following.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        phrases
    }

    fn add(&mut self, phrase: &str, meaning: T, words: &Words) {
        let mut parts =
            split(phrase.trim_end_matches('*'), words.writing).into_iter().map(|(_, folded)| folded);
        let Some(first) = parts.next() else { return };
        let mut rest: Vec<String> = parts.collect();
        if phrase.ends_with('*') {
            let Some(last) = rest.last_mut() else {
                self.stems.insert(first, meaning);
                return;
            };
            last.push('*');
        }
        self.exact.entry(first).or_default().push((rest, meaning));
    }

    /// The longest phrase that begins with this token; an exact word goes before one with a prefix, and this before a stem.
    pub fn find(&self, folded: &[String], at: usize) -> Option<Found<T>> {
        let word = folded.get(at)?;
        self.exactly(word, "", folded, at)
            .or_else(|| {
                self.prefixes
                    .iter()
                    .find_map(|prefix| self.exactly(word.strip_prefix(prefix)?, prefix, folded, at))
            })
            .or_else(|| self.by_stem(word, at))
            .or_else(|| self.in_possession(word, folded, at))
    }

    /// Whether this token alone, or a phrase from it on, is among them.
    pub fn holds(&self, folded: &[String], at: usize) -> bool {
        self.find(folded, at).is_some()
    }

    fn exactly(&self, word: &str, prefix: &'static str, folded: &[String], at: usize) -> Option<Found<T>> {
        let following = &folded[at + 1..];
        let (rest, meaning) = self.exact.get(word)?.iter().find(|(rest, _)| begins(following, rest))?;
        Some(Found { meaning: *meaning, end: at + 1 + rest.len(), prefix })
    }

    fn in_possession(&self, word: &str, folded: &[String], at: usize) -> Option<Found<T>> {
        let owner = word.strip_suffix(self.possessive).filter(|owner| owner.len() < word.len())?;
        self.exactly(owner, "", folded, at)
    }

    fn by_stem(&self, word: &str, at: usize) -> Option<Found<T>> {
        if self.stems.is_empty() {
            return None;
        }
        // Longer than any word of a language are only texts that are no words.
        let ends = word.char_indices().map(|(end, _)| end).chain([word.len()]).skip(1).take(24);
        let meaning = ends.filter_map(|end| self.stems.get(&word[..end])).last()?;
        Some(Found { meaning: *meaning, end: at + 1, prefix: "" })
    }
}

fn begins(following: &[String], rest: &[String]) -> bool {
    following.len() >= rest.len()
        && following.iter().zip(rest).all(|(word, wanted)| match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => word == wanted,
        })
}
