//! A term as it is typed.

use std::collections::BTreeSet;

use contract::{Language, TermKind, term::Entry};

use super::super::{
    choosing::Choice,
    form::{Fields, typed},
    languages::one_of,
};
use crate::{problem::Problem, reader::Reader};

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    pub(super) from: String,
    pub(super) into: String,
    pub(super) kind: String,
    pub(super) source: String,
    /// The forms of each sort, one a line.
    pub(super) alternatives: String,
    pub(super) rendering: String,
    pub(super) allowed: String,
    pub(super) forbidden: String,
    pub(super) note: String,
}

impl Typed {
    pub(super) fn of(entry: &Entry) -> Self {
        Self {
            from: entry.from.to_string(),
            into: entry.into.to_string(),
            kind: entry.kind.name().to_owned(),
            source: entry.source.clone(),
            alternatives: entry.alternatives.join("\n"),
            rendering: entry.rendering.clone(),
            allowed: entry.allowed.join("\n"),
            forbidden: entry.forbidden.join("\n"),
            note: entry.note.clone(),
        }
    }

    pub(super) fn read(fields: &Fields) -> Self {
        let text = |name: &str| typed(fields.get(name).unwrap_or_default().trim());
        Self {
            from: text("from"),
            into: text("into"),
            kind: text("kind"),
            source: text("source"),
            alternatives: text("alternatives"),
            rendering: text("rendering"),
            allowed: text("allowed"),
            forbidden: text("forbidden"),
            note: text("note"),
        }
    }

    pub(super) fn entry(&self, reader: Reader) -> Result<Entry, Problem> {
        let lacking = |id: &str| Problem::lacking(&reader.say(id));
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        let entry = Entry {
            from: self.from.parse().map_err(|_| lacking("terms-wants-from"))?,
            into: self.into.parse().map_err(|_| lacking("terms-wants-into"))?,
            kind: kind(&self.kind).ok_or_else(|| lacking("terms-wants-kind"))?,
            source: self.source.clone(),
            alternatives: lines(&self.alternatives),
            rendering: self.rendering.clone(),
            allowed: lines(&self.allowed),
            forbidden: lines(&self.forbidden),
            note: self.note.clone(),
        };
        Ok(entry.tidied())
    }
}

/// The form with all that can be chosen in it.
pub(super) struct Form {
    pub(super) typed: Typed,
    pub(super) from: Vec<Choice>,
    pub(super) into: Vec<Choice>,
    pub(super) kinds: Vec<Choice>,
    pub(super) command: String,
}

impl Form {
    pub(super) fn new(typed: Typed, ours: &BTreeSet<Language>, reader: Reader, command: String) -> Self {
        Self {
            from: one_of(reader, ours, &typed.from, "terms-choose-language"),
            into: one_of(reader, ours, &typed.into, "terms-choose-language"),
            kinds: kinds(&typed.kind, reader),
            typed,
            command,
        }
    }
}

/// The kinds of terms, in people's words.
pub(super) fn kinds(chosen: &str, reader: Reader) -> Vec<Choice> {
    let choice = |kind: TermKind| Choice {
        value: kind.name().to_owned(),
        words: named(kind, reader),
        chosen: kind.name() == chosen,
    };
    TermKind::ALL.map(choice).into()
}

pub(super) fn named(kind: TermKind, reader: Reader) -> String {
    reader.named("terms-kind", kind.name()).unwrap_or_default()
}

pub(super) fn kind(given: &str) -> Option<TermKind> {
    TermKind::ALL.into_iter().find(|kind| kind.name() == given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    #[test]
    fn a_term_is_typed_as_it_is_shown() {
        let entry = Entry {
            from: "ar".parse().unwrap(),
            into: "en".parse().unwrap(),
            kind: TermKind::Organisation,
            source: "حزب الله".to_owned(),
            alternatives: vec!["الحزب".to_owned()],
            rendering: "Hezbollah".to_owned(),
            allowed: vec![],
            forbidden: vec!["Hizballah".to_owned(), "Hizbullah".to_owned()],
            note: "one spelling".to_owned(),
        };
        assert_eq!(Typed::of(&entry).entry(in_english()).unwrap(), entry);
        let without = Typed { kind: String::new(), ..Typed::of(&entry) };
        assert!(without.entry(in_english()).is_err());
    }

    #[test]
    fn every_kind_has_a_name_in_each_language() {
        for reader in [in_english(), in_arabic()] {
            assert!(TermKind::ALL.into_iter().all(|kind| !named(kind, reader).is_empty()));
        }
    }
}
