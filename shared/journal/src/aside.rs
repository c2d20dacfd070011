//! The events that reactions set aside: a key-value bucket beside the log, for they are no facts of the newsroom.

use std::collections::BTreeSet;

use async_nats::{
    datetime::DateTime,
    jetstream::{
        self, kv,
        stream::{LastRawMessageErrorKind, RawMessageErrorKind},
    },
};
use contract::reaction::{Aside, Obstacle};
use futures_util::{StreamExt, TryStreamExt};

use crate::{
    log::{Fault, Log},
    retry::Retry,
};

pub(crate) const ASIDE: &str = "ASIDE";

/// What all reactions have set aside, under their names and the events' sequences. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Asides {
    bucket: kv::Store,
    events: jetstream::stream::Stream<()>,
}

/// What changed about a reaction's set-aside events.
#[derive(Clone, Debug)]
pub enum Change {
    Kept(Aside),
    Removed { sequence: u64 },
}

/// Follows what one reaction has set aside, whichever replica did it.
pub struct AsideWatch {
    asides: Asides,
    reaction: String,
    changes: Option<kv::Watch>,
}

impl Log {
    /// Opens the bucket, and creates it where there is none, on as many servers as the log itself.
    pub async fn asides(&self) -> Result<Asides, Fault> {
        let mut retry = Retry::new();
        loop {
            match self.open_asides().await {
                Ok(bucket) => return Ok(Asides { bucket, events: self.events.clone() }),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error)),
                Err(_) => {}
            }
        }
    }

    async fn open_asides(&self) -> Result<kv::Store, async_nats::Error> {
        if let Ok(found) = self.context.get_key_value(ASIDE).await {
            return Ok(found);
        }
        let config = kv::Config {
            bucket: ASIDE.to_owned(),
            description: "events that a reaction could not answer, until a person has looked".to_owned(),
            history: 1,
            storage: jetstream::stream::StorageType::File,
            num_replicas: self.events.get_info().await?.config.num_replicas,
            ..kv::Config::default()
        };
        Ok(self.context.create_key_value(config).await?)
    }
}

impl Asides {
    /// Keeps what is known about an event; it stands on disk when this returns.
    pub async fn put(&self, reaction: &str, aside: &Aside) -> Result<(), Fault> {
        let bytes = serde_json::to_vec(aside).expect("it is strings and numbers");
        let key = key(reaction, aside.sequence);
        let mut retry = Retry::new();
        loop {
            match self.bucket.put(&key, bytes.clone().into()).await {
                Ok(_) => return Ok(()),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// Forgets an event, for it has been answered.
    pub async fn remove(&self, reaction: &str, sequence: u64) -> Result<(), Fault> {
        let key = key(reaction, sequence);
        let mut retry = Retry::new();
        loop {
            match self.bucket.purge(&key).await {
                Ok(()) => return Ok(()),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    /// What is known about an event, if it was set aside. Asked of the leader: a replica behind it could forget one that
    /// was just set aside, and what follows it would be answered before it. What stands there and cannot be read, for a newer
    /// program wrote it or it is damaged, is an event that waits, for reasons [not known](Obstacle::NotKnown).
    pub async fn get(&self, reaction: &str, sequence: u64) -> Result<Option<Aside>, Fault> {
        let subject = format!("{}{}", self.bucket.prefix, key(reaction, sequence));
        let mut retry = Retry::new();
        loop {
            match self.bucket.stream.get_last_raw_message_by_subject(&subject).await {
                // What was removed leaves an empty mark.
                Ok(message) if message.payload.is_empty() => return Ok(None),
                Ok(message) => return self.read(sequence, &message.payload, message.time).await.map(Some),
                Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => return Ok(None),
                Err(error) if !retry.pause().await => return Err(Fault::Unanswered(error.into())),
                Err(_) => {}
            }
        }
    }

    async fn read(&self, sequence: u64, bytes: &[u8], written: DateTime) -> Result<Aside, Fault> {
        if let Ok(aside) = serde_json::from_slice(bytes) {
            return Ok(aside);
        }
        let subject = match self.events.get_raw_message(sequence).await {
            Ok(event) => event.subject.to_string(),
            // Under a key that no program of ours wrote. It stands on no stream of facts, and can be given up.
            Err(error) if error.kind() == RawMessageErrorKind::NoMessageFound => String::new(),
            Err(error) => return Err(Fault::Unanswered(error.into())),
        };
        let (seconds, nanoseconds) = (written.unix_timestamp(), written.nanosecond());
        let since = chrono::DateTime::from_timestamp(seconds, nanoseconds).unwrap_or_default();
        Ok(Aside { sequence, subject, id: None, why: Obstacle::NotKnown, since, tries: 0, given_up: None })
    }

    async fn change(&self, entry: &kv::Entry) -> Result<Option<Change>, Fault> {
        let Some((_, sequence)) = parts(&entry.key) else { return Ok(None) };
        Ok(Some(match entry.operation {
            kv::Operation::Put => Change::Kept(self.read(sequence, &entry.value, entry.created).await?),
            kv::Operation::Delete | kv::Operation::Purge => Change::Removed { sequence },
        }))
    }

    /// Everything that is set aside or was given up, with the reaction's name, in order.
    pub async fn all(&self) -> Result<Vec<(String, Aside)>, Fault> {
        let mut all = Vec::new();
        for key in self.keys().await? {
            let Some((reaction, sequence)) = parts(&key) else { continue };
            if let Some(aside) = self.get(reaction, sequence).await? {
                all.push((reaction.to_owned(), aside));
            }
        }
        all.sort_by(|(a, x), (b, y)| (a, x.sequence).cmp(&(b, y.sequence)));
        Ok(all)
    }

    /// What waits for a person at this reaction, in the order of the log.
    pub async fn waiting(&self, reaction: &str) -> Result<Vec<Aside>, Fault> {
        self.waiting_besides(reaction, &mut BTreeSet::new()).await
    }

    /// The same, without the events that are known, which are not asked for; those that were asked for are known from then
    /// on.
    pub async fn waiting_besides(
        &self,
        reaction: &str,
        known: &mut BTreeSet<u64>,
    ) -> Result<Vec<Aside>, Fault> {
        let keys = self.keys().await?;
        let of_it =
            |key: &String| parts(key).filter(|(name, _)| *name == reaction).map(|(_, sequence)| sequence);
        let sequences: BTreeSet<u64> = keys.iter().filter_map(of_it).collect();
        let mut waiting = Vec::new();
        for sequence in sequences {
            if known.insert(sequence) {
                waiting.extend(self.get(reaction, sequence).await?.filter(Aside::waits));
            }
        }
        Ok(waiting)
    }

    async fn keys(&self) -> Result<Vec<String>, Fault> {
        let keys = self.bucket.keys().await.map_err(|error| Fault::Unanswered(error.into()))?;
        keys.try_collect().await.map_err(|error| Fault::Unanswered(error.into()))
    }

    /// Follows what this reaction sets aside, beginning with what is aside already.
    pub fn watch(&self, reaction: &str) -> AsideWatch {
        AsideWatch { asides: self.clone(), reaction: reaction.to_owned(), changes: None }
    }
}

impl AsideWatch {
    /// The next change; waits for it, also for a server that is away. After such a pause what is aside comes again.
    pub async fn next(&mut self) -> Change {
        let mut retry = Retry::new();
        loop {
            let Some(changes) = &mut self.changes else {
                let keys = format!("{}.*", self.reaction);
                match self.asides.bucket.watch_with_history(keys).await {
                    Ok(changes) => self.changes = Some(changes),
                    Err(_) => retry.pause_always().await,
                }
                continue;
            };
            let change = match changes.next().await {
                Some(Ok(entry)) => self.asides.change(&entry).await.ok(),
                Some(Err(_)) | None => None,
            };
            match change {
                Some(Some(change)) => return change,
                Some(None) => {}
                None => {
                    self.changes = None;
                    retry.pause_always().await;
                }
            }
        }
    }
}

fn key(reaction: &str, sequence: u64) -> String {
    format!("{reaction}.{sequence}")
}

fn parts(key: &str) -> Option<(&str, u64)> {
    let (reaction, sequence) = key.rsplit_once('.')?;
    Some((reaction, sequence.parse().ok()?))
}
