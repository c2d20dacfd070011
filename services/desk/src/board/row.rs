//! The rows of the board, as people and programs see them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, Brief, Credit, Digest, Language, MemberId, MemoryId, PieceId, PolicyId, Section, SourceId,
    TermId,
    member::{Membership, Preferences},
    memory::PairCount,
    source::{FeedFault, Registration},
    term::Entry,
    translation::Lease,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A source and how it is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SourceRow {
    pub id: SourceId,
    pub registration: Registration,
    pub paused: bool,
    /// What is wrong with its feed at present.
    pub fault: Option<FeedFault>,
    /// Since when something is.
    #[serde(default)]
    pub failing_since: Option<DateTime<Utc>>,
    /// How many items could not be taken so far.
    pub set_aside: u32,
    /// How many articles were received so far.
    pub articles: u32,
    /// When the last of them was.
    #[serde(default)]
    pub received_last: Option<DateTime<Utc>>,
}

impl SourceRow {
    /// Whether it is looked at in vain.
    pub fn is_failing(&self) -> bool {
        self.fault.is_some() && !self.paused
    }
}

/// An article at its newest revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ArticleRow {
    pub id: ArticleId,
    pub source: SourceId,
    pub source_name: String,
    pub headline: String,
    pub language: Language,
    pub address: Option<String>,
    pub authors: Vec<String>,
    pub section: Section,
    pub received_at: DateTime<Utc>,
    /// When the source says that it published the article.
    pub published_at: Option<DateTime<Utc>>,
    pub revision: u32,
    pub words: usize,
    /// The languages into which it was commissioned.
    pub commissioned: BTreeSet<Language>,
    /// The place of the article in the log: newer articles have larger ones. Lists are paged by it.
    pub position: u64,
}

/// Where a piece is on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Stage {
    /// Waits for a translator.
    Open,
    /// A translator has it.
    Claimed { lease: Lease },
    /// Waits for an editor, who must not be one of its translators.
    Submitted { digest: Digest, translators: BTreeSet<Credit> },
    /// Waits to be published.
    Approved { digest: Digest, editor: Credit },
    Published {
        digest: Digest,
        /// The version of the publication, from 1.
        edition: u32,
        at: DateTime<Utc>,
    },
}

impl Stage {
    pub const fn name(&self) -> StageName {
        match self {
            Self::Open => StageName::Open,
            Self::Claimed { .. } => StageName::Claimed,
            Self::Submitted { .. } => StageName::Submitted,
            Self::Approved { .. } => StageName::Approved,
            Self::Published { .. } => StageName::Published,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    Open,
    Claimed,
    Submitted,
    Approved,
    Published,
}

/// One article in one target language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PieceRow {
    pub id: PieceId,
    /// The headline of the source text at its newest.
    pub headline: String,
    /// The headline in the target language, once there is one that was submitted.
    pub translated_headline: Option<String>,
    pub source: SourceId,
    pub source_name: String,
    pub source_language: Language,
    pub section: Section,
    /// The revision of the article that the translation answers: the work in hand, or what was submitted.
    pub revision: u32,
    /// The newest revision of the article at its source.
    pub newest_revision: u32,
    /// The words of the source text at its newest.
    pub words: usize,
    pub brief: Brief,
    #[serde(flatten)]
    pub stage: Stage,
    /// The place in the log of the fact by which it came there. What waits for editors, and what was published, stands in this
    /// order.
    pub since: u64,
    /// What an editor decided about who has it, until somebody claims, releases or submits it.
    pub assignment: Option<Assignment>,
    /// How often an editor asked for changes.
    pub returns: u32,
    pub progress: Progress,
    pub requested_at: DateTime<Utc>,
    /// The place of the request in the log. Lists are paged by it.
    pub position: u64,
    /// The version of the piece: the place in the log of the last fact about it.
    pub version: u64,
}

/// How far the words are that were saved so far: of the work in hand, or of that which was submitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// How many blocks have words, of those that want some.
    pub written: usize,
    /// How many blocks want words before the text can be submitted.
    pub wanted: usize,
}

/// An editor's decision about who has a piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// Who has it by that decision; nobody where it was only taken from somebody.
    pub to: Option<Credit>,
    /// Who had it before.
    pub from: Option<Credit>,
    pub by: Credit,
    pub reason: String,
    pub at: DateTime<Utc>,
}

/// A term of the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TermRow {
    pub id: TermId,
    pub entry: Entry,
    pub standing: TermStanding,
    /// Who decided so last, or proposed it.
    pub by: Credit,
    pub at: DateTime<Utc>,
    /// The place in the log where it first came into the register. Lists are paged by it.
    pub position: u64,
}

/// What a term counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermStanding {
    /// Waits for an editor.
    Proposed,
    Agreed,
    /// Counts no longer.
    Retired,
}

/// A file from elsewhere that is in use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemoryRow {
    pub id: MemoryId,
    /// That of its bytes.
    pub digest: Digest,
    pub name: String,
    pub contents: MemoryContents,
    /// Who put it into use.
    pub by: Credit,
    pub at: DateTime<Utc>,
    /// The place in the log where it came into use.
    pub position: u64,
}

/// What of a file is in use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MemoryContents {
    /// Texts with their translations.
    Translations { pairs: Vec<PairCount> },
    /// Names of people, each once.
    Names { given: u32, family: u32 },
}

/// A policy in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PolicyRow {
    pub id: PolicyId,
    pub text: String,
    pub version: u32,
    pub enacted_at: DateTime<Utc>,
}

/// A member of the newsroom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MemberRow {
    pub id: MemberId,
    #[serde(flatten)]
    pub membership: Membership,
    /// The place in the log at which they joined: whoever leaves and joins again has another.
    #[serde(default)]
    pub joined: u64,
    /// How the member reads the desk.
    #[serde(default)]
    pub preferences: Preferences,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A source with a feed that nobody has looked at yet.
    pub(crate) fn registered_source() -> SourceRow {
        let registration = Registration {
            name: "Al-Wadi".to_owned(),
            feed: Some("https://wadi.example/feed".to_owned()),
            language: "ar".parse().unwrap(),
            section: "world".parse().unwrap(),
            rights: String::new(),
            routes: vec![],
            every_minutes: 15,
        };
        SourceRow {
            id: "wadi".parse().unwrap(),
            registration,
            paused: false,
            fault: None,
            failing_since: None,
            set_aside: 0,
            articles: 0,
            received_last: None,
        }
    }

    /// An open piece from Arabic into English, of normal priority and without a deadline.
    pub(crate) fn open_piece(number: u64) -> PieceRow {
        PieceRow {
            id: format!("5f30e3e0-b84d-5621-a3a8-{number:012}_en").parse().unwrap(),
            headline: "عنوان".to_owned(),
            translated_headline: None,
            source: "wadi".parse().unwrap(),
            source_name: "Al-Wadi".to_owned(),
            source_language: "ar".parse().unwrap(),
            section: "news".parse().unwrap(),
            revision: 1,
            newest_revision: 1,
            words: 100,
            brief: Brief::default(),
            stage: Stage::Open,
            since: number,
            assignment: None,
            returns: 0,
            progress: Progress::default(),
            requested_at: DateTime::UNIX_EPOCH,
            position: number,
            version: number,
        }
    }

    #[test]
    fn a_row_reads_as_it_is_written_at_every_stage() {
        let (at, digest) = (DateTime::UNIX_EPOCH, Digest::of(b"words"));
        let credit = Credit { member: "salma".parse().unwrap(), name: "Salma".to_owned() };
        let lease = Lease { holder: credit.clone(), epoch: 1, until: at, minutes: 240 };
        for stage in [
            Stage::Open,
            Stage::Claimed { lease },
            Stage::Submitted { digest, translators: [credit.clone()].into() },
            Stage::Approved { digest, editor: credit },
            Stage::Published { digest, edition: 1, at },
        ] {
            let row = PieceRow { stage, newest_revision: 2, ..open_piece(4) };
            // Through text: a field that stands twice would get lost in a value.
            let written = serde_json::to_string(&row).unwrap();
            assert_eq!(serde_json::from_str::<PieceRow>(&written).unwrap(), row);
        }
    }
}
