//! Translations: the work on one article in one language.

mod follows;
mod help;
mod lease;
mod refusal;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Anchor, Arrangement, BlockId, Brief, Credit, Digest, Document, Finding, FindingId, Language, Looked,
    MemberId, Note, Origin, Waived, Waiver,
};

pub use help::Helped;
pub use lease::Lease;
pub use refusal::Refusal;

/// The shortest and longest time for which an item can be claimed, in minutes.
pub const LEASE_MINUTES: std::ops::RangeInclusive<u32> = 1..=24 * 60;

/// The most bytes of UTF-8 that the translation of one block may take.
pub const BLOCK_BYTES_MOST: usize = 64 * 1024;

/// The most bytes of UTF-8 that the reason of an editor may take.
pub const REASON_BYTES_MOST: usize = 2 * 1024;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// An article was commissioned: by the service.
    Request(Box<Requested>),
    /// The asking member takes the item for this long, from now on.
    Claim {
        minutes: u32,
    },
    /// The holder goes on working: the lease starts anew with its length.
    Renew {
        epoch: u32,
    },
    Release {
        epoch: u32,
    },
    /// The lease is over: by the service.
    Lapse {
        epoch: u32,
    },
    /// The holder's words for a block. Saving is work: it renews the lease.
    Draft {
        epoch: u32,
        block: BlockId,
        text: String,
        /// What is set apart in the words; none where that stays as it is.
        #[serde(default)]
        marks: Option<Vec<Anchor>>,
        /// The words that these replace, by the digest of their bytes: where others were saved since, these are refused. None
        /// replaces whatever there is.
        #[serde(default)]
        over: Option<Digest>,
    },
    /// Words that were refused are kept for their author.
    Rescue {
        block: BlockId,
        text: String,
    },
    /// The words that were looked at are finished: these, and no others.
    Submit {
        epoch: u32,
        looked: Looked,
    },
    /// An editor asked for changes: by the service.
    Return {
        round: u32,
        notes: Vec<Note>,
        editor: Credit,
    },
    /// An editor gives the item to a translator for this long, from now on.
    Assign {
        to: Credit,
        minutes: u32,
        /// The claim that it is taken over from: that one ends, and no other. None where nobody is to have it.
        #[serde(default)]
        over: Option<u32>,
        /// For whoever gets it, and whoever loses it; it may be empty where nobody loses it.
        reason: String,
    },
    /// An editor ends this claim: nobody has the item then.
    Unassign {
        epoch: u32,
        reason: String,
    },
    /// The source changed the article: by the service.
    ChangeSource(Box<Revision>),
    /// The holder's words for a block answer what the source says by now; a block that is gone leaves the work. It is
    /// work, and renews the lease.
    Accept {
        epoch: u32,
        block: BlockId,
        /// The newest revision that the holder has seen: a later one is not accepted by this.
        revision: u32,
    },
    /// The translation leaves a block of the source out. Its words stay known, and come back when it is restored.
    Omit {
        epoch: u32,
        block: BlockId,
        reason: String,
    },
    /// The translation of a block goes into that of the block before it.
    Join {
        epoch: u32,
        block: BlockId,
        /// What the two say together; none for the words of both as they are saved by then, one behind the other.
        #[serde(default)]
        text: Option<String>,
    },
    /// The translation of a block becomes two: a part is added behind it.
    Split {
        epoch: u32,
        block: BlockId,
        head: String,
        tail: String,
        /// The words that are split, as in `Draft`.
        #[serde(default)]
        over: Option<Digest>,
    },
    /// A note by the newsroom comes behind a block of the source.
    AddNote {
        epoch: u32,
        after: BlockId,
        text: String,
    },
    /// A block that was left out or joined stands by itself again.
    Restore {
        epoch: u32,
        block: BlockId,
    },
    /// A block that the translation added leaves it.
    Remove {
        epoch: u32,
        block: BlockId,
    },
    /// The holder lets a finding stand, and says why.
    Waive {
        epoch: u32,
        waiver: Waiver,
    },
    /// The holder takes a waiver back.
    Unwaive {
        epoch: u32,
        finding: FindingId,
    },
    /// A machine was asked about a block, and this is what it said.
    Suggest {
        epoch: u32,
        block: BlockId,
        suggestion: Suggestion,
    },
    /// The holder works with what the machine said last of the block. It changes no words.
    TakeUp {
        epoch: u32,
        block: BlockId,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "translation.requested")]
    Requested(Box<Requested>),
    #[serde(rename = "translation.claimed")]
    Claimed(Lease),
    #[serde(rename = "translation.renewed")]
    Renewed { epoch: u32, until: DateTime<Utc> },
    #[serde(rename = "translation.released")]
    Released { epoch: u32 },
    #[serde(rename = "translation.lapsed")]
    Lapsed { epoch: u32 },
    #[serde(rename = "translation.drafted")]
    Drafted {
        epoch: u32,
        block: BlockId,
        text: String,
        until: DateTime<Utc>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Anchor>,
    },
    #[serde(rename = "translation.rescued")]
    Rescued { block: BlockId, text: String, by: Credit },
    #[serde(rename = "translation.submitted")]
    Submitted(Box<Submission>),
    #[serde(rename = "translation.returned")]
    Returned { round: u32, notes: Vec<Note>, editor: Credit },
    /// An editor gave the item to the holder of this lease. Whatever claim there was has ended.
    #[serde(rename = "translation.assigned")]
    Assigned { lease: Lease, by: Credit, reason: String },
    /// An editor ended the claim of this epoch.
    #[serde(rename = "translation.unassigned")]
    Unassigned { epoch: u32, by: Credit, reason: String },
    #[serde(rename = "translation.source_changed")]
    SourceChanged(Box<SourceChange>),
    #[serde(rename = "translation.source_accepted")]
    SourceAccepted { epoch: u32, block: BlockId, revision: u32, until: DateTime<Utc> },
    #[serde(rename = "translation.omitted")]
    Omitted { epoch: u32, block: BlockId, reason: String, until: DateTime<Utc> },
    #[serde(rename = "translation.joined")]
    Joined {
        epoch: u32,
        block: BlockId,
        into: BlockId,
        text: String,
        until: DateTime<Utc>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        marks: Vec<Anchor>,
    },
    #[serde(rename = "translation.split")]
    Split {
        epoch: u32,
        block: BlockId,
        part: BlockId,
        head: String,
        tail: String,
        until: DateTime<Utc>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        head_marks: Vec<Anchor>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tail_marks: Vec<Anchor>,
    },
    #[serde(rename = "translation.note_added")]
    NoteAdded { epoch: u32, block: BlockId, after: BlockId, text: String, until: DateTime<Utc> },
    #[serde(rename = "translation.restored")]
    Restored { epoch: u32, block: BlockId, until: DateTime<Utc> },
    #[serde(rename = "translation.removed")]
    Removed { epoch: u32, block: BlockId, until: DateTime<Utc> },
    #[serde(rename = "translation.waived")]
    Waived { epoch: u32, waived: Waived, until: DateTime<Utc> },
    #[serde(rename = "translation.unwaived")]
    Unwaived { epoch: u32, finding: FindingId, until: DateTime<Utc> },
    #[serde(rename = "translation.suggested")]
    Suggested { epoch: u32, block: BlockId, suggestion: Suggestion, until: DateTime<Utc> },
    #[serde(rename = "translation.taken_up")]
    TakenUp { epoch: u32, block: BlockId, until: DateTime<Utc> },
}

impl Submission {
    /// A submission with nothing beside its words.
    pub fn new(origin: Origin, document: Document, translators: BTreeSet<Credit>, round: u32) -> Self {
        Self {
            origin,
            digest: document.digest(),
            document,
            translators,
            round,
            arrangement: Arrangement::default(),
            findings: Vec::new(),
            waived: Vec::new(),
            machine: Vec::new(),
        }
    }
}

/// What a machine made of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// What the newsroom calls the machine.
    pub engine: String,
    pub text: String,
}

/// A block for which a machine's suggestion was taken up.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct MachineHelp {
    pub block: BlockId,
    pub engine: String,
    /// How far the words were changed since, word by word, in thousandths of the longer of the two: 0 are the machine's own.
    pub changed: u16,
}

/// The work item as it is asked for: the text to translate and what the desk wants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Requested {
    /// The language to translate into.
    pub language: Language,
    pub origin: Origin,
    pub document: Document,
    pub brief: Brief,
}

/// The source's text at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Revision {
    pub origin: Origin,
    pub document: Document,
}

/// A revision that came while there was a translation already.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceChange {
    pub origin: Origin,
    pub document: Document,
    /// The blocks with words whose source is another one now, or gone: each awaits the translator. The work answers the
    /// revision when all are accepted, and at once where there is none.
    pub open: Vec<BlockId>,
}

/// A finished translation, as an editor will look at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Submission {
    /// The source text that it answers, by digest and revision.
    pub origin: Origin,
    pub document: Document,
    pub digest: Digest,
    /// All whose words stand in it, and who submitted it.
    pub translators: BTreeSet<Credit>,
    /// Counts the submissions of this piece, from 1.
    pub round: u32,
    #[serde(default, skip_serializing_if = "Arrangement::is_plain")]
    pub arrangement: Arrangement,
    /// What warned or blocked when it was submitted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The waivers of these findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived: Vec<Waived>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machine: Vec<MachineHelp>,
}

/// A rescued text: words that could not be saved, kept for whoever wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rescue {
    pub block: BlockId,
    pub text: String,
    pub by: MemberId,
    pub at: DateTime<Utc>,
}
