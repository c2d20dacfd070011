//! Reading the log in order, from a sequence on and then as it grows.

use async_nats::jetstream::consumer::{DeliverPolicy, push};
use contract::Kind;
use futures_util::StreamExt;

use crate::log::{Fault, Log, Stored};

/// Facts in the order of the log. Recreates its consumer where the connection was lost, without gap or repeat.
pub struct Follow {
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
        stream: &async_nats::jetstream::stream::Stream<()>,
        filters: Vec<String>,
        from: u64,
    ) -> Result<Follow, Fault> {
        let config = push::OrderedConfig {
            deliver_subject: self.context.client().new_inbox(),
            filter_subjects: filters,
            deliver_policy: DeliverPolicy::ByStartSequence { start_sequence: from.max(1) },
            ..push::OrderedConfig::default()
        };
        let consumer = stream.create_consumer(config).await.map_err(|e| Fault::Unanswered(e.into()))?;
        let pending = consumer.cached_info().num_pending;
        let messages = consumer.messages().await.map_err(|e| Fault::Unanswered(e.into()))?;
        Ok(Follow { messages, pending })
    }
}

impl Follow {
    /// How many facts stood behind the last one that was handed out, when it was sent.
    pub fn pending(&self) -> u64 {
        self.pending
    }

    /// The next fact; waits for it. An error ends the following.
    pub async fn next(&mut self) -> Result<Stored, Fault> {
        let message = match self.messages.next().await {
            Some(Ok(message)) => message,
            Some(Err(error)) => return Err(Fault::Unanswered(error.into())),
            None => return Err(Fault::Unanswered("the subscription ended".into())),
        };
        let (sequence, pending) = {
            let info = message.info().map_err(Fault::Unanswered)?;
            (info.stream_sequence, info.pending)
        };
        self.pending = pending;
        let (message, _) = message.split();
        // The chain is not needed here: whoever reads everything in order has seen what was before.
        Ok(Stored { subject: message.subject.to_string(), sequence, before: 0, bytes: message.payload })
    }
}
