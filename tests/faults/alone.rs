//! A server by itself, and what befalls it.

use std::path::{Path, PathBuf};

use async_nats::{ServerAddr, jetstream};
use natsd::{Port, Server};
use tokio::time::Instant;

use crate::{
    cut::Wires,
    disk::{SmallDisk, unmount},
    history::History,
    round::{CUTS, Ground, PAUSE, Rounds, share},
};

/// How much may still be written when the disk is about to be full.
const LAST_BYTES: u64 = 256 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Kill,
    Pause,
    Fill,
    Cut,
}

pub struct Alone {
    server: Server,
    wires: Wires,
    /// `None` where this user may not mount one.
    disk: Option<SmallDisk>,
    fills: u32,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_by_itself_keeps_what_it_acknowledged_whatever_befalls_it() {
    use Fault::{Cut, Fill, Kill, Pause};
    let alone = Alone::start("alone").await;
    let mut rounds = Rounds::new("alone", alone);
    rounds.run(&[Kill, Cut, Pause, Fill], share(4)).await;
    assert_eq!(rounds.conflicts().in_flight, 0, "a server by itself has nothing under way");
}

impl Alone {
    pub async fn start(name: &str) -> Self {
        let folder = folder(name);
        let disk = SmallDisk::mount(&folder);
        let settings = natsd::Settings { binary: binary().await, folder, port: Port::Free };
        let server = Server::start(settings).await.unwrap();
        let wires = Wires::before(&[server.client_url().parse().unwrap()]).await;
        Self { server, wires, disk, fills: 0 }
    }

    /// Fills the disk, where there is one to fill, and the store that the server is granted every other time.
    async fn fill(&mut self, history: &History) -> &'static str {
        let before = history.progress().unanswered;
        self.fills += 1;
        let filled = match &self.disk {
            Some(disk) if self.fills % 2 == 1 => {
                disk.narrow(LAST_BYTES);
                "a full disk (a small tmpfs)"
            }
            Some(_) | None => {
                self.fill_store().await;
                "a full store (max_file_store)"
            }
        };
        history.until(|progress| progress.unanswered > before).await;
        filled
    }

    async fn fill_store(&mut self) {
        let client = async_nats::connect(self.server.client_url()).await.unwrap();
        let account = jetstream::new(client).query_account().await.unwrap();
        self.server.limit_store(account.storage + LAST_BYTES);
        self.server.restart().await.unwrap();
    }
}

impl Ground for Alone {
    type Fault = Fault;
    const REPLICAS: usize = 1;

    fn addresses(&self) -> Vec<ServerAddr> {
        vec![self.server.client_url().parse().unwrap()]
    }

    fn wires(&self) -> &Wires {
        &self.wires
    }

    fn is_cut(fault: Fault) -> bool {
        fault == Fault::Cut
    }

    fn silences(fault: Fault) -> bool {
        match fault {
            Fault::Kill | Fault::Pause | Fault::Fill => true,
            Fault::Cut => false,
        }
    }

    async fn strike(&mut self, fault: Fault, history: &History) -> &'static str {
        match fault {
            Fault::Kill => {
                self.server.kill().await.unwrap();
                "the server killed"
            }
            Fault::Pause => {
                self.server.pause().unwrap();
                "the server paused"
            }
            Fault::Fill => self.fill(history).await,
            Fault::Cut => {
                for _ in 0..CUTS {
                    self.wires.cut().await;
                }
                "connections cut"
            }
        }
    }

    async fn mend(&mut self, fault: Fault, struck: Instant) {
        match fault {
            Fault::Kill => self.server.restart().await.unwrap(),
            Fault::Pause => {
                tokio::time::sleep_until(struck + PAUSE).await;
                self.server.resume().unwrap();
            }
            Fault::Fill => {
                if let Some(disk) = &self.disk {
                    disk.widen();
                }
                self.server.unlimit_store();
                self.server.restart().await.unwrap();
            }
            Fault::Cut => {}
        }
    }
}

/// A folder of its own for each test, empty at the start.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
    unmount(&folder);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

pub async fn binary() -> PathBuf {
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../nats");
    natsd::binary(&cache).await.unwrap()
}
