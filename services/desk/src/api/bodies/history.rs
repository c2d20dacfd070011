//! The history of an article, and how it stood at a moment.

use chrono::{DateTime, Utc};
use contract::{CommandId, Credit, Digest, Document, MemberId, PieceId, publication::Notices};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ArticleText, Limit, Moment, PieceText};

/// Which part of a timeline.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactsAfter {
    /// Only facts with a larger sequence than this: `next` of the part before; 0 unless said otherwise.
    pub after: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise. Large facts make a part end earlier.
    pub limit: Option<Limit>,
}

/// A part of the history of an article, in the order of the log.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Timeline {
    pub rows: Vec<Fact>,
    /// What `after` gives the part that follows; none where this is the last one so far.
    pub next: Option<u64>,
}

/// One fact in the history of an article.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fact {
    /// Its place in the log.
    pub sequence: u64,
    /// The id of the fact, and of the command that recorded it.
    pub id: CommandId,
    /// The id of the fact that this one answers, where a service acted of itself.
    pub cause: Option<CommandId>,
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

/// At which moment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtMoment {
    /// A time (RFC 3339, such as `2026-11-22T14:05:00Z`) or the sequence of an event; as it is now unless said otherwise.
    #[schemars(with = "Option<String>")]
    pub at: Option<Moment>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BetweenMoments {
    /// A time (RFC 3339, such as `2026-11-22T14:05:00Z`) or the sequence of an event.
    #[schemars(with = "String")]
    pub from: Moment,
    /// The same; now unless said otherwise.
    #[schemars(with = "Option<String>")]
    pub to: Option<Moment>,
}

/// An article and its pieces as they stood.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AsItStood {
    /// The last fact about the article by then; 0 where nothing was there yet.
    pub sequence: u64,
    /// When that was recorded.
    pub at: Option<DateTime<Utc>>,
    /// The article with its text of then; none where nothing was there yet.
    pub article: Option<ArticleText>,
    pub pieces: Vec<PieceAsItStood>,
}

/// A piece as it stood.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PieceAsItStood {
    #[serde(flatten)]
    pub text: PieceText,
    /// The last approval by then.
    pub approval: Option<Approved>,
    /// What was published and live by then.
    pub live: Option<Live>,
}

/// An editor's yes to the words with this digest.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Approved {
    pub digest: Digest,
    pub editor: Credit,
    pub at: DateTime<Utc>,
}

/// What readers had, with what stood under it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Live {
    /// The version of the publication, from 1.
    pub version: u32,
    pub digest: Digest,
    pub document: Document,
    pub published_at: DateTime<Utc>,
    pub notices: Notices,
}
