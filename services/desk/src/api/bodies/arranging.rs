//! What is said to leave blocks out, join, split and add them.

use std::{fmt, str::FromStr};

use contract::{BlockId, Digest, Malformed};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The claim under which a block is left out, and why.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Omission {
    pub epoch: u32,
    /// Stands in the work and before the editors.
    pub reason: String,
}

/// The claim under which a block is joined to the one before it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Joining {
    pub epoch: u32,
    /// The words of both; as they are saved, one behind the other, unless said otherwise.
    #[serde(default)]
    pub text: Option<String>,
}

/// The claim under which a block is split, and the words of its two parts.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Splitting {
    pub epoch: u32,
    pub head: String,
    pub tail: String,
    /// The words that are split, by the digest of their bytes: where others were saved since, the block is left as it is. None
    /// splits whatever there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Digest>,
}

/// A note by the newsroom, and the claim under which it is added.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    pub epoch: u32,
    /// The block directly behind which it stands.
    pub after: BlockId,
    /// It may be empty, and written later as any block is.
    pub text: String,
}

/// A block as paths and command lines call it: by its number or its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct BlockName(pub BlockId);

impl FromStr for BlockName {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        given.parse().map(Self)
    }
}

impl TryFrom<String> for BlockName {
    type Error = Malformed;

    fn try_from(given: String) -> Result<Self, Malformed> {
        given.parse()
    }
}

impl fmt::Display for BlockName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_called_by_number_or_name() {
        let block = |name: &str| name.parse().map(|BlockName(block)| block).ok();
        assert_eq!(block("3"), Some(BlockId(3)));
        for (name, named) in
            [("summary", BlockId::SUMMARY), ("byline", BlockId::BYLINE), ("added-1", BlockId::ADDED_FIRST)]
        {
            assert_eq!(block(name), Some(named));
            assert_eq!(BlockName(named).to_string(), name);
        }
        for nothing in ["", "-1", "headline", "4294967296", "added-0", "added-2147483647"] {
            assert_eq!(block(nothing), None, "{nothing}");
        }
    }
}
