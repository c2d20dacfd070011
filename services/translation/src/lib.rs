//! Translation: work items, and who has them until when.

mod leases;
mod reactions;
pub mod translation;

use std::sync::Arc;

use journal::{Log, Streams};
use runtime::{Shutdown, Tasks, commands, reactions as react};

use crate::{leases::Leases, translation::Translation};

/// Runs the service until the shutdown, or until a part of it fails.
pub async fn run(client: async_nats::Client, log: Log, shutdown: Shutdown) -> anyhow::Result<()> {
    let translations = Arc::new(Streams::<Translation>::new(log.clone()));
    let service = commands::announce(&client, "translation", "work items: claim, draft, submit").await?;
    let mut tasks = Tasks::new(&shutdown);

    let as_sent = |_, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&translations), as_sent, tasks.shutdown()).await?;
    tasks.spawn("commands", commands);

    let warm = Arc::clone(&translations);
    tasks.spawn_until_shutdown("warm", async move {
        match warm.keep_warm(|| tracing::info!("translation is rebuilt")).await? {}
    });

    let (kinds, answer) = (reactions::KINDS, reactions::answer);
    let answers = react::command(
        log.clone(),
        "translation",
        kinds,
        Arc::clone(&translations),
        answer,
        tasks.shutdown(),
    );
    tasks.spawn("reactions", answers);

    tasks.spawn_until_shutdown("leases", Leases::default().sweep(log, translations));
    tasks.run(service).await
}
