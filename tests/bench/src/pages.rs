//! What the desk's pages cost over HTTP where there is much, whatever is asked of them.

use crate::{
    desk::Desk,
    ground::{self, Ground},
    newsroom::{self, Amount, Place},
    report::{Better, Figure, Report},
    versions::{OURS, locked, machine},
};

/// How much of it.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    amount: Amount,
    /// How often each page is asked for.
    reads: usize,
}

/// What the aim is stated for.
pub(crate) const FULL: Size = Size { amount: Amount { queued: 100_000, gone: 50_000 }, reads: 200 };

pub(crate) const QUICK: Size = Size { amount: Amount { queued: 10_000, gone: 5_000 }, reads: 50 };

/// What a page may take, in milliseconds.
const AIM: f64 = 30.0;

const LISTS: &str = "a page of the queue over HTTP, p95";
const PAGES: &str = "a page that people see, p95";

/// What is asked of the queue, under which name, and what that is.
const ASKED: [(&str, &str, &str); 10] = [
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
];

/// What people open: lists, and the pages of one thing that stands at this place.
fn opened(amount: Amount) -> Vec<(&'static str, &'static str, String)> {
    let piece = |place| newsroom::piece(amount.at(place));
    vec![
        ("page_queue", "the queue", "/queue?pair=tr_en&sort=deadline".to_owned()),
        ("page_day", "one's day", "/day".to_owned()),
        ("page_inbox", "the inbox", "/inbox".to_owned()),
        ("page_list", "what waits for an editor", "/review".to_owned()),
        ("page_board", "the live board", "/board".to_owned()),
        (
            "page_part",
            "the board: a language and a section",
            "/board?language=fr&section=section-5".to_owned(),
        ),
        ("page_wire", "the board: what is on the wire", "/board?show=published".to_owned()),
        ("page_bench", "the workbench, of 40 blocks", format!("/pieces/{}", piece(Place::Claimed))),
        ("page_review", "the review", format!("/review/{}", piece(Place::Submitted))),
        ("page_edition", "what stands on the wire", format!("/published/{}", piece(Place::Published))),
        (
            "page_article",
            "an article with its timeline",
            format!("/articles/{}", piece(Place::Published).article),
        ),
    ]
}

pub(crate) async fn measure(Size { amount, reads }: Size) -> anyhow::Result<Report> {
    let binary = ground::binary().await?;
    let ground = Ground::alone(&binary, "pages").await?;
    newsroom::fill(&ground.log, amount).await?;
    let desk = Desk::start(&ground, &newsroom::piece(amount.last())).await?;
    let mut figures = Vec::new();
    let asked = ASKED.map(|(name, what, path)| (LISTS, name, what, path.to_owned()));
    let opened = opened(amount).into_iter().map(|(name, what, path)| (PAGES, name, what, path));
    for (group, name, what, path) in asked.into_iter().chain(opened) {
        let pace = desk.read(&vec![path; reads]).await?;
        let millis = pace.seconds(95) * 1e3;
        figures.push(Figure::plain(group, name, what, millis, "ms", Better::Lower).aim(AIM, Better::Lower));
    }
    desk.stop().await?;
    let versions = vec![
        format!("dragoman {}", env!("CARGO_PKG_VERSION")),
        ground::version(&binary).await?,
        locked(OURS, "axum"),
    ];
    ground.stop().await?;
    let Amount { queued, gone } = amount;
    let ground =
        format!("{queued} pieces in the queue and {gone} that went on, each of an article of its own");
    let method = "Each page is asked for one after the other over HTTP; the figures are 95th percentiles.";
    Ok(Report { name: "pages", figures, machine: machine(), ground, method, versions })
}
