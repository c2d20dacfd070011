//! Speaking to the person at the terminal. A terminal that has gone away is no reason to stop.

use std::{
    fmt::Display,
    io::{Write, stderr, stdout},
    pin::pin,
    time::Duration,
};

/// What takes longer is announced.
const QUIET_FOR: Duration = Duration::from_secs(1);

/// Says something on standard output.
pub(crate) fn line(text: impl Display) {
    let _ = writeln!(stdout(), "{text}");
}

/// Says on standard error what went wrong.
pub(crate) fn wrong(text: impl Display) {
    let _ = writeln!(stderr(), "dragoman: {text}");
}

/// Says something on standard error, for programs to read.
pub(crate) fn error(text: impl Display) {
    let _ = writeln!(stderr(), "{text}");
}

/// Waits, and says for what if it takes more than a second.
pub(crate) async fn while_waiting<F: Future>(text: impl Display, wait: F) -> F::Output {
    let mut wait = pin!(wait);
    tokio::select! {
        output = &mut wait => return output,
        () = tokio::time::sleep(QUIET_FOR) => line(text),
    }
    wait.await
}
