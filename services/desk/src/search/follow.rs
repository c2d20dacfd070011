//! The index follows the log: from what is kept, or from the first event on, and then as it grows.

use std::{convert::Infallible, pin::Pin, time::Duration};

use contract::{Digest, Kind, health::PartState};
use journal::{Ahead, Fact, Fault, Log};
use tantivy::TantivyError;
use tokio::time::Sleep;

use super::{
    NAME, Search, Stopped, blocking, folder,
    index::{Bound, Index},
    keeper::{Keeper, Read, read},
    version,
};

/// How long what was recorded may wait until it can be found, so that what is written in one go comes in together.
const FOUND_WITHIN: Duration = Duration::from_millis(500);

/// How often it is looked whether another has let go of an index, which nothing tells, and how many times.
const LOOK_EVERY: Duration = Duration::from_millis(200);
const LOOKS: usize = 50;

impl Search {
    /// Keeps the index as the log says. Before an event that cannot be read it stops, and so it does where the index cannot be
    /// written: it says so on health, and what is there can be found all the same. Ends only where following cannot begin.
    pub async fn keep_current(&self, log: &Log) -> Result<Infallible, Fault> {
        match self.follow(log).await {
            Ok(never) => match never {},
            Err(Stopped::Log(fault)) if fault.stops().is_none() => Err(fault),
            Err(stopped) => {
                let at = self.applied() + 1;
                let state = stopped.on_health(at);
                tracing::error!(fold = NAME, fault = %runtime::commands::chain(&stopped), "the index does not go on");
                self.part.send_modify(|part| part.state = state);
                std::future::pending().await
            }
        }
    }

    async fn follow(&self, log: &Log) -> Result<Infallible, Stopped> {
        let keeper = self.begin(log).await?;
        let from = keeper.applied() + 1;
        self.set_index(keeper.index().clone());
        self.part.send_modify(|part| part.applied = keeper.applied());
        *self.keeping.lock().await = Some(keeper);
        let mut ahead: Ahead<Read> = log.read_ahead(&Kind::ALL, from, read).await?;
        if ahead.nothing_there {
            self.let_find().await?;
        }
        let mut awaited = self.awaited.subscribe();
        let mut due: Option<Pin<Box<Sleep>>> = None;
        loop {
            tokio::select! {
                facts = ahead.next() => {
                    let pending = facts.last().map_or(0, |fact| fact.pending);
                    let waits = self.fold(facts).await?;
                    if pending == 0 && (!self.is_current() || self.is_awaited()) {
                        self.let_find().await?;
                    } else if waits && self.is_current() {
                        due.get_or_insert_with(|| Box::pin(tokio::time::sleep(FOUND_WITHIN)));
                    }
                }
                Some(()) = wait(&mut due) => {
                    due = None;
                    self.let_find().await?;
                }
                // The sender lives as long as this.
                _ = awaited.changed() => if self.is_current() {
                    self.let_find().await?;
                },
            }
        }
    }

    /// Whether somebody waits to find what cannot be found yet.
    fn is_awaited(&self) -> bool {
        *self.awaited.borrow() > self.applied()
    }

    /// The index that is kept, if it is of this version and of this log. Else a new one.
    async fn begin(&self, log: &Log) -> Result<Keeper, Stopped> {
        let version = version();
        let Some(folder) = self.folder.clone() else {
            return Ok(Keeper::of(Index::in_memory()?, version)?);
        };
        let kept = blocking(move || folder::kept(&folder)).await;
        if let Some((index, bound)) = kept
            && bound.version == version
            && is_of(log, &bound).await?
        {
            tracing::info!(fold = NAME, event.sequence = bound.applied, "begins from what is kept");
            return keeper(index, version).await;
        }
        let folder = self.folder.clone().unwrap_or_default();
        let anew = blocking(move || {
            folder::clear(&folder, None);
            folder::anew(&folder)
        });
        keeper(anew.await?, version).await
    }

    /// Folds facts; gives whether something is folded that cannot be found yet.
    async fn fold(&self, facts: Vec<Fact<Read>>) -> Result<bool, Stopped> {
        self.with_keeper(|keeper| {
            for fact in facts {
                keeper.apply(fact.sequence, fact.seen?)?;
            }
            Ok(keeper.waits())
        })
        .await
    }

    /// Lets everything be found that was folded. From the first time on it is what stood in the log at the start.
    async fn let_find(&self) -> Result<(), Stopped> {
        self.with_keeper(|keeper| Ok(keeper.commit()?)).await?;
        self.part.send_modify(|part| {
            if part.state == PartState::Reading {
                tracing::info!(fold = NAME, event.sequence = part.applied, "is rebuilt");
            }
            part.state = PartState::Current;
        });
        Ok(())
    }

    /// Does something with what writes, and says up to where everything can be found by then.
    async fn with_keeper<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Keeper) -> Result<T, Stopped> + Send + 'static,
    ) -> Result<T, Stopped> {
        let mut keeping = self.keeping.lock().await;
        let mut keeper = keeping.take().ok_or(Stopped::NotThere)?;
        let (keeper, acted) = blocking(move || {
            let acted = act(&mut keeper);
            (keeper, acted)
        })
        .await;
        let found = keeper.found();
        *keeping = Some(keeper);
        self.part.send_if_modified(|part| std::mem::replace(&mut part.applied, found) != found);
        acted
    }
}

/// Whether an index was made of this log.
async fn is_of(log: &Log, bound: &Bound) -> Result<bool, Fault> {
    if log.end().await? < bound.applied {
        return Ok(false);
    }
    match log.get(bound.applied).await {
        Ok(stored) => Ok(Digest::of(&stored.bytes) == bound.event),
        Err(Fault::Missing { .. }) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Who writes an index. A desk that is just ending in this process may have it for another moment.
async fn keeper(index: Index, version: Digest) -> Result<Keeper, Stopped> {
    for _ in 0..LOOKS {
        let index = index.clone();
        match blocking(move || Keeper::of(index, version)).await {
            Err(TantivyError::LockFailure(..)) => tokio::time::sleep(LOOK_EVERY).await,
            made => return Ok(made?),
        }
    }
    Ok(blocking(move || Keeper::of(index, version)).await?)
}

/// Waits for a time, if there is one.
async fn wait(due: &mut Option<Pin<Box<Sleep>>>) -> Option<()> {
    due.as_mut()?.await;
    Some(())
}
