//! The nats-server that `up` starts: found or fetched, and started again when it ends.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use natsd::{PINNED, Port, Server, Settings};
use runtime::{Shutdown, commands::chain};
use tokio::task::JoinHandle;

use crate::say;

/// Where NATS is found by everybody's habit.
const USUAL_PORT: u16 = 4222;

/// Between two attempts to start the server again: a full disk or a taken port needs a person.
const PAUSE: Duration = Duration::from_secs(2);

/// A nats-server to start; fetched if there is none.
pub(super) async fn binary(named: Option<&Path>, cache: &Path) -> Result<PathBuf, natsd::Error> {
    if let Some(found) = natsd::find(named, cache).await? {
        return Ok(found);
    }
    let what = format!("Fetching nats-server {PINNED} (once, 7 MB) …");
    say::while_waiting(what, natsd::fetch(cache)).await
}

pub(super) async fn start(
    binary: PathBuf,
    folder: PathBuf,
    port: Option<u16>,
) -> Result<Server, natsd::Error> {
    let port = match port {
        Some(0) => Port::Free,
        Some(port) => Port::Exactly(port),
        None => Port::Preferred(USUAL_PORT),
    };
    say::while_waiting("Starting nats-server …", Server::start(Settings { binary, folder, port })).await
}

/// A server that is started again whenever it ends.
pub(super) struct Child {
    kept: JoinHandle<()>,
    shutdown: Shutdown,
}

impl Child {
    pub(super) fn keep(server: Server) -> Self {
        let shutdown = Shutdown::new();
        Self { kept: tokio::spawn(keep(server, shutdown.clone())), shutdown }
    }

    /// Lets the server end in order.
    pub(super) async fn stop(self) {
        self.shutdown.cancel();
        // It ends by itself, in a bounded time; if it panicked, the server was killed.
        let _ = self.kept.await;
    }
}

async fn keep(mut server: Server, shutdown: Shutdown) {
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            ended = server.exited() => match ended {
                Ok(status) => tracing::error!(%status, "the nats-server ended and is started again"),
                Err(error) => tracing::error!(cause = %chain(&error), "the nats-server is lost and is started again"),
            },
        }
        tokio::select! {
            () = shutdown.cancelled() => break,
            () = restart(&mut server) => {}
        }
    }
    if let Err(error) = server.stop().await {
        tracing::warn!(cause = %chain(&error), "the nats-server did not end in order");
    }
}

async fn restart(server: &mut Server) {
    while let Err(error) = server.restart().await {
        tracing::error!(cause = %chain(&error), "the nats-server does not start");
        tokio::time::sleep(PAUSE).await;
    }
    tracing::warn!("the nats-server runs again");
}
