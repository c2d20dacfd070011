//! What the HTTP API takes and gives, beside the rows of the board.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::{
    BlockId, Brief, Credit, Digest, Document, Language, MemberId, Note, PieceId, Role, SourceId,
    member::Membership, publication::Notices, source::Registration, translation::Rescue,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::board::{ArticleRow, PieceRow, StageName};

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewSource {
    pub id: SourceId,
    #[serde(flatten)]
    pub registration: Registration,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCommission {
    pub language: Language,
    #[serde(default)]
    pub brief: Brief,
}

#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Claim {
    /// For how long, from now on; 240 unless said otherwise.
    pub minutes: Option<u32>,
}

/// The claim under which something is done.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Under {
    pub epoch: u32,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    pub epoch: u32,
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    pub notes: Vec<Note>,
}

/// Which words are meant.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct These {
    pub digest: Digest,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyText {
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewMember {
    pub id: MemberId,
    #[serde(flatten)]
    pub membership: Membership,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    pub roles: BTreeSet<Role>,
}

/// A list, or one page of it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rows<T> {
    pub rows: Vec<T>,
}

/// Which page of a list, the newest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// Only what has a smaller position than this: the last one of the page before.
    pub before: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<usize>,
    /// Waits a moment until the board has this version of the log.
    pub at_least: Option<u64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PieceFilter {
    pub stage: Option<StageName>,
    pub language: Option<Language>,
    pub before: Option<u64>,
    pub limit: Option<usize>,
    pub at_least: Option<u64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireFrom {
    /// Only what has a larger number than this; 0 unless said otherwise.
    pub after: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<usize>,
}

/// An article with its text.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArticleText {
    #[serde(flatten)]
    pub row: ArticleRow,
    pub document: Document,
}

/// A piece with all its words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PieceText {
    #[serde(flatten)]
    pub row: PieceRow,
    /// What is to be translated.
    pub document: Document,
    /// The words so far, by block.
    pub drafts: Vec<Draft>,
    /// Words that could not be saved and were kept.
    pub rescued: Vec<Rescue>,
    /// What was submitted last.
    pub submission: Option<Submitted>,
    /// What an editor asked for last.
    pub notes: Vec<Note>,
    /// What stands under the published piece.
    pub notices: Option<Notices>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    pub block: BlockId,
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Submitted {
    pub document: Document,
    pub digest: Digest,
    pub translators: BTreeSet<Credit>,
    pub round: u32,
}

/// One fact in the history of an article.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// Its place in the log.
    pub sequence: u64,
    pub at: DateTime<Utc>,
    pub by: MemberId,
    /// The piece that it is about, if it is not about the article itself.
    pub piece: Option<PieceId>,
    /// Such as `translation.claimed`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The fact itself.
    pub data: serde_json::Value,
}

/// One item of the wire.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Counts from 1, without a gap.
    pub number: u64,
    pub subject: String,
    /// A ninjs 3.1 document.
    pub document: serde_json::Value,
}

/// How the newsroom is doing.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Health {
    /// Whether the board shows all that stood in the log when the desk started.
    pub rebuilt: bool,
    /// The sequence of the last event on the board.
    pub applied: u64,
    /// The replicas of each service that answer now, by the service's name.
    pub services: std::collections::BTreeMap<String, u32>,
}
