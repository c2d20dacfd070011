//! Who writes the index: entries that change are folded in memory and written together.

use std::collections::HashMap;

use contract::{Digest, Kind, Subject};
use journal::{Fault, Stored};
use tantivy::TantivyError;

use super::{
    entry::{Entry, Of, Seen},
    index::{Bound, Index, Writer},
};

/// The kinds in which words and those who wrote them stand.
const KINDS: [Kind; 4] = [Kind::Article, Kind::Translation, Kind::Edit, Kind::Publication];

/// The most bytes of changed entries that wait to be written while the past is read.
const WAITING_BYTES_MOST: usize = 48 * 1024 * 1024;

/// A fact as the index looks at it.
pub(super) struct Read {
    /// What changes by it, if anything does.
    seen: Option<Seen>,
    /// The fact as it stands there: the index is bound to the last one.
    bytes: bytes::Bytes,
}

/// Reads a fact. What is of no other kind is not looked into.
pub(super) fn read(stored: &Stored) -> Result<Read, Fault> {
    let wanted = stored.subject.parse::<Subject>().map_or(true, |subject| KINDS.contains(&subject.kind()));
    let seen = if wanted { Seen::of(stored.read()?) } else { None };
    Ok(Read { seen, bytes: stored.bytes.clone() })
}

/// The entries that change, on their way into the index.
pub(super) struct Keeper {
    writer: Writer,
    version: Digest,
    /// The entries that changed since the last commit that went well.
    changed: HashMap<Of, Entry>,
    bytes: usize,
    /// The last fact that was folded.
    last: Option<(u64, bytes::Bytes)>,
    committed: u64,
}

impl Keeper {
    pub(super) fn of(index: Index, version: Digest) -> Result<Self, TantivyError> {
        let committed = index.bound().map_or(0, |bound| bound.applied);
        let writer = Writer::of(index)?;
        Ok(Self { writer, version, changed: HashMap::new(), bytes: 0, last: None, committed })
    }

    pub(super) fn index(&self) -> &Index {
        &self.writer.index
    }

    /// The sequence of the last fact that was folded.
    pub(super) fn applied(&self) -> u64 {
        self.last.as_ref().map_or(self.committed, |(sequence, _)| *sequence)
    }

    /// Whether something is folded that cannot be found yet.
    pub(super) fn waits(&self) -> bool {
        !self.changed.is_empty()
    }

    /// The sequence up to which everything can be found.
    pub(super) fn found(&self) -> u64 {
        if self.waits() { self.committed } else { self.applied() }
    }

    /// Folds a fact.
    pub(super) fn apply(&mut self, sequence: u64, Read { seen, bytes }: Read) -> Result<(), TantivyError> {
        if let Some(seen) = seen {
            self.change(seen)?;
        }
        self.last = Some((sequence, bytes));
        if self.bytes >= WAITING_BYTES_MOST {
            self.commit()?;
        }
        Ok(())
    }

    fn change(&mut self, seen: Seen) -> Result<(), TantivyError> {
        let of = seen.of.clone();
        let before = match self.changed.remove(&of) {
            Some(entry) => Some(entry),
            None => self.index().entry(&of)?,
        };
        if let Some(entry) = Entry::after(before, seen) {
            self.bytes += entry.bytes();
            self.changed.insert(of, entry);
        }
        Ok(())
    }

    /// Lets everything be found that was folded. What could not be written waits on, and is not said to be found.
    pub(super) fn commit(&mut self) -> Result<(), TantivyError> {
        let Some((applied, bytes)) = &self.last else { return Ok(()) };
        for entry in self.changed.values() {
            self.writer.put(entry)?;
        }
        let bound = Bound { applied: *applied, event: Digest::of(bytes), version: self.version };
        self.writer.commit(&bound)?;
        self.committed = *applied;
        self.changed.clear();
        self.bytes = 0;
        Ok(())
    }

    /// Ends the writing, with all that is found as it is.
    pub(super) fn end(self) -> Result<(), TantivyError> {
        self.writer.end()
    }
}

#[cfg(test)]
mod tests;
