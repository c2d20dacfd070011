//! Of pieces that are worked on in another tool.

use contract::BlockId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What came of the words of a file.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Brought {
    pub saved: usize,
    pub unchanged: usize,
    pub empty: usize,
    pub refused: usize,
    /// Unit by unit, in the order of the file.
    pub units: Vec<UnitBrought>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnitBrought {
    /// Its id as the file has it.
    pub unit: String,
    /// The block that it stands for, as far as its id says so.
    pub block: Option<BlockId>,
    pub came: Came,
    /// Why it was refused, and what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The words that the saved ones replace, where they were saved since the file was made. The timeline keeps them too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<String>,
    /// Whether words that were refused are kept for their author, because the claim is over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
}

/// What came of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    Saved,
    /// The piece has just these words.
    Unchanged,
    /// The file has no words for it; those that the piece has stay.
    Empty,
    Refused,
}
