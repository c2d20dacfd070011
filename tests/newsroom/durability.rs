//! Acknowledged means kept: a server that does not promise it is not used, or used by an explicit choice that shows.

use std::process::Stdio;

use natsd::{Cluster, ClusterSettings};
use serde_json::Value;
use tokio::process::{Child, Command};

use crate::newsroom::{binary, folder, server, until};

/// A nats-server as people start it who have not read how.
struct Lax {
    _child: Child,
    client: String,
    monitor: String,
}

impl Lax {
    async fn start(name: &str) -> Self {
        let folder = folder(name);
        let child = Command::new(binary().await)
            .args(["-js", "-a", "127.0.0.1", "-p", "-1", "-m", "-1", "-sd"])
            .arg(folder.join("store"))
            .arg("--ports_file_dir")
            .arg(&folder)
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let ports: Value = until(async || {
            let mut files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            let ports = files.find(|path| path.extension().is_some_and(|kind| kind == "ports"))?;
            serde_json::from_slice(&std::fs::read(ports).unwrap()).ok()
        })
        .await;
        let first = |of: &str| ports[of][0].as_str().unwrap().to_owned();
        let lax = Self { _child: child, client: first("nats"), monitor: first("monitoring") };
        until(async || async_nats::connect(&lax.client).await.ok()).await;
        lax
    }
}

fn service(name: &str, client: &str, options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    command.args([name, "--nats", client]).args(options).stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// What a service that must not start says.
async fn refused(client: &str, options: &[&str]) -> String {
    let ended = service("editing", client, options).output().await.unwrap();
    assert_eq!(ended.status.code(), Some(1));
    String::from_utf8(ended.stderr).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_does_not_sync_is_refused_and_its_setting_named() {
    let lax = Lax::start("lax").await;
    let said = refused(&lax.client, &["--nats-monitor", &lax.monitor]).await;
    assert!(said.contains("set `jetstream { sync_interval: always }`"), "{said}");
    let client = async_nats::connect(&lax.client).await.unwrap();
    assert!(async_nats::jetstream::new(client).get_stream("EVENTS").await.is_err(), "nothing was created");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_has_looked_at_is_refused_and_what_to_give_is_said() {
    let good = server("durable").await;
    let said = refused(&good.client_url(), &[]).await;
    assert!(said.contains("--nats-monitor") && said.contains("--accept-weaker-durability"), "{said}");
    let said = refused(&good.client_url(), &["--nats-monitor", "http://127.0.0.1:1"]).await;
    assert!(said.contains("http://127.0.0.1:1/varz does not answer"), "{said}");
    // Another server's page, which is good, says nothing about the one that keeps the log.
    let lax = Lax::start("other").await;
    let said = refused(&lax.client, &["--nats-monitor", &good.monitor_url()]).await;
    assert!(said.contains("which nobody has looked at") && said.contains("--nats-monitor"), "{said}");
}

/// What a desk that was started so says of its durability.
async fn shown(client: &str, options: &[&str]) -> Value {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = listener.local_addr().unwrap().to_string();
    let key = folder(&format!("durability-key-{}", listener.local_addr().unwrap().port())).join("desk.key");
    std::fs::write(&key, [7_u8; 32]).unwrap();
    drop(listener);
    let mut desk = service("desk", client, options);
    desk.args(["--listen", &listen]).arg("--key-file").arg(&key).stderr(Stdio::null());
    let _running = desk.spawn().unwrap();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::new();
    until(async || {
        let health = http.get(format!("http://{listen}/api/health")).send().await.ok()?;
        let health: Value = serde_json::from_slice(&health.bytes().await.ok()?).ok()?;
        Some(health["replicas"][0]["durability"].clone()).filter(|durability| !durability.is_null())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_weaker_server_that_was_accepted_shows_on_health() {
    let lax = Lax::start("accepted").await;
    let weaker = shown(&lax.client, &["--accept-weaker-durability"]).await;
    assert_eq!(weaker["state"], "weaker");
    assert!(weaker["why"].as_str().unwrap().contains("nobody has looked"), "{weaker}");
    let both = ["--accept-weaker-durability", "--nats-monitor", &lax.monitor];
    let weaker = shown(&lax.client, &both).await;
    assert!(weaker["why"].as_str().unwrap().contains("sync_interval: always"), "{weaker}");

    let good = server("accepted-good").await;
    let both = ["--accept-weaker-durability", "--nats-monitor", &good.monitor_url()];
    assert_eq!(shown(&good.client_url(), &both).await["state"], "on_disk");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_server_of_a_cluster_that_keeps_the_log_must_have_been_seen() {
    let settings = ClusterSettings { binary: binary().await, folder: folder("durable-cluster"), servers: 3 };
    let cluster = Cluster::start(settings).await.unwrap();
    let (servers, monitors) = (cluster.client_urls().join(","), cluster.monitor_urls());
    let two = ["--replicas", "3", "--nats-monitor", &monitors[..2].join(",")];
    let said = refused(&servers, &two).await;
    assert!(said.contains("the log is kept on dragoman-2, which nobody has looked at"), "{said}");
    let all = ["--replicas", "3", "--nats-monitor", &monitors.join(",")];
    assert_eq!(shown(&servers, &all).await["state"], "on_disk");
}
