//! Every command that was given and every answer, in the order of one clock.

use std::sync::{
    Mutex,
    atomic::{AtomicU64, Ordering},
};

use journal::Streams;
use tokio::sync::watch;
use translation::translation::Translation;

use crate::given::{Answer, Given};

/// One command on its way, there and back. The instants are ticks of the history's clock: what was answered before
/// another was given has the smaller tick.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub given: Given,
    pub given_at: u64,
    pub answer: Answer,
    pub answered_at: u64,
}

/// How far writing has come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// How many facts were acknowledged.
    pub recorded: u64,
    /// How many commands the log did not answer.
    pub unanswered: u64,
    /// How many commands the journal gave up.
    pub contended: u64,
    /// When the youngest command that was acknowledged had been given.
    pub youngest: u64,
}

impl Progress {
    /// How many commands ended without their outcome being known.
    pub fn in_doubt(&self) -> u64 {
        self.unanswered + self.contended
    }
}

#[derive(Default)]
pub struct History {
    clock: AtomicU64,
    attempts: Mutex<Vec<Attempt>>,
    progress: watch::Sender<Progress>,
}

impl History {
    /// Gives the command, and keeps what came of it.
    pub async fn give(&self, given: Given, streams: &Streams<Translation>) -> Answer {
        let given_at = self.tick();
        let answer = given.to(streams).await;
        self.answered(given, given_at, answer.clone());
        answer
    }

    /// The instant now. No two are the same.
    pub fn tick(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::SeqCst)
    }

    pub fn answered(&self, given: Given, given_at: u64, answer: Answer) {
        let attempt = Attempt { given, given_at, answered_at: self.tick(), answer };
        self.progress.send_modify(|progress| match attempt.answer {
            Answer::Unanswered => progress.unanswered += 1,
            _ if attempt.answer.is_recorded() => {
                progress.recorded += 1;
                progress.youngest = progress.youngest.max(given_at);
            }
            Answer::Contended => progress.contended += 1,
            Answer::Told(_) | Answer::Conflict => {}
        });
        self.attempts.lock().unwrap().push(attempt);
    }

    pub fn attempts(&self) -> Vec<Attempt> {
        self.attempts.lock().unwrap().clone()
    }

    pub fn progress(&self) -> Progress {
        *self.progress.borrow()
    }

    /// Waits until writing has come this far.
    pub async fn until(&self, far: impl FnMut(&Progress) -> bool) {
        self.progress.subscribe().wait_for(far).await.expect("the history outlives this");
    }
}
