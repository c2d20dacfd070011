//! A service can be thrown away: stopped, with all that it held in memory, it answers as before.

use std::sync::Arc;

use contract::Digest;
use decider::Decider;
use desk::board::Board;
use journal::{Folded, Live, Log, States};
use serde_json::{Value, json};

use crate::{
    claims::feed,
    newsroom::{Newsroom, Service, connect, until},
    person::Person,
    planted::dragoman,
};

/// Everything that the API tells, in one value.
async fn answers(person: &Person) -> Vec<Value> {
    let mut answers = Vec::new();
    for path in ["/api/sources", "/api/articles", "/api/terms", "/api/policies", "/api/members", "/api/wire"]
    {
        answers.push(person.get(path).await.done());
    }
    for stage in ["open", "claimed", "submitted", "approved", "published"] {
        for piece in person.pieces(stage).await {
            let id = piece["id"].as_str().unwrap();
            answers.push(person.piece(id).await);
            let article = id.split('_').next().unwrap();
            answers.push(person.get(&format!("/api/articles/{article}/timeline")).await.done());
        }
    }
    answers
}

async fn folded<D: Decider>(log: Log) -> Digest {
    States::<D>::fold(&log).await.unwrap().digest()
}

/// The states of all services' streams, folded anew from the log.
async fn states(newsroom: &Newsroom) -> Vec<Digest> {
    let log = connect(&newsroom.server).await.1;
    vec![
        folded::<ingest::source::Source>(log.clone()).await,
        folded::<ingest::article::Article>(log.clone()).await,
        folded::<translation::translation::Translation>(log.clone()).await,
        folded::<translation::term::Term>(log.clone()).await,
        folded::<translation::memory::Memory>(log.clone()).await,
        folded::<editing::edit::Edit>(log.clone()).await,
        folded::<publishing::policy::Policy>(log.clone()).await,
        folded::<publishing::publication::Publication>(log.clone()).await,
        folded::<desk::member::Member>(log.clone()).await,
        board(log).await.digest(),
    ]
}

async fn board(log: Log) -> Board {
    let live = Arc::new(Live::<Board>::default());
    let folding = Arc::clone(&live);
    let follow = tokio::spawn(async move { folding.keep_current(&log).await.map(|_| ()) });
    live.rebuilt().await;
    follow.abort();
    live.read().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_service_rebuilt_from_the_log_answers_as_before() {
    let mut newsroom = Newsroom::start("rebuilding").await;
    let edith = newsroom.person("edith");
    newsroom.person("adam").post_bytes("/api/sources/wadi/feed", "", feed(6)).await.done();
    let open = until(async || Some(edith.pieces("open").await).filter(|open| open.len() == 6)).await;
    let ids: Vec<&str> = open.iter().map(|piece| piece["id"].as_str().unwrap()).collect();
    newsroom.person("salma").claim(ids[0]).await;
    for id in &ids[1..5] {
        newsroom.person("yusuf").translate(id, |number, _| format!("Words {number}")).await;
    }
    for id in &ids[2..4] {
        let digest = edith.approve(id).await;
        edith.publish(id, digest).await;
    }
    until(async || {
        let wire = edith.get("/api/wire").await.done();
        (wire["rows"].as_array().unwrap().len() == 2).then_some(())
    })
    .await;

    let (said, stood) = (answers(&edith).await, Box::pin(states(&newsroom)).await);
    newsroom.close().await;
    newsroom.open_desk().await;
    newsroom.open(&Service::ALL).await;
    let edith = newsroom.person("edith");
    until(async || (edith.get("/api/members").await.status == 200).then_some(())).await;
    until(async || (edith.get("/api/health").await.body["rebuilt"] == true).then_some(())).await;
    assert_eq!(answers(&edith).await, said);
    assert_eq!(Box::pin(states(&newsroom)).await, stood);

    // And they go on where they were: what was submitted is approved by what was just started.
    let digest = edith.approve(ids[4]).await;
    edith.publish(ids[4], digest).await;
}

/// What `dragoman rebuild --json` says of a service, and its code.
pub async fn rebuild(newsroom: &Newsroom, service: &str) -> (Option<i32>, Value) {
    let mut command = dragoman("rebuild", &newsroom.server.client_url());
    let output = command.args([service, "--json"]).output().await.unwrap();
    let said = serde_json::from_slice(&output.stdout);
    (output.status.code(), said.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_folded_anew_beside_the_fold_in_use_says_what_differed_and_takes_its_place() {
    let mut newsroom = Newsroom::start("rebuild").await;
    newsroom.person("adam").post_bytes("/api/sources/wadi/feed", "", feed(6)).await.done();
    let edith = newsroom.person("edith");
    let open = until(async || Some(edith.pieces("open").await).filter(|open| open.len() == 6)).await;
    let id = open[0]["id"].as_str().unwrap().to_owned();

    newsroom.close().await;
    let log = connect(&newsroom.server).await.1;
    let mut fold = board(log.clone()).await;
    // A board as a fault would leave it: an article is told to have another headline.
    let article = fold.articles.values_mut().next().unwrap();
    article.row.headline = "Never written".to_owned();
    let path = format!("/api/articles/{}", article.row.id);
    log.replace_snapshot(Folded { applied: fold.applied, fold }).await.unwrap();
    newsroom.open_desk().await;
    newsroom.open(&Service::ALL).await;
    let edith = newsroom.person("edith");
    until(async || (edith.get("/api/health").await.body["rebuilt"] == true).then_some(())).await;
    assert_eq!(edith.get(&path).await.done()["headline"], "Never written", "it began from the snapshot");

    let translating =
        async { newsroom.person("salma").translate(&id, |number, _| format!("Words {number}")).await };
    let ((code, said), ()) = tokio::join!(rebuild(&newsroom, "desk"), translating);
    let differences = said["processes"][0]["comparisons"][0]["differences"].as_array().unwrap().clone();
    assert_eq!((code, differences.len()), (Some(1), 1), "{said}");
    assert!(differences[0]["at"].as_str().unwrap().ends_with("/headline"), "{said}");
    assert_ne!(edith.get(&path).await.done()["headline"], "Never written", "the new one is in use");

    for service in ["desk", "ingest", "translation", "editing", "publishing"] {
        let (code, said) = rebuild(&newsroom, service).await;
        let comparisons = said["processes"][0]["comparisons"].as_array().unwrap();
        assert!(!comparisons.is_empty(), "{said}");
        assert!(comparisons.iter().all(|comparison| comparison["differences"] == json!([])), "{said}");
        assert_eq!(code, Some(0), "{said}");
    }
    let digest = edith.approve(&id).await;
    edith.publish(&id, digest).await;

    newsroom.close().await;
    let (code, said) = rebuild(&newsroom, "desk").await;
    assert_eq!((code, &said["processes"]), (Some(0), &json!([])), "nothing runs");
    assert!(said["prepared"].as_u64().unwrap() > 0, "{said}");
}
