//! Streams of facts of one kind, as this process knows them, and commands carried out on them.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use contract::{Actor, CommandId, Digest, Stamp, Subject, envelope};
use decider::{Context, Decider};
use tokio::sync::Mutex as AsyncMutex;

use crate::log::{AppendError, Fault, Log};

/// How often a command is decided anew because its stream of facts moved on. Each time another command has succeeded, so
/// this bound is met only by dozens of writers on one stream; they are told to try again.
const ATTEMPTS: usize = 16;

/// How many commands of one stream are remembered by id. Older repeats are left to what the rules say to their content.
const REMEMBERED: usize = 1024;

/// A command's id, its cause, who asks and when.
#[derive(Clone, Debug)]
pub struct Instruction {
    pub id: CommandId,
    pub cause: Option<CommandId>,
    pub context: Context,
}

impl Instruction {
    pub fn new(
        id: CommandId,
        cause: Option<CommandId>,
        actor: Actor,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        Self { id, cause, context: Context { actor, at } }
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
}

#[derive(Clone, Debug)]
struct Loaded<D> {
    state: D,
    version: u64,
    carried_out: VecDeque<(CommandId, u64)>,
}

impl<D: Decider> Loaded<D> {
    fn new() -> Self {
        Self { state: D::default(), version: 0, carried_out: VecDeque::new() }
    }

    fn apply(&mut self, sequence: u64, id: CommandId, event: D::Event) {
        self.state = std::mem::take(&mut self.state).evolve(event);
        self.version = sequence;
        if self.carried_out.len() == REMEMBERED {
            self.carried_out.pop_front();
        }
        self.carried_out.push_back((id, sequence));
    }

    fn outcome_of(&self, id: CommandId) -> Option<u64> {
        self.carried_out.iter().rev().find(|(done, _)| *done == id).map(|(_, version)| *version)
    }
}

/// All streams of facts of one kind that this process has met. A warm one costs a command nothing but its append; a cold
/// one is read back by its chain when a command needs it.
pub struct Streams<D> {
    log: Log,
    known: Mutex<HashMap<Subject, Arc<AsyncMutex<Loaded<D>>>>>,
}

impl<D: Decider> Streams<D> {
    pub fn new(log: Log) -> Self {
        Self { log, known: Mutex::default() }
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
        let entry = self.entry(subject);
        let mut loaded = entry.lock().await;
        let outcome = self.decide(&mut loaded, subject, instruction, command).await;
        if loaded.version == 0 {
            // Nothing stands there: not remembered, or strangers' questions would fill the memory.
            self.known().remove(subject);
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
        for _ in 0..ATTEMPTS {
            if let Some(version) = loaded.outcome_of(instruction.id) {
                return Ok(Outcome::Recorded { version });
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
            if let Some(outcome) = outcome.filter(|_| !moved_on) {
                return Ok(outcome);
            }
        }
        Err(Fault::Contended { subject: subject.to_string(), attempts: ATTEMPTS })
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
        let sequence = self.log.append(subject, loaded.version, bytes).await?;
        loaded.apply(sequence, instruction.id, event);
        Ok(sequence)
    }

    /// Reads what was recorded since; whether there was anything.
    async fn refresh(&self, subject: &Subject, loaded: &mut Loaded<D>) -> Result<bool, Fault> {
        let newer = self.log.chain(subject, loaded.version).await?;
        let moved_on = !newer.is_empty();
        for stored in newer {
            let recorded = stored.read_as::<D::Event>()?;
            loaded.apply(recorded.sequence, recorded.id, recorded.event);
        }
        Ok(moved_on)
    }

    /// The state of a stream as the log has it now, and its version (0: nothing was recorded).
    pub async fn load(&self, subject: &Subject) -> Result<(D, u64), Fault> {
        let entry = self.entry(subject);
        let mut loaded = entry.lock().await;
        self.refresh(subject, &mut loaded).await?;
        if loaded.version == 0 {
            self.known().remove(subject);
        }
        Ok((loaded.state.clone(), loaded.version))
    }

    /// Keeps the states warm, from the beginning of the log and then as it grows; `rebuilt` is called when what stood
    /// there at the start has been read. Ends only with a fault: an event that cannot be read is never passed over.
    pub async fn keep_warm(&self, rebuilt: impl FnOnce() + Send) -> Result<std::convert::Infallible, Fault> {
        let mut rebuilt = Some(rebuilt);
        let mut follow = self.log.follow(&[D::KIND], 1).await?;
        loop {
            if follow.pending() == 0
                && let Some(rebuilt) = rebuilt.take()
            {
                rebuilt();
            }
            let stored = follow.next().await?;
            let before = stored.before;
            let recorded = stored.read_as::<D::Event>()?;
            let entry = self.entry(&recorded.subject);
            let mut loaded = entry.lock().await;
            if before == loaded.version {
                loaded.apply(recorded.sequence, recorded.id, recorded.event);
            } else if recorded.sequence > loaded.version {
                // This entry has not seen what came before, as one that was forgotten and is met again.
                self.refresh(&recorded.subject, &mut loaded).await?;
            }
            // Otherwise a command of this process was there first.
        }
    }

    /// The SHA-256 over all streams in the order of their subjects, with version and state: equal for equal histories.
    pub async fn digest(&self) -> Digest {
        let entries: BTreeMap<_, _> = self.known().iter().map(|(s, e)| (s.clone(), Arc::clone(e))).collect();
        let mut lines = Vec::new();
        for (subject, entry) in entries {
            let loaded = entry.lock().await;
            let line = (subject.to_string(), loaded.version, &loaded.state);
            lines.extend(
                serde_json::to_vec(&line).expect("a state is strings, numbers, lists and maps by name"),
            );
            lines.push(b'\n');
        }
        Digest::of(&lines)
    }

    fn entry(&self, subject: &Subject) -> Arc<AsyncMutex<Loaded<D>>> {
        let mut known = self.known();
        if let Some(entry) = known.get(subject) {
            return Arc::clone(entry);
        }
        Arc::clone(known.entry(subject.clone()).or_insert_with(|| Arc::new(AsyncMutex::new(Loaded::new()))))
    }

    fn known(&self) -> MutexGuard<'_, HashMap<Subject, Arc<AsyncMutex<Loaded<D>>>>> {
        // The map is whole after every statement, so a panic elsewhere does not spoil it.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
