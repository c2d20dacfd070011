//! What a newsroom wants looked at, and how strictly: its style policy.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Check, Level};

/// The style policy of a newsroom for one target language. By default nothing is loaded, forbidden or too long, and each
/// check has its own level.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// The most characters that a headline may have.
    pub headline_characters_most: Option<u32>,
    pub loaded: Vec<Loaded>,
    pub forbidden: Vec<Forbidden>,
    /// The level of what a check is sure of, where the newsroom wants another than the check's own. What only informs,
    /// because it is a guess, goes on informing.
    pub levels: BTreeMap<Check, Level>,
    /// What the newsroom does not want looked at.
    pub left_out: BTreeSet<Check>,
}

/// An expression that takes sides: fit for print in somebody's mouth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loaded {
    /// One word or several, in their plain form; forms of them are found too.
    pub expression: String,
    pub excused_by: Excuse,
    /// What the newsroom says instead, or why it does not say this; may be empty.
    #[serde(default)]
    pub note: String,
}

/// What makes a loaded expression somebody's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Excuse {
    /// Quotation marks around it.
    Quotation,
    /// A sentence that says whose word it is.
    Attribution,
    /// Either of the two.
    QuotationOrAttribution,
}

/// An expression that the newsroom does not use, not even in quotations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// One word or several, in their plain form; forms of them are found too.
    pub expression: String,
    /// What is used instead; may be empty.
    #[serde(default)]
    pub instead: String,
}

impl Style {
    /// The level of a finding whose own level is this.
    pub fn level(&self, check: Check, own: Level) -> Level {
        match own {
            Level::Informs => own,
            Level::Warns | Level::Blocks => self.levels.get(&check).copied().unwrap_or(own),
        }
    }
}
