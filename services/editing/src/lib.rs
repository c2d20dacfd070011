//! Editing: the review of submitted translations, up to the approval of exact words.

pub mod edit;
mod reactions;

use std::sync::Arc;

use journal::{Log, Streams};
use runtime::{Health, Shutdown, Tasks, commands, reactions::Reaction, rebuild};

use crate::edit::Edit;

/// Runs the service until the shutdown, or until a part of it fails.
pub async fn run(
    client: async_nats::Client,
    log: Log,
    health: Health,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    let edits = Arc::new(Streams::<Edit>::new(log.clone()));
    let service = commands::announce(&client, "editing", "edits: ask for changes, approve", &health).await?;
    let mut tasks = Tasks::new(&shutdown);

    let as_sent = |_, _, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&edits), as_sent, tasks.shutdown()).await?;
    tasks.spawn("commands", commands);

    let warm = Arc::clone(&edits);
    tasks.spawn_until_shutdown("warm", async move { match warm.keep_warm().await? {} });

    let at_hand = Arc::clone(&edits);
    let again = move || {
        let at_hand = Arc::clone(&at_hand);
        async move { Ok(vec![at_hand.compare().await?]) }
    };
    let rebuilds = rebuild::serve(&service, "editing", None, again, tasks.shutdown()).await?;
    tasks.spawn("rebuild", rebuilds);

    let reaction = Reaction { log, name: "editing", kinds: reactions::KINDS };
    let answers = reaction.command(&service, &health, tasks.shutdown(), edits, reactions::answer).await?;
    tasks.spawn("reactions", answers);
    tasks.run(service).await
}
