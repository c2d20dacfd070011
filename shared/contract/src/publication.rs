//! Publications: what goes out, in one language, version by version.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Credit, Digest, Document, Language, Origin, PolicyKind, Role,
    edit::{Approval, Behind},
    translation::MachineHelp,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Words were approved: by the service.
    Prepare(Box<Approval>),
    /// Put the approved words with this digest on the wire.
    Publish {
        digest: Digest,
        /// The newest revision of the article.
        newest: u32,
        /// Why the words go out though their source has a newer revision than they were approved for.
        #[serde(default)]
        behind: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "publication.prepared")]
    Prepared(Box<Approval>),
    #[serde(rename = "publication.published")]
    Published(Box<Edition>),
}

/// One version of a publication: all that stands on the wire, and where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Edition {
    /// Counts from 1.
    pub version: u32,
    pub origin: Origin,
    pub document: Document,
    pub digest: Digest,
    pub translators: BTreeSet<Credit>,
    pub editor: Credit,
    pub published_at: DateTime<Utc>,
    pub notices: Notices,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machine: Vec<MachineHelp>,
    /// The newer revision that these words do not answer, and why they went out all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<Behind>,
}

/// The policies in force when an edition was published, filled in for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notices {
    pub outlet: Notice,
    pub attribution: Notice,
    pub disclaimer: Notice,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rights: Option<Notice>,
}

/// A policy's text as it stands under a piece, and the policy's version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    pub text: String,
    pub version: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("it is not approved yet")]
    NotApproved,
    #[error("other words were approved than the ones to be published")]
    OtherWords { approved: Digest },
    #[error("there is no {} policy for {language} yet; an administrator must set one", kind.name())]
    NoPolicy { kind: PolicyKind, language: Language },
    #[error("it was published already")]
    AlreadyPublished,
    #[error(
        "the words answer revision {revision} of the source, which has revision {newest} by now: say why they go out as they are"
    )]
    BehindSource { revision: u32, newest: u32 },
    #[error("the reason takes {bytes} bytes; at most {most} can be kept")]
    ReasonTooLong { bytes: usize, most: usize },
}
