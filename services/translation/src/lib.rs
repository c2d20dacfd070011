//! Translation: work items, and who has them until when; terms and their renderings; memories from elsewhere.

pub mod leases;
pub mod memory;
mod reactions;
pub mod term;
pub mod translation;

use std::sync::Arc;

use contract::{Actor, Subject};
use journal::{Fault, Live, Log, Streams, fold_version};
use runtime::{Health, Shutdown, Tasks, commands, reactions::Reaction, rebuild};

use crate::{leases::Leases, memory::Memory, term::Term, translation::Translation};

/// Runs the service until the shutdown, or until a part of it fails.
pub async fn run(
    client: async_nats::Client,
    log: Log,
    health: Health,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    let translations = Arc::new(Streams::<Translation>::new(log.clone()));
    let terms = Arc::new(Streams::<Term>::new(log.clone()));
    let memories = Arc::new(Streams::<Memory>::new(log.clone()));
    let about = "work items: claim, draft, submit; terms: add, change, retire; memories: import, withdraw";
    let service = commands::announce(&client, "translation", about, &health).await?;
    let mut tasks = Tasks::new(&shutdown);

    let leases = Arc::new(Live::<Leases>::default());
    health.part(leases.part());
    let (folded, events) = (Arc::clone(&leases), log.clone());
    tasks.spawn_until_shutdown("leases", async move { match folded.keep_current(&events).await? {} });
    let (over, known) = (Arc::clone(&leases), Arc::clone(&translations));
    tasks.spawn_until_shutdown("sweep", async move { match leases::sweep(over, known).await {} });

    let at_hand = (Arc::clone(&leases), log.clone());
    let inform = move |subject, actor, command| {
        let (leases, log) = at_hand.clone();
        leases::informed(leases, log, subject, actor, command)
    };
    let commands = commands::serve(&service, Arc::clone(&translations), inform, tasks.shutdown()).await?;
    tasks.spawn("commands", commands);

    let commands = commands::serve(&service, Arc::clone(&terms), as_sent, tasks.shutdown()).await?;
    tasks.spawn("term commands", commands);

    let commands = commands::serve(&service, Arc::clone(&memories), as_sent, tasks.shutdown()).await?;
    tasks.spawn("memory commands", commands);

    let warm = Arc::clone(&terms);
    tasks.spawn_until_shutdown("warm terms", async move { match warm.keep_warm().await? {} });
    let warm = Arc::clone(&memories);
    tasks.spawn_until_shutdown("warm memories", async move { match warm.keep_warm().await? {} });
    let warm = Arc::clone(&translations);
    tasks.spawn_until_shutdown("warm", async move { match warm.keep_warm().await? {} });

    let reaction = Reaction { log: log.clone(), name: "translation", kinds: reactions::KINDS };
    let (known, answer) = (Arc::clone(&translations), reactions::answer);
    let answers = reaction.command(&service, &health, tasks.shutdown(), known, answer).await?;
    tasks.spawn("reactions", answers);

    let again = move || {
        let (leases, translations, log) = (Arc::clone(&leases), Arc::clone(&translations), log.clone());
        let (terms, memories) = (Arc::clone(&terms), Arc::clone(&memories));
        async move {
            let (leases, translations) = (leases.rebuild(&log).await?, translations.compare().await?);
            Ok(vec![leases, translations, terms.compare().await?, memories.compare().await?])
        }
    };
    let version = Some(fold_version::<Leases>());
    let rebuilds = rebuild::serve(&service, "translation", version, again, tasks.shutdown()).await?;
    tasks.spawn("rebuild", rebuilds);
    tasks.run(service).await
}

/// These commands say all that their rules need.
async fn as_sent<C>(_: Subject, _: Actor, command: C) -> Result<C, Fault> {
    Ok(command)
}
