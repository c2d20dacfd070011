//! What is kept: texts that answer each other, and where they come from.

use chrono::{DateTime, Utc};
use contract::{BlockId, Credit, Digest, Language, PieceId};
use serde::{Deserialize, Serialize};

/// From which language into which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair {
    pub source: Language,
    pub target: Language,
}

impl Pair {
    /// Whether what was translated for one serves the other: both languages are the same but for region and script.
    pub(crate) fn serves(&self, other: &Self) -> bool {
        self.source.primary() == other.source.primary() && self.target.primary() == other.target.primary()
    }
}

/// Where a translation comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// An editor of this newsroom approved it.
    Approved(Approved),
    /// It came with a file from elsewhere.
    Imported(Imported),
}

impl Origin {
    /// Whether it comes from an approved piece.
    pub fn is_approved(&self) -> bool {
        matches!(self, Self::Approved(_))
    }
}

/// One block of an approved piece. A later approval of the same block takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approved {
    pub piece: PieceId,
    pub block: BlockId,
    /// Who translated it.
    pub translator: Credit,
    /// Who approved it.
    pub editor: Credit,
    /// When it was approved.
    pub at: DateTime<Utc>,
}

/// A unit of an imported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The digest of the whole file.
    pub file: Digest,
    /// Who made the unit, in the words of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When the unit was made or last changed, by the word of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

/// A source text with its translation, as it is kept: a block, or one of its sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    pub source: &'a str,
    pub target: &'a str,
    pub extent: Extent,
    pub origin: &'a Origin,
}

/// How much of what was translated together a segment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The whole block or unit.
    Whole,
    /// A sentence of it.
    Sentence,
}

/// Why a text with its translation is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("the source has no words")]
    NoSource,
    #[error("the translation has no words")]
    NoTarget,
    #[error("a text takes {bytes} bytes; at most {} are kept", crate::TEXT_BYTES_MOST)]
    TooLong { bytes: usize },
}
