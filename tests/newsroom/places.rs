//! A reaction's place in the log, over restarts, replicas that come and go, and programs of other versions.

use std::{collections::BTreeSet, time::Duration};

use async_nats::jetstream::{
    self,
    consumer::{FromConsumer, pull},
};
use contract::{
    Kind, Subject,
    health::PartState,
    reaction::{Obstacle, Outcome, Request},
};

use crate::{
    newsroom::until,
    scene::{NAME, Scene, came_of, subject},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_answer_stops_no_other_stream_after_the_server_was_away() {
    let scene = Scene::set("slow-and-away").await;
    scene.close(subject(0));
    let slow = scene.record(&subject(0), 1).await;
    let mut other = scene.record(&subject(1), 1).await;
    let replica = scene.replica().await;
    let answered_but_one = async || scene.log.place_of(NAME).await.ok().filter(|place| place.open == 1);
    until(answered_but_one).await;
    scene.server.pause().unwrap();
    // Longer than a server may be silent: it is asked anew.
    tokio::time::sleep(Duration::from_secs(3)).await;
    scene.server.resume().unwrap();
    other.extend(scene.record(&subject(1), 1).await);
    until(async || (scene.book.answered(&subject(1)) == other).then_some(())).await;
    assert_eq!(scene.book.answered(&subject(0)), [] as [u64; 0]);
    scene.closed.send_modify(BTreeSet::clear);
    until(async || (scene.book.answered(&subject(0)) == slow).then_some(())).await;
    replica.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_ends_finishes_what_it_began_and_another_goes_on_at_once() {
    let scene = Scene::set("ends").await;
    scene.close(subject(0));
    let held = scene.record(&subject(0), 3).await;
    let first = scene.replica().await;
    until(async || (scene.book.at_work.lock().unwrap().len() == 1).then_some(())).await;
    let second = scene.replica().await;
    first.shutdown.cancel();
    let recorded = scene.record(&subject(1), 1).await;
    let goes_on = until(async || (scene.book.answered(&subject(1)) == recorded).then_some(()));
    let soon = tokio::time::timeout(Duration::from_secs(4), goes_on).await;
    soon.expect("sooner than a replica counts as gone");
    // Longer than an event may be without a word of progress: what was begun stays where it is.
    tokio::time::sleep(Duration::from_secs(7)).await;
    assert!(!first.running.is_finished());
    scene.closed.send_modify(BTreeSet::clear);
    until(async || (scene.book.answered(&subject(0)) == held).then_some(())).await;
    first.end().await;
    assert_eq!(scene.waiting().await, [], "none was begun twice at one time");
    second.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waited_at_a_replica_that_ends_is_at_hand_at_another_when_its_turn_comes() {
    let scene = Scene::set("waited").await;
    scene.close(subject(0));
    let held = scene.record(&subject(0), 20).await;
    let first = scene.replica().await;
    until(async || (scene.book.at_work.lock().unwrap().len() == 1).then_some(())).await;
    let second = scene.replica().await;
    first.shutdown.cancel();
    let recorded = scene.record(&subject(1), 1).await;
    until(async || (scene.book.answered(&subject(1)) == recorded).then_some(())).await;
    scene.closed.send_modify(BTreeSet::clear);
    let goes_on = until(async || (scene.book.answered(&subject(0)) == held).then_some(()));
    let soon = tokio::time::timeout(Duration::from_millis(2500), goes_on).await;
    soon.expect("sooner than an event is given to another that was not given back");
    first.end().await;
    second.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_that_is_given_no_events_ends_without_taking_them_from_another() {
    let scene = Scene::set("idle-ends").await;
    let first = scene.replica().await;
    let recorded = scene.record(&subject(0), 1).await;
    until(async || (scene.book.answered(&subject(0)) == recorded).then_some(())).await;
    let events = scene.events().await;
    let pinned = async || {
        let info = events.consumer_info(NAME).await.unwrap();
        info.priority_groups.into_iter().next().and_then(|group| group.pinned_client_id)
    };
    let before = pinned().await;
    assert!(before.is_some());
    scene.replica().await.end().await;
    assert_eq!(pinned().await, before);
    first.end().await;
    assert_eq!(pinned().await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_newer_program_has_set_aside_waits_is_shown_and_can_be_retried() {
    let scene = Scene::set("newer-aside").await;
    let waiting = scene.record(&subject(0), 2).await;
    let other = scene.record(&subject(1), 1).await;
    scene.log.asides().await.unwrap();
    let client = async_nats::connect(scene.server.client_url()).await.unwrap();
    let bucket = jetstream::new(client).get_key_value("ASIDE").await.unwrap();
    bucket.put(format!("{NAME}.{}", waiting[0]), "written by a newer program".into()).await.unwrap();

    let replica = scene.replica().await;
    until(async || (scene.book.answered(&subject(1)) == other).then_some(())).await;
    let behind = (waiting[1], Obstacle::Behind { sequence: waiting[0] });
    let expected = [(waiting[0], Obstacle::NotKnown), behind];
    until(async || (scene.waiting().await == expected).then_some(())).await;
    until(async || (replica.part().aside_count == 2).then_some(())).await;
    assert_eq!(scene.book.answered(&subject(0)), [] as [u64; 0]);
    let retried = came_of(scene.ask(&Request::Retry { sequence: Some(waiting[0]) }).await);
    assert_eq!(retried, [(waiting[0], Outcome::Answered), (waiting[1], Outcome::Answered)]);
    assert_eq!(scene.waiting().await, []);
    replica.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_a_newer_program_has_set_up_stops_the_reader_until_it_is_mended() {
    let scene = Scene::set("newer-place").await;
    let replica = scene.replica().await;
    let mut recorded = scene.record(&subject(0), 1).await;
    until(async || (replica.part().state == PartState::Current).then_some(())).await;
    let events = scene.events().await;
    let place = events.consumer_info(NAME).await.unwrap();
    let mut newer = pull::Config::try_from_consumer_config(place.config).unwrap();
    newer.filter_subjects = vec![Kind::Policy.filter(), Kind::Source.filter()];
    events.create_consumer(newer).await.unwrap();
    scene.record(&Subject::source(&"wadi".parse().unwrap()), 1).await;
    let why = until(async || match replica.part().state {
        PartState::Stopped { why, .. } => Some(why),
        PartState::Reading | PartState::Current => None,
    })
    .await;
    assert!(why.contains("set up otherwise than it must be: it reads"), "{why}");
    assert!(!replica.running.is_finished(), "the service goes on");

    events.delete_consumer(NAME).await.unwrap();
    until(async || (replica.part().state == PartState::Current).then_some(())).await;
    recorded.extend(recorded.clone());
    assert_eq!(scene.book.answered(&subject(0)), recorded, "all is answered anew");
    replica.end().await;
}
