//! What a source has changed since a piece answered it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::BlockId;
use serde::{Deserialize, Serialize};

/// How far a piece is behind its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Behind {
    /// The first revision that the piece does not answer, as a place in the log.
    pub since: u64,
    pub at: DateTime<Utc>,
    /// The blocks that are others by now, or gone; none where only particulars changed.
    pub blocks: BTreeSet<BlockId>,
}

impl Behind {
    pub(super) fn since(since: u64, at: DateTime<Utc>) -> Self {
        Self { since, at, blocks: BTreeSet::new() }
    }
}
