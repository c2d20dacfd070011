//! Memories: files from elsewhere that the newsroom translates by, such as translations made with other tools and lists of
//! names. Their bytes are kept by digest; the facts say which are in use.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Credit, Digest, Language, Malformed, Role};

/// The most bytes of UTF-8 that the name of a memory may take: that of a file fits.
pub const NAME_BYTES_MOST: usize = 400;

/// The most bytes of UTF-8 that the reason for withdrawing a memory may take.
pub const REASON_BYTES_MOST: usize = 2 * 1024;

/// The most pairs of languages of one memory.
pub const PAIRS_MOST: usize = 64;

/// The space of the ids of memories: they follow from the digest, so that a file is one memory.
const MEMORIES: Uuid = Uuid::from_u128(0x8e04_7c5b_19d2_5f63_b1a7_60fd_35c9_2e18);

/// A file from elsewhere that the newsroom translates by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct MemoryId(pub Uuid);

impl MemoryId {
    /// The memory that these bytes are, on any machine (UUID version 5).
    pub fn of(digest: Digest) -> Self {
        Self(Uuid::new_v5(&MEMORIES, digest.to_string().as_bytes()))
    }
}

impl FromStr for MemoryId {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let id = Uuid::try_parse(given).map_err(|_| Malformed::new(given, "the id of a memory (a UUID)"))?;
        // One memory has one spelling, because the spelling is part of its subject.
        if id.to_string() == given {
            Ok(Self(id))
        } else {
            Err(Malformed::new(given, "the id of a memory in lower case"))
        }
    }
}

impl fmt::Display for MemoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// From which language into which, and how many texts have a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairCount {
    pub from: Language,
    pub into: Language,
    pub units: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Puts a file of translations into use, whose bytes are kept under this digest: TMX, of which the texts in these pairs
    /// of languages are used.
    Import { digest: Digest, name: String, pairs: Vec<PairCount> },
    /// Puts a list of names into use, whose bytes are kept under this digest: a table of names of people in Arabic script
    /// with their Latin spellings.
    ImportNames { digest: Digest, name: String, given: u32, family: u32 },
    /// Takes a file out of use. Its bytes stay.
    Withdraw { reason: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "memory.imported")]
    Imported { digest: Digest, name: String, pairs: Vec<PairCount>, by: Credit },
    /// How many given names and family names the list has.
    #[serde(rename = "memory.names_imported")]
    NamesImported { digest: Digest, name: String, given: u32, family: u32, by: Credit },
    #[serde(rename = "memory.withdrawn")]
    Withdrawn { reason: String, by: Credit },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("this very file is in use already; withdraw it first if it is to be read otherwise")]
    AlreadyImported,
    #[error("there is no such memory in use")]
    NotImported,
    #[error("give the memory a name, such as that of its file")]
    NoName,
    #[error("the name takes {bytes} bytes; at most {most} can be kept")]
    NameTooLong { bytes: usize, most: usize },
    #[error("nothing in the file can be used")]
    NothingToUse,
    #[error(
        "the file has {count} pairs of languages; at most {most} can be used: say from which and into which"
    )]
    TooManyPairs { count: usize, most: usize },
    #[error("a memory is withdrawn for a reason")]
    NoReason,
    #[error("the reason takes {bytes} bytes; at most {most} can be kept")]
    ReasonTooLong { bytes: usize, most: usize },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_the_same_memory() {
        let [one, other] = [b"one", b"two"].map(|bytes| MemoryId::of(Digest::of(bytes)));
        assert_eq!(one, MemoryId::of(Digest::of(b"one")));
        assert_ne!(one, other);
        assert_eq!(one.to_string().parse(), Ok(one));
        assert!(one.to_string().to_uppercase().parse::<MemoryId>().is_err());
    }
}
