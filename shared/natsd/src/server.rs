//! A nats-server that runs as our child.

use std::path::PathBuf;
use std::process::ExitStatus;

use crate::config::Listen;
use crate::folder::Folder;
use crate::health::Ports;
use crate::launch::{self, Process};
use crate::{Error, Settings};

/// A nats-server with JetStream on 127.0.0.1 that has its folder to itself.
///
/// Dropped, it is killed; [`stop`](Self::stop) is kinder. If this process is killed, the server ends too where
/// `setpriv` of util-linux is installed (Linux).
#[derive(Debug)]
pub struct Server {
    binary: PathBuf,
    process: Process,
    ports: Ports,
    /// The last field: dropped, and so unlocked, only when the server was killed.
    folder: Folder,
}

impl Server {
    /// Starts the server and waits until it can be used: a minute at most, for a large store.
    ///
    /// A server that a killed process left on the folder is ended first. Fails with
    /// [`FolderInUse`](Error::FolderInUse) while another `Server`, here or elsewhere, has the folder. Call it
    /// inside a tokio runtime; on which thread does not matter.
    pub async fn start(settings: Settings) -> Result<Self, Error> {
        let folder = Folder::take(&settings.folder).await?;
        let client = settings.port.listen()?;
        let (process, ports) = launch::launch(&settings.binary, &folder, client, Listen::Anywhere).await?;
        Ok(Self { binary: settings.binary, process, ports, folder })
    }

    /// Where clients connect: `nats://127.0.0.1:PORT`.
    pub fn client_url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.ports.client)
    }

    /// Where the server tells about itself (`/varz`, `/jsz`): `http://127.0.0.1:PORT`.
    pub fn monitor_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.ports.monitor)
    }

    /// The process of the server; `None` once it was seen to have ended.
    pub fn pid(&self) -> Option<u32> {
        self.process.id()
    }

    /// Waits until the server ends, for whatever cause; then call [`restart`](Self::restart). May be cancelled.
    pub async fn exited(&mut self) -> Result<ExitStatus, Error> {
        self.process.ended().await
    }

    /// Starts the server again with the same ports and folder; if it still runs, it is stopped before.
    /// After an error it may be called again.
    pub async fn restart(&mut self) -> Result<(), Error> {
        self.process.stop().await?;
        let client = Listen::At(self.ports.client);
        let monitor = Listen::At(self.ports.monitor);
        (self.process, self.ports) = launch::launch(&self.binary, &self.folder, client, monitor).await?;
        Ok(())
    }

    /// Lets the server end in order; kills it if it has not ended after ten seconds.
    pub async fn stop(mut self) -> Result<(), Error> {
        self.process.stop().await
    }

    /// Kills the server as a crash would, and waits for its end. For tests; [`restart`](Self::restart) works.
    pub async fn kill(&mut self) -> Result<(), Error> {
        self.process.kill().await
    }

    /// Makes the server hang until [`resume`](Self::resume), its connections open. For tests.
    pub fn pause(&self) -> Result<(), Error> {
        self.process.pause()
    }

    /// Ends a [`pause`](Self::pause).
    pub fn resume(&self) -> Result<(), Error> {
        self.process.resume()
    }
}
