//! The blocks of a translation need not answer those of the source one by one: left out, joined, split and added they go up
//! to the wire; and two devices that save one block at once lose no words.

use contract::Digest;
use serde_json::{Value, json};

use crate::{
    changing::{FIRST, take},
    newsroom::{Newsroom, until},
    person::Person,
    planted::verify,
};

/// The first number of what a translation adds.
const ADDED: u64 = 1 << 31;

/// Somebody at work on a piece, under a claim.
struct AtWork {
    person: Person,
    piece: String,
    epoch: u64,
}

impl AtWork {
    /// A newsroom with one article, which this translator has claimed.
    async fn on_an_article(newsroom: &Newsroom, name: &str) -> Self {
        let (adam, person) = (newsroom.person("adam"), newsroom.person(name));
        take(&adam, FIRST).await;
        let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
        let epoch = person.claim(&piece).await;
        Self { person, piece, epoch }
    }

    async fn ask(&self, method: &str, rest: &str, mut body: Value) -> crate::person::Answer {
        body["epoch"] = json!(self.epoch);
        self.person.ask(method, &format!("/api/pieces/{}/{rest}", self.piece), &body).await
    }

    async fn post(&self, rest: &str, body: Value) {
        self.ask("POST", rest, body).await.done();
    }

    async fn save(&self, block: &str, text: &str) {
        self.ask("PUT", &format!("blocks/{block}"), json!({ "text": text })).await.done();
    }

    async fn save_all(&self) {
        for (block, text) in ["Old bridge", "One.", "Two.", "Three.", "Four.", "Five."].iter().enumerate() {
            self.save(&block.to_string(), text).await;
        }
    }

    async fn text(&self) -> Value {
        self.person.piece(&self.piece).await
    }
}

/// The words so far, by block.
fn words(text: &Value, block: u64) -> Value {
    let drafts = text["drafts"].as_array().unwrap();
    drafts.iter().find(|draft| draft["block"] == block).map_or(Value::Null, |draft| draft["text"].clone())
}

/// A text as numbers and words.
fn blocks(document: &Value) -> Vec<(u64, String)> {
    let of = |block: &Value| (block["id"].as_u64().unwrap(), block["text"].as_str().unwrap().to_owned());
    document["blocks"].as_array().unwrap().iter().map(of).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blocks_are_left_out_joined_split_and_added_up_to_the_wire() {
    let newsroom = Newsroom::start("arranging").await;
    let (adam, edith) = (newsroom.person("adam"), newsroom.person("edith"));
    let salma = AtWork::on_an_article(&newsroom, "salma").await;
    salma.save_all().await;
    salma.save("summary", "A bridge is open again.").await;
    salma.save("byline", "By the desk").await;

    assert_eq!(
        salma.ask("POST", "blocks/2/omission", json!({ "reason": " " })).await.refused(),
        "translation:needs_why"
    );
    salma.post("blocks/2/omission", json!({ "reason": "Told in the first paragraph." })).await;
    salma.post("blocks/4/join", json!({})).await;
    let over = |words: &[u8]| Digest::of(words).to_string();
    let split = |over: String| json!({ "head": "One", "tail": "and a half.", "over": over });
    let elsewhere = salma.ask("POST", "blocks/1/split", split(over(b"Once."))).await;
    assert_eq!(elsewhere.refused(), "translation:other_words_saved");
    salma.post("blocks/1/split", split(over(b"One."))).await;
    salma.post("notes", json!({ "after": 5, "text": "Wadi is in the north." })).await;
    let text = salma.text().await;
    assert_eq!(words(&text, 3), "Three. Four.", "as they were saved, one behind the other");
    assert_eq!(text["arrangement"]["omitted"]["2"], "Told in the first paragraph.");
    assert_eq!(text["arrangement"]["joined"]["4"], 3);

    // What is set aside is not written, and what was written is kept.
    let late = salma.ask("PUT", "blocks/4", json!({ "text": "Late." })).await;
    assert_eq!((late.refused().as_str(), &late.body["kept"]), ("translation:block_set_aside", &json!(true)));
    // A note that was a mistake leaves again, and what was left out comes back with its words.
    salma.post("notes", json!({ "after": 0, "text": "A mistake." })).await;
    salma.post(&format!("blocks/{}/removal", ADDED + 2), json!({})).await;
    salma.post("blocks/5/omission", json!({ "reason": "Not news." })).await;
    salma.post("blocks/5/restoration", json!({})).await;
    salma.post("submission", json!({})).await;

    let submitted = edith.piece(&salma.piece).await["submission"].clone();
    let expected = [
        (0, "Old bridge"),
        (u64::from(u32::MAX - 1), "A bridge is open again."),
        (u64::from(u32::MAX), "By the desk"),
        (1, "One"),
        (ADDED, "and a half."),
        (3, "Three. Four."),
        (5, "Five."),
        (ADDED + 1, "Wadi is in the north."),
    ];
    assert_eq!(blocks(&submitted["document"]), expected.map(|(id, text)| (id, text.to_owned())));
    let page = newsroom.browser("edith").page(&format!("/review/{}", salma.piece)).await;
    for shown in ["Told in the first paragraph.", "Joined to block 3", "Note by the newsroom", "By the desk"]
    {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let digest = edith.approve(&salma.piece).await;
    edith.publish(&salma.piece, digest).await;
    let item = until(async || {
        adam.get("/api/wire?limit=1").await.done()["rows"].as_array().unwrap().first().cloned()
    })
    .await["document"]
        .clone();
    assert_eq!(item["descriptions"][0]["value"], "A bridge is open again.");
    assert!(item["by"].as_str().unwrap().starts_with("By the desk. Translated by "), "{item}");
    let html = item["bodies"][0]["value"].as_str().unwrap();
    assert!(html.contains("Three. Four.</p>\n<p>Five.</p>\n<aside class=\"note\">"), "{html}");
    let (code, said) = verify(&newsroom.server.client_url(), &[]).await;
    assert_eq!((code, &said["found"]), (Some(0), &json!(0)), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_it_stood_at_a_moment_it_stood_with_what_was_left_out_then() {
    let newsroom = Newsroom::start("arranging-moments").await;
    let salma = AtWork::on_an_article(&newsroom, "salma").await;
    salma.save_all().await;
    salma.post("blocks/2/omission", json!({ "reason": "Told before." })).await;
    let then = salma.text().await["version"].as_u64().unwrap();
    salma.post("blocks/2/restoration", json!({})).await;
    let article = salma.piece.split('_').next().unwrap();
    let stood = salma.person.get(&format!("/api/articles/{article}/state?at={then}")).await.done();
    assert_eq!(stood["pieces"][0]["arrangement"]["omitted"]["2"], "Told before.", "{stood}");
    assert_eq!(salma.text().await["arrangement"], Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_devices_that_save_one_block_at_once_lose_no_words() {
    let newsroom = Newsroom::start("arranging-devices").await;
    let salma = AtWork::on_an_article(&newsroom, "salma").await;
    salma.save("1", "The bridge was reopened.").await;
    let over = Digest::of(b"The bridge was reopened.").to_string();
    // Both pages show the same words, and both go on from them.
    let [one, other] = ["The bridge was reopened this morning.", "The old bridge was reopened."];
    let save = |text: &str| salma.ask("PUT", "blocks/1", json!({ "text": text, "over": over }));
    let answers = tokio::join!(save(one), save(other));
    let [first, second] = <[_; 2]>::from(answers);
    let (saved, kept) = if first.status == 200 { (one, other) } else { (other, one) };
    let refused = if first.status == 200 { &second } else { &first };
    assert_eq!(
        (refused.refused().as_str(), &refused.body["kept"]),
        ("translation:other_words_saved", &json!(true))
    );
    let text = salma.text().await;
    assert_eq!(words(&text, 1), saved);
    assert_eq!(text["rescued"][0]["text"], kept, "{text}");
    let page = newsroom.browser("salma").page(&format!("/pieces/{}", salma.piece)).await;
    assert!(page.contains(saved) && page.contains(kept), "both are shown: {page}");
    // Whoever has seen what is saved may replace it; the claim never ended.
    let seen = json!({ "text": "Both.", "over": Digest::of(saved.as_bytes()).to_string() });
    salma.ask("PUT", "blocks/1", seen).await.done();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_workbench_arranges_blocks_by_forms_without_script() {
    let newsroom = Newsroom::start("arranging-bench").await;
    let salma = AtWork::on_an_article(&newsroom, "salma").await;
    salma.save_all().await;
    let (browser, address) = (newsroom.browser("salma"), format!("/pieces/{}", salma.piece));
    let arrange = format!("{address}/arrangement");
    let form = |fields: &str| format!("epoch={}&revision=1&{fields}", salma.epoch);
    let post = async |fields: &str| browser.post(&arrange, &form(fields)).await;

    let (status, page) = post("act=omit-2&reason-2=").await;
    assert!(status == 422 && page.contains("Say why"), "{status} {page}");
    // What was typed is saved first, wherever it was typed.
    let typed = "act=omit-2&reason-2=Told+before.&text-1=Other+words&was-1=One.";
    let (status, place) = post(typed).await;
    assert_eq!((status, place), (303, format!("{address}?done=arranged#block-2")));
    assert_eq!(post("act=join-4").await, (303, format!("{address}?done=arranged#text-3")));
    assert_eq!(post("act=note-5").await, (303, format!("{address}?done=arranged#text-{ADDED}")));
    let page = browser.page(&address).await;
    for shown in [
        "Told before.",
        "Bring back",
        "Joined to block 3",
        "Note by the newsroom",
        "name=\"text-2147483648\"",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("name=\"text-2\"") && !page.contains("name=\"text-4\""), "{page}");
    assert_eq!(post("act=split-3&text-3=Three.%0D%0A%0D%0AFour.&was-3=Three.+Four.").await.0, 303);
    assert_eq!(post("act=restore-2").await.0, 303);
    let text = salma.text().await;
    assert_eq!(words(&text, 1), "Other words");
    assert_eq!((words(&text, 3), words(&text, ADDED + 1)), (json!("Three."), json!("Four.")));
    assert_eq!(text["arrangement"]["omitted"], Value::Null);
    assert_eq!(post(&format!("act=remove-{ADDED}")).await, (303, format!("{address}?done=arranged#block-5")));
    assert_eq!(words(&salma.text().await, ADDED), Value::Null);

    // The page was shown before another device saved: what was typed on it is kept, and both are shown.
    salma.save("5", "From elsewhere.").await;
    let over = Digest::of(b"Five.").to_string().replace(':', "%3A");
    let fields = form(&format!("text-5=Typed+here.&was-5=Five.&over-5={over}"));
    let (status, page) = browser.post(&format!("{address}/blocks"), &fields).await;
    assert!(
        status == 409 && page.contains("From elsewhere.") && page.contains("Typed here."),
        "{status} {page}"
    );
    let (status, _) = browser.post(&format!("{address}/blocks"), &form("take=0")).await;
    assert_eq!((status, words(&salma.text().await, 5)), (303, json!("Typed here.")));
}
