//! Delivering events to a service's reactions: durably, several at a time, each acknowledged when it has been answered.

use std::{collections::BTreeSet, time::Duration};

use async_nats::{
    datetime::DateTime,
    header::NATS_PIN_ID,
    jetstream::{
        AckKind,
        consumer::{self, AckPolicy, Consumer, DeliverPolicy, PriorityPolicy, pull},
        context::ConsumerInfoErrorKind,
    },
};
use contract::Kind;
use futures_util::{FutureExt, StreamExt};

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

/// That a reaction's place in the log would break a promise of the reactions: nothing is answered until a person has seen
/// to it, or a program that fits is started.
#[derive(Debug, thiserror::Error)]
#[error(
    "the place of the reaction {reaction} in the log is set up otherwise than it must be: {difference}; if no newer program \
     set it up, delete it with `nats consumer rm EVENTS {reaction}`: every event is then answered anew, which changes nothing"
)]
pub struct SetUpOtherwise {
    reaction: String,
    difference: String,
}

/// Why there is no place now.
enum NoPlace {
    Unanswered(async_nats::Error),
    Otherwise(SetUpOtherwise),
}

/// A reaction's place in the log.
pub struct Reactions {
    log: Log,
    name: String,
    config: pull::Config,
    /// `None` until the place was found.
    messages: Option<pull::Stream>,
    /// When the place was made: another time is another place, though of the same name.
    created: Option<DateTime>,
}

/// What a reaction hears from the log.
pub enum Heard {
    Event(Delivery),
    /// The place was found, as it was: after a connection that broke, a server that was away, or a person who saw to it.
    FoundAgain,
    /// The place is a new one, from which every event is delivered: what was known of the one before does not hold any more.
    NewPlace,
    /// Nothing comes until that is mended.
    Otherwise(SetUpOtherwise),
}

/// An event to be answered.
pub struct Delivery {
    pub stored: Stored,
    /// Whether it was delivered before.
    pub again: bool,
    /// Of the reader that the server gives all events to, while it does.
    pub pin: Option<String>,
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
    /// The events of these kinds that the reaction of this name has not answered yet. Its place is looked for, and made where
    /// there is none, as soon as the first is asked for.
    pub fn react(&self, reaction: &str, kinds: &[Kind]) -> Reactions {
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
        Reactions { log: self.clone(), name: reaction.to_owned(), config, messages: None, created: None }
    }

    /// How far the reaction of this name has come.
    pub async fn place_of(&self, reaction: &str) -> Result<Place, Fault> {
        let info = self.events.consumer_info(reaction).await.map_err(|e| Fault::Unanswered(e.into()))?;
        let open = info.num_pending + info.num_ack_pending as u64;
        Ok(Place { answered: info.ack_floor.stream_sequence, open })
    }

    /// Lets another replica have the events at once, when the one with this pin has stopped asking for them and the server
    /// still gives them to that one. If this is not heard, another has them after some seconds.
    pub async fn leave(&self, reaction: &str, pin: &str) {
        let pinned = self.events.consumer_info(reaction).await.ok().and_then(|info| {
            info.priority_groups.into_iter().find(|group| group.group == GROUP)?.pinned_client_id
        });
        if pinned.as_deref() != Some(pin) {
            return;
        }
        if let Err(error) = self.events.unpin_consumer(reaction, GROUP).await {
            tracing::debug!(reaction, %error, "the place in the log is left to time");
        }
    }

    /// The events that come to the place, and when it was made. A place that an older version of the program set up is
    /// brought to today's bounds.
    async fn place(
        &self,
        reaction: &str,
        config: &pull::Config,
    ) -> Result<(pull::Stream, DateTime), NoPlace> {
        let unanswered = |error: async_nats::Error| NoPlace::Unanswered(error);
        let consumer = match self.events.consumer_info(reaction).await {
            Ok(found) => self.fit(reaction, config, &found.config).await?,
            Err(error) if error.kind() == ConsumerInfoErrorKind::NotFound => {
                // Strictly: one that another program makes in between is to be looked at first, not changed.
                let made = self.events.create_consumer_strict(config.clone()).await;
                made.map_err(|error| unanswered(error.into()))?
            }
            Err(error) => return Err(unanswered(error.into())),
        };
        let pulling = consumer
            .stream()
            .max_messages_per_batch(ASKED_AT_ONCE)
            .expires(ASKED_FOR)
            .heartbeat(HEARD_WITHIN)
            .group(GROUP);
        let messages = pulling.messages().await.map_err(|error| unanswered(error.into()))?;
        Ok((messages, consumer.cached_info().created))
    }

    /// Brings what was found to what is wanted.
    async fn fit(
        &self,
        reaction: &str,
        wanted: &pull::Config,
        found: &consumer::Config,
    ) -> Result<Consumer<pull::Config>, NoPlace> {
        let otherwise =
            |difference| NoPlace::Otherwise(SetUpOtherwise { reaction: reaction.to_owned(), difference });
        let unanswered = |error: async_nats::Error| NoPlace::Unanswered(error);
        let (reads, must_read) = (filters(found), BTreeSet::from_iter(wanted.filter_subjects.clone()));
        if !reads.is_subset(&must_read) {
            // A newer program reads more. Answering nothing to what this one does not know would pass it over.
            return Err(otherwise(format!("it reads {reads:?}, must read {must_read:?}")));
        }
        if reads != must_read {
            // The server would pass over what stands there of the added kinds: it does not go back for them. A new place
            // begins at the first event, and ends the requests of an older program that still runs.
            tracing::warn!(
                reaction,
                ?reads,
                ?must_read,
                "a reaction reads more kinds: it answers every event anew"
            );
            let deleted = self.events.delete_consumer(reaction).await;
            deleted.map_err(|error| unanswered(error.into()))?;
            let made = self.events.create_consumer_strict(wanted.clone()).await;
            return made.map_err(|error| unanswered(error.into()));
        }
        match self.events.create_consumer(wanted.clone()).await {
            Ok(consumer) => match difference(wanted, &consumer.cached_info().config) {
                None => Ok(consumer),
                Some(difference) => Err(otherwise(difference)),
            },
            // The server refuses some changes of what is there: then what is there differs.
            Err(error) => Err(difference(wanted, found).map_or_else(|| unanswered(error.into()), otherwise)),
        }
    }
}

fn filters(of: &consumer::Config) -> BTreeSet<String> {
    let one = Some(of.filter_subject.clone()).filter(|filter| !filter.is_empty());
    let filters: BTreeSet<String> = of.filter_subjects.iter().cloned().chain(one).collect();
    if filters.is_empty() { BTreeSet::from([">".to_owned()]) } else { filters }
}

/// What about an existing place would break a promise of the reactions.
fn difference(wanted: &pull::Config, found: &consumer::Config) -> Option<String> {
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
    None
}

impl Reactions {
    /// What the log says next; waits for it, also for a server that is away. May be cancelled.
    pub async fn next(&mut self) -> Heard {
        let mut retry = Retry::new();
        loop {
            if let Some(delivery) = self.delivered().await {
                return Heard::Event(delivery);
            }
            retry.pause_always().await;
            match self.log.place(&self.name, &self.config).await {
                Ok((messages, created)) => {
                    self.messages = Some(messages);
                    let before = self.created.replace(created);
                    return if before == Some(created) { Heard::FoundAgain } else { Heard::NewPlace };
                }
                Err(NoPlace::Otherwise(error)) => {
                    self.messages = None;
                    return Heard::Otherwise(error);
                }
                Err(NoPlace::Unanswered(error)) => {
                    tracing::debug!(reaction = self.name, %error, "the log is asked again");
                }
            }
        }
    }

    /// The next event; `None` if the place is to be looked for.
    async fn delivered(&mut self) -> Option<Delivery> {
        let message = self.messages.as_mut()?.next().await?.ok()?;
        let (sequence, delivered) = message.info().map(|info| (info.stream_sequence, info.delivered)).ok()?;
        let (message, acker) = message.split();
        let subject = message.subject.to_string();
        if !self.reads(&subject) {
            // A newer program has made a place in this one's stead. What this one does not know it must not answer.
            return None;
        }
        let headers = message.headers.as_ref();
        let pin = headers.and_then(|headers| Some(headers.get_last(NATS_PIN_ID)?.to_string()));
        let stored = Stored { subject, sequence, before: before(headers), bytes: message.payload };
        Some(Delivery { stored, again: delivered > 1, pin, acker })
    }

    /// Asks for no more events, and gives those that the server has given already.
    pub fn end(mut self) -> Vec<Delivery> {
        let mut given = Vec::new();
        while let Some(Some(delivery)) = self.delivered().now_or_never() {
            given.push(delivery);
        }
        given
    }

    fn reads(&self, subject: &str) -> bool {
        self.config.filter_subjects.iter().any(|filter| subject.starts_with(filter.trim_end_matches('>')))
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

    /// The event is not begun, and may be given to another at once.
    pub async fn give_back(&self) {
        // If this is lost, the server gives it to another after some seconds.
        let _ = self.acker.ack_with(AckKind::Nak(None)).await;
    }
}
