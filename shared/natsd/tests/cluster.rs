//! Three real nats-servers as children.

#![expect(clippy::unwrap_used, reason = "clippy takes only the test functions for tests, not what they call")]

mod binary;

use std::io::Read;
use std::net::TcpStream;
use std::time::Duration;

use natsd::{Cluster, ClusterSettings};

async fn three(test: &str) -> Cluster {
    let natsd::Settings { binary, folder, .. } = binary::settings(test).await;
    Cluster::start(ClusterSettings { binary, folder, servers: 3 }).await.unwrap()
}

/// Whether the server greets who connects.
fn greets(url: &str) -> bool {
    let Ok(mut connection) = TcpStream::connect(url.strip_prefix("nats://").unwrap()) else { return false };
    connection.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
    let mut greeting = [0; 4];
    connection.read_exact(&mut greeting).is_ok() && &greeting == b"INFO"
}

#[tokio::test]
async fn a_cluster_that_has_settled_greets_on_every_server() {
    let cluster = three("cluster-settled").await;
    assert_eq!(cluster.size(), 3);
    assert!(cluster.client_urls().iter().all(|url| greets(url)));
    assert_eq!(cluster.leader_of("EVENTS").await, None, "there is no such stream");
}

#[tokio::test]
async fn each_server_is_killed_stopped_paused_and_started_again_by_itself() {
    let mut cluster = three("cluster-each").await;
    let urls = cluster.client_urls();
    let greet = || urls.iter().map(|url| greets(url)).collect::<Vec<_>>();
    cluster.kill(0).await.unwrap();
    cluster.pause(2).unwrap();
    assert_eq!(greet(), [false, true, false]);
    cluster.resume(2).unwrap();
    cluster.restart(0).await.unwrap();
    cluster.settled().await.unwrap();
    cluster.stop(1).await.unwrap();
    assert_eq!(greet(), [true, false, true]);
    cluster.restart(1).await.unwrap();
    cluster.settled().await.unwrap();
    assert_eq!(greet(), [true, true, true]);
    assert_eq!(cluster.client_urls(), urls);
}
