//! What search in everything costs: making the index out of the log, beginning from what is kept, memory, and questions.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use ::memory::Pair;
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Actor, ArticleId, Block, BlockId, BlockKind, Document, Language, PieceId, Role, Subject, article,
    member::{self, Membership},
    translation::{self, Requested, Submission},
};
use journal::Log;
use runtime::clock;
use tokio::task::JoinSet;

use crate::{
    corpus::{self, Drawn, Known},
    desk::Desk,
    facts::{WRITERS, reader, written},
    ground::{self, Ground},
    memory::{self, Held},
    report::{Better, Figure, Report},
    versions::{OURS, locked, machine},
    way,
};

#[derive(Clone, Copy)]
pub(crate) struct Size {
    articles: usize,
    /// How often each question is asked.
    reads: usize,
}

/// What the aim is stated for.
pub(crate) const FULL: Size = Size { articles: 100_000, reads: 100 };

pub(crate) const QUICK: Size = Size { articles: 10_000, reads: 30 };

/// The blocks of each text, each of so many units; every second article has a translation that was submitted.
const BLOCKS: usize = 6;
const UNITS: usize = 2;

/// What an answer may take, in milliseconds.
const AIM: f64 = 30.0;

const INDEX: &str = "the index";
const ASKED: &str = "a question over HTTP, p95";

/// What is asked, under which name, and what that is.
const QUESTIONS: [(&str, &str, &str); 9] = [
    ("search_frequent", "a word that nearly every text has: من", "من"),
    ("search_arabic", "an Arabic word in all that is attached to it: حكومة", "حكومة"),
    ("search_two", "two words: government security", "government security"),
    ("search_phrase", "a phrase: \"of the\"", "\"of the\""),
    ("search_not", "a word without another: government -security", "government -security"),
    (
        "search_narrow",
        "a word, a source, a language and a time",
        "government source:source-3 language:en after:2026-01",
    ),
    ("search_filter", "all of a source", "source:source-7"),
    ("search_none", "words that never stand together", "zyzzyva government security"),
    ("search_many", "twelve words", "the of and in to for on by with that is was"),
];

/// Where the index is kept.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench/search-index")
}

pub(crate) async fn measure(units: &Path, size: Size) -> anyhow::Result<Report> {
    let pair = Pair { source: "ar".parse()?, target: "en".parse()? };
    let real = Arc::new(corpus::real(units, &pair)?);
    let binary = ground::binary().await?;
    let ground = Ground::alone(&binary, "search").await?;
    let bytes = fill(&ground.log, &real, size.articles).await?;
    let mut figures = index(&ground, size.articles, bytes).await?;
    figures.extend(questions(&ground, size).await?);
    let versions = vec![
        format!("dragoman {}", env!("CARGO_PKG_VERSION")),
        ground::version(&binary).await?,
        locked(OURS, "tantivy"),
    ];
    ground.stop().await?;
    fs::remove_dir_all(folder())?;
    Ok(Report {
        name: "search",
        figures,
        machine: machine(),
        ground: format!(
            "{} articles out of {} real units, half of them translated",
            size.articles,
            real.len()
        ),
        method: "The index is made by a process that does nothing else. Each question is asked one after the other over HTTP; \
                 the figures are 95th percentiles.",
        versions,
    })
}

/// Making it, beginning from what is kept, and what it takes.
#[expect(clippy::cast_precision_loss, reason = "counts and bytes far below 2^52")]
async fn index(ground: &Ground, articles: usize, texts: usize) -> anyhow::Result<Vec<Figure>> {
    if folder().exists() {
        fs::remove_dir_all(folder())?;
    }
    let address = ground.addresses().remove(0);
    let of = async |held| memory::of(held, &address, articles).await;
    let nothing = of(Held::Nothing).await?;
    let (anew, kept) = (of(Held::Search).await?, of(Held::Search).await?);
    let in_memory = of(Held::SearchInMemory).await?;
    let size = size_of(&folder())?;
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let more = |bytes: u64| megabytes(bytes.saturating_sub(nothing.bytes));
    let plain = |name, what, value, unit, better| Figure::plain(INDEX, name, what, value, unit, better);
    Ok(vec![
        plain("search_texts", "the texts themselves", megabytes(texts as u64), "MB", Better::Lower),
        plain("search_anew", "made anew out of the log", anew.seconds, "s", Better::Lower),
        plain(
            "search_rate",
            "articles a second on the way",
            articles as f64 / anew.seconds,
            "1/s",
            Better::Higher,
        ),
        plain("search_begin", "begun from what is kept", kept.seconds, "s", Better::Lower)
            .aim(3.0, Better::Lower),
        plain("search_size", "on the disk", megabytes(size), "MB", Better::Lower),
        plain(
            "search_making",
            "memory while it is made, at most",
            more(anew.bytes_most),
            "MB",
            Better::Lower,
        ),
        plain(
            "search_holding",
            "memory once it is begun from the disk",
            more(kept.bytes),
            "MB",
            Better::Lower,
        ),
        plain(
            "search_in_memory",
            "memory where it is kept in memory instead",
            more(in_memory.bytes),
            "MB",
            Better::Lower,
        ),
    ])
}

async fn questions(ground: &Ground, size: Size) -> anyhow::Result<Vec<Figure>> {
    let desk = Desk::with_index(ground, &piece(size.articles - 2), Some(folder())).await?;
    let mut figures = Vec::new();
    for (name, what, question) in QUESTIONS {
        let path = format!("/api/search?q={}", encoded(question));
        let pace = desk.read(&vec![path; size.reads]).await?;
        let millis = pace.seconds(95) * 1e3;
        figures.push(Figure::plain(ASKED, name, what, millis, "ms", Better::Lower).aim(AIM, Better::Lower));
    }
    let pace = desk.read(&vec![format!("/search?q={}", encoded("government")); size.reads]).await?;
    let (name, what, millis) = ("search_page", "the page of what was found", pace.seconds(95) * 1e3);
    figures.push(Figure::plain(ASKED, name, what, millis, "ms", Better::Lower).aim(AIM, Better::Lower));
    desk.stop().await?;
    Ok(figures)
}

/// As it stands in an address.
fn encoded(question: &str) -> String {
    question.bytes().flat_map(|byte| format!("%{byte:02X}").into_bytes()).map(char::from).collect()
}

fn size_of(path: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let kind = entry.metadata()?;
        bytes += if kind.is_dir() { size_of(&entry.path())? } else { kind.len() };
    }
    Ok(bytes)
}

/// Writes the reader and so many articles with their texts; gives the bytes of the texts.
async fn fill(log: &Log, real: &Arc<Vec<Known>>, articles: usize) -> anyhow::Result<usize> {
    let at = clock::now();
    let Actor { member, name, .. } = reader();
    let subject = Subject::member(&member);
    let joined =
        member::Event::Joined(Membership { name, roles: [Role::Editor].into(), languages: [].into() });
    log.append(&subject, 0, written(&subject, 0, at, &joined)).await?;
    let mut writers = JoinSet::new();
    for offset in 0..WRITERS {
        let (log, real) = (log.clone(), Arc::clone(real));
        writers.spawn(async move {
            let mut bytes = 0;
            for number in (offset..articles).step_by(WRITERS) {
                bytes += write(&log, &real, number, at).await?;
            }
            anyhow::Ok(bytes)
        });
    }
    writers.join_all().await.into_iter().sum()
}

async fn write(log: &Log, real: &[Known], number: usize, at: DateTime<Utc>) -> anyhow::Result<usize> {
    let at = at - TimeDelta::minutes(i64::try_from(number).unwrap_or_default());
    let mut drawn = Drawn::from(number);
    let units: Vec<Known> = (0..BLOCKS * UNITS).map(|_| corpus::recombined(real, &mut drawn)).collect();
    let source = document("ar", units.iter().map(|(source, _)| source.as_str()));
    let target = document("en", units.iter().map(|(_, target)| target.as_str()));
    let mut origin = way::requested().origin;
    origin.source = format!("source-{}", number % 23).parse()?;
    let received = article::Received {
        item: number.to_string(),
        origin: origin.clone(),
        document: source.clone(),
        routes: Vec::new(),
    };
    let mut bytes = text_bytes(&source);
    let subject = Subject::article(id(number));
    let event = article::Event::Received(Box::new(received));
    log.append(&subject, 0, written(&subject, 0, at, &event)).await?;
    if number.is_multiple_of(2) {
        bytes += text_bytes(&target);
        let piece = piece(number);
        let subject = Subject::translation(&piece);
        let requested = Requested { origin: origin.clone(), document: source, ..way::requested() };
        let requested = translation::Event::Requested(Box::new(requested));
        let begun = log.append(&subject, 0, written(&subject, 0, at, &requested)).await?;
        let submission = Submission::new(origin, target, [way::translator().credit()].into(), 1);
        let submitted = translation::Event::Submitted(Box::new(submission));
        log.append(&subject, begun, written(&subject, 1, at, &submitted)).await?;
    }
    Ok(bytes)
}

fn document<'t>(language: &str, units: impl Iterator<Item = &'t str>) -> Document {
    let units: Vec<&str> = units.collect();
    let kind = |number: usize| if number == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(number, units): (usize, &[&str])| {
        let id = BlockId(u32::try_from(number).expect("a few blocks"));
        Block::plain(id, kind(number), units.join(" "))
    };
    let language: Language = language.parse().expect("a language");
    Document { blocks: units.chunks(UNITS).enumerate().map(block).collect(), language }
}

fn text_bytes(document: &Document) -> usize {
    document.blocks.iter().map(|block| block.text.len()).sum()
}

fn id(number: usize) -> ArticleId {
    piece(number).article
}

fn piece(number: usize) -> PieceId {
    way::piece(number)
}
