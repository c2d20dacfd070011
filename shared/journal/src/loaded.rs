//! One stream of facts in memory: its state, its version, and which commands led there.

use contract::{CommandId, Recorded};
use decider::Decider;

use crate::log::{Fault, Stored};

/// A state with all that exactness needs beside it. The default is a stream that was not read yet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loaded<D> {
    pub(crate) state: D,
    pub(crate) version: u64,
    /// Each fact's command and sequence, in order. All of them: a repeat may come after hours.
    carried_out: Vec<(CommandId, u64)>,
    event_bytes: usize,
}

impl<D: Decider> Loaded<D> {
    pub(crate) fn apply(&mut self, sequence: u64, id: CommandId, event: D::Event, bytes: usize) {
        // Taken as a whole: rules that panic leave a stream that was not read yet.
        let Self { state, mut carried_out, event_bytes, .. } = std::mem::take(self);
        carried_out.push((id, sequence));
        let state = state.evolve(event);
        *self = Self { state, version: sequence, carried_out, event_bytes: event_bytes + bytes };
    }

    /// Applies what was read from the log, which must follow on what is known.
    pub(crate) fn apply_stored(&mut self, facts: &[Stored]) -> Result<(), Fault> {
        for stored in facts {
            self.apply_next(stored.before, stored.read_as()?, stored.bytes.len())?;
        }
        Ok(())
    }

    /// Applies a fact of this many bytes, which names the one `before` it: that must be the last one known.
    pub(crate) fn apply_next(
        &mut self,
        before: Option<u64>,
        fact: Recorded<D::Event>,
        bytes: usize,
    ) -> Result<(), Fault> {
        if before != Some(self.version) {
            return Err(Fault::Missing { subject: fact.subject.to_string(), sequence: self.version });
        }
        self.apply(fact.sequence, fact.id, fact.event, bytes);
        Ok(())
    }

    /// The version that a command led to, if it was carried out.
    pub(crate) fn outcome_of(&self, id: CommandId) -> Option<u64> {
        self.carried_out.iter().rev().find(|(done, _)| *done == id).map(|(_, version)| *version)
    }

    /// About what this takes in memory: a state hardly holds more than its events said.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Self>() + self.event_bytes + self.carried_out.len() * size_of::<(CommandId, u64)>()
    }
}
