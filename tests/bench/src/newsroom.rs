//! A newsroom with pieces at every place: in the queue, with translators and editors, approved, on the wire, behind its source.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Actor, Block, BlockId, BlockKind, Brief, Document, Language, PieceId, Priority, Role, Subject,
    article::{self, Commissioned, Received, Revised},
    edit::{self, Approval},
    member::{self, Membership},
    publication::{self, Edition, Notice, Notices},
    translation::{self, Lease, Requested, Submission},
};
use journal::Log;
use runtime::clock;
use serde::Serialize;
use tokio::task::JoinSet;

use crate::{
    facts::{WRITERS, reader, written},
    way,
};

/// One piece of so many in the queue is claimed, and of these one of so many by the reader.
const CLAIMED_ONE_OF: usize = 10;
const READERS_ONE_OF: usize = 1_000;

/// The blocks of a long report, which the reader works on.
const LONG: usize = 40;

/// One piece of so many that went on has a source that changed since.
const BEHIND_ONE_OF: usize = 10;

#[derive(Clone, Copy)]
pub(crate) struct Amount {
    pub(crate) queued: usize,
    /// Those that went on to the editors: a fifth waits for them, a fifth is approved, the rest is on the wire.
    pub(crate) gone: usize,
}

/// Where a piece stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Open,
    Claimed,
    Submitted,
    Approved,
    Published,
}

impl Amount {
    /// The number of the last piece, which is written when all others are.
    pub(crate) const fn last(self) -> usize {
        self.queued + self.gone - 1
    }

    /// The number of a piece that stands there.
    pub(crate) fn at(self, place: Place) -> usize {
        (0..=self.last())
            .find(|number| self.place(*number) == place)
            .expect("there are pieces at every place")
    }

    const fn place(self, number: usize) -> Place {
        match number {
            _ if number < self.queued && number.is_multiple_of(CLAIMED_ONE_OF) => Place::Claimed,
            _ if number < self.queued => Place::Open,
            _ if number.is_multiple_of(5) => Place::Submitted,
            _ if number % 5 == 1 => Place::Approved,
            _ => Place::Published,
        }
    }
}

pub(crate) async fn fill(log: &Log, amount: Amount) -> anyhow::Result<()> {
    let at = clock::now();
    let Actor { member, name, .. } = reader();
    let languages = ["tr", "en"].map(language).into();
    let roles = [Role::Translator, Role::Editor].into();
    let joined = member::Event::Joined(Membership { name, roles, languages });
    append(log, Subject::member(&member), at, &[joined]).await?;
    let mut writers = JoinSet::new();
    // What a desk is waited for comes last.
    for offset in 0..WRITERS {
        let log = log.clone();
        writers.spawn(async move {
            for number in (offset..amount.last()).step_by(WRITERS) {
                write(&log, number, amount.place(number), at).await?;
            }
            anyhow::Ok(())
        });
    }
    for done in writers.join_all().await {
        done?;
    }
    write(log, amount.last(), amount.place(amount.last()), at).await
}

/// All that happened to an article and its piece, in the order in which it happens.
async fn write(log: &Log, number: usize, place: Place, at: DateTime<Utc>) -> anyhow::Result<()> {
    let (piece, requested) = (piece(number), requested(number, at));
    let is_behind = place > Place::Claimed && number.is_multiple_of(BEHIND_ONE_OF);
    append(log, Subject::article(piece.article), at, &of_article(number, &requested, is_behind)).await?;
    append(log, Subject::translation(&piece), at, &of_translation(number, &requested, place, at)).await?;
    if place < Place::Submitted {
        return Ok(());
    }
    let approval = Approval::new(submission(&requested), way::editor().credit());
    let opened = edit::Event::Opened(Box::new(submission(&requested)));
    let mut edit = vec![opened];
    edit.extend((place > Place::Submitted).then(|| edit::Event::Approved(Box::new(approval.clone()))));
    append(log, Subject::edit(&piece), at, &edit).await?;
    if place == Place::Published {
        let published = publication::Event::Published(Box::new(edition(&approval, at)));
        let events = [publication::Event::Prepared(Box::new(approval)), published];
        append(log, Subject::publication(&piece), at, &events).await?;
    }
    Ok(())
}

async fn append<E: Serialize>(
    log: &Log,
    subject: Subject,
    at: DateTime<Utc>,
    events: &[E],
) -> anyhow::Result<()> {
    let mut expected = 0;
    for (which, event) in events.iter().enumerate() {
        expected = log.append(&subject, expected, written(&subject, which, at, event)).await?;
    }
    Ok(())
}

fn of_article(number: usize, requested: &Requested, is_behind: bool) -> Vec<article::Event> {
    let Requested { language, origin, document, brief } = requested.clone();
    let (item, routes) = (number.to_string(), Vec::new());
    let received = Received { item, origin: origin.clone(), document: document.clone(), routes };
    let commissioned = Commissioned {
        language: language.clone(),
        brief,
        origin: origin.clone(),
        document: document.clone(),
    };
    let mut events = vec![
        article::Event::Received(Box::new(received)),
        article::Event::Commissioned(Box::new(commissioned)),
    ];
    if is_behind {
        let mut document = document;
        let block = document.blocks.last_mut().expect("a text has blocks");
        block.text.push_str(" اليوم");
        let changed = vec![block.id];
        let mut origin = origin;
        (origin.revision, origin.document) = (2, document.digest());
        let revised = Revised { origin, document, changed, gone: Vec::new(), languages: [language].into() };
        events.push(article::Event::Revised(Box::new(revised)));
    }
    events
}

fn of_translation(
    number: usize,
    requested: &Requested,
    place: Place,
    at: DateTime<Utc>,
) -> Vec<translation::Event> {
    let mut events = vec![translation::Event::Requested(Box::new(requested.clone()))];
    if place > Place::Open {
        let holder =
            if place == Place::Claimed && is_readers(number) { reader() } else { way::translator() }.credit();
        let lease = Lease { holder, epoch: 1, until: at + TimeDelta::hours(12), minutes: 720 };
        events.push(translation::Event::Claimed(lease));
    }
    if place > Place::Claimed {
        events.push(translation::Event::Submitted(Box::new(submission(requested))));
    }
    events
}

fn submission(requested: &Requested) -> Submission {
    let mut document = requested.document.clone();
    document.language = requested.language.clone();
    for block in &mut document.blocks {
        way::words().trim().clone_into(&mut block.text);
    }
    Submission::new(requested.origin.clone(), document, [way::translator().credit()].into(), 1)
}

fn edition(approval: &Approval, at: DateTime<Utc>) -> Edition {
    let Approval { origin, document, digest, translators, editor, .. } = approval.clone();
    let notice = |text: &str| Notice { text: text.to_owned(), version: 1 };
    let notices = Notices {
        outlet: notice("The Harbour Desk"),
        attribution: notice("First published by Bench"),
        disclaimer: notice("This article was translated and edited by The Harbour Desk."),
        rights: None,
    };
    let (machine, behind) = (Vec::new(), None);
    Edition {
        version: 1,
        origin,
        document,
        digest,
        translators,
        editor,
        published_at: at,
        notices,
        machine,
        behind,
    }
}

/// Pieces that differ in all that a queue is narrowed and sorted by, each in a rhythm of its own.
fn requested(number: usize, at: DateTime<Utc>) -> Requested {
    let mut requested = way::requested();
    let from = ["ar", "fa", "tr", "ku"][number / 3 % 4];
    (requested.origin.language, requested.document.language) = (language(from), language(from));
    requested.origin.source = format!("source-{}", number % 23).parse().expect("a short name");
    requested.origin.section = format!("section-{}", number % 7).parse().expect("a short name");
    lengthen(
        &mut requested.document,
        if is_readers(number) { LONG } else { 1 + number % way::BLOCKS as usize },
    );
    let hours = i64::try_from(number % 97).expect("a small number") - 24;
    requested.brief = Brief {
        priority: [Priority::Normal, Priority::Low, Priority::Normal, Priority::Normal, Priority::Urgent]
            [number % 5],
        deadline: (!number.is_multiple_of(4)).then(|| at + TimeDelta::hours(hours)),
        note: String::new(),
    };
    requested.language = piece(number).language;
    requested
}

/// So many blocks, by those that are there over and over.
fn lengthen(document: &mut Document, blocks: usize) {
    let again = document.blocks.clone().into_iter().cycle().take(blocks).zip(0..);
    document.blocks = again.map(|(block, id)| Block { id: BlockId(id), ..block }).collect();
    for block in document.blocks.iter_mut().skip(1) {
        block.kind = BlockKind::Paragraph;
    }
}

/// Whether it is one of those that the reader works on.
const fn is_readers(number: usize) -> bool {
    number.is_multiple_of(CLAIMED_ONE_OF * READERS_ONE_OF)
}

pub(crate) fn piece(number: usize) -> PieceId {
    PieceId { language: language(["en", "fr", "en"][number % 3]), ..way::piece(number) }
}

fn language(tag: &str) -> Language {
    tag.parse().expect("a language")
}
