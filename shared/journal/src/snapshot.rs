//! Snapshots of folds, in the object store: a start from one instead of from the first event. They can be deleted at any
//! time; one that does not fit is as good as none.

use std::{collections::HashMap, time::Duration};

use async_nats::jetstream::object_store::{self, ObjectMetadata};
use contract::Digest;
use decider::Fold;

use crate::{
    log::{Fault, Log},
    object,
    open::{SNAPSHOTS, Settings},
};

/// Snapshots of folds that are no longer in use go by themselves. One in use is written again long before.
const KEPT_FOR: Duration = Duration::from_hours(30 * 24);

/// What a snapshot is bound to, in its metadata: where in the log it stands, and what stands there.
const SEQUENCE: &str = "sequence";
const EVENT: &str = "event";

/// How the store of snapshots is set up.
pub(crate) fn store(settings: Settings) -> object_store::Config {
    object_store::Config {
        bucket: SNAPSHOTS.to_owned(),
        description: Some("snapshots of folds of the log; may be deleted at any time".to_owned()),
        max_age: KEPT_FOR,
        num_replicas: settings.replicas,
        ..object_store::Config::default()
    }
}

/// The version of a fold: the SHA-256 of all that says how it folds, and how events are read.
pub fn fold_version<F: Fold>() -> Digest {
    let mut text = format!("{} {}\n", F::NAME, env!("CARGO_PKG_VERSION"));
    text.extend(F::KINDS.iter().map(|kind| kind.filter()));
    text.extend(contract::SOURCES.iter().chain(F::SOURCES).copied());
    Digest::of(text.as_bytes())
}

/// A fold and the sequence of the last event in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded<F> {
    pub fold: F,
    pub applied: u64,
}

impl Log {
    /// The snapshot of this fold, if there is one that fits: of this version of the fold, and of this log.
    pub async fn snapshot<F: Fold>(&self) -> Option<Folded<F>> {
        let name = name::<F>();
        let mut object = self.context.get_object_store(SNAPSHOTS).await.ok()?.get(&name).await.ok()?;
        let (applied, event) = bound_to(object.info())?;
        if self.digest_at(applied).await? != event {
            tracing::info!(
                fold = F::NAME,
                event.sequence = applied,
                "a snapshot of another log is left aside"
            );
            return None;
        }
        let bytes = object::read(&mut object).await.ok()?;
        let fold = tokio::task::spawn_blocking(move || serde_json::from_slice(&bytes).ok()).await.ok()??;
        Some(Folded { fold, applied })
    }

    /// Keeps a snapshot, unless another replica has kept one of this log that is as new.
    pub(crate) async fn keep_snapshot<F: Fold>(&self, folded: Folded<F>) -> Result<(), Fault> {
        let store = self.context.get_object_store(SNAPSHOTS).await;
        let store = store.map_err(|e| Fault::Unanswered(e.into()))?;
        let there = store.info(&name::<F>()).await.ok().and_then(|info| bound_to(&info));
        if let Some((sequence, event)) = there
            && sequence >= folded.applied
            && self.digest_at(sequence).await == Some(event)
        {
            return Ok(());
        }
        self.replace_snapshot(folded).await
    }

    /// Keeps a snapshot in the place of any other.
    pub async fn replace_snapshot<F: Fold>(&self, folded: Folded<F>) -> Result<(), Fault> {
        let (name, applied) = (name::<F>(), folded.applied);
        let unanswered = |error: async_nats::Error| Fault::Unanswered(error);
        let store = self.context.get_object_store(SNAPSHOTS).await.map_err(|e| unanswered(e.into()))?;
        let Some(event) = self.digest_at(applied).await else { return Ok(()) };
        let written = tokio::task::spawn_blocking(move || serde_json::to_vec(&folded.fold)).await;
        let bytes = written.map_err(|e| unanswered(e.into()))?.map_err(|e| unanswered(e.into()))?;
        let metadata = HashMap::from([
            (SEQUENCE.to_owned(), applied.to_string()),
            (EVENT.to_owned(), event.to_string()),
        ]);
        let object = ObjectMetadata { name, metadata, ..ObjectMetadata::default() };
        let put = store.put(object, &mut bytes.as_slice()).await;
        put.map(drop).map_err(|e| unanswered(e.into()))
    }

    /// The digest of the bytes of the event with this sequence, if there is one.
    async fn digest_at(&self, sequence: u64) -> Option<Digest> {
        let stored = self.events.direct_get(sequence).await.ok()?;
        Some(Digest::of(&stored.payload))
    }
}

fn name<F: Fold>() -> String {
    let version = fold_version::<F>().to_string();
    format!("{}-{}", F::NAME, &version[..16])
}

fn bound_to(info: &object_store::ObjectInfo) -> Option<(u64, Digest)> {
    let (sequence, event) = (info.metadata.get(SEQUENCE)?, info.metadata.get(EVENT)?);
    Some((sequence.parse().ok()?, event.parse().ok()?))
}
