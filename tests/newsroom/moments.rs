//! History answers: every fact in order, and the state as it stood at any moment.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use contract::{BlockId, CommandId, PieceId, Stamp, Subject, envelope, translation};
use journal::{Log, Stored};
use runtime::clock;
use serde_json::{Value, json};

use crate::{
    claims::feed,
    newsroom::{Newsroom, connect, until},
    person::Person,
};

/// A way with detours: given back, words that come too late, sent back, and published at last.
pub async fn detours(newsroom: &Newsroom) -> String {
    let [adam, edith, salma, yusuf] = ["adam", "edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(1)).await.done();
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let epoch = salma.claim(&piece).await;
    let words = json!({ "epoch": epoch, "text": "The bridge is open" });
    salma.ask("PUT", &at("blocks/0"), &words).await.done();
    salma.ask("POST", &at("release"), &json!({ "epoch": epoch })).await.done();
    assert_eq!(salma.ask("PUT", &at("blocks/1"), &words).await.body["kept"], true);
    yusuf.translate(&piece, |number, _| format!("Words {number}")).await;
    let changes = json!({ "notes": [{ "block": 1, "text": "Which bridge?" }, { "text": "Shorter" }] });
    until(async || {
        Some(edith.ask("POST", &at("changes"), &changes).await).filter(|answer| answer.status == 200)
    })
    .await;
    until(async || edith.pieces("open").await.pop()).await;
    yusuf.translate(&piece, |number, _| format!("Better words {number}")).await;
    let digest = until(async || {
        let shown = edith.piece(&piece).await;
        (shown["submission"]["round"] == 2).then(|| edith.approve(&piece))
    })
    .await
    .await;
    edith.publish(&piece, digest).await;
    let wire = || async { edith.get("/api/wire").await.done()["rows"].as_array().unwrap().len() };
    until(async || (wire().await == 1).then_some(())).await;
    piece
}

/// What the API says about an article and its piece, with what stands in its answers to all that can be asked.
async fn said(person: &Person, piece: &str, version: u64) -> Value {
    let article = piece.split('_').next().unwrap();
    let get = async |path: String| {
        let answer = person.get(&format!("{path}?at_least={version}")).await;
        if answer.status == 200 { answer.body } else { Value::Null }
    };
    json!({
        "article": get(format!("/api/articles/{article}")).await,
        "piece": get(format!("/api/pieces/{piece}")).await,
        "state": get(format!("/api/articles/{article}/state")).await,
    })
}

/// What a state says in the same words.
fn retold(state: &Value) -> Value {
    let mut piece = state["pieces"].get(0).cloned().unwrap_or(Value::Null);
    if let Some(piece) = piece.as_object_mut() {
        piece.retain(|name, _| name != "approval" && name != "live");
    }
    let whole = if state["sequence"] == 0 { Value::Null } else { state.clone() };
    json!({ "article": state["article"], "piece": piece, "state": whole })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_state_at_each_fact_is_what_the_api_said_when_that_was_the_last_one() {
    let first = Newsroom::start("moments-first").await;
    let piece = detours(&first).await;
    let log = connect(&first.server).await.1;
    // The same facts once more, one at a time, before a desk that is asked after each of them.
    let second = Newsroom::empty("moments-second").await;
    let (again, edith) = (connect(&second.server).await.1, second.person("edith"));
    let (mut heard, mut times) = (BTreeMap::new(), BTreeMap::new());
    for sequence in 1..=log.end().await.unwrap() {
        let fact = log.get(sequence).await.unwrap();
        assert_eq!(copy(&again, &fact).await, sequence);
        heard.insert(sequence, said(&edith, &piece, sequence).await);
        times.insert(sequence, fact.read().unwrap().at);
    }
    assert!(heard.values().any(|said| said["piece"]["rescued"][0].is_object()), "a way with detours");
    let path = format!("/api/articles/{}/state", piece.split('_').next().unwrap());
    for (sequence, heard) in &heard {
        let state = edith.get(&format!("{path}?at={sequence}")).await.done();
        assert_eq!(retold(&state), *heard, "at {sequence}");
    }
    let last = heard.last_key_value().unwrap().1;
    assert_eq!(last["state"]["pieces"][0]["live"]["version"], 1);
    assert!(last["state"]["pieces"][0]["live"]["notices"]["disclaimer"]["text"].is_string());
    // By time, it is that of the last fact about the article that was recorded by then.
    let about = last["state"]["article"]["id"].as_str().unwrap();
    let facts = edith.get(&format!("/api/articles/{about}/timeline?limit=200")).await.done();
    for fact in facts["rows"].as_array().unwrap() {
        let state = edith.get(&format!("{path}?at={}", fact["at"].as_str().unwrap())).await.done();
        let until = times[&fact["sequence"].as_u64().unwrap()];
        let by_then = facts["rows"].as_array().unwrap().iter().map(|fact| fact["sequence"].as_u64().unwrap());
        let expected = by_then.filter(|sequence| times[sequence] <= until).max().unwrap();
        assert_eq!(state["sequence"], expected);
        assert_eq!(retold(&state), heard[&expected]);
    }
}

/// Appends the same bytes behind the same fact of the same stream; gives the sequence.
async fn copy(log: &Log, fact: &Stored) -> u64 {
    let subject: Subject = fact.subject.parse().unwrap();
    log.append(&subject, fact.before.unwrap(), fact.bytes.to_vec()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timeline_shows_causes_and_moments_that_are_none_are_told_apart() {
    let newsroom = Newsroom::start("moments-causes").await;
    let piece = detours(&newsroom).await;
    let (edith, article) = (newsroom.person("edith"), piece.split('_').next().unwrap());
    let facts = edith.get(&format!("/api/articles/{article}/timeline?limit=200")).await.done();
    let facts = facts["rows"].as_array().unwrap();
    let causes = [
        ("article.commissioned", "article.received"),
        ("translation.requested", "article.commissioned"),
        ("edit.opened", "translation.submitted"),
        ("translation.returned", "edit.changes_requested"),
        ("publication.prepared", "edit.approved"),
    ];
    for (effect, cause) in causes {
        let effect = facts.iter().find(|fact| fact["type"] == effect).unwrap();
        let answered = facts.iter().find(|fact| fact["id"] == effect["cause"]).unwrap();
        assert_eq!(answered["type"], cause);
    }
    let state = async |at: &str| edith.get(&format!("/api/articles/{article}/state?at={at}")).await;
    for before in ["0", "1", "2001-01-01T00:00:00Z"] {
        let nothing = state(before).await.done();
        assert_eq!((&nothing["sequence"], &nothing["article"]), (&json!(0), &Value::Null), "{before}");
    }
    let later = state("2999-01-01T00:00:00Z").await;
    assert_eq!((later.status, later.refused().as_str()), (422, "not_yet"));
    for garbage in ["yesterday", "-1", "2026-11-22", ""] {
        assert_eq!(state(garbage).await.refused(), "not_understood", "{garbage}");
    }
    let nowhere = edith.get("/api/articles/00000000-0000-0000-0000-000000000000/state?at=1").await;
    assert_eq!((nowhere.status, nowhere.refused().as_str()), (404, "not_found"));
}

/// Enough for many parts.
const DRAFTS: u32 = 1500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_history_comes_in_parts_in_the_order_of_the_log() {
    let newsroom = Newsroom::start("moments-long").await;
    let (adam, salma) = (newsroom.person("adam"), newsroom.person("salma"));
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(1)).await.done();
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    salma.claim(&piece).await;
    let texts = (0..DRAFTS).map(|number| format!("Draft {number}"));
    let end = drafts(&connect(&newsroom.server).await.1, &piece.parse().unwrap(), texts).await;
    let article = piece.split('_').next().unwrap();
    let begun = std::time::Instant::now();
    let (mut sequences, mut after, mut parts) = (Vec::new(), Some(0), 0);
    while let Some(begin) = after {
        let path = format!("/api/articles/{article}/timeline?limit=200&after={begin}&at_least={end}");
        let part = adam.get(&path).await.done();
        let rows = part["rows"].as_array().unwrap();
        assert!(rows.len() <= 200);
        sequences.extend(rows.iter().map(|fact| fact["sequence"].as_u64().unwrap()));
        (after, parts) = (part["next"].as_u64(), parts + 1);
    }
    println!("{} facts in {parts} parts: {:?}", sequences.len(), begun.elapsed());
    assert!(sequences.is_sorted_by(|one, next| one < next));
    assert_eq!(sequences.len(), 4 + DRAFTS as usize);
    assert_eq!(sequences.last(), Some(&end));
    let begun = std::time::Instant::now();
    let state = adam.get(&format!("/api/articles/{article}/state?at={}", end - 1)).await.done();
    println!("the state after {} facts: {:?}", sequences.len() - 1, begun.elapsed());
    assert_eq!(state["pieces"][0]["drafts"][0]["text"], format!("Draft {}", DRAFTS - 2));
}

/// More than one page of a timeline holds, in few facts.
const LONG_DRAFTS: usize = 12;
const LONG_DRAFT_BYTES: usize = 400 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timeline_that_is_narrowed_holds_no_more_bytes_than_any_other() {
    let newsroom = Newsroom::start("moments-bytes").await;
    let (adam, salma) = (newsroom.person("adam"), newsroom.person("salma"));
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(1)).await.done();
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    salma.claim(&piece).await;
    let texts = (0..LONG_DRAFTS).map(|number| format!("{number}{}", "x".repeat(LONG_DRAFT_BYTES)));
    let end = drafts(&connect(&newsroom.server).await.1, &piece.parse().unwrap(), texts).await;
    adam.get(&format!("/api/pieces/{piece}?at_least={end}")).await.done();
    let article = piece.split('_').next().unwrap();
    let page = newsroom.browser("adam").page(&format!("/articles/{article}?what=words")).await;
    assert!(page.contains("what=words&#38;after="), "the rest is on another page: {page}");
}

/// Drafts of one block, straight onto the log; gives the sequence of the last.
async fn drafts(log: &Log, piece: &PieceId, texts: impl Iterator<Item = String>) -> u64 {
    let subject = Subject::translation(piece);
    let mut version = log.last(&subject).await.unwrap().unwrap().sequence;
    for text in texts {
        let (epoch, block) = (1, BlockId(0));
        // A lease that were over would be lapsed by the service meanwhile.
        let until = clock::now() + TimeDelta::hours(4);
        let drafted = translation::Event::Drafted { epoch, block, text, until, marks: Vec::new() };
        let id: CommandId = clock::command_id();
        let stamp = Stamp { id, cause: None, by: "salma".parse().unwrap(), at: clock::now() };
        version = log.append(&subject, version, envelope::write(&subject, &stamp, &drafted)).await.unwrap();
    }
    version
}
