//! Links and emphasis, from a source's HTML to the HTML of the wire.

use serde_json::{Value, json};

use crate::{
    newsroom::{Newsroom, until},
    person::Person,
    way::subscribe,
};

fn feed(address: &str) -> Vec<u8> {
    let text = format!(
        "<p>نشرت البلدية  <a href='{address}'> بيانا <em>مفصلا</em> </a> عن <strong>الجسر</strong>.</p>\
         <p>وقال <a href='javascript:alert(1)'>المهندس</a> إن العمل <b> </b>انتهى.</p>"
    );
    format!(
        "<rss version=\"2.0\"><channel><title>الوادي</title><item><title>فتح الجسر القديم</title><guid>bridge</guid>\
         <link>https://wadi.example/news/bridge</link><description><![CDATA[{text}]]></description></item></channel></rss>"
    )
    .into_bytes()
}

async fn take(adam: &Person, address: &str) {
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(address)).await.done();
}

fn link(address: &str, words: &str) -> Value {
    json!({ "kind": { "link": { "address": address } }, "words": words })
}

/// The marks of a block, each as its kind and its words.
fn marks(block: &Value) -> Vec<(Value, String)> {
    let text = block["text"].as_str().unwrap();
    let at = |place: &Value| usize::try_from(place.as_u64().unwrap()).unwrap();
    let words = |place: &Value| text[at(&place["start"])..at(&place["end"])].to_owned();
    let marks = block["marks"].as_array().map(Vec::as_slice).unwrap_or_default();
    marks.iter().map(|mark| (mark["kind"].clone(), words(&mark["place"]))).collect()
}

/// What warns that a link was lost or leads elsewhere.
async fn lost(person: &Person, piece: &str) -> Vec<String> {
    let found = person.get(&format!("/api/pieces/{piece}/findings")).await.done();
    let findings = found["findings"].as_array().unwrap().iter();
    let of_links = findings.filter(|finding| finding["check"] == "mark" && finding["level"] == "warns");
    of_links.map(|finding| finding["explanation"].as_str().unwrap().to_owned()).collect()
}

/// The HTML of the only item, as whoever follows the wire gets it.
async fn html(newsroom: &Newsroom) -> String {
    let items = subscribe(&newsroom.server.client_url(), 1).await;
    let bodies = items.values().next().unwrap()["bodies"].as_array().unwrap().clone();
    let html = bodies.iter().find(|body| body["contentType"] == "text/html").unwrap();
    html["value"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_and_emphasis_go_from_the_source_to_the_wire_on_the_words_that_a_translator_chose() {
    let newsroom = Newsroom::start("marking").await;
    let [adam, edith, salma] = ["adam", "edith", "salma"].map(|name| newsroom.person(name));
    take(&adam, "../statements/12").await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");

    let source = salma.piece(&piece).await["document"]["blocks"].clone();
    let address = "https://wadi.example/statements/12";
    let leads = json!({ "link": { "address": address } });
    let expected = [(leads.clone(), "بيانا مفصلا"), (json!("emphasis"), "مفصلا"), (json!("strong"), "الجسر")];
    assert_eq!(marks(&source[1]), expected.map(|(kind, words)| (kind, words.to_owned())));
    assert_eq!(source[1]["text"], "نشرت البلدية بيانا مفصلا عن الجسر.");
    assert_eq!(marks(&source[2]), [], "{source}");

    let epoch = salma.claim(&piece).await;
    let save = async |block: u32, text: &str, marks: Value| {
        let words = json!({ "epoch": epoch, "text": text, "marks": marks });
        salma.ask("PUT", &at(&format!("blocks/{block}")), &words).await
    };
    save(0, "Old bridge reopens", json!([])).await.done();
    let placed =
        json!([link(address, "a detailed statement"), { "kind": "strong", "words": "bridge", "nth": 1 }]);
    save(1, "On the bridge, the council issued a detailed statement: the bridge", placed.clone())
        .await
        .done();
    let many = vec![link(address, "bridge"); 65];
    assert_eq!(save(1, "The bridge", json!(many)).await.refused(), "translation:too_many_marks");
    // Words that are saved without a word about marks keep them.
    let words = json!({ "epoch": epoch, "text": "On the bridge, the council issued a detailed statement: the bridge is open." });
    salma.ask("PUT", &at("blocks/1"), &words).await.done();
    save(2, "The work is done, the engineer said.", json!([link("javascript:alert(1)", "engineer")]))
        .await
        .done();
    assert_eq!(lost(&salma, &piece).await, Vec::<String>::new());
    let draft = salma.piece(&piece).await["drafts"][1].clone();
    assert_eq!(draft["marks"][0], json!({ "kind": leads, "nth": 0, "words": "a detailed statement" }));

    salma.ask("POST", &at("submission"), &json!({ "epoch": epoch })).await.done();
    let digest = edith.approve(&piece).await;
    edith.publish(&piece, digest).await;
    let html = html(&newsroom).await;
    let expected = format!(
        "<p>On the bridge, the council issued <a href=\"{address}\" rel=\"nofollow noopener noreferrer\">a detailed statement</a>: \
         the <strong>bridge</strong> is open.</p>\n<p>The work is done, the engineer said.</p>\n"
    );
    assert!(html.starts_with(&expected), "{html}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_source_that_changes_a_link_alone_asks_the_translator_to_look_again() {
    let newsroom = Newsroom::start("marking-changed").await;
    let [adam, salma] = ["adam", "salma"].map(|name| newsroom.person(name));
    take(&adam, "https://wadi.example/1").await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let epoch = salma.claim(&piece).await;
    let words = json!({ "epoch": epoch, "text": "The council issued a statement.", "marks": [link("https://wadi.example/1", "a statement")] });
    salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/1"), &words).await.done();
    take(&adam, "https://wadi.example/2").await;
    let change = until(async || {
        let change = salma.piece(&piece).await["source_change"].clone();
        (change["revision"] == 2).then_some(change)
    })
    .await;
    let blocks = change["blocks"].as_array().unwrap();
    assert_eq!((blocks.len(), &blocks[0]["block"]), (1, &json!(1)), "{change}");
    let page = newsroom.browser("salma").page(&format!("/pieces/{piece}")).await;
    assert!(page.contains("No link to https://wadi.example/1 any more"), "{page}");
    assert!(page.contains("A new link, to https://wadi.example/2"), "{page}");
}
