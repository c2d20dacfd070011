//! Reactions in the real runtime on a real server: order, slow answers, events set aside, events from the future.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use contract::{
    Actor, Event, Kind, PolicyKind, Recorded, Stamp, Subject, Unreadable, envelope,
    health::{Durability, Part, PartState},
    policy,
    reaction::{self, Answer, Obstacle, Outcome, Request},
};
use journal::{Fault, Log};
use natsd::Server;
use runtime::{Health, Shutdown, clock, commands, reactions::Reaction};
use tokio::{sync::watch, task::JoinHandle};

use crate::newsroom::{connect, server, until};

const NAME: &str = "tester";

/// What the answers of all replicas of a test came to, and what they are to do.
#[derive(Default)]
struct Book {
    /// The events that were answered, as they were, by stream.
    answered: Mutex<BTreeMap<Subject, Vec<u64>>>,
    at_work: Mutex<BTreeSet<Subject>>,
    panics_at: Mutex<BTreeSet<u64>>,
    from_the_future: Mutex<BTreeSet<u64>>,
}

impl Book {
    async fn answer(
        self: Arc<Self>,
        recorded: Recorded<Event>,
        gate: watch::Receiver<BTreeSet<Subject>>,
    ) -> Result<(), Fault> {
        let (sequence, subject) = (recorded.sequence, recorded.subject);
        assert!(!self.panics_at.lock().unwrap().contains(&sequence), "a panic that is part of the test");
        if self.from_the_future.lock().unwrap().contains(&sequence) {
            let (event_type, reads) = ("policy.enacted".into(), Some(1));
            let source = Unreadable::FromTheFuture { event_type, written: 99, reads };
            return Err(Fault::Unreadable { subject: subject.to_string(), sequence, source });
        }
        assert!(self.at_work.lock().unwrap().insert(subject.clone()), "two of one stream at one time");
        let mut gate = gate;
        gate.wait_for(|closed| !closed.contains(&subject)).await.unwrap();
        self.at_work.lock().unwrap().remove(&subject);
        self.answered.lock().unwrap().entry(subject).or_default().push(sequence);
        Ok(())
    }

    fn answered(&self, subject: &Subject) -> Vec<u64> {
        self.answered.lock().unwrap().get(subject).cloned().unwrap_or_default()
    }
}

/// One replica of the test's service.
struct Replica {
    shutdown: Shutdown,
    running: JoinHandle<anyhow::Result<()>>,
    health: Health,
    _service: async_nats::service::Service,
}

/// A server, a log, what the answers do, and the streams whose answers are held up.
struct Scene {
    server: Server,
    log: Log,
    book: Arc<Book>,
    closed: watch::Sender<BTreeSet<Subject>>,
}

impl Scene {
    async fn set(name: &str) -> Self {
        let server = server(name).await;
        let log = connect(&server).await.1;
        Self { server, log, book: Arc::default(), closed: watch::Sender::new(BTreeSet::new()) }
    }

    async fn replica(&self) -> Replica {
        let (client, log) = connect(&self.server).await;
        let (health, shutdown) = (Health::new(Durability::OnDisk), Shutdown::new());
        let service = commands::announce(&client, NAME, "a test", &health).await.unwrap();
        let (book, closed) = (Arc::clone(&self.book), self.closed.subscribe());
        let answer = move |recorded| Arc::clone(&book).answer(recorded, closed.clone());
        let reaction = Reaction { log, name: NAME, kinds: &[Kind::Policy] };
        let running = reaction.each(&service, &health, shutdown.clone(), answer).await.unwrap();
        Replica { shutdown, running: tokio::spawn(running), health, _service: service }
    }

    /// Records this many facts on the stream; gives their sequences.
    async fn record(&self, subject: &Subject, count: usize) -> Vec<u64> {
        let mut sequences = Vec::new();
        for _ in 0..count {
            let last = self.log.last(subject).await.unwrap().map_or(0, |last| last.sequence);
            let (kind, language) = (PolicyKind::Rights, "en".parse().unwrap());
            let event = policy::Event::Enacted { kind, language, text: "a".to_owned(), version: 1 };
            let by = Actor::service("test").member;
            let stamp = Stamp { id: clock::command_id(), cause: None, by, at: clock::now() };
            sequences.push(
                self.log.append(subject, last, envelope::write(subject, &stamp, &event)).await.unwrap(),
            );
        }
        sequences
    }

    async fn ask(&self, request: &Request) -> Answer {
        let client = async_nats::connect(self.server.client_url()).await.unwrap();
        let bytes = serde_json::to_vec(request).unwrap();
        let answer = client.request(reaction::subject(NAME), bytes.into()).await.unwrap();
        serde_json::from_slice(&answer.payload).unwrap()
    }

    /// The sequences of what waits, with the reason.
    async fn waiting(&self) -> Vec<(u64, Obstacle)> {
        let waiting = self.log.asides().await.unwrap().waiting(NAME).await.unwrap();
        waiting.into_iter().map(|aside| (aside.sequence, aside.why)).collect()
    }
}

impl Replica {
    fn part(&self) -> Part {
        self.health.now().parts.into_iter().find(|part| part.name == NAME).unwrap()
    }

    async fn end(self) {
        self.shutdown.cancel();
        self.running.await.unwrap().unwrap();
    }
}

fn subject(number: usize) -> Subject {
    Subject::policy(&format!("rights-x{}", ["a", "b", "c", "d", "e", "f", "g", "h"][number]).parse().unwrap())
}

fn came_of(answer: Answer) -> Vec<(u64, Outcome)> {
    let Answer::Done { events } = answer else { panic!("{answer:?}") };
    events.into_iter().map(|event| (event.sequence, event.outcome)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_keep_their_order_on_two_replicas_and_a_slow_answer_stops_no_other() {
    let scene = Scene::set("lanes").await;
    let mut recorded: BTreeMap<Subject, Vec<u64>> = BTreeMap::new();
    for _ in 0..12 {
        for number in 0..8 {
            recorded.entry(subject(number)).or_default().extend(scene.record(&subject(number), 1).await);
        }
    }
    scene.closed.send_modify(|closed| {
        closed.insert(subject(0));
    });
    let replicas = [scene.replica().await, scene.replica().await];
    let others_done =
        |scene: &Scene| (1..8).all(|n| scene.book.answered(&subject(n)) == recorded[&subject(n)]);
    until(async || others_done(&scene).then_some(())).await;
    assert_eq!(scene.book.answered(&subject(0)), [] as [u64; 0]);
    // Longer than an event may be without a word of progress: it is not given to the other replica.
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert_eq!(scene.book.at_work.lock().unwrap().len(), 1);
    scene.closed.send_modify(BTreeSet::clear);
    until(async || (scene.book.answered(&subject(0)) == recorded[&subject(0)]).then_some(())).await;
    let last = recorded.values().flatten().max().copied().unwrap();
    for replica in &replicas {
        let current = || replica.part().state == PartState::Current && replica.part().applied == last;
        until(async || current().then_some(())).await;
    }
    for replica in replicas {
        replica.end().await;
    }
    assert_eq!(*scene.book.answered.lock().unwrap(), recorded, "each event once");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_replica_goes_on_in_order_when_one_is_gone() {
    let scene = Scene::set("hand-over").await;
    let first = scene.replica().await;
    let mut recorded = scene.record(&subject(0), 3).await;
    until(async || (scene.book.answered(&subject(0)) == recorded).then_some(())).await;
    let second = scene.replica().await;
    scene.closed.send_modify(|closed| {
        closed.insert(subject(0));
    });
    recorded.extend(scene.record(&subject(0), 5).await);
    until(async || (scene.book.at_work.lock().unwrap().len() == 1).then_some(())).await;
    // As if it were killed: nothing is acknowledged any more, and nobody says so.
    first.running.abort();
    scene.book.at_work.lock().unwrap().clear();
    scene.closed.send_modify(BTreeSet::clear);
    until(async || {
        let mut answered = scene.book.answered(&subject(0));
        answered.dedup();
        (answered == recorded).then_some(())
    })
    .await;
    second.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poisoned_event_waits_with_what_follows_it_and_is_retried_in_order() {
    let scene = Scene::set("poisoned").await;
    let bad = scene.record(&subject(0), 3).await;
    let good = scene.record(&subject(1), 2).await;
    scene.book.panics_at.lock().unwrap().insert(bad[0]);
    let replicas = [scene.replica().await, scene.replica().await];
    until(async || (scene.book.answered(&subject(1)) == good).then_some(())).await;
    let behind = |sequence| (sequence, Obstacle::Behind { sequence: bad[0] });
    let expected = [(bad[0], Obstacle::Panicked), behind(bad[1]), behind(bad[2])];
    until(async || (scene.waiting().await == expected).then_some(())).await;
    for replica in &replicas {
        until(async || (replica.part().aside_count == 3).then_some(())).await;
        assert_eq!(replica.part().aside[0].why, Obstacle::Panicked);
    }

    // They still wait after a restart, and what comes later waits behind them.
    for replica in replicas {
        replica.end().await;
    }
    let later = scene.record(&subject(0), 1).await;
    let replica = scene.replica().await;
    until(async || (scene.waiting().await.len() == 4).then_some(())).await;
    assert_eq!(scene.waiting().await[3], behind(later[0]));

    let retried = came_of(scene.ask(&Request::Retry { sequence: None }).await);
    assert_eq!(retried, [(bad[0], Outcome::Waits { why: Obstacle::Panicked })]);
    scene.book.panics_at.lock().unwrap().clear();
    let retried = came_of(scene.ask(&Request::Retry { sequence: Some(bad[0]) }).await);
    let answered = |sequence: &u64| (*sequence, Outcome::Answered);
    let all: Vec<u64> = bad.into_iter().chain(later).collect();
    assert_eq!(retried, all.iter().map(answered).collect::<Vec<_>>());
    assert_eq!(scene.book.answered(&subject(0)), all);
    until(async || (replica.part().aside_count == 0).then_some(())).await;

    // The stream goes on as if nothing had been.
    let more = scene.record(&subject(0), 2).await;
    until(async || scene.book.answered(&subject(0)).ends_with(&more).then_some(())).await;
    replica.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_is_given_up_is_never_answered_and_lets_the_others_go_on() {
    let scene = Scene::set("given-up").await;
    let recorded = scene.record(&subject(0), 3).await;
    scene.book.panics_at.lock().unwrap().insert(recorded[0]);
    let replica = scene.replica().await;
    until(async || (scene.waiting().await.len() == 3).then_some(())).await;
    let why = "the desk has published it by hand".to_owned();
    let give_up = Request::GiveUp { sequence: recorded[0], why: why.clone() };
    let expected = [
        (recorded[0], Outcome::GivenUp { why: why.clone() }),
        (recorded[1], Outcome::Answered),
        (recorded[2], Outcome::Answered),
    ];
    assert_eq!(came_of(scene.ask(&give_up).await), expected);
    assert_eq!(scene.ask(&give_up).await, Answer::NotWaiting { sequence: recorded[0] });
    replica.end().await;

    // Not even when everything is replayed by a program that could answer it.
    scene.book.panics_at.lock().unwrap().clear();
    let client = async_nats::connect(scene.server.client_url()).await.unwrap();
    let events = async_nats::jetstream::new(client).get_stream("EVENTS").await.unwrap();
    events.delete_consumer(NAME).await.unwrap();
    let replica = scene.replica().await;
    until(async || (replica.part().applied == recorded[2]).then_some(())).await;
    assert_eq!(scene.book.answered(&subject(0)), [recorded[1], recorded[2], recorded[1], recorded[2]]);
    let all = scene.log.asides().await.unwrap().all().await.unwrap();
    assert_eq!(all[0].1.given_up.as_ref().unwrap().why, why);
    replica.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_from_the_future_stops_the_reader_until_a_newer_program_is_started() {
    let scene = Scene::set("future").await;
    let recorded = scene.record(&subject(0), 3).await;
    scene.book.from_the_future.lock().unwrap().insert(recorded[1]);
    let old = scene.replica().await;
    let stopped = || matches!(old.part().state, PartState::Stopped { at, .. } if at == recorded[1]);
    until(async || stopped().then_some(())).await;
    assert!(!old.running.is_finished(), "the service goes on");
    assert_eq!(scene.waiting().await, [], "it is not set aside");
    assert_eq!(scene.book.answered(&subject(0)), [recorded[0]]);
    old.end().await;
    scene.book.from_the_future.lock().unwrap().clear();
    let new = scene.replica().await;
    until(async || (scene.book.answered(&subject(0)) == recorded).then_some(())).await;
    until(async || (new.part().state == PartState::Current).then_some(())).await;
    new.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_is_away_is_waited_for_and_nothing_is_set_aside() {
    let mut scene = Scene::set("away").await;
    let replica = scene.replica().await;
    let mut recorded = scene.record(&subject(0), 2).await;
    until(async || (scene.book.answered(&subject(0)) == recorded).then_some(())).await;
    scene.server.kill().await.unwrap();
    scene.server.restart().await.unwrap();
    recorded.extend(scene.record(&subject(0), 2).await);
    until(async || {
        let mut answered = scene.book.answered(&subject(0));
        answered.dedup();
        (answered == recorded).then_some(())
    })
    .await;
    assert_eq!(scene.waiting().await, []);
    replica.end().await;
}
