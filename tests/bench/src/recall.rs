//! Translation memory: how fast a million segments are built, looked through and read back, beside brute force with
//! rapidfuzz and the memory of the Python translate-toolkit; and how well each finds a segment again by a changed text.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use ::memory::{Imported, Memory, Origin, Pair, Score, Side};
use contract::Digest;
use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

use crate::{
    corpus::{self, CHANGES, Drawn, Known},
    memory as held,
    pace::{Pace, per_second},
    report::{Better, Figure, Report},
    toolkit,
    versions::{OURS, locked, machine},
};

const MILLION: &str = "segments put together out of real ones";
const BRUTE: &str = "brute force: rapidfuzz compares each of them";
const FOUND: &str = "the real units, looked up by changed texts: the right one is first";
const TOOK: &str = "the real units, looked up by changed texts: time";

/// How many are built between two looks at the clock, so that what is built from takes no room.
const BATCH: usize = 10_000;

/// How many texts are looked up, and how many of them by brute force, which takes a thousand times as long.
const LOOK_UPS: usize = 2_000;
const BRUTE_LOOK_UPS: usize = 40;

/// How many texts with each change are looked up among the real units.
const CHANGED: usize = 50;

/// Of those, how many the memory server of translate-toolkit is asked for: it takes seconds for each.
const SERVED: usize = 9;

/// The least score of a match, in thousandths: what a translator may be shown.
const LEAST: u16 = 500;
const BEST: usize = 10;

/// The whole run, out of the units of this file.
pub(crate) async fn measured(file: &Path, segments: usize) -> anyhow::Result<Report> {
    let pair = Pair { source: "ar".parse()?, target: "en".parse()? };
    let real = corpus::real(file, &pair)?;
    let mut drawn = Drawn::new();
    let (mut figures, memory, texts) = built(&pair, &real, segments, &mut drawn)?;
    figures.extend(looked_up(&memory, &pair, &texts)?);
    figures.extend(read_back(memory, &pair, segments)?);
    let (quality, toolkit) = compared(&pair, &real, &mut drawn).await?;
    figures.extend(quality);
    Ok(Report {
        name: "memory",
        figures,
        machine: machine(),
        ground: format!("{segments} segments out of {} real ones", real.len()),
        method: "One thread asks. Times are of one look-up each; shares are of the same texts for all.",
        versions: vec![
            format!("dragoman {}", env!("CARGO_PKG_VERSION")),
            format!("{} (Rust)", locked(OURS, "rapidfuzz")),
            toolkit,
        ],
    })
}

fn add(memory: &mut Memory, pair: &Pair, (source, target): &Known) -> anyhow::Result<()> {
    let origin = Origin::Imported(Imported { file: Digest::of(b"bench"), by: None, at: None });
    Ok(memory.add(pair, origin, source, target)?)
}

/// A memory of so many segments, and texts to look up in it: a quarter each as they are kept, with a number, a name and
/// a clause changed.
fn built(
    pair: &Pair,
    real: &[Known],
    segments: usize,
    drawn: &mut Drawn,
) -> anyhow::Result<(Vec<Figure>, Memory, Vec<String>)> {
    let before = held::resident(std::process::id()).unwrap_or_default();
    let (mut memory, mut took, mut texts) = (Memory::default(), Duration::ZERO, Vec::new());
    let each = segments / LOOK_UPS;
    while memory.len() < segments {
        let batch: Vec<Known> = (0..BATCH).map(|_| corpus::recombined(real, drawn)).collect();
        let start = Instant::now();
        for known in batch.iter().take(segments - memory.len()) {
            add(&mut memory, pair, known)?;
        }
        took += start.elapsed();
        let known = batch.iter().step_by(each).filter(|(source, _)| corpus::is_known_by_the_rest(source));
        texts.extend(known.map(|(source, _)| source.clone()));
    }
    for (at, text) in texts.iter_mut().enumerate() {
        if let Some(change) = CHANGES.get(at % 4) {
            *text = corpus::changed(text, *change, &drawn.of(real).0, drawn);
        }
    }
    let bytes = held::resident(std::process::id()).unwrap_or_default().saturating_sub(before);
    let figures = vec![
        Figure::plain(
            MILLION,
            "memory_built",
            "built",
            per_second(memory.len(), took),
            "1/s",
            Better::Higher,
        )
        .aim(100_000.0, Better::Higher),
        megabytes("memory_bytes", "memory", bytes).aim(1_500.0, Better::Lower),
    ];
    Ok((figures, memory, texts))
}

fn looked_up(memory: &Memory, pair: &Pair, texts: &[String]) -> anyhow::Result<Vec<Figure>> {
    let near = timed(texts, |text| memory.look_up(pair, text, Score::new(LEAST), BEST).len())?;
    let nearer = timed(texts, |text| memory.look_up(pair, text, Score::new(700), BEST).len())?;
    let some: Vec<String> = texts.iter().step_by(20).cloned().collect();
    let words: Vec<String> =
        some.iter().map(|text| text.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect();
    let standing = timed(&words, |text| memory.concordance(pair, Side::Source, text, 50).len())?;
    let sources: Vec<&str> = memory.wholes(pair).map(|segment| segment.source).collect();
    let few: Vec<String> = texts.iter().step_by(texts.len() / BRUTE_LOOK_UPS).cloned().collect();
    let brute = timed(&few, |text| brute_force(&sources, text).map_or(0, |at| at + 1))?;
    Ok(vec![
        millis(MILLION, "memory_p50", "a look-up, score 0.5 and more, the 10 best: p50", &near, 50),
        millis(MILLION, "memory_p99", "the same: p99", &near, 99).aim(20.0, Better::Lower),
        millis(MILLION, "memory_near_p50", "a look-up, score 0.7 and more, the 10 best: p50", &nearer, 50),
        millis(MILLION, "memory_near_p99", "the same: p99", &nearer, 99).aim(20.0, Better::Lower),
        millis(MILLION, "memory_concordance_p50", "concordance of two words, 50 places: p50", &standing, 50),
        millis(MILLION, "memory_concordance_p99", "the same: p99", &standing, 99),
        millis(BRUTE, "memory_brute_p50", "the best by characters: p50", &brute, 50),
        millis(BRUTE, "memory_brute_p99", "the same: p99", &brute, 99),
        Figure::ratio(
            BRUTE,
            "memory_brute_ratio",
            "p50, theirs ÷ ours",
            brute.seconds(50) / near.seconds(50),
        ),
    ])
}

/// The best by the similarity of characters. What cannot become the best is given up early.
fn brute_force(sources: &[&str], text: &str) -> Option<usize> {
    let comparing = BatchComparator::new(text.chars());
    let (mut best, mut found) = (0.4, None);
    for (at, source) in sources.iter().enumerate() {
        let least = Args::default().score_cutoff(best);
        if let Some(alike) = comparing.normalized_similarity_with_args(source.chars(), &least)
            && alike > best
        {
            (best, found) = (alike, Some(at));
        }
    }
    found
}

/// The memory as a snapshot would hold it, and back.
fn read_back(memory: Memory, pair: &Pair, segments: usize) -> anyhow::Result<Vec<Figure>> {
    let start = Instant::now();
    let json = serde_json::to_vec(&memory)?;
    let written = start.elapsed();
    let wholes = memory.wholes(pair).count();
    drop(memory);
    let start = Instant::now();
    let read: Memory = serde_json::from_slice(&json)?;
    let took = start.elapsed();
    anyhow::ensure!(read.wholes(pair).count() == wholes, "not all that was kept was read back");
    let seconds = |name, what, took: Duration| {
        Figure::plain(MILLION, name, what, took.as_secs_f64(), "s", Better::Lower)
    };
    Ok(vec![
        megabytes("memory_snapshot_bytes", "a snapshot", json.len() as u64),
        seconds("memory_snapshot_written", "a snapshot is written in", written),
        seconds("memory_snapshot_read", "a snapshot is read in", took),
        Figure::plain(
            MILLION,
            "memory_snapshot_rate",
            "read from a snapshot",
            per_second(segments, took),
            "1/s",
            Better::Higher,
        )
        .aim(100_000.0, Better::Higher),
    ])
}

/// How well, and how fast, each finds the real units by changed texts.
async fn compared(pair: &Pair, real: &[Known], drawn: &mut Drawn) -> anyhow::Result<(Vec<Figure>, String)> {
    let mut memory = Memory::default();
    for known in real {
        add(&mut memory, pair, known)?;
    }
    let (mut texts, mut right) = (Vec::new(), Vec::new());
    for change in CHANGES {
        let known = real.iter().filter(|(source, _)| corpus::is_known_by_the_rest(source));
        for (source, _) in known.step_by(real.len() / CHANGED).take(CHANGED) {
            texts.push(corpus::changed(source, change, &drawn.of(real).0, drawn));
            right.push(source.as_str());
        }
    }
    let sources: Vec<&str> = real.iter().map(|(source, _)| source.as_str()).collect();
    let some = texts.len() / SERVED;
    let few: Vec<String> = texts.iter().step_by(some).take(SERVED).cloned().collect();
    let right_of_few: Vec<&str> = right.iter().step_by(some).take(SERVED).copied().collect();
    let told = toolkit::ask(pair, real, [&texts, &few], LEAST / 10).await?;
    let ours = |text: &String| {
        let found = memory.look_up(pair, text, Score::new(LEAST), BEST);
        found.first().map(|it| it.segment.source.to_owned())
    };
    let brute = |text: &String| brute_force(&sources, text).map(|at| sources[at].to_owned());
    let first = |find: &dyn Fn(&String) -> Option<String>| texts.iter().map(find).collect::<Vec<_>>();
    let pace =
        |seconds: &[f64]| Pace::of_one(seconds.iter().map(|it| Duration::from_secs_f64(*it)).collect());
    let share = |name, what, found: &[Option<String>], right: &[&str]| {
        Figure::plain(FOUND, name, what, percent_right(found, right), "%", Better::Higher)
    };
    let figures = vec![
        share("memory_first", "ours", &first(&ours), &right).aim(95.0, Better::Higher),
        share("memory_brute_first", "brute force with rapidfuzz", &first(&brute), &right),
        share(
            "memory_server_first",
            "translate-toolkit, memory server (9 texts)",
            &told.server.first,
            &right_of_few,
        ),
        share("memory_matcher_first", "translate-toolkit, matcher", &told.matcher.first, &right),
        millis(TOOK, "memory_few_p50", "ours: p50", &timed(&texts, ours)?, 50),
        millis(TOOK, "memory_few_brute_p50", "brute force with rapidfuzz: p50", &timed(&texts, brute)?, 50),
        millis(
            TOOK,
            "memory_server_p50",
            "translate-toolkit, memory server: p50",
            &pace(&told.server.seconds)?,
            50,
        ),
        millis(
            TOOK,
            "memory_matcher_p50",
            "translate-toolkit, matcher: p50",
            &pace(&told.matcher.seconds)?,
            50,
        ),
    ];
    Ok((figures, told.version))
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn percent_right(found: &[Option<String>], right: &[&str]) -> f64 {
    let count = found.iter().zip(right).filter(|(found, right)| found.as_deref() == Some(**right)).count();
    100.0 * count as f64 / right.len() as f64
}

fn timed<T>(texts: &[String], find: impl Fn(&String) -> T) -> anyhow::Result<Pace> {
    let times = texts.iter().map(|text| {
        let start = Instant::now();
        // What is found is thrown away after the clock was read.
        let _found = std::hint::black_box(find(text));
        start.elapsed()
    });
    Pace::of_one(times.collect())
}

fn millis(
    group: &'static str,
    name: &'static str,
    what: &'static str,
    pace: &Pace,
    percent: usize,
) -> Figure {
    Figure::plain(group, name, what, pace.seconds(percent) * 1e3, "ms", Better::Lower)
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn megabytes(name: &'static str, what: &'static str, bytes: u64) -> Figure {
    Figure::plain(MILLION, name, what, bytes as f64 / 1e6, "MB", Better::Lower)
}
