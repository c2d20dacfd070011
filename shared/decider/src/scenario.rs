//! Given these events, when this command, then that: for the tests beside the rules.

use contract::Actor;

use crate::{Context, Decider, Decision};

/// A stream of facts so far.
pub fn given<D: Decider>(events: impl IntoIterator<Item = D::Event>) -> Scenario<D> {
    Scenario { state: events.into_iter().fold(D::default(), D::evolve), outcome: None }
}

/// A state, and what the last command came to.
#[derive(Debug)]
pub struct Scenario<D: Decider> {
    state: D,
    outcome: Option<Decision<D>>,
}

impl<D: Decider> Scenario<D> {
    /// The actor asks for this, at this time. An event that it leads to is applied.
    #[must_use]
    pub fn when(
        self,
        command: impl Into<D::Command>,
        actor: &Actor,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        let outcome = self.state.decide(&command.into(), &Context { actor: actor.clone(), at });
        let state = match &outcome {
            Ok(Some(event)) => self.state.evolve(event.clone()),
            Ok(None) | Err(_) => self.state,
        };
        Self { state, outcome: Some(outcome) }
    }

    /// # Panics
    /// If the last command did not record just this event.
    #[track_caller]
    pub fn then(self, event: D::Event) -> Self {
        assert_eq!(self.outcome, Some(Ok(Some(event))));
        self
    }

    /// # Panics
    /// If the last command did anything but find things as it wants them.
    #[track_caller]
    pub fn then_nothing(self) -> Self {
        assert_eq!(self.outcome, Some(Ok(None)));
        self
    }

    /// # Panics
    /// If the last command was not refused for just this reason.
    #[track_caller]
    pub fn then_refused(self, refusal: D::Refusal) -> Self {
        assert_eq!(self.outcome, Some(Err(refusal)));
        self
    }

    /// The state after all that.
    pub fn state(&self) -> &D {
        &self.state
    }
}
