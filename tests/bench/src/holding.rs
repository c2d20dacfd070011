//! How long each way to hold the state takes to begin, and how much memory it takes: the choice between them in figures.

use crate::{
    growth::Filled,
    memory::{self, Held, Holding},
    report::{Better, Figure},
};

const START: &str = "start and memory";
const CHOICE: &str = "the state of commands: a cache by version, or a followed fold";

/// From so many events on memory is judged: in a shorter log what any process takes is divided by few.
const JUDGED_FROM: u64 = 500_000;

/// More translations than the cache has room for.
const CACHED: usize = 15_000;

/// Measures each in a process of its own on this log, which has no snapshot yet; afterwards it has one of the board.
pub(crate) async fn measure(filled: &Filled) -> anyhow::Result<Vec<Figure>> {
    let events = filled.ground.log.end().await?;
    let addresses = filled.ground.addresses();
    let hold = async |held| memory::of(held, &addresses[0], filled.pieces.min(CACHED)).await;
    let nothing = hold(Held::Nothing).await?;
    let beside = Beside { nothing, events };
    let leases = hold(Held::Leases).await?;
    let cold = hold(Held::Board).await?;
    let writing = hold(Held::Snapshot).await?;
    let warm = hold(Held::Board).await?;
    let mut figures = vec![
        seconds(START, "start_with_snapshot", "start of the board, with a snapshot", warm)
            .aim(2.0, Better::Lower),
        seconds(START, "start_without_snapshot", "start of the board, without a snapshot", cold),
        seconds(START, "start_leases_without_snapshot", "start of the leases, without a snapshot", leases),
        beside.judged(beside.per_million(START, "memory_board", "the board, per million events", cold.bytes)),
        beside.per_million(START, "memory_board_from_snapshot", "the same from a snapshot", warm.bytes),
        beside.per_million(
            START,
            "memory_snapshot_most",
            "the most while a snapshot is written",
            writing.bytes_most,
        ),
        beside.per_million(START, "memory_leases", "the leases, per million events", leases.bytes),
    ];
    if let Some(server) = filled.ground.server_bytes() {
        figures.push(megabytes(START, "memory_server", "the server after all this, as a whole", server));
    }
    let (cache, states, open) =
        (hold(Held::Cache).await?, hold(Held::States).await?, hold(Held::Open).await?);
    figures.extend([
        Figure::plain(CHOICE, "choice_cache_start", "cache: start", nothing.seconds, "s", Better::Lower),
        seconds(CHOICE, "choice_states_start", "fold of all states: start", states),
        seconds(CHOICE, "choice_open_start", "fold of the open ones: start", open),
        megabytes(
            CHOICE,
            "choice_cache_memory",
            "cache, full: memory, whatever the log",
            beside.more(cache.bytes),
        )
        .aim(400.0, Better::Lower),
        beside.per_million(
            CHOICE,
            "choice_states_memory",
            "fold of all states: memory per million events",
            states.bytes,
        ),
        beside.per_million(
            CHOICE,
            "choice_open_memory",
            "fold of the open ones: memory per million events",
            open.bytes,
        ),
    ]);
    Ok(figures)
}

/// What every process has, and how long the log is.
struct Beside {
    nothing: Holding,
    events: u64,
}

impl Beside {
    fn more(&self, bytes: u64) -> u64 {
        bytes.saturating_sub(self.nothing.bytes)
    }

    fn judged(&self, figure: Figure) -> Figure {
        if self.events < JUDGED_FROM { figure } else { figure.aim(400.0, Better::Lower) }
    }

    #[expect(clippy::cast_precision_loss, reason = "megabytes need no more than 52 bits")]
    fn per_million(&self, group: &'static str, name: &'static str, what: &'static str, bytes: u64) -> Figure {
        let megabytes = self.more(bytes) as f64 / self.events as f64;
        Figure::plain(group, name, what, megabytes, "MB", Better::Lower)
    }
}

fn seconds(group: &'static str, name: &'static str, what: &'static str, holding: Holding) -> Figure {
    Figure::plain(group, name, what, holding.seconds, "s", Better::Lower)
}

#[expect(clippy::cast_precision_loss, reason = "megabytes need no more than 52 bits")]
fn megabytes(group: &'static str, name: &'static str, what: &'static str, bytes: u64) -> Figure {
    Figure::plain(group, name, what, bytes as f64 / 1e6, "MB", Better::Lower)
}
