//! Why a command for a translation is not carried out.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{BlockId, Credit, Finding, Role};

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
    #[error("{} not translated yet", counted(blocks.len(), "block is", "blocks are"))]
    BlocksMissing { blocks: Vec<BlockId> },
    #[error("it was submitted: the editors have it, or it is on the wire")]
    AlreadySubmitted,
    #[error("it was not submitted")]
    NotSubmitted,
    #[error("say why: whoever loses a piece is told the reason")]
    NeedsReason,
    #[error(
        "you have {held} pieces, and {most} can be claimed at once: submit or release one first, or ask an editor"
    )]
    TooManyClaims { held: u32, most: u32 },
    #[error("the source changed {}: look at each and accept it, then submit", counted(blocks.len(), "block", "blocks"))]
    SourceChanged { blocks: Vec<BlockId> },
    #[error("the source changed again: look at revision {revision} first")]
    SourceChangedAgain { revision: u32 },
    #[error("block {block} is gone from the source and left the text")]
    BlockGone { block: BlockId },
    #[error("other words were saved for this block meanwhile, from another page or device")]
    OtherWordsSaved,
    #[error("the words or their source changed while they were looked at; submit again")]
    NotLookedAt,
    #[error("{} must be mended, or waived with a reason", counted(findings.len(), "finding", "findings"))]
    FindingsBlock { findings: Vec<Finding> },
    #[error("say why: a reason stands under what is left out or waived")]
    NeedsWhy,
    #[error("block {block} is left out or joined to another: restore it first")]
    BlockSetAside { block: BlockId },
    #[error("the headline can be neither left out nor joined")]
    HeadlineStays,
    #[error("the first of the two parts would have no words: split the block behind some of its words")]
    PartWithoutWords,
    #[error("there is no block before this one that it can be joined to")]
    NothingBefore,
    #[error("this block was neither left out nor joined")]
    NotSetAside,
    #[error("the translation did not add block {block}")]
    NotAdded { block: BlockId },
    #[error("a translation adds at most {most} blocks of its own")]
    TooManyAdded { most: usize },
    #[error("a block has at most {most} marks")]
    TooManyMarks { most: usize },
    #[error("no machine was asked about block {block} under this claim")]
    NothingSuggested { block: BlockId },
    #[error("at most {most} findings of a piece can be waived")]
    TooManyWaived { most: usize },
}

fn counted(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("one {one}") } else { format!("{count} {more}") }
}

impl Refusal {
    /// Whether words were refused only because what they were written under is over: the claim, the block itself, or the words
    /// that they were to replace.
    pub fn is_over(&self) -> bool {
        matches!(
            self,
            Self::OldEpoch { .. }
                | Self::LeaseEnded { .. }
                | Self::NotClaimed
                | Self::ClaimedByAnother { .. }
                | Self::AlreadySubmitted
                | Self::BlockGone { .. }
                | Self::OtherWordsSaved
                | Self::BlockSetAside { .. }
        )
    }
}
