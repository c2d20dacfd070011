//! What is said between processes: ids, documents, commands, events, refusals, subjects and the envelope.
//!
//! Only grows: a new variant or an optional field, never another meaning; [`raise`] says how events do. What is
//! serialised here is what stands on the log and on the wire between services; what a service keeps in memory is its own.

mod answered;
mod arrangement;
pub mod article;
pub mod command;
mod document;
pub mod edit;
pub mod envelope;
mod event;
mod finding;
pub mod health;
mod id;
pub mod member;
pub mod memory;
pub mod newsroom;
pub mod policy;
pub mod publication;
pub mod raise;
pub mod reaction;
pub mod source;
mod stretches;
mod style;
mod subject;
pub mod term;
pub mod translation;

pub use answered::{Answered, Newer};
pub use arrangement::{ADDED_MOST, Added, AddedKind, Arrangement, Slot, Written};
pub use article::{Brief, Priority};
pub use command::{Actor, Credit, Reply, Request, Role};
pub use document::{
    ADDRESS_BYTES_MOST, Anchor, Block, BlockId, BlockKind, DOCUMENT_BYTES_MOST, Digest, Document, MARKS_MOST,
    Mark, MarkKind, is_on_the_web,
};
pub use edit::Note;
pub use envelope::{EVENT_BYTES_MOST, Recorded, Stamp, Unreadable};
pub use event::{Event, read};
pub use finding::{
    Check, FINDINGS_MOST, Finding, FindingId, Level, Looked, Place, Verdict, WAIVED_MOST, WHY_BYTES_MOST,
    Waived, Waiver,
};
pub use id::{ArticleId, CommandId, Language, Malformed, MemberId, PieceId, Section, SourceId, TermId};
pub use memory::MemoryId;
pub use policy::{PolicyId, PolicyKind};
pub use source::{Origin, Route};
pub use stretches::{Stretch, stretches};
pub use style::{Excuse, Forbidden, Loaded, Style};
pub use subject::{Kind, Subject};
pub use term::TermKind;

/// The text of every file that says how what stands on the log is read. Whoever keeps what was made of it binds it to these.
pub const SOURCES: &[&str] = &[
    include_str!("answered.rs"),
    include_str!("arrangement.rs"),
    include_str!("article.rs"),
    include_str!("command.rs"),
    include_str!("document.rs"),
    include_str!("edit.rs"),
    include_str!("envelope.rs"),
    include_str!("envelope/pass.rs"),
    include_str!("event.rs"),
    include_str!("finding.rs"),
    include_str!("id.rs"),
    include_str!("member.rs"),
    include_str!("memory.rs"),
    include_str!("newsroom.rs"),
    include_str!("policy.rs"),
    include_str!("publication.rs"),
    include_str!("raise.rs"),
    include_str!("source.rs"),
    include_str!("style.rs"),
    include_str!("subject.rs"),
    include_str!("term.rs"),
    include_str!("translation.rs"),
    include_str!("translation/follows.rs"),
    include_str!("translation/lease.rs"),
];
