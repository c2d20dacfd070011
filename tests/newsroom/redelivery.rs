//! Events that come again, from the beginning or out of turn, change nothing: not a stream of facts, not the wire.

use contract::{
    Kind,
    reaction::{self, Answer, Aside, Obstacle, Outcome, Request},
};
use journal::Log;

use crate::{
    claims::feed,
    newsroom::{Newsroom, Service, connect, until},
};

/// Every reaction, with what it reads.
const REACTIONS: [(&str, &[Kind]); 5] = [
    ("ingest", &[Kind::Article]),
    ("translation", &[Kind::Article, Kind::Edit]),
    ("editing", &[Kind::Translation]),
    ("publishing", &[Kind::Edit]),
    ("publishing-wire", &[Kind::Publication]),
];

/// Numbers that look drawn, and are the same in every run.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// Articles at every stage: open, claimed, sent back, submitted, approved, published; each with a second revision.
async fn go_all_ways(newsroom: &Newsroom) {
    let (adam, edith) = (newsroom.person("adam"), newsroom.person("edith"));
    adam.post_bytes("/api/sources/wadi/feed", "", feed(7)).await.done();
    let open = until(async || Some(edith.pieces("open").await).filter(|open| open.len() == 7)).await;
    let ids: Vec<&str> = open.iter().map(|piece| piece["id"].as_str().unwrap()).collect();
    let epoch = newsroom.person("salma").claim(ids[0]).await;
    let words = serde_json::json!({ "epoch": epoch, "text": "The bridge was reopened this morning." });
    newsroom.person("salma").ask("PUT", &format!("/api/pieces/{}/blocks/1", ids[0]), &words).await.done();
    for id in &ids[1..6] {
        newsroom.person("yusuf").translate(id, |number, _| format!("Words {number}")).await;
    }
    let changes = serde_json::json!({ "notes": [{ "text": "Shorter, please" }] });
    until(async || {
        let asked = edith.ask("POST", &format!("/api/pieces/{}/changes", ids[1]), &changes).await;
        (asked.status == 200).then_some(())
    })
    .await;
    edith.approve(ids[3]).await;
    for id in &ids[4..6] {
        let digest = edith.approve(id).await;
        edith.publish(id, digest).await;
    }
    let wire = || async { edith.get("/api/wire").await.done()["rows"].as_array().unwrap().len() };
    until(async || (wire().await == 2).then_some(())).await;
    // The source changes what is claimed and what is published, and one change is accepted.
    adam.post_bytes(
        "/api/sources/wadi/feed",
        "",
        String::from_utf8(feed(7)).unwrap().replace("صباح", "مساء").into(),
    )
    .await
    .done();
    let salma = newsroom.person("salma");
    let change = until(async || {
        let change = salma.piece(ids[0]).await["source_change"].clone();
        (change["revision"] == 2).then_some(change)
    })
    .await;
    assert_eq!(change["blocks"].as_array().unwrap().len(), 1, "{change}");
    let accept = serde_json::json!({ "epoch": epoch, "revision": 2 });
    salma.ask("POST", &format!("/api/pieces/{}/acceptance", ids[0]), &accept).await.done();
    let open_again = || async { edith.piece(ids[1]).await["stage"].clone() };
    until(async || (open_again().await != "submitted").then_some(())).await;
}

/// Waits until every reaction has dealt with everything.
async fn rest(log: &Log) {
    until(async || {
        for (reaction, _) in REACTIONS {
            if log.place_of(reaction).await.ok()?.open > 0 {
                return None;
            }
        }
        Some(())
    })
    .await;
}

/// Where the log and the wire end.
async fn ends(log: &Log) -> (u64, u64) {
    (log.end().await.unwrap(), log.read_wire(1).await.unwrap().pending())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_replayed_and_given_twice_out_of_turn_changes_nothing() {
    let mut newsroom = Newsroom::start("redelivery").await;
    go_all_ways(&newsroom).await;
    let (client, log) = connect(&newsroom.server).await;
    rest(&log).await;
    let before = ends(&log).await;
    assert!(before.0 > 60 && before.1 == 2, "{before:?}");

    // Every place in the log is lost: all services, with a replica more, answer everything anew.
    newsroom.open(&Service::ALL).await;
    let events = async_nats::jetstream::new(client.clone()).get_stream("EVENTS").await.unwrap();
    for (reaction, _) in REACTIONS {
        events.delete_consumer(reaction).await.unwrap();
    }
    rest(&log).await;
    assert_eq!(ends(&log).await, before, "a replay changes nothing");

    let asides = log.asides().await.unwrap();
    let mut drawn = Drawn(7);
    for (reaction, kinds) in REACTIONS {
        let mut deliveries = Vec::new();
        let mut follow = log.follow(kinds, 1).await.unwrap();
        while follow.pending() > 0 {
            let stored = follow.next().await.unwrap();
            deliveries.extend([(stored.sequence, stored.subject.clone()), (stored.sequence, stored.subject)]);
        }
        assert!(deliveries.len() > 3, "{reaction}");
        drawn.shuffle(&mut deliveries);
        for (sequence, subject) in deliveries {
            let since = runtime::clock::now();
            let why = Obstacle::Panicked;
            let aside = Aside { sequence, subject, id: None, why, since, tries: 0, given_up: None };
            asides.put(reaction, &aside).await.unwrap();
            let request = serde_json::to_vec(&Request::Retry { sequence: Some(sequence) }).unwrap();
            let answer = client.request(reaction::subject(reaction), request.into()).await.unwrap();
            let answer: Answer = serde_json::from_slice(&answer.payload).unwrap();
            let Answer::Done { events } = answer else { panic!("{answer:?}") };
            assert_eq!((events[0].sequence, &events[0].outcome), (sequence, &Outcome::Answered));
        }
    }
    assert_eq!(ends(&log).await, before, "what comes twice and out of turn changes nothing");
    assert_eq!(asides.all().await.unwrap(), []);
    newsroom.close().await;
}
