//! Denying that something is all: `not only`, `ليس … فحسب`, `sadece … değil`.

use super::{Negation, Phrases, Words};
use crate::{Reading, TokenKind};

/// Words that say together that something is not all, as the file of a language gives them.
pub(crate) struct NotOnly {
    pub opens: &'static str,
    pub closes: &'static str,
    /// As many words stand between them at most.
    pub apart: usize,
}

/// Such words, ready to be found in a text.
pub(crate) struct Limits {
    opens: Phrases<()>,
    closes: Phrases<()>,
    apart: usize,
}

impl Limits {
    pub(super) fn of(words: &'static Words, given: &NotOnly) -> Self {
        Self {
            opens: Phrases::of(words, [((), given.opens)]),
            closes: Phrases::of(words, [((), given.closes)]),
            apart: given.apart,
        }
    }

    /// The token after what closes, where they open at this token. Behind a comma, a number or another denial it would
    /// belong to that: "لم يحضر 10 نواب فقط" denies.
    fn end(&self, reading: &Reading<'_>, at: usize) -> Option<usize> {
        let mut next = self.opens.find(&reading.folded, at)?.end;
        let mut apart = 0;
        loop {
            if let Some(closed) = self.closes.find(&reading.folded, next) {
                return Some(closed.end);
            }
            let kind = reading.kind(next)?;
            apart += usize::from(kind == TokenKind::Word);
            if apart > self.apart || kind == TokenKind::Digits || parts(reading, next) {
                return None;
            }
            next += 1;
        }
    }
}

/// Whether what closes behind this token would not belong to what opens before it.
fn parts(reading: &Reading<'_>, at: usize) -> bool {
    let mark = [",", "،", ";", "؛", ":", ".", "!", "?", "؟", "۔", "…", "–", "—"]
        .contains(&reading.folded[at].as_str());
    let lexicon = reading.lexicon;
    let word = lexicon.negations.find(&reading.folded, at);
    mark || lexicon.denies(&reading.folded[at])
        || lexicon.numerals.holds(&reading.folded, at)
        || word.is_some_and(|found| found.meaning == Negation::Denies)
}

impl Reading<'_> {
    /// The token after words that deny that something is all, where they begin at this token: such words deny nothing.
    pub fn not_only(&self, at: usize) -> Option<usize> {
        let neutral = self.lexicon.negations.find(&self.folded, at);
        if neutral.is_some_and(|found| found.meaning == Negation::Neutral) {
            return None;
        }
        self.lexicon.not_only.iter().filter_map(|limits| limits.end(self, at)).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str, text: &str) -> Option<String> {
        let reading = Reading::of(text, &language.parse().unwrap());
        (0..reading.tokens.len())
            .find_map(|at| Some(text[reading.place(at..reading.not_only(at)?)].to_owned()))
    }

    #[test]
    fn what_denies_that_something_is_all_is_found_with_what_stands_between() {
        for (language, text, found) in [
            ("en", "It is not only a bridge", "not only"),
            ("en", "It isn't just a bridge", "isn't just"),
            ("en", "It is not a bridge alone", "not a bridge alone"),
            ("ar", "هذا ليس إسمنتا وحديدا فحسب", "ليس إسمنتا وحديدا فحسب"),
            ("ar", "وليس الثمن فقط", "وليس الثمن فقط"),
            ("ar", "لا يتعلق بالمال فقط، بل بالكرامة", "لا يتعلق بالمال فقط، بل"),
            ("fr", "non seulement du fer", "non seulement"),
            ("he", "הגשר אינו אבן בלבד", "אינו אבן בלבד"),
            ("fa", "نه تنها راه", "نه تنها"),
            ("tr", "sadece taş değil", "sadece taş değil"),
        ] {
            assert_eq!(words(language, text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn a_plain_denial_is_none() {
        for (language, text) in [
            ("en", "This is not the only bridge"),
            ("en", "He did not come; only she did"),
            ("ar", "لم يحضر الوزير"),
            ("ar", "لم يحضر 10 نواب فقط، بل 12"),
            ("ar", "ليس هنا، وهو هناك فقط"),
            ("tr", "sadece Ali, Veli değil"),
            ("fr", "ce n'est pas juste"),
        ] {
            assert_eq!(words(language, text), None, "{text}");
        }
    }
}
