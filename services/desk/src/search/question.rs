//! What somebody typed, as a question. Anything is one: what is no operator is words.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use language::{arabic::is_invisible, search::words};

/// How many things one question may hold; what stands behind them is left aside.
const CLAUSES_MOST: usize = 24;

/// The words of one phrase that are looked at.
const PHRASE_WORDS_MOST: usize = 24;

/// The most characters of a question that are read.
const CHARACTERS_MOST: usize = 2_000;

/// What must hold of everything that is found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Question {
    pub(super) clauses: Vec<Clause>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    /// Whether it must not hold.
    pub(super) not: bool,
    pub(super) wanted: Wanted,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Words that follow each other, folded; or one.
    Words(Vec<String>),
    /// All these words are in the name or the id of the source.
    Source(Vec<String>),
    /// The text is in this language, or one of its kinds.
    Language(String),
    /// All these words are in the name or the id of one who wrote or worked.
    By(Vec<String>),
    /// The time is before this one.
    Before(DateTime<Utc>),
    /// The time is this one or after it.
    After(DateTime<Utc>),
}

/// The operators, as they are written in English and in Arabic, folded.
const SOURCE: [&str; 2] = ["source", "مصدر"];
const LANGUAGE: [&str; 2] = ["language", "لغه"];
const BY: [&str; 2] = ["by", "بقلم"];
const BEFORE: [&str; 2] = ["before", "قبل"];
const AFTER: [&str; 2] = ["after", "بعد"];

impl Question {
    pub(crate) fn of(typed: &str) -> Self {
        let typed: String = typed.chars().filter(|c| !is_invisible(*c)).take(CHARACTERS_MOST).collect();
        let mut clauses = Vec::new();
        let mut rest = typed.as_str();
        while clauses.len() < CLAUSES_MOST {
            let Some((item, behind)) = next(rest) else { break };
            clauses.extend(item.clause());
            rest = behind;
        }
        Self { clauses }
    }

    /// Whether there is nothing to look for.
    pub(crate) fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}

/// What stands between two spaces, or quotation marks.
struct Item<'a> {
    not: bool,
    operator: Option<&'a str>,
    text: &'a str,
    /// Everything but the minus, as it was typed.
    whole: &'a str,
}

fn next(typed: &str) -> Option<(Item<'_>, &str)> {
    let typed = typed.trim_start();
    let not = typed.starts_with(['-', '\u{2212}']);
    let begun = typed.trim_start_matches(['-', '\u{2212}']);
    if begun.is_empty() {
        return None;
    }
    let name = begun.find(|c: char| c == ':' || is_quote(c) || c.is_whitespace());
    let operator = name.and_then(|end| Some((&begun[..end], begun[end..].strip_prefix(':')?)));
    let (operator, value) = operator.map_or((None, begun), |(name, value)| (Some(name), value));
    let (text, rest) = quoted(value).unwrap_or_else(|| {
        let end = value.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(value.len());
        value.split_at(end)
    });
    let whole = &begun[..begun.len() - rest.len()];
    Some((Item { not, operator, text, whole }, rest))
}

/// The text between quotation marks, and what follows; where none ends it, all the rest.
fn quoted(value: &str) -> Option<(&str, &str)> {
    let mut letters = value.chars();
    letters.next().filter(|first| is_quote(*first))?;
    let inner = letters.as_str();
    let end = inner.find(is_quote).unwrap_or(inner.len());
    let mut rest = inner[end..].chars();
    rest.next();
    Some((&inner[..end], rest.as_str()))
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '«' | '»' | '\u{ff02}')
}

impl Item<'_> {
    fn clause(&self) -> Option<Clause> {
        let operator = self.operator.map(|name| forms(name).concat());
        let wanted = operator.and_then(|name| self.operated(&name)).or_else(|| {
            // What is no operator, or has nothing behind it, is words.
            let mut forms = forms(self.whole);
            forms.truncate(PHRASE_WORDS_MOST);
            (!forms.is_empty()).then_some(Wanted::Words(forms))
        });
        wanted.map(|wanted| Clause { not: self.not, wanted })
    }

    fn operated(&self, name: &str) -> Option<Wanted> {
        let is = |operator: [&str; 2]| operator.contains(&name);
        let mut forms = forms(self.text);
        forms.truncate(PHRASE_WORDS_MOST);
        if forms.is_empty() {
            None
        } else if is(SOURCE) {
            Some(Wanted::Source(forms))
        } else if is(LANGUAGE) {
            Some(Wanted::Language(forms.join("-")))
        } else if is(BY) {
            Some(Wanted::By(forms))
        } else if is(BEFORE) {
            day(&forms).map(Wanted::Before)
        } else if is(AFTER) {
            day(&forms).map(Wanted::After)
        } else {
            None
        }
    }
}

fn forms(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.form).collect()
}

/// The beginning of a day, a month or a year, in UTC: `2026-11-30`, `2026-11` or `2026`.
fn day(forms: &[String]) -> Option<DateTime<Utc>> {
    let (year, month_and_day) = forms.split_first()?;
    if year.len() != 4 || month_and_day.len() > 2 {
        return None;
    }
    let number = |at: usize| month_and_day.get(at).map_or(Some(1), |form| form.parse().ok());
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, number(0)?, number(1)?)?;
    Some(day.and_time(NaiveTime::MIN).and_utc())
}

#[cfg(test)]
mod tests;
