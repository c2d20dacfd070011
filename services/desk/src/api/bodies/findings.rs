//! What the checks found in a piece, and what people say of it.

use contract::{BlockId, Credit, Digest, Finding, FindingId, Verdict, Waived};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::board::CheckFigures;

/// Which findings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InBlock {
    /// Only those in this block; in all unless said otherwise.
    pub block: Option<BlockId>,
}

/// What the checks find in the words of a piece as they stand.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Findings {
    pub words: LookedAt,
    /// The digest of the source that the words answer.
    pub source: Digest,
    /// The digest of the words.
    pub target: Digest,
    /// In the order of the text.
    pub findings: Vec<FoundHere>,
    /// All waivers of this piece that stand, also of what is not found any more.
    pub waivers: Vec<Waived>,
}

/// Which words of a piece were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LookedAt {
    /// Those that are being written.
    Drafted,
    /// Those that were submitted.
    Submitted,
}

/// A finding, and what was said of it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundHere {
    #[serde(flatten)]
    pub finding: Finding,
    /// What it explains, as a sentence in the language of whoever asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// The words that it is about; none where it is about the whole block.
    pub at: Option<WordsAt>,
    /// Who lets it stand, and why.
    pub waived: Vec<Waived>,
    /// The last word of an editor.
    pub judged: Option<Judged>,
    /// Whether the words cannot go on before it is mended or waived.
    pub holds_up: bool,
}

/// Words of a translation, and where they stand in their block in UTF-16 code units, as browsers count.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct WordsAt {
    pub words: String,
    pub start: usize,
    pub end: usize,
}

/// An editor's word on a finding.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Judged {
    pub verdict: Verdict,
    pub editor: Credit,
}

/// Why a finding stays as it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWaiver {
    pub reason: String,
    /// The claim under which its holder waives; an editor who reviews the words gives none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<u32>,
}

/// An editor's word on a finding in what was submitted.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewVerdict {
    pub finding: FindingId,
    pub verdict: Verdict,
}
