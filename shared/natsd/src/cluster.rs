//! Several nats-servers that keep each stream together, as children on one machine. For tests and trials.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use crate::config::{Configuration, Listen, Routes};
use crate::error::file;
use crate::monitor;
use crate::{Error, Server};

/// A leader is elected in seconds; reading a large store and catching up takes longer.
const SETTLED_WITHIN: Duration = Duration::from_mins(2);

/// How often it is looked whether the cluster has settled: nothing tells.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// One look at one server. One that hangs does not answer at all.
const ANSWER_WITHIN: Duration = Duration::from_secs(1);

/// Which cluster runs where.
#[derive(Clone, Debug)]
pub struct ClusterSettings {
    /// The program, as [`find`](crate::find()) or [`fetch`](crate::fetch()) gave it.
    pub binary: PathBuf,
    /// Holds one folder for each server. Made if it is not there.
    pub folder: PathBuf,
    /// How many servers; three is what the log is meant for.
    pub servers: usize,
}

/// A cluster of nats-servers with JetStream on 127.0.0.1. Its servers are known by their index, from 0.
///
/// Dropped, all are killed. Each method that takes an index panics if there is no such server.
#[derive(Debug)]
pub struct Cluster {
    servers: Vec<Server>,
}

impl Cluster {
    /// Starts the servers, on ports that are free, and waits until the cluster has [settled](Self::settled).
    ///
    /// Fails as [`Server::start`] does; also if another process takes a port between our choice and the start.
    pub async fn start(settings: ClusterSettings) -> Result<Self, Error> {
        let all = free_ports(settings.servers).map_err(file(&settings.folder))?;
        let mut servers = Vec::new();
        for (index, own) in all.iter().copied().enumerate() {
            let name = format!("dragoman-{index}");
            let folder = settings.folder.join(&name);
            let cluster = Some(Routes { own, all: all.clone() });
            let configuration = Configuration { name, cluster, ..Configuration::alone(Listen::Anywhere) };
            servers.push(Server::join(settings.binary.clone(), &folder, configuration).await?);
        }
        let cluster = Self { servers };
        cluster.settled().await?;
        Ok(cluster)
    }

    /// How many servers there are, running or not.
    pub fn size(&self) -> usize {
        self.servers.len()
    }

    /// Where clients connect: `nats://127.0.0.1:PORT` of every server, running or not, by index.
    pub fn client_urls(&self) -> Vec<String> {
        self.servers.iter().map(Server::client_url).collect()
    }

    /// Where each server tells about itself: `http://127.0.0.1:PORT` of every server, running or not, by index.
    pub fn monitor_urls(&self) -> Vec<String> {
        self.servers.iter().map(Server::monitor_url).collect()
    }

    /// Waits until every server runs, all name the same leaders, of the cluster and of each stream, and each has all that
    /// it must have of every stream: two minutes at most, for a large store. Waits in vain while a server is killed,
    /// stopped or paused.
    pub async fn settled(&self) -> Result<(), Error> {
        let settling = async {
            while !self.is_settled().await {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        let late = |_| Error::NotSettled { seconds: SETTLED_WITHIN.as_secs() };
        tokio::time::timeout(SETTLED_WITHIN, settling).await.map_err(late)
    }

    /// The server that leads the stream, as it says itself; `None` while no server that answers says so.
    pub async fn leader_of(&self, stream: &str) -> Option<usize> {
        for (index, server) in self.servers.iter().enumerate() {
            let told = tell(server, "/jsz?streams=true").await;
            if told.is_some_and(|told| Leaders::of(&told).streams.get(stream).copied() == Some(server.name()))
            {
                return Some(index);
            }
        }
        None
    }

    /// Kills one server as a crash would, and waits for its end.
    pub async fn kill(&mut self, index: usize) -> Result<(), Error> {
        self.servers[index].kill().await
    }

    /// Makes one server hang until it is [resumed](Self::resume), its connections open.
    pub fn pause(&self, index: usize) -> Result<(), Error> {
        self.servers[index].pause()
    }

    /// Ends a [pause](Self::pause).
    pub fn resume(&self, index: usize) -> Result<(), Error> {
        self.servers[index].resume()
    }

    /// Starts one server again with the same ports and folder, and waits until it runs, not until it has caught up.
    /// If it still runs, it is stopped before.
    pub async fn restart(&mut self, index: usize) -> Result<(), Error> {
        self.servers[index].restart().await
    }

    /// Lets one server end in order; kills it if it has not ended after ten seconds.
    pub async fn stop(&mut self, index: usize) -> Result<(), Error> {
        self.servers[index].halt().await
    }

    async fn is_settled(&self) -> bool {
        let mut all = Vec::new();
        for server in &self.servers {
            let Some(told) = tell(server, "/jsz?streams=true").await else { return false };
            if told["meta_cluster"]["cluster_size"] != self.size() || tell(server, "/healthz").await.is_none()
            {
                return false;
            }
            all.push(told);
        }
        // The page on health does not say that a stream has just lost its leader.
        let mut leaders = all.iter().map(Leaders::of);
        leaders.next().is_none_or(|first| first.all_known() && leaders.all(|others| others == first))
    }
}

/// What a server tells at `path`; `None` if it does not run, hangs or is not well.
async fn tell(server: &Server, path: &str) -> Option<Value> {
    let asked = tokio::time::timeout(ANSWER_WITHIN, monitor::get(server.monitor(), path));
    serde_json::from_slice(&asked.await.ok()?.ok()??).ok()
}

/// Who leads what, by the word of one server; empty where it knows of none.
#[derive(Debug, PartialEq)]
struct Leaders<'a> {
    cluster: &'a str,
    streams: BTreeMap<&'a str, &'a str>,
}

impl<'a> Leaders<'a> {
    fn of(told: &'a Value) -> Self {
        let accounts = told["account_details"].as_array().into_iter().flatten();
        let streams = accounts.filter_map(|account| account["stream_detail"].as_array()).flatten();
        let streams = streams.filter_map(|found| Some((found["name"].as_str()?, leader(&found["cluster"]))));
        Self { cluster: leader(&told["meta_cluster"]), streams: streams.collect() }
    }

    fn all_known(&self) -> bool {
        !self.cluster.is_empty() && self.streams.values().all(|leader| !leader.is_empty())
    }
}

fn leader(group: &Value) -> &str {
    group["leader"].as_str().unwrap_or_default()
}

/// Ports that are free now. Each server must be told those of the others before any of them runs.
fn free_ports(count: usize) -> std::io::Result<Vec<u16>> {
    // All are held until all are chosen, so that no two are the same.
    let held: Result<Vec<_>, _> = (0..count).map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).collect();
    held?.iter().map(|listener| Ok(listener.local_addr()?.port())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leaders_are_read() {
        let told = serde_json::json!({ "meta_cluster": { "leader": "dragoman-0" }, "account_details": [{ "name": "$G", "stream_detail": [
            { "name": "WIRE", "cluster": { "leader": "dragoman-2" } },
            { "name": "EVENTS", "cluster": { "leader": "dragoman-1" } },
            { "name": "NEW", "cluster": {} },
        ]}]});
        let streams = BTreeMap::from([("EVENTS", "dragoman-1"), ("NEW", ""), ("WIRE", "dragoman-2")]);
        assert_eq!(Leaders::of(&told), Leaders { cluster: "dragoman-0", streams });
        assert!(!Leaders::of(&told).all_known());
        let nothing = serde_json::json!({});
        assert_eq!(Leaders::of(&nothing), Leaders { cluster: "", streams: BTreeMap::new() });
    }
}
