//! Waiting until people see at the desk what there is.

use std::time::{Duration, Instant};

use desk::api::health::Health;
use journal::Log;
use reqwest::Client;

/// Nothing tells when the desk has read the log, so it is asked this often.
const ASKED_EVERY: Duration = Duration::from_millis(50);

/// By then people may begin, and see the rest come; a log of millions of events is read in this time.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// Waits until the desk's board shows the log as it is now.
pub(super) async fn wait(log: &Log, desk: &str) -> anyhow::Result<()> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder().no_proxy().timeout(READY_WITHIN).build()?;
    let end = log.end().await?;
    let until = Instant::now() + READY_WITHIN;
    while Instant::now() < until {
        match health(&client, desk).await {
            Some(health) if health.rebuilt && health.applied >= end => return Ok(()),
            Some(_) | None => tokio::time::sleep(ASKED_EVERY).await,
        }
    }
    tracing::warn!("the desk has not read the whole log yet; it goes on reading");
    Ok(())
}

async fn health(client: &Client, desk: &str) -> Option<Health> {
    let answer = client.get(format!("{desk}/api/health")).send().await.ok()?;
    answer.json().await.ok()
}
