//! Whether a term that begins like a word of the text goes on as the text does.

use std::{borrow::Cow, cmp::Reverse, collections::HashSet};

use super::{
    Entry, Form, Found,
    grammar::{Attached, Grammar, Reading},
    spelling::{Nearness, Pair},
    words::{Gap, Words},
};

/// The letters of a word that is too short to be respelled behind something attached: كامل is not ك and أمل.
const SHORT_MOST: usize = 3;

/// A term that was found, and how many words it has.
#[derive(Debug)]
pub(super) struct Fitting {
    pub(super) words: usize,
    pub(super) found: Found,
}

impl Fitting {
    /// The least is the best.
    pub(super) fn rank(&self) -> (Reverse<usize>, Form) {
        (Reverse(self.words), self.found.form)
    }
}

/// A spelling of a term, to be tried at a word of a text.
#[derive(Clone, Copy)]
pub(super) struct Trial<'t> {
    pub(super) entry: &'t Entry,
    pub(super) text: &'t str,
    pub(super) words: &'t Words,
    pub(super) at: usize,
    pub(super) grammar: Grammar,
    pub(super) known: &'t HashSet<String>,
}

/// How one word of the text is a word of the term.
#[derive(Clone, Copy)]
struct Fit {
    nearness: Nearness,
    whole: bool,
    back: usize,
}

impl Trial<'_> {
    /// What is found where the first word is read so and the others follow.
    pub(super) fn fit(&self, first: &Reading<'_>) -> Option<Found> {
        let count = self.entry.words.len();
        let last = self.at + count - 1;
        if last >= self.words.len()
            || !self.may_begin()
            || !self.holds(self.at, first)
            || first.back > 0 && !self.may_have_ending(0)
        {
            return None;
        }
        if count > 1 && !self.may_go_on() {
            return None;
        }
        let mut fit = self.compare(0, first)?;
        for number in 1..count {
            let next = self.follow(number, first)?;
            fit = Fit { nearness: fit.nearness.max(next.nearness), whole: fit.whole && next.whole, ..next };
        }
        let end = self.end(last)?;
        let start = self.words.place(self.at, 0, 0).start;
        let core_start = self.words.place(self.at, first.front, 0).start;
        Some(Found {
            term: self.entry.term,
            spelling: self.entry.spelling,
            place: start..self.words.place(end, 0, 0).end,
            core: core_start..self.words.place(last, 0, fit.back).end,
            form: match fit.nearness {
                _ if !fit.whole || end > last => Form::Inflected,
                Nearness::Respelled => Form::Respelled,
                Nearness::Same => Form::Written,
            },
        })
    }

    /// Whether the second word is worth a closer look: hundreds of names may begin with one given name. No language here
    /// changes more than the last letter of a word before an ending.
    fn may_go_on(&self) -> bool {
        let mut wanted = self.entry.words.word(1).chars();
        wanted.next_back();
        self.words.word(self.at + 1).contains(wanted.as_str())
    }

    /// A word behind an apostrophe is part of a longer one, unless the language shortens what stands before it.
    fn may_begin(&self) -> bool {
        let Some(before) = self.at.checked_sub(1) else { return true };
        self.words.gap_after(before) != Some(Gap::Apostrophe) || self.grammar.elides(self.words.word(before))
    }

    /// The word with which the place ends: the last, or an ending of it; nothing where the term ends within a longer word.
    fn end(&self, last: usize) -> Option<usize> {
        if self.words.gap_after(last) != Some(Gap::Apostrophe) {
            return Some(last);
        }
        match self.grammar.after_apostrophe(self.words.word(last + 1))? {
            Attached::Ending => Some(last + 1),
            Attached::Word => Some(last),
        }
    }

    fn holds(&self, at: usize, reading: &Reading<'_>) -> bool {
        let last_letter = self.words.last_letter(self.text, at);
        self.grammar.holds(reading, self.words.word(at), last_letter, self.known)
    }

    fn is_last(&self, number: usize) -> bool {
        number + 1 == self.entry.words.len()
    }

    fn may_have_ending(&self, number: usize) -> bool {
        self.is_last(number) || self.grammar == Grammar::French
    }

    /// How the next word of the text is the next of the term.
    fn follow(&self, number: usize, first: &Reading<'_>) -> Option<Fit> {
        let at = self.at + number;
        if self.words.gap_after(at - 1) != self.entry.words.gap_after(number - 1) {
            return None;
        }
        let mut fit = None;
        let wanted = self.entry.words.word(number);
        self.grammar.readings(self.words.word(at), &mut |reading| {
            let bare = reading.front == 0 && (reading.back == 0 || self.may_have_ending(number));
            // What agrees with a word that has the article has it too; the last word of a genitive has it alone.
            let article =
                reading.article && reading.front == "ال".len() && (first.article || self.is_last(number));
            if fit.is_none() && reading.stem == wanted && (bare || article) && self.holds(at, &reading) {
                fit = self.compare(number, &reading);
            }
        });
        fit
    }

    /// Whether what folds alike is one word.
    fn compare(&self, number: usize, reading: &Reading<'_>) -> Option<Fit> {
        let manner = self.entry.manner;
        let text = self.words.place(self.at + number, reading.front, reading.back);
        let pair =
            Pair { term: &self.entry.text[self.entry.words.place(number, 0, 0)], text: &self.text[text] };
        let alone = self.entry.words.len() == 1;
        if reading.only.is_some_and(|only| only != manner) || alone && reading.doubtful {
            return None;
        }
        let short = reading.front > 0 && reading.stem.chars().count() <= SHORT_MOST;
        if !pair.capitals_fit() || alone && pair.is_function_word() || alone && short && pair.lacks_hamza() {
            return None;
        }
        let nearness = match reading.stem {
            Cow::Borrowed(_) => pair.nearness(manner)?,
            // The letters of such a stem are not those of the text, and cannot be compared one by one.
            Cow::Owned(_) => Nearness::Same,
        };
        Some(Fit { nearness, whole: reading.is_whole(), back: reading.back })
    }
}
