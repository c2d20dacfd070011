//! Events that this program cannot read: what they stop, what they do not, and what operators see and do.

use std::process::Output;

use contract::{
    Actor, ArticleId, Event, PieceId, Reply, Request, Role, Subject,
    source::{self, Report, Take, Taken},
};
use runtime::clock;
use serde_json::{Value, json};
use tokio::process::Command;

use crate::{
    claims::feed,
    newsroom::{Newsroom, Service, connect, until},
};

/// Puts these bytes on a stream of facts as its next event, as another program would.
async fn put(newsroom: &Newsroom, subject: &Subject, bytes: Vec<u8>) -> u64 {
    let log = connect(&newsroom.server).await.1;
    let last = log.last(subject).await.unwrap().map_or(0, |last| last.sequence);
    log.append(subject, last, bytes).await.unwrap()
}

fn envelope(schema_version: u32, kind: &str) -> Vec<u8> {
    let event = json!({
        "specversion": "1.0", "id": "0198b5a0-0000-7000-8000-000000000001", "source": "/edit", "subject": "x",
        "time": "2026-11-22T14:05:00Z", "actor": "service-test", "schemaversion": schema_version,
        "type": kind, "data": { "secret": "words that health must not tell" }
    });
    serde_json::to_vec(&event).unwrap()
}

async fn open_pieces(newsroom: &Newsroom, count: usize) -> Vec<PieceId> {
    let adam = newsroom.person("adam");
    adam.post_bytes("/api/sources/wadi/feed", "", feed(count)).await.done();
    let open = until(async || Some(adam.pieces("open").await).filter(|open| open.len() == count)).await;
    open.iter().map(|piece| serde_json::from_value(piece["id"].clone()).unwrap()).collect()
}

/// The reader of this name at a service, as health shows it, once this holds.
async fn reader(newsroom: &Newsroom, service: &str, name: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let anybody = reqwest::Client::new();
    until(async || {
        let health = anybody.get(format!("{}/api/health", newsroom.address)).send().await.ok()?;
        let health: Value = serde_json::from_slice(&health.bytes().await.ok()?).unwrap();
        assert!(!health.to_string().contains("secret") && !health.to_string().contains("words that"));
        let replicas = health["replicas"].as_array()?.clone();
        let of_service = replicas.into_iter().filter(|replica| replica["service"] == service);
        let mut parts =
            of_service.flat_map(|replica| replica["parts"].as_array().cloned().unwrap_or_default());
        parts.find(|part| part["name"] == name).filter(&holds)
    })
    .await
}

async fn health(newsroom: &Newsroom) -> Value {
    newsroom.person("adam").get("/api/health").await.body
}

async fn dragoman(newsroom: &Newsroom, line: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    command.args(line).env("DRAGOMAN_DESK", &newsroom.address);
    if line[0] == "reactions" {
        command.args(["--nats", &newsroom.server.client_url()]);
    }
    command.output().await.unwrap()
}

async fn says(newsroom: &Newsroom, line: &[&str]) -> String {
    let output = dragoman(newsroom, line).await;
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Claims a piece straight at the service; the board may have stopped.
async fn claim(newsroom: &Newsroom, piece: &PieceId) {
    let reply = crate::claims::claim(newsroom.client.clone(), piece.clone(), 1).await;
    assert!(matches!(reply, Reply::Recorded { .. }), "{reply:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_cannot_be_read_is_set_aside_listed_retried_and_given_up() {
    let mut newsroom = Newsroom::start("unreadable").await;
    newsroom.open(&[Service::Editing]).await;
    let pieces = open_pieces(&newsroom, 2).await;
    let well = until(async || Some(health(&newsroom).await).filter(|health| health["ok"] == true)).await;
    assert_eq!(well["services"]["editing"], 2, "{well}");
    assert!(says(&newsroom, &["reactions"]).await.contains("Nothing is set aside"));
    assert!(says(&newsroom, &["health"]).await.contains("Everything is as it should be"));

    let bad = put(&newsroom, &Subject::translation(&pieces[0]), envelope(1, "translation.claimed")).await;
    let editing = reader(&newsroom, "editing", "editing", |part| part["aside_count"] == 1).await;
    assert_eq!((&editing["aside"][0]["sequence"], &editing["state"]), (&json!(bad), &json!("current")));
    let board = reader(&newsroom, "desk", "board", |part| part["state"] == "stopped").await;
    assert_eq!(board["at"], bad);
    assert_eq!(health(&newsroom).await["ok"], false);
    assert_eq!(newsroom.person("adam").get("/api/sources").await.status, 200, "it serves what it has");

    let asked =
        newsroom.person("salma").ask("POST", &format!("/api/pieces/{}/claim", pieces[0]), &json!({})).await;
    assert_eq!(
        (asked.status, asked.refused().as_str(), asked.retry_after),
        (500, "blocked", None),
        "{asked:?}"
    );
    assert!(asked.body["detail"].as_str().unwrap().contains("trying again does not help"), "{asked:?}");

    // The other piece goes on: what is recorded about it is answered.
    claim(&newsroom, &pieces[1]).await;
    let log = connect(&newsroom.server).await.1;
    let end = log.end().await.unwrap();
    reader(&newsroom, "editing", "editing", |part| part["applied"] == end).await;

    let told = says(&newsroom, &["health"]).await;
    assert!(told.contains(&format!("board has stopped at event {bad}")), "{told}");
    assert!(told.contains(&format!("1 event waits at editing, first event {bad}")), "{told}");
    let listed = says(&newsroom, &["reactions"]).await;
    assert!(listed.contains(&format!("editing   {bad}")) && listed.contains("cannot be read"), "{listed}");
    let sequence = bad.to_string();
    let retried = says(&newsroom, &["reactions", "retry", "editing", &sequence]).await;
    assert!(retried.contains("still waits: its content cannot be read"), "{retried}");
    let nothing = dragoman(&newsroom, &["reactions", "retry", "editing", "1"]).await;
    assert!(String::from_utf8(nothing.stderr).unwrap().contains("event 1 does not wait at `editing`"));
    let nobody = dragoman(&newsroom, &["reactions", "retry", "singing"]).await;
    assert!(String::from_utf8(nobody.stderr).unwrap().contains("no service answers"));

    // Nothing of it is forgotten by a restart; then a person gives it up.
    newsroom.close().await;
    newsroom.open_desk().await;
    newsroom.open(&Service::ALL).await;
    reader(&newsroom, "editing", "editing", |part| part["aside_count"] == 1).await;
    let given_up = ["reactions", "give-up", "editing", &sequence, "--why", "a test's event"];
    let said = says(&newsroom, &given_up).await;
    assert!(said.contains("given up: a test's event"), "{said}");
    assert!(says(&newsroom, &["reactions"]).await.contains("given up: a test's event"));
    reader(&newsroom, "editing", "editing", |part| part["aside_count"] == 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_from_the_future_stops_its_readers_and_the_services_go_on() {
    let newsroom = Newsroom::start("from-the-future").await;
    let pieces = open_pieces(&newsroom, 2).await;
    let at = put(&newsroom, &Subject::edit(&pieces[0]), envelope(99, "edit.opened")).await;
    let stopped = |part: &Value| part["state"] == "stopped" && part["at"] == at;
    for (service, name) in [("publishing", "publishing"), ("translation", "translation"), ("desk", "board")] {
        let part = reader(&newsroom, service, name, stopped).await;
        assert!(part["why"].as_str().unwrap().contains("written by a newer program"), "{part}");
        assert_eq!(part["aside_count"], 0);
    }
    assert_eq!(health(&newsroom).await["ok"], false);
    claim(&newsroom, &pieces[1]).await;
    assert!(says(&newsroom, &["reactions"]).await.contains("Nothing is set aside"));
    let services = health(&newsroom).await["services"].clone();
    assert_eq!(services, json!({"ingest":1,"translation":1,"editing":1,"publishing":1,"desk":1}));
}

/// Hands a feed to ingest itself; the board may have stopped.
async fn take(newsroom: &Newsroom, feed: &str) -> Report {
    let raw = connect(&newsroom.server).await.1.keep_raw(feed.as_bytes()).await.unwrap();
    let (member, roles) = ("edith".parse().unwrap(), [Role::Editor].into());
    let request = Request {
        id: clock::command_id(),
        stream: "wadi".to_owned(),
        actor: Actor { member, name: "Edith".to_owned(), roles },
        cause: None,
        seen: None,
        command: Take { raw, content_type: None },
    };
    let bytes = serde_json::to_vec(&request).unwrap();
    let answer = newsroom.client.request(source::TAKE, bytes.into()).await.unwrap();
    match serde_json::from_slice(&answer.payload).unwrap() {
        Taken::Taken { report } => report,
        other @ (Taken::Refused { .. } | Taken::NotUnderstood { .. } | Taken::Unavailable { .. }) => {
            panic!("{other:?}")
        }
    }
}

/// The items of the source that were set aside, with the reasons.
async fn set_aside(newsroom: &Newsroom) -> Vec<(String, String)> {
    let log = connect(&newsroom.server).await.1;
    let facts = log.chain(&Subject::source(&"wadi".parse().unwrap()), 0).await.unwrap();
    let set_aside = |fact: &journal::Stored| match fact.read().unwrap().event {
        Event::Source(source::Event::SetAside(aside)) => Some((aside.item, aside.why)),
        Event::Source(_)
        | Event::Article(_)
        | Event::Translation(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Edit(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => None,
    };
    facts.iter().filter_map(set_aside).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_item_that_cannot_be_taken_is_set_aside_by_a_fact_and_the_others_are_taken() {
    let newsroom = Newsroom::start("unreadable-article").await;
    let damaged = Subject::article(ArticleId::of(&"wadi".parse().unwrap(), "damaged"));
    put(&newsroom, &damaged, envelope(1, "article.received")).await;
    // The feed's last item is the oldest, and taken first.
    let (quotes, text, name) = ("\"".repeat(384 * 1024 - 500), "a".repeat(380_000), "b".repeat(200_000));
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>t</title>\
         <item><guid>good</guid><title>A bridge</title></item>\
         <item><guid>authors</guid><author>{name}</author><title>T</title><description>{text}</description></item>\
         <item><guid>quotes</guid><title>Q</title><description>{quotes}</description></item>\
         <item><guid>damaged</guid><title>D</title></item></channel></rss>"
    );
    for round in ["taken", "taken again"] {
        let report = take(&newsroom, &feed).await;
        assert_eq!((report.received + report.unchanged, report.set_aside), (1, 3), "{round}: {report:?}");
    }
    let aside = set_aside(&newsroom).await;
    let expected = [
        ("damaged (D)", "what was taken of the item before cannot be read: have the log verified"),
        ("quotes (Q)", "at most 393216 can be taken"),
        ("authors (T)", "can be taken: submit it in parts"),
    ];
    assert_eq!(aside.len(), expected.len(), "each once: {aside:?}");
    for ((item, why), (expected, words)) in aside.iter().zip(&expected) {
        assert!(item == expected && why.contains(words), "{item}: {why}");
    }
}
