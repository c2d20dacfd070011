//! Taking what a feed holds: each item becomes an article, or a fact that says why not.

use std::{error::Error, sync::Arc};

use contract::BlockKind;
use contract::{
    Actor, ArticleId, CommandId, Digest, Origin, SourceId, Subject,
    article::{self, Reading, Unnumbered},
    source::{self, FeedFault, Registration, Report, SetAside},
};
use journal::{Fault, Instruction, Log, Outcome, Streams};
use runtime::{clock, commands::chain};

use crate::{
    article::Article,
    cause::{self, Cause},
    feed::{self, Entry, Item, TITLE_CHARACTERS_MOST, Unusable},
    source::{Source, Standing},
};

/// Why an item is not taken: what it says is told to people, and what lies below stands in the log.
type Why = Box<dyn Error + Send + Sync>;

/// Reads feeds into the log. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Taking {
    log: Log,
    sources: Arc<Streams<Source>>,
    articles: Arc<Streams<Article>>,
}

/// A feed's bytes and what is known about them.
pub(crate) struct Feed<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) raw: Digest,
    pub(crate) content_type: Option<&'a str>,
    pub(crate) address: Option<&'a str>,
}

impl Taking {
    pub(crate) fn new(log: Log, sources: Arc<Streams<Source>>, articles: Arc<Streams<Article>>) -> Self {
        Self { log, sources, articles }
    }

    pub(crate) fn log(&self) -> &Log {
        &self.log
    }

    pub(crate) async fn standing(&self, id: &SourceId) -> Result<Option<Standing>, Fault> {
        match self.sources.load(&Subject::source(id)).await?.0 {
            Source::Absent => Ok(None),
            Source::Registered(standing) => Ok(Some(standing)),
        }
    }

    /// Takes every item of a feed. Done twice it does nothing new: an item is the same article each time.
    pub(crate) async fn take(
        &self,
        id: &SourceId,
        registration: &Registration,
        feed: Feed<'_>,
    ) -> Result<Result<Report, feed::Unreadable>, Fault> {
        let entries = match feed::read(feed.bytes, feed.content_type, feed.address) {
            Ok(entries) => entries,
            Err(unreadable) => return Ok(Err(unreadable)),
        };
        let mut report = Report::default();
        // Feeds have the newest item first; the log has the oldest first.
        for entry in entries.into_iter().rev() {
            let (item, why_not) = match entry {
                Entry::Item(item) => {
                    let named = named(&item.key, &item.headline);
                    let received = self.receive(id, registration, item, feed.raw, &mut report).await;
                    (named, received.or_else(of_the_item)?)
                }
                Entry::Unusable { key, title, why } => (named(&key, &title), Some(why.into())),
            };
            if let Some(why) = why_not {
                report.set_aside += 1;
                let aside = SetAside { item, why: why.to_string(), raw: feed.raw };
                if self.note(id, source::Command::SetAside(aside)).await? {
                    cause::log(id, &*why);
                }
            }
        }
        Ok(Ok(report))
    }

    /// Records something about the source itself; gives whether that was new.
    pub(crate) async fn note(&self, id: &SourceId, command: source::Command) -> Result<bool, Fault> {
        match self.sources.execute(&Subject::source(id), &instruction(), &command).await? {
            Outcome::Recorded { .. } => Ok(true),
            Outcome::Unchanged { .. } | Outcome::Moved { .. } => Ok(false),
            Outcome::Refused { refusal, .. } => {
                tracing::warn!(source.id = %id, ?refusal, "a note about a source was refused");
                Ok(false)
            }
        }
    }

    pub(crate) async fn failed(
        &self,
        id: &SourceId,
        why: &(dyn Error + Sync),
        raw: Option<Digest>,
    ) -> Result<(), Fault> {
        let cause = FeedFault { what: why.to_string(), raw };
        if self.note(id, source::Command::Fail { cause }).await? {
            cause::log(id, why);
        }
        Ok(())
    }

    /// Takes one item; gives why it cannot be taken.
    async fn receive(
        &self,
        id: &SourceId,
        registration: &Registration,
        item: Item,
        raw: Digest,
        report: &mut Report,
    ) -> Result<Option<Why>, Fault> {
        let subject = Subject::article(ArticleId::of(id, &item.key));
        let reading = reading(id, registration, item, raw);
        let command = article::Command::Receive(Box::new(reading));
        let (before, _) = self.articles.load(&subject).await?;
        match self.articles.execute(&subject, &instruction(), &command).await? {
            Outcome::Recorded { .. } if before == Article::Absent => report.received += 1,
            Outcome::Recorded { .. } => report.revised += 1,
            // What a source says rests on nothing that was seen before, so that nothing moves on under it.
            Outcome::Unchanged { .. } | Outcome::Moved { .. } => report.unchanged += 1,
            Outcome::Refused { refusal, .. } => return Ok(Some(refusal.into())),
        }
        Ok(None)
    }
}

/// Why an item cannot be taken, if the fault is of this item alone and would be met again; any other is given back.
fn of_the_item(fault: Fault) -> Result<Option<Why>, Fault> {
    match fault {
        Fault::TooLarge { bytes, most } => Ok(Some(article::Refusal::TooLarge { bytes, most }.into())),
        Fault::Unreadable { .. } | Fault::Missing { .. } => {
            Ok(Some(Unusable::Unread { source: Cause::of(chain(&fault)) }.into()))
        }
        Fault::Unanswered(_) | Fault::Contended { .. } | Fault::Foreign { .. } => Err(fault),
    }
}

/// An item as people find it at its source.
fn named(key: &str, title: &str) -> String {
    let title: String = title.chars().take(TITLE_CHARACTERS_MOST).collect();
    if title.is_empty() { key.to_owned() } else { format!("{key} ({title})") }
}

fn reading(id: &SourceId, registration: &Registration, item: Item, raw: Digest) -> Reading {
    let headline = Unnumbered::plain(BlockKind::Headline, item.headline);
    Reading {
        item: item.key,
        origin: Origin {
            source: id.clone(),
            source_name: registration.name.clone(),
            address: item.address,
            authors: item.authors,
            published_at: item.published_at,
            rights: registration.rights.clone(),
            section: registration.section.clone(),
            language: registration.language.clone(),
            revision: 0,
            document: Digest::of(b""),
            raw,
        },
        text: [headline].into_iter().chain(item.body).collect(),
        routes: registration.routes.clone(),
    }
}

/// Reading is repeated rather than retried: what was taken already is found unchanged, so each attempt has its own id.
fn instruction() -> Instruction {
    let id: CommandId = clock::command_id();
    Instruction::new(id, None, Actor::service("ingest"), clock::now())
}
