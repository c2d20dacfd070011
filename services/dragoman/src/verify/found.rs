//! What can be wrong with a log, in words that say what it means.

use std::collections::BTreeMap;

use contract::Digest;
use serde::Serialize;

/// So many findings of one kind are kept; the others are counted. A log that is wrong throughout would fill the memory.
const KEPT: usize = 1000;

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Place {
    /// On the event log, by sequence.
    Events,
    /// On the wire, by number.
    Wire,
}

/// One thing that is not as it must be. Each displays what was seen; [`Found::means`] says what that means.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub(super) enum Found {
    #[error("missing, up to {to}")]
    Gap { to: u64 },
    #[error("the subject is not that of a stream of facts")]
    Foreign,
    #[error("{why}")]
    Unreadable { why: String },
    #[error("{why}")]
    FromTheFuture { event_type: String, written: u32, why: String },
    #[error("names {} as the fact before it; that is {last}", before.map_or("none".to_owned(), |before| before.to_string()))]
    BrokenChain { before: Option<u64>, last: u64 },
    #[error("has the command id of event {first}")]
    CommandTwice { first: u64 },
    #[error("its envelope says {envelope}")]
    OtherSubject { envelope: String },
    #[error("says {digest}, its words have {is}")]
    OtherWords { digest: Digest, is: Digest },
    #[error("names {source_document} as the source's text")]
    UnknownSource { source_document: Digest },
    #[error("answers the source's text {source_document}; its translator had {newest} before them")]
    BehindSource { source_document: Digest, newest: Digest },
    #[error("has the words {digest}")]
    NotSubmitted { digest: Digest },
    #[error("has the words {digest}")]
    NotApproved { digest: Digest },
    #[error("refers to {digest}")]
    RawMissing { digest: Digest },
    #[error("refers to {digest}, the bytes have {is}")]
    RawOther { digest: Digest, is: Digest },
    #[error("refers to {digest}: {why}")]
    RawUnread { digest: Digest, why: String },
    #[error("{why}")]
    NoItem { why: String },
    #[error("published version {version}")]
    NotOnWire { version: u32 },
    #[error("has the words {digest}")]
    Unapproved { digest: Digest },
    #[error("is version {version}")]
    Unpublished { version: u32 },
    #[error("has the words {digest}; published as version {version} were {published}")]
    OtherOnWire { version: u32, digest: Digest, published: Digest },
    #[error("is version {version}, after version {after}")]
    OutOfOrder { version: u32, after: u32 },
    #[error("{why}")]
    FoldsDisagree { why: String },
}

impl Found {
    /// What it means for the newsroom.
    pub(super) const fn means(&self) -> &'static str {
        match self {
            Self::Gap { .. } => {
                "Sequences without a message: it was deleted, purged or lost, and what it said is gone from every state. \
                 Restore the stream from a backup, and find out who could delete."
            }
            Self::Foreign => "Something that is not ours writes on our subjects. Close them to it.",
            Self::Unreadable { .. } => {
                "Not an event of a known type: damaged, or written by something else. Every service that reads it stops \
                 before it."
            }
            Self::FromTheFuture { .. } => {
                "Written by a newer version of the program, which must verify it: this one cannot judge these."
            }
            Self::BrokenChain { .. } => {
                "The chain of a stream of facts is broken: a fact between was deleted, or something appended without the \
                 expected sequence. A state that is read by the chain lacks facts or cannot be read."
            }
            Self::CommandTwice { .. } => {
                "One command was recorded twice on one stream: what it did was done twice."
            }
            Self::OtherSubject { .. } => {
                "The envelope belongs to another stream of facts than the one it stands on: copied or misdirected."
            }
            Self::OtherWords { .. } => {
                "A document is not the one of its digest: it was changed after it was recorded, and no approval of that \
                 digest holds for these words."
            }
            Self::UnknownSource { .. } => {
                "The text refers to a source text that the article never had, so its provenance cannot be shown."
            }
            Self::BehindSource { .. } => {
                "A translation was submitted while it did not answer, block by block, the newest text of its source that \
                 it knew of."
            }
            Self::NotSubmitted { .. } => {
                "Words were put before an editor, or approved, that were not submitted so."
            }
            Self::NotApproved { .. } => "Words were made ready, or published, that were not approved so.",
            Self::RawMissing { .. } => {
                "The raw bytes that an article was read from are not in the object store: the evidence is gone."
            }
            Self::RawOther { .. } => "The raw bytes in the object store are not those that were read.",
            Self::RawUnread { .. } => "The raw bytes stand in the object store and cannot be read whole.",
            Self::NoItem { .. } => {
                "Something stands on the wire that is no item of ours; readers get it all the same."
            }
            Self::NotOnWire { .. } => {
                "Published, and not on the wire: readers do not have it. Does the publishing service run?"
            }
            Self::Unapproved { .. } => "Words are on the wire that nobody approved.",
            Self::Unpublished { .. } => "An item is on the wire that no event published.",
            Self::OtherOnWire { .. } => "Readers got other words than were published.",
            Self::OutOfOrder { .. } => {
                "An older or the same version was put over a newer one of the same piece."
            }
            Self::FoldsDisagree { .. } => {
                "The same facts folded in two ways give two states. That is a fault of the program: please report it."
            }
        }
    }
}

/// Something that was found, and where.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    pub(super) log: Place,
    pub(super) sequence: u64,
    pub(super) subject: String,
    #[serde(flatten)]
    pub(super) found: Found,
    pub(super) says: String,
    pub(super) means: &'static str,
}

/// Everything that was found, by what it means.
#[derive(Debug, Default)]
pub(super) struct Findings {
    by_meaning: BTreeMap<&'static str, Vec<Finding>>,
    pub(super) left_out: u64,
    pub(super) from_the_future: u64,
}

impl Findings {
    pub(super) fn event(&mut self, sequence: u64, subject: &str, found: Found) {
        self.add(Place::Events, sequence, subject, found);
    }

    pub(super) fn item(&mut self, number: u64, subject: &str, found: Found) {
        self.add(Place::Wire, number, subject, found);
    }

    fn add(&mut self, log: Place, sequence: u64, subject: &str, found: Found) {
        self.from_the_future += u64::from(matches!(found, Found::FromTheFuture { .. }));
        let (says, means, subject) = (found.to_string(), found.means(), subject.to_owned());
        let alike = self.by_meaning.entry(means).or_default();
        if alike.len() < KEPT {
            alike.push(Finding { log, sequence, subject, found, says, means });
        } else {
            self.left_out += 1;
        }
    }

    /// How many there are, kept or not.
    pub(super) fn count(&self) -> u64 {
        self.by_meaning.values().map(|alike| alike.len() as u64).sum::<u64>() + self.left_out
    }

    /// Those that mean the same, together; the ones that come first in the log before the others.
    pub(super) fn groups(&self) -> Vec<&[Finding]> {
        let mut groups: Vec<&[Finding]> = self.by_meaning.values().map(Vec::as_slice).collect();
        groups.sort_by_key(|group| group.first().map(|first| (first.log == Place::Wire, first.sequence)));
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_without_end_are_counted_and_not_kept() {
        let mut findings = Findings::default();
        for sequence in 1..=KEPT as u64 + 5 {
            findings.event(sequence, "event.x", Found::Foreign);
        }
        findings.item(3, "wire.x", Found::Gap { to: 4 });
        findings.event(
            9,
            "event.x",
            Found::FromTheFuture { event_type: "x".to_owned(), written: 9, why: "newer".to_owned() },
        );
        assert_eq!((findings.count(), findings.left_out), (KEPT as u64 + 7, 5));
        assert_eq!(findings.from_the_future, 1);
        let firsts: Vec<u64> = findings.groups().iter().map(|group| group[0].sequence).collect();
        assert_eq!(firsts, [1, 9, 3]);
    }
}
