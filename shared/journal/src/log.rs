//! The log itself: appending one fact, reading facts back.

use async_nats::{
    HeaderMap,
    header::NATS_EXPECTED_LAST_SUBJECT_SEQUENCE,
    jetstream::{
        self, ErrorCode,
        context::{PublishError, PublishErrorKind},
        message::{PublishMessage, StreamMessage},
        stream::{DirectGetErrorKind, LastRawMessageErrorKind},
    },
};
use bytes::Bytes;
use contract::{EVENT_BYTES_MOST, Event, Recorded, Subject, Unreadable, health::PartState};

use crate::retry::Retry;

/// Why the log could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    #[error("the log does not answer")]
    Unanswered(#[source] async_nats::Error),
    #[error("the event {sequence} on {subject} cannot be read")]
    Unreadable { subject: String, sequence: u64, source: Unreadable },
    #[error("the event {sequence} is missing from {subject}")]
    Missing { subject: String, sequence: u64 },
    #[error("the item {number} on the wire, {subject}, is not one of this newsroom")]
    Foreign { subject: String, number: u64 },
    #[error("it takes {bytes} bytes, more than the {most} that can be kept at once")]
    TooLarge { bytes: usize, most: usize },
    #[error("{subject} changed under every one of {attempts} attempts")]
    Contended { subject: String, attempts: usize },
}

impl Fault {
    /// Where a reader of the log stops, if this is about an event that it cannot read. Says nothing of the event's content,
    /// for health shows it to everybody.
    pub fn stops(&self) -> Option<PartState> {
        match self {
            Self::Unreadable { sequence, source, .. } => {
                Some(PartState::Stopped { at: *sequence, why: source.to_string() })
            }
            Self::Unanswered(_)
            | Self::Missing { .. }
            | Self::Foreign { .. }
            | Self::TooLarge { .. }
            | Self::Contended { .. } => None,
        }
    }
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
    /// The sequence of the fact before this one on its stream; 0 for the first. Whoever writes otherwise than by an append
    /// may have left it out.
    pub before: Option<u64>,
    pub bytes: Bytes,
}

impl Stored {
    pub(crate) fn from(message: StreamMessage) -> Self {
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

    pub(crate) fn subject(&self) -> Result<Subject, Unreadable> {
        Ok(self.subject.parse()?)
    }

    pub(crate) fn unreadable(&self, source: Unreadable) -> Fault {
        Fault::Unreadable { subject: self.subject.clone(), sequence: self.sequence, source }
    }
}

/// The sequence that a fact's append expected. It makes the append exact, and links each fact to the one before it.
pub(crate) fn before(headers: Option<&HeaderMap>) -> Option<u64> {
    headers?.get(NATS_EXPECTED_LAST_SUBJECT_SEQUENCE)?.as_str().parse().ok()
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
    /// Appends one fact to a stream whose last fact has the sequence `expected` (0: there is none yet).
    ///
    /// Rides out a server that is away for some seconds. After such a pause it is not known whether an earlier attempt
    /// was kept: then this is a [`AppendError::Conflict`], and the stream, read again, tells by the command's id.
    pub async fn append(&self, subject: &Subject, expected: u64, bytes: Vec<u8>) -> Result<u64, AppendError> {
        if bytes.len() > EVENT_BYTES_MOST {
            return Err(Fault::TooLarge { bytes: bytes.len(), most: EVENT_BYTES_MOST }.into());
        }
        let size = bytes.len();
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
            if let Some(fault) = self.too_large(&error, size) {
                return Err(fault.into());
            }
            tracing::warn!(%subject, %error, "an append was not acknowledged");
            if !retry.pause().await {
                return Err(Fault::Unanswered(error.into()).into());
            }
        }
    }

    /// What is larger than the server takes does not get smaller by trying again.
    pub(crate) fn too_large(&self, error: &PublishError, bytes: usize) -> Option<Fault> {
        let most = self.context.client().server_info().max_payload;
        (error.kind() == PublishErrorKind::MaxPayloadExceeded).then_some(Fault::TooLarge { bytes, most })
    }

    /// The sequence of the last event; 0 for none.
    pub async fn end(&self) -> Result<u64, Fault> {
        let info = self.events.get_info().await.map_err(|e| Fault::Unanswered(e.into()))?;
        Ok(info.state.last_sequence)
    }

    /// The last fact of a stream of facts, by the word of the log's leader: nothing that was acknowledged is missed.
    pub async fn last(&self, subject: &Subject) -> Result<Option<Stored>, Fault> {
        let subject = subject.to_string();
        let mut retry = Retry::new();
        loop {
            match self.events.get_last_raw_message_by_subject(&subject).await {
                Ok(message) => return Ok(Some(Stored::from(message))),
                Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(None),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// The last fact of a stream of facts, as any replica knows it: it may be behind, and is quicker to ask.
    pub(crate) async fn last_nearby(&self, subject: &Subject) -> Result<Option<Stored>, Fault> {
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

    /// The fact with this sequence. It is known to exist, so a replica that has not got it yet is asked again; one that never
    /// gets it is [`Fault::Missing`].
    pub async fn get(&self, sequence: u64) -> Result<Stored, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.events.direct_get(sequence).await {
                Ok(message) => return Ok(Stored::from(message)),
                Err(_) if retry.pause().await => {}
                Err(error) if error.kind() == DirectGetErrorKind::NotFound => {
                    return Err(Fault::Missing { subject: "the log".to_owned(), sequence });
                }
                Err(error) => return Err(Fault::Unanswered(error.into())),
            }
        }
    }
}

fn is_conflict(error: &PublishError) -> bool {
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
