//! The connection to the server or cluster.

use std::time::Duration;

use async_nats::{Client, ConnectError, ConnectOptions, ServerAddr};

/// A server that hangs, its connections open, is left for another one after two or three of these.
const PING_EVERY: Duration = Duration::from_secs(2);

/// Connects to the first of these servers that answers, and to another when that one is gone, for ever.
pub async fn connect(servers: &[ServerAddr]) -> Result<Client, ConnectError> {
    ConnectOptions::new()
        .name("dragoman")
        .max_reconnects(None)
        .ping_interval(PING_EVERY)
        .connect(servers)
        .await
}
