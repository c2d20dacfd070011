//! Translations: the work on one article in one language.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{BlockId, Brief, Credit, Digest, Document, Language, MemberId, Note, Origin, Role};

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
    },
    /// Words that were refused are kept for their author.
    Rescue {
        block: BlockId,
        text: String,
    },
    Submit {
        epoch: u32,
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
    Drafted { epoch: u32, block: BlockId, text: String, until: DateTime<Utc> },
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

/// A claim with an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Lease {
    pub holder: Credit,
    /// Grows with each claim: a write under an older one is refused.
    pub epoch: u32,
    /// By the service's clock. The lease is over at this instant.
    pub until: DateTime<Utc>,
    /// The length that renewing gives again.
    pub minutes: u32,
}

impl Lease {
    /// Whether the lease still holds at this time.
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        at < self.until
    }

    /// When the lease ends if its holder is seen working at this time.
    pub fn renewed(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        at + TimeDelta::minutes(self.minutes.into())
    }
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
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("nobody has asked for this translation")]
    NotRequested,
    #[error("a claim lasts 1 to 1440 minutes, not {minutes}")]
    LeaseOutOfBounds { minutes: u32 },
    #[error("{} has it until {}", by.name, until.format("%d %b %H:%M UTC"))]
    ClaimedByAnother { by: Credit, until: DateTime<Utc> },
    #[error("claim it first")]
    NotClaimed,
    #[error("this claim ended and the item was claimed again since (claim {given}, now {current})")]
    OldEpoch { given: u32, current: u32 },
    #[error("this claim ended at {}; claim it again to go on", until.format("%H:%M UTC"))]
    LeaseEnded { until: DateTime<Utc> },
    #[error("the lease runs until {}", until.format("%H:%M UTC"))]
    LeaseHolds { until: DateTime<Utc> },
    #[error("the text has no block {block}")]
    NoSuchBlock { block: BlockId },
    #[error("the text takes {bytes} bytes; at most {most} can be kept")]
    TextTooLong { bytes: usize, most: usize },
    #[error("{} of the blocks are not translated yet", blocks.len())]
    BlocksMissing { blocks: Vec<BlockId> },
    #[error("it was submitted and is with the editors")]
    AlreadySubmitted,
    #[error("it was not submitted")]
    NotSubmitted,
    #[error("say why: whoever loses a piece is told the reason")]
    NeedsReason,
    #[error(
        "you have {held} pieces, and {most} can be claimed at once: submit or release one first, or ask an editor"
    )]
    TooManyClaims { held: u32, most: u32 },
    #[error("the source changed {} of the blocks: look at each and accept it, then submit", blocks.len())]
    SourceChanged { blocks: Vec<BlockId> },
    #[error("the source changed again: look at revision {revision} first")]
    SourceChangedAgain { revision: u32 },
    #[error("block {block} is gone from the source and left the text")]
    BlockGone { block: BlockId },
}

impl Refusal {
    /// Whether words were refused only because what they were written under is over: the claim, or the block itself.
    pub fn is_over(&self) -> bool {
        matches!(
            self,
            Self::OldEpoch { .. }
                | Self::LeaseEnded { .. }
                | Self::NotClaimed
                | Self::ClaimedByAnother { .. }
                | Self::AlreadySubmitted
                | Self::BlockGone { .. }
        )
    }
}

/// A rescued text: words that could not be saved, kept for whoever wrote them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rescue {
    pub block: BlockId,
    pub text: String,
    pub by: MemberId,
    pub at: DateTime<Utc>,
}
