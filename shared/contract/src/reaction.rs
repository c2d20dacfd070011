//! Events that a service could not answer: what stands beside the log about them, and what an operator may ask.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CommandId;

/// Where a reaction's operator asks: [`Request`] gives [`Answer`]. Outside of `command.>`, for no person at the desk asks.
pub fn subject(reaction: &str) -> String {
    format!("reaction.{reaction}")
}

/// An event that a reaction set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Aside {
    pub sequence: u64,
    pub subject: String,
    /// The event's id, where it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CommandId>,
    pub why: Obstacle,
    /// When it was set aside.
    pub since: DateTime<Utc>,
    /// How often it was tried, retries included; 0 for one that was never tried.
    pub tries: u32,
    /// Set when a person gave it up: then it waits no more, and is not answered when it comes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_up: Option<GivenUp>,
}

impl Aside {
    /// Whether it and what follows it on its stream wait for a person.
    pub fn waits(&self) -> bool {
        self.given_up.is_none()
    }
}

/// That an event is not to be answered any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GivenUp {
    /// The reason, in the operator's words.
    pub why: String,
    pub at: DateTime<Utc>,
}

/// What stands in the way of an answer. Holds no words of the event, for health shows it to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, thiserror::Error)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Obstacle {
    #[error("its content cannot be read")]
    Unreadable,
    #[error("the answer to it panicked")]
    Panicked,
    #[error("the answer to it takes {bytes} bytes, more than the {most} that can be kept at once")]
    TooLarge { bytes: usize, most: usize },
    #[error("what it is to be answered on changed under every attempt")]
    Contended,
    #[error("a fact that the answer builds on is missing from the log")]
    Missing,
    #[error("what stands on the wire was not put there by this newsroom")]
    Foreign,
    /// Nothing is known to be wrong with it, but order is kept.
    #[error("it follows event {sequence}, which waits")]
    Behind { sequence: u64 },
    /// What stands about it was written by a newer version of the program, or is damaged.
    #[error("the reason cannot be read by this version of the program")]
    #[serde(other)]
    NotKnown,
}

/// What an operator asks of a reaction. Any replica may do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// Try what was set aside again, now: all of it, or the stream of facts of this event; each stream in order.
    Retry {
        #[serde(default)]
        sequence: Option<u64>,
    },
    /// Give this event up for this reason, and go on with what waited behind it.
    GiveUp { sequence: u64, why: String },
}

/// What a reaction did about a [`Request`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// What came of each event that was tried or given up, in order. Events behind one that still waits are not listed.
    Done { events: Vec<CameOf> },
    /// No event of this sequence waits.
    NotWaiting { sequence: u64 },
    /// The request could not be read; nothing was done.
    NotUnderstood { why: String },
    /// The log did not answer in time; what had been done stays done.
    Unavailable { why: String },
}

/// What came of one event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameOf {
    pub sequence: u64,
    pub subject: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    Answered,
    /// It waits as before.
    Waits {
        why: Obstacle,
    },
    GivenUp {
        why: String,
    },
    /// Written by a newer version of the program, which is to be started.
    FromTheFuture,
}
