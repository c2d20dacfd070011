//! Ingest: sources and articles. What comes in, and how it becomes a text in blocks.

pub mod article;
pub mod cause;
pub mod encoding;
pub mod extract;
pub mod feed;
pub mod feeds;
pub mod fetch;
mod files;
mod looks;
pub mod numbering;
mod poll;
mod reactions;
pub mod source;
mod tags;
mod taking;

use std::sync::Arc;

use journal::{Live, Log, Streams, fold_version};
use runtime::{Health, Shutdown, Tasks, commands, reactions::Reaction, rebuild};

use crate::{article::Article, feeds::Feeds, looks::Looks, poll::Poll, source::Source, taking::Taking};

/// Runs the service until the shutdown, or until a part of it fails.
pub async fn run(
    client: async_nats::Client,
    log: Log,
    health: Health,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    let sources = Arc::new(Streams::<Source>::new(log.clone()));
    let articles = Arc::new(Streams::<Article>::new(log.clone()));
    let taking = Taking::new(log.clone(), Arc::clone(&sources), Arc::clone(&articles));
    let service =
        commands::announce(&client, "ingest", "sources and articles: register, read, commission", &health)
            .await?;
    let mut tasks = Tasks::new(&shutdown);

    let as_sent = |_, _, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&sources), as_sent, tasks.shutdown()).await?;
    tasks.spawn("source commands", commands);
    let as_sent = |_, _, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&articles), as_sent, tasks.shutdown()).await?;
    tasks.spawn("article commands", commands);
    let files = files::serve(&service, taking.clone(), tasks.shutdown()).await?;
    tasks.spawn("files", files);
    let looks = Looks::default();
    tasks.spawn("looks", looks::serve(&service, looks.clone(), tasks.shutdown()).await?);

    let warm = Arc::clone(&sources);
    tasks.spawn_until_shutdown("warm sources", async move { match warm.keep_warm().await? {} });
    let warm = Arc::clone(&articles);
    tasks.spawn_until_shutdown("warm articles", async move { match warm.keep_warm().await? {} });

    let feeds = Arc::new(Live::<Feeds>::default());
    health.part(feeds.part());
    let (folded, events) = (Arc::clone(&feeds), log.clone());
    tasks.spawn_until_shutdown("feeds", async move { match folded.keep_current(&events).await? {} });
    tasks.spawn_until_shutdown("poll", Poll::new(taking, Arc::clone(&feeds), looks)?.run());

    let at_hand = (feeds, sources, Arc::clone(&articles), log.clone());
    let again = move || {
        let (feeds, sources, articles, log) = at_hand.clone();
        async move { Ok(vec![feeds.rebuild(&log).await?, sources.compare().await?, articles.compare().await?]) }
    };
    let version = Some(fold_version::<Feeds>());
    let rebuilds = rebuild::serve(&service, "ingest", version, again, tasks.shutdown()).await?;
    tasks.spawn("rebuild", rebuilds);

    let reaction = Reaction { log, name: "ingest", kinds: reactions::KINDS };
    let answers = reaction.command(&service, &health, tasks.shutdown(), articles, reactions::answer).await?;
    tasks.spawn("reactions", answers);
    tasks.run(service).await
}
