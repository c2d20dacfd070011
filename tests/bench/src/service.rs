//! The commands of translations and edits as they are served in the newsroom, asked for over NATS.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_nats::Client;
use contract::{Actor, PieceId, Reply, Request, health::Durability};
use decider::Decider;
use editing::edit::Edit;
use journal::{Log, Streams};
use runtime::{Health, Shutdown, clock, commands};
use serde::{Serialize, de::DeserializeOwned};
use tokio::task::JoinSet;
use translation::translation::Translation;

use crate::{
    ground::{self, Ground},
    pace::Pace,
    way::{self, STEPS, Step},
};

/// Both services' commands with their warm states. Their reactions rest, so that each command is counted once.
pub(crate) struct Service {
    client: Client,
    shutdown: Shutdown,
    answering: JoinSet<anyhow::Result<()>>,
    // The service stands as long as this is held.
    announced: async_nats::service::Service,
}

impl Service {
    pub(crate) async fn start(ground: &Ground) -> anyhow::Result<Self> {
        // A connection of its own, as a service has that is a process of its own.
        let client = ground::connect(&ground.addresses()).await?;
        let log = Log::open(client.clone(), journal::Settings { replicas: ground.replicas }).await?;
        let announced =
            commands::announce(&client, "bench", "the bench's", &Health::new(Durability::OnDisk)).await?;
        let mut service = Self {
            client: ground.client.clone(),
            shutdown: Shutdown::new(),
            answering: JoinSet::new(),
            announced,
        };
        service.answer::<Translation>(&log).await?;
        service.answer::<Edit>(&log).await?;
        Ok(service)
    }

    async fn answer<D>(&mut self, log: &Log) -> anyhow::Result<()>
    where
        D: Decider,
        D::Command: DeserializeOwned,
    {
        let streams = Arc::new(Streams::<D>::new(log.clone()));
        let as_sent = |_, _, command| std::future::ready(Ok(command));
        let answers =
            commands::serve(&self.announced, Arc::clone(&streams), as_sent, self.shutdown.clone()).await?;
        self.answering.spawn(answers);
        let shutdown = self.shutdown.clone();
        self.answering.spawn(async move {
            tokio::select! {
                () = shutdown.cancelled() => Ok(()),
                ended = streams.keep_warm() => match ended? {},
            }
        });
        Ok(())
    }

    /// So many pieces from `from` on walk their way, shared among so many clients.
    pub(crate) async fn walk(&self, clients: usize, from: usize, pieces: usize) -> anyhow::Result<Pace> {
        let client = self.client.clone();
        Pace::of(clients, from, pieces, move |number| walk(client.clone(), number)).await
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        self.shutdown.cancel();
        while let Some(ended) = self.answering.join_next().await {
            ended??;
        }
        self.announced.stop().await.map_err(anyhow::Error::from_boxed)
    }
}

async fn walk(client: Client, number: usize) -> anyhow::Result<Vec<Duration>> {
    let piece = way::piece(number);
    let mut times = Vec::with_capacity(STEPS);
    for step in way::steps() {
        let actor = way::actor(&step);
        let start = Instant::now();
        match step {
            Step::Translation(command) => ask::<Translation>(&client, &piece, actor, command).await?,
            Step::Edit(command) => ask::<Edit>(&client, &piece, actor, command).await?,
        }
        times.push(start.elapsed());
    }
    Ok(times)
}

async fn ask<D: Decider>(
    client: &Client,
    piece: &PieceId,
    actor: Actor,
    command: impl Serialize,
) -> anyhow::Result<()> {
    let request = Request {
        id: clock::command_id(),
        stream: piece.to_string(),
        actor,
        cause: None,
        seen: None,
        command,
    };
    let answer = client.request(D::KIND.command_subject(), serde_json::to_vec(&request)?.into()).await?;
    let reply: Reply<D::Refusal> = serde_json::from_slice(&answer.payload)?;
    anyhow::ensure!(matches!(reply, Reply::Recorded { .. }), "{reply:?}");
    Ok(())
}
