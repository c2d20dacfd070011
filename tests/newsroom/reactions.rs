//! Reactions in the real runtime on a real server: order, slow answers, events set aside, events from the future.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use contract::{
    Subject,
    health::PartState,
    reaction::{Answer, Obstacle, Outcome, Request},
};

use crate::{
    newsroom::until,
    scene::{NAME, Scene, came_of, subject},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_keep_their_order_on_two_replicas_and_a_slow_answer_stops_no_other() {
    let scene = Scene::set("lanes").await;
    let mut recorded: BTreeMap<Subject, Vec<u64>> = BTreeMap::new();
    for _ in 0..12 {
        for number in 0..8 {
            recorded.entry(subject(number)).or_default().extend(scene.record(&subject(number), 1).await);
        }
    }
    scene.close(subject(0));
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
    scene.close(subject(0));
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
    scene.events().await.delete_consumer(NAME).await.unwrap();
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
