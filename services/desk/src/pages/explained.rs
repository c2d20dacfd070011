//! What the checks explain, in the reader's language. They explain in English, which stays so on the wire; here each of
//! their sentences is known by what it says around what it quotes.

use contract::Finding;

use super::words::{quoting, sentence};
use crate::reader::{Reader, Said, Speech};

impl Reader {
    /// What is the matter and what can be done, as a sentence.
    pub(crate) fn explained(self, finding: &Finding) -> String {
        let told = &finding.explanation;
        self.told_by(SENTENCES, told, |words| self.quotation(words)).unwrap_or_else(|| match self.speech {
            Speech::English => quoting(&sentence(told)),
            Speech::Arabic => self.of("explained-else", &self.check(finding.check)),
        })
    }

    /// What an explanation quotes, in the quotation marks of the reader.
    fn quotation(self, words: &str) -> Said<'_> {
        match words {
            "" => Said::own(String::new()),
            quoted if quoted.starts_with('“') => Said::own(match self.speech {
                Speech::English => quoting(quoted),
                Speech::Arabic => quoting(quoted).replace('“', "«").replace('”', "»"),
            }),
            words => Said::of_a_gap(words),
        }
    }
}

/// What the checks say, with gaps where they quote, each with the id of its message. Of two that fit, the first is meant.
#[rustfmt::skip]
const SENTENCES: &[(&str, &str)] = &[
    ("this block has no translation yet", "explained-empty"),
    ("the translation is the source text: translate it", "explained-same"),
    ("most of the translation is in the script of the source: translate it", "explained-script"),
    ("{} became {}, of another calendar: make sure that it is the same day", "explained-calendar"),
    ("the source says {}; the translation rounds it to {}", "explained-rounded"),
    ("the source says {}; the translation leaves out what is counted", "explained-uncounted"),
    ("the source says {}; the translation says {}", "explained-other"),
    ("the translation says {}; the source has the number alone", "explained-counted"),
    ("the date {} is in the source and not in the translation", "explained-date-lost"),
    ("the date {} is in the translation and not in the source", "explained-date-added"),
    ("{} is in the source and not in the translation", "explained-lost"),
    ("{} is in the translation and not in the source", "explained-added"),
    ("this quotation is not closed", "explained-not-closed"),
    ("this mark closes a quotation that was not opened", "explained-not-opened"),
    ("this is quoted in the source; the translation has it in the reporter's own words", "explained-own-words"),
    ("this stands in quotation marks in the source and in none in the translation", "explained-unquoted"),
    ("the source denies something here ({}); the translation does not", "explained-denial-lost"),
    ("the translation denies something here ({}); the source does not", "explained-denial-added"),
    ("{} stands twice", "explained-twice"),
    ("more than one space stands here", "explained-spaces"),
    ("no space belongs before this mark", "explained-space-before"),
    ("no space belongs behind this bracket", "explained-space-behind"),
    ("a space is missing behind this mark", "explained-space-missing"),
    ("{} belongs to another script: write {}", "explained-mark-of-another"),
    ("an invisible character turns the direction of the letters behind it: delete it ({})", "explained-turns-letters"),
    ("an invisible character turns the direction of the text: delete it ({})", "explained-turns"),
    ("an invisible character turns the direction of the text and is not turned back ({})", "explained-turned"),
    ("an invisible character of another script stands here: delete it ({})", "explained-of-another-script"),
    ("a character without a shape stands here: delete it ({})", "explained-shapeless"),
    ("a control character stands here: delete it ({})", "explained-control"),
    ("the translation has {} % of the length that a source of this length usually gets: is something missing?", "explained-short"),
    ("the translation has {} % of the length that a source of this length usually gets: was something added?", "explained-long"),
    ("{} is left from the source", "explained-left"),
    ("{} is in another script than the translation", "explained-foreign"),
    ("{} takes sides in the newsroom's own voice: put it in quotation marks{}", "explained-loaded-quote"),
    ("{} takes sides in the newsroom's own voice: say whose word it is, or put it in quotation marks{}", "explained-loaded-either"),
    ("{} takes sides in the newsroom's own voice: say whose word it is{}", "explained-loaded-attribute"),
    ("the newsroom does not use {}: write {}", "explained-forbidden-instead"),
    ("the newsroom does not use {}", "explained-forbidden"),
    ("the headline has {} characters; at most {} fit", "explained-headline"),
    ("{} is not to be called {}: write {}", "explained-called-write"),
    ("{} is not to be called {}", "explained-called"),
    ("{} stands in the source; the translation does not call it {}", "explained-not-called"),
    ("{} is a link to {} in the source; the translation has none to there", "explained-link-lost"),
    ("this is a link to {}, and the source has none to there", "explained-link-added"),
    ("this link leads to {}; in the source it leads to {}", "explained-link-other"),
    ("{} is emphasised in the source; the translation emphasises nothing", "explained-emphasis-lost"),
    ("this is emphasised, and nothing is in the source", "explained-emphasis-added"),
];

#[cfg(test)]
mod tests;
