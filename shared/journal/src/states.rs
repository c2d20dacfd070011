//! All states of one kind, folded anew from the whole log: to look at, to compare, to measure.

use std::collections::HashMap;

use contract::{Digest, Recorded, Subject};
use decider::Decider;

use crate::{
    ahead::Ahead,
    loaded::Loaded,
    log::{Fault, Log, Stored},
};

/// The state and version of every stream of one kind.
#[derive(Debug)]
pub struct States<D> {
    streams: HashMap<Subject, Loaded<D>>,
    /// How many events were folded.
    pub events: u64,
}

/// An event, the sequence of the one before it on its stream, and its bytes.
type Link<D> = (Recorded<<D as Decider>::Event>, Option<u64>, usize);

impl<D: Decider> States<D> {
    /// Folds the log up to where it ends now.
    pub async fn fold(log: &Log) -> Result<Self, Fault> {
        let mut states = Self { streams: HashMap::new(), events: 0 };
        let mut ahead = Ahead::of(log.follow(&[D::KIND], 1).await?, link::<D>);
        let mut done = ahead.nothing_there;
        while !done {
            for fact in ahead.next().await {
                let (event, before, bytes) = fact.seen?;
                states.streams.entry(event.subject.clone()).or_default().apply_next(before, event, bytes)?;
                states.events += 1;
                done = fact.pending == 0;
            }
        }
        Ok(states)
    }

    /// The state of a stream and its version.
    pub fn get(&self, subject: &Subject) -> Option<(&D, u64)> {
        self.streams.get(subject).map(|loaded| (&loaded.state, loaded.version))
    }

    /// All streams in the order of their subjects, with state and version.
    pub fn iter(&self) -> impl Iterator<Item = (&Subject, &D, u64)> {
        let mut streams: Vec<_> = self.streams.iter().collect();
        streams.sort_unstable_by_key(|(subject, _)| *subject);
        streams.into_iter().map(|(subject, loaded)| (subject, &loaded.state, loaded.version))
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

fn link<D: Decider>(stored: &Stored) -> Result<Link<D>, Fault> {
    Ok((stored.read_as()?, stored.before, stored.bytes.len()))
}
