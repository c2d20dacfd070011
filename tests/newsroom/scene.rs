//! A reaction of the tests in the real runtime on a real server, in as many replicas as wanted, whose answers are held up,
//! panic or stop as a test wants.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use async_nats::jetstream;
use contract::{
    Actor, Event, Kind, PolicyKind, Recorded, Stamp, Subject, Unreadable, envelope,
    health::{Durability, Part},
    policy,
    reaction::{self, Answer, Obstacle, Outcome, Request},
};
use journal::{Fault, Log};
use natsd::Server;
use runtime::{Health, Shutdown, clock, commands, reactions::Reaction};
use tokio::{sync::watch, task::JoinHandle};

use crate::newsroom::{PATIENCE, connect, server};

pub const NAME: &str = "tester";

/// What the answers of all replicas of a test came to, and what they are to do.
#[derive(Default)]
pub struct Book {
    /// The events that were answered, as they were, by stream.
    pub answered: Mutex<BTreeMap<Subject, Vec<u64>>>,
    pub at_work: Mutex<BTreeSet<Subject>>,
    pub panics_at: Mutex<BTreeSet<u64>>,
    pub from_the_future: Mutex<BTreeSet<u64>>,
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

    pub fn answered(&self, subject: &Subject) -> Vec<u64> {
        self.answered.lock().unwrap().get(subject).cloned().unwrap_or_default()
    }
}

/// One replica of the test's service.
pub struct Replica {
    pub shutdown: Shutdown,
    pub running: JoinHandle<anyhow::Result<()>>,
    health: Health,
    _service: async_nats::service::Service,
}

/// A server, a log, what the answers do, and the streams whose answers are held up.
pub struct Scene {
    pub server: Server,
    pub log: Log,
    pub book: Arc<Book>,
    pub closed: watch::Sender<BTreeSet<Subject>>,
}

impl Scene {
    pub async fn set(name: &str) -> Self {
        let server = server(name).await;
        let log = connect(&server).await.1;
        Self { server, log, book: Arc::default(), closed: watch::Sender::new(BTreeSet::new()) }
    }

    pub async fn replica(&self) -> Replica {
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
    pub async fn record(&self, subject: &Subject, count: usize) -> Vec<u64> {
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

    pub async fn ask(&self, request: &Request) -> Answer {
        let client = async_nats::connect(self.server.client_url()).await.unwrap();
        let bytes = serde_json::to_vec(request).unwrap();
        let request = async_nats::Request::new().payload(bytes.into()).timeout(Some(PATIENCE));
        let answer = client.send_request(reaction::subject(NAME), request).await.unwrap();
        serde_json::from_slice(&answer.payload).unwrap()
    }

    /// Holds the answers on this stream up.
    pub fn close(&self, subject: Subject) {
        self.closed.send_modify(|closed| {
            closed.insert(subject);
        });
    }

    /// The log's place of the reaction, as the server keeps it.
    pub async fn events(&self) -> jetstream::stream::Stream {
        let client = async_nats::connect(self.server.client_url()).await.unwrap();
        jetstream::new(client).get_stream("EVENTS").await.unwrap()
    }

    /// The sequences of what waits, with the reason.
    pub async fn waiting(&self) -> Vec<(u64, Obstacle)> {
        let waiting = self.log.asides().await.unwrap().waiting(NAME).await.unwrap();
        waiting.into_iter().map(|aside| (aside.sequence, aside.why)).collect()
    }
}

impl Replica {
    pub fn part(&self) -> Part {
        self.health.now().parts.into_iter().find(|part| part.name == NAME).unwrap()
    }

    pub async fn end(self) {
        self.shutdown.cancel();
        self.running.await.unwrap().unwrap();
    }
}

/// A stream of facts for each number below 676.
pub fn subject(number: usize) -> Subject {
    let letter = |number: usize| char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
    Subject::policy(&format!("rights-x{}{}", letter(number / 26), letter(number)).parse().unwrap())
}

pub fn came_of(answer: Answer) -> Vec<(u64, Outcome)> {
    let Answer::Done { events } = answer else { panic!("{answer:?}") };
    events.into_iter().map(|event| (event.sequence, event.outcome)).collect()
}
