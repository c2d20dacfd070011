//! All states of one kind, folded anew from the whole log: to look at, to compare, to measure.

use std::collections::BTreeMap;

use contract::{Digest, Subject};
use decider::Decider;

use crate::{
    loaded::Loaded,
    log::{Fault, Log},
};

/// The state and version of every stream of one kind.
#[derive(Debug)]
pub struct States<D> {
    streams: BTreeMap<Subject, Loaded<D>>,
    /// How many events were folded.
    pub events: u64,
}

impl<D: Decider> States<D> {
    /// Folds the log up to where it ends now.
    pub async fn fold(log: &Log) -> Result<Self, Fault> {
        let mut states = Self { streams: BTreeMap::new(), events: 0 };
        let mut follow = log.follow(&[D::KIND], 1).await?;
        while follow.pending() > 0 {
            let stored = follow.next().await?;
            let subject = stored.subject.parse().map_err(|source| Fault::Unreadable {
                subject: stored.subject.clone(),
                sequence: stored.sequence,
                source: contract::Unreadable::Subject(source),
            })?;
            states.streams.entry(subject).or_default().apply_stored(std::slice::from_ref(&stored))?;
            states.events += 1;
        }
        Ok(states)
    }

    /// The state of a stream and its version.
    pub fn get(&self, subject: &Subject) -> Option<(&D, u64)> {
        self.streams.get(subject).map(|loaded| (&loaded.state, loaded.version))
    }

    /// All streams in the order of their subjects, with state and version.
    pub fn iter(&self) -> impl Iterator<Item = (&Subject, &D, u64)> {
        self.streams.iter().map(|(subject, loaded)| (subject, &loaded.state, loaded.version))
    }

    /// The SHA-256 over all streams in the order of their subjects, with version and state: equal for equal histories.
    pub fn digest(&self) -> Digest {
        let mut lines = Vec::new();
        for (subject, state, version) in self.iter() {
            let line = serde_json::to_vec(&(subject.to_string(), version, state));
            lines.extend(line.expect("a state is strings, numbers, lists and maps by name"));
            lines.push(b'\n');
        }
        Digest::of(&lines)
    }
}
