//! Of the search: what is asked, and what is found.

use contract::{BlockId, Language, PieceId, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Limit;
use crate::board::{ArticleRow, StageName};

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SearchAsked {
    /// Words, which must all be there; `"words that follow each other"`; `-` before what must not be there; and what else must
    /// hold: `source:`, `language:`, `by:`, `before:` and `after:` with a day such as 2026-11-30, a month or a year, in UTC.
    /// Anything is a question: what is no operator is words.
    pub q: String,
    /// Only what follows in the order: `next` of the page before. It stays nearly right while texts change.
    #[schemars(regex(pattern = "^[0-9a-f]{1,8}_[0-9a-f]{1,16}_[0-9a-f]{1,16}$"))]
    pub after: Option<String>,
    /// At most so many articles: 1 to 50, 20 unless said otherwise.
    pub limit: Option<Limit<50>>,
}

/// What was found: articles with their pieces, best first.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SearchPage {
    pub articles: Vec<FoundArticle>,
    /// How many articles were found in all.
    pub count: usize,
    /// The cursor of the next page; none where this is the last.
    pub next: Option<String>,
    /// The version of the log up to which texts can be found.
    pub applied: u64,
    /// Whether the desk is still reading what stood in the log when it started: then some texts are missing.
    pub reading: bool,
}

/// An article of which something was found.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundArticle {
    pub article: ArticleRow,
    /// Where the desk shows it.
    pub address: String,
    /// From its source text; none where only pieces were found.
    pub excerpt: Option<Excerpt>,
    /// The translations of it that were found, the best first.
    pub pieces: Vec<FoundPiece>,
}

/// A translation that was found.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundPiece {
    pub id: PieceId,
    /// Its headline, once one was submitted.
    pub headline: Option<String>,
    pub stage: StageName,
    /// Where the desk shows it, at the stage at which it is: the workbench, the review, or what is published.
    pub address: String,
    pub excerpt: Option<Excerpt>,
}

/// The passage of a text that shows best why it was found; where only something else than its words was asked for, its
/// beginning.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Excerpt {
    pub language: Language,
    /// The block that it is from.
    pub block: BlockId,
    pub text: String,
    /// Where the words that were looked for stand in it, in order; none overlaps another.
    pub marks: Vec<Place>,
    /// Whether the block's text goes on before and after it.
    pub begins_within: bool,
    pub ends_within: bool,
}
