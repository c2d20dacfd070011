//! What one fold or cache takes, and how long it takes to begin: each in a process of its own, which says what it has.

use std::{collections::HashMap, fs, path::PathBuf, process::Stdio, sync::Arc, time::Instant};

use clap::ValueEnum;
use contract::{Kind, Subject, translation::Event};
use decider::{Decider, Fold};
use desk::{board::Board, search::Search};
use journal::{Live, Log, States, Streams, prepare};
use serde::{Deserialize, Serialize};
use translation::{leases::Leases, translation::Translation};

use crate::{
    facts, ground,
    pace::{CLIENTS, Pace},
    searching, way,
};

/// What a process holds in memory.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Held {
    /// A connection and an open log.
    Nothing,
    /// Streams of translations, each read back by its chain, within the room that a service gives them.
    Cache,
    /// The states of all translations, folded from the whole log.
    States,
    /// The states of the translations that are not submitted, folded from the whole log.
    Open,
    /// The desk's board.
    Board,
    /// Which leases run.
    Leases,
    /// The board on its way into a snapshot.
    Snapshot,
    /// The search index, in its folder: made anew where that is empty.
    Search,
    /// The same in memory.
    SearchInMemory,
}

/// What such a process says before it ends.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Holding {
    /// From the connection on, until it had all.
    pub(crate) seconds: f64,
    pub(crate) bytes: u64,
    /// The most that it had at any time.
    pub(crate) bytes_most: u64,
}

/// Starts a process that holds this, and hears what it says.
pub(crate) async fn of(held: Held, address: &str, pieces: usize) -> anyhow::Result<Holding> {
    let name = held.to_possible_value().expect("no value is skipped").get_name().to_owned();
    let output = tokio::process::Command::new(std::env::current_exe()?)
        .args(["hold", &name, "--address", address, "--pieces", &pieces.to_string()])
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .output()
        .await?;
    anyhow::ensure!(output.status.success(), "the process that holds {name} failed: {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Holds it, in this process.
pub(crate) async fn hold(held: Held, address: &str, pieces: usize) -> anyhow::Result<Holding> {
    let start = Instant::now();
    let log = Log::open_existing(ground::connect(&[address.to_owned()]).await?).await?;
    // What each gives is kept until the memory was read.
    let (bytes, seconds) = match held {
        Held::Nothing => (now("VmRSS"), start.elapsed()),
        Held::Cache => {
            let _kept = cached(&log, pieces).await?;
            (now("VmRSS"), start.elapsed())
        }
        Held::States => {
            let _kept = States::<Translation>::fold(&log).await?;
            (now("VmRSS"), start.elapsed())
        }
        Held::Open => {
            let _kept = open(&log).await?;
            (now("VmRSS"), start.elapsed())
        }
        Held::Board => folded::<Board>(log, start).await?,
        Held::Leases => folded::<Leases>(log, start).await?,
        Held::Search => searched(log, Some(searching::folder()), start).await?,
        Held::SearchInMemory => searched(log, None, start).await?,
        Held::Snapshot => {
            prepare::<Board>(&log).await?;
            (now("VmRSS"), start.elapsed())
        }
    };
    let bytes_most = now("VmHWM").unwrap_or_default();
    Ok(Holding { seconds: seconds.as_secs_f64(), bytes: bytes.unwrap_or_default(), bytes_most })
}

async fn folded<F: Fold>(log: Log, start: Instant) -> anyhow::Result<(Option<u64>, std::time::Duration)> {
    let live = Arc::new(Live::<F>::default());
    let folding = Arc::clone(&live);
    let keeping = tokio::spawn(async move { folding.keep_current(&log).await.map(|_| ()) });
    live.rebuilt().await;
    let held = (now("VmRSS"), start.elapsed());
    keeping.abort();
    Ok(held)
}

async fn searched(
    log: Log,
    folder: Option<PathBuf>,
    start: Instant,
) -> anyhow::Result<(Option<u64>, std::time::Duration)> {
    let search = Arc::new(Search::new(folder));
    let following = Arc::clone(&search);
    let keeping = tokio::spawn(async move { following.keep_current(&log).await.map(|_| ()) });
    search.rebuilt().await;
    let held = (now("VmRSS"), start.elapsed());
    keeping.abort();
    Ok(held)
}

async fn cached(log: &Log, pieces: usize) -> anyhow::Result<Arc<Streams<Translation>>> {
    let streams = Arc::new(Streams::<Translation>::new(log.clone()));
    let loading = Arc::clone(&streams);
    Pace::of(CLIENTS, 0, pieces, move |number| {
        let streams = Arc::clone(&loading);
        async move {
            let start = Instant::now();
            streams.load(&Subject::translation(&way::piece(number))).await?;
            Ok(vec![start.elapsed()])
        }
    })
    .await?;
    Ok(streams)
}

/// What a service would hold that keeps all work in hand, and nothing else, in memory.
async fn open(log: &Log) -> anyhow::Result<HashMap<Subject, Translation>> {
    let mut open = HashMap::new();
    let mut follow = log.follow(&[Kind::Translation], 1).await?;
    while follow.pending() > 0 {
        let recorded = follow.next().await?.read_as::<Event>()?;
        if facts::closes(&recorded.event) {
            open.remove(&recorded.subject);
        } else {
            let state: &mut Translation = open.entry(recorded.subject).or_default();
            *state = std::mem::take(state).evolve(recorded.event);
        }
    }
    Ok(open)
}

/// The bytes of memory that a process has now, where the system tells.
pub(crate) fn resident(process: u32) -> Option<u64> {
    told(&fs::read_to_string(format!("/proc/{process}/status")).ok()?, "VmRSS")
}

fn now(what: &str) -> Option<u64> {
    told(&fs::read_to_string("/proc/self/status").ok()?, what)
}

fn told(status: &str, what: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(what)?.strip_prefix(':'))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_has_is_read_in_bytes() {
        let status = "Name:\tbench\nVmHWM:\t    3000 kB\nVmRSS:\t    2048 kB\n";
        assert_eq!(told(status, "VmRSS"), Some(2 * 1024 * 1024));
        assert_eq!(told(status, "VmSwap"), None);
    }
}
