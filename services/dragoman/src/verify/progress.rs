//! How far the walk has come, for a person who looks on.

use std::{
    io::{IsTerminal, Write, stderr},
    time::{Duration, Instant},
};

use super::report::grouped;

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);

/// A line on a terminal that is written over, and nothing where nobody looks.
pub(super) struct Progress {
    is_seen: bool,
    told: Instant,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { is_seen: stderr().is_terminal(), told: Instant::now() }
    }

    pub(super) fn at(&mut self, sequence: u64, end: u64) {
        if self.is_seen && self.told.elapsed() >= EVERY {
            self.told = Instant::now();
            let percent = sequence * 100 / end.max(1);
            self.say(&format!("event {} of {} ({percent} %)", grouped(sequence), grouped(end)));
        }
    }

    /// What is done after the walk.
    pub(super) fn then(&self, what: &str) {
        if self.is_seen {
            self.say(what);
        }
    }

    /// Leaves the line empty for what follows.
    pub(super) fn end(&self) {
        self.then("");
    }

    #[expect(clippy::unused_self, reason = "only a progress that is seen is said")]
    fn say(&self, words: &str) {
        let mut out = stderr();
        // To the beginning of the line, which is cleared. A terminal that has gone away is no reason to stop.
        let _ = write!(out, "\r\u{1b}[K{words}").and_then(|()| out.flush());
    }
}
