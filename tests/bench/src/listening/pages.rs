//! Open pages, as browsers have them: each a person of its own, who looks at a piece and listens to the queue.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use anyhow::Context;
use chrono::TimeDelta;
use runtime::clock;
use serde::Deserialize;
use tokio::task::JoinSet;

use super::{Pages, member, piece, until_told};
use crate::desk::key;

/// How many were told and asked, by all pages together.
#[derive(Default)]
struct Heard {
    told: AtomicUsize,
    asked: AtomicUsize,
}

#[derive(Deserialize)]
struct News {
    #[serde(default)]
    pieces: Vec<String>,
}

/// Listens with so many pages until it is told to end; gives how often they were told, and asked.
pub(crate) async fn listen(
    desk: &str,
    people: usize,
    pages: Pages,
    ready: impl FnOnce() -> anyhow::Result<()>,
) -> anyhow::Result<String> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::new();
    let heard = Arc::new(Heard::default());
    let mut open = JoinSet::new();
    for number in 0..people {
        let page = Page::open(&http, desk, number, pages).await?;
        open.spawn(page.listen(Arc::clone(&heard)));
    }
    ready()?;
    tokio::select! {
        ended = until_told() => ended?,
        page = open.join_next() => anyhow::bail!("a page was left alone: {page:?}"),
    }
    Ok(format!("{} {}", heard.told.load(Ordering::Relaxed), heard.asked.load(Ordering::Relaxed)))
}

struct Page {
    http: reqwest::Client,
    desk: String,
    token: String,
    pages: Pages,
    news: reqwest::Response,
}

impl Page {
    async fn open(http: &reqwest::Client, desk: &str, number: usize, pages: Pages) -> anyhow::Result<Self> {
        let token = key().token(&member(number), clock::now() + TimeDelta::hours(1));
        // Two people are at each piece, and see each other.
        let path = format!("/api/live?list=queue&piece={}&looking=true", piece(number / 2));
        let asked = http.get(format!("{desk}{path}")).bearer_auth(&token);
        let news = asked.send().await?.error_for_status()?;
        Ok(Self { http: http.clone(), desk: desk.to_owned(), token, pages, news })
    }

    async fn listen(mut self, heard: Arc<Heard>) -> anyhow::Result<()> {
        let mut said = String::new();
        loop {
            let chunk = self.news.chunk().await?.context("the stream has ended")?;
            said.push_str(std::str::from_utf8(&chunk)?);
            while let Some(end) = said.find("\n\n") {
                let event: String = said.drain(..end + 2).collect();
                if event.contains("event: moved") {
                    heard.told.fetch_add(1, Ordering::Relaxed);
                    self.ask(&event, &heard).await?;
                }
            }
        }
    }

    async fn ask(&self, event: &str, heard: &Heard) -> anyhow::Result<()> {
        if self.pages == Pages::Listen {
            return Ok(());
        }
        let data =
            event.lines().find_map(|line| line.strip_prefix("data: ")).context("news without names")?;
        let News { pieces } = serde_json::from_str(data)?;
        let path = format!("{}/queue/rows?only=all&of={}", self.desk, pieces.join(","));
        let asked = self.http.get(path).bearer_auth(&self.token).send().await?;
        asked.error_for_status()?.bytes().await?;
        heard.asked.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
