//! The envelope of every event: CloudEvents 1.0.2, structured JSON.
//!
//! The `id` is that of the command that recorded the event: one command records at most one event. So one id tells
//! which command a fact came from, and whether a repeated command has been carried out already.

mod pass;

use chrono::{DateTime, Utc};
use serde::{
    Deserialize, Serialize,
    de::{DeserializeOwned, Error as _},
};
use serde_json::json;

use crate::{
    CommandId, Kind, MemberId, Subject,
    raise::{Fields, GROWTH, Growth},
};

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
    /// Not an event, or not one that could ever have been written.
    #[error("not an event of a known type")]
    Content(#[from] serde_json::Error),
    /// Written by a newer program. The reader goes on when the program is as new: nothing is wrong with the log.
    #[error("`{event_type}` in version {written} was written by a newer program; {}", reads_up_to(*reads))]
    FromTheFuture {
        event_type: Box<str>,
        /// The version of the type's data, as it was written.
        written: u32,
        /// The newest version that this program reads; none where it does not know the type.
        reads: Option<u32>,
    },
    #[error("on a subject that is not one")]
    Subject(#[from] crate::Malformed),
}

impl Unreadable {
    /// Whether a newer program will read it.
    pub fn is_from_the_future(&self) -> bool {
        match self {
            Self::FromTheFuture { .. } => true,
            Self::Content(_) | Self::Subject(_) => false,
        }
    }
}

fn reads_up_to(version: Option<u32>) -> String {
    version.map_or_else(
        || "this one does not know the type".to_owned(),
        |version| format!("this one reads up to version {version}"),
    )
}

// What stands before the event. The type stands before the data, so that a reader knows what it reads when it comes to it.
#[derive(Serialize)]
struct Before<'a> {
    specversion: &'static str,
    id: CommandId,
    source: String,
    subject: &'a str,
    time: DateTime<Utc>,
    actor: &'a MemberId,
    #[serde(skip_serializing_if = "Option::is_none")]
    causationid: Option<CommandId>,
    schemaversion: u32,
}

/// What every event's bytes begin with.
const TYPE: &[u8] = br#"{"type":""#;

/// The bytes of an event. `E` writes itself as `type` and `data`, in this order, and its type stands in [`GROWTH`].
pub fn write<E: Serialize>(subject: &Subject, stamp: &Stamp, event: &E) -> Vec<u8> {
    let event = serde_json::to_vec(event).expect("an event is strings, numbers and lists");
    let before = Before {
        specversion: "1.0",
        id: stamp.id,
        source: format!("/{}", subject.kind().token()),
        subject: subject.id(),
        time: stamp.at,
        actor: &stamp.by,
        causationid: stamp.cause,
        schemaversion: version_of(&event).expect("every type of event is in the table of versions"),
    };
    let mut bytes = serde_json::to_vec(&before).expect("what stands before an event is strings and a number");
    // Both are objects; the second goes on where the first ends.
    bytes.pop();
    bytes.push(b',');
    bytes.extend_from_slice(&event[1..]);
    bytes
}

/// The version of an event's type. Types are plain words: they end at the next quotation mark.
fn version_of(event: &[u8]) -> Option<u32> {
    let event_type = event.strip_prefix(TYPE)?.split(|byte| *byte == b'"').next()?;
    GROWTH.version(str::from_utf8(event_type).ok()?)
}

/// The event in these bytes, as stored under this subject and sequence.
///
/// `E` reads `type` and `data`; it need not know all that the data holds, nor every type. Older versions are raised
/// before it sees them.
pub fn read<E: DeserializeOwned>(
    subject: Subject,
    sequence: u64,
    bytes: &[u8],
) -> Result<Recorded<E>, Unreadable> {
    read_by(&GROWTH, subject, sequence, bytes)
}

fn read_by<E: DeserializeOwned>(
    growth: &Growth,
    subject: Subject,
    sequence: u64,
    bytes: &[u8],
) -> Result<Recorded<E>, Unreadable> {
    let (around, event) = pass::over(growth, bytes)?;
    let event = match event {
        Some(event) => event,
        None => passed_over(growth, subject.kind(), &around, bytes)?,
    };
    Ok(Recorded {
        sequence,
        subject,
        id: around.id,
        cause: around.cause,
        by: around.actor,
        at: around.time,
        event,
    })
}

/// An event that was not read in passing: of an older version, of a newer one, or with its data before its type.
fn passed_over<E: DeserializeOwned>(
    growth: &Growth,
    kind: Kind,
    around: &pass::Around<'_>,
    bytes: &[u8],
) -> Result<E, Unreadable> {
    let (event_type, written) = (&*around.event_type, around.version);
    let from_the_future = |reads| Unreadable::FromTheFuture { event_type: event_type.into(), written, reads };
    let nothing_known =
        || serde_json::Error::custom(format_args!("`{event_type}` never had a version {written}"));
    match growth.version(event_type) {
        Some(reads) if written > reads => Err(from_the_future(Some(reads))),
        Some(reads) if written == reads => Ok(serde_json::from_slice(bytes)?),
        Some(_) => {
            let Data { data } = serde_json::from_slice(bytes)?;
            let data = growth.raised(event_type, written, data).ok_or_else(nothing_known)?;
            Ok(serde_json::from_value(json!({ "type": event_type, "data": data }))?)
        }
        None if is_of(kind, event_type) => Err(from_the_future(None)),
        None => Err(nothing_known().into()),
    }
}

/// Whether this could be a type of this kind of facts.
fn is_of(kind: Kind, event_type: &str) -> bool {
    let word = event_type.strip_prefix(kind.token()).and_then(|rest| rest.strip_prefix('.'));
    word.is_some_and(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'))
}

#[derive(Deserialize)]
struct Data {
    data: Fields,
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

#[cfg(test)]
mod tests;
