//! Edits: the review of submitted translations.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Arrangement, BlockId, Check, Credit, Digest, Document, Finding, FindingId, Looked, Origin, Role, Verdict,
    Waived, Waiver,
    translation::{MachineHelp, Submission},
};

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
        looked: Looked,
        /// The newest revision of the article.
        newest: u32,
        /// Why the words are approved though their source has a newer revision than they answer.
        #[serde(default)]
        behind: Option<String>,
    },
    /// An editor lets a finding stand, and says why.
    Waive(Waiver),
    /// An editor says whether a finding is a fault. The last word counts.
    Judge {
        finding: FindingId,
        check: Check,
        block: BlockId,
        verdict: Verdict,
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
    #[serde(rename = "edit.waived")]
    Waived(Waived),
    #[serde(rename = "edit.judged")]
    Judged { finding: FindingId, check: Check, block: BlockId, verdict: Verdict, editor: Credit },
}

/// An editor's yes to exact words, with the words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Approval {
    pub origin: Origin,
    pub document: Document,
    pub digest: Digest,
    pub translators: BTreeSet<Credit>,
    pub editor: Credit,
    #[serde(default, skip_serializing_if = "Arrangement::is_plain")]
    pub arrangement: Arrangement,
    /// What warned or blocked when it was approved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The waivers of these findings, by translators and editors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<Waived>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machine: Vec<MachineHelp>,
    /// The newer revision that these words do not answer, and why they are approved all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<Behind>,
}

impl Approval {
    /// A yes to what was submitted, with nothing found or waived.
    pub fn new(submission: Submission, editor: Credit) -> Self {
        let Submission { origin, document, digest, translators, arrangement, machine, .. } = submission;
        Self {
            origin,
            document,
            digest,
            translators,
            editor,
            arrangement,
            findings: Vec::new(),
            waived: Vec::new(),
            machine,
            behind: None,
        }
    }
}

/// Words that go on though their source has a newer revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Behind {
    /// The newest revision by then.
    pub newest: u32,
    pub reason: String,
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
    #[error("these words were not looked at beside the source that they answer; try again")]
    NotLookedAt,
    #[error("what the checks found must be mended, or waived with a reason")]
    FindingsBlock { findings: Vec<Finding> },
    #[error(
        "the words answer revision {revision} of the source, which has revision {newest} by now: send them back, or say why they go on as they are"
    )]
    BehindSource { revision: u32, newest: u32 },
    #[error("say why: a reason stands under what is waived")]
    NeedsReason,
    #[error("the reason takes {bytes} bytes; at most {most} can be kept")]
    ReasonTooLong { bytes: usize, most: usize },
    #[error("at most {most} findings of a piece can be waived or judged")]
    TooManyFindings { most: usize },
}
