//! The log itself: opening it, appending one fact, reading facts back.

use async_nats::{
    HeaderMap,
    jetstream::{
        self, ErrorCode,
        context::PublishErrorKind,
        message::{PublishMessage, StreamMessage},
        stream::{Config, DirectGetErrorKind, DiscardPolicy, StorageType},
    },
};
use bytes::Bytes;
use contract::{EVENT_BYTES_MOST, Event, Recorded, Subject, Unreadable};

use crate::retry::Retry;

pub(crate) const EVENTS: &str = "EVENTS";
pub(crate) const WIRE: &str = "WIRE";
pub(crate) const RAW: &str = "RAW";

/// The header that makes an append exact; it also links each fact to the one before it on its stream.
const EXPECTED: &str = "Nats-Expected-Last-Subject-Sequence";

/// How the log is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// On how many servers each event stands: 1 alone, 3 in a cluster.
    pub replicas: usize,
}

/// Why the log cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the stream {stream} cannot be opened on the NATS server")]
    Stream { stream: &'static str, source: async_nats::Error },
    #[error(
        "the stream {stream} is set up otherwise than it must be: {difference}; correct it with the `nats` tool \
         (nothing was changed, because changing it wrongly could lose events)"
    )]
    SetUpOtherwise { stream: &'static str, difference: String },
}

/// Why the log could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("the log does not answer")]
    Unanswered(#[source] async_nats::Error),
    #[error("the event {sequence} on {subject} cannot be read")]
    Unreadable { subject: String, sequence: u64, source: Unreadable },
    #[error("the event {sequence} on {subject} is missing from its chain")]
    Missing { subject: String, sequence: u64 },
    #[error("the event takes {bytes} bytes, more than the log's {EVENT_BYTES_MOST}")]
    TooLarge { bytes: usize },
    #[error("{subject} changed under every one of {attempts} attempts")]
    Contended { subject: String, attempts: usize },
}

/// Why one fact was not appended.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// The stream of facts is at another version; or an append whose acknowledgement was lost did succeed.
    #[error("the stream of facts has moved on")]
    Conflict,
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// One fact as the server keeps it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub subject: String,
    pub sequence: u64,
    /// The sequence of the fact before this one on its stream; 0 for the first.
    pub before: u64,
    pub bytes: Bytes,
}

impl Stored {
    fn from(message: StreamMessage) -> Self {
        let before = before(Some(&message.headers));
        Self {
            subject: message.subject.to_string(),
            sequence: message.sequence,
            before,
            bytes: message.payload,
        }
    }

    /// The event, whatever its kind.
    pub fn read(&self) -> Result<Recorded<Event>, Fault> {
        let read = |subject| contract::read(subject, self.sequence, &self.bytes);
        self.subject().and_then(read).map_err(|source| self.unreadable(source))
    }

    /// The event, known to be of the type `E`.
    pub fn read_as<E: serde::de::DeserializeOwned>(&self) -> Result<Recorded<E>, Fault> {
        let read = |subject| contract::envelope::read(subject, self.sequence, &self.bytes);
        self.subject().and_then(read).map_err(|source| self.unreadable(source))
    }

    fn subject(&self) -> Result<Subject, Unreadable> {
        Ok(self.subject.parse()?)
    }

    fn unreadable(&self, source: Unreadable) -> Fault {
        Fault::Unreadable { subject: self.subject.clone(), sequence: self.sequence, source }
    }
}

/// The sequence that a fact's append expected: that of the fact before it on its stream. What has none is the first.
pub(crate) fn before(headers: Option<&HeaderMap>) -> u64 {
    headers.and_then(|headers| headers.get(EXPECTED)?.as_str().parse().ok()).unwrap_or(0)
}

/// A newsroom's log on a NATS server or cluster. Cheap to clone; all clones share one connection.
#[derive(Clone)]
pub struct Log {
    pub(crate) context: jetstream::Context,
    pub(crate) events: jetstream::stream::Stream<()>,
    pub(crate) wire: jetstream::stream::Stream<()>,
    pub(crate) raw: jetstream::object_store::ObjectStore,
}

impl Log {
    /// Opens the log, and creates what it needs where there is nothing yet. What is there and differs is an error.
    pub async fn open(client: async_nats::Client, settings: Settings) -> Result<Self, OpenError> {
        let context = jetstream::context::ContextBuilder::new().build(client);
        let events = kept(&context, EVENTS, "event.>", settings).await?;
        let wire = kept(&context, WIRE, "wire.>", settings).await?;
        let raw = crate::raw::open(&context, settings).await?;
        Ok(Self { context, events, wire, raw })
    }

    /// Opens the log that is there, for whoever looks after it: nothing is created, and how it is set up is not judged.
    pub async fn open_existing(client: async_nats::Client) -> Result<Self, OpenError> {
        let context = jetstream::context::ContextBuilder::new().build(client);
        let stream = async |stream: &'static str| {
            context.get_stream(stream).await.map_err(|e| OpenError::Stream { stream, source: e.into() })?;
            let opened = context.get_stream_no_info(stream).await;
            opened.map_err(|e| OpenError::Stream { stream, source: e.into() })
        };
        let (events, wire) = (stream(EVENTS).await?, stream(WIRE).await?);
        let raw = context.get_object_store(RAW).await;
        let raw = raw.map_err(|e| OpenError::Stream { stream: RAW, source: e.into() })?;
        Ok(Self { context, events, wire, raw })
    }

    /// Appends one fact to a stream whose last fact has the sequence `expected` (0: there is none yet).
    ///
    /// Rides out a server that is away for some seconds. After such a pause it is not known whether an earlier attempt
    /// was kept: then this is a [`AppendError::Conflict`], and the stream, read again, tells by the command's id.
    pub async fn append(&self, subject: &Subject, expected: u64, bytes: Vec<u8>) -> Result<u64, AppendError> {
        if bytes.len() > EVENT_BYTES_MOST {
            return Err(Fault::TooLarge { bytes: bytes.len() }.into());
        }
        let bytes = Bytes::from(bytes);
        let mut retry = Retry::new();
        loop {
            let message =
                PublishMessage::build().payload(bytes.clone()).expected_last_subject_sequence(expected);
            let sent = self.context.send_publish(subject.to_string(), message).await;
            let error = match sent {
                Ok(acknowledgement) => match acknowledgement.await {
                    Ok(kept) => return Ok(kept.sequence),
                    Err(error) => error,
                },
                Err(error) => error,
            };
            if is_conflict(&error) {
                return Err(AppendError::Conflict);
            }
            tracing::warn!(%subject, %error, "an append was not acknowledged");
            if !retry.pause().await {
                return Err(Fault::Unanswered(error.into()).into());
            }
        }
    }

    /// The sequence of the last event; 0 for none.
    pub async fn end(&self) -> Result<u64, Fault> {
        let info = self.events.get_info().await.map_err(|e| Fault::Unanswered(e.into()))?;
        Ok(info.state.last_sequence)
    }

    /// The last fact of a stream of facts.
    pub async fn last(&self, subject: &Subject) -> Result<Option<Stored>, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.events.direct_get_last_for_subject(subject.to_string()).await {
                Ok(message) => return Ok(Some(Stored::from(message))),
                Err(error) if error.kind() == DirectGetErrorKind::NotFound => return Ok(None),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// The fact with this sequence. It is known to exist, so a replica that has not got it yet is asked again.
    pub async fn get(&self, sequence: u64) -> Result<Stored, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.events.direct_get(sequence).await {
                Ok(message) => return Ok(Stored::from(message)),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// The facts of a stream after the version `after`, oldest first, found by walking the chain back from the last:
    /// the cost grows with their number, not with the log.
    pub async fn chain(&self, subject: &Subject, after: u64) -> Result<Vec<Stored>, Fault> {
        let mut facts = Vec::new();
        let mut next = self.last(subject).await?;
        while let Some(fact) = next.filter(|fact| fact.sequence > after) {
            let before = fact.before;
            facts.push(fact);
            next = if before > after { Some(self.get(before).await?) } else { None };
        }
        facts.reverse();
        Ok(facts)
    }
}

fn is_conflict(error: &jetstream::context::PublishError) -> bool {
    match error.kind() {
        PublishErrorKind::WrongLastSequence => true,
        // On R3 a conflict with an append in flight has a code of its own, which the client does not know.
        PublishErrorKind::Other => std::error::Error::source(error)
            .and_then(|source| source.downcast_ref::<jetstream::Error>())
            .is_some_and(|e| e.error_code() == ErrorCode::STREAM_WRONG_LAST_SEQUENCE_CONSTANT),
        PublishErrorKind::StreamNotFound
        | PublishErrorKind::WrongLastMessageId
        | PublishErrorKind::TimedOut
        | PublishErrorKind::BrokenPipe
        | PublishErrorKind::MaxAckPending
        | PublishErrorKind::MaxPayloadExceeded => false,
    }
}

/// A stream that keeps everything, opened or created.
async fn kept(
    context: &jetstream::Context,
    name: &'static str,
    subjects: &str,
    settings: Settings,
) -> Result<jetstream::stream::Stream<()>, OpenError> {
    let wanted = Config {
        name: name.to_owned(),
        subjects: vec![subjects.to_owned()],
        storage: StorageType::File,
        num_replicas: settings.replicas,
        discard: DiscardPolicy::New,
        deny_delete: true,
        deny_purge: true,
        allow_direct: true,
        ..Config::default()
    };
    let unopened = |source: async_nats::Error| OpenError::Stream { stream: name, source };
    let found = context.get_or_create_stream(wanted.clone()).await.map_err(|e| unopened(e.into()))?;
    match difference(&wanted, &found.cached_info().config) {
        Some(difference) => Err(OpenError::SetUpOtherwise { stream: name, difference }),
        None => context.get_stream_no_info(name).await.map_err(|e| unopened(e.into())),
    }
}

/// What about an existing stream would break a promise of the log.
fn difference(wanted: &Config, found: &Config) -> Option<String> {
    let say =
        |what: &str, found: String, wanted: String| Some(format!("{what} is {found}, must be {wanted}"));
    if found.subjects != wanted.subjects {
        return say("subjects", format!("{:?}", found.subjects), format!("{:?}", wanted.subjects));
    }
    if found.storage != wanted.storage {
        return say("storage", format!("{:?}", found.storage), format!("{:?}", wanted.storage));
    }
    if found.num_replicas != wanted.num_replicas {
        return say("replicas", found.num_replicas.to_string(), wanted.num_replicas.to_string());
    }
    if found.discard != wanted.discard {
        return say("discard", format!("{:?}", found.discard), format!("{:?}", wanted.discard));
    }
    let limits = [found.max_bytes, found.max_messages, found.max_messages_per_subject];
    if limits.iter().any(|limit| *limit > 0) || !found.max_age.is_zero() {
        return Some("it has a limit of size, number or age, must have none".to_owned());
    }
    for (what, holds) in [
        ("deny_delete", found.deny_delete),
        ("deny_purge", found.deny_purge),
        ("allow_direct", found.allow_direct),
        ("acknowledgement", !found.no_ack),
    ] {
        if !holds {
            return say(what, "off".to_owned(), "on".to_owned());
        }
    }
    None
}
