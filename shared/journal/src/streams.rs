//! Streams of facts of one kind, as this process knows them, and commands carried out on them.

use std::sync::{Mutex, MutexGuard, PoisonError};

use contract::{Actor, CommandId, Stamp, Subject, envelope};
use decider::{Context, Decider};

use crate::{
    cache::Cache,
    loaded::Loaded,
    log::{AppendError, Fault, Log},
    rebuild::{Comparison, Difference},
    retry::Retry,
};

/// How often a command is decided anew because its stream of facts moved on. Each time another command has succeeded, so
/// this bound is met only by dozens of writers on one stream; they are told to try again.
const ATTEMPTS: usize = 16;

/// How much of its kind one process has at hand: ten thousand pieces in work, or an agency's day.
const CACHE_BYTES: usize = 128 * 1024 * 1024;

/// A command's id, its cause, who asks and when.
#[derive(Clone, Debug)]
pub struct Instruction {
    pub id: CommandId,
    pub cause: Option<CommandId>,
    /// The latest version of the stream of facts that this may follow on; none where it may follow on any.
    pub seen: Option<u64>,
    pub context: Context,
}

impl Instruction {
    pub fn new(
        id: CommandId,
        cause: Option<CommandId>,
        actor: Actor,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        Self { id, cause, seen: None, context: Context { actor, at } }
    }

    /// The same, to be carried out only while the stream of facts has no later version than this.
    pub fn unmoved_since(self, seen: Option<u64>) -> Self {
        Self { seen, ..self }
    }
}

/// What a command came to. The version is that of its stream of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<R> {
    Recorded {
        version: u64,
    },
    Unchanged {
        version: u64,
    },
    /// The rules say no, to a stream of facts of this version.
    Refused {
        refusal: R,
        version: u64,
    },
    /// The stream of facts has a later version than the asker has seen.
    Moved {
        version: u64,
    },
}

/// The streams of facts of one kind, those used last at hand. A warm one costs a command nothing but its append; a cold
/// one is read back by its chain, whose cost does not grow with the log.
pub struct Streams<D> {
    log: Log,
    cache: Mutex<Cache<D>>,
}

impl<D: Decider> Streams<D> {
    pub fn new(log: Log) -> Self {
        Self::with_room(log, CACHE_BYTES)
    }

    /// With about this many bytes for streams at hand.
    pub fn with_room(log: Log, bytes: usize) -> Self {
        Self { log, cache: Mutex::new(Cache::new(bytes)) }
    }

    /// Carries out a command: exactly one outcome for its id, whatever was retried, lost or killed.
    ///
    /// What this process knows may be old. An event decided on old knowledge is refused by the log's expected sequence;
    /// a refusal, or that nothing is to do, is given only after the stream was seen not to have moved on.
    pub async fn execute(
        &self,
        subject: &Subject,
        instruction: &Instruction,
        command: &D::Command,
    ) -> Result<Outcome<D::Refusal>, Fault> {
        let entry = self.cache().entry(subject);
        let mut loaded = entry.lock().await;
        let outcome = self.decide(&mut loaded, subject, instruction, command).await;
        self.note(subject, &loaded);
        if let Err(Fault::Missing { .. } | Fault::Unreadable { .. }) = outcome {
            // What is at hand does not go on as the log does: the next command reads it back.
            self.cache().forget(subject);
        }
        outcome
    }

    async fn decide(
        &self,
        loaded: &mut Loaded<D>,
        subject: &Subject,
        instruction: &Instruction,
        command: &D::Command,
    ) -> Result<Outcome<D::Refusal>, Fault> {
        if loaded.version == 0 {
            loaded.apply_stored(&self.log.chain_nearby(subject).await?)?;
        }
        let mut retry = Retry::new();
        let mut attempts = 0;
        while attempts < ATTEMPTS {
            if let Some(version) = loaded.outcome_of(instruction.id) {
                return Ok(Outcome::Recorded { version });
            }
            if instruction.seen.is_some_and(|seen| loaded.version > seen) {
                // What is at hand is never ahead of the log: it has moved on for certain.
                return Ok(Outcome::Moved { version: loaded.version });
            }
            let outcome = match loaded.state.decide(command, &instruction.context) {
                Ok(Some(event)) => match self.record(loaded, subject, instruction, event).await {
                    Ok(version) => return Ok(Outcome::Recorded { version }),
                    Err(AppendError::Conflict) => None,
                    Err(AppendError::Fault(fault)) => return Err(fault),
                },
                Ok(None) => Some(Outcome::Unchanged { version: loaded.version }),
                Err(refusal) => Some(Outcome::Refused { refusal, version: loaded.version }),
            };
            let moved_on = self.refresh(subject, loaded).await?;
            match outcome {
                Some(outcome) if !moved_on => return Ok(outcome),
                // The append that was in the way is still on its way through the cluster.
                None if !moved_on && !retry.pause().await => {
                    return Err(Fault::Unanswered("an append has been in flight for long".into()));
                }
                Some(_) | None => attempts += usize::from(moved_on),
            }
        }
        Err(Fault::Contended { subject: subject.to_string(), attempts })
    }

    async fn record(
        &self,
        loaded: &mut Loaded<D>,
        subject: &Subject,
        instruction: &Instruction,
        event: D::Event,
    ) -> Result<u64, AppendError> {
        let stamp = Stamp {
            id: instruction.id,
            cause: instruction.cause,
            by: instruction.context.actor.member.clone(),
            at: instruction.context.at,
        };
        let bytes = envelope::write(subject, &stamp, &event);
        let size = bytes.len();
        let sequence = self.log.append(subject, loaded.version, bytes).await?;
        loaded.apply(sequence, instruction.id, event, size);
        Ok(sequence)
    }

    /// Reads what was recorded since; whether there was anything.
    async fn refresh(&self, subject: &Subject, loaded: &mut Loaded<D>) -> Result<bool, Fault> {
        let newer = self.log.chain(subject, loaded.version).await?;
        loaded.apply_stored(&newer)?;
        Ok(!newer.is_empty())
    }

    /// The state of a stream as the log has it now, and its version (0: nothing was recorded).
    pub async fn load(&self, subject: &Subject) -> Result<(D, u64), Fault> {
        let entry = self.cache().entry(subject);
        let mut loaded = entry.lock().await;
        let refreshed = self.refresh(subject, &mut loaded).await;
        self.note(subject, &loaded);
        refreshed?;
        Ok((loaded.state.clone(), loaded.version))
    }

    /// Keeps what is at hand warm as the log grows, so that another replica's commands cost this one's nothing. Ends only
    /// where following cannot begin.
    pub async fn keep_warm(&self) -> Result<std::convert::Infallible, Fault> {
        let end = self.log.end().await?;
        let mut follow = self.log.follow(&[D::KIND], end + 1).await?;
        loop {
            let stored = follow.next_however_long().await;
            let Ok(subject) = stored.subject.parse::<Subject>() else { continue };
            let Some(entry) = self.cache().look(&subject) else { continue };
            let mut loaded = entry.lock().await;
            if stored.before != Some(loaded.version) || loaded.version == 0 {
                // A command of this process was there first, or will find out that it knows too little.
                continue;
            }
            match loaded.apply_stored(std::slice::from_ref(&stored)) {
                Ok(()) => self.cache().weigh(&subject, loaded.bytes()),
                // The next command on this stream reads it back, and is told.
                Err(fault) => {
                    tracing::error!(%subject, event.sequence = stored.sequence, %fault, "a stream is left cold");
                    self.cache().forget(&subject);
                }
            }
        }
    }

    /// Reads every stream at hand back from the log, and compares it with what is at hand. What differs is forgotten, and
    /// so read back by the next command.
    pub async fn compare(&self) -> Result<Comparison, Fault> {
        let at_hand = self.cache().all();
        let mut comparison = Comparison::new(D::KIND.token(), at_hand.len());
        for (subject, entry) in at_hand {
            let loaded = entry.lock().await;
            let facts = self.log.chain(&subject, 0).await?;
            let mut anew = Loaded::<D>::default();
            let known = facts.partition_point(|fact| fact.sequence <= loaded.version);
            anew.apply_stored(&facts[..known])?;
            comparison.applied = comparison.applied.max(anew.version);
            if (anew.version, &anew.state) != (loaded.version, &loaded.state) {
                let difference = Difference::between(&subject.to_string(), &loaded.state, &anew.state);
                comparison.tell(difference);
                self.cache().forget(&subject);
            }
        }
        Ok(comparison)
    }

    fn note(&self, subject: &Subject, loaded: &Loaded<D>) {
        let mut cache = self.cache();
        if loaded.version == 0 {
            // Nothing stands there: not remembered, or strangers' questions would fill the memory.
            cache.forget(subject);
        } else {
            cache.weigh(subject, loaded.bytes());
        }
    }

    fn cache(&self) -> MutexGuard<'_, Cache<D>> {
        // The cache is whole after every call, so a panic elsewhere does not spoil it.
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
