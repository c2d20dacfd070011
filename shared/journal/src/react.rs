//! Delivering events to a service's reactions: durably, several at a time, each acknowledged when it has been answered.

use std::time::Duration;

use async_nats::{
    datetime::DateTime,
    jetstream::{
        AckKind,
        consumer::{AckPolicy, DeliverPolicy, PriorityPolicy, pull},
    },
};
use contract::Kind;
use futures_util::StreamExt;

use crate::{
    log::{Fault, Log, Stored, before},
    retry::Retry,
};

/// After this time without acknowledgement or word of progress an event is given to another replica, or again to this
/// one: short enough that a killed service is not missed.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// How often a process says of each event at hand that it is at work: two of these may be lost.
pub const PROGRESS_EVERY: Duration = Duration::from_millis(1500);

/// How long one request for the next events waits at the server.
const ASKED_FOR: Duration = Duration::from_secs(2);

/// A server that says nothing for twice this time has forgotten the request, as after a restart: it is asked again.
const HEARD_WITHIN: Duration = Duration::from_millis(500);

/// A replica that has not asked for this time is gone, and another gets the events: two of its requests may be lost.
const GONE_AFTER: Duration = Duration::from_secs(5);

/// All replicas of a reaction are one group, of which the server gives all events to one.
const GROUP: &str = "replicas";

/// Events that may be at hand over all replicas. Each may take 512 KiB, so a process holds 128 MiB of them at the worst; a
/// slow answer stops other streams only when this many events wait behind it on its own stream.
const IN_FLIGHT: i64 = 256;

/// Events that one request asks for: enough to keep the answers busy, few enough that replicas share the work.
const ASKED_AT_ONCE: usize = 32;

/// Why a reaction has no place in the log.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("the log does not answer")]
    Unanswered(#[source] async_nats::Error),
    #[error(
        "the place of the reaction {reaction} in the log is set up otherwise than it must be: {difference}; delete it with \
         `nats consumer rm EVENTS {reaction}`: every event is then answered anew, which changes nothing"
    )]
    SetUpOtherwise { reaction: String, difference: String },
}

/// A reaction's place in the log.
pub struct Reactions {
    log: Log,
    name: String,
    config: pull::Config,
    messages: pull::Stream,
    /// When the place was made: another time is another place, though of the same name.
    created: DateTime,
    placed: u32,
}

/// An event to be answered.
pub struct Delivery {
    pub stored: Stored,
    /// Whether it was delivered before.
    pub again: bool,
    /// Grows when the place is a new one, from which everything is delivered anew: what was known of the one before does
    /// not hold any more. A connection that broke, or a server that was away, does not make it grow.
    pub placed: u32,
    acker: async_nats::jetstream::message::Acker,
}

/// How far a reaction has come, over all its replicas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Every event up to this sequence has been answered or set aside.
    pub answered: u64,
    /// How many events are at hand or still to come.
    pub open: u64,
}

impl Log {
    /// The events of these kinds that the reaction of this name has not answered yet. A place that an older version of the
    /// program set up is brought to today's bounds; where that cannot be, the error says what to do.
    pub async fn react(&self, reaction: &str, kinds: &[Kind]) -> Result<Reactions, PlaceError> {
        let config = pull::Config {
            durable_name: Some(reaction.to_owned()),
            filter_subjects: kinds.iter().map(|kind| kind.filter()).collect(),
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::Explicit,
            ack_wait: ANSWERED_WITHIN,
            max_ack_pending: IN_FLIGHT,
            priority_policy: PriorityPolicy::PinnedClient,
            priority_groups: vec![GROUP.to_owned()],
            priority_timeout: GONE_AFTER,
            ..pull::Config::default()
        };
        let mut retry = Retry::new();
        loop {
            match self.place(reaction, &config).await {
                Ok((messages, created)) => {
                    let (log, name) = (self.clone(), reaction.to_owned());
                    return Ok(Reactions { log, name, config, messages, created, placed: 0 });
                }
                Err(error @ PlaceError::SetUpOtherwise { .. }) => return Err(error),
                Err(error) if !retry.pause().await => return Err(error),
                Err(_) => {}
            }
        }
    }

    /// How far the reaction of this name has come.
    pub async fn place_of(&self, reaction: &str) -> Result<Place, Fault> {
        let info = self.events.consumer_info(reaction).await.map_err(|e| Fault::Unanswered(e.into()))?;
        let open = info.num_pending + info.num_ack_pending as u64;
        Ok(Place { answered: info.ack_floor.stream_sequence, open })
    }

    /// Lets another replica have the events at once, when this one has stopped asking for them. If this is not heard, another
    /// has them after some seconds.
    pub async fn leave(&self, reaction: &str) {
        if let Err(error) = self.events.unpin_consumer(reaction, GROUP).await {
            tracing::debug!(reaction, %error, "the place in the log is left to time");
        }
    }

    /// The events that come to the place, and when it was made.
    async fn place(
        &self,
        reaction: &str,
        config: &pull::Config,
    ) -> Result<(pull::Stream, DateTime), PlaceError> {
        let otherwise =
            |difference: String| PlaceError::SetUpOtherwise { reaction: reaction.to_owned(), difference };
        let consumer = match self.events.create_consumer(config.clone()).await {
            Ok(consumer) => consumer,
            Err(error) => {
                // The server refuses some changes of what is there: then what is there differs.
                let found = self.events.consumer_info(reaction).await;
                let difference = found.ok().and_then(|found| difference(config, &found.config));
                return Err(difference.map_or_else(|| PlaceError::Unanswered(error.into()), otherwise));
            }
        };
        if let Some(difference) = difference(config, &consumer.cached_info().config) {
            return Err(otherwise(difference));
        }
        let pulling = consumer
            .stream()
            .max_messages_per_batch(ASKED_AT_ONCE)
            .expires(ASKED_FOR)
            .heartbeat(HEARD_WITHIN)
            .group(GROUP);
        let messages = pulling.messages().await.map_err(|error| PlaceError::Unanswered(error.into()))?;
        Ok((messages, consumer.cached_info().created))
    }
}

/// What about an existing place would break a promise of the reactions.
fn difference(wanted: &pull::Config, found: &async_nats::jetstream::consumer::Config) -> Option<String> {
    if found.deliver_policy != wanted.deliver_policy {
        let (found, wanted) = (found.deliver_policy, wanted.deliver_policy);
        return Some(format!("it begins at {found:?}, must begin at {wanted:?}"));
    }
    if found.ack_policy != wanted.ack_policy {
        return Some(format!("it acknowledges {:?}, must {:?}", found.ack_policy, wanted.ack_policy));
    }
    if found.ack_wait != wanted.ack_wait {
        return Some(format!("it waits {:?} for an answer, must {:?}", found.ack_wait, wanted.ack_wait));
    }
    if found.max_ack_pending != wanted.max_ack_pending {
        let (found, wanted) = (found.max_ack_pending, wanted.max_ack_pending);
        return Some(format!("it has {found} events in flight, must have {wanted}"));
    }
    if found.priority_policy != wanted.priority_policy {
        let (found, wanted) = (&found.priority_policy, &wanted.priority_policy);
        return Some(format!("it chooses its readers by {found:?}, must by {wanted:?}"));
    }
    if found.max_deliver > 0 {
        return Some(format!("it gives an event up after {} deliveries, must not", found.max_deliver));
    }
    let mut filters = found.filter_subjects.clone();
    filters.extend(Some(found.filter_subject.clone()).filter(|filter| !filter.is_empty()));
    (filters != wanted.filter_subjects)
        .then(|| format!("it reads {filters:?}, must read {:?}", wanted.filter_subjects))
}

impl Reactions {
    /// The next event; waits for it, also for a server that is away.
    pub async fn next(&mut self) -> Delivery {
        let mut retry = Retry::new();
        loop {
            if let Some(Ok(message)) = self.messages.next().await
                && let Ok((sequence, delivered)) =
                    message.info().map(|info| (info.stream_sequence, info.delivered))
            {
                let (message, acker) = message.split();
                let (subject, before) = (message.subject.to_string(), before(message.headers.as_ref()));
                let stored = Stored { subject, sequence, before, bytes: message.payload };
                return Delivery { stored, again: delivered > 1, placed: self.placed, acker };
            }
            retry.pause_always().await;
            match self.log.place(&self.name, &self.config).await {
                Ok((messages, created)) => {
                    self.placed += u32::from(created != self.created);
                    (self.messages, self.created) = (messages, created);
                }
                Err(error @ PlaceError::SetUpOtherwise { .. }) => {
                    tracing::error!(%error, "nothing is answered until that is done");
                }
                Err(error) => tracing::debug!(reaction = self.name, %error, "the log is asked again"),
            }
        }
    }
}

impl Delivery {
    /// The event has been answered or set aside. Waits until the server knows; if that cannot be heard the event comes
    /// again, which changes nothing.
    pub async fn dealt_with(&self) {
        let mut retry = Retry::new();
        while let Err(error) = self.acker.double_ack().await {
            if !retry.pause().await {
                tracing::warn!(event.sequence = self.stored.sequence, %error, "an answer was not acknowledged");
                return;
            }
        }
    }

    /// The event is at hand and will be answered: it is not to be given to another yet.
    pub async fn at_work(&self) {
        // If this is lost, the next one, or the event's coming again, makes up for it.
        let _ = self.acker.ack_with(AckKind::Progress).await;
    }
}
