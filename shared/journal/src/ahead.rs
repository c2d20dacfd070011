//! Reading ahead: events are read and decoded by one task while another applies those before them.

use decider::Fold;
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    follow::Follow,
    log::{Fault, Log, Stored},
};

/// How many events may wait to be applied, and how many are applied in one go: readers of a fold wait for one such go,
/// which takes about a millisecond.
const AHEAD: usize = 4_096;
const AT_ONCE: usize = 512;

/// Facts of a fold's kinds, in order, as the fold looks at them.
pub(crate) struct Ahead<F: Fold> {
    facts: mpsc::Receiver<Fact<F>>,
    /// Whether nothing stood in the log from the beginning.
    pub(crate) nothing_there: bool,
    // Dropped, the reading ends.
    _reading: JoinSet<()>,
}

pub(crate) struct Fact<F: Fold> {
    pub(crate) sequence: u64,
    /// How many facts stood behind this one when it was sent.
    pub(crate) pending: u64,
    pub(crate) seen: Result<F::Seen, Fault>,
}

impl<F: Fold> Ahead<F> {
    pub(crate) async fn start(log: &Log, from: u64) -> Result<Self, Fault> {
        let follow = log.follow(F::KINDS, from).await?;
        let nothing_there = follow.pending() == 0;
        let (send, facts) = mpsc::channel(AHEAD);
        let mut reading = JoinSet::new();
        reading.spawn(read(follow, send));
        Ok(Self { facts, nothing_there, _reading: reading })
    }

    /// The next facts, at least one; waits for it. After one that cannot be read there are no more.
    pub(crate) async fn next(&mut self) -> Vec<Fact<F>> {
        let mut facts = Vec::with_capacity(AT_ONCE.min(self.facts.len().max(1)));
        self.facts.recv_many(&mut facts, AT_ONCE).await;
        facts
    }
}

async fn read<F: Fold>(mut follow: Follow, facts: mpsc::Sender<Fact<F>>) {
    loop {
        let stored = follow.next_however_long().await;
        let seen = see::<F>(&stored);
        let is_last = seen.is_err();
        let fact = Fact { sequence: stored.sequence, pending: follow.pending(), seen };
        if facts.send(fact).await.is_err() || is_last {
            return;
        }
    }
}

/// The fact as a fold looks at it.
pub(crate) fn see<F: Fold>(stored: &Stored) -> Result<F::Seen, Fault> {
    let subject = stored.subject().map_err(|source| stored.unreadable(source))?;
    F::read(subject, stored.sequence, &stored.bytes).map_err(|source| stored.unreadable(source))
}
