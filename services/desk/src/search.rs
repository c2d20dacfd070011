//! Search in everything: an index of all texts, folded from the log and followed live. It can be thrown away at any time.

mod entry;
mod excluded;
mod folder;
mod follow;
mod grouped;
mod index;
mod keeper;
mod passage;
mod query;
mod question;
mod rebuild;

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use contract::{
    Digest,
    health::{Part, PartState},
};
use journal::Fault;
use tantivy::TantivyError;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore, watch};

pub(crate) use entry::Of;
pub(crate) use grouped::Rank;
pub(crate) use passage::Passage;
pub(crate) use question::Question;

use grouped::{Group, Grouped};
use index::Index;
use keeper::Keeper;
use query::Asked;

/// What the index is called, on health and where it is compared.
const NAME: &str = "search";

/// How long a reader waits to find what was just recorded.
const SEEN_WITHIN: Duration = Duration::from_secs(2);

/// So many questions are answered at the same time: each may go through all that there is.
const ASKED_MOST: usize = 4;

/// How long a question waits for its turn.
const TURN_WITHIN: Duration = Duration::from_secs(2);

/// The text of the files that say what is in the index: one that was made by another text does not fit.
const SOURCES: [&str; 3] =
    [include_str!("search/entry.rs"), include_str!("search/index.rs"), include_str!("search/keeper.rs")];

/// The version of the index: the SHA-256 of all that says how it is made, and how events are read.
pub(crate) fn version() -> Digest {
    let mut text = format!("{NAME} {} {}\n", env!("CARGO_PKG_VERSION"), tantivy::version_string());
    text.extend(contract::SOURCES.iter().chain(&language::search::SOURCES).chain(&SOURCES).copied());
    Digest::of(text.as_bytes())
}

/// The index, as this process has it.
pub struct Search {
    /// Where it is kept; none in memory.
    folder: Option<PathBuf>,
    index: RwLock<Option<Index>>,
    /// Held by whoever writes.
    keeping: Mutex<Option<Keeper>>,
    /// Up to which sequence somebody waits to find everything.
    awaited: watch::Sender<u64>,
    turns: Arc<Semaphore>,
    part: watch::Sender<Part>,
}

/// What was found: articles with their pieces, best first.
pub(crate) struct Found {
    pub(crate) articles: Vec<FoundArticle>,
    /// How many articles there are in all.
    pub(crate) count: usize,
    /// After which place the next page begins, if there is one.
    pub(crate) next: Option<Rank>,
}

/// What was found of one article, the best first.
pub(crate) struct FoundArticle {
    pub(crate) entries: Vec<FoundEntry>,
}

pub(crate) struct FoundEntry {
    pub(crate) of: Of,
    pub(crate) passage: Option<Passage>,
}

/// Why the index does not go on.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    #[error(transparent)]
    Log(#[from] Fault),
    #[error("the search index cannot be read or written")]
    Index(#[from] TantivyError),
    #[error("the search index is not there at this moment")]
    NotThere,
}

impl Stopped {
    /// As everybody may see it.
    fn on_health(&self, at: u64) -> PartState {
        let told = match self {
            Self::Log(fault) => fault.stops(),
            Self::Index(_) | Self::NotThere => None,
        };
        told.unwrap_or_else(|| PartState::Stopped { at, why: self.to_string() })
    }
}

impl Search {
    /// One that is not read yet, to be kept in this folder; in memory where none is given.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self {
            folder,
            index: RwLock::default(),
            keeping: Mutex::default(),
            awaited: watch::Sender::new(0),
            turns: Arc::new(Semaphore::new(ASKED_MOST)),
            part: watch::Sender::new(Part::new(NAME)),
        }
    }

    /// How far it is, for health.
    pub(crate) fn part(&self) -> watch::Receiver<Part> {
        self.part.subscribe()
    }

    /// The sequence up to which everything can be found.
    pub(crate) fn applied(&self) -> u64 {
        self.part.borrow().applied
    }

    /// Whether what stood in the log at the start can be found.
    pub(crate) fn is_current(&self) -> bool {
        self.part.borrow().state == PartState::Current
    }

    /// Waits until what stood in the log at the start can be found.
    pub async fn rebuilt(&self) {
        let mut part = self.part.subscribe();
        // The sender lives as long as this.
        let _ = part.wait_for(|part| part.state == PartState::Current).await;
    }

    /// Waits until what was recorded up to this sequence can be found; false if that takes more than two seconds.
    pub(crate) async fn seen(&self, sequence: u64) -> bool {
        let mut part = self.part.subscribe();
        self.awaited
            .send_if_modified(|awaited| std::mem::replace(awaited, sequence.max(*awaited)) < sequence);
        let seen = tokio::time::timeout(SEEN_WITHIN, part.wait_for(|part| part.applied >= sequence)).await;
        matches!(seen, Ok(Ok(_)))
    }

    /// A turn to ask, for as long as it is kept; nothing where others took all turns for two seconds.
    pub(crate) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        tokio::time::timeout(TURN_WITHIN, Arc::clone(&self.turns).acquire_owned()).await.ok()?.ok()
    }

    /// What answers a question. It reads the index, and is not to be called where nothing may wait.
    pub(crate) fn find(
        &self,
        question: &Question,
        after: Option<Rank>,
        limit: usize,
    ) -> Result<Found, TantivyError> {
        let (Some(index), false) = (self.index(), question.is_empty()) else {
            return Ok(Found { articles: Vec::new(), count: 0, next: None });
        };
        let searcher = index.searcher();
        let asked = Asked::of(question, &searcher, index.fields)?;
        let page = searcher.search(&asked.query, &Grouped { after, limit })?;
        let next = page.groups.last().filter(|_| page.more).map(|group| group.rank);
        let mut articles = Vec::with_capacity(page.groups.len());
        for Group { hits, .. } in page.groups {
            let mut entries = Vec::with_capacity(hits.len());
            for hit in hits {
                let Some(entry) = index.read(&searcher, hit.address)? else { continue };
                let passage = Passage::of(entry.texts(), &asked.terms);
                entries.push(FoundEntry { of: entry.of, passage });
            }
            articles.push(FoundArticle { entries });
        }
        Ok(Found { articles, count: page.articles, next })
    }

    /// What is there to be found; nothing before the beginning.
    fn index(&self) -> Option<Index> {
        self.index.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_index(&self, index: Index) {
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = Some(index);
    }
}

/// Does what reads or writes the index, where it may wait. A panic goes on here.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) if ended.is_panic() => std::panic::resume_unwind(ended.into_panic()),
        // The process ends.
        Err(_) => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests;
