//! What everything is measured on: a server of our own, or three, that sync always.

use std::{
    fs,
    path::{Path, PathBuf},
};

use async_nats::{Client, ServerAddr};
use journal::{Log, Settings};
use natsd::{Cluster, ClusterSettings, Port, Server};

use crate::filling;

/// Where the servers keep what they store; thrown away at each start.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench").join(name)
}

/// The nats-server, found or fetched.
pub(crate) async fn binary() -> anyhow::Result<PathBuf> {
    let cache = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/nats");
    Ok(natsd::binary(&cache).await?)
}

/// What the server says of its version.
pub(crate) async fn version(binary: &Path) -> anyhow::Result<String> {
    let output = tokio::process::Command::new(binary).arg("--version").output().await?;
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(said.trim().replace(": v", " "))
}

enum Servers {
    Alone(Server),
    // Dropped, its servers are killed: nothing on them is wanted afterwards.
    Three(Cluster),
}

/// An empty log on running servers.
pub(crate) struct Ground {
    servers: Servers,
    folder: PathBuf,
    pub(crate) client: Client,
    pub(crate) log: Log,
    /// On how many servers each fact stands.
    pub(crate) replicas: usize,
}

impl Ground {
    /// One server.
    pub(crate) async fn alone(binary: &Path, name: &str) -> anyhow::Result<Self> {
        Self::start(binary, empty(name)?).await
    }

    /// One server, whose log has the facts of so many pieces.
    pub(crate) async fn filled(binary: &Path, name: &str, pieces: usize) -> anyhow::Result<Self> {
        let folder = empty(name)?;
        filling::fill(binary, &folder, pieces).await?;
        Self::start(binary, folder).await
    }

    async fn start(binary: &Path, folder: PathBuf) -> anyhow::Result<Self> {
        let settings =
            natsd::Settings { binary: binary.to_owned(), folder: folder.clone(), port: Port::Free };
        let server = Server::start(settings).await?;
        let client = connect(&[server.client_url()]).await?;
        let log = Log::open(client.clone(), Settings { replicas: 1 }).await?;
        Ok(Self { servers: Servers::Alone(server), folder, client, log, replicas: 1 })
    }

    /// Three servers on this machine, each fact on all of them.
    pub(crate) async fn three(binary: &Path, name: &str) -> anyhow::Result<Self> {
        let folder = empty(name)?;
        let settings = ClusterSettings { binary: binary.to_owned(), folder: folder.clone(), servers: 3 };
        let cluster = Cluster::start(settings).await?;
        let client = connect(&cluster.client_urls()).await?;
        let log = Log::open(client.clone(), Settings { replicas: 3 }).await?;
        Ok(Self { servers: Servers::Three(cluster), folder, client, log, replicas: 3 })
    }

    /// Where another connection finds the log.
    pub(crate) fn addresses(&self) -> Vec<String> {
        match &self.servers {
            Servers::Alone(server) => vec![server.client_url()],
            Servers::Three(cluster) => cluster.client_urls(),
        }
    }

    /// The bytes of memory that the one server has now.
    pub(crate) fn server_bytes(&self) -> Option<u64> {
        match &self.servers {
            Servers::Alone(server) => crate::memory::resident(server.pid()?),
            Servers::Three(_) => None,
        }
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        match self.servers {
            Servers::Alone(server) => server.stop().await?,
            Servers::Three(cluster) => drop(cluster),
        }
        Ok(fs::remove_dir_all(self.folder)?)
    }
}

/// Connects as the newsroom does.
pub(crate) async fn connect(addresses: &[String]) -> anyhow::Result<Client> {
    let servers: Result<Vec<ServerAddr>, _> = addresses.iter().map(|address| address.parse()).collect();
    Ok(journal::connect(&servers?).await?)
}

fn empty(name: &str) -> anyhow::Result<PathBuf> {
    let folder = folder(name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
