//! Of figures: what work comes to, of a piece and of many together.

use chrono::{DateTime, NaiveDate, Utc};
use contract::{MemberId, PieceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which figures.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FiguresFilter {
    /// The first day, in UTC; 27 days before the last unless said otherwise.
    pub from: Option<NaiveDate>,
    /// The last day, in UTC; today unless said otherwise.
    pub to: Option<NaiveDate>,
    /// By pair of languages unless said otherwise.
    pub by: Option<SummedBy>,
    /// With `by=member`: only this member. Without, all; that is for the desk's head.
    pub member: Option<MemberId>,
}

/// By what figures are summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SummedBy {
    #[default]
    Pair,
    Member,
    Source,
}

/// What the pieces that were first submitted on some days came to.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FiguresPage {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub by: SummedBy,
    pub rows: Vec<SumRow>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SumRow {
    /// The pair as `ar_en`, the source's id, or the member's.
    pub of: String,
    /// The same in words.
    pub name: String,
    pub pieces: usize,
    pub approved: usize,
    /// The words of the sources.
    pub source_words: usize,
    /// The words of the texts that were submitted last; a member's own where it is summed by member.
    pub words: usize,
    /// The time from fact to fact of the work under one claim, where a pause counts as five minutes at most; a member's own
    /// where it is summed by member.
    pub active_seconds: u64,
    /// From the commission to the first submission: the middle one of all.
    pub seconds_to_submission: Option<i64>,
    /// From the commission to the approval: the middle one of all.
    pub seconds_to_approval: Option<i64>,
    /// How often an editor sent one back.
    pub returns: u32,
    /// How far what was approved is from what was first submitted, in thousandths of the words.
    pub edited_thousandths: Option<u16>,
    pub machine: Option<FromMachine>,
}

/// What a machine suggested and a translator took up.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FromMachine {
    /// In how many blocks.
    pub blocks: usize,
    /// How far the submitted words of these blocks are from the suggestions, in thousandths: the mean of the blocks.
    pub changed_thousandths: u16,
}

/// What the work on one piece came to so far. It names nobody but the one who asks, unless the desk's head asks.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PieceFigures {
    pub piece: PieceId,
    pub source_words: usize,
    /// Of the text that was submitted last.
    pub words: usize,
    pub requested_at: DateTime<Utc>,
    pub seconds_to_submission: Option<i64>,
    pub seconds_to_approval: Option<i64>,
    pub active_seconds: u64,
    pub returns: u32,
    pub edited_thousandths: Option<u16>,
    pub machine: Option<FromMachine>,
    /// The parts of those who may be told: the asking member's own; everybody's for the desk's head.
    pub parts: Vec<PartRow>,
}

/// One member's part in a piece.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PartRow {
    pub member: MemberId,
    pub name: String,
    /// Of the text that was submitted last, in the blocks that they were the last to write.
    pub words: usize,
    pub active_seconds: u64,
}
