//! Whether what the server acknowledges is on its disk.

use serde::Deserialize;

/// Why acknowledged would not mean kept.
#[derive(Debug, thiserror::Error)]
pub enum Weakness {
    #[error("the server's monitoring page {address} does not answer; is `http` set in its configuration?")]
    Unseen { address: String, source: reqwest::Error },
    #[error("the server has no JetStream; set `jetstream` in its configuration")]
    NoJetStream,
    #[error(
        "the server writes to disk only every {every_seconds} s, so a power cut loses acknowledged work; \
         set `jetstream {{ sync_interval: always }}` in its configuration"
    )]
    NotSynced { every_seconds: u64 },
}

#[derive(Deserialize)]
struct Varz {
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

/// Looks at the server's configuration through its monitoring address (`http://host:8222`).
pub async fn check_server(monitor: &str) -> Result<(), Weakness> {
    let address = format!("{}/varz", monitor.trim_end_matches('/'));
    let unseen = |source| Weakness::Unseen { address: address.clone(), source };
    // The address is plain HTTP, yet the client will not be built without a provider of cryptography.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client =
        reqwest::Client::builder().timeout(std::time::Duration::from_secs(5)).build().map_err(unseen)?;
    let bytes = client.get(&address).send().await.map_err(unseen)?.error_for_status().map_err(unseen)?;
    let varz = bytes.bytes().await.map_err(unseen)?;
    judge(&varz)
}

fn judge(varz: &[u8]) -> Result<(), Weakness> {
    let seen: Option<Config> = serde_json::from_slice::<Varz>(varz).ok().and_then(|v| v.jetstream.config);
    match seen {
        None => Err(Weakness::NoJetStream),
        Some(config) if config.sync_always => Ok(()),
        Some(config) => Err(Weakness::NotSynced { every_seconds: config.sync_interval / 1_000_000_000 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_server_that_always_syncs_is_good_enough() {
        assert!(
            judge(br#"{"jetstream":{"config":{"sync_always":true,"sync_interval":120000000000}}}"#).is_ok()
        );
        let lax = judge(br#"{"jetstream":{"config":{"sync_interval":120000000000}}}"#);
        assert!(matches!(lax, Err(Weakness::NotSynced { every_seconds: 120 })));
        for none in [&b"{}"[..], br#"{"jetstream":{}}"#, b"<html>"] {
            assert!(matches!(judge(none), Err(Weakness::NoJetStream)));
        }
    }
}
