//! Whose turn it is: a lane for each stream of facts, one event of it at a time, lanes beside each other.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
    time::Duration,
};

use contract::{
    health::{LISTED_MOST, Part, PartState},
    reaction::Aside,
};
use journal::{Change, Delivery, PROGRESS_EVERY, Place, Reactions};
use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
    time::{MissedTickBehavior, interval},
};

use super::answer::{Answering, Ended, Predecessor};
use crate::Shutdown;

/// How often the log is asked how far all replicas have come, while an event waits for one that another replica has.
const LOOKED_AT_EVERY: Duration = Duration::from_millis(20);

/// A look that takes longer is given up; there will be another.
const LOOKED_WITHIN: Duration = Duration::from_secs(1);

/// The events at hand in this process.
pub(super) struct Lanes {
    answering: Arc<Answering>,
    part: watch::Sender<Part>,
    lanes: HashMap<String, Lane>,
    at_work: JoinSet<(String, u64, Ended)>,
    /// Everything up to here has been dealt with, by whichever replica.
    floor: u64,
    /// The place in the log that `floor` and what was dealt with here belong to.
    placed: u32,
    aside: BTreeMap<u64, Aside>,
    stopped: bool,
}

/// The events of one stream of facts that were delivered here, and the last one that was dealt with here.
#[derive(Default)]
struct Lane {
    waiting: BTreeMap<u64, Arc<Delivery>>,
    at_work: Option<Arc<Delivery>>,
    last: Option<Last>,
}

#[derive(Clone, Copy)]
struct Last {
    sequence: u64,
    is_answered: bool,
}

impl Lane {
    /// Whether the event before this one has been dealt with, as far as is known here.
    fn predecessor(&self, before: u64, floor: u64) -> Option<Predecessor> {
        let dealt_with_here = self.last.filter(|last| last.sequence >= before);
        match dealt_with_here {
            _ if before == 0 => Some(Predecessor::Answered),
            Some(last) if last.is_answered && last.sequence == before => Some(Predecessor::Answered),
            Some(_) => Some(Predecessor::DealtWith { sequence: before }),
            None if before <= floor => Some(Predecessor::DealtWith { sequence: before }),
            // Another replica has it, or it comes to this one when that replica is gone.
            None => None,
        }
    }

    fn dealt_with(&mut self, last: Last) {
        // One that came again is older than what was dealt with since.
        if self.last.is_none_or(|known| known.sequence <= last.sequence) {
            self.last = Some(last);
        }
    }

    fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.at_work.is_none()
    }
}

impl Lanes {
    pub(super) fn new(answering: Arc<Answering>, part: watch::Sender<Part>) -> Self {
        Self {
            answering,
            part,
            lanes: HashMap::new(),
            at_work: JoinSet::new(),
            floor: 0,
            placed: 0,
            aside: BTreeMap::new(),
            stopped: false,
        }
    }

    /// Deals with what is delivered until the shutdown, then lets what is at work finish.
    pub(super) async fn run(mut self, reactions: Reactions, shutdown: Shutdown) -> anyhow::Result<()> {
        let (mut reader, mut delivered) = read(reactions);
        let (_watcher, mut changes) = watch_asides(&self.answering);
        for (name, aside) in self.answering.asides.all().await? {
            if name == self.answering.name {
                self.aside.insert(aside.sequence, aside);
            }
        }
        let (mut progress, mut looks) = (interval(PROGRESS_EVERY), interval(LOOKED_AT_EVERY));
        progress.set_missed_tick_behavior(MissedTickBehavior::Delay);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = shutdown.cancelled() => break,
                Some(delivery) = delivered.recv(), if !self.stopped => self.take(delivery),
                Some(ended) = self.at_work.join_next() => {
                    self.ended(ended?);
                    if self.stopped {
                        self.leave(&mut reader).await;
                    }
                }
                Some(change) = changes.recv() => self.note(change),
                _ = progress.tick() => {
                    self.say_at_work().await;
                    self.look().await;
                }
                _ = looks.tick(), if self.is_waiting_for_another() => self.look().await,
            }
        }
        while let Some(ended) = self.at_work.join_next().await {
            ended?;
        }
        self.leave(&mut reader).await;
        Ok(())
    }

    /// What is not dealt with here is given to another replica, if there is one.
    async fn leave(&self, reader: &mut JoinSet<()>) {
        if !reader.is_empty() {
            reader.shutdown().await;
            self.answering.log.leave(self.answering.name).await;
        }
    }

    fn take(&mut self, delivery: Delivery) {
        if delivery.placed != self.placed {
            // The place is a new one, from which everything is delivered anew.
            (self.placed, self.floor) = (delivery.placed, 0);
            self.lanes.values_mut().for_each(|lane| lane.last = None);
        }
        let (subject, sequence) = (delivery.stored.subject.clone(), delivery.stored.sequence);
        let lane = self.lanes.entry(subject.clone()).or_default();
        let is_at_work = lane.at_work.as_ref().is_some_and(|at_work| at_work.stored.sequence == sequence);
        if !is_at_work {
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
        let (sequence, before) = (*first.key(), first.get().stored.before);
        let delivery = Arc::clone(first.get());
        let Some(predecessor) = lane.predecessor(before, self.floor) else { return };
        lane.waiting.remove(&sequence);
        lane.at_work = Some(Arc::clone(&delivery));
        let suspect = delivery.again || self.aside.contains_key(&sequence);
        let (answering, subject) = (Arc::clone(&self.answering), subject.to_owned());
        self.at_work.spawn(async move {
            let ended = answering.deal_with(&delivery, suspect, predecessor).await;
            (subject, sequence, ended)
        });
    }

    fn ended(&mut self, (subject, sequence, ended): (String, u64, Ended)) {
        if let Some(lane) = self.lanes.get_mut(&subject) {
            lane.at_work = None;
            match ended {
                Ended::Answered => lane.dealt_with(Last { sequence, is_answered: true }),
                Ended::SetAside => lane.dealt_with(Last { sequence, is_answered: false }),
                Ended::Stopped(state) => self.stop(state),
                Ended::Left => return,
            }
        }
        self.start(&subject);
    }

    /// Nothing more is begun. What was delivered and not begun goes to a replica that can read it, now or later.
    fn stop(&mut self, state: PartState) {
        tracing::error!(
            reaction = self.answering.name,
            ?state,
            "a reaction has stopped; start a newer program"
        );
        self.stopped = true;
        self.part.send_modify(|part| part.state = state);
        self.lanes.values_mut().for_each(|lane| lane.waiting.clear());
    }

    fn is_waiting_for_another(&self) -> bool {
        self.lanes.values().any(|lane| lane.at_work.is_none() && !lane.waiting.is_empty())
    }

    /// Learns how far all replicas have come, and starts what waited for that.
    async fn look(&mut self) {
        let (log, name) = (&self.answering.log, self.answering.name);
        // A look that fails shows nothing; the server's being away shows elsewhere.
        let Ok(Ok(place)) = tokio::time::timeout(LOOKED_WITHIN, log.place_of(name)).await else { return };
        self.floor = place.answered;
        self.lanes.retain(|_, lane| {
            lane.last = lane.last.filter(|last| last.sequence > place.answered);
            !lane.is_idle() || lane.last.is_some()
        });
        let waiting: Vec<String> = self.lanes.keys().cloned().collect();
        for subject in waiting {
            self.start(&subject);
        }
        self.show(place);
    }

    fn show(&self, place: Place) {
        self.part.send_if_modified(|part| {
            let state = match &part.state {
                PartState::Reading if place.open == 0 => PartState::Current,
                PartState::Reading => PartState::Reading,
                PartState::Current => PartState::Current,
                PartState::Stopped { at, why } => PartState::Stopped { at: *at, why: why.clone() },
            };
            let waiting: Vec<&Aside> = self.aside.values().filter(|aside| aside.waits()).collect();
            let shown = Part {
                name: part.name.clone(),
                applied: place.answered,
                state,
                aside_count: waiting.len(),
                aside: waiting.into_iter().take(LISTED_MOST).cloned().collect(),
            };
            let is_new = *part != shown;
            *part = shown;
            is_new
        });
    }

    fn note(&mut self, change: Change) {
        match change {
            Change::Kept(aside) => {
                self.aside.insert(aside.sequence, aside);
            }
            Change::Removed { sequence } => {
                self.aside.remove(&sequence);
            }
        }
    }

    /// Tells the server that every event at hand will be dealt with, so that no other replica gets it meanwhile.
    async fn say_at_work(&self) {
        for lane in self.lanes.values() {
            for delivery in lane.waiting.values().chain(&lane.at_work) {
                delivery.at_work().await;
            }
        }
    }
}

/// Reads in a task of its own: a wait for the server is not to be cut short by what else happens.
fn read(mut reactions: Reactions) -> (JoinSet<()>, mpsc::Receiver<Delivery>) {
    let (hand_over, delivered) = mpsc::channel(1);
    let mut reader = JoinSet::new();
    reader.spawn(async move { while hand_over.send(reactions.next().await).await.is_ok() {} });
    (reader, delivered)
}

fn watch_asides(answering: &Answering) -> (JoinSet<()>, mpsc::Receiver<Change>) {
    let (hand_over, changes) = mpsc::channel(1);
    let mut watch = answering.asides.watch(answering.name);
    let mut watcher = JoinSet::new();
    watcher.spawn(async move { while hand_over.send(watch.next().await).await.is_ok() {} });
    (watcher, changes)
}
