//! A term as it is typed.

use std::collections::BTreeSet;

use contract::{
    Language, TermKind,
    term::{Entry, FORM_BYTES_MOST, FORMS_MOST, NOTE_BYTES_MOST},
};

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
        let lacking = |id: &str, field: &str| Problem::lacking(&reader.say(id)).about(field);
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        let entry = Entry {
            from: self.from.parse().map_err(|_| lacking("terms-wants-from", "from"))?,
            into: self.into.parse().map_err(|_| lacking("terms-wants-into", "into"))?,
            kind: kind(&self.kind).ok_or_else(|| lacking("terms-wants-kind", "kind"))?,
            source: self.source.clone(),
            alternatives: lines(&self.alternatives),
            rendering: self.rendering.clone(),
            allowed: lines(&self.allowed),
            forbidden: lines(&self.forbidden),
            note: self.note.clone(),
        };
        Ok(entry.tidied())
    }

    /// The same problem, about the field with the forms that it speaks of.
    pub(super) fn about(&self, problem: Problem) -> Problem {
        let form = problem.refusal.as_ref().and_then(|refusal| refusal["form"].as_str());
        let is_meant = |lines: &str| match problem.full_name() {
            "term:no_letters" => lines.lines().any(|line| Some(line.trim()) == form),
            "term:form_too_long" => lines.lines().any(|line| line.trim().len() > FORM_BYTES_MOST),
            "term:too_many_forms" => lines.lines().count() > FORMS_MOST,
            "term:note_too_long" => lines.len() > NOTE_BYTES_MOST,
            _ => false,
        };
        let fields = [
            ("source", &self.source),
            ("rendering", &self.rendering),
            ("alternatives", &self.alternatives),
            ("allowed", &self.allowed),
            ("forbidden", &self.forbidden),
            ("note", &self.note),
        ];
        match fields.into_iter().find(|(_, lines)| is_meant(lines)) {
            Some((field, _)) => problem.about(field),
            None => problem,
        }
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
    use contract::term::Refusal;

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
    fn a_form_that_cannot_be_is_found_in_its_field() {
        let typed =
            Typed {
                source: "القاهرة".to_owned(), forbidden: "Kairo\n - ".to_owned(), ..Typed::default()
            };
        let field = |refusal: Refusal| typed.about(refusal.into()).field;
        assert_eq!(field(Refusal::NoLetters { form: "-".to_owned() }).as_deref(), Some("forbidden"));
        let long = Typed { note: "x".repeat(NOTE_BYTES_MOST + 1), ..Typed::default() };
        let too_long = Refusal::NoteTooLong { bytes: NOTE_BYTES_MOST + 1, most: NOTE_BYTES_MOST };
        assert_eq!(long.about(too_long.clone().into()).field.as_deref(), Some("note"));
        assert_eq!(field(too_long), None, "the reason for retiring it is meant");
    }

    #[test]
    fn every_kind_has_a_name_in_each_language() {
        for reader in [in_english(), in_arabic()] {
            assert!(TermKind::ALL.into_iter().all(|kind| !named(kind, reader).is_empty()));
        }
    }
}
