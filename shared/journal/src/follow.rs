//! Reading the log in order, from a sequence on and then as it grows.

use async_nats::{
    Client,
    jetstream::{
        Message,
        consumer::{
            DeliverPolicy,
            push::{self, OrderedError},
        },
        stream::Stream,
    },
};
use contract::Kind;
use futures_util::{FutureExt, StreamExt};

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
    /// The server's name for what sends.
    consumer: String,
    /// None where it must be subscribed to again.
    messages: Option<push::Ordered>,
    pending: u64,
    /// How many of the wanted facts that stood in the log at the start are still to come. As long as there are any, all facts
    /// are read and the others dropped here.
    sifting: u64,
}

/// The server sends by a filter at less than half its speed. So where at least one in `SIFTED` of many facts is wanted, what
/// stands in the log is read without one.
const SIFTED: u64 = 3;
const MANY: u64 = 1_000;

impl Log {
    /// Follows the streams of these kinds from the sequence `from` on (1: from the beginning).
    pub async fn follow(&self, kinds: &[Kind], from: u64) -> Result<Follow, Fault> {
        let all = kinds.len() == Kind::ALL.len();
        let filters = if all { Vec::new() } else { kinds.iter().map(|kind| kind.filter()).collect() };
        let mut follow = self.follow_in(&self.events, filters, from).await?;
        let wanted = follow.pending;
        if !all && wanted > MANY && (self.end().await? + 1).saturating_sub(from) <= wanted * SIFTED {
            follow.leave().await;
            follow.sifting = wanted;
        }
        Ok(follow)
    }

    pub(crate) async fn follow_in(
        &self,
        stream: &Stream<()>,
        filters: Vec<String>,
        from: u64,
    ) -> Result<Follow, Fault> {
        let (stream, inbox, next) = (stream.clone(), self.context.client(), from.max(1));
        let Subscribed { consumer, messages, pending } =
            subscribe(&stream, &inbox, &filters, next).await.map_err(Fault::Unanswered)?;
        let messages = Some(messages);
        Ok(Follow { stream, inbox, filters, next, consumer, messages, pending, sifting: 0 })
    }
}

impl Follow {
    /// How many facts stood behind the last one that was handed out, when it was sent; or of those that stood in the log at the
    /// start, as long as there are such.
    pub fn pending(&self) -> u64 {
        self.pending
    }

    /// Ends the following, and tells the server. One that is dropped is found out by the server after half a minute: whoever
    /// follows often for a moment would come to the most that a server has.
    pub async fn end(mut self) {
        self.leave().await;
    }

    async fn leave(&mut self) {
        self.messages = None;
        if let Err(error) = self.stream.delete_consumer(&self.consumer).await {
            tracing::debug!(consumer = self.consumer, %error, "the server will find out that nobody listens");
        }
    }

    /// The next fact; waits for it. An error ends the following.
    pub async fn next(&mut self) -> Result<Stored, Fault> {
        loop {
            let said = match &mut self.messages {
                Some(messages) => messages.next().await,
                None => self.subscribe_again().await?.next().await,
            };
            if let Some(stored) = self.hear(said)? {
                return Ok(stored);
            }
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

    /// The next fact, if it has come already.
    pub(crate) fn next_at_hand(&mut self) -> Option<Stored> {
        loop {
            let said = self.messages.as_mut()?.next().now_or_never()?;
            match self.hear(said) {
                Ok(None) => {}
                Ok(stored) => return stored,
                Err(fault) => tracing::warn!(event.next = self.next, %fault, "the log is followed again"),
            }
        }
    }

    fn hear(&mut self, said: Option<Result<Message, OrderedError>>) -> Result<Option<Stored>, Fault> {
        let Some(Ok(message)) = said else {
            self.messages = None;
            return Ok(None);
        };
        let info = message.info().map_err(Fault::Unanswered)?;
        let (sequence, pending) = (info.stream_sequence, info.pending);
        if sequence < self.next {
            return Ok(None);
        }
        self.next = sequence + 1;
        if self.sifting == 0 {
            self.pending = pending;
        } else if self.is_wanted(&message.subject) {
            self.sifting -= 1;
            self.pending = self.sifting;
            if self.sifting == 0 {
                self.messages = None;
            }
        } else {
            return Ok(None);
        }
        let (message, _) = message.split();
        let (subject, before) = (message.subject.to_string(), before(message.headers.as_ref()));
        Ok(Some(Stored { subject, sequence, before, bytes: message.payload }))
    }

    fn is_wanted(&self, subject: &str) -> bool {
        self.filters.iter().any(|filter| subject.starts_with(filter.trim_end_matches('>')))
    }

    async fn subscribe_again(&mut self) -> Result<&mut push::Ordered, Fault> {
        let filters = if self.sifting == 0 { self.filters.as_slice() } else { &[] };
        let mut retry = Retry::new();
        loop {
            match subscribe(&self.stream, &self.inbox, filters, self.next).await {
                Ok(Subscribed { consumer, messages, pending }) => {
                    self.pending = if self.sifting == 0 { pending } else { self.sifting };
                    self.consumer = consumer;
                    return Ok(self.messages.insert(messages));
                }
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error)),
                Err(_) => {}
            }
        }
    }
}

struct Subscribed {
    consumer: String,
    messages: push::Ordered,
    pending: u64,
}

async fn subscribe(
    stream: &Stream<()>,
    inbox: &Client,
    filters: &[String],
    from: u64,
) -> Result<Subscribed, async_nats::Error> {
    let config = push::OrderedConfig {
        deliver_subject: inbox.new_inbox(),
        filter_subjects: filters.to_vec(),
        deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: from },
        ..push::OrderedConfig::default()
    };
    let created = stream.create_consumer(config).await?;
    let (consumer, pending) = (created.cached_info().name.clone(), created.cached_info().num_pending);
    Ok(Subscribed { consumer, messages: created.messages().await?, pending })
}
