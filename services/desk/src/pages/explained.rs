//! What the checks explain, in the reader's language. They explain in English, which stays so on the wire; here each of
//! their sentences is known by what it says around what it quotes.

use contract::Finding;

use super::words::{isolated, quoting, sentence};
use crate::reader::{Reader, Said, Speech};

impl Reader {
    /// What is the matter and what can be done, as a sentence.
    pub(crate) fn explained(self, finding: &Finding) -> String {
        let told = &finding.explanation;
        let known = SENTENCES.iter().find_map(|(sentence, id)| Some((*id, quoted(sentence, told)?)));
        if let Some((id, quoted)) = known {
            let said = |words: &str| Said::own(self.quotation(words));
            let with = ["first", "second", "third"].into_iter().zip(quoted);
            return self.say_with(id, &with.map(|(name, words)| (name, said(words))).collect::<Vec<_>>());
        }
        match self.speech {
            Speech::English => quoting(&sentence(told)),
            Speech::Arabic => self.of("explained-else", &self.check(finding.check)),
        }
    }

    /// What an explanation quotes, in the quotation marks of the reader; numbers with their digits.
    fn quotation(self, words: &str) -> String {
        match words {
            "" => String::new(),
            number if number.chars().all(|digit| digit.is_ascii_digit()) => self.in_digits(number),
            quoted if quoted.starts_with('“') => match self.speech {
                Speech::English => quoting(quoted),
                Speech::Arabic => quoting(quoted).replace('“', "«").replace('”', "»"),
            },
            words => isolated(words),
        }
    }
}

/// What stands at the gaps of a sentence, if it is the one that is told.
fn quoted<'t>(sentence: &str, told: &'t str) -> Option<Vec<&'t str>> {
    let mut parts = sentence.split("{}");
    let mut rest = told.strip_prefix(parts.next()?)?;
    let mut quoted = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        // The last part ends the sentence; one before ends where it stands first.
        let at = match parts.peek() {
            None => rest.strip_suffix(part)?.len(),
            Some(_) => rest.find(part)?,
        };
        quoted.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty().then_some(quoted)
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
mod tests {
    use std::{fs, path::Path};

    use contract::{BlockId, Check, FindingId, Level};

    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    fn finding(explanation: &str) -> Finding {
        Finding {
            id: FindingId::of(Check::Number, BlockId(1), "", 0),
            check: Check::Number,
            level: Level::Warns,
            block: BlockId(1),
            target: None,
            source: None,
            explanation: explanation.to_owned(),
        }
    }

    #[test]
    fn an_explanation_is_told_with_what_it_quotes() {
        let told = "the source says “خمسة” (5); the translation says “6”";
        let arabic = "في المصدر «\u{2068}خمسة\u{2069}» (5)، وفي الترجمة «\u{2068}6\u{2069}».";
        assert_eq!(in_arabic().explained(&finding(told)), arabic);
        let english = "The source says “\u{2068}خمسة\u{2069}” (5); the translation says “\u{2068}6\u{2069}”.";
        assert_eq!(in_english().explained(&finding(told)), english);
        let told = "the headline has 84 characters; at most 70 fit";
        assert_eq!(in_arabic().explained(&finding(told)), "في العنوان ٨٤ حرفًا، والحد الأقصى ٧٠.");
    }

    #[test]
    fn an_explanation_that_is_not_known_still_says_what_to_look_at() {
        let told = in_arabic().explained(&finding("something new is the matter"));
        assert_eq!(told, "ليَنظر أحد في هذا: \u{2068}رقم\u{2069}.");
    }

    /// The words in quotation marks of a line of source text, with gaps for what is put in.
    fn literals(line: &str) -> Vec<String> {
        let plain = line.replace("\\\"", "").replace("'\"'", "");
        let literals = plain.split('"').skip(1).step_by(2);
        let with_gaps = |literal: &str| {
            let mut words = String::new();
            let mut depth = 0;
            for letter in literal.chars() {
                match letter {
                    '{' => {
                        depth += 1;
                        words.push_str("{}");
                    }
                    '}' => depth -= 1,
                    '“' | '”' => {}
                    letter if depth == 0 => words.push(letter),
                    _ => {}
                }
            }
            words
        };
        literals.map(with_gaps).collect()
    }

    #[test]
    fn every_sentence_of_the_checks_is_known_here() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/checks/src");
        let mut sentences = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for literal in code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(literals)
            {
                for part in literal.split("{}").map(str::trim).filter(|part| part.split(' ').count() > 2) {
                    let known = SENTENCES.iter().any(|(sentence, _)| sentence.contains(part));
                    assert!(known, "the checks say “{part}”, which is not told in Arabic");
                    sentences += 1;
                }
            }
        }
        assert!(sentences > 40, "only {sentences} were read");
    }
}
