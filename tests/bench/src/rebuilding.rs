//! Folding the whole log against reading it without looking into it.

use std::{sync::Arc, time::Instant};

use contract::Kind;
use desk::board::Board;
use journal::{Live, Log, States};
use translation::translation::Translation;

use crate::{
    ground::Ground,
    pace::{Pairs, per_second},
    raw::{self, Read},
    report::{Better, Figure},
};

const GROUP: &str = "rebuilding";

/// What rebuilding comes to, for whoever compares it with others.
pub(crate) struct Rebuilt {
    pub(crate) states_per_second: f64,
    /// The same log read without a filter and without decoding.
    pub(crate) raw_per_second: f64,
    pub(crate) figures: Vec<Figure>,
}

/// Measures in rounds: the server bare and ours, ours and the server bare.
pub(crate) async fn measure(ground: &Ground, rounds: usize) -> anyhow::Result<Rebuilt> {
    let (mut states, mut board, mut filtered) = (Pairs::default(), Pairs::default(), Pairs::default());
    // The first reading fills the server's caches, for whichever comes next.
    raw::read(&ground.client, &Kind::ALL).await?;
    for round in 0..rounds {
        let (ours, by_filter, whole) = if round % 2 == 0 {
            let bare = bare(ground).await?;
            (ours(ground).await?, bare.0, bare.1)
        } else {
            let ours = ours(ground).await?;
            let bare = bare(ground).await?;
            (ours, bare.0, bare.1)
        };
        // Whoever wants one kind may read by a filter, or all and drop the others: the quicker of both counts.
        let quickest = per_second(by_filter.count, by_filter.took.min(whole.took));
        states.push(ours.0, quickest);
        board.push(ours.1, whole.per_second());
        filtered.push(by_filter.per_second(), quickest);
    }
    let plain = |name, what, value| Figure::plain(GROUP, name, what, value, "1/s", Better::Higher);
    let figures = vec![
        Figure::ratio(GROUP, "rebuild_ratio", "all states folded ÷ raw ordered reading", states.ratio())
            .aim(0.7, Better::Higher),
        Figure::ratio(GROUP, "rebuild_board_ratio", "the board folded ÷ raw ordered reading", board.ratio())
            .aim(0.7, Better::Higher),
        plain("rebuilt_states_per_second", "events folded to all states", states.ours()),
        plain("rebuilt_board_per_second", "events folded to the board", board.ours()),
        plain("raw_kind_reads_per_second", "events of that kind read raw, the quickest way", states.theirs()),
        plain("raw_filtered_reads_per_second", "the same by the server's filter", filtered.ours()),
        plain("raw_reads_per_second", "events read raw, all kinds", board.theirs()),
    ];
    Ok(Rebuilt { states_per_second: states.ours(), raw_per_second: board.theirs(), figures })
}

async fn bare(ground: &Ground) -> anyhow::Result<(Read, Read)> {
    let by_filter = raw::read(&ground.client, &[Kind::Translation]).await?;
    Ok((by_filter, raw::read(&ground.client, &Kind::ALL).await?))
}

async fn ours(ground: &Ground) -> anyhow::Result<(f64, f64)> {
    Ok((fold_states(&ground.log).await?, fold_board(&ground.log).await?))
}

async fn fold_states(log: &Log) -> anyhow::Result<f64> {
    let start = Instant::now();
    let states = States::<Translation>::fold(log).await?;
    Ok(per_second(usize::try_from(states.events)?, start.elapsed()))
}

/// As the desk does it when it starts without a snapshot.
async fn fold_board(log: &Log) -> anyhow::Result<f64> {
    let live = Arc::new(Live::<Board>::default());
    let (folding, log) = (Arc::clone(&live), log.clone());
    let start = Instant::now();
    let keeping = tokio::spawn(async move { folding.keep_current(&log).await.map(|_| ()) });
    live.rebuilt().await;
    let took = start.elapsed();
    keeping.abort();
    Ok(per_second(usize::try_from(live.applied())?, took))
}
