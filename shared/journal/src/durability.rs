//! Whether what the servers acknowledge is on their disks.

use std::{collections::BTreeSet, time::Duration};

use async_nats::jetstream::{
    ErrorCode,
    context::{GetStreamError, GetStreamErrorKind},
};
use serde::Deserialize;

use crate::{
    aside::ASIDE,
    bucket::{CREDENTIALS, TOKENS},
    log::{Fault, Log},
    open::{EVENTS, RAW, WIRE},
};

/// The oldest server that keeps the log's promises.
const OLDEST: (u32, u32) = (2, 12);

/// A monitoring page is small and its server near.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// Why acknowledged would not mean kept.
#[derive(Debug, thiserror::Error)]
pub enum Weakness {
    #[error("the server's monitoring page {address} does not answer; is `http` set in its configuration?")]
    Unseen { address: String, source: reqwest::Error },
    #[error("{address} is no monitoring page of a NATS server; give its address, such as http://host:8222")]
    NoServer { address: String },
    #[error("the server {server} has no JetStream; set `jetstream` in its configuration")]
    NoJetStream { server: String },
    #[error(
        "the server {server} writes to disk only every {every_seconds} s, so a power cut loses acknowledged work; \
         set `jetstream {{ sync_interval: always }}` in its configuration"
    )]
    NotSynced { server: String, every_seconds: u64 },
    #[error(
        "the server {server} has version {version}; the log needs 2.12 or newer, and 2.15 or newer is advised"
    )]
    TooOld { server: String, version: String },
    #[error(
        "the log is kept on {}, which nobody has looked at; give --nats-monitor with the monitoring address of every \
         server of the cluster, separated by commas",
        servers.join(", ")
    )]
    NotLookedAt { servers: Vec<String> },
}

#[derive(Deserialize)]
struct Varz {
    server_name: String,
    version: String,
    #[serde(default)]
    jetstream: JetStream,
}

#[derive(Default, Deserialize)]
struct JetStream {
    config: Option<Config>,
}

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    sync_always: bool,
    /// In nanoseconds.
    #[serde(default)]
    sync_interval: u64,
}

/// Looks at the servers' configurations through their monitoring addresses (`http://host:8222`) and gives their names.
/// The first that would lose acknowledged work is the error.
pub async fn look_at_servers(monitors: &[String]) -> Result<BTreeSet<String>, Weakness> {
    let mut seen = BTreeSet::new();
    for monitor in monitors {
        seen.insert(look_at(monitor).await?);
    }
    Ok(seen)
}

async fn look_at(monitor: &str) -> Result<String, Weakness> {
    let address = format!("{}/varz", monitor.trim_end_matches('/'));
    let shown = without_password(&address);
    let unseen =
        |source: reqwest::Error| Weakness::Unseen { address: shown.clone(), source: source.without_url() };
    // The address is plain HTTP, yet the client will not be built without a provider of cryptography.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().timeout(ANSWERED_WITHIN).build().map_err(unseen)?;
    let answer = client.get(&address).send().await.map_err(unseen)?.error_for_status().map_err(unseen)?;
    judge(&shown, &answer.bytes().await.map_err(unseen)?)
}

/// The server's name, if it is good enough.
fn judge(address: &str, varz: &[u8]) -> Result<String, Weakness> {
    let Ok(Varz { server_name: server, version, jetstream }) = serde_json::from_slice(varz) else {
        return Err(Weakness::NoServer { address: address.to_owned() });
    };
    if !is_new_enough(&version) {
        return Err(Weakness::TooOld { server, version });
    }
    match jetstream.config {
        None => Err(Weakness::NoJetStream { server }),
        Some(config) if config.sync_always => Ok(server),
        Some(config) => {
            Err(Weakness::NotSynced { server, every_seconds: config.sync_interval / 1_000_000_000 })
        }
    }
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(major), Some(minor)) => (major, minor) >= OLDEST,
        (Some(_) | None, _) => false,
    }
}

/// Whether every server that keeps the log is among those that were seen.
pub fn all_seen(keepers: &BTreeSet<String>, seen: &BTreeSet<String>) -> Result<(), Weakness> {
    let servers: Vec<String> = keepers.difference(seen).cloned().collect();
    if servers.is_empty() { Ok(()) } else { Err(Weakness::NotLookedAt { servers }) }
}

/// An address without the name and password that may stand before its host.
fn without_password(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => address.to_owned(),
    }
}

impl Log {
    /// The names of the servers that now keep the events, the wire, raw bytes, what reactions set aside, or what members sign in
    /// by. A server that gets them later is not among them.
    pub async fn keepers(&self) -> Result<BTreeSet<String>, Fault> {
        let mut keepers = BTreeSet::new();
        let buckets = [ASIDE, CREDENTIALS, TOKENS].map(|bucket| format!("KV_{bucket}"));
        let streams = [EVENTS.to_owned(), WIRE.to_owned(), format!("OBJ_{RAW}")];
        for name in streams.into_iter().chain(buckets) {
            let cluster = match self.context.get_stream(name).await {
                Ok(stream) => stream.cached_info().cluster.clone(),
                Err(error) if is_not_there(&error) => continue,
                Err(error) => return Err(Fault::Unanswered(error.into())),
            };
            match cluster {
                Some(cluster) => {
                    keepers.extend(cluster.replicas.into_iter().map(|peer| peer.name));
                    keepers.extend(cluster.leader);
                }
                // A server that stands alone may name no cluster: then it is the one that we talk to.
                None => drop(keepers.insert(self.context.client().server_info().server_name)),
            }
        }
        Ok(keepers)
    }
}

/// What no reaction needed yet.
fn is_not_there(error: &GetStreamError) -> bool {
    match error.kind() {
        GetStreamErrorKind::JetStream(error) => error.error_code() == ErrorCode::STREAM_NOT_FOUND,
        GetStreamErrorKind::EmptyName
        | GetStreamErrorKind::InvalidStreamName
        | GetStreamErrorKind::Request => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn varz(version: &str, jetstream: &str) -> Vec<u8> {
        format!(r#"{{"server_name":"n1","version":"{version}","jetstream":{jetstream}}}"#).into_bytes()
    }

    const ALWAYS: &str = r#"{"config":{"sync_always":true,"sync_interval":120000000000}}"#;

    #[test]
    fn only_a_server_that_always_syncs_is_good_enough() {
        assert_eq!(judge("m", &varz("2.15.1", ALWAYS)).unwrap(), "n1");
        let lax = judge("m", &varz("2.15.1", r#"{"config":{"sync_interval":120000000000}}"#)).unwrap_err();
        assert!(matches!(lax, Weakness::NotSynced { every_seconds: 120, .. }));
        assert!(lax.to_string().contains("n1") && lax.to_string().contains("sync_interval: always"), "{lax}");
        assert!(matches!(judge("m", &varz("2.15.1", "{}")), Err(Weakness::NoJetStream { .. })));
    }

    #[test]
    fn what_is_no_server_says_so() {
        for none in [&b"{}"[..], b"<html>", b""] {
            assert!(matches!(judge("m", none), Err(Weakness::NoServer { .. })));
        }
    }

    #[test]
    fn an_old_server_is_refused() {
        for old in ["2.9.10", "2.11.4", "1.4.1", "unknown"] {
            assert!(matches!(judge("m", &varz(old, ALWAYS)), Err(Weakness::TooOld { .. })), "{old}");
        }
        for good in ["2.12.0", "2.15.1", "2.16.0-RC.1", "3.0.0"] {
            assert!(judge("m", &varz(good, ALWAYS)).is_ok(), "{good}");
        }
    }

    #[test]
    fn a_server_of_the_cluster_that_nobody_looked_at_is_named() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert!(all_seen(&names(&["n1", "n2"]), &names(&["n1", "n2", "n3"])).is_ok());
        let missing = all_seen(&names(&["n1", "n2", "n3"]), &names(&["n2"])).unwrap_err().to_string();
        assert!(missing.contains("n1, n3") && missing.contains("--nats-monitor"), "{missing}");
    }

    #[test]
    fn a_password_in_an_address_is_not_shown() {
        assert_eq!(without_password("http://monitor:secret@host:8222/varz"), "http://host:8222/varz");
        assert_eq!(without_password("http://host:8222/varz"), "http://host:8222/varz");
    }
}
