//! Reading the log in order, from a sequence on and then as it grows.

use async_nats::{
    Client,
    jetstream::{
        consumer::{DeliverPolicy, push},
        stream::Stream,
    },
};
use contract::Kind;
use futures_util::StreamExt;

use crate::{
    log::{Fault, Log, Stored, before},
    retry::Retry,
};

/// Facts in the order of the log. Where the connection or the server is away for some seconds, it goes on after the last
/// fact that was handed out: no gap, no repeat.
pub struct Follow {
    stream: Stream<()>,
    inbox: Client,
    filters: Vec<String>,
    next: u64,
    messages: push::Ordered,
    pending: u64,
}

impl Log {
    /// Follows the streams of these kinds from the sequence `from` on (1: from the beginning).
    pub async fn follow(&self, kinds: &[Kind], from: u64) -> Result<Follow, Fault> {
        let all = kinds.len() == Kind::ALL.len();
        let filters = if all { Vec::new() } else { kinds.iter().map(|kind| kind.filter()).collect() };
        self.follow_in(&self.events, filters, from).await
    }

    pub(crate) async fn follow_in(
        &self,
        stream: &Stream<()>,
        filters: Vec<String>,
        from: u64,
    ) -> Result<Follow, Fault> {
        let (stream, inbox, next) = (stream.clone(), self.context.client(), from.max(1));
        let (messages, pending) =
            subscribe(&stream, &inbox, &filters, next).await.map_err(Fault::Unanswered)?;
        Ok(Follow { stream, inbox, filters, next, messages, pending })
    }
}

impl Follow {
    /// How many facts stood behind the last one that was handed out, when it was sent.
    pub fn pending(&self) -> u64 {
        self.pending
    }

    /// The next fact; waits for it. An error ends the following.
    pub async fn next(&mut self) -> Result<Stored, Fault> {
        loop {
            let Some(Ok(message)) = self.messages.next().await else {
                self.subscribe_again().await?;
                continue;
            };
            let (sequence, pending) = {
                let info = message.info().map_err(Fault::Unanswered)?;
                (info.stream_sequence, info.pending)
            };
            if sequence < self.next {
                continue;
            }
            (self.next, self.pending) = (sequence + 1, pending);
            let (message, _) = message.split();
            let (subject, before) = (message.subject.to_string(), before(message.headers.as_ref()));
            return Ok(Stored { subject, sequence, before, bytes: message.payload });
        }
    }

    /// The next fact, waited for as long as the server is away.
    pub(crate) async fn next_however_long(&mut self) -> Stored {
        loop {
            match self.next().await {
                Ok(stored) => return stored,
                Err(fault) => tracing::warn!(event.next = self.next, %fault, "the log is followed again"),
            }
        }
    }

    async fn subscribe_again(&mut self) -> Result<(), Fault> {
        let mut retry = Retry::new();
        loop {
            match subscribe(&self.stream, &self.inbox, &self.filters, self.next).await {
                Ok((messages, pending)) => {
                    (self.messages, self.pending) = (messages, pending);
                    return Ok(());
                }
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error)),
                Err(_) => {}
            }
        }
    }
}

async fn subscribe(
    stream: &Stream<()>,
    inbox: &Client,
    filters: &[String],
    from: u64,
) -> Result<(push::Ordered, u64), async_nats::Error> {
    let config = push::OrderedConfig {
        deliver_subject: inbox.new_inbox(),
        filter_subjects: filters.to_vec(),
        deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: from },
        ..push::OrderedConfig::default()
    };
    let consumer = stream.create_consumer(config).await?;
    let pending = consumer.cached_info().num_pending;
    Ok((consumer.messages().await?, pending))
}
