//! The envelope of every event: CloudEvents 1.0.2, structured JSON.
//!
//! The `id` is that of the command that recorded the event: one command records at most one event. So one id tells
//! which command a fact came from, and whether a repeated command has been carried out already.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{CommandId, MemberId, Subject};

/// The version of the events' schema that this program writes; it reads this and all older ones.
pub const SCHEMA_VERSION: u32 = 1;

/// The most bytes that one event may take on the log, envelope included.
pub const EVENT_BYTES_MOST: usize = 512 * 1024;

/// One fact as it stands on the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded<E> {
    /// The sequence of this fact in the log; also the version of its stream of facts once it is recorded.
    pub sequence: u64,
    pub subject: Subject,
    pub id: CommandId,
    /// The event that this one answers, where a service acted of itself.
    pub cause: Option<CommandId>,
    pub by: MemberId,
    pub at: DateTime<Utc>,
    pub event: E,
}

/// Who recorded what, when, and in answer to what: everything about an event but its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    pub id: CommandId,
    pub cause: Option<CommandId>,
    pub by: MemberId,
    pub at: DateTime<Utc>,
}

/// Why bytes are not an event that this program knows. The reader stops: an event is never skipped.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("not an event of a known type")]
    Content(#[from] serde_json::Error),
    #[error(
        "written by a newer version of the program (schema {written}, this one reads up to {SCHEMA_VERSION})"
    )]
    FromTheFuture { written: u32 },
    #[error("on a subject that is not one")]
    Subject(#[from] crate::Malformed),
}

// The type stands before the data, so that a reader knows what it reads when it comes to it.
#[derive(Serialize)]
struct Written<'a, E> {
    specversion: &'static str,
    id: CommandId,
    source: String,
    subject: &'a str,
    time: DateTime<Utc>,
    actor: &'a MemberId,
    #[serde(skip_serializing_if = "Option::is_none")]
    causationid: Option<CommandId>,
    schemaversion: u32,
    #[serde(flatten)]
    event: &'a E,
}

// What stands around the data. The event itself is read from the same bytes by its own type, which passes over these.
#[derive(Deserialize)]
struct Around {
    id: CommandId,
    time: DateTime<Utc>,
    actor: MemberId,
    causationid: Option<CommandId>,
    schemaversion: u32,
}

/// The bytes of an event. `E` writes itself as `type` and `data`.
pub fn write<E: Serialize>(subject: &Subject, stamp: &Stamp, event: &E) -> Vec<u8> {
    let written = Written {
        specversion: "1.0",
        id: stamp.id,
        source: format!("/{}", subject.kind().token()),
        subject: subject.id(),
        time: stamp.at,
        actor: &stamp.by,
        causationid: stamp.cause,
        schemaversion: SCHEMA_VERSION,
        event,
    };
    serde_json::to_vec(&written).expect("an event is strings, numbers and lists")
}

/// The event in these bytes, as stored under this subject and sequence.
pub fn read<E: DeserializeOwned>(
    subject: Subject,
    sequence: u64,
    bytes: &[u8],
) -> Result<Recorded<E>, Unreadable> {
    let around: Around = serde_json::from_slice(bytes)?;
    if around.schemaversion > SCHEMA_VERSION {
        return Err(Unreadable::FromTheFuture { written: around.schemaversion });
    }
    let event = serde_json::from_slice(bytes)?;
    Ok(Recorded {
        sequence,
        subject,
        id: around.id,
        cause: around.causationid,
        by: around.actor,
        at: around.time,
        event,
    })
}

impl<E> Recorded<E> {
    /// The same fact with its event seen in another way.
    pub fn map<F>(self, see: impl FnOnce(E) -> F) -> Recorded<F> {
        Recorded {
            sequence: self.sequence,
            subject: self.subject,
            id: self.id,
            cause: self.cause,
            by: self.by,
            at: self.at,
            event: see(self.event),
        }
    }
}
