//! Sources: the outlets we take articles from.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Brief, Digest, Language, Role, Section, SourceId};

/// What is agreed about a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// The outlet's name, as readers know it.
    pub name: String,
    /// The address of its feed (RSS, Atom or JSON Feed); without one its articles come as files.
    pub feed: Option<String>,
    /// The language of its articles.
    pub language: Language,
    /// The part of our output that its articles belong to.
    pub section: Section,
    /// On what basis we may republish: a licence, a permission and its date.
    pub rights: String,
    /// What is commissioned as soon as an article arrives.
    #[serde(default)]
    pub routes: Vec<Route>,
    /// The time between two looks at the feed.
    pub every_minutes: u32,
}

/// A routing rule: every article of the source is commissioned into this language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    pub language: Language,
    #[serde(default)]
    pub brief: Brief,
}

/// Where an article comes from, at one revision. It travels with the text through every service, so that each has what
/// attribution needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    pub source: SourceId,
    pub source_name: String,
    /// The article's own address at the source.
    pub address: Option<String>,
    pub authors: Vec<String>,
    /// When the source says that it published the article.
    pub published_at: Option<DateTime<Utc>>,
    pub rights: String,
    pub section: Section,
    pub language: Language,
    /// Counts from 1.
    pub revision: u32,
    /// The digest of the source's document at this revision.
    pub document: Digest,
    /// The digest of the raw bytes that were read; they are kept in the object store under it.
    pub raw: Digest,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    Register(Registration),
    Change(Registration),
    Pause,
    Resume,
    /// The feed could not be read: by the reader of feeds.
    Fail {
        cause: FeedFault,
    },
    /// The feed was read: by the reader of feeds.
    Succeed,
    /// One item of the feed could not be taken: by the reader of feeds.
    SetAside(SetAside),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "source.registered")]
    Registered(Registration),
    #[serde(rename = "source.changed")]
    Changed(Registration),
    #[serde(rename = "source.paused")]
    Paused {},
    #[serde(rename = "source.resumed")]
    Resumed {},
    /// The first failure of a run of failures, or one with another cause than the last.
    #[serde(rename = "source.failed")]
    Failed { cause: FeedFault },
    #[serde(rename = "source.recovered")]
    Recovered {},
    /// One item could not be taken; the others were.
    #[serde(rename = "source.set_aside")]
    SetAside(SetAside),
}

/// Why a feed could not be read, in words for whoever looks after the source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FeedFault {
    pub what: String,
    /// The bytes that could not be read, where there were any; they are kept in the object store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<Digest>,
}

/// An item of a feed that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SetAside {
    /// The item's own name within the source.
    pub item: String,
    pub why: String,
    pub raw: Digest,
}

/// Where a feed that came as a file is handed over.
pub const TAKE: &str = "command.source.take";

/// A feed that came as a file: its bytes stand in the object store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Take {
    pub raw: Digest,
    /// As the sender named it, such as `application/rss+xml; charset=utf-8`.
    pub content_type: Option<String>,
}

/// What came of reading a feed, in items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Report {
    pub received: u32,
    pub revised: u32,
    pub unchanged: u32,
    pub set_aside: u32,
}

/// The answer to [`Take`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Taken {
    Taken { report: Report },
    Refused { refusal: Refusal },
    NotUnderstood { why: String },
    Unavailable { why: String },
}

/// Where the reader of feeds says when it looked at each: any replica may answer, for each looks at all of them. What is
/// asked is empty, what is answered are [`Look`]s, at most [`LOOKS_MOST`]. It changes nothing, and no fact rests on it.
pub const LOOKS: &str = "look.feeds";

/// The most looks of one answer: they fit into one message.
pub const LOOKS_MOST: usize = 3000;

/// The last look at a feed, as the process that looked remembers it since its start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub source: SourceId,
    pub at: DateTime<Utc>,
    /// When the feed is looked at again.
    pub next: DateTime<Utc>,
    pub came: Came,
}

/// What came of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Came {
    /// The server said that nothing had changed.
    Unchanged,
    Read {
        report: Report,
    },
    /// The feed could not be read; the facts of the source say why.
    Failed,
    /// What was read could not be recorded; it is read again.
    Unrecorded,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("there is no source of this name")]
    NotRegistered,
    #[error("there is a source of this name already; choose another name, or change that one")]
    AlreadyRegistered,
    #[error("a source needs the name of its outlet")]
    NoName,
    #[error("`{address}` cannot be a feed's address; give one that begins with http:// or https://")]
    NotAnAddress { address: String },
    #[error("a feed is looked at every 1 to 1440 minutes, not every {minutes}")]
    IntervalOutOfBounds { minutes: u32 },
    #[error("an article in {language} cannot be commissioned into {language}")]
    RouteIntoOwnLanguage { language: Language },
    #[error("the file cannot be read: {what}")]
    Unreadable { what: String },
}
