//! Reactions and the look at the server: places in the log, and what stands aside.

use std::time::Duration;

use async_nats::jetstream::{self, consumer::pull};
use contract::{
    Kind, Subject,
    reaction::{Aside, GivenUp, Obstacle},
};
use journal::{Change, Delivery, Heard, Log, Reactions, Weakness, all_seen, look_at_servers};

use crate::ground::{append, log, now, server, subject, written};

async fn record(log: &Log, on: &Subject, expected: u64) -> u64 {
    append(log, on, expected, written(on, &expected.to_string(), "a")).await
}

/// The next event, whatever else is heard before it.
async fn event(reactions: &mut Reactions) -> Delivery {
    loop {
        match reactions.next().await {
            Heard::Event(delivery) => return delivery,
            Heard::FoundAgain | Heard::NewPlace => {}
            Heard::Otherwise(error) => panic!("{error}"),
        }
    }
}

/// The sequences of the next events, each dealt with.
async fn dealt_with(reactions: &mut Reactions, count: usize) -> Vec<u64> {
    let mut sequences = Vec::new();
    for _ in 0..count {
        let delivery = event(reactions).await;
        delivery.dealt_with().await;
        sequences.push(delivery.stored.sequence);
    }
    sequences
}

#[tokio::test]
async fn an_event_is_delivered_until_it_is_dealt_with_and_never_after() {
    let server = server("react-delivered").await;
    let log = log(&server).await;
    for expected in 0..2 {
        record(&log, &subject("en"), expected).await;
    }
    let mut reactions = log.react("tester", &[Kind::Policy]);
    let first = event(&mut reactions).await;
    assert_eq!((first.stored.sequence, first.stored.before, first.again), (1, Some(0), false));
    drop((first, reactions));
    let mut again = log.react("tester", &[Kind::Policy]);
    // Both were under way: which of them the server gives again first is its own affair.
    let mut both = [event(&mut again).await, event(&mut again).await];
    both.sort_by_key(|delivery| delivery.stored.sequence);
    let [first, second] = both;
    assert_eq!((first.stored.sequence, first.again), (1, true), "not dealt with, so it comes again");
    assert_eq!((second.stored.sequence, second.stored.before), (2, Some(1)));
    first.dealt_with().await;
    second.dealt_with().await;
    let place = log.place_of("tester").await.unwrap();
    assert_eq!((place.answered, place.open), (2, 0));
    drop(again);
    record(&log, &subject("en"), 2).await;
    let mut later = log.react("tester", &[Kind::Policy]);
    assert_eq!(dealt_with(&mut later, 1).await, [3]);
}

#[tokio::test]
async fn an_event_at_work_is_given_to_no_other_however_long_it_takes() {
    let server = server("react-at-work").await;
    let log = log(&server).await;
    record(&log, &subject("en"), 0).await;
    let mut reactions = log.react("tester", &[Kind::Policy]);
    let mut other = log.react("tester", &[Kind::Policy]);
    let delivery = tokio::select! {
        delivery = event(&mut reactions) => delivery,
        delivery = event(&mut other) => delivery,
    };
    let working = async {
        let mut progress = tokio::time::interval(journal::PROGRESS_EVERY);
        for _ in 0..6 {
            progress.tick().await;
            delivery.at_work().await;
        }
    };
    tokio::select! {
        () = working => {}
        twice = event(&mut reactions) => panic!("event {} came again", twice.stored.sequence),
        twice = event(&mut other) => panic!("event {} came again", twice.stored.sequence),
    }
    delivery.dealt_with().await;
    assert_eq!(log.place_of("tester").await.unwrap().open, 0);
}

#[tokio::test]
async fn a_place_that_an_older_program_set_up_goes_on_where_it_was_with_more_in_flight() {
    let server = server("react-older").await;
    let log = log(&server).await;
    for expected in 0..3 {
        record(&log, &subject("en"), expected).await;
    }
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let events = jetstream::new(client).get_stream("EVENTS").await.unwrap();
    let older = pull::Config {
        durable_name: Some("tester".to_owned()),
        filter_subjects: vec![Kind::Policy.filter()],
        ack_wait: Duration::from_secs(5),
        max_ack_pending: 1,
        ..pull::Config::default()
    };
    let consumer = events.create_consumer(older).await.unwrap();
    let mut first = consumer.fetch().max_messages(1).messages().await.unwrap();
    let first = futures_util::StreamExt::next(&mut first).await.unwrap().unwrap();
    first.double_ack().await.unwrap();

    let mut reactions = log.react("tester", &[Kind::Policy]);
    let two = (event(&mut reactions).await, event(&mut reactions).await);
    assert_eq!((two.0.stored.sequence, two.1.stored.sequence), (2, 3), "both are at hand at one time");
}

#[tokio::test]
async fn a_place_that_cannot_be_brought_to_todays_bounds_says_what_to_do() {
    let server = server("react-otherwise").await;
    let log = log(&server).await;
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let events = jetstream::new(client).get_stream("EVENTS").await.unwrap();
    let other = pull::Config {
        durable_name: Some("tester".to_owned()),
        ack_policy: jetstream::consumer::AckPolicy::None,
        ..pull::Config::default()
    };
    events.create_consumer(other).await.unwrap();
    let Heard::Otherwise(refused) = log.react("tester", &[Kind::Policy]).next().await else { panic!() };
    assert!(refused.to_string().contains("nats consumer rm EVENTS tester"), "{refused}");
}

#[tokio::test]
async fn a_place_is_the_same_after_a_server_was_away_and_another_after_it_was_deleted() {
    let server = server("react-same").await;
    let log = log(&server).await;
    let mut reactions = log.react("tester", &[Kind::Policy]);
    assert!(matches!(reactions.next().await, Heard::NewPlace));
    server.pause().unwrap();
    let away = async {
        // Longer than a server may be silent.
        tokio::time::sleep(Duration::from_secs(3)).await;
        server.resume().unwrap();
    };
    let (heard, ()) = tokio::join!(reactions.next(), away);
    assert!(matches!(heard, Heard::FoundAgain));
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let events = jetstream::new(client).get_stream("EVENTS").await.unwrap();
    events.delete_consumer("tester").await.unwrap();
    assert!(matches!(reactions.next().await, Heard::NewPlace));
}

#[tokio::test]
async fn a_reaction_that_comes_to_read_one_more_kind_is_given_the_past_of_that_kind() {
    let server = server("react-more").await;
    let log = log(&server).await;
    let other = Subject::source(&"wadi".parse().unwrap());
    record(&log, &subject("en"), 0).await;
    record(&log, &other, 0).await;
    record(&log, &subject("en"), 1).await;
    let mut older = log.react("tester", &[Kind::Policy]);
    assert_eq!(dealt_with(&mut older, 2).await, [1, 3]);

    let mut newer = log.react("tester", &[Kind::Policy, Kind::Source]);
    let past = tokio::time::timeout(Duration::from_secs(20), dealt_with(&mut newer, 3)).await;
    assert_eq!(past.expect("the server does not go back by itself"), [1, 2, 3]);
    // The older program, which still runs, is given nothing: it would pass over what it does not know.
    let said = loop {
        match older.next().await {
            Heard::Event(delivery) => panic!("event {}", delivery.stored.sequence),
            Heard::FoundAgain | Heard::NewPlace => {}
            Heard::Otherwise(error) => break error.to_string(),
        }
    };
    assert!(said.contains(r#"it reads {"event.policy.>", "event.source.>"}"#), "{said}");
    record(&log, &other, 2).await;
    assert_eq!(dealt_with(&mut newer, 1).await, [4]);
}

#[tokio::test]
async fn only_the_replica_that_is_given_the_events_lets_another_have_them() {
    let server = server("react-leave").await;
    let log = log(&server).await;
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let events = jetstream::new(client).get_stream("EVENTS").await.unwrap();
    let pinned = async || {
        let info = events.consumer_info("tester").await.unwrap();
        info.priority_groups.into_iter().next().and_then(|group| group.pinned_client_id)
    };
    record(&log, &subject("en"), 0).await;
    let mut reactions = log.react("tester", &[Kind::Policy]);
    let pin = event(&mut reactions).await.pin;
    assert_eq!(pinned().await, pin);
    assert!(pin.is_some());
    log.leave("tester", "another").await;
    assert_eq!(pinned().await, pin);
    log.leave("tester", &pin.unwrap()).await;
    assert_eq!(pinned().await, None);
}

#[tokio::test]
async fn what_came_and_was_not_begun_is_given_to_another_replica_at_once() {
    let server = server("react-back").await;
    let log = log(&server).await;
    for expected in 0..20 {
        record(&log, &subject("en"), expected).await;
    }
    let mut reactions = log.react("tester", &[Kind::Policy]);
    let first = event(&mut reactions).await;
    let second = event(&mut reactions).await;
    first.dealt_with().await;
    let mut other = log.react("tester", &[Kind::Policy]);
    let given = reactions.end();
    log.leave("tester", &first.pin.unwrap()).await;
    for delivery in given.iter().chain([&second]) {
        delivery.give_back().await;
    }
    let all = tokio::time::timeout(Duration::from_secs(4), dealt_with(&mut other, 19)).await;
    let mut all = all.expect("sooner than an event is given to another that was not given back");
    all.sort_unstable();
    assert_eq!(all, (2..=20).collect::<Vec<_>>());
}

fn aside(sequence: u64) -> Aside {
    Aside {
        sequence,
        subject: subject("en").to_string(),
        id: None,
        why: Obstacle::Panicked,
        since: now(),
        tries: 1,
        given_up: None,
    }
}

#[tokio::test]
async fn what_is_set_aside_is_seen_by_every_replica_and_survives_a_kill() {
    let mut server = server("react-aside").await;
    let (here, elsewhere) =
        (log(&server).await.asides().await.unwrap(), log(&server).await.asides().await.unwrap());
    assert_eq!(elsewhere.all().await.unwrap(), []);
    here.put("tester", &aside(12)).await.unwrap();
    here.put("tester", &aside(9)).await.unwrap();
    here.put("tester-other", &aside(9)).await.unwrap();
    let mut watch = elsewhere.watch("tester");
    for _ in 0..2 {
        let Change::Kept(kept) = watch.next().await else { panic!("nothing was removed yet") };
        assert!([9, 12].contains(&kept.sequence));
    }
    server.kill().await.unwrap();
    server.restart().await.unwrap();
    assert_eq!(elsewhere.waiting("tester").await.unwrap(), [aside(9), aside(12)]);
    here.remove("tester", 9).await.unwrap();
    let given_up = Some(GivenUp { why: "a test".to_owned(), at: aside(0).since });
    here.put("tester", &Aside { given_up, ..aside(12) }).await.unwrap();
    assert_eq!(elsewhere.get("tester", 9).await.unwrap(), None);
    assert!(!elsewhere.get("tester", 12).await.unwrap().unwrap().waits());
    assert_eq!(elsewhere.waiting("tester").await.unwrap(), []);
    assert_eq!(elsewhere.all().await.unwrap().len(), 2);
    loop {
        match watch.next().await {
            Change::Kept(_) => {}
            Change::Removed { sequence } => break assert_eq!(sequence, 9),
        }
    }
}

#[tokio::test]
async fn what_stands_aside_and_cannot_be_read_waits_and_can_be_given_up() {
    let server = server("react-newer-aside").await;
    let log = log(&server).await;
    for expected in 0..3 {
        record(&log, &subject("en"), expected).await;
    }
    let asides = log.asides().await.unwrap();
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let bucket = jetstream::new(client).get_key_value("ASIDE").await.unwrap();
    let newer = serde_json::to_string(&aside(1)).unwrap().replace("panicked", "bewitched");
    bucket.put("tester.1", newer.into()).await.unwrap();
    bucket.put("tester.2", "{ damaged".into()).await.unwrap();
    bucket.put("tester.77", "of no event".into()).await.unwrap();

    let mut watch = asides.watch("tester");
    let waiting = asides.waiting("tester").await.unwrap();
    let of = |aside: &Aside| (aside.sequence, aside.subject.clone(), aside.why.clone(), aside.waits());
    let expected = [(1, subject("en").to_string()), (2, subject("en").to_string()), (77, String::new())];
    let expected = expected.map(|(sequence, on)| (sequence, on, Obstacle::NotKnown, true));
    assert_eq!(waiting.iter().map(of).collect::<Vec<_>>(), expected);
    assert_eq!(waiting[0].tries, 1, "what can be read of it is kept");
    for expected in &waiting {
        let Change::Kept(kept) = watch.next().await else { panic!("nothing was removed") };
        assert_eq!(&kept, expected);
    }
    let given_up = Some(GivenUp { why: "a test".to_owned(), at: now() });
    asides.put("tester", &Aside { given_up, ..waiting[1].clone() }).await.unwrap();
    assert!(!asides.get("tester", 2).await.unwrap().unwrap().waits());
}

#[tokio::test]
async fn the_servers_that_keep_the_log_are_those_that_were_looked_at() {
    let server = server("react-seen").await;
    let seen = look_at_servers(&[server.monitor_url()]).await.unwrap();
    let keepers = log(&server).await.keepers().await.unwrap();
    all_seen(&keepers, &seen).unwrap();
    assert_eq!(keepers.len(), 1);
    let nobody = look_at_servers(&[server.monitor_url(), "http://127.0.0.1:1".to_owned()]).await;
    assert!(matches!(nobody, Err(Weakness::Unseen { .. })));
}
