//! The index made anew from the log beside the one in use: it is compared, entry by entry, and takes its place.

use std::collections::{HashMap, VecDeque};

use contract::{Digest, Kind};
use journal::{Ahead, Comparison, Difference, Fact, Fault, Log};
use tantivy::TantivyError;

use super::{
    NAME, Search, Stopped, blocking,
    entry::{Entry, Of},
    folder,
    index::Index,
    keeper::{Keeper, Read, read},
    version,
};

/// The most differences that are told: who sees these has seen enough to look further.
const DIFFERENCES_MOST: usize = 20;

impl From<Stopped> for Fault {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Log(fault) => fault,
            Stopped::Index(_) | Stopped::NotThere => Self::Unanswered(Box::new(stopped)),
        }
    }
}

impl Search {
    /// Folds the whole log anew, meets the index in use at one event, takes its place, and says what differed.
    pub(crate) async fn rebuild(&self, log: &Log) -> Result<Comparison, Fault> {
        Ok(self.replace(log).await?)
    }

    async fn replace(&self, log: &Log) -> Result<Comparison, Stopped> {
        let anew = Anew::begin(self, log).await?.advance(self.applied()).await?;
        // Few facts can have come since; whoever searches goes on meanwhile.
        let mut keeping = self.keeping.lock().await;
        let mut in_use = keeping.take().ok_or(Stopped::NotThere)?;
        let committed = blocking(move || {
            let committed = in_use.commit();
            (in_use, committed)
        });
        let (in_use, committed) = committed.await;
        let (was, applied) = (in_use.index().clone(), in_use.applied());
        // Whatever goes wrong from here on, the one in use goes on.
        *keeping = Some(in_use);
        committed?;
        let mut anew = anew.advance(applied).await?.keeper;
        let compared = blocking(move || {
            anew.commit()?;
            let differences = differences(&was, anew.index())?;
            Ok::<_, TantivyError>((anew, differences))
        });
        let (anew, differences) = compared.await?;
        let index = anew.index().clone();
        self.set_index(index.clone());
        let before = keeping.replace(anew);
        self.part.send_modify(|part| part.applied = applied);
        drop(keeping);
        let folder = self.folder.clone();
        blocking(move || {
            if let Some(Err(error)) = before.map(Keeper::end) {
                tracing::warn!(%error, "the search index of before was not ended in order");
            }
            if let Some(folder) = folder {
                folder::clear(&folder, index.folder.as_deref());
            }
        })
        .await;
        Ok(Comparison { name: NAME.to_owned(), compared: 1, applied, differences })
    }
}

/// An index on its way through the whole log.
struct Anew {
    keeper: Keeper,
    ahead: Ahead<Read>,
    /// Facts that were read and not yet folded.
    waiting: VecDeque<Fact<Read>>,
}

impl Anew {
    async fn begin(search: &Search, log: &Log) -> Result<Self, Stopped> {
        let folder = search.folder.clone();
        let made = blocking(move || {
            let index = folder.map_or_else(Index::in_memory, |folder| folder::anew(&folder))?;
            Keeper::of(index, version())
        });
        let keeper = made.await?;
        let ahead = log.read_ahead(&Kind::ALL, 1, read).await?;
        Ok(Self { keeper, ahead, waiting: VecDeque::new() })
    }

    /// Folds all facts up to this sequence, which is that of one of them.
    async fn advance(mut self, to: u64) -> Result<Self, Stopped> {
        while self.keeper.applied() < to {
            if self.waiting.is_empty() {
                self.waiting.extend(self.ahead.next().await);
            }
            let mut facts = Vec::new();
            while let Some(fact) = self.waiting.pop_front_if(|fact| fact.sequence <= to) {
                facts.push((fact.sequence, fact.seen?));
            }
            let is_there = !self.waiting.is_empty();
            let Self { mut keeper, ahead, waiting } = self;
            let folded = blocking(move || {
                for (sequence, read) in facts {
                    keeper.apply(sequence, read)?;
                }
                Ok::<_, TantivyError>(keeper)
            });
            self = Self { keeper: folded.await?, ahead, waiting };
            if is_there {
                break;
            }
        }
        Ok(self)
    }
}

/// The entries that are not the same in both.
fn differences(was: &Index, is: &Index) -> Result<Vec<Difference>, TantivyError> {
    let mut known: HashMap<Of, Digest> = HashMap::new();
    was.each(|entry| {
        known.insert(entry.of.clone(), digest(&entry));
    })?;
    let mut other: Vec<Of> = Vec::new();
    is.each(|entry| {
        if known.remove(&entry.of) != Some(digest(&entry)) {
            other.push(entry.of);
        }
    })?;
    other.extend(known.into_keys());
    other.sort_unstable();
    other.truncate(DIFFERENCES_MOST);
    let mut told = Vec::new();
    for of in other {
        told.extend(Difference::between(&format!("{NAME}/{}", of.name()), &was.entry(&of)?, &is.entry(&of)?));
    }
    told.truncate(DIFFERENCES_MOST);
    Ok(told)
}

fn digest(entry: &Entry) -> Digest {
    Digest::of(&serde_json::to_vec(entry).expect("an entry is strings, numbers and maps by name"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::{
        entry::tests::{article, piece, written},
        index::{Bound, Writer},
    };

    fn index(entries: &[Entry]) -> Index {
        let index = Index::in_memory().unwrap();
        let mut writer = Writer::of(index.clone()).unwrap();
        for entry in entries {
            writer.put(entry).unwrap();
        }
        writer.commit(&Bound { applied: 1, event: Digest::of(b"event"), version: version() }).unwrap();
        index
    }

    #[test]
    fn what_differs_is_told_by_entry_and_place() {
        let (one, two) = (article(1, 1, "en", &["Dam", "water"]), article(2, 1, "en", &["Dam", "water"]));
        let other = article(2, 1, "en", &["Dam", "Never written"]);
        let extra = piece(1, vec![written(1, "words")]);
        let (was, is) = (index(&[one.clone(), other, extra]), index(&[two, one]));
        assert_eq!(differences(&is, &is).unwrap(), []);
        let told = differences(&was, &is).unwrap();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told.iter().any(|told| told.at.ends_with("/text/1/1") && told.was == "\"Never written\""),
            "{told:?}"
        );
        assert!(told.iter().any(|told| told.at.ends_with("_en") && told.is == "null"), "{told:?}");
    }
}
