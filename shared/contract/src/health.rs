//! How a service says that it is doing: in its statistics, by the standard service discovery.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::reaction::Aside;

/// The most events that one part lists of those set aside, which it counts all, and of those overdue.
pub const LISTED_MOST: usize = 20;

/// What one process of a service says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceHealth {
    pub durability: Durability,
    /// Its folds of the log and its reactions to it, by name.
    pub parts: Vec<Part>,
}

/// What is known of the server's promise that what it acknowledges is on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Durability {
    /// Every server that keeps the log was seen to write before it acknowledges.
    OnDisk,
    /// Whoever runs this accepted that acknowledged work may be lost with the power; why it may.
    Weaker { why: String },
}

/// A reader of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    pub name: String,
    /// The sequence up to which every event has been dealt with; 0 for none.
    pub applied: u64,
    #[serde(flatten)]
    pub state: PartState,
    /// How many events it has set aside: they and what follows them on their streams wait for a person.
    #[serde(default)]
    pub aside_count: usize,
    /// The first of them, at most [`LISTED_MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<Aside>,
    /// The first of the events that it has tried to answer for longer than a minute, at most [`LISTED_MOST`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overdue: Vec<Overdue>,
}

/// An event whose answer takes long: a server that it needs is away, or the answer has no end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Overdue {
    pub sequence: u64,
    /// When it was begun.
    pub since: DateTime<Utc>,
}

impl Part {
    /// A part that begins to read.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            applied: 0,
            state: PartState::Reading,
            aside_count: 0,
            aside: Vec::new(),
            overdue: Vec::new(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PartState {
    /// Reads what stood in the log when it started.
    Reading,
    /// Has dealt with all that stood in the log when it started, and keeps up with what comes.
    Current,
    /// Waits before an event that it cannot read, or that it is not given, for its place in the log is not set up as it must
    /// be. It goes on when the program can read it, or the place is mended. `why` holds no words of the event.
    Stopped { at: u64, why: String },
}
