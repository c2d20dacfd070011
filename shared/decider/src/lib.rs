//! The shape of the rules: a state that starts empty, commands that it decides on, events that it evolves by.
//!
//! Pure: no clock, no chance, no waiting, no logging. Time and the asking member come as arguments.

mod fold;
mod scenario;

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use contract::{Actor, Kind, Role};
use serde::{Serialize, de::DeserializeOwned};

pub use fold::Fold;
pub use scenario::{Scenario, given};

/// What a decision comes to: one event, nothing because things are so already, or a refusal.
pub type Decision<D> = Result<Option<<D as Decider>::Event>, <D as Decider>::Refusal>;

/// Who asks, and when, by the clock of the service that decides.
#[derive(Clone, Debug)]
pub struct Context {
    pub actor: Actor,
    pub at: DateTime<Utc>,
}

impl Context {
    /// The role that is missing, if the actor has none of these.
    pub fn lacks(&self, role: Role) -> bool {
        !self.actor.roles.contains(&role)
    }
}

/// The rules of one kind of stream of facts. The value is the state; its default is the state before any event.
pub trait Decider: Clone + Debug + Default + PartialEq + Serialize + Send + Sync + 'static {
    const KIND: Kind;
    type Command: Send + Sync;
    type Event: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync;
    type Refusal: Clone + Debug + PartialEq + Serialize + DeserializeOwned + Send + Sync;

    /// Checks everything, changes nothing.
    fn decide(&self, command: &Self::Command, context: &Context) -> Decision<Self>;

    /// Believes everything: total, and the only way in which a state changes.
    #[must_use]
    fn evolve(self, event: Self::Event) -> Self;
}
