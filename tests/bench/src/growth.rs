//! What a command and a page cost in a short log and in a long one, on two servers that are asked in turns.

use std::{sync::Arc, time::Instant};

use contract::Subject;
use journal::Streams;
use translation::translation::Translation;

use crate::{
    desk::Desk,
    ground::Ground,
    pace::{Pace, Pairs},
    report::{Better, Figure},
    service::Service,
    way,
};

const GROUP: &str = "from a short log to a long one";

/// How much of it.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) rounds: usize,
    /// Pieces that one client takes on their way in a round.
    pub(crate) walks: usize,
    /// Streams of facts that are read back in a round.
    pub(crate) cold: usize,
    /// Pages of a kind that are read in a round.
    pub(crate) pages: usize,
}

/// A log with so many pieces.
pub(crate) struct Filled {
    pub(crate) ground: Ground,
    pub(crate) pieces: usize,
}

/// The two logs in turns, the long one first in every other round.
pub(crate) async fn measure(short: &Filled, long: &Filled, size: Size) -> anyhow::Result<Vec<Figure>> {
    let (one, other) = (Side::start(short).await?, Side::start(long).await?);
    let mut found = Found::default();
    // The first round only warms up.
    for round in 0..=size.rounds {
        let (short, long) = if round % 2 == 0 {
            let long = other.measure(round, size).await?;
            (one.measure(round, size).await?, long)
        } else {
            (one.measure(round, size).await?, other.measure(round, size).await?)
        };
        if round > 0 {
            found.push(&long, &short);
        }
    }
    one.stop().await?;
    other.stop().await?;
    Ok(found.told())
}

/// One of the logs, with the services on it.
struct Side<'a> {
    filled: &'a Filled,
    service: Service,
    desk: Desk,
}

/// What a round found on one side.
struct Round {
    warm: Pace,
    cold: Pace,
    piece: Pace,
    queue: Pace,
    inbox: Pace,
}

impl<'a> Side<'a> {
    async fn start(filled: &'a Filled) -> anyhow::Result<Self> {
        let service = Service::start(&filled.ground).await?;
        let desk = Desk::start(&filled.ground, &way::piece(filled.pieces - 1)).await?;
        Ok(Self { filled, service, desk })
    }

    async fn measure(&self, round: usize, size: Size) -> anyhow::Result<Round> {
        let new = self.filled.pieces + round * size.walks;
        let warm = self.service.walk(1, new, size.walks).await?;
        let cold = self.cold(round, size.cold).await?;
        let pieces: Vec<String> = self
            .numbers(round, size.pages)
            .into_iter()
            .map(|number| format!("/pieces/{}", way::piece(number)))
            .collect();
        let piece = self.desk.read(&pieces).await?;
        let queue = self.desk.read(&vec!["/queue".to_owned(); size.pages]).await?;
        let inbox = self.desk.read(&vec!["/inbox".to_owned(); size.pages]).await?;
        Ok(Round { warm, cold, piece, queue, inbox })
    }

    /// Streams of twenty facts, that no one has at hand.
    async fn cold(&self, round: usize, count: usize) -> anyhow::Result<Pace> {
        let streams = Arc::new(Streams::<Translation>::new(self.filled.ground.log.clone()));
        let numbers = Arc::new(self.numbers(round, count));
        Pace::of(1, 0, numbers.len(), move |which| {
            let (streams, numbers) = (Arc::clone(&streams), Arc::clone(&numbers));
            async move {
                let subject = Subject::translation(&way::piece(numbers[which]));
                let start = Instant::now();
                let (_, version) = streams.load(&subject).await?;
                anyhow::ensure!(version > 0, "{subject} is not there");
                Ok(vec![start.elapsed()])
            }
        })
        .await
    }

    /// Pieces all over the log, others in each round, none twice in one.
    fn numbers(&self, round: usize, count: usize) -> Vec<usize> {
        let pieces = self.filled.pieces;
        let step = (pieces / count).max(1);
        (0..count.min(pieces)).map(|which| (which * step + round) % pieces).collect()
    }

    async fn stop(self) -> anyhow::Result<()> {
        self.service.stop().await?;
        self.desk.stop().await
    }
}

#[derive(Default)]
struct Found {
    warm: Pairs,
    cold: Pairs,
    cold_p99: Pairs,
    piece: Pairs,
    queue: Pairs,
    inbox: Pairs,
}

impl Found {
    fn push(&mut self, long: &Round, short: &Round) {
        self.warm.push(long.warm.seconds(50), short.warm.seconds(50));
        self.cold.push(long.cold.seconds(50), short.cold.seconds(50));
        self.cold_p99.push(long.cold.seconds(99), short.cold.seconds(99));
        self.piece.push(long.piece.seconds(50), short.piece.seconds(50));
        self.queue.push(long.queue.seconds(50), short.queue.seconds(50));
        self.inbox.push(long.inbox.seconds(50), short.inbox.seconds(50));
    }

    fn told(&self) -> Vec<Figure> {
        let growth = |name, what, pairs: &Pairs| {
            Figure::ratio(GROUP, name, what, pairs.ratio()).aim(1.2, Better::Lower)
        };
        let millis =
            |name, what, seconds: f64| Figure::plain(GROUP, name, what, seconds * 1e3, "ms", Better::Lower);
        vec![
            growth("growth_command", "a warm command, p50, long ÷ short", &self.warm),
            growth("growth_cold_load", "a cold stream, p50, long ÷ short", &self.cold),
            growth("growth_page_piece", "a piece's page, p50, long ÷ short", &self.piece),
            growth("growth_page_queue", "the queue's page, p50, long ÷ short", &self.queue),
            growth("growth_page_inbox", "the inbox's page, p50, long ÷ short", &self.inbox),
            millis("cold_load_p99", "a cold stream of 20 facts, p99, long log", self.cold_p99.ours())
                .aim(5.0, Better::Lower),
            millis("cold_load_p50", "a cold stream of 20 facts, p50, long log", self.cold.ours()),
            millis("warm_command_p50", "a warm command, p50, long log", self.warm.ours()),
            millis("page_piece_p50", "a piece's page, p50, long log", self.piece.ours()),
            millis("page_queue_p50", "the queue's page, p50, long log", self.queue.ours()),
            millis("page_inbox_p50", "the inbox's page, p50, long log", self.inbox.ours()),
        ]
    }
}
