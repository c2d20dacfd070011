//! Of memories: what was translated before, where it comes from, and the files from elsewhere.

use chrono::{DateTime, Utc};
use contract::{BlockId, Credit, Language, MemoryId, PieceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Limit;
use crate::board::MemoryRow;

/// Which matches.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatchesAsked {
    /// The least score, in per cent, from 30 to 100; 60 unless said otherwise.
    #[schemars(with = "Option<u16>", range(min = 30, max = 100))]
    pub least: Option<Least>,
    /// At most this many: 1 to 50, 5 unless said otherwise.
    pub limit: Option<Limit<50>>,
}

/// A score in per cent, from 30 on: less is no likeness.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u16")]
pub struct Least(u16);

impl Least {
    pub(crate) const fn per_cent(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Least {
    type Error = &'static str;

    fn try_from(given: u16) -> Result<Self, &'static str> {
        if (30..=100).contains(&given) { Ok(Self(given)) } else { Err("least is a score from 30 to 100") }
    }
}

/// What was translated before and is near to a text, best first.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Matches {
    /// The text that was asked for.
    pub text: String,
    pub from: Language,
    pub into: Language,
    pub matches: Vec<Match>,
}

/// A text that was translated before.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Match {
    /// How near it is, in per cent: 100 is the same text, 99 the same words.
    pub score: u16,
    pub source: String,
    pub translation: String,
    /// How the text that was asked for stands to the source here, word by word.
    pub difference: Vec<Stretch>,
    pub extent: Extent,
    pub origin: Origin,
}

/// Words of two texts that stand to each other in one way.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stretch {
    pub how: How,
    /// As they stood in the source that was translated; empty where it has none.
    pub then: String,
    /// As they stand in the text that was asked for; empty where it has none.
    pub now: String,
}

/// How words stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Same,
    /// The same but for Arabic prefixes, or another number in the same place.
    OtherForm,
    Replaced,
    Added,
    Missing,
}

/// How much of what was translated together it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    Whole,
    Sentence,
}

/// Where a translation comes from.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Origin {
    /// An editor of this newsroom approved it.
    Approved {
        piece: PieceId,
        block: BlockId,
        /// The headline of the piece.
        headline: String,
        translator: Credit,
        editor: Credit,
        at: DateTime<Utc>,
    },
    /// It came with a file from elsewhere.
    Imported {
        memory: MemoryId,
        /// The name of the file.
        name: String,
        /// Who made it, in the words of the file.
        by: Option<String>,
        /// When, by the word of the file.
        at: Option<DateTime<Utc>>,
    },
}

/// Words that are looked for in what was translated before.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordsAsked {
    pub from: Language,
    pub into: Language,
    /// The words.
    pub q: String,
    /// In which of the two languages they are; the source unless said otherwise.
    #[serde(default)]
    pub side: Side,
    /// At most this many: 1 to 200, 20 unless said otherwise.
    pub limit: Option<Limit>,
}

/// One of two texts that answer each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    #[default]
    Source,
    Target,
}

/// Where words stand in what was translated before: approved texts first, then those in which the words follow each other.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Concordance {
    pub side: Side,
    pub hits: Vec<Hit>,
}

/// A text in which the words stand, in the language that was asked for.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Hit {
    /// The text on the side that was asked for, in parts: the words themselves, and what stands between them.
    pub text: Vec<Passage>,
    /// The text on the other side.
    pub other: String,
    /// Whether the words follow each other somewhere as they do in the question.
    pub adjacent: bool,
    pub origin: Origin,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Passage {
    pub words: String,
    /// Whether these are words that were asked for.
    pub found: bool,
}

/// Between which languages.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Between {
    pub from: Language,
    pub into: Language,
}

/// A file that is put into use.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemoryFile {
    /// What it is called.
    pub name: String,
    /// Only what leads from this language, whatever its regions; all directions unless said otherwise.
    pub from: Option<Language>,
    /// Only what leads into this language.
    pub into: Option<Language>,
}

/// A list of names that is put into use.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamesFile {
    /// What it is called.
    pub name: String,
}

/// A file that was put into use, and what of it cannot be used.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakenMemory {
    #[serde(flatten)]
    pub memory: MemoryRow,
    /// How many units or rows cannot be used.
    pub refused: usize,
    /// Why, of the first of them.
    pub why: Vec<String>,
}

/// A memory in use, and whether it is looked into yet.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ListedMemory {
    #[serde(flatten)]
    pub memory: MemoryRow,
    pub reading: MemoryReading,
    /// Why it cannot be read, if it cannot.
    pub why: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemoryReading {
    /// It is being read, and gives nothing yet.
    Reading,
    Ready,
    Unreadable,
}
