//! What happened to each source lately: places in the log.

use std::collections::{BTreeMap, VecDeque};

use contract::{ArticleId, SourceId};
use serde::{Deserialize, Serialize};

/// How many facts, and how many articles, of a source are remembered here.
const REMEMBERED: usize = 40;

/// The trails of all sources.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trails(BTreeMap<SourceId, Trail>);

/// What happened to one source, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trail {
    /// The sequences of the facts about it.
    pub facts: VecDeque<u64>,
    /// Its articles.
    pub articles: VecDeque<ArticleId>,
}

impl Trails {
    pub fn of(&self, source: &SourceId) -> Trail {
        self.0.get(source).cloned().unwrap_or_default()
    }

    pub(super) fn fact(&mut self, source: SourceId, sequence: u64) {
        remember(&mut self.0.entry(source).or_default().facts, sequence);
    }

    pub(super) fn article(&mut self, source: SourceId, article: ArticleId) {
        remember(&mut self.0.entry(source).or_default().articles, article);
    }
}

fn remember<T>(newest_first: &mut VecDeque<T>, newest: T) {
    newest_first.push_front(newest);
    newest_first.truncate(REMEMBERED);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_facts_of_a_source_are_remembered() {
        let mut trails = Trails::default();
        let [wadi, other]: [SourceId; 2] = ["wadi", "other"].map(|id| id.parse().unwrap());
        for sequence in 1..=50 {
            trails.fact(wadi.clone(), sequence);
        }
        let facts = trails.of(&wadi).facts;
        assert_eq!((facts.len(), facts[0], facts[39]), (40, 50, 11));
        assert_eq!(trails.of(&other), Trail::default());
    }
}
