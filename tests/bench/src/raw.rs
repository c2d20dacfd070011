//! The bare server: publishing with an expected sequence and an acknowledgement, and reading in order. Nothing else.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_nats::{
    Client,
    jetstream::{self, consumer::push, message::PublishMessage, stream},
};
use bytes::Bytes;
use contract::Kind;
use futures_util::StreamExt;

use crate::{
    ground::Ground,
    pace::{Pace, per_second},
};

/// A stream beside the log, set up like it.
pub(crate) struct Raw {
    context: jetstream::Context,
    payload: Bytes,
    next: AtomicUsize,
}

impl Raw {
    /// Each message will have so many bytes: as many as a fact has on average.
    pub(crate) async fn create(ground: &Ground, bytes: usize) -> anyhow::Result<Arc<Self>> {
        let context = jetstream::new(ground.client.clone());
        let config = stream::Config {
            name: "BENCH".to_owned(),
            subjects: vec!["bench.>".to_owned()],
            num_replicas: ground.replicas,
            allow_direct: true,
            deny_delete: true,
            deny_purge: true,
            ..stream::Config::default()
        };
        context.create_stream(config).await?;
        Ok(Arc::new(Self { context, payload: vec![b'x'; bytes].into(), next: AtomicUsize::new(0) }))
    }

    pub(crate) async fn publish(self: &Arc<Self>, clients: usize, count: usize) -> anyhow::Result<Pace> {
        let raw = Arc::clone(self);
        Pace::of(clients, 0, count, move |_| {
            let raw = Arc::clone(&raw);
            async move {
                let subject = format!("bench.{}", raw.next.fetch_add(1, Ordering::Relaxed));
                let start = Instant::now();
                let message =
                    PublishMessage::build().payload(raw.payload.clone()).expected_last_subject_sequence(0);
                raw.context.send_publish(subject, message).await?.await?;
                Ok(vec![start.elapsed()])
            }
        })
        .await
    }
}

/// How many facts of these kinds were read, and how long it took.
#[derive(Clone, Copy)]
pub(crate) struct Read {
    pub(crate) count: usize,
    pub(crate) took: Duration,
}

impl Read {
    pub(crate) fn per_second(self) -> f64 {
        per_second(self.count, self.took)
    }
}

/// Reads the facts of these kinds by an ordered consumer, without looking into them.
pub(crate) async fn read(client: &Client, kinds: &[Kind]) -> anyhow::Result<Read> {
    let all = kinds.len() == Kind::ALL.len();
    let stream = jetstream::new(client.clone()).get_stream("EVENTS").await?;
    let config = push::OrderedConfig {
        deliver_subject: client.new_inbox(),
        filter_subjects: if all { Vec::new() } else { kinds.iter().map(|kind| kind.filter()).collect() },
        ..push::OrderedConfig::default()
    };
    let start = Instant::now();
    let consumer = stream.create_consumer(config).await?;
    let count = usize::try_from(consumer.cached_info().num_pending)?;
    let mut messages = consumer.messages().await?;
    for _ in 0..count {
        messages.next().await.ok_or_else(|| anyhow::anyhow!("the consumer ended"))??;
    }
    Ok(Read { count, took: start.elapsed() })
}
