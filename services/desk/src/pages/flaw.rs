//! The field of a form by which it was not carried out: it says why, and has the focus when the page comes back.
//!
//! Where a template has a field of the id `feed`, its tag ends with `{{ frame.field("feed")|safe }}`, or with
//! `{{ frame.helped("feed", "feed-help")|safe }}` where something else describes it, and behind it stands
//! `{{ frame.flaw("feed")|safe }}`.

use super::frame::Frame;
use crate::problem::Problem;

/// The kinds of problems that are about one field, and its id. Whoever makes a problem may name the field instead.
#[rustfmt::skip]
const FIELDS: &[(&str, &str)] = &[
    ("access:not_the_password", "old"),
    ("access:too_short", "new"),
    ("access:too_long", "new"),
    ("access:guessed_first", "new"),
    ("not_an_address", "email"),
    ("address_taken", "email"),
    ("token_unnamed", "token-name"),
    ("no_scope_chosen", "scope"),
    ("not_days", "token-days"),
    ("member:no_name", "name"),
    ("member:no_role", "role"),
    ("member:already_joined", "id"),
    ("source:already_registered", "id"),
    ("source:no_name", "name"),
    ("source:not_an_address", "feed"),
    ("source:interval_out_of_bounds", "every"),
    ("source:unreadable", "file"),
    ("term:already_added", "source"),
    ("term:already_proposed", "source"),
    ("term:one_language", "into"),
    ("term:no_source", "source"),
    ("term:no_rendering", "rendering"),
    ("term:allowed_and_forbidden", "forbidden"),
    ("term:no_reason", "reason"),
    ("term:note_too_long", "reason"),
    ("memory:already_imported", "file"),
    ("memory:nothing_to_use", "file"),
    ("memory:no_name", "name"),
    ("memory:name_too_long", "name"),
    ("memory:too_many_pairs", "in-from"),
    ("policy:no_text", "text"),
    ("policy:text_too_long", "text"),
    ("policy:unknown_placeholder", "text"),
    ("newsroom:lease_out_of_bounds", "lease"),
    ("newsroom:no_claims", "most"),
    ("newsroom:warning_out_of_bounds", "warning"),
    ("not_a_length", "headline"),
    ("no_such_excuse", "loaded"),
    ("no_language_chosen", "language"),
    ("article:own_language", "language"),
    ("not_a_time", "due"),
    ("article:note_too_long", "note"),
    ("nobody_chosen", "member"),
    ("not_a_translator", "member"),
    ("not_minutes", "minutes"),
    ("translation:lease_out_of_bounds", "minutes"),
    ("translation:needs_reason", "reason"),
    ("edit:no_notes", "note"),
    ("edit:behind_source", "behind"),
    ("edit:reason_too_long", "behind"),
    ("publication:behind_source", "behind"),
    ("publication:reason_too_long", "behind"),
];

/// What is wrong with which field.
#[derive(askama::Template)]
#[template(source = r#"<span class="flaw" id="{{ field }}-flaw">{{ words }}</span>"#, ext = "html")]
pub(super) struct Flaw {
    field: String,
    words: String,
}

impl Flaw {
    /// None where a problem, which these words tell, is about no one field.
    pub(super) fn of(problem: &Problem, words: &str) -> Option<Self> {
        let known = FIELDS.iter().find(|(kind, _)| *kind == problem.full_name()).map(|(_, field)| *field);
        let field = problem.field.as_deref().or(known)?;
        Some(Self { field: field.to_owned(), words: words.to_owned() })
    }
}

impl Frame {
    /// What stands in the tag of this field.
    pub(super) fn field(&self, id: &str) -> String {
        self.flaw_of(id).map(|_| marked(&format!("{id}-flaw"))).unwrap_or_default()
    }

    /// The same of a field that the element of another id describes.
    pub(super) fn helped(&self, id: &str, help: &str) -> String {
        match self.flaw_of(id) {
            Some(_) => marked(&format!("{id}-flaw {help}")),
            None => format!(" aria-describedby=\"{help}\""),
        }
    }

    /// What is wrong with this field, to stand beside it.
    pub(super) fn flaw(&self, id: &str) -> String {
        self.flaw_of(id).map(Flaw::to_string).unwrap_or_default()
    }

    /// Whether it is by one of these fields that the form was not carried out: what they stand in is open.
    pub(super) fn is_flawed(&self, ids: &[&str]) -> bool {
        ids.iter().any(|id| self.flaw_of(id).is_some())
    }

    fn flaw_of(&self, id: &str) -> Option<&Flaw> {
        self.flaw.as_ref().filter(|flaw| flaw.field == id)
    }
}

fn marked(described_by: &str) -> String {
    format!(" aria-invalid=\"true\" aria-describedby=\"{described_by}\" autofocus")
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use contract::source;

    use super::*;
    use crate::reader::tests::{in_arabic, in_english};

    fn frame_of(problem: &Problem) -> Frame {
        Frame::for_anyone("", in_english()).refusing(problem)
    }

    #[test]
    fn the_field_that_a_problem_is_about_says_so() {
        let frame = frame_of(&source::Refusal::NotAnAddress { address: "<feed>".to_owned() }.into());
        let marked = " aria-invalid=\"true\" aria-describedby=\"feed-flaw feed-help\" autofocus";
        assert_eq!(frame.helped("feed", "feed-help"), marked);
        let beside = frame.flaw("feed");
        assert!(
            beside.starts_with("<span class=\"flaw\" id=\"feed-flaw\">") && !beside.contains("<feed>"),
            "{beside}"
        );
        assert_eq!((frame.field("name"), frame.flaw("name")), (String::new(), String::new()));
        assert_eq!(frame.helped("name", "name-help"), " aria-describedby=\"name-help\"");
    }

    #[test]
    fn whoever_makes_a_problem_may_name_the_field() {
        let frame = frame_of(&Problem::lacking("Choose a file.").about("file"));
        assert!(frame.is_flawed(&["name", "file"]) && !frame.is_flawed(&["name"]));
        assert!(frame.flaw("file").contains("Choose a file."));
        assert!(!frame_of(&Problem::lacking("Choose.")).is_flawed(&["file"]));
    }

    #[test]
    fn each_kind_of_problem_is_known_and_each_field_stands_in_a_form() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let forms =
            fs::read_dir(folder).unwrap().map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
        let forms: Vec<String> = forms.collect();
        for (kind, field) in FIELDS {
            let message = kind.replace([':', '_'], "-");
            assert!(in_arabic().named("problem", &message).is_some(), "no problem is {kind}");
            let says_so = |form: &String| {
                let says = |way: &str| form.contains(&format!("frame.{way}(\"{field}\""));
                (says("field") || says("helped")) && says("flaw")
            };
            assert!(forms.iter().any(says_so), "no form says what is wrong with {field}");
        }
    }
}
