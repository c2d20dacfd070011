//! The folds of this service together: kept current, folded anew, and made ready for a program that starts next.

use std::{path::PathBuf, sync::Arc};

use contract::Digest;
use decider::Fold;
use journal::{Comparison, Fault, Live, Log, fold_version};
use runtime::{Health, Tasks};

use crate::{board::Board, figures::Figures, remembered::Remembered, search::Search};

/// Each as this process has it.
#[derive(Clone)]
pub(crate) struct Folds {
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) figures: Arc<Live<Figures>>,
    pub(crate) remembered: Arc<Live<Remembered>>,
    pub(crate) search: Arc<Search>,
}

/// How this program folds for the desk: of all its folds.
pub fn version() -> Digest {
    let folds = [fold_version::<Board>(), fold_version::<Figures>(), fold_version::<Remembered>()];
    let versions = folds.into_iter().chain([crate::search::version()]);
    Digest::of(versions.map(|version| version.to_string()).collect::<String>().as_bytes())
}

/// Leaves snapshots for a desk of this program that starts next; gives up to which event that of the board goes. What is
/// searched in is kept where the desk runs: it is made anew there.
pub async fn prepare(log: &Log) -> Result<u64, Fault> {
    journal::prepare::<Figures>(log).await?;
    journal::prepare::<Remembered>(log).await?;
    journal::prepare::<Board>(log).await
}

impl Folds {
    /// With the search index in this folder; in memory where none is given.
    pub(crate) fn new(index: Option<PathBuf>) -> Self {
        let search = Arc::new(Search::new(index));
        Self { board: Arc::default(), figures: Arc::default(), remembered: Arc::default(), search }
    }

    pub(crate) fn keep_current(&self, log: &Log, health: &Health, tasks: &mut Tasks) {
        keep(&self.board, log, health, tasks);
        keep(&self.figures, log, health, tasks);
        keep(&self.remembered, log, health, tasks);
        health.part(self.search.part());
        let (search, log) = (Arc::clone(&self.search), log.clone());
        tasks.spawn_until_shutdown("search", async move { match search.keep_current(&log).await? {} });
    }

    pub(crate) async fn rebuild(&self, log: &Log) -> Result<Vec<Comparison>, Fault> {
        let (board, figures) = (self.board.rebuild(log).await?, self.figures.rebuild(log).await?);
        let (remembered, search) = (self.remembered.rebuild(log).await?, self.search.rebuild(log).await?);
        Ok(vec![board, figures, remembered, search])
    }
}

fn keep<F: Fold>(fold: &Arc<Live<F>>, log: &Log, health: &Health, tasks: &mut Tasks) {
    health.part(fold.part());
    let (fold, log) = (Arc::clone(fold), log.clone());
    tasks.spawn_until_shutdown(F::NAME, async move { match fold.keep_current(&log).await? {} });
}
