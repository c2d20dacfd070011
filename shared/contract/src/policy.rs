//! Policies: versioned texts that stand under what is published.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Language, Malformed, Role};

/// The most bytes of UTF-8 that a policy's text may take.
pub const POLICY_BYTES_MOST: usize = 8 * 1024;

/// What a policy's text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyKind {
    /// The name that this newsroom goes by.
    Outlet,
    /// The line that says where a piece comes from.
    Attribution,
    /// The notice at the end of a piece.
    Disclaimer,
    /// What readers and partners may do with a piece.
    Rights,
}

impl PolicyKind {
    pub const ALL: [Self; 4] = [Self::Outlet, Self::Attribution, Self::Disclaimer, Self::Rights];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Attribution => "attribution",
            Self::Disclaimer => "disclaimer",
            Self::Rights => "rights",
        }
    }
}

/// One policy: of a kind, in a language. Written `<kind>-<language>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct PolicyId {
    pub kind: PolicyKind,
    pub language: Language,
}

impl FromStr for PolicyId {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let malformed =
            || Malformed::new(given, "a policy (outlet, attribution, disclaimer or rights, `-`, a language)");
        let (kind, language) = given.split_once('-').ok_or_else(malformed)?;
        let id = Self {
            kind: PolicyKind::ALL.into_iter().find(|k| k.name() == kind).ok_or_else(malformed)?,
            language: language.parse().map_err(|_| malformed())?,
        };
        if id.language.as_str() == language { Ok(id) } else { Err(malformed()) }
    }
}

impl TryFrom<String> for PolicyId {
    type Error = Malformed;

    fn try_from(given: String) -> Result<Self, Malformed> {
        given.parse()
    }
}

impl From<PolicyId> for String {
    fn from(id: PolicyId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.kind.name(), self.language)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// The kind and the language stand in the id of the stream.
    Enact { text: String },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// From now on this text is in force. Versions count from 1.
    #[serde(rename = "policy.enacted")]
    Enacted { kind: PolicyKind, language: Language, text: String, version: u32 },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("a policy needs a text")]
    NoText,
    #[error("the text takes {bytes} bytes; at most {most} can be kept")]
    TextTooLong { bytes: usize, most: usize },
    #[error("`{{{name}}}` is not filled in by anything; what can be: {known}")]
    UnknownPlaceholder { name: String, known: String },
}
