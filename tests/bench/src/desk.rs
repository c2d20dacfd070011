//! The desk's pages, as a browser asks for them.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use async_nats::Client;
use chrono::TimeDelta;
use contract::{
    MemberId, PieceId,
    health::{Durability, PartState},
};
use desk::{Config, Key, limits::Limits};
use journal::Log;
use runtime::{Health, Shutdown, clock};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{facts, ground::Ground, pace::Pace};

/// How often it is asked whether the desk has read the log: over HTTP nothing tells.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What the desk signs tokens with.
pub(crate) fn key() -> Key {
    Key::new([7; 32])
}

/// A desk that has read its log.
pub(crate) struct Desk {
    pub(crate) address: String,
    token: String,
    browser: reqwest::Client,
    shutdown: Shutdown,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Desk {
    /// Starts a desk, and waits until it shows this piece, and each of its parts has read what there was.
    pub(crate) async fn start(ground: &Ground, last: &PieceId) -> anyhow::Result<Self> {
        Self::with_index(ground, last, None).await
    }

    /// The same, with its search index in a folder.
    pub(crate) async fn with_index(
        ground: &Ground,
        last: &PieceId,
        index: Option<PathBuf>,
    ) -> anyhow::Result<Self> {
        let (client, log) = (ground.client.clone(), ground.log.clone());
        Self::shown_to(&facts::reader().member, client, log, last, index).await
    }

    /// The same on a log that is open already, whose pages this member reads.
    pub(crate) async fn shown_to(
        who: &MemberId,
        client: Client,
        log: Log,
        last: &PieceId,
        index: Option<PathBuf>,
    ) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}", listener.local_addr()?);
        let token = key().token(who, clock::now() + TimeDelta::hours(12));
        let shutdown = Shutdown::new();
        let access = desk::access::Settings::default();
        let config = Config { listener, key: key(), access, machine: None, index, limits: Limits::NONE };
        let health = Health::new(Durability::OnDisk);
        let running = tokio::spawn(desk::run(client, log, config, health.clone(), shutdown.clone()));
        // The address is plain HTTP, yet the client will not be built without a provider of cryptography.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let desk = Self { address, token, browser: reqwest::Client::new(), shutdown, running };
        let mut looks = tokio::time::interval(LOOK_EVERY);
        while desk.page(&format!("/api/pieces/{last}")).await.is_err() || !is_level(&health) {
            anyhow::ensure!(!desk.running.is_finished(), "the desk ended");
            looks.tick().await;
        }
        Ok(desk)
    }

    /// Reads these pages, one after the other, as one browser.
    pub(crate) async fn read(&self, paths: &[String]) -> anyhow::Result<Pace> {
        let mut times = Vec::with_capacity(paths.len());
        for path in paths {
            times.push(self.page(path).await?);
        }
        Pace::of_one(times)
    }

    async fn page(&self, path: &str) -> anyhow::Result<Duration> {
        let start = Instant::now();
        let asked = self.browser.get(format!("{}{path}", self.address)).bearer_auth(&self.token);
        asked.send().await?.error_for_status()?.bytes().await?;
        Ok(start.elapsed())
    }

    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        self.shutdown.cancel();
        self.running.await?
    }
}

fn is_level(health: &Health) -> bool {
    health.now().parts.iter().all(|part| part.state == PartState::Current)
}
