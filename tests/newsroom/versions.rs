//! Read your own write: every answer names its version, and a read that asks for one never gets an older state.

use std::time::Duration;

use contract::{Stamp, Subject, envelope, policy};
use runtime::clock;
use serde_json::json;

use crate::{
    claims::feed,
    newsroom::{Newsroom, connect, until},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_to_a_command_carries_the_version_that_it_recorded() {
    let newsroom = Newsroom::start("versions-commands").await;
    let (adam, salma, yusuf) = (newsroom.person("adam"), newsroom.person("salma"), newsroom.person("yusuf"));
    let log = connect(&newsroom.server).await.1;
    let fed = adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(1)).await;
    let shown = adam.get(&format!("/api/articles?at_least={}", fed.version.unwrap())).await.done();
    assert_eq!(shown["rows"].as_array().unwrap().len(), 1, "a feed's version covers all that it brought");
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();

    let claimed = salma.ask("POST", &format!("/api/pieces/{piece}/claim"), &json!({})).await;
    let version = claimed.version.unwrap();
    assert_eq!(claimed.body["version"], version, "the row has the same version as the header");
    let fact = log.get(version).await.unwrap();
    assert_eq!(fact.subject, format!("event.translation.{piece}"));
    let again = salma.ask("POST", &format!("/api/pieces/{piece}/claim"), &json!({})).await;
    assert_eq!((again.status, again.version), (200, Some(version)), "nothing new, the same version");
    let refused = yusuf.ask("POST", &format!("/api/pieces/{piece}/claim"), &json!({})).await;
    assert_eq!(
        (refused.status, refused.version),
        (409, Some(version)),
        "a refusal names what it was decided on"
    );
    assert_eq!(refused.body["version"], version);
    let membership = json!({ "id": "nadia", "name": "Nadia", "roles": ["translator"], "languages": [] });
    let joined = adam.ask("POST", "/api/members", &membership).await;
    assert_eq!(log.get(joined.version.unwrap()).await.unwrap().subject, "event.member.nadia");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_waits_for_the_version_that_it_asks_for() {
    let newsroom = Newsroom::start("versions-reads").await;
    let adam = newsroom.person("adam");
    let log = connect(&newsroom.server).await.1;
    let end = adam.get("/api/policies").await.version.unwrap();
    let next = end + 1;
    let path = format!("/api/policies?at_least={next}");
    let mut reading = tokio::spawn({
        let adam = adam.clone();
        async move { adam.get(&path).await }
    });
    let too_soon = tokio::time::timeout(Duration::from_millis(100), &mut reading).await;
    assert!(too_soon.is_err(), "it does not answer before there is what it asks for: {too_soon:?}");
    let subject: Subject = "event.policy.rights-en".parse().unwrap();
    let enacted = policy::Event::Enacted {
        kind: contract::PolicyKind::Rights,
        language: "en".parse().unwrap(),
        text: "All rights reserved".to_owned(),
        version: 1,
    };
    let by = "adam".parse().unwrap();
    let stamp = Stamp { id: clock::command_id(), cause: None, by, at: clock::now() };
    log.append(&subject, 0, envelope::write(&subject, &stamp, &enacted)).await.unwrap();
    let answer = reading.await.unwrap();
    assert!(answer.version.unwrap() >= next, "{answer:?}");
    let rows = answer.done()["rows"].clone();
    assert!(rows.as_array().unwrap().iter().any(|row| row["id"] == "rights-en"), "{rows}");
}

/// What a read wants to be asked beside a version.
fn besides(path: &str) -> &'static str {
    match path {
        "/api/memory/concordance" => "from=ar&into=en&q=a&",
        "/api/memory.tmx" => "from=ar&into=en&",
        "/api/names/spelling" => "name=a&",
        "/api/articles/{article}/differences" => "from=1&",
        _ => "",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_read_of_the_api_and_every_page_can_ask_and_is_never_given_less() {
    let newsroom = Newsroom::start("versions-all").await;
    let adam = newsroom.person("adam");
    let fed = adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(1)).await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let article = piece.split('_').next().unwrap();
    let place =
        json!({ "from": "ar", "into": "en", "kind": "place", "source": "دمشق", "rendering": "Damascus" });
    let proposed = newsroom.person("salma").ask("POST", "/api/terms/proposals", &place).await.done();
    let term = proposed["id"].as_str().unwrap();
    let document = adam.get("/api/openapi.json").await.done();
    let lists = ["/day", "/inbox", "/queue", "/review", "/board", "/checks", "/figures"];
    let pages = lists.into_iter().chain(["/articles/{article}", "/pieces/{piece}"]);
    let paths = document["paths"].as_object().unwrap().iter();
    let reads = paths.filter(|(_, methods)| methods.get("get").is_some()).map(|(path, _)| path.as_str());
    // One has no end, and of the other there is nothing here.
    let reads = reads.filter(|path| !["/api/live", "/api/memories/{memory}"].contains(path));
    let (version, mut looked_at) = (fed.version.unwrap(), 0);
    for path in reads.chain(pages) {
        let besides = besides(path);
        let path = path.replace("{article}", article).replace("{piece}", &piece).replace("{term}", term);
        let path = path.replace("{block}", "1");
        let path = path.replace("{language}", "en").replace("{policy}", "outlet-en");
        let path = path.replace("{source}", "wadi").replace("{member}", "adam");
        let answer = adam.get(&format!("{path}?{besides}at_least={version}")).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        assert!(answer.version.unwrap() >= version, "{path}: {answer:?}");
        let garbage = adam.get(&format!("{path}?{besides}at_least=soon")).await;
        assert_eq!((garbage.status, garbage.refused().as_str()), (400, "not_understood"), "{path}");
        looked_at += 1;
    }
    assert!(looked_at > 12, "only {looked_at} reads");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_that_does_not_come_is_said_to_be_missing_and_an_older_state_is_not_shown() {
    let newsroom = Newsroom::start("versions-missing").await;
    let adam = newsroom.person("adam");
    let beyond = adam.get("/api/members?at_least=1000000").await;
    assert_eq!((beyond.status, beyond.refused().as_str()), (503, "not_recorded"));
    assert!(beyond.retry_after.is_some() && beyond.body.get("rows").is_none(), "{beyond:?}");
    assert!(beyond.body["detail"].as_str().unwrap().contains("the log ends at"), "{beyond:?}");
    assert_eq!(adam.get("/api/members?at_least=0").await.status, 200, "a version of 0 asks for nothing");
    let state = adam.get("/api/articles/5f30e3e0-b84d-5621-a3a8-78f030be49d7/state?at=1000000").await;
    assert_eq!((state.status, state.refused().as_str()), (503, "not_recorded"));
}
