//! Eighty real documents all the way, several people at once, and a downstream system that knows only WIRE.md.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    time::Duration,
};

use async_nats::jetstream::{self, consumer::push::OrderedConfig};
use futures_util::{StreamExt, future::join_all};
use serde_json::{Value, json};

use crate::{
    newsroom::{Newsroom, OUTLET, PATIENCE, until},
    person::Person,
};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

/// A document in English: its headline, then its paragraphs.
type English = HashMap<String, Vec<String>>;

fn english() -> English {
    let lines = std::fs::read_to_string(Path::new(SHARED).join("newswire/english.jsonl")).unwrap();
    let document = |line: &str| -> (String, Vec<String>) {
        let line: Value = serde_json::from_str(line).unwrap();
        let paragraphs = line["paragraphs"].as_array().unwrap().iter();
        let texts = std::iter::once(&line["headline"])
            .chain(paragraphs)
            .map(|text| text.as_str().unwrap().to_owned());
        (line["id"].as_str().unwrap().to_owned(), texts.collect())
    };
    lines.lines().map(document).collect()
}

/// `https://wire.example/ar/bbc.381790` is the document `bbc.381790`.
fn document_of(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

async fn take_feed(newsroom: &Newsroom) -> Value {
    let feed = std::fs::read(Path::new(SHARED).join("newswire/feed.ar.xml")).unwrap();
    newsroom.person("adam").post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed).await.done()
}

/// Where each piece's article stands at its source.
async fn addresses(person: &Person) -> HashMap<String, String> {
    let rows = person.get("/api/articles?limit=200").await.done();
    let rows = rows["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        (format!("{}_en", row["id"].as_str().unwrap()), row["address"].as_str().unwrap().to_owned())
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eighty_real_documents_go_all_the_way() {
    if !Path::new(SHARED).is_dir() {
        println!("skipped: {SHARED} is not there");
        return;
    }
    let newsroom = Newsroom::start("way").await;
    assert_eq!(take_feed(&newsroom).await["received"], 80);
    let edith = newsroom.person("edith");
    until(async || (edith.pieces("open").await.len() == 80).then_some(())).await;
    let (english, addresses) = (english(), addresses(&edith).await);

    let translators = ["salma", "yusuf", "mariam", "omar"].map(|name| newsroom.person(name));
    let translating = translators.iter().map(|person| translate_all(person, &english, &addresses));
    let editors = ["edith", "omar"].map(|name| newsroom.person(name));
    let publishing = editors.iter().map(publish_all);
    tokio::join!(join_all(translating), join_all(publishing));

    let items = subscribe(&newsroom.server.client_url(), 80).await;
    for item in items.values() {
        let address = item["infoSources"][0]["uri"].as_str().unwrap();
        check_item(item, &english[&document_of(address)], address);
    }
    assert_eq!(items.len(), 80);

    assert_eq!(
        take_feed(&newsroom).await,
        json!({ "received": 0, "revised": 0, "unchanged": 80, "set_aside": 0 })
    );
    assert_eq!(edith.pieces("published").await.len(), 80);
}

/// Takes one open piece after the other until none is left; others do the same.
async fn translate_all(person: &Person, english: &English, addresses: &HashMap<String, String>) {
    loop {
        let open = person.pieces("open").await;
        let Some(piece) = open.first() else { return };
        let piece = piece["id"].as_str().unwrap().to_owned();
        let claimed = person.ask("POST", &format!("/api/pieces/{piece}/claim"), &json!({})).await;
        if claimed.status == 409 {
            continue; // Another was faster.
        }
        claimed.done();
        let words = &english[&document_of(&addresses[&piece])];
        person.translate(&piece, |number, _| words[number].clone()).await;
    }
}

/// Approves what was submitted and publishes what was approved, until everything is out.
async fn publish_all(person: &Person) {
    until(async || {
        for piece in person.pieces("submitted").await {
            let id = piece["id"].as_str().unwrap().to_owned();
            let body = json!({ "digest": piece["digest"] });
            let answer = person.ask("POST", &format!("/api/pieces/{id}/approval"), &body).await;
            if answer.status >= 400 {
                // Not opened yet, or one's own translation: another editor approves it.
                assert!(
                    ["edit:not_submitted", "edit:own_translation"].contains(&answer.refused().as_str()),
                    "{answer:?}"
                );
            }
        }
        for piece in person.pieces("approved").await {
            let id = piece["id"].as_str().unwrap().to_owned();
            let answer = person
                .ask("POST", &format!("/api/pieces/{id}/publication"), &json!({ "digest": piece["digest"] }))
                .await;
            assert!(answer.status < 400 || answer.refused() == "publication:not_approved", "{answer:?}");
        }
        (person.pieces("published").await.len() == 80).then_some(())
    })
    .await;
}

/// A plain subscriber: an ordered consumer on the stream WIRE. Items by their address on the wire.
pub async fn subscribe(server: &str, count: usize) -> BTreeMap<String, Value> {
    let client = async_nats::connect(server).await.unwrap();
    let stream = jetstream::new(client.clone()).get_stream("WIRE").await.unwrap();
    let config = OrderedConfig { deliver_subject: client.new_inbox(), ..OrderedConfig::default() };
    let mut messages = stream.create_consumer(config).await.unwrap().messages().await.unwrap();
    let mut items = BTreeMap::new();
    for number in 1..=count as u64 {
        let message =
            tokio::time::timeout(PATIENCE, messages.next()).await.expect("an item").unwrap().unwrap();
        assert_eq!(message.info().unwrap().stream_sequence, number, "no gap");
        assert!(message.subject.starts_with("wire.en.world."), "{}", message.subject);
        let item: Value = serde_json::from_slice(&message.payload).unwrap();
        items.insert(item["uri"].as_str().unwrap().to_owned(), item);
    }
    let more = tokio::time::timeout(Duration::from_millis(200), messages.next()).await;
    assert!(more.is_err(), "nothing stands twice on the wire");
    items
}

fn check_item(item: &Value, english: &[String], address: &str) {
    validator().validate(item).unwrap_or_else(|error| panic!("{error}: {item}"));
    assert_eq!(item["pubStatus"], "usable");
    assert_eq!(item["language"], "en");
    assert_eq!(item["headlines"][0]["value"].as_str().unwrap(), english[0].trim());
    let body = |kind: &str| {
        let bodies = item["bodies"].as_array().unwrap();
        let body = bodies.iter().find(|body| body["contentType"] == kind).unwrap();
        body["value"].as_str().unwrap().to_owned()
    };
    let (text, html) = (body("text/plain"), body("text/html"));
    for paragraph in &english[1..] {
        assert!(text.contains(paragraph.trim()), "{paragraph} in {text}");
    }
    let disclaimer = format!(
        "This article was translated and edited by {OUTLET}. {OUTLET} has not verified the story; \
         responsibility lies with the author."
    );
    let attribution = format!("First published by Al-Wadi: {address}");
    assert!(text.contains(&disclaimer) && text.contains(&attribution), "{text}");
    assert!(html.contains(&disclaimer) && html.contains("<p>"), "{html}");
}

fn validator() -> &'static jsonschema::Validator {
    static VALIDATOR: std::sync::OnceLock<jsonschema::Validator> = std::sync::OnceLock::new();
    VALIDATOR.get_or_init(|| {
        let read = |name: &str| -> Value {
            serde_json::from_slice(&std::fs::read(Path::new(SHARED).join("ninjs").join(name)).unwrap())
                .unwrap()
        };
        let geo = jsonschema::Resource::from_contents(read("GeoJSON-schema.json"));
        let registry = jsonschema::Registry::new()
            .add("https://geojson.org/schema/GeoJSON.json", geo)
            .unwrap()
            .prepare()
            .unwrap();
        jsonschema::options().with_registry(&registry).build(&read("ninjs-schema_3.1.json")).unwrap()
    })
}
