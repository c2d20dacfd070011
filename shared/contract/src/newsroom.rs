//! The newsroom itself: what holds for all of its work. It has one stream of facts.

use chrono::TimeDelta;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Language, Role, Style, translation::LEASE_MINUTES};

/// The id of the one stream of facts of this kind.
pub const NEWSROOM: &str = "settings";

/// The most minutes before a deadline at which a newsroom can want to be warned: 30 days.
pub const WARNING_MINUTES_MOST: u32 = 30 * 24 * 60;

/// The most bytes of JSON that the style of one language may take.
pub const STYLE_BYTES_MOST: usize = 128 * 1024;

/// What a newsroom has decided for all of its work. Each field that is left out is as in a new newsroom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How long a claim lasts where nobody asks for another time, in minutes; within [`LEASE_MINUTES`].
    pub lease_minutes: u32,
    /// How many pieces a translator can have claimed at once; none for as many as they like. An editor may give them more.
    pub claims_most: Option<u32>,
    /// How long before its deadline a piece counts as due soon, in minutes; at most [`WARNING_MINUTES_MOST`].
    pub warning_minutes: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lease_minutes: 240, claims_most: None, warning_minutes: 120 }
    }
}

impl Settings {
    /// How long before its deadline a piece counts as due soon.
    pub fn warning(&self) -> TimeDelta {
        TimeDelta::minutes(self.warning_minutes.into())
    }

    /// Why these cannot hold, if they cannot.
    pub fn refusal(&self) -> Option<Refusal> {
        if !LEASE_MINUTES.contains(&self.lease_minutes) {
            return Some(Refusal::LeaseOutOfBounds { minutes: self.lease_minutes });
        }
        if self.claims_most == Some(0) {
            return Some(Refusal::NoClaims);
        }
        let minutes = self.warning_minutes;
        (minutes > WARNING_MINUTES_MOST).then_some(Refusal::WarningOutOfBounds { minutes })
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// From now on these hold, all of them.
    Adjust(Settings),
    /// What is looked at in texts of this language from now on, and how strictly.
    SetStyle { language: Language, style: Style },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "newsroom.adjusted")]
    Adjusted(Settings),
    #[serde(rename = "newsroom.style_set")]
    StyleSet { language: Language, style: Style },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    #[error("this needs the role of {}", role.name())]
    NeedsRole { role: Role },
    #[error("a claim lasts 1 to 1440 minutes, not {minutes}")]
    LeaseOutOfBounds { minutes: u32 },
    #[error(
        "with no claims at all nobody could translate; give at least 1, or leave it out for as many as people like"
    )]
    NoClaims,
    #[error("a warning comes at most 43200 minutes before a deadline, which is 30 days, not {minutes}")]
    WarningOutOfBounds { minutes: u32 },
    #[error("a style takes at most {most} bytes, not {bytes}")]
    StyleTooLong { bytes: usize, most: usize },
    #[error("an expression without words is found everywhere; leave it out")]
    NoExpression,
}
