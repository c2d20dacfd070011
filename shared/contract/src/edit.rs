//! Edits: the review of submitted translations.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{BlockId, Credit, Digest, Document, Origin, Role, translation::Submission};

/// The most bytes of UTF-8 that the notes of one request for changes may take together.
pub const NOTES_BYTES_MOST: usize = 64 * 1024;

/// An editor's point about a text, or about one block of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<BlockId>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// A translation was submitted: by the service.
    Open(Box<Submission>),
    RequestChanges {
        notes: Vec<Note>,
    },
    /// Yes to the words with this digest, and to no others.
    Approve {
        digest: Digest,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "edit.opened")]
    Opened(Box<Submission>),
    #[serde(rename = "edit.changes_requested")]
    ChangesRequested { round: u32, notes: Vec<Note>, editor: Credit },
    #[serde(rename = "edit.approved")]
    Approved(Box<Approval>),
}

/// An editor's yes to exact words, with the words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    pub origin: Origin,
    pub document: Document,
    pub digest: Digest,
    pub translators: BTreeSet<Credit>,
    pub editor: Credit,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("nothing was submitted here for review")]
    NotSubmitted,
    #[error("you translated this; another editor must approve it")]
    OwnTranslation,
    #[error("the words have changed since; look at the text as it is now and approve that")]
    OtherWords { current: Digest },
    #[error("it went back to the translator")]
    WithTranslator,
    #[error("it was approved already")]
    AlreadyApproved,
    #[error("say what should change")]
    NoNotes,
    #[error("the notes take {bytes} bytes; at most {most} can be kept")]
    NotesTooLong { bytes: usize, most: usize },
    #[error("the text has no block {block}")]
    NoSuchBlock { block: BlockId },
}
