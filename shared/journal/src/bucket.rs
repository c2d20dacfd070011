//! Key-value buckets beside the log, for what is no fact of the newsroom: who is signed in, by what, and the like.
//!
//! A key holds bytes and a revision, which grows with every write to the bucket. What is written under the revision that
//! was read can neither overwrite what another replica wrote meanwhile, nor bring back what another removed.

use std::time::Duration;

use async_nats::jetstream::{
    kv,
    stream::{LastRawMessageErrorKind, StorageType},
};
use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};

use crate::{
    log::{Fault, Log},
    retry::Retry,
};

/// What members sign in by: what is acknowledged of it is kept as events are.
pub const CREDENTIALS: &str = "CREDENTIALS";

/// What programs sign in by, kept in the same way.
pub const TOKENS: &str = "TOKENS";

/// What a bucket is for, and how long a key is kept after it was written last.
#[derive(Clone, Copy, Debug)]
pub struct Purpose {
    /// Capital letters, as the other streams are named.
    pub name: &'static str,
    pub description: &'static str,
    /// None for ever.
    pub kept_for: Option<Duration>,
}

/// One bucket. Cheap to clone; all clones share the log's connection.
#[derive(Clone, Debug)]
pub struct Bucket {
    store: kv::Store,
}

/// What a key holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub bytes: Bytes,
    pub revision: u64,
}

/// What another, or this process, did to a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    Put {
        key: String,
        held: Held,
    },
    Removed {
        key: String,
        revision: u64,
    },
    /// What stood there when the watch began has been told; what follows is news.
    Current,
}

/// Follows a bucket, whichever replica writes to it.
pub struct BucketWatch {
    bucket: Bucket,
    changes: Option<kv::Watch>,
    /// What is still to be told of what stood there.
    behind: Behind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Behind {
    Some,
    Nothing,
    Told,
}

impl Log {
    /// Opens a bucket, and creates it where there is none, on as many servers as the log itself. A fault is ridden out for
    /// 12 seconds, as everywhere.
    pub async fn bucket(&self, purpose: Purpose) -> Result<Bucket, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.open_bucket(purpose).await {
                Ok(store) => return Ok(Bucket { store }),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error)),
                Err(_) => {}
            }
        }
    }

    async fn open_bucket(&self, purpose: Purpose) -> Result<kv::Store, async_nats::Error> {
        if let Ok(found) = self.context.get_key_value(purpose.name).await {
            return Ok(found);
        }
        let config = kv::Config {
            bucket: purpose.name.to_owned(),
            description: purpose.description.to_owned(),
            history: 1,
            max_age: purpose.kept_for.unwrap_or_default(),
            storage: StorageType::File,
            num_replicas: self.events.get_info().await?.config.num_replicas,
            ..kv::Config::default()
        };
        Ok(self.context.create_key_value(config).await?)
    }
}

impl Bucket {
    /// Puts bytes under a key, whatever it holds; they stand on disk when this returns their revision.
    pub async fn put(&self, key: &str, bytes: impl Into<Bytes>) -> Result<u64, Fault> {
        let bytes = bytes.into();
        let mut retry = Retry::new();
        loop {
            match self.store.put(key, bytes.clone()).await {
                Ok(revision) => return Ok(revision),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// Puts bytes under a key that still has this revision; 0 for one that never held anything. None where it has another, which
    /// is so too where something was removed from it. Where an acknowledgement was lost, the bytes that stand there are compared, so that what was written once is
    /// not taken for another's.
    pub async fn replace(
        &self,
        key: &str,
        bytes: impl Into<Bytes>,
        revision: u64,
    ) -> Result<Option<u64>, Fault> {
        let bytes = bytes.into();
        let (mut retry, mut is_unsure) = (Retry::new(), false);
        loop {
            match self.write(key, bytes.clone(), revision).await {
                Ok(Some(revision)) => return Ok(Some(revision)),
                Ok(None) => {
                    let held = if is_unsure { self.get(key).await? } else { None };
                    return Ok(held.filter(|held| held.bytes == bytes).map(|held| held.revision));
                }
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error)),
                Err(_) => is_unsure = true,
            }
        }
    }

    /// None where the key has another revision.
    async fn write(&self, key: &str, bytes: Bytes, revision: u64) -> Result<Option<u64>, async_nats::Error> {
        match self.store.update(key, bytes, revision).await {
            Ok(revision) => Ok(Some(revision)),
            Err(error) if error.kind() == kv::UpdateErrorKind::WrongLastRevision => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Empties a key that has this revision; false where it has another, so that of several who take what a key holds exactly
    /// one succeeds. After a lost acknowledgement the one who succeeded may be told false.
    pub async fn take(&self, key: &str, revision: u64) -> Result<bool, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.store.purge_expect_revision(key, Some(revision)).await {
                Ok(()) => return Ok(true),
                Err(error) if error.kind() == kv::PurgeErrorKind::WrongLastRevision => return Ok(false),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// Empties a key, whatever it holds.
    pub async fn remove(&self, key: &str) -> Result<(), Fault> {
        let mut retry = Retry::new();
        loop {
            match self.store.purge(key).await {
                Ok(()) => return Ok(()),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// What a key holds, by the word of the bucket's leader: a replica behind it could still show what was just removed.
    pub async fn get(&self, key: &str) -> Result<Option<Held>, Fault> {
        let subject = format!("{}{key}", self.store.prefix);
        let mut retry = Retry::new();
        loop {
            match self.store.stream.get_last_raw_message_by_subject(&subject).await {
                // What was removed leaves an empty mark.
                Ok(message) if message.payload.is_empty() => return Ok(None),
                Ok(message) => {
                    return Ok(Some(Held { bytes: message.payload, revision: message.sequence }));
                }
                Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(None),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// Every key that holds something, with what it holds, in the order of the keys.
    pub async fn all(&self) -> Result<Vec<(String, Held)>, Fault> {
        let keys = self.store.keys().await.map_err(|error| Fault::Unanswered(error.into()))?;
        let mut keys: Vec<String> =
            keys.try_collect().await.map_err(|error| Fault::Unanswered(error.into()))?;
        keys.sort_unstable();
        let mut all = Vec::with_capacity(keys.len());
        for key in keys {
            if let Some(held) = self.get(&key).await? {
                all.push((key, held));
            }
        }
        Ok(all)
    }

    /// Follows what is written from now on, beginning with the last write to each key.
    pub fn watch(&self) -> BucketWatch {
        BucketWatch { bucket: self.clone(), changes: None, behind: Behind::Some }
    }
}

impl BucketWatch {
    /// The next write; waits for it, also for a server that is away. After such a pause the last write to each key comes
    /// again, removals among them.
    pub async fn next(&mut self) -> Written {
        let mut retry = Retry::new();
        loop {
            if self.behind == Behind::Nothing {
                self.behind = Behind::Told;
                return Written::Current;
            }
            let Some(changes) = &mut self.changes else {
                if self.open().await.is_err() {
                    retry.pause_always().await;
                }
                continue;
            };
            if let Some(Ok(entry)) = changes.next().await {
                if entry.delta == 0 && self.behind == Behind::Some {
                    self.behind = Behind::Nothing;
                }
                return Written::from(entry);
            }
            self.changes = None;
            retry.pause_always().await;
        }
    }

    async fn open(&mut self) -> Result<(), async_nats::Error> {
        let changes = self.bucket.store.watch_with_history(">").await?;
        // Looked at after the watch was set up: what is written in between comes as news all the same.
        let is_empty = self.bucket.store.stream.get_info().await?.state.messages == 0;
        self.behind = if is_empty { Behind::Nothing } else { Behind::Some };
        self.changes = Some(changes);
        Ok(())
    }
}

impl From<kv::Entry> for Written {
    fn from(kv::Entry { key, value, revision, operation, .. }: kv::Entry) -> Self {
        match operation {
            kv::Operation::Put => Self::Put { key, held: Held { bytes: value, revision } },
            kv::Operation::Delete | kv::Operation::Purge => Self::Removed { key, revision },
        }
    }
}
