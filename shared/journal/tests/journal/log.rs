//! The log: exact under repeats, races, kills and wrong set-ups.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use async_nats::jetstream;
use contract::{Kind, Subject, policy};
use decider::{Context, Decider, Decision};
use journal::{Fault, Instruction, Log, OpenError, Outcome, Settings, States, Streams};

use crate::ground::{by, enacted, log, server, subject, written, written_tomorrow};

/// The least rules with which exactness shows: each text once, at most three.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
struct Tally(Vec<String>);

const MOST: usize = 3;

impl Decider for Tally {
    const KIND: Kind = Kind::Policy;
    type Command = String;
    type Event = policy::Event;
    type Refusal = policy::Refusal;

    fn decide(&self, text: &String, _: &Context) -> Decision<Self> {
        if self.0.contains(text) {
            return Ok(None);
        }
        if self.0.len() == MOST {
            return Err(policy::Refusal::NoText);
        }
        Ok(Some(enacted(text)))
    }

    fn evolve(mut self, event: policy::Event) -> Self {
        let policy::Event::Enacted { text, .. } = event;
        self.0.push(text);
        self
    }
}

/// A command of its own, within a test run.
fn another() -> Instruction {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    by(&NEXT.fetch_add(1, Ordering::Relaxed).to_string())
}

#[tokio::test]
async fn a_repeated_command_gets_its_first_outcome_also_elsewhere_and_after_a_restart() {
    let server = server("log-repeat").await;
    let (here, elsewhere) =
        (Streams::<Tally>::new(log(&server).await), Streams::<Tally>::new(log(&server).await));
    let (en, first) = (subject("en"), another());
    let recorded = here.execute(&en, &first, &"a".to_owned()).await.unwrap();
    for text in ["b", "c"] {
        here.execute(&en, &another(), &text.to_owned()).await.unwrap();
    }
    assert_eq!(recorded, Outcome::Recorded { version: 1 });
    // The same id, though the rules would now say that nothing is to do, or would refuse.
    assert_eq!(here.execute(&en, &first, &"a".to_owned()).await.unwrap(), recorded);
    assert_eq!(elsewhere.execute(&en, &first, &"d".to_owned()).await.unwrap(), recorded);
    let restarted = Streams::<Tally>::new(log(&server).await);
    assert_eq!(restarted.execute(&en, &first, &"a".to_owned()).await.unwrap(), recorded);
    assert_eq!(restarted.load(&en).await.unwrap().0, Tally(vec!["a".into(), "b".into(), "c".into()]));
}

#[tokio::test]
async fn a_replica_that_knows_an_old_state_neither_refuses_nor_agrees_by_it() {
    let server = server("log-stale").await;
    let (here, elsewhere) =
        (Streams::<Tally>::new(log(&server).await), Streams::<Tally>::new(log(&server).await));
    let en = subject("en");
    here.execute(&en, &another(), &"a".to_owned()).await.unwrap();
    elsewhere.execute(&en, &another(), &"b".to_owned()).await.unwrap();
    elsewhere.execute(&en, &another(), &"c".to_owned()).await.unwrap();
    let refused = here.execute(&en, &another(), &"d".to_owned()).await.unwrap();
    assert_eq!(refused, Outcome::Refused { refusal: policy::Refusal::NoText, version: 3 });
    let unchanged = here.execute(&en, &another(), &"c".to_owned()).await.unwrap();
    assert_eq!(unchanged, Outcome::Unchanged { version: 3 });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn however_many_race_the_chain_is_whole_and_the_rules_hold() {
    let server = server("log-race").await;
    let mut replicas = Vec::new();
    for _ in 0..3 {
        replicas.push(Arc::new(Streams::<Tally>::new(log(&server).await)));
    }
    for round in 0..30 {
        let en = subject(&format!("en-r{round:02}"));
        let mut racing = tokio::task::JoinSet::new();
        for racer in 0..16 {
            let (streams, en) = (Arc::clone(&replicas[racer % 3]), en.clone());
            racing.spawn(
                async move { streams.execute(&en, &another(), &format!("text {racer}")).await.unwrap() },
            );
        }
        let outcomes = racing.join_all().await;
        let recorded = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Recorded { .. })).count();
        assert_eq!(recorded, MOST);
        let chain = log(&server).await.chain(&en, 0).await.unwrap();
        assert_eq!(chain.len(), MOST);
        assert!(chain.windows(2).all(|pair| pair[1].before == Some(pair[0].sequence)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_between_two_appends_loses_and_doubles_nothing() {
    let mut server = server("log-killed").await;
    let streams = Arc::new(Streams::<Tally>::new(log(&server).await));
    for round in 0..3 {
        let mut writing = tokio::task::JoinSet::new();
        for writer in 0..40 {
            let streams = Arc::clone(&streams);
            writing.spawn(async move {
                let en = subject(&format!("en-w{round}x{writer:02}"));
                let outcome = streams.execute(&en, &another(), &"a".to_owned()).await.unwrap();
                (en, outcome)
            });
        }
        server.kill().await.unwrap();
        server.restart().await.unwrap();
        for (en, outcome) in writing.join_all().await {
            assert!(matches!(outcome, Outcome::Recorded { .. }), "{outcome:?}");
            let kept = log(&server).await.chain(&en, 0).await.unwrap();
            assert_eq!(kept.len(), 1, "kept once");
        }
    }
}

#[tokio::test]
async fn states_folded_from_the_log_equal_those_read_back_by_their_chains() {
    let server = server("log-digest").await;
    let writing = Streams::<Tally>::new(log(&server).await);
    let subjects: Vec<Subject> = (0..20).map(|n| subject(&format!("en-d{n:02}"))).collect();
    for (n, one) in subjects.iter().enumerate() {
        for text in 0..=n % 3 {
            writing.execute(one, &another(), &format!("{text}")).await.unwrap();
        }
    }
    let read_back = Streams::<Tally>::new(log(&server).await);
    for one in &subjects {
        assert!(read_back.load(one).await.unwrap().1 > 0);
        // Reading keeps what it read: a command finds it warm.
    }
    let states = States::<Tally>::fold(&log(&server).await).await.unwrap();
    for one in &subjects {
        let (state, version) = states.get(one).unwrap();
        assert_eq!((state.clone(), version), writing.load(one).await.unwrap());
    }
    for at_hand in [writing, read_back] {
        let compared = at_hand.compare().await.unwrap();
        assert_eq!((compared.compared, compared.differences), (20, Vec::new()));
    }
}

#[tokio::test]
async fn an_event_that_cannot_be_read_stops_its_readers() {
    let server = server("log-unreadable").await;
    let log = log(&server).await;
    let en = subject("en");
    log.append(&en, 0, br#"{"schemaversion":1,"type":"policy.unheard_of"}"#.to_vec()).await.unwrap();
    let streams = Streams::<Tally>::new(log.clone());
    let refused = streams.execute(&en, &another(), &"a".to_owned()).await;
    assert!(matches!(refused, Err(Fault::Unreadable { sequence: 1, .. })), "{refused:?}");
    assert!(matches!(States::<Tally>::fold(&log).await, Err(Fault::Unreadable { .. })));

    log.append(&subject("fr"), 0, written_tomorrow(&subject("fr"), "x")).await.unwrap();
    let later = streams.load(&subject("fr")).await;
    let Err(Fault::Unreadable { source, .. }) = later else { panic!("{later:?}") };
    assert!(source.is_from_the_future(), "{source}");
}

#[tokio::test]
async fn a_stream_that_went_on_beside_what_is_known_is_read_anew() {
    let server = server("log-anew").await;
    let (log, en) = (log(&server).await, subject("en"));
    let streams = Streams::<Tally>::new(log.clone());
    streams.execute(&en, &another(), &"a".to_owned()).await.unwrap();
    // A program that can do otherwise has put an event there, which this one cannot read.
    log.append(&en, 1, written_tomorrow(&en, "tomorrow")).await.unwrap();
    for _ in 0..2 {
        let refused = streams.execute(&en, &another(), &"b".to_owned()).await;
        assert!(matches!(refused, Err(Fault::Unreadable { sequence: 2, .. })), "{refused:?}");
    }
    // Nothing of it is left in memory that a later command could be decided on.
    assert_eq!(streams.compare().await.unwrap().compared, 0);
}

#[tokio::test]
async fn a_fact_that_names_none_before_it_is_told_and_nothing_is_decided_on_it() {
    let server = server("log-foreign").await;
    let log = log(&server).await;
    let (foreign, warm) = (subject("fr"), Streams::<Tally>::new(log.clone()));
    warm.execute(&foreign, &another(), &"a".to_owned()).await.unwrap();
    let context = jetstream::new(async_nats::connect(server.client_url()).await.unwrap());
    let bytes = written(&foreign, "foreign", "b");
    context.publish(foreign.to_string(), bytes.into()).await.unwrap().await.unwrap();
    for streams in [&Streams::<Tally>::new(log.clone()), &warm] {
        let refused = streams.execute(&foreign, &another(), &"c".to_owned()).await;
        assert!(matches!(refused, Err(Fault::Missing { .. })), "{refused:?}");
    }
    assert_eq!(log.end().await.unwrap(), 2);
}

#[tokio::test]
async fn a_fact_that_is_gone_is_missing_and_not_waited_for_for_ever() {
    let server = server("log-gone").await;
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let context = jetstream::new(client.clone());
    // As a log of ours would never be: it lets facts be deleted.
    for (name, subjects) in [("EVENTS", "event.>"), ("WIRE", "wire.>")] {
        let config = jetstream::stream::Config {
            name: name.to_owned(),
            subjects: vec![subjects.to_owned()],
            allow_direct: true,
            ..Default::default()
        };
        context.create_stream(config).await.unwrap();
    }
    let raw = jetstream::object_store::Config { bucket: "RAW".to_owned(), ..Default::default() };
    context.create_object_store(raw).await.unwrap();
    let log = Log::open_existing(client).await.unwrap();
    for expected in 0..3 {
        let bytes = written(&subject("en"), &expected.to_string(), &expected.to_string());
        log.append(&subject("en"), expected, bytes).await.unwrap();
    }
    context.get_stream("EVENTS").await.unwrap().delete_message(2).await.unwrap();
    let refused = Streams::<Tally>::new(log).execute(&subject("en"), &another(), &"a".to_owned()).await;
    assert!(matches!(refused, Err(Fault::Missing { sequence: 2, .. })), "{refused:?}");
}

#[tokio::test]
async fn what_others_put_on_the_wire_is_told() {
    let server = server("log-wire-foreign").await;
    let log = log(&server).await;
    let context = jetstream::new(async_nats::connect(server.client_url()).await.unwrap());
    context.publish("wire.en.news.0", "{}".into()).await.unwrap().await.unwrap();
    let refused = log.put_on_wire("wire.en.news.0", 1, "{}".into()).await;
    assert!(matches!(refused, Err(Fault::Foreign { number: 1, .. })), "{refused:?}");
    assert_eq!(log.put_on_wire("wire.en.news.1", 1, "{}".into()).await.unwrap(), Some(2));
}

#[tokio::test]
async fn an_event_beyond_its_bound_is_not_appended() {
    let server = server("log-large").await;
    let refused =
        log(&server).await.append(&subject("en"), 0, vec![b' '; contract::EVENT_BYTES_MOST + 1]).await;
    assert!(matches!(refused, Err(journal::AppendError::Fault(Fault::TooLarge { .. }))));
}

#[tokio::test]
async fn a_stream_set_up_otherwise_is_told_and_left_alone() {
    let server = server("log-otherwise").await;
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let context = jetstream::new(client.clone());
    let limited = jetstream::stream::Config {
        name: "EVENTS".to_owned(),
        subjects: vec!["event.>".to_owned()],
        max_age: Duration::from_hours(1),
        ..Default::default()
    };
    context.create_stream(limited.clone()).await.unwrap();
    let opened = Log::open(client, Settings { replicas: 1 }).await.err().unwrap();
    assert!(matches!(opened, OpenError::SetUpOtherwise { stream: "EVENTS", .. }), "{opened}");
    let mut found = context.get_stream("EVENTS").await.unwrap();
    assert_eq!(found.info().await.unwrap().config.max_age, limited.max_age);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wire_has_no_gap_and_nothing_twice_however_many_write() {
    let server = server("log-wire").await;
    let mut writing = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let log = log(&server).await;
        writing.spawn(async move {
            for piece in 0..25 {
                log.put_on_wire(&format!("wire.en.news.{piece}"), 1, "{}".into()).await.unwrap();
            }
        });
    }
    writing.join_all().await;
    let log = log(&server).await;
    assert_eq!(log.put_on_wire("wire.en.news.0", 1, "{}".into()).await.unwrap(), None, "an old version");
    assert_eq!(log.put_on_wire("wire.en.news.0", 2, "{}".into()).await.unwrap(), Some(26));
    // With its header it is just larger than what the server takes.
    let large = log.put_on_wire("wire.en.news.1", 2, vec![b' '; 1024 * 1024 - 1].into()).await;
    assert!(matches!(large, Err(Fault::TooLarge { .. })), "told at once, and not tried for ever");
    let mut reader = log.read_wire(1).await.unwrap();
    let mut seen = Vec::new();
    while reader.pending() > 0 {
        seen.push(reader.next().await.unwrap().number);
    }
    assert_eq!(seen, (1..=26).collect::<Vec<u64>>());
}

#[tokio::test]
async fn raw_bytes_are_kept_once_under_their_digest() {
    let server = server("log-raw").await;
    let log = log(&server).await;
    let digest = log.keep_raw("نص خام".as_bytes()).await.unwrap();
    assert_eq!(log.keep_raw("نص خام".as_bytes()).await.unwrap(), digest);
    assert_eq!(log.raw(digest).await.unwrap().unwrap(), "نص خام".as_bytes());
    assert_eq!(log.raw(contract::Digest::of(b"other")).await.unwrap(), None);
}
