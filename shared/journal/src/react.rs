//! Delivering events to a service's reactions: durably, in order, each acknowledged when it has been answered.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, pull};
use contract::Kind;
use futures_util::StreamExt;

use crate::log::{Fault, Log, Stored};

/// After this time without acknowledgement an event is given to another replica, or again to this one: longer than any
/// answer takes on a healthy server, short enough that a killed service is not missed.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// One at a time over all replicas: the order of each stream of facts is kept without further thought.
const IN_FLIGHT: i64 = 1;

/// A service's place in the log.
pub struct Reactions {
    messages: pull::Stream,
}

/// An event to be answered.
pub struct Delivery {
    pub stored: Stored,
    acker: async_nats::jetstream::message::Acker,
}

impl Log {
    /// The events of these kinds that the service of this name has not answered yet.
    pub async fn react(&self, service: &str, kinds: &[Kind]) -> Result<Reactions, Fault> {
        let config = pull::Config {
            durable_name: Some(service.to_owned()),
            filter_subjects: kinds.iter().map(|kind| kind.filter()).collect(),
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::Explicit,
            ack_wait: ANSWERED_WITHIN,
            max_ack_pending: IN_FLIGHT,
            ..pull::Config::default()
        };
        let consumer = self.events.create_consumer(config).await.map_err(|e| Fault::Unanswered(e.into()))?;
        let messages = consumer
            .stream()
            .max_messages_per_batch(1)
            .messages()
            .await
            .map_err(|e| Fault::Unanswered(e.into()))?;
        Ok(Reactions { messages })
    }
}

impl Reactions {
    /// The next event; waits for it.
    pub async fn next(&mut self) -> Result<Delivery, Fault> {
        loop {
            let message = match self.messages.next().await {
                Some(Ok(message)) => message,
                Some(Err(error)) if error.kind() == pull::MessagesErrorKind::MissingHeartbeat => continue,
                Some(Err(error)) => return Err(Fault::Unanswered(error.into())),
                None => return Err(Fault::Unanswered("the subscription ended".into())),
            };
            let sequence = message.info().map_err(Fault::Unanswered)?.stream_sequence;
            let (message, acker) = message.split();
            let subject = message.subject.to_string();
            return Ok(Delivery {
                stored: Stored { subject, sequence, before: 0, bytes: message.payload },
                acker,
            });
        }
    }
}

impl Delivery {
    /// The event has been answered. Waits until the server knows; if that cannot be heard the event comes again, which
    /// changes nothing.
    pub async fn answered(self) {
        if let Err(error) = self.acker.double_ack().await {
            tracing::warn!(event.sequence = self.stored.sequence, %error, "an answer was not acknowledged");
        }
    }
}
