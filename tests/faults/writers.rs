//! Those who write: replicas of a service, each with a connection of its own, and commands given through them.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use async_nats::ServerAddr;
use journal::{Log, Settings, Streams};
use proptest::strategy::{SBoxedStrategy, Strategy};
use tokio::{task::JoinSet, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use translation::translation::Translation;

use crate::{
    chance::{Chance, Ids},
    given::Given,
    history::History,
    plot::{Draw, Plot, draws},
};

/// How many pieces are worked on at once: few, so that writers meet.
const OPEN: usize = 4;
/// After so many commands a piece gives way to a new one, so that a history stays short enough to check.
const LENGTH: usize = 150;
/// Each writer gives a command that often, or as fast as it is answered: two cores carry servers and writers.
const EVERY: Duration = Duration::from_millis(4);
/// How many commands are under way in each replica.
const WRITERS: usize = 3;

/// A service's process as the log sees it: a connection, and what it remembers.
#[derive(Clone)]
pub struct Replica {
    pub log: Log,
    pub streams: Arc<Streams<Translation>>,
}

pub async fn replica(servers: &[ServerAddr], replicas: usize) -> Replica {
    let client = journal::connect(servers).await.unwrap();
    let log = Log::open(client, Settings { replicas }).await.unwrap();
    Replica { streams: Arc::new(Streams::new(log.clone())), log }
}

/// The pieces of a round, and chance to draw commands on them.
pub struct Work(Mutex<Drawing>);

struct Drawing {
    name: String,
    begun: usize,
    open: Vec<Plot>,
    chance: Chance,
    draws: SBoxedStrategy<(usize, Draw)>,
    ids: Ids,
}

impl Work {
    pub fn new(name: &str, ids: Ids) -> Self {
        let draws = (0..OPEN, draws()).sboxed();
        let (name, chance) = (name.to_owned(), Chance::new(name));
        let mut drawing = Drawing { name, begun: 0, open: Vec::new(), chance, draws, ids };
        drawing.open = (0..OPEN).map(|_| drawing.begin()).collect();
        Self(Mutex::new(drawing))
    }

    pub fn next(&self) -> Given {
        self.0.lock().unwrap().next()
    }

    /// Several commands for one piece, each of which would be carried out if the others were not.
    pub fn rescues(&self, count: usize) -> Vec<Given> {
        self.0.lock().unwrap().rescues(count)
    }
}

impl Drawing {
    fn begin(&mut self) -> Plot {
        self.begun += 1;
        Plot::new(&format!("{} {}", self.name, self.begun))
    }

    fn next(&mut self) -> Given {
        let (piece, draw) = self.chance.draw(&self.draws);
        if self.open[piece].length() == LENGTH {
            self.open[piece] = self.begin();
        }
        self.open[piece].next(&draw, &mut self.ids)
    }

    fn rescues(&mut self, count: usize) -> Vec<Given> {
        let (piece, _) = self.chance.draw(&self.draws);
        (0..count).map(|_| self.open[piece].rescue(&mut self.ids)).collect()
    }
}

/// Lets all replicas write until they are told to stop; each command under way is awaited.
pub fn write(
    replicas: &[Replica],
    work: &Arc<Work>,
    history: &Arc<History>,
    stop: &CancellationToken,
) -> JoinSet<()> {
    let mut writing = JoinSet::new();
    for replica in replicas {
        for _ in 0..WRITERS {
            let (replica, work) = (replica.clone(), Arc::clone(work));
            let (history, stop) = (Arc::clone(history), stop.clone());
            writing.spawn(async move {
                let mut ticks = tokio::time::interval(EVERY);
                ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
                while !stop.is_cancelled() {
                    ticks.tick().await;
                    history.give(work.next(), &replica.streams).await;
                }
            });
        }
    }
    writing
}
