//! What a process says about itself while it runs.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt};

/// Sends the process's log to standard error, at these levels (`info`, or `info,journal=debug`).
/// A filter that cannot be read is an error that says where it is wrong.
pub fn start(filter: &str, json: bool) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter)?;
    let colours = std::io::stderr().is_terminal();
    // A log that cannot be written, as when the terminal is gone, is lost: the work goes on.
    let subscriber = fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(colours)
        .log_internal_errors(false);
    if json { subscriber.json().try_init() } else { subscriber.compact().try_init() }
        .map_err(anyhow::Error::from_boxed)
}
