//! The memories that came from elsewhere, as they stand.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::{MemoryId, memory};
use serde::{Deserialize, Serialize};

use super::{MemoryContents, MemoryRow};

/// All memories in use. Written with its lists: they are few.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memories {
    by_id: BTreeMap<MemoryId, MemoryRow>,
    /// The last event that changed which ones are in use; 0 where there was none.
    changed: u64,
}

impl Memories {
    pub fn get(&self, id: MemoryId) -> Option<&MemoryRow> {
        self.by_id.get(&id)
    }

    /// Those in use, in no order that means anything.
    pub fn in_use(&self) -> impl Iterator<Item = &MemoryRow> {
        self.by_id.values()
    }

    /// The last event that changed which ones are in use; 0 where there was none.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    pub(super) fn apply(&mut self, id: MemoryId, event: memory::Event, sequence: u64, at: DateTime<Utc>) {
        self.changed = sequence;
        let (digest, name, by, contents) = match event {
            memory::Event::Imported { digest, name, pairs, by } => {
                (digest, name, by, MemoryContents::Translations { pairs })
            }
            memory::Event::NamesImported { digest, name, given, family, by } => {
                (digest, name, by, MemoryContents::Names { given, family })
            }
            memory::Event::Withdrawn { .. } => {
                self.by_id.remove(&id);
                return;
            }
        };
        self.by_id.insert(id, MemoryRow { id, digest, name, contents, by, at, position: sequence });
    }
}
