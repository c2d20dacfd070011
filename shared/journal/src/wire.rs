//! The wire: what was published, numbered without a gap.

use async_nats::jetstream::{message::PublishMessage, stream::LastRawMessageErrorKind};
use bytes::Bytes;

use crate::{
    follow::Follow,
    log::{Fault, Log},
    retry::Retry,
};

/// Which version of its publication an item is. Read by the writer alone, so that nothing goes out twice.
const VERSION: &str = "Dragoman-Version";

/// One published item.
#[derive(Clone, Debug)]
pub struct WireItem {
    /// Counts from 1, without a gap over the whole wire.
    pub number: u64,
    pub subject: String,
    pub bytes: Bytes,
}

/// Reads the wire in order.
pub struct WireReader {
    follow: Follow,
}

impl WireReader {
    /// How many items stand behind the last one that was handed out.
    pub fn pending(&self) -> u64 {
        self.follow.pending()
    }

    /// The next item; waits for it.
    pub async fn next(&mut self) -> Result<WireItem, Fault> {
        let stored = self.follow.next().await?;
        Ok(WireItem { number: stored.sequence, subject: stored.subject, bytes: stored.bytes })
    }
}

impl Log {
    /// The wire from this number on.
    pub async fn read_wire(&self, from: u64) -> Result<WireReader, Fault> {
        Ok(WireReader { follow: self.follow_in(&self.wire, Vec::new(), from).await? })
    }

    /// Puts a version of a publication on the wire and gives its number; `None` if this version or a newer one is there
    /// already. Replicas fence each other by the wire's expected last sequence: one of them writes, the others look again.
    pub async fn put_on_wire(&self, subject: &str, version: u32, bytes: Bytes) -> Result<Option<u64>, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.try_put(subject, version, bytes.clone()).await {
                Ok(number) => return Ok(number),
                Err(Fault::Unanswered(error)) if !retry.pause().await => {
                    return Err(Fault::Unanswered(error));
                }
                Err(Fault::Unanswered(error)) => {
                    tracing::debug!(subject, %error, "the wire is looked at again");
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    async fn try_put(&self, subject: &str, version: u32, bytes: Bytes) -> Result<Option<u64>, Fault> {
        // The end of the wire is read first: what comes between this and the publish is refused by the expectation.
        let end = self.wire.get_info().await.map_err(|e| Fault::Unanswered(e.into()))?.state.last_sequence;
        if self.version_on_wire(subject).await? >= version {
            return Ok(None);
        }
        let size = bytes.len();
        let message = PublishMessage::build()
            .payload(bytes)
            .header(VERSION, version.to_string())
            .expected_last_sequence(end);
        let kept = async { self.context.send_publish(subject.to_owned(), message).await?.await };
        match kept.await {
            Ok(kept) => Ok(Some(kept.sequence)),
            Err(error) => {
                Err(self.too_large(&error, size).unwrap_or_else(|| Fault::Unanswered(error.into())))
            }
        }
    }

    /// The last version on the wire; 0 for none. Asked of the leader: a replica behind it could forget our own item.
    async fn version_on_wire(&self, subject: &str) -> Result<u32, Fault> {
        match self.wire.get_last_raw_message_by_subject(subject).await {
            Ok(item) => {
                let version = item.headers.get(VERSION).and_then(|version| version.as_str().parse().ok());
                version.ok_or(Fault::Foreign { subject: subject.to_owned(), number: item.sequence })
            }
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(0),
            Err(error) => Err(Fault::Unanswered(error.into())),
        }
    }
}
