//! The board, kept current by the log.

use std::{
    convert::Infallible,
    sync::{PoisonError, RwLock, RwLockReadGuard},
    time::Duration,
};

use contract::Kind;
use journal::{Fault, Log};
use tokio::sync::watch;

use super::Board;

/// How long a reader waits to see what was just recorded. The board is normally behind by less than a millisecond.
const SEEN_WITHIN: Duration = Duration::from_secs(2);

/// The board of this process, for many readers.
pub struct LiveBoard {
    board: RwLock<Board>,
    applied: watch::Sender<u64>,
    rebuilt: watch::Sender<bool>,
}

impl Default for LiveBoard {
    fn default() -> Self {
        Self { board: RwLock::default(), applied: watch::Sender::new(0), rebuilt: watch::Sender::new(false) }
    }
}

impl LiveBoard {
    /// The board as it is now. Not to be held across a wait.
    pub fn read(&self) -> RwLockReadGuard<'_, Board> {
        // A fold that panics ends its task and with it the process; what it had written is not read on.
        self.board.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until what was recorded up to this sequence is on the board; false if that takes too long.
    pub async fn seen(&self, sequence: u64) -> bool {
        let mut applied = self.applied.subscribe();
        let seen = tokio::time::timeout(SEEN_WITHIN, applied.wait_for(|applied| *applied >= sequence)).await;
        matches!(seen, Ok(Ok(_)))
    }

    /// Waits until what stood in the log at the start is on the board.
    pub async fn rebuilt(&self) {
        let mut rebuilt = self.rebuilt.subscribe();
        // The sender lives as long as the board.
        let _ = rebuilt.wait_for(|rebuilt| *rebuilt).await;
    }

    pub fn is_rebuilt(&self) -> bool {
        *self.rebuilt.borrow()
    }

    /// Folds the log from the beginning and then as it grows. Ends only with a fault.
    pub async fn keep_current(&self, log: &Log) -> Result<Infallible, Fault> {
        let mut follow = log.follow(&Kind::ALL, 1).await?;
        loop {
            if follow.pending() == 0 && !self.is_rebuilt() {
                tracing::info!(event.sequence = self.read().applied, "the board is rebuilt");
                self.rebuilt.send_replace(true);
            }
            let recorded = follow.next().await?.read()?;
            let sequence = recorded.sequence;
            self.board.write().unwrap_or_else(PoisonError::into_inner).apply(recorded);
            self.applied.send_replace(sequence);
        }
    }
}
