//! Reading ahead: events are read and decoded by one task while another applies those before them.

use decider::Fold;
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    follow::Follow,
    log::{Fault, Stored},
};

/// How many events are handed over and applied in one go, if so many have come: readers of a fold wait for one such go, which
/// takes less than a millisecond. And how many goes may wait to be applied.
const AT_ONCE: usize = 256;
const AHEAD: usize = 16;

/// Facts in order, each as `T`: as its reader looks at it.
pub(crate) struct Ahead<T> {
    facts: mpsc::Receiver<Vec<Fact<T>>>,
    /// Whether nothing stood in the log from the beginning.
    pub(crate) nothing_there: bool,
    // Dropped, the reading ends.
    _reading: JoinSet<()>,
}

pub(crate) struct Fact<T> {
    pub(crate) sequence: u64,
    /// How many facts stood behind this one.
    pub(crate) pending: u64,
    pub(crate) seen: Result<T, Fault>,
}

impl<T: Send + 'static> Ahead<T> {
    /// Begins to read what is followed, each fact by `see`.
    pub(crate) fn of(follow: Follow, see: fn(&Stored) -> Result<T, Fault>) -> Self {
        let nothing_there = follow.pending() == 0;
        let (send, facts) = mpsc::channel(AHEAD);
        let mut reading = JoinSet::new();
        reading.spawn(read(follow, see, send));
        Self { facts, nothing_there, _reading: reading }
    }

    /// The next facts, at least one; waits for it. After one that cannot be read there are no more.
    pub(crate) async fn next(&mut self) -> Vec<Fact<T>> {
        self.facts.recv().await.unwrap_or_default()
    }
}

async fn read<T>(
    mut follow: Follow,
    see: fn(&Stored) -> Result<T, Fault>,
    facts: mpsc::Sender<Vec<Fact<T>>>,
) {
    let mut ended = false;
    while !ended {
        let mut next = Some(follow.next_however_long().await);
        let mut read = Vec::new();
        while let Some(stored) = next {
            let seen = see(&stored);
            ended = seen.is_err();
            read.push(Fact { sequence: stored.sequence, pending: follow.pending(), seen });
            next = if ended || read.len() == AT_ONCE { None } else { follow.next_at_hand() };
        }
        if facts.send(read).await.is_err() {
            return;
        }
    }
}

/// The fact as a fold looks at it.
pub(crate) fn see<F: Fold>(stored: &Stored) -> Result<F::Seen, Fault> {
    let subject = stored.subject().map_err(|source| stored.unreadable(source))?;
    F::read(subject, stored.sequence, &stored.bytes).map_err(|source| stored.unreadable(source))
}
