//! Articles: items from a source, with their revisions.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Block, BlockId, BlockKind, Document, Language, Mark, Origin, Role, Route};

/// The most bytes of UTF-8 that the note of a brief may take.
pub const NOTE_BYTES_MOST: usize = 8 * 1024;

/// What a translator should know about a commission.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Brief {
    pub priority: Priority,
    pub deadline: Option<DateTime<Utc>>,
    /// What the desk wants, in its own words.
    pub note: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Urgent,
    #[default]
    Normal,
    Low,
}

/// An article as it was read from its source, before its blocks are numbered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The item's own name within the source.
    pub item: String,
    /// Its revision and document digest are filled in by the rules.
    pub origin: Origin,
    /// The blocks in order, the headline first.
    pub text: Vec<Unnumbered>,
    /// The source's routing rules at the time of reading.
    pub routes: Vec<Route>,
}

/// A block as it was read: no number yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unnumbered {
    pub kind: BlockKind,
    pub text: String,
    /// In the order of their places, as in a [`Block`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

impl Unnumbered {
    /// A block in which nothing is set apart.
    pub fn plain(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), marks: Vec::new() }
    }

    /// The block under its number.
    pub fn numbered(self, id: BlockId) -> Block {
        let Self { kind, text, marks } = self;
        Block { id, kind, marks, text }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// The source has this text: new, changed or as it was.
    Receive(Box<Reading>),
    Commission {
        language: Language,
        #[serde(default)]
        brief: Brief,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "article.received")]
    Received(Box<Received>),
    #[serde(rename = "article.revised")]
    Revised(Box<Revised>),
    #[serde(rename = "article.commissioned")]
    Commissioned(Box<Commissioned>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    pub item: String,
    pub origin: Origin,
    pub document: Document,
    /// What the source's routing rules want to be commissioned.
    pub routes: Vec<Route>,
}

/// The source changed the article; blocks that it left alone keep their ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revised {
    pub origin: Origin,
    pub document: Document,
    /// The blocks that are new or have other words than before.
    pub changed: Vec<BlockId>,
    /// The blocks that are gone.
    pub gone: Vec<BlockId>,
    /// The languages into which it was commissioned by then: whose translations have to know. None before version 2.
    pub languages: BTreeSet<Language>,
}

/// The decision to translate; it carries the text as it then was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commissioned {
    pub language: Language,
    pub brief: Brief,
    pub origin: Origin,
    pub document: Document,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("there is no such article")]
    NotReceived,
    #[error("the article has neither headline nor text")]
    NothingToRead,
    #[error("the article takes {bytes} bytes; at most {most} can be taken: submit it in parts")]
    TooLarge { bytes: usize, most: usize },
    #[error("the article is in {language} already")]
    OwnLanguage { language: Language },
    #[error("the note takes {bytes} bytes; at most {most} can be kept")]
    NoteTooLong { bytes: usize, most: usize },
}
