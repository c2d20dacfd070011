//! A retry of what reactions have set aside: what it asks of the log, and what does not hold it up.

use std::collections::BTreeSet;

use contract::{
    Subject,
    reaction::{Aside, Obstacle, Outcome, Request},
};
use journal::Asides;
use natsd::Server;
use runtime::clock;
use serde_json::Value;

use crate::{
    newsroom::until,
    scene::{NAME, Scene, came_of, subject},
};

/// How many messages the server has got from its clients so far.
async fn asked_of(server: &Server) -> u64 {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let varz = reqwest::get(format!("{}/varz", server.monitor_url())).await.unwrap();
    let varz: Value = serde_json::from_slice(&varz.bytes().await.unwrap()).unwrap();
    varz["in_msgs"].as_u64().unwrap()
}

async fn set_aside(asides: &Asides, sequence: u64, subject: &Subject) {
    let (subject, id, why) = (subject.to_string(), None, Obstacle::Contended);
    let aside = Aside { sequence, subject, id, why, since: clock::now(), tries: 1, given_up: None };
    asides.put(NAME, &aside).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_retry_of_very_many_streams_reads_what_waits_once_and_says_what_came_of_the_first() {
    const STREAMS: usize = 600;
    let scene = Scene::set("many-aside").await;
    let (asides, mut waiting) = (scene.log.asides().await.unwrap(), BTreeSet::new());
    for number in 0..STREAMS {
        let sequence = scene.record(&subject(number), 1).await[0];
        set_aside(&asides, sequence, &subject(number)).await;
        waiting.insert(sequence);
    }
    let replica = scene.replica().await;
    until(async || (replica.part().applied == STREAMS as u64).then_some(())).await;
    for left in [400, 200, 0] {
        let before = asked_of(&scene.server).await;
        let events = came_of(scene.ask(&Request::Retry { sequence: None }).await);
        assert!(events.len() == 200 && events.iter().all(|(_, outcome)| *outcome == Outcome::Answered));
        assert!(events.iter().all(|(sequence, _)| waiting.remove(sequence)), "each once");
        // One for each that waits, when it is read, and some for each that is tried.
        let asked = asked_of(&scene.server).await - before;
        assert!(asked < 6 * STREAMS as u64, "{asked} messages");
        assert_eq!(scene.waiting().await.len(), left);
    }
    replica.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_is_gone_from_the_log_waits_and_holds_up_no_other() {
    let scene = Scene::set("gone-aside").await;
    let (asides, there) = (scene.log.asides().await.unwrap(), scene.record(&subject(0), 1).await[0]);
    let (gone, answered) = (there + 1, (there, Outcome::Answered));
    set_aside(&asides, there, &subject(0)).await;
    set_aside(&asides, gone, &subject(1)).await;
    let replica = scene.replica().await;
    until(async || (replica.part().applied == there).then_some(())).await;
    let retried = came_of(scene.ask(&Request::Retry { sequence: None }).await);
    assert_eq!(retried, [answered, (gone, Outcome::Waits { why: Obstacle::Missing })]);
    assert_eq!(scene.waiting().await, [(gone, Obstacle::Missing)]);
    replica.end().await;
}
