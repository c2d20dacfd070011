//! The register of terms, as it stands.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::{Credit, Language, TermId, term};
use serde::{Deserialize, Serialize};

use super::{TermRow, TermStanding};

/// All terms that were ever proposed or added. Written with its lists: they are small.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    by_id: BTreeMap<TermId, TermRow>,
    by_position: BTreeMap<u64, TermId>,
    /// For each pair of primary languages, such as `ar` and `en`, the last event that changed what is looked for in texts.
    changed: BTreeMap<String, u64>,
}

impl Terms {
    pub fn get(&self, id: TermId) -> Option<&TermRow> {
        self.by_id.get(&id)
    }

    /// What came into the register before this position in the log, the newest first.
    pub fn newest(&self, before: u64) -> impl DoubleEndedIterator<Item = &TermRow> {
        self.by_position.range(..before).rev().filter_map(|(_, id)| self.by_id.get(id))
    }

    /// What is proposed or agreed from one language into another, whatever their regions and scripts, in no order that
    /// means anything.
    pub fn between(&self, from: &Language, into: &Language) -> impl Iterator<Item = &TermRow> {
        let wanted = pair(from, into);
        self.by_id.values().filter(move |row| {
            row.standing != TermStanding::Retired && pair(&row.entry.from, &row.entry.into) == wanted
        })
    }

    /// The last event that changed these; 0 where there was none.
    pub fn changed(&self, from: &Language, into: &Language) -> u64 {
        self.changed.get(&pair(from, into)).copied().unwrap_or(0)
    }

    /// The primary languages into which terms were ever proposed or added from this one.
    pub fn languages_from(&self, from: &Language) -> Vec<Language> {
        let leads = |pair: &String| {
            let (begins, into) = pair.split_once('/')?;
            into.parse().ok().filter(|_| begins == from.primary())
        };
        self.changed.keys().filter_map(leads).collect()
    }

    pub(super) fn apply(&mut self, id: TermId, event: term::Event, sequence: u64, at: DateTime<Utc>) {
        match event {
            term::Event::Proposed { entry, by } => {
                self.put(id, *entry, TermStanding::Proposed, by, sequence, at);
            }
            term::Event::Added { entry, by } | term::Event::Changed { entry, by } => {
                self.put(id, *entry, TermStanding::Agreed, by, sequence, at);
            }
            term::Event::Retired { by, .. } => {
                let Some(entry) = self.by_id.get(&id).map(|row| row.entry.clone()) else { return };
                self.put(id, entry, TermStanding::Retired, by, sequence, at);
            }
        }
    }

    fn put(
        &mut self,
        id: TermId,
        entry: term::Entry,
        standing: TermStanding,
        by: Credit,
        sequence: u64,
        at: DateTime<Utc>,
    ) {
        let position = self.by_id.get(&id).map_or(sequence, |row| row.position);
        self.changed.insert(pair(&entry.from, &entry.into), sequence);
        self.by_position.insert(position, id);
        self.by_id.insert(id, TermRow { id, entry, standing, by, at, position });
    }
}

fn pair(from: &Language, into: &Language) -> String {
    format!("{}/{}", from.primary(), into.primary())
}
