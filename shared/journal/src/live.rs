//! A fold in use: kept current by the log, read by many, started from a snapshot, folded anew beside itself.

use std::{
    convert::Infallible,
    sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};

use contract::health::{Part, PartState};
use decider::Fold;
use tokio::{
    sync::{Mutex, watch},
    task::JoinSet,
};

use crate::{
    ahead::{Ahead, Fact, see},
    log::{Fault, Log},
    rebuild::{Comparison, Difference},
    snapshot::Folded,
};

/// How long a reader waits to see what was just recorded. A fold is normally behind by less than a millisecond.
const SEEN_WITHIN: Duration = Duration::from_secs(2);

/// After so many events a snapshot is kept: they are folded again in a fraction of a second.
const SNAPSHOT_EVERY: u64 = 50_000;

/// A fold of the log, as this process has it.
#[derive(Debug)]
pub struct Live<F> {
    folded: RwLock<Folded<F>>,
    /// Held by whoever applies, so that a fold that was folded anew meets the one in use at one event.
    applying: Mutex<()>,
    part: watch::Sender<Part>,
}

impl<F: Fold> Default for Live<F> {
    fn default() -> Self {
        Self {
            folded: RwLock::default(),
            applying: Mutex::default(),
            part: watch::Sender::new(Part::new(F::NAME)),
        }
    }
}

impl<F: Fold> Live<F> {
    /// The fold as it is now. Not to be held across a wait.
    pub fn read(&self) -> Reading<'_, F> {
        // A fold that panics ends its task and with it the process; what it had written is not read on.
        Reading(self.folded.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self) -> RwLockWriteGuard<'_, Folded<F>> {
        self.folded.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How it is doing, for health.
    pub fn part(&self) -> watch::Receiver<Part> {
        self.part.subscribe()
    }

    /// The sequence of the last event that was applied.
    pub fn applied(&self) -> u64 {
        self.part.borrow().applied
    }

    /// Waits until what was recorded up to this sequence is in the fold; false if that takes more than two seconds.
    pub async fn seen(&self, sequence: u64) -> bool {
        let mut part = self.part.subscribe();
        let seen = tokio::time::timeout(SEEN_WITHIN, part.wait_for(|part| part.applied >= sequence)).await;
        matches!(seen, Ok(Ok(_)))
    }

    /// Waits until what stood in the log at the start is in the fold.
    pub async fn rebuilt(&self) {
        let mut part = self.part.subscribe();
        // The sender lives as long as the fold.
        let _ = part.wait_for(|part| part.state == PartState::Current).await;
    }

    pub fn is_rebuilt(&self) -> bool {
        self.part.borrow().state != PartState::Reading
    }

    /// Folds the log, from a snapshot or from the beginning, and then as it grows. Before an event that cannot be read it
    /// stops, says so on health, and keeps what it has: a program that can read the event will go on from there.
    /// Ends only where following cannot begin.
    pub async fn keep_current(&self, log: &Log) -> Result<Infallible, Fault> {
        let mut kept = self.begin(log).await;
        let mut ahead = Ahead::of(log.follow(F::KINDS, kept + 1).await?, see::<F>);
        if ahead.nothing_there {
            self.is_current(self.applied());
        }
        let mut keeping = JoinSet::new();
        loop {
            let facts = ahead.next().await;
            let applying = self.applying.lock().await;
            let fault = self.apply(facts);
            drop(applying);
            if let Some(fault) = fault {
                return Ok(self.stop(&fault).await);
            }
            while keeping.try_join_next().is_some() {}
            if self.wants_snapshot(kept) && keeping.is_empty() {
                kept = self.applied();
                keeping.spawn(keep(log.clone(), self.read().0.clone()));
            }
        }
    }

    /// Only once it is current: on the way there each snapshot would soon be replaced by the next.
    fn wants_snapshot(&self, kept: u64) -> bool {
        let part = self.part.borrow();
        part.state == PartState::Current && part.applied >= kept + SNAPSHOT_EVERY
    }

    /// Starts from a snapshot where one fits; gives the sequence up to which it goes.
    async fn begin(&self, log: &Log) -> u64 {
        if let Some(snapshot) = log.snapshot::<F>().await {
            let applied = snapshot.applied;
            tracing::info!(fold = F::NAME, event.sequence = applied, "begins from a snapshot");
            *self.write() = snapshot;
            self.part.send_modify(|part| part.applied = applied);
        }
        self.applied()
    }

    /// Applies facts in order; gives the fault of the one that cannot be read, which is the last.
    fn apply(&self, facts: Vec<Fact<F::Seen>>) -> Option<Fault> {
        let mut folded = self.write();
        let mut pending = None;
        for fact in facts {
            match fact.seen {
                Ok(seen) => {
                    folded.fold.apply(seen);
                    folded.applied = fact.sequence;
                    pending = Some(fact.pending);
                }
                Err(fault) => {
                    let applied = folded.applied;
                    drop(folded);
                    self.part.send_modify(|part| part.applied = applied);
                    return Some(fault);
                }
            }
        }
        let applied = folded.applied;
        drop(folded);
        if pending == Some(0) {
            self.is_current(applied);
        } else {
            self.part.send_modify(|part| part.applied = applied);
        }
        None
    }

    fn is_current(&self, applied: u64) {
        self.part.send_modify(|part| {
            if part.state == PartState::Reading {
                tracing::info!(fold = F::NAME, event.sequence = applied, "is rebuilt");
            }
            (part.applied, part.state) = (applied, PartState::Current);
        });
    }

    async fn stop(&self, fault: &Fault) -> Infallible {
        // Nothing but an event that cannot be read stops a fold.
        let at = self.applied() + 1;
        let state = fault.stops().unwrap_or(PartState::Stopped { at, why: fault.to_string() });
        tracing::error!(fold = F::NAME, ?state, "stopped before an event");
        self.part.send_modify(|part| part.state = state);
        std::future::pending().await
    }

    /// Folds the log anew beside the fold in use, meets it at one event, takes its place, and says what differed.
    pub async fn rebuild(&self, log: &Log) -> Result<Comparison, Fault> {
        let mut anew = Anew::<F>::begin(log).await?;
        anew.advance(self.applied()).await?;
        let was = {
            // Few facts can have come since; readers go on meanwhile.
            let _applying = self.applying.lock().await;
            anew.advance(self.applied()).await?;
            let folded = anew.folded.clone();
            std::mem::replace(&mut *self.write(), folded)
        };
        let (applied, is) = (was.applied, anew.folded);
        let compared = tokio::task::spawn_blocking(move || {
            let same = was == is;
            let differences =
                if same { Vec::new() } else { Difference::between(F::NAME, &was.fold, &is.fold) };
            (differences, is)
        });
        let (differences, is) = compared.await.map_err(|e| Fault::Unanswered(e.into()))?;
        log.replace_snapshot(is).await?;
        Ok(Comparison { name: F::NAME.to_owned(), compared: 1, applied, differences })
    }
}

/// A fold on its way through the whole log.
struct Anew<F: Fold> {
    folded: Folded<F>,
    ahead: Ahead<F::Seen>,
    /// Facts that were read and not yet applied.
    waiting: std::collections::VecDeque<Fact<F::Seen>>,
}

impl<F: Fold> Anew<F> {
    async fn begin(log: &Log) -> Result<Self, Fault> {
        let ahead = Ahead::of(log.follow(F::KINDS, 1).await?, see::<F>);
        Ok(Self { folded: Folded::default(), ahead, waiting: std::collections::VecDeque::new() })
    }

    /// Applies all facts up to this sequence, which is that of one of them.
    async fn advance(&mut self, to: u64) -> Result<(), Fault> {
        while self.folded.applied < to {
            if self.waiting.is_empty() {
                self.waiting.extend(self.ahead.next().await);
            }
            let Some(fact) = self.waiting.pop_front_if(|fact| fact.sequence <= to) else { return Ok(()) };
            self.folded.fold.apply(fact.seen?);
            self.folded.applied = fact.sequence;
        }
        Ok(())
    }
}

/// Folds the whole log as it stands by this program's fold and keeps a snapshot, for a program that starts next. Gives the
/// sequence up to which it goes.
pub async fn prepare<F: Fold>(log: &Log) -> Result<u64, Fault> {
    let mut ahead = Ahead::of(log.follow(F::KINDS, 1).await?, see::<F>);
    let mut folded = Folded::<F>::default();
    let mut done = ahead.nothing_there;
    while !done {
        for fact in ahead.next().await {
            folded.fold.apply(fact.seen?);
            (folded.applied, done) = (fact.sequence, fact.pending == 0);
        }
    }
    let applied = folded.applied;
    log.replace_snapshot(folded).await?;
    Ok(applied)
}

async fn keep<F: Fold>(log: Log, folded: Folded<F>) {
    if let Err(fault) = log.keep_snapshot(folded).await {
        tracing::warn!(fold = F::NAME, %fault, "a snapshot was not kept; the next one will be");
    }
}

/// A look at a fold; whoever would change it waits until this is dropped.
pub struct Reading<'a, F>(RwLockReadGuard<'a, Folded<F>>);

impl<F> std::ops::Deref for Reading<'_, F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.0.fold
    }
}
