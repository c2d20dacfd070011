//! Ingest: sources and articles. What comes in, and how it becomes a text in blocks.

pub mod article;
pub mod encoding;
pub mod extract;
pub mod feed;
pub mod fetch;
mod files;
pub mod numbering;
mod poll;
mod reactions;
pub mod source;
mod tags;
mod taking;

use std::sync::Arc;

use journal::{Log, Streams};
use runtime::{Shutdown, Tasks, commands, reactions as react};

use crate::{article::Article, poll::Poll, source::Source, taking::Taking};

/// Runs the service until the shutdown, or until a part of it fails.
pub async fn run(client: async_nats::Client, log: Log, shutdown: Shutdown) -> anyhow::Result<()> {
    let sources = Arc::new(Streams::<Source>::new(log.clone()));
    let articles = Arc::new(Streams::<Article>::new(log.clone()));
    let taking = Taking::new(log.clone(), Arc::clone(&sources), Arc::clone(&articles));
    let service =
        commands::announce(&client, "ingest", "sources and articles: register, read, commission").await?;
    let mut tasks = Tasks::new(&shutdown);

    let as_sent = |_, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&sources), as_sent, tasks.shutdown()).await?;
    tasks.spawn("source commands", commands);
    let as_sent = |_, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&articles), as_sent, tasks.shutdown()).await?;
    tasks.spawn("article commands", commands);
    let files = files::serve(&service, taking.clone(), tasks.shutdown()).await?;
    tasks.spawn("files", files);

    let warm = Arc::clone(&sources);
    tasks.spawn_until_shutdown("warm sources", async move {
        match warm.keep_warm(|| tracing::info!("sources are rebuilt")).await? {}
    });
    let warm = Arc::clone(&articles);
    tasks.spawn_until_shutdown("warm articles", async move {
        match warm.keep_warm(|| tracing::info!("articles are rebuilt")).await? {}
    });

    let (kinds, answer) = (reactions::KINDS, reactions::answer);
    let answers = react::command(log.clone(), "ingest", kinds, articles, answer, tasks.shutdown());
    tasks.spawn("reactions", answers);
    tasks.spawn_until_shutdown("poll", Poll::new(taking)?.run(log));
    tasks.run(service).await
}
