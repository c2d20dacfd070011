//! What a page of a long queue costs over HTTP, whatever is asked of it.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Actor, Brief, Language, PieceId, Priority, Role, Subject,
    member::{self, Membership},
    translation::{Event, Lease, Requested},
};
use journal::Log;
use runtime::clock;
use tokio::task::JoinSet;

use crate::{
    desk::Desk,
    facts::{WRITERS, reader, written},
    ground::{self, Ground},
    report::{Better, Figure, Report},
    versions::{OURS, locked, machine},
    way,
};

/// How much of it.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) pieces: usize,
    /// How often each page is asked for.
    pub(crate) reads: usize,
}

/// What the aim is stated for.
pub(crate) const FULL: Size = Size { pieces: 100_000, reads: 200 };

pub(crate) const QUICK: Size = Size { pieces: 10_000, reads: 50 };

/// One piece of so many is claimed.
const CLAIMED_ONE_OF: usize = 10;

/// What a page may take, in milliseconds.
const AIM: f64 = 30.0;

const GROUP: &str = "a page of the queue over HTTP, p95";

/// What is asked for, under which name, and what that is.
const PAGES: [(&str, &str, &str); 13] = [
    ("queue_turn", "the first 50 by turn", "/api/pieces?sort=turn"),
    ("queue_deadline", "200 by deadline", "/api/pieces?sort=deadline&limit=200"),
    ("queue_pair", "50 of one language pair, by length", "/api/pieces?sort=length&from=fa&into=fr"),
    (
        "queue_unclaimed",
        "50 that nobody has, urgent, by age",
        "/api/pieces?sort=age&unclaimed=true&priority=urgent",
    ),
    ("queue_mine", "one's own, by deadline", "/api/pieces?sort=deadline&mine=true"),
    ("queue_overdue", "50 that are late, by turn", "/api/pieces?sort=turn&overdue=true"),
    (
        "queue_rare",
        "50 of one pair, source and section",
        "/api/pieces?sort=turn&from=fa&into=fr&source=source-3&section=section-5",
    ),
    (
        "queue_late_low",
        "200 that are late and low, from Kurdish, by age",
        "/api/pieces?sort=age&overdue=true&priority=low&from=ku&limit=200",
    ),
    ("queue_newest", "the newest 50 that are claimed", "/api/pieces?stage=claimed"),
    ("queue_next", "next for me", "/api/pieces/next"),
    ("queue_page", "the page of the queue", "/queue?pair=tr_en&sort=deadline"),
    ("day_page", "the page of one's day", "/day"),
    ("board_page", "the page of the live board", "/board"),
];

pub(crate) async fn measure(size: Size) -> anyhow::Result<Report> {
    let binary = ground::binary().await?;
    let ground = Ground::alone(&binary, "queue").await?;
    fill(&ground.log, size.pieces).await?;
    let desk = Desk::start(&ground, &piece(size.pieces - 1)).await?;
    let mut figures = Vec::new();
    for (name, what, path) in PAGES {
        let pace = desk.read(&vec![path.to_owned(); size.reads]).await?;
        let millis = pace.seconds(95) * 1e3;
        figures.push(Figure::plain(GROUP, name, what, millis, "ms", Better::Lower).aim(AIM, Better::Lower));
    }
    desk.stop().await?;
    let versions = vec![
        format!("dragoman {}", env!("CARGO_PKG_VERSION")),
        ground::version(&binary).await?,
        locked(OURS, "axum"),
    ];
    ground.stop().await?;
    let ground = format!("a queue of {} pieces", size.pieces);
    let method = "Each page is asked for one after the other over HTTP; the figures are 95th percentiles.";
    Ok(Report { name: "queue", figures, machine: machine(), ground, method, versions })
}

async fn fill(log: &Log, pieces: usize) -> anyhow::Result<()> {
    let at = clock::now();
    let Actor { member, name, .. } = reader();
    let subject = Subject::member(&member);
    let languages = ["tr", "en"].map(language).into();
    let joined = member::Event::Joined(Membership { name, roles: [Role::Translator].into(), languages });
    log.append(&subject, 0, written(&subject, 0, at, &joined)).await?;
    let mut writers = JoinSet::new();
    // The last piece is written when all others are: it is what a desk is waited for.
    for offset in 0..WRITERS {
        let log = log.clone();
        writers.spawn(async move {
            for number in (offset..pieces - 1).step_by(WRITERS) {
                write(&log, number, at).await?;
            }
            anyhow::Ok(())
        });
    }
    for done in writers.join_all().await {
        done?;
    }
    write(log, pieces - 1, at).await
}

async fn write(log: &Log, number: usize, at: DateTime<Utc>) -> anyhow::Result<()> {
    let subject = Subject::translation(&piece(number));
    let requested = Event::Requested(Box::new(requested(number, at)));
    let begun = log.append(&subject, 0, written(&subject, 0, at, &requested)).await?;
    if number.is_multiple_of(CLAIMED_ONE_OF) {
        // The reader has a few, others the rest.
        let holder = if number.is_multiple_of(10_000) { reader() } else { way::translator() }.credit();
        let lease = Lease { holder, epoch: 1, until: at + TimeDelta::hours(12), minutes: 720 };
        log.append(&subject, begun, written(&subject, 1, at, &Event::Claimed(lease))).await?;
    }
    Ok(())
}

/// Pieces that differ in all that a queue is narrowed and sorted by, each in a rhythm of its own.
fn requested(number: usize, at: DateTime<Utc>) -> Requested {
    let mut requested = way::requested();
    let from = ["ar", "fa", "tr", "ku"][number / 3 % 4];
    (requested.origin.language, requested.document.language) = (language(from), language(from));
    requested.origin.source = format!("source-{}", number % 23).parse().expect("a short name");
    requested.origin.section = format!("section-{}", number % 7).parse().expect("a short name");
    requested.document.blocks.truncate(1 + number % way::BLOCKS as usize);
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

fn piece(number: usize) -> PieceId {
    PieceId { language: language(["en", "fr", "en"][number % 3]), ..way::piece(number) }
}

fn language(tag: &str) -> Language {
    tag.parse().expect("a language")
}
