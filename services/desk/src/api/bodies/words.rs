//! The words of a block as they are saved.

use contract::{Anchor, Digest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::board::PieceRow;

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub epoch: u32,
    pub text: String,
    /// What is set apart in the words; left out where that stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marks: Option<Vec<Anchor>>,
    /// The words that these replace, by the digest of their bytes; of nothing, where there were none. Where others were saved
    /// since, these are refused and kept. None replaces whatever there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Digest>,
}

/// A piece whose block was saved.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Saved {
    #[serde(flatten)]
    pub row: PieceRow,
    /// The words that were saved, by the digest of their bytes: what the next save of the block goes over.
    pub saved: Digest,
}
