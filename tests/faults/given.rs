//! A command as it is given, and what came of it.

use contract::{
    Subject,
    translation::{Command, Refusal},
};
use journal::{Fault, Instruction, Outcome, Streams};
use translation::translation::Translation;

/// A command with all that belongs to it: given again, it is the same command.
#[derive(Clone, Debug)]
pub struct Given {
    pub subject: Subject,
    pub instruction: Instruction,
    pub command: Command,
}

/// What came back.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Told(Outcome<Refusal>),
    /// The server itself refused the append: the stream of facts had moved on.
    Conflict,
    /// The log did not answer in time: the command may or may not have been carried out.
    Unanswered,
    /// The journal gave up because the stream of facts moved on under every attempt. Here too an attempt may have been
    /// kept whose acknowledgement was lost.
    Contended,
}

impl Given {
    pub async fn to(&self, streams: &Streams<Translation>) -> Answer {
        match streams.execute(&self.subject, &self.instruction, &self.command.clone().into()).await {
            Ok(outcome) => Answer::Told(outcome),
            Err(Fault::Unanswered(_)) => Answer::Unanswered,
            Err(Fault::Contended { .. }) => Answer::Contended,
            Err(
                fault @ (Fault::Unreadable { .. }
                | Fault::Missing { .. }
                | Fault::Foreign { .. }
                | Fault::TooLarge { .. }),
            ) => panic!("no fault of a server does this: {fault}"),
        }
    }
}

impl Answer {
    /// The version of the stream of facts that the answer speaks of.
    pub fn version(&self) -> Option<u64> {
        match self {
            Self::Told(
                Outcome::Recorded { version }
                | Outcome::Unchanged { version }
                | Outcome::Moved { version }
                | Outcome::Refused { version, .. },
            ) => Some(*version),
            Self::Conflict | Self::Unanswered | Self::Contended => None,
        }
    }

    pub fn is_recorded(&self) -> bool {
        matches!(self, Self::Told(Outcome::Recorded { .. }))
    }

    /// Whether a fact may stand on the log without having been acknowledged.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Self::Unanswered | Self::Contended)
    }
}
