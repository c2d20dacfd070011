//! One walk over the event log: sequences, chains, ids, envelopes, and what each fact says.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use contract::{CommandId, Event, Kind, Recorded, Subject, Unreadable};
use journal::{Fault, Log, Stored};
use serde::Deserialize;

use super::{
    digests::Digests,
    folds::Folds,
    found::{Findings, Found},
    progress::Progress,
    raw::Raws,
};

/// What is remembered of the log along the walk: some forty bytes for each event, more for each stream, and no text.
pub(super) struct Walk {
    /// The sequence of the last event that was looked at, or found missing.
    pub(super) end: u64,
    /// How many events were looked at.
    pub(super) count: u64,
    /// The last fact of each stream.
    last: HashMap<String, u64>,
    /// Where each command id of each stream was met, by a hash of both.
    ids: HashMap<u64, u64>,
    pub(super) digests: Digests,
    pub(super) raws: Raws,
    pub(super) folds: Folds,
}

/// What an envelope says about where it belongs.
#[derive(Deserialize)]
struct Belongs {
    specversion: String,
    source: String,
    subject: String,
}

impl Walk {
    pub(super) fn new(raws: Raws) -> Self {
        Self {
            end: 0,
            count: 0,
            last: HashMap::new(),
            ids: HashMap::new(),
            digests: Digests::default(),
            raws,
            folds: Folds::default(),
        }
    }

    pub(super) fn streams(&self) -> usize {
        self.last.len()
    }

    /// Walks on to where the log now ends.
    pub(super) async fn on(
        &mut self,
        log: &Log,
        progress: &mut Progress,
        findings: &mut Findings,
    ) -> Result<(), Fault> {
        let end = log.end().await?;
        if end > self.end {
            let mut follow = log.follow(&Kind::ALL, self.end + 1).await?;
            while follow.pending() > 0 && self.end < end {
                let stored = follow.next().await?;
                self.gap(stored.sequence - 1, findings);
                self.look(log, &stored, findings).await?;
                (self.end, self.count) = (stored.sequence, self.count + 1);
                progress.at(self.end, end);
            }
            follow.end().await;
            // What was deleted at the end of the log is never handed out.
            self.gap(end, findings);
            self.end = self.end.max(end);
        }
        self.raws.look_up(findings).await
    }

    fn gap(&self, to: u64, findings: &mut Findings) {
        if to > self.end {
            findings.event(self.end + 1, "-", Found::Gap { to });
        }
    }

    async fn look(&mut self, log: &Log, stored: &Stored, findings: &mut Findings) -> Result<(), Fault> {
        let last = self.last.insert(stored.subject.clone(), stored.sequence).unwrap_or(0);
        let before = stored.before;
        let mut add = |found| findings.event(stored.sequence, &stored.subject, found);
        let Ok(subject) = stored.subject.parse::<Subject>() else {
            add(Found::Foreign);
            return Ok(());
        };
        if before != Some(last) {
            add(Found::BrokenChain { before, last });
            self.folds.spoil(&stored.subject);
        }
        let recorded = match contract::read(subject, stored.sequence, &stored.bytes) {
            Ok(recorded) => recorded,
            Err(unreadable) => {
                add(why_unreadable(&unreadable));
                self.folds.spoil(&stored.subject);
                return Ok(());
            }
        };
        if let Some(envelope) = belongs_elsewhere(&recorded.subject, &stored.bytes) {
            add(Found::OtherSubject { envelope });
        }
        self.digests.look(&recorded).into_iter().for_each(&mut add);
        if let Some(first) = self.met_before(log, &recorded).await? {
            findings.event(stored.sequence, &stored.subject, Found::CommandTwice { first });
        }
        self.raws.look(&recorded, findings).await?;
        self.folds.apply(recorded, last == 0);
        Ok(())
    }

    /// The event of the same stream that has the same command id.
    async fn met_before(&mut self, log: &Log, recorded: &Recorded<Event>) -> Result<Option<u64>, Fault> {
        let hash = hash(recorded.id, &recorded.subject);
        let Some(first) = self.ids.insert(hash, recorded.sequence) else { return Ok(None) };
        // Two ids may have one hash; the event itself tells.
        let first = log.get(first).await?;
        let is_same = first.subject == recorded.subject.to_string()
            && first.read().is_ok_and(|first| first.id == recorded.id);
        Ok(is_same.then_some(first.sequence))
    }
}

fn why_unreadable(unreadable: &Unreadable) -> Found {
    match unreadable {
        Unreadable::FromTheFuture { event_type, written, .. } => {
            let (event_type, written) = (event_type.to_string(), *written);
            Found::FromTheFuture { event_type, written, why: unreadable.to_string() }
        }
        Unreadable::Content(_) | Unreadable::Subject(_) => {
            Found::Unreadable { why: runtime::commands::chain(unreadable) }
        }
    }
}

/// What the envelope says, where that is not what its subject says.
fn belongs_elsewhere(subject: &Subject, bytes: &[u8]) -> Option<String> {
    let Ok(Belongs { specversion, source, subject: id }) = serde_json::from_slice(bytes) else {
        return Some("nothing of a source and a subject".to_owned());
    };
    let fits = specversion == "1.0" && source == format!("/{}", subject.kind().token()) && id == subject.id();
    (!fits).then(|| format!("source {source}, subject {id}, CloudEvents {specversion}"))
}

fn hash(id: CommandId, subject: &Subject) -> u64 {
    let mut hasher = DefaultHasher::new();
    (id, subject).hash(&mut hasher);
    hasher.finish()
}
