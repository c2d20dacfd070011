//! Folds in use, their snapshots, and streams beyond what is at hand.

use std::{sync::Arc, time::Duration};

use async_nats::jetstream;
use contract::{Kind, Recorded, Subject, Unreadable, envelope, health::PartState, policy};
use decider::{Context, Decider, Decision, Fold};
use journal::{Folded, Live, Log, Outcome, States, Streams, fold_version, prepare};
use serde::{Deserialize, Serialize};

use crate::ground::{by, enacted, log, server, subject, written_tomorrow};

/// All texts in the order of the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Texts(Vec<String>);

impl Fold for Texts {
    const NAME: &'static str = "texts";
    const KINDS: &'static [Kind] = &[Kind::Policy];
    const SOURCES: &'static [&'static str] = &["one"];
    type Seen = Recorded<policy::Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        envelope::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        let policy::Event::Enacted { text, .. } = seen.event;
        self.0.push(text);
    }
}

/// The same fold after a change of its code: it counts, and it can read what the older one cannot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Count(u64);

impl Fold for Count {
    const NAME: &'static str = "texts";
    const KINDS: &'static [Kind] = &[Kind::Policy];
    const SOURCES: &'static [&'static str] = &["another"];
    type Seen = ();

    fn read(_: Subject, _: u64, _: &[u8]) -> Result<(), Unreadable> {
        Ok(())
    }

    fn apply(&mut self, (): ()) {
        self.0 += 1;
    }
}

/// Rules that take every text that is not the last one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Last(String);

impl Decider for Last {
    const KIND: Kind = Kind::Policy;
    type Command = String;
    type Event = policy::Event;
    type Refusal = policy::Refusal;

    fn decide(&self, text: &String, _: &Context) -> Decision<Self> {
        Ok((self.0 != *text).then(|| enacted(text)))
    }

    fn evolve(self, event: policy::Event) -> Self {
        let policy::Event::Enacted { text, .. } = event;
        Self(text)
    }
}

/// One stream of facts with these texts.
async fn recorded(log: &Log, texts: impl IntoIterator<Item = String>) -> Streams<Last> {
    let streams = Streams::new(log.clone());
    for text in texts {
        let outcome = streams.execute(&subject("en"), &by(&text), &text).await.unwrap();
        assert!(matches!(outcome, Outcome::Recorded { .. }));
    }
    streams
}

fn texts(numbers: std::ops::Range<u32>) -> impl Iterator<Item = String> {
    numbers.map(|number| number.to_string())
}

/// The fold kept current by a task, once it has read what stood in the log.
async fn following<F: Fold>(log: &Log) -> Arc<Live<F>> {
    let live = Arc::new(Live::<F>::default());
    let (folding, log) = (Arc::clone(&live), log.clone());
    tokio::spawn(async move { folding.keep_current(&log).await });
    live.rebuilt().await;
    live
}

#[tokio::test]
async fn a_fold_starts_from_a_snapshot_that_fits_and_goes_on_from_there() {
    let server = server("folds-snapshot").await;
    let log = log(&server).await;
    let streams = recorded(&log, texts(0..10)).await;
    // No fold of this log comes to this: who has it must have begun from the snapshot.
    let planted = Folded { fold: Texts(vec!["planted".to_owned()]), applied: 7 };
    log.replace_snapshot(planted.clone()).await.unwrap();
    assert_eq!(log.snapshot::<Texts>().await, Some(planted));

    let live = following::<Texts>(&log).await;
    assert_eq!(live.read().0, ["planted", "7", "8", "9"]);
    streams.execute(&subject("en"), &by("new"), &"new".to_owned()).await.unwrap();
    assert!(live.seen(11).await);
    assert_eq!(live.read().0.last().unwrap(), "new");

    // Folded anew it is as the log says, it says what was otherwise, and the next start begins from what is right.
    let compared = live.rebuild(&log).await.unwrap();
    assert_eq!(compared.applied, 11);
    assert_eq!(compared.differences[0].at, "texts/0");
    let right: Vec<String> = texts(0..10).chain(["new".to_owned()]).collect();
    assert_eq!(live.read().0, right);
    assert!(live.rebuild(&log).await.unwrap().differences.is_empty());
    assert_eq!(log.snapshot::<Texts>().await.unwrap().fold.0, right);
    streams.execute(&subject("en"), &by("newer"), &"newer".to_owned()).await.unwrap();
    assert!(live.seen(12).await, "it follows on");
    assert_eq!(live.read().0.last().unwrap(), "newer");
}

#[tokio::test]
async fn a_snapshot_of_another_fold_or_another_log_or_of_nonsense_is_as_good_as_none() {
    let server = server("folds-unfitting").await;
    let log = log(&server).await;
    recorded(&log, texts(0..5)).await;
    log.replace_snapshot(Folded { fold: Texts::default(), applied: 3 }).await.unwrap();
    assert_eq!(log.snapshot::<Count>().await, None, "the fold has changed");
    assert_eq!(prepare::<Count>(&log).await.unwrap(), 5);
    assert_eq!(log.snapshot::<Count>().await, Some(Folded { fold: Count(5), applied: 5 }));
    assert!(log.snapshot::<Texts>().await.is_some(), "beside it the one for the program that still runs");

    let client = async_nats::connect(server.client_url()).await.unwrap();
    let store = jetstream::new(client).get_object_store("SNAPSHOTS").await.unwrap();
    let kept = futures_util::StreamExt::collect::<Vec<_>>(store.list().await.unwrap()).await;
    let kept = kept.into_iter().map(Result::unwrap);
    for info in kept.filter(|info| info.name.contains(&fold_version::<Texts>().to_string()[..16])) {
        let mut metadata = info.metadata.clone();
        let put = async |metadata, mut bytes: &[u8]| {
            let object = jetstream::object_store::ObjectMetadata {
                name: info.name.clone(),
                metadata,
                ..Default::default()
            };
            store.put(object, &mut bytes).await.unwrap();
        };
        put(metadata.clone(), b"{").await;
        assert_eq!(log.snapshot::<Texts>().await, None, "it is no JSON");
        put(metadata.clone(), br#"["a"]"#).await;
        assert!(log.snapshot::<Texts>().await.is_some());
        // What stands at this place of this log is something else.
        metadata.insert("event".to_owned(), contract::Digest::of(b"other").to_string());
        put(metadata, br#"["a"]"#).await;
        assert_eq!(log.snapshot::<Texts>().await, None, "it is of another log");
    }
    assert_eq!(following::<Texts>(&log).await.read().0.len(), 5, "and everything is folded anew");
}

#[tokio::test]
async fn a_snapshot_that_lost_a_part_is_left_aside_and_everything_is_folded() {
    let server = server("folds-part").await;
    let log = log(&server).await;
    recorded(&log, texts(0..3)).await;
    log.replace_snapshot(Folded { fold: Texts(vec!["planted".to_owned()]), applied: 2 }).await.unwrap();
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let stream = jetstream::new(client).get_stream("OBJ_SNAPSHOTS").await.unwrap();
    stream.purge().filter("$O.SNAPSHOTS.C.>").await.unwrap();
    let live = tokio::time::timeout(Duration::from_secs(30), following::<Texts>(&log)).await.unwrap();
    assert_eq!(live.read().0, ["0", "1", "2"]);
}

#[tokio::test]
async fn a_wrong_snapshot_is_replaced_by_whoever_folds_anew_though_it_goes_as_far() {
    let server = server("folds-wrong").await;
    let log = log(&server).await;
    recorded(&log, texts(0..3)).await;
    let right = Folded { fold: Texts(texts(0..3).collect()), applied: 3 };
    let wrong = Folded { fold: Texts(vec!["planted".to_owned()]), applied: 3 };
    log.replace_snapshot(wrong.clone()).await.unwrap();
    let live = following::<Texts>(&log).await;
    assert_eq!(live.read().0, wrong.fold.0);
    assert!(!live.rebuild(&log).await.unwrap().differences.is_empty());
    assert_eq!(log.snapshot::<Texts>().await, Some(right.clone()));

    log.replace_snapshot(wrong).await.unwrap();
    prepare::<Texts>(&log).await.unwrap();
    assert_eq!(log.snapshot::<Texts>().await, Some(right));
}

/// A fold that has a fault of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Faulty;

impl Fold for Faulty {
    const NAME: &'static str = "faulty";
    const KINDS: &'static [Kind] = &[Kind::Policy];
    const SOURCES: &'static [&'static str] = &["faulty"];
    type Seen = ();

    fn read(_: Subject, _: u64, _: &[u8]) -> Result<(), Unreadable> {
        panic!("a fault of the program")
    }

    fn apply(&mut self, (): ()) {}
}

#[tokio::test]
async fn a_panic_while_reading_ends_the_task_that_keeps_the_fold() {
    let server = server("folds-panic").await;
    let log = log(&server).await;
    recorded(&log, texts(0..1)).await;
    let keeping = tokio::spawn(async move { Live::<Faulty>::default().keep_current(&log).await.map(drop) });
    let ended = tokio::time::timeout(Duration::from_secs(20), keeping).await.unwrap();
    assert!(ended.unwrap_err().is_panic());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fold_is_folded_anew_while_facts_come_without_a_pause() {
    let server = server("folds-busy").await;
    let log = log(&server).await;
    let streams = recorded(&log, texts(0..50)).await;
    let live = following::<Texts>(&log).await;
    let writing = async {
        for text in texts(50..400) {
            streams.execute(&subject("en"), &by(&text), &text).await.unwrap();
        }
    };
    let rebuilding = async {
        for _ in 0..5 {
            assert_eq!(live.rebuild(&log).await.unwrap().differences, []);
        }
    };
    tokio::join!(writing, rebuilding);
    assert!(live.seen(400).await);
    assert_eq!(live.read().0, texts(0..400).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_fold_stops_before_an_event_from_the_future_and_goes_on_with_the_program_that_reads_it() {
    let server = server("folds-future").await;
    let log = log(&server).await;
    let streams = recorded(&log, texts(0..3)).await;
    let live = following::<Texts>(&log).await;
    log.append(&subject("fr"), 0, written_tomorrow(&subject("fr"), "x")).await.unwrap();
    streams.execute(&subject("en"), &by("after"), &"after".to_owned()).await.unwrap();

    let mut part = live.part();
    let stopped = part.wait_for(|part| matches!(part.state, PartState::Stopped { .. }));
    let stopped = tokio::time::timeout(Duration::from_secs(10), stopped).await.unwrap().unwrap().clone();
    let PartState::Stopped { at, why } = stopped.state else { panic!("it was awaited") };
    assert_eq!((at, stopped.applied), (4, 3));
    assert!(why.contains("newer"), "{why}");
    assert_eq!(live.read().0, ["0", "1", "2"], "what it has is kept");

    let upgraded = following::<Count>(&log).await;
    assert_eq!(upgraded.read().0, 5);
}

#[tokio::test]
async fn a_long_stream_is_read_back_whole_from_any_version() {
    let server = server("folds-long").await;
    let log = log(&server).await;
    recorded(&log, texts(0..1_500)).await;
    let chain = log.chain(&subject("en"), 0).await.unwrap();
    assert_eq!(chain.len(), 1_500);
    assert!(chain.iter().zip(1..).all(|(fact, n)| (fact.sequence, fact.before) == (n, Some(n - 1))));
    for after in [1, 2, 1_000, 1_440, 1_467, 1_468, 1_469, 1_499, 1_500] {
        let newer = log.chain(&subject("en"), after).await.unwrap();
        assert_eq!(newer.first().map(|fact| fact.sequence), (after < 1_500).then_some(after + 1));
        assert_eq!(u64::try_from(newer.len()).unwrap(), 1_500 - after);
    }
    // A command of long ago, asked again of a process that has just started.
    let restarted = Streams::<Last>::new(log.clone());
    let again = restarted.execute(&subject("en"), &by("7"), &"7".to_owned()).await.unwrap();
    assert_eq!(again, Outcome::Recorded { version: 8 });
}

#[tokio::test]
async fn streams_that_made_room_for_others_are_as_they_were() {
    let server = server("folds-room").await;
    let log = log(&server).await;
    let streams = Streams::<Last>::with_room(log.clone(), 2_000);
    let names: Vec<String> = (0..30).map(|number| format!("en-r{number:02}")).collect();
    for text in ["a", "b"] {
        for name in &names {
            let command = by(&format!("{name}{text}"));
            let outcome = streams.execute(&subject(name), &command, &text.to_owned()).await.unwrap();
            assert!(matches!(outcome, Outcome::Recorded { .. }));
        }
    }
    assert!(streams.compare().await.unwrap().compared < 10, "most of them were let go");
    let states = States::<Last>::fold(&log).await.unwrap();
    for name in &names {
        let version = states.get(&subject(name)).unwrap().1;
        let command = by(&format!("{name}b"));
        let outcome = streams.execute(&subject(name), &command, &"c".to_owned()).await.unwrap();
        assert_eq!(outcome, Outcome::Recorded { version }, "the repeat is known");
    }
}
