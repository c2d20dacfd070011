//! Reading ahead: events are read and decoded by one task while another applies those before them.

use contract::Kind;
use decider::Fold;
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    follow::Follow,
    log::{Fault, Log, Stored},
};

/// How many events are handed over and applied in one go, if so many have come: readers of a fold wait for one such go, which
/// takes less than a millisecond. And how many goes may wait to be applied.
const AT_ONCE: usize = 256;
const AHEAD: usize = 16;

/// A go ends early with so many bytes of events: those of a day are small, and the largest have half a mebibyte.
const AT_ONCE_BYTES: usize = 4 * 1024 * 1024;

/// Facts in order, each as `T`: as its reader looks at it.
pub struct Ahead<T> {
    facts: mpsc::Receiver<Vec<Fact<T>>>,
    /// Whether nothing stood in the log from the beginning.
    pub nothing_there: bool,
    // Dropped, the reading ends.
    reading: JoinSet<()>,
}

/// A fact that was read.
pub struct Fact<T> {
    pub sequence: u64,
    /// How many facts stood behind this one.
    pub pending: u64,
    /// The fact as its reader looks at it. One that cannot be read is the last.
    pub seen: Result<T, Fault>,
}

impl Log {
    /// Follows the streams of these kinds from the sequence `from` on, for a reader that keeps more than a fold: each fact is
    /// looked at by `see` while those before it are dealt with.
    pub async fn read_ahead<T: Send + 'static>(
        &self,
        kinds: &[Kind],
        from: u64,
        see: fn(&Stored) -> Result<T, Fault>,
    ) -> Result<Ahead<T>, Fault> {
        Ok(Ahead::of(self.follow(kinds, from).await?, see))
    }
}

impl<T: Send + 'static> Ahead<T> {
    /// Begins to read what is followed, each fact by `see`.
    pub(crate) fn of(follow: Follow, see: fn(&Stored) -> Result<T, Fault>) -> Self {
        let nothing_there = follow.pending() == 0;
        let (send, facts) = mpsc::channel(AHEAD);
        let mut reading = JoinSet::new();
        reading.spawn(read(follow, see, send));
        Self { facts, nothing_there, reading }
    }

    /// The next facts, at least one; waits for it. After one that cannot be read there are no more. A panic of the reading
    /// goes on here.
    pub async fn next(&mut self) -> Vec<Fact<T>> {
        if let Some(facts) = self.facts.recv().await {
            return facts;
        }
        match self.reading.join_next().await {
            Some(Err(ended)) if ended.is_panic() => std::panic::resume_unwind(ended.into_panic()),
            Some(_) | None => std::future::pending().await,
        }
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
        let (mut read, mut bytes) = (Vec::new(), 0);
        while let Some(stored) = next {
            let seen = see(&stored);
            ended = seen.is_err();
            bytes += stored.bytes.len();
            read.push(Fact { sequence: stored.sequence, pending: follow.pending(), seen });
            let is_full = read.len() == AT_ONCE || bytes >= AT_ONCE_BYTES;
            next = if ended || is_full { None } else { follow.next_at_hand() };
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
