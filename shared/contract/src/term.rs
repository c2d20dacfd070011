//! Terms: names and expressions with their agreed renderings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Credit, Language, Role};

/// The most bytes of UTF-8 that one form of a term may take: a long name of an organisation fits several times over.
pub const FORM_BYTES_MOST: usize = 400;

/// The most alternatives, allowed renderings and forbidden renderings that a term may have, of each.
pub const FORMS_MOST: usize = 40;

/// The most bytes of UTF-8 that the note of a term, or the reason for retiring it, may take.
pub const NOTE_BYTES_MOST: usize = 4 * 1024;

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    Person,
    Place,
    Organisation,
    /// An office or a rank, such as `رئيس الوزراء`.
    Title,
    Expression,
    /// An expression that takes sides, which the newsroom renders with care.
    Loaded,
}

impl TermKind {
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Place, Self::Organisation, Self::Title, Self::Expression, Self::Loaded];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Place => "place",
            Self::Organisation => "organisation",
            Self::Title => "title",
            Self::Expression => "expression",
            Self::Loaded => "loaded",
        }
    }
}

/// What the register says of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The language of the source form.
    pub from: Language,
    /// The language of the rendering.
    pub into: Language,
    pub kind: TermKind,
    /// The form in source texts that names the term.
    pub source: String,
    /// Other forms in source texts that mean the same.
    #[serde(default)]
    pub alternatives: Vec<String>,
    /// What the newsroom writes.
    pub rendering: String,
    /// What it writes as well.
    #[serde(default)]
    pub allowed: Vec<String>,
    /// What it does not write.
    #[serde(default)]
    pub forbidden: Vec<String>,
    /// Why, and when which.
    #[serde(default)]
    pub note: String,
}

impl Entry {
    /// The same without what does not count: white space around forms and in rows, empty forms, and forms that stand twice.
    #[must_use]
    pub fn tidied(self) -> Self {
        let (source, rendering) = (tidied(&self.source), tidied(&self.rendering));
        Self {
            alternatives: distinct(&self.alternatives, std::slice::from_ref(&source)),
            allowed: distinct(&self.allowed, std::slice::from_ref(&rendering)),
            forbidden: distinct(&self.forbidden, &[]),
            note: self.note.trim().to_owned(),
            source,
            rendering,
            ..self
        }
    }

    /// All forms in source texts, the first one first.
    pub fn source_forms(&self) -> impl Iterator<Item = &str> {
        [&self.source].into_iter().chain(&self.alternatives).map(String::as_str)
    }

    /// All renderings that the newsroom writes, the agreed one first.
    pub fn renderings(&self) -> impl Iterator<Item = &str> {
        [&self.rendering].into_iter().chain(&self.allowed).map(String::as_str)
    }
}

/// A form with single spaces between its words and none around them.
pub(crate) fn tidied(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn distinct(forms: &[String], beside: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for form in forms.iter().map(|form| tidied(form)).filter(|form| !form.is_empty()) {
        if !beside.contains(&form) && !kept.contains(&form) {
            kept.push(form);
        }
    }
    kept
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Suggests a term, which an editor then adds or retires.
    Propose(Entry),
    /// Puts a term into the register, proposed before or not.
    Add(Entry),
    /// Says of a term in the register something else. Its languages stay.
    Change(Entry),
    /// Takes a term or a proposal out of the register.
    Retire { reason: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "term.proposed")]
    Proposed { entry: Box<Entry>, by: Credit },
    /// From now on this is agreed.
    #[serde(rename = "term.added")]
    Added { entry: Box<Entry>, by: Credit },
    #[serde(rename = "term.changed")]
    Changed { entry: Box<Entry>, by: Credit },
    #[serde(rename = "term.retired")]
    Retired { reason: String, by: Credit },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("there is no such term in the register")]
    NotInRegister,
    #[error("the register has this term already; change it")]
    AlreadyAdded,
    #[error("somebody has proposed this term already; an editor decides")]
    AlreadyProposed,
    #[error("the term is only proposed; add it")]
    OnlyProposed,
    #[error("the term is from {from} into {into}; for other languages, add another")]
    OtherLanguages { from: Language, into: Language },
    #[error("a term leads from one language into another, not into {language} itself")]
    OneLanguage { language: Language },
    #[error("a term needs a form in the source language")]
    NoSource,
    #[error("a term needs a rendering")]
    NoRendering,
    #[error("`{form}` has no letter and no digit; it would never be found")]
    NoLetters { form: String },
    #[error("a form takes {bytes} bytes; at most {most} can be kept")]
    FormTooLong { bytes: usize, most: usize },
    #[error("there are {count} forms of one sort; at most {most} can be kept")]
    TooManyForms { count: usize, most: usize },
    #[error("the note or the reason takes {bytes} bytes; at most {most} can be kept")]
    NoteTooLong { bytes: usize, most: usize },
    #[error("`{form}` is both allowed and forbidden")]
    AllowedAndForbidden { form: String },
    #[error("a term is retired for a reason")]
    NoReason,
}
