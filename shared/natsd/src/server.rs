//! A nats-server that runs as our child.

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use crate::config::{Configuration, Listen};
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
    configuration: Configuration,
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
        let Settings { binary, folder, port } = settings;
        let folder = Folder::take(&folder).await?;
        let mut configuration = Configuration::alone(port.listen()?);
        let launched = match launch::launch(&binary, &folder, &configuration).await {
            Err(Error::Ended { .. }) if configuration.client != port.listen()? => {
                // Somebody took the port between our look and the server's start, and another will do.
                configuration = Configuration::alone(port.listen()?);
                launch::launch(&binary, &folder, &configuration).await
            }
            launched => launched,
        };
        let (process, ports) = launched?;
        Ok(Self { binary, configuration, process, ports, folder })
    }

    /// Starts a server of a cluster, without waiting for the others.
    pub(crate) async fn join(
        binary: PathBuf,
        folder: &Path,
        configuration: Configuration,
    ) -> Result<Self, Error> {
        let folder = Folder::take(folder).await?;
        let (process, ports) = launch::launch(&binary, &folder, &configuration).await?;
        Ok(Self { binary, configuration, process, ports, folder })
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
        self.halt().await?;
        self.configuration.client = Listen::At(self.ports.client);
        self.configuration.monitor = Listen::At(self.ports.monitor);
        (self.process, self.ports) = launch::launch(&self.binary, &self.folder, &self.configuration).await?;
        Ok(())
    }

    /// From the next [`restart`](Self::restart) on, all streams together may take no more than this on the disk:
    /// beyond it the server refuses to store, as it does when the disk is full. For tests.
    pub fn limit_store(&mut self, bytes: u64) {
        self.configuration.store_bytes_most = Some(bytes);
    }

    /// From the next [`restart`](Self::restart) on, the disk alone is the limit.
    pub fn unlimit_store(&mut self) {
        self.configuration.store_bytes_most = None;
    }

    /// Lets the server end in order; kills it if it has not ended after ten seconds.
    pub async fn stop(mut self) -> Result<(), Error> {
        self.halt().await
    }

    /// As [`stop`](Self::stop), but keeps the folder for a [`restart`](Self::restart).
    pub(crate) async fn halt(&mut self) -> Result<(), Error> {
        self.process.stop().await
    }

    pub(crate) fn name(&self) -> &str {
        &self.configuration.name
    }

    pub(crate) fn monitor(&self) -> u16 {
        self.ports.monitor
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
