//! Search in everything: what was written is found a moment later, and again after a restart.

use std::{fs, path::Path, process::Stdio, time::Instant};

use serde_json::{Value, json};
use tokio::process::Command;

use crate::{
    claims::feed,
    newsroom::{Newsroom, Service, folder, until},
    person::Person,
};

/// A question in an address.
fn asked(question: &str) -> String {
    let query = form_urlencoded::byte_serialize(question.as_bytes()).collect::<String>();
    format!("/api/search?q={query}")
}

async fn find(person: &Person, question: &str) -> Value {
    person.get(&asked(question)).await.done()
}

fn articles(found: &Value) -> &Vec<Value> {
    found["articles"].as_array().unwrap()
}

/// The words that were marked in a passage.
fn marked(excerpt: &Value) -> Vec<String> {
    let text = excerpt["text"].as_str().unwrap();
    let at = |mark: &Value, end: &str| usize::try_from(mark[end].as_u64().unwrap()).unwrap();
    let marks = excerpt["marks"].as_array().unwrap().iter();
    marks.map(|mark| text[at(mark, "start")..at(mark, "end")].to_owned()).collect()
}

/// Some articles, of which one is being translated; gives that piece.
async fn work(newsroom: &Newsroom, items: usize) -> String {
    newsroom.person("adam").post_bytes("/api/sources/wadi/feed", "", feed(items)).await.done();
    let edith = newsroom.person("edith");
    let open = until(async || Some(edith.pieces("open").await).filter(|open| open.len() == items)).await;
    open[0]["id"].as_str().unwrap().to_owned()
}

async fn until_found(person: &Person, question: &str, count: u64) -> Value {
    until(async || Some(find(person, question).await).filter(|found| found["count"] == count)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_is_found_at_once_and_leads_to_where_it_stands() {
    let newsroom = Newsroom::start("searching").await;
    let [edith, salma] = ["edith", "salma"].map(|name| newsroom.person(name));
    let piece = work(&newsroom, 3).await;
    let found = until_found(&edith, "جسر", 3).await;
    assert_eq!(marked(&articles(&found)[0]["excerpt"]), ["الجسر"]);

    // Read your own write: whoever saved finds it, and everybody a moment later.
    let epoch = salma.claim(&piece).await;
    let path = format!("/api/pieces/{piece}/blocks/1");
    let words = json!({ "epoch": epoch, "text": "The drawbridge is open." });
    let version = salma.ask("PUT", &path, &words).await.version.unwrap();
    let own = salma.get(&format!("{}&at_least={version}", asked("drawbridge"))).await;
    assert!(own.version.unwrap() >= version);
    let own = own.done();
    let found_piece = &articles(&own)[0]["pieces"][0];
    assert_eq!((&found_piece["id"], &found_piece["stage"]), (&json!(piece), &json!("claimed")));
    assert_eq!(found_piece["address"], format!("/pieces/{piece}"));
    assert_eq!(marked(&found_piece["excerpt"]), ["drawbridge"]);
    let (saved, words) = (Instant::now(), json!({ "epoch": epoch, "text": "The viaduct is open." }));
    salma.ask("PUT", &path, &words).await.done();
    until_found(&edith, "viaduct by:salma", 1).await;
    assert!(saved.elapsed().as_secs() < 10, "a second or two, and more only where the machine is busy");
    assert_eq!(find(&edith, "drawbridge").await["count"], 0, "what was written over is gone");

    let blocks = salma.piece(&piece).await["document"]["blocks"].as_array().unwrap().len();
    let headline = json!({ "epoch": epoch, "text": "The viaduct" });
    salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/0"), &headline).await.done();
    assert_eq!(blocks, 2);
    let path = format!("/api/pieces/{piece}/submission");
    salma.until_done("POST", &path, &json!({ "epoch": epoch })).await;
    let digest = edith.approve(&piece).await;
    edith.publish(&piece, digest).await;
    let published = until(async || {
        let found = find(&edith, "viaduct by:edith -by:omar language:en source:wadi").await;
        let piece = articles(&found).first()?["pieces"][0].clone();
        (piece["stage"] == "published").then_some(piece)
    })
    .await;
    assert_eq!(
        (&published["headline"], &published["address"]),
        (&json!("The viaduct"), &json!(format!("/published/{piece}")))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_of_the_index_is_gone_on_with_and_what_does_not_fit_is_made_anew() {
    let mut newsroom = Newsroom::start("search-restart").await;
    let kept = folder("search-index");
    newsroom.index = Some(kept.clone());
    let reopen = async |newsroom: &mut Newsroom| {
        newsroom.close().await;
        newsroom.open_desk().await;
        newsroom.open(&Service::ALL).await;
        let edith = newsroom.person("edith");
        until(async || (edith.get("/api/members").await.status == 200).then_some(())).await;
        edith
    };
    let edith = reopen(&mut newsroom).await;
    let piece = work(&newsroom, 4).await;
    newsroom.person("salma").translate(&piece, |number, _| format!("Viaduct {number}")).await;
    until_found(&edith, "جسر", 4).await;
    let said = until_found(&edith, "viaduct by:salma", 1).await["articles"].clone();
    let number = |folder: &Path| -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        entries.map(|name| name.into_string().unwrap()).collect()
    };
    assert_eq!(number(&kept), ["1"]);

    let edith = reopen(&mut newsroom).await;
    assert_eq!(until_found(&edith, "viaduct by:salma", 1).await["articles"], said);
    assert_eq!(number(&kept), ["1"], "it went on with what is kept");
    let health = edith.get("/api/health").await.done();
    let replicas = health["replicas"].as_array().unwrap();
    let parts = replicas.iter().flat_map(|replica| replica["parts"].as_array().unwrap());
    assert_eq!(parts.filter(|part| part["name"] == "search").count(), 1, "{health}");

    newsroom.close().await;
    // As another program or another log would leave it.
    let meta = kept.join("1/meta.json");
    let other = fs::read_to_string(&meta).unwrap().replace("sha256:", "sha256:0");
    fs::write(&meta, other).unwrap();
    let edith = reopen(&mut newsroom).await;
    assert_eq!(until_found(&edith, "viaduct by:salma", 1).await["articles"], said);

    newsroom.close().await;
    for entry in fs::read_dir(&kept).unwrap() {
        let folder = entry.unwrap().path();
        for file in fs::read_dir(&folder).unwrap() {
            fs::write(file.unwrap().path(), b"garbage").unwrap();
        }
    }
    let edith = reopen(&mut newsroom).await;
    assert_eq!(until_found(&edith, "viaduct by:salma", 1).await["articles"], said);

    let (code, compared) = crate::rebuilding::rebuild(&newsroom, "desk").await;
    let comparisons = compared["processes"][0]["comparisons"].as_array().unwrap();
    let search = comparisons.iter().find(|comparison| comparison["name"] == "search").unwrap();
    assert_eq!((code, &search["differences"]), (Some(0), &json!([])), "{compared}");
    assert_eq!(number(&kept).len(), 1, "the one that was replaced is taken away");
    assert_eq!(until_found(&edith, "viaduct by:salma", 1).await["articles"], said);
    newsroom.person("yusuf").claim(&other_than(&edith, &piece).await).await;
    until_found(&edith, "by:yusuf", 1).await;
}

/// Another piece that is open.
async fn other_than(person: &Person, piece: &str) -> String {
    let open = person.pieces("open").await;
    open.iter().filter_map(|row| row["id"].as_str()).find(|id| *id != piece).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_question_is_answered_page_by_page_in_words_and_on_the_page() {
    let newsroom = Newsroom::start("search-questions").await;
    let edith = newsroom.person("edith");
    work(&newsroom, 5).await;
    until_found(&edith, "جسر", 5).await;

    let (mut after, mut seen) = (String::new(), std::collections::BTreeSet::new());
    for page in 0..3 {
        let found = edith.get(&format!("{}&limit=2{after}", asked("جسر"))).await.done();
        seen.extend(articles(&found).iter().map(|article| article["article"]["id"].to_string()));
        assert_eq!(found["next"].is_null(), page == 2, "{found}");
        after = format!("&after={}", found["next"].as_str().unwrap_or_default());
    }
    assert_eq!(seen.len(), 5);
    assert_eq!(edith.get("/api/search?q=a&after=nonsense").await.status, 400);

    for question in
        ["", "-", "\"", &"ا".repeat(5_000), "\u{202e}source:\u{2066}", "before:2026-99 -\"\" :", "<b>"]
    {
        assert_eq!(edith.get(&asked(question)).await.status, 200, "{question}");
    }

    let browser = newsroom.browser("edith");
    let page = browser.page("/search?q=%D8%AC%D8%B3%D8%B1").await;
    assert!(page.contains("<mark>الجسر</mark>") && page.contains("dir=\"rtl\""), "{page}");
    let page = browser.page("/search?q=%3Cscript%3E").await;
    assert!(!page.contains("<script>") && page.contains("/search?q=dam"), "{page}");
    assert!(browser.page("/search").await.contains("name=\"q\""));

    let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    command.args(["search", "--desk", &newsroom.address, "جسر", "رقم", "--limit", "2"]);
    command.env("DRAGOMAN_TOKEN", newsroom.token("edith")).stdin(Stdio::null());
    let output = command.output().await.unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("[الجسر]") && said.contains("5 articles found; the next: --after "), "{said}");
}
