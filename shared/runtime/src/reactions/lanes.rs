//! Whose turn it is: a lane for each stream of facts, one event of it at a time, lanes beside each other.

use std::{
    collections::{BTreeMap, HashMap},
    future::pending,
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use contract::health::{Part, PartState};
use journal::{Change, Delivery, Heard, PROGRESS_EVERY, Reactions, SetUpOtherwise};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
    time::{Interval, MissedTickBehavior, interval, timeout},
};

use super::{
    answer::{Answering, Ended},
    past::{Last, Past},
    reader::Reader,
    shown::Shown,
};
use crate::{Shutdown, clock};

/// How often the log is asked how far all replicas have come, while an event waits for one that another replica has.
const LOOKED_AT_EVERY: Duration = Duration::from_millis(20);

/// A look that takes longer is given up; there will be another.
const LOOKED_WITHIN: Duration = Duration::from_secs(1);

/// Leaving in order takes no longer; what the server has not heard by then, it finds out by itself in some seconds.
const LEFT_WITHIN: Duration = Duration::from_secs(2);

/// The events at hand in this process.
pub(super) struct Lanes {
    answering: Arc<Answering>,
    shown: Shown,
    /// Only those with an event at hand, which are bounded by what the server gives at one time.
    lanes: HashMap<String, Lane>,
    at_work: JoinSet<(String, u64, Ended)>,
    past: Past,
    /// That of the last event that came.
    pin: Option<String>,
    stopped: bool,
}

/// The events of one stream of facts that were delivered here and are not dealt with.
#[derive(Default)]
struct Lane {
    waiting: BTreeMap<u64, Arc<Delivery>>,
    at_work: Option<AtWork>,
}

struct AtWork {
    delivery: Arc<Delivery>,
    since: DateTime<Utc>,
}

impl Lane {
    fn is_at_work_on(&self, sequence: u64) -> bool {
        self.at_work.as_ref().is_some_and(|at_work| at_work.delivery.stored.sequence == sequence)
    }

    fn waits(&self) -> bool {
        self.at_work.is_none() && !self.waiting.is_empty()
    }

    fn is_idle(&self) -> bool {
        self.at_work.is_none() && self.waiting.is_empty()
    }

    fn at_hand(&self) -> impl Iterator<Item = &Arc<Delivery>> {
        self.waiting.values().chain(self.at_work.as_ref().map(|at_work| &at_work.delivery))
    }
}

impl Lanes {
    pub(super) fn new(answering: Arc<Answering>, part: watch::Sender<Part>) -> Self {
        Self {
            answering,
            shown: Shown::new(part),
            lanes: HashMap::new(),
            at_work: JoinSet::new(),
            past: Past::default(),
            pin: None,
            stopped: false,
        }
    }

    /// Deals with what is delivered until the shutdown, then lets what is at work finish.
    pub(super) async fn run(mut self, reactions: Reactions, shutdown: Shutdown) -> anyhow::Result<()> {
        let (mut progress, mut looks) = (interval(PROGRESS_EVERY), interval(LOOKED_AT_EVERY));
        progress.set_missed_tick_behavior(MissedTickBehavior::Delay);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (_watcher, mut changes) = watch_asides(&self.answering);
        // What was given up is not to be answered, so it is known before the first event is begun.
        let Some(asides) = self.answering.all_asides().await else { return Ok(()) };
        for aside in asides {
            self.shown.keep(aside);
        }
        let mut reader = Some(Reader::of(reactions));
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                heard = next(&mut reader) => match heard {
                    Some(heard) => self.hear(heard),
                    None => anyhow::bail!("the reader of the reaction {} ended", self.answering.name),
                },
                Some(ended) = self.at_work.join_next() => {
                    self.ended(ended?);
                    if self.stopped && let Some(reader) = reader.take() {
                        self.leave(reader).await;
                    }
                }
                Some(change) = changes.recv() => self.note(change),
                _ = progress.tick() => {
                    self.say_at_work().await;
                    self.look().await;
                }
                _ = looks.tick(), if self.lanes.values().any(Lane::waits) => self.look().await,
            }
        }
        if let Some(reader) = reader {
            self.leave(reader).await;
        }
        self.drain(progress).await
    }

    /// Reads no more. What was not begun is given to another replica, if there is one, and at once; what is at work here, and
    /// nobody begins it meanwhile, is finished.
    async fn leave(&mut self, reader: Reader) {
        let mut unbegun: Vec<Arc<Delivery>> = reader.end().await.into_iter().map(Arc::new).collect();
        let pin = unbegun.last().and_then(|delivery| delivery.pin.clone()).or_else(|| self.pin.take());
        for lane in self.lanes.values_mut() {
            unbegun.extend(std::mem::take(&mut lane.waiting).into_values());
        }
        let leaving = async {
            if let Some(pin) = &pin {
                self.answering.log.leave(self.answering.name, pin).await;
            }
            // After that, or the server gives them to this replica again.
            for delivery in &unbegun {
                delivery.give_back().await;
            }
        };
        let _ = timeout(LEFT_WITHIN, leaving).await;
    }

    async fn drain(&mut self, mut progress: Interval) -> anyhow::Result<()> {
        loop {
            tokio::select! {
                ended = self.at_work.join_next() => match ended {
                    Some(ended) => self.ended(ended?),
                    None => return Ok(()),
                },
                _ = progress.tick() => self.say_at_work().await,
            }
        }
    }

    fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Event(delivery) => self.take(delivery),
            Heard::FoundAgain => self.shown.goes_on(),
            Heard::NewPlace => {
                self.past = Past::default();
                self.shown.begins();
            }
            Heard::Otherwise(error) => self.is_set_up(&error),
        }
    }

    fn take(&mut self, delivery: Delivery) {
        self.pin.clone_from(&delivery.pin);
        let (subject, sequence) = (delivery.stored.subject.clone(), delivery.stored.sequence);
        let lane = self.lanes.entry(subject.clone()).or_default();
        if !lane.is_at_work_on(sequence) {
            // If it waits here already, the newer delivery takes its place.
            lane.waiting.insert(sequence, Arc::new(delivery));
            self.start(&subject);
        }
    }

    /// Starts the next event of a lane if it is its turn.
    fn start(&mut self, subject: &str) {
        let Some(lane) = self.lanes.get_mut(subject) else { return };
        if self.stopped || lane.at_work.is_some() {
            return;
        }
        let Some(first) = lane.waiting.first_entry() else { return };
        // What names no fact before it was put there by another than us, and waits for none.
        let before = first.get().stored.before.unwrap_or(0);
        let Some(predecessor) = self.past.predecessor(subject, before) else { return };
        let (sequence, delivery) = first.remove_entry();
        lane.at_work = Some(AtWork { delivery: Arc::clone(&delivery), since: clock::now() });
        let suspect = delivery.again || self.shown.is_aside(sequence);
        let (answering, subject) = (Arc::clone(&self.answering), subject.to_owned());
        self.at_work.spawn(async move {
            let ended = answering.deal_with(&delivery, suspect, predecessor).await;
            (subject, sequence, ended)
        });
    }

    fn ended(&mut self, (subject, sequence, ended): (String, u64, Ended)) {
        if let Some(lane) = self.lanes.get_mut(&subject) {
            lane.at_work = None;
        }
        match ended {
            Ended::Answered => self.past.dealt_with(subject.clone(), Last { sequence, is_answered: true }),
            Ended::SetAside => self.past.dealt_with(subject.clone(), Last { sequence, is_answered: false }),
            Ended::Stopped(state) => self.stop(state),
            Ended::Left => return,
        }
        self.start(&subject);
        if self.lanes.get(&subject).is_some_and(Lane::is_idle) {
            self.lanes.remove(&subject);
        }
    }

    /// Nothing more is begun. What was delivered and not begun goes to a replica that can read it, now or later.
    fn stop(&mut self, state: PartState) {
        tracing::error!(
            reaction = self.answering.name,
            ?state,
            "a reaction has stopped; start a newer program"
        );
        self.stopped = true;
        self.shown.stopped(state);
    }

    /// Nothing comes until the place is mended, or a program is started that fits. What is at hand is dealt with.
    fn is_set_up(&mut self, otherwise: &SetUpOtherwise) {
        tracing::error!(%otherwise, "nothing is answered until that is done");
        self.shown.is_given_nothing(otherwise);
    }

    /// Learns how far all replicas have come, and starts what waited for that.
    async fn look(&mut self) {
        let (log, name) = (&self.answering.log, self.answering.name);
        // A look that fails shows nothing; the server's being away shows elsewhere.
        let Ok(Ok(place)) = timeout(LOOKED_WITHIN, log.place_of(name)).await else { return };
        if self.shown.reads_to.is_none() {
            self.shown.reads_to = timeout(LOOKED_WITHIN, log.end()).await.ok().and_then(Result::ok);
        }
        self.past.has_reached(place.answered);
        let waiting = self.lanes.iter().filter(|(_, lane)| lane.waits()).map(|(subject, _)| subject.clone());
        for subject in waiting.collect::<Vec<_>>() {
            self.start(&subject);
        }
        let at_work = self.lanes.values().filter_map(|lane| lane.at_work.as_ref());
        let at_work = at_work.map(|at_work| (at_work.delivery.stored.sequence, at_work.since)).collect();
        self.shown.looked(place, &at_work, clock::now());
    }

    fn note(&mut self, change: Change) {
        match change {
            Change::Kept(aside) => self.shown.keep(aside),
            Change::Removed { sequence } => self.shown.forget(sequence),
        }
    }

    /// Tells the server that every event at hand will be dealt with, so that no other replica gets it meanwhile.
    async fn say_at_work(&self) {
        for delivery in self.lanes.values().flat_map(Lane::at_hand) {
            delivery.at_work().await;
        }
    }
}

/// What comes next; nothing any more, once this replica reads no more.
async fn next(reader: &mut Option<Reader>) -> Option<Heard> {
    match reader {
        Some(reader) => reader.next().await,
        None => pending().await,
    }
}

fn watch_asides(answering: &Answering) -> (JoinSet<()>, mpsc::Receiver<Change>) {
    let (hand_over, changes) = mpsc::channel(1);
    let mut watch = answering.asides.watch(answering.name);
    let mut watcher = JoinSet::new();
    watcher.spawn(async move { while hand_over.send(watch.next().await).await.is_ok() {} });
    (watcher, changes)
}
