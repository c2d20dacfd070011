//! Filling a long log before anything is measured: by a server that does not wait for the disk, or it would take an hour.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::Stdio,
    time::Duration,
};

use anyhow::Context;
use journal::{Log, Settings};
use tokio::{
    net::TcpStream,
    process::{Child, Command},
};

use crate::{facts, ground};

/// How often it is looked whether the server listens, and for how long: nothing tells.
const LOOK_EVERY: Duration = Duration::from_millis(20);
const LISTENS_WITHIN: Duration = Duration::from_secs(10);

/// What the server may take to write everything down and end.
const ENDS_WITHIN: Duration = Duration::from_mins(1);

/// Fills the store in this folder with the facts of so many pieces. Afterwards no server runs on it.
pub(crate) async fn fill(binary: &Path, folder: &Path, pieces: usize) -> anyhow::Result<()> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let mut server = Command::new(binary)
        .args(["-js", "-a", "127.0.0.1", "-p", &port.to_string(), "-sd"])
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    tokio::time::timeout(LISTENS_WITHIN, listens(port)).await.context("the server does not listen")?;
    let client = ground::connect(&[format!("nats://127.0.0.1:{port}")]).await?;
    let log = Log::open(client.clone(), Settings { replicas: 1 }).await?;
    facts::fill(&log, pieces).await?;
    client.drain().await?;
    end(binary, &mut server).await
}

async fn listens(port: u16) {
    let mut looks = tokio::time::interval(LOOK_EVERY);
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
        looks.tick().await;
    }
}

/// In order, so that nothing has to be repaired at the next start.
async fn end(binary: &Path, server: &mut Child) -> anyhow::Result<()> {
    let process = server.id().context("the server has ended by itself")?;
    let told = Command::new(binary).args(["--signal", &format!("stop={process}")]).status().await?;
    anyhow::ensure!(told.success(), "the server could not be told to stop");
    tokio::time::timeout(ENDS_WITHIN, server.wait()).await.context("the server does not end")??;
    Ok(())
}
