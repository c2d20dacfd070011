//! The register of terms: translators propose, editors decide, and every text shows what is in force at once.

use serde_json::{Value, json};

use crate::newsroom::{Newsroom, until};

const FEED: &str = r#"<rss version="2.0"><channel><title>Wadi</title><item><title>زيارة إلى دمشق</title>
    <guid>terms-1</guid><description>&lt;p&gt;قال وزير الخارجية إنه سيعود بالطائرة إلى القاهرة.&lt;/p&gt;
    &lt;p&gt;ووصل للقاهرة وفد مع عبدالله، ولم يكن كريم بينهم.&lt;/p&gt;</description></item></channel></rss>"#;

fn term(source: &str, kind: &str, rendering: &str) -> Value {
    json!({ "from": "ar", "into": "en", "kind": kind, "source": source, "rendering": rendering })
}

/// What is found in the article: block, words, rendering.
fn found(text: &Value) -> Vec<(u64, String, String)> {
    let rendering = |id: &Value| {
        let terms = text["terms"].as_array().unwrap();
        terms.iter().find(|row| row["id"] == *id).unwrap()["entry"]["rendering"].as_str().unwrap().to_owned()
    };
    let blocks = text["blocks"].as_array().unwrap().iter();
    let in_block = |block: &Value| {
        let number = block["block"].as_u64().unwrap();
        let found = block["found"].as_array().unwrap().clone();
        found
            .into_iter()
            .map(move |found| (number, found["words"].as_str().unwrap().to_owned(), found["term"].clone()))
    };
    blocks.flat_map(in_block).map(|(number, words, id)| (number, words, rendering(&id))).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_term_is_proposed_agreed_changed_and_retired_and_every_text_shows_it() {
    let newsroom = Newsroom::start("terms").await;
    let (adam, edith, salma) = (newsroom.person("adam"), newsroom.person("edith"), newsroom.person("salma"));
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", FEED.into()).await.done();
    let article =
        until(async || adam.get("/api/articles").await.done()["rows"][0]["id"].as_str().map(str::to_owned))
            .await;
    let path = format!("/api/articles/{article}/terms?into=en");
    assert_eq!(found(&adam.get(&path).await.done()), []);

    let cairo = term("القاهرة", "place", "Cairo");
    let refused = salma.ask("POST", "/api/terms", &cairo).await;
    assert_eq!((refused.status, refused.refused().as_str()), (403, "term:needs_role"));
    let proposed = salma.ask("POST", "/api/terms/proposals", &cairo).await.done();
    assert_eq!(proposed["standing"], "proposed");
    let id = proposed["id"].as_str().unwrap();
    let waiting = edith.get("/api/terms?standing=proposed&contains=قاهره").await.done();
    assert_eq!(waiting["rows"][0]["id"], id);
    assert_eq!(edith.ask("POST", "/api/terms", &cairo).await.done()["standing"], "agreed");
    for (source, kind, rendering) in
        [("عبد الله", "person", "Abdullah"), ("وزير", "title", "minister"), ("ريم", "person", "Reem")]
    {
        edith.ask("POST", "/api/terms", &term(source, kind, rendering)).await.done();
    }
    let expected = [
        (1, "وزير", "minister"),
        (1, "القاهرة", "Cairo"),
        (2, "للقاهرة", "Cairo"),
        (2, "عبدالله", "Abdullah"),
    ]
    .map(|(block, words, rendering)| (block, words.to_owned(), rendering.to_owned()));
    assert_eq!(found(&salma.get(&path).await.done()), expected);

    let other = term("القاهرة", "place", "Cairo, the capital");
    let refused = edith.ask("POST", "/api/terms", &other).await;
    assert_eq!((refused.status, refused.refused().as_str()), (409, "term:already_added"));
    edith.ask("PUT", &format!("/api/terms/{id}"), &other).await.done();
    assert_eq!(found(&salma.get(&path).await.done())[1].2, "Cairo, the capital");
    let retired = edith.ask("POST", &format!("/api/terms/{id}/retirement"), &json!({ "reason": "so" })).await;
    assert_eq!(retired.done()["standing"], "retired");
    assert_eq!(found(&salma.get(&path).await.done()).len(), 2);
    assert_eq!(edith.get("/api/terms").await.done()["rows"].as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_register_is_paged() {
    let newsroom = Newsroom::start("terms-paged").await;
    let edith = newsroom.person("edith");
    for number in 0..7 {
        let source = format!("بلدة {number}");
        edith.ask("POST", "/api/terms", &term(&source, "place", &format!("Town {number}"))).await.done();
    }
    let (mut before, mut seen) = (String::new(), Vec::new());
    loop {
        let page = edith.get(&format!("/api/terms?from=ar&kind=place&limit=3{before}")).await.done();
        let rows = page["rows"].as_array().unwrap().clone();
        let Some(last) = rows.last() else { break };
        before = format!("&before={}", last["position"]);
        seen.extend(rows.iter().map(|row| row["entry"]["rendering"].as_str().unwrap().to_owned()));
    }
    assert_eq!(seen, [6, 5, 4, 3, 2, 1, 0].map(|number| format!("Town {number}")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_goes_out_and_comes_in_as_csv_and_as_tbx() {
    let newsroom = Newsroom::start("terms-files").await;
    let (edith, salma) = (newsroom.person("edith"), newsroom.person("salma"));
    let csv = "source,alternatives,rendering,forbidden,kind\nالقاهرة,,Cairo,,place\nعبد الله,عبدالاله | ابو علي,Abdullah,Abdalla,person\n\
               القدس,,Jerusalem,,city\nحلب,,…,,place\n";
    let path = "/api/terms/import?from=ar&into=en";
    let refused = salma.post_bytes(path, "text/csv", csv.into()).await;
    assert_eq!((refused.status, refused.refused().as_str()), (403, "term:needs_role"));
    let imported = edith.post_bytes(path, "text/csv", csv.into()).await.done();
    assert_eq!((&imported["added"], &imported["changed"]), (&json!(2), &json!(0)), "{imported}");
    let numbers: Vec<_> =
        imported["refused"].as_array().unwrap().iter().map(|entry| &entry["number"]).collect();
    assert_eq!(numbers, [3, 4], "{imported}");
    for format in ["csv", "tbx"] {
        let exported = edith.get(&format!("/api/terms/export?format={format}")).await;
        let named = format!("attachment; filename=\"terms.{format}\"");
        assert_eq!(exported.header("content-disposition"), Some(named.as_str()));
        let file = exported.text;
        let again = edith.post_bytes(path, "", file.clone().into()).await.done();
        assert_eq!(again, json!({ "added": 0, "changed": 0, "unchanged": 2, "refused": [] }), "{file}");
        let other = file.replace("Cairo", &format!("Cairo by {format}"));
        let changed = edith.post_bytes(path, "", other.into()).await.done();
        assert_eq!((&changed["changed"], &changed["unchanged"]), (&json!(1), &json!(1)), "{changed}");
        edith.post_bytes(path, "", file.into()).await.done();
    }
    let bare = "source,rendering,kind\nعبد الله,Abdallah,person\n";
    let changed = edith.post_bytes(path, "", bare.into()).await.done();
    assert_eq!(changed["changes"][0]["columns"], json!(["rendering"]), "{changed}");
    let file = edith.text("/api/terms/export").await;
    assert!(file.contains("عبدالاله | ابو علي,Abdallah,,Abdalla,"), "what has no column stays: {file}");
    let broken = edith.post_bytes(path, "", "<tbx><text>".into()).await;
    assert_eq!((broken.status, broken.refused().as_str()), (400, "not_understood"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_proposal_is_counted_and_those_that_wait_longest_come_first() {
    const PROPOSALS: usize = 53;
    let newsroom = Newsroom::start("terms-waiting").await;
    let (salma, edith) = (newsroom.person("salma"), newsroom.browser("edith"));
    for number in 1..=PROPOSALS {
        let name = format!("مكان {number}");
        salma
            .ask("POST", "/api/terms/proposals", &term(&name, "place", &format!("Place {number}.")))
            .await
            .done();
    }
    let page = edith.page("/terms").await;
    assert!(page.contains("53 proposals wait") && page.contains("Place 1.") && !page.contains("Place 53."));
    let (_, rest) = page.split_once("href=\"/terms?proposed_after=").expect("a way to the rest");
    let rest = edith.page(&format!("/terms?proposed_after={}", rest.split('"').next().unwrap())).await;
    assert!(rest.contains("53 proposals wait") && rest.contains("Place 53.") && !rest.contains("Place 1."));
}
