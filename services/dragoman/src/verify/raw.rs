//! The raw bytes that events refer to: whether they are in the object store, and whether they are the ones.

use std::{collections::HashSet, time::Duration};

use contract::{Digest, Event, Origin, Recorded, article, edit, memory, publication, source, translation};
use futures_util::{StreamExt, stream};
use journal::{Fault, Log};

use super::found::{Findings, Found};

/// So many references are gathered before they are looked up.
const TOGETHER: usize = 64;

/// So many objects are looked up, or read, at a time: each may have 64 MiB.
const AT_ONCE: usize = 4;

/// An object whose end does not come in this time lacks some of its parts.
const READ_WITHIN: Duration = Duration::from_secs(10);

/// How closely the bytes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// They must be there.
    Present,
    /// They must be there and have their digest.
    Read,
}

/// A reference, where it was met first.
struct Reference {
    digest: Digest,
    sequence: u64,
    subject: String,
}

pub(super) struct Raws {
    log: Log,
    pub(super) care: Care,
    met: HashSet<Digest>,
    waiting: Vec<Reference>,
}

impl Raws {
    pub(super) fn new(log: Log, care: Care) -> Self {
        Self { log, care, met: HashSet::new(), waiting: Vec::new() }
    }

    /// How many different ones were met.
    pub(super) fn count(&self) -> usize {
        self.met.len()
    }

    /// Notes what a fact refers to, and looks up what was gathered when that is enough.
    pub(super) async fn look(
        &mut self,
        recorded: &Recorded<Event>,
        findings: &mut Findings,
    ) -> Result<(), Fault> {
        if let Some(digest) = referred(&recorded.event)
            && self.met.insert(digest)
        {
            let (sequence, subject) = (recorded.sequence, recorded.subject.to_string());
            self.waiting.push(Reference { digest, sequence, subject });
        }
        if self.waiting.len() >= TOGETHER { self.look_up(findings).await } else { Ok(()) }
    }

    /// Looks up what was gathered.
    pub(super) async fn look_up(&mut self, findings: &mut Findings) -> Result<(), Fault> {
        let waiting = std::mem::take(&mut self.waiting);
        let looks = stream::iter(waiting).map(async |reference: Reference| {
            let found = match self.care {
                Care::Present => self.present(reference.digest).await,
                Care::Read => self.read(reference.digest).await,
            };
            (reference, found)
        });
        let mut looks = std::pin::pin!(looks.buffered(AT_ONCE));
        while let Some((reference, found)) = looks.next().await {
            if let Some(found) = found? {
                findings.event(reference.sequence, &reference.subject, found);
            }
        }
        Ok(())
    }

    async fn present(&self, digest: Digest) -> Result<Option<Found>, Fault> {
        let missing = || Found::RawMissing { digest };
        self.log.has_raw(digest).await.map(|is_there| (!is_there).then(missing))
    }

    async fn read(&self, digest: Digest) -> Result<Option<Found>, Fault> {
        let why = match tokio::time::timeout(READ_WITHIN, self.log.raw(digest)).await {
            Ok(Ok(None)) => return Ok(Some(Found::RawMissing { digest })),
            Ok(Ok(Some(bytes))) => {
                let is = Digest::of(&bytes);
                return Ok((is != digest).then_some(Found::RawOther { digest, is }));
            }
            Ok(Err(fault)) => runtime::commands::chain(&fault),
            Err(_) => format!("its end did not come within {} s", READ_WITHIN.as_secs()),
        };
        // A server that is away is no fault of the bytes.
        self.log.end().await?;
        Ok(Some(Found::RawUnread { digest, why }))
    }
}

/// The raw bytes that a fact refers to.
fn referred(event: &Event) -> Option<Digest> {
    match event {
        Event::Source(source::Event::Failed { cause }) => cause.raw,
        Event::Source(source::Event::SetAside(aside)) => Some(aside.raw),
        Event::Memory(
            memory::Event::Imported { digest, .. } | memory::Event::NamesImported { digest, .. },
        ) => Some(*digest),
        Event::Source(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => None,
        Event::Article(_) | Event::Translation(_) | Event::Edit(_) | Event::Publication(_) => {
            origin(event).map(|origin| origin.raw)
        }
    }
}

fn origin(event: &Event) -> Option<&Origin> {
    match event {
        Event::Article(article::Event::Received(received)) => Some(&received.origin),
        Event::Article(article::Event::Revised(revised)) => Some(&revised.origin),
        Event::Article(article::Event::Commissioned(commissioned)) => Some(&commissioned.origin),
        Event::Translation(translation::Event::Requested(requested)) => Some(&requested.origin),
        Event::Translation(translation::Event::Submitted(submission)) => Some(&submission.origin),
        Event::Edit(edit::Event::Opened(submission)) => Some(&submission.origin),
        Event::Edit(edit::Event::Approved(approval)) => Some(&approval.origin),
        Event::Publication(publication::Event::Prepared(approval)) => Some(&approval.origin),
        Event::Publication(publication::Event::Published(edition)) => Some(&edition.origin),
        Event::Translation(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Source(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => None,
    }
}
