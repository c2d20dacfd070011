//! How long a fault of the server is ridden out.

use std::time::Duration;

use tokio::time::Instant;

/// A leader change takes 4.5 to 8 seconds, a restart after kill -9 up to 6: an append waits for both, and a command's
/// caller waits a little longer than this.
const PATIENCE: Duration = Duration::from_secs(12);
const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Pauses between attempts, growing twofold, until the patience is at an end.
pub(crate) struct Retry {
    until: Instant,
    pause: Duration,
}

impl Retry {
    pub(crate) fn new() -> Self {
        Self { until: Instant::now() + PATIENCE, pause: FIRST_PAUSE }
    }

    /// Waits for the next attempt; false if there should be none.
    pub(crate) async fn pause(&mut self) -> bool {
        if Instant::now() + self.pause > self.until {
            return false;
        }
        self.pause_always().await;
        true
    }

    /// Waits for the next attempt of what is tried for as long as it takes.
    pub(crate) async fn pause_always(&mut self) {
        tokio::time::sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
    }
}
