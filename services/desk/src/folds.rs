//! The folds of this service together: kept current, folded anew, and made ready for a program that starts next.

use std::sync::Arc;

use contract::Digest;
use decider::Fold;
use journal::{Comparison, Fault, Live, Log, fold_version};
use runtime::{Health, Tasks};

use crate::{board::Board, figures::Figures, remembered::Remembered};

/// Each as this process has it.
#[derive(Clone, Default)]
pub(crate) struct Folds {
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) figures: Arc<Live<Figures>>,
    pub(crate) remembered: Arc<Live<Remembered>>,
}

/// How this program folds for the desk: of all its folds.
pub fn version() -> Digest {
    let versions = [fold_version::<Board>(), fold_version::<Figures>(), fold_version::<Remembered>()];
    Digest::of(versions.map(|version| version.to_string()).concat().as_bytes())
}

/// Leaves snapshots for a desk of this program that starts next; gives up to which event that of the board goes.
pub async fn prepare(log: &Log) -> Result<u64, Fault> {
    journal::prepare::<Figures>(log).await?;
    journal::prepare::<Remembered>(log).await?;
    journal::prepare::<Board>(log).await
}

impl Folds {
    pub(crate) fn keep_current(&self, log: &Log, health: &Health, tasks: &mut Tasks) {
        keep(&self.board, log, health, tasks);
        keep(&self.figures, log, health, tasks);
        keep(&self.remembered, log, health, tasks);
    }

    pub(crate) async fn rebuild(&self, log: &Log) -> Result<Vec<Comparison>, Fault> {
        let (board, figures) = (self.board.rebuild(log).await?, self.figures.rebuild(log).await?);
        Ok(vec![board, figures, self.remembered.rebuild(log).await?])
    }
}

fn keep<F: Fold>(fold: &Arc<Live<F>>, log: &Log, health: &Health, tasks: &mut Tasks) {
    health.part(fold.part());
    let (fold, log) = (Arc::clone(fold), log.clone());
    tasks.spawn_until_shutdown(F::NAME, async move { match fold.keep_current(&log).await? {} });
}
