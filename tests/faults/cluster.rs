//! Three servers that keep the log together, and what befalls them.

use async_nats::ServerAddr;
use natsd::{Cluster, ClusterSettings};
use tokio::time::Instant;

use crate::{
    alone::{binary, folder},
    cut::Wires,
    history::History,
    round::{CUTS, Ground, PAUSE, Rounds, share},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    KillLeader,
    KillFollower,
    KillAll,
    PauseLeader,
    Cut,
}

pub struct Three {
    cluster: Cluster,
    wires: Wires,
    killed: Vec<usize>,
    paused: Option<usize>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cluster_keeps_what_it_acknowledged_whatever_befalls_it() {
    use Fault::{Cut, KillAll, KillFollower, KillLeader, PauseLeader};
    let three = Three::start("cluster").await;
    let mut rounds = Rounds::new("cluster", three);
    rounds.run(&[KillLeader, Cut, KillAll, PauseLeader, KillFollower, KillLeader], share(6)).await;
    let conflicts = rounds.conflicts();
    assert!(
        conflicts.moved_on > 0 && conflicts.in_flight > 0,
        "both conflicts were to be met: {conflicts:?}"
    );
}

impl Three {
    pub async fn start(name: &str) -> Self {
        let settings = ClusterSettings { binary: binary().await, folder: folder(name), servers: 3 };
        let cluster = Cluster::start(settings).await.unwrap();
        let wires = Wires::before(&addresses(&cluster)).await;
        Self { cluster, wires, killed: Vec::new(), paused: None }
    }

    async fn leader(&self) -> usize {
        loop {
            if let Some(leader) = self.cluster.leader_of("EVENTS").await {
                return leader;
            }
        }
    }

    async fn kill(&mut self, index: usize) {
        self.cluster.kill(index).await.unwrap();
        self.killed.push(index);
    }
}

fn addresses(cluster: &Cluster) -> Vec<ServerAddr> {
    cluster.client_urls().iter().map(|url| url.parse().unwrap()).collect()
}

impl Ground for Three {
    type Fault = Fault;
    const REPLICAS: usize = 3;

    fn addresses(&self) -> Vec<ServerAddr> {
        addresses(&self.cluster)
    }

    fn wires(&self) -> &Wires {
        &self.wires
    }

    fn is_cut(fault: Fault) -> bool {
        fault == Fault::Cut
    }

    fn silences(fault: Fault) -> bool {
        match fault {
            Fault::KillAll => true,
            Fault::KillLeader | Fault::KillFollower | Fault::PauseLeader | Fault::Cut => false,
        }
    }

    async fn strike(&mut self, fault: Fault, _: &History) -> &'static str {
        let leader = self.leader().await;
        let size = self.cluster.size();
        match fault {
            Fault::KillLeader => {
                self.kill(leader).await;
                "the leader killed"
            }
            Fault::KillFollower => {
                self.kill((leader + 1) % size).await;
                "a follower killed"
            }
            Fault::KillAll => {
                for index in 0..size {
                    self.kill(index).await;
                }
                "all killed"
            }
            Fault::PauseLeader => {
                self.cluster.pause(leader).unwrap();
                self.paused = Some(leader);
                "the leader paused"
            }
            Fault::Cut => {
                for _ in 0..CUTS {
                    self.wires.cut().await;
                }
                "connections cut"
            }
        }
    }

    async fn mend(&mut self, _: Fault, struck: Instant) {
        for index in std::mem::take(&mut self.killed) {
            self.cluster.restart(index).await.unwrap();
        }
        if let Some(index) = self.paused.take() {
            tokio::time::sleep_until(struck + PAUSE).await;
            self.cluster.resume(index).unwrap();
        }
        self.cluster.settled().await.unwrap();
    }
}
