//! A bucket as this desk has it in memory: kept current by a watch, so that whoever is asked about costs no way to the server.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use journal::{Bucket, Fault, Held, Written};
use runtime::clock;
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::watch;

/// How long a list waits for a desk that has just been started to have read the bucket.
const READ_WITHIN: Duration = Duration::from_secs(5);

/// How often what is over is let go of.
const SWEPT_EVERY: Duration = Duration::from_mins(10);

/// How long it is remembered that something was removed: the watch may still be on its way there.
const REMOVED_FOR: TimeDelta = TimeDelta::minutes(10);

/// What stands on a shelf: it can be copied, written, and may be over.
pub(super) trait Kept: Clone + Serialize + DeserializeOwned + Send + Sync + 'static {
    fn is_over(&self, now: DateTime<Utc>) -> bool;
}

/// Cheap to clone; all clones share what is kept.
#[derive(Clone)]
pub(super) struct Shelf<T> {
    bucket: Bucket,
    kept: Arc<RwLock<HashMap<String, Place<T>>>>,
    is_read: watch::Sender<bool>,
}

enum Place<T> {
    There {
        value: T,
        revision: u64,
    },
    /// Removed for good: keys are secrets or names that nobody gives out twice.
    Removed {
        at: DateTime<Utc>,
    },
}

/// What a desk knows of a key by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known<T> {
    There(T),
    /// It was removed, is over, or can be none.
    Gone,
    /// Another desk may just have put it there: the server can say.
    Unsure,
}

impl<T> Known<T> {
    /// What becomes of it; what becomes of nothing is gone.
    pub(crate) fn and_then<U>(self, next: impl FnOnce(T) -> Option<U>) -> Known<U> {
        match self {
            Self::There(value) => next(value).map_or(Known::Gone, Known::There),
            Self::Gone => Known::Gone,
            Self::Unsure => Known::Unsure,
        }
    }
}

impl<T: Kept> Shelf<T> {
    pub(super) fn new(bucket: Bucket) -> Self {
        Self { bucket, kept: Arc::default(), is_read: watch::Sender::new(false) }
    }

    /// Follows the bucket for as long as the desk runs.
    pub(super) async fn keep_current(self) -> std::convert::Infallible {
        let mut watch = self.bucket.watch();
        let mut sweep = tokio::time::interval(SWEPT_EVERY);
        loop {
            tokio::select! {
                written = watch.next() => match written {
                    Written::Put { key, held } => self.learn(&key, &held),
                    Written::Removed { key, .. } => self.forget(&key),
                    Written::Current => drop(self.is_read.send_replace(true)),
                },
                _ = sweep.tick() => self.sweep(clock::now()),
            }
        }
    }

    /// What stands under a key, without a way to the server.
    pub(super) fn at_hand(&self, key: &str) -> Known<T> {
        match self.read().get(key) {
            Some(Place::There { value, .. }) => Known::There(value.clone()),
            Some(Place::Removed { .. }) => Known::Gone,
            None => Known::Unsure,
        }
    }

    /// What stands under a key. What is not known here may just have been put there by another desk, so the server is asked.
    pub(super) async fn find(&self, key: &str) -> Result<Option<T>, Fault> {
        match self.at_hand(key) {
            Known::There(value) => Ok(Some(value)),
            Known::Gone => Ok(None),
            Known::Unsure => Ok(self.fetch(key).await?.map(|(value, _)| value)),
        }
    }

    /// What stands under a key by the word of the server, and its revision; 0 where there is nothing.
    pub(super) async fn fetch(&self, key: &str) -> Result<Option<(T, u64)>, Fault> {
        let Some(held) = self.bucket.get(key).await? else { return Ok(None) };
        self.learn(key, &held);
        Ok(decoded(key, &held.bytes).map(|value| (value, held.revision)))
    }

    /// Puts something under a key that has this revision; false where it has another.
    pub(super) async fn replace(&self, key: &str, value: &T, revision: u64) -> Result<bool, Fault> {
        let bytes = encoded(value);
        let Some(revision) = self.bucket.replace(key, bytes.clone(), revision).await? else {
            return Ok(false);
        };
        self.learn(key, &Held { bytes: bytes.into(), revision });
        Ok(true)
    }

    /// Empties a key of this revision: of several who take what stands there, one succeeds.
    pub(super) async fn take(&self, key: &str, revision: u64) -> Result<bool, Fault> {
        let taken = self.bucket.take(key, revision).await?;
        if taken {
            self.forget(key);
        }
        Ok(taken)
    }

    pub(super) async fn remove(&self, key: &str) -> Result<(), Fault> {
        self.bucket.remove(key).await?;
        self.forget(key);
        Ok(())
    }

    /// Empties every key whose value fits, by the word of the server.
    pub(super) async fn remove_all(&self, fits: impl Fn(&T) -> bool) -> Result<(), Fault> {
        for (key, _) in self.fetch_all(fits).await? {
            self.remove(&key).await?;
        }
        Ok(())
    }

    /// All that is not over and fits, by key and by the word of the server: what another desk has just put there is among it.
    pub(super) async fn fetch_all(&self, fits: impl Fn(&T) -> bool) -> Result<Vec<(String, T)>, Fault> {
        let now = clock::now();
        let all = self.bucket.all().await?.into_iter();
        let all = all.filter_map(|(key, held)| decoded::<T>(&key, &held.bytes).map(|value| (key, value)));
        Ok(all.filter(|(_, value)| !value.is_over(now) && fits(value)).collect())
    }

    /// All that is not over and fits, by key, once the bucket has been read. None where that takes too long.
    pub(super) async fn all(&self, fits: impl Fn(&T) -> bool) -> Option<Vec<(String, T)>> {
        let mut is_read = self.is_read.subscribe();
        let read = tokio::time::timeout(READ_WITHIN, is_read.wait_for(|read| *read)).await;
        read.ok()?.ok()?;
        let now = clock::now();
        let kept = self.read();
        let there = kept.iter().filter_map(|(key, place)| match place {
            Place::There { value, .. } if !value.is_over(now) && fits(value) => {
                Some((key.clone(), value.clone()))
            }
            Place::There { .. } | Place::Removed { .. } => None,
        });
        Some(there.collect())
    }

    /// What came later stays: the watch may tell of writes in their order after this desk has made another.
    fn learn(&self, key: &str, held: &Held) {
        let Some(value) = decoded(key, &held.bytes) else { return };
        let there = Place::There { value, revision: held.revision };
        let mut kept = self.write();
        match kept.get(key) {
            Some(Place::Removed { .. }) => {}
            Some(Place::There { revision, .. }) if *revision >= held.revision => {}
            Some(Place::There { .. }) | None => drop(kept.insert(key.to_owned(), there)),
        }
    }

    fn forget(&self, key: &str) {
        self.write().insert(key.to_owned(), Place::Removed { at: clock::now() });
    }

    fn sweep(&self, now: DateTime<Utc>) {
        self.write().retain(|_, place| match place {
            Place::There { value, .. } => !value.is_over(now),
            Place::Removed { at } => now < *at + REMOVED_FOR,
        });
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<String, Place<T>>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<String, Place<T>>> {
        self.kept.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn encoded<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("what is kept is strings, numbers and lists")
}

/// What cannot be read, for a newer program wrote it, lets nobody in.
fn decoded<T: DeserializeOwned>(key: &str, bytes: &[u8]) -> Option<T> {
    let value = serde_json::from_slice(bytes);
    value
        .inspect_err(|_| tracing::warn!(key.length = key.len(), "what stands in a bucket is not understood"))
        .ok()
}
