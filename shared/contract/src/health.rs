//! How a service says that it is doing: in its statistics, by the standard service discovery.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::reaction::Aside;

/// The most events set aside that one part lists; it counts all of them.
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
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PartState {
    /// Reads what stood in the log when it started.
    Reading,
    /// Keeps up with the log.
    Current,
    /// Waits before an event that it cannot read; it goes on when the program can read it. `why` holds no words of the
    /// event.
    Stopped { at: u64, why: String },
}
