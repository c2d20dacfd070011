//! Any event, for readers of several kinds of streams.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    Kind, Recorded, Subject, Unreadable, article, edit, envelope, member, memory, newsroom, policy,
    publication, source, term, translation,
};

/// An event of any kind. Written like the event itself.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Event {
    Source(source::Event),
    Article(article::Event),
    Translation(translation::Event),
    Term(term::Event),
    Memory(memory::Event),
    Edit(edit::Event),
    Policy(policy::Event),
    Publication(publication::Event),
    Member(member::Event),
    Newsroom(newsroom::Event),
}

/// The event in these bytes; its subject says of which kind it is.
pub fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Recorded<Event>, Unreadable> {
    match subject.kind() {
        Kind::Source => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Source)),
        Kind::Article => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Article)),
        Kind::Translation => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Translation)),
        Kind::Term => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Term)),
        Kind::Memory => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Memory)),
        Kind::Edit => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Edit)),
        Kind::Policy => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Policy)),
        Kind::Publication => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Publication)),
        Kind::Member => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Member)),
        Kind::Newsroom => Ok(envelope::read(subject, sequence, bytes)?.map(Event::Newsroom)),
    }
}
