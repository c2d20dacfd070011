//! Delivering events to a service's reactions: durably, in order, each acknowledged when it has been answered.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, pull};
use contract::Kind;
use futures_util::StreamExt;

use crate::{
    log::{Fault, Log, Stored, before},
    retry::Retry,
};

/// After this time without acknowledgement an event is given to another replica, or again to this one: longer than any
/// answer takes on a healthy server, short enough that a killed service is not missed.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// How long one request for the next event waits at the server.
const ASKED_FOR: Duration = Duration::from_secs(10);

/// A server that says nothing for twice this time has forgotten the request, as after a restart: it is asked again.
const HEARD_WITHIN: Duration = Duration::from_secs(2);

/// One at a time over all replicas: the order of each stream of facts is kept without further thought.
const IN_FLIGHT: i64 = 1;

/// A service's place in the log.
pub struct Reactions {
    log: Log,
    config: pull::Config,
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
        let messages = self.pull(&config).await.map_err(Fault::Unanswered)?;
        Ok(Reactions { log: self.clone(), config, messages })
    }

    async fn pull(&self, config: &pull::Config) -> Result<pull::Stream, async_nats::Error> {
        let consumer = self.events.create_consumer(config.clone()).await?;
        let pulling = consumer.stream().max_messages_per_batch(1).expires(ASKED_FOR).heartbeat(HEARD_WITHIN);
        Ok(pulling.messages().await?)
    }
}

impl Reactions {
    /// The next event; waits for it, also for a server that is away for some seconds.
    pub async fn next(&mut self) -> Result<Delivery, Fault> {
        loop {
            let Some(Ok(message)) = self.messages.next().await else {
                self.pull_again().await?;
                continue;
            };
            let sequence = message.info().map_err(Fault::Unanswered)?.stream_sequence;
            let (message, acker) = message.split();
            let (subject, before) = (message.subject.to_string(), before(message.headers.as_ref()));
            let stored = Stored { subject, sequence, before, bytes: message.payload };
            return Ok(Delivery { stored, acker });
        }
    }

    async fn pull_again(&mut self) -> Result<(), Fault> {
        let mut retry = Retry::new();
        loop {
            match self.log.pull(&self.config).await {
                Ok(messages) => {
                    self.messages = messages;
                    return Ok(());
                }
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error)),
                Err(_) => {}
            }
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
