//! The source changes an article while somebody translates it: they see it, accept it block by block, and submit the
//! answer to the newest text.

use serde_json::{Value, json};

use crate::{
    newsroom::{Newsroom, until},
    person::Person,
    planted::verify,
};

pub const FIRST: &[&str] = &[
    "أعيد فتح الجسر صباح اليوم.",
    "حضر الافتتاح مئة شخص.",
    "وقال المهندس إن العمل استمر سنة.",
    "وتعود الحافلات غدا.",
    "ويفتح السوق يوم الجمعة.",
];

/// Corrected in its first paragraph, without the second, with a new one in the middle, and the last one corrected.
const SECOND: &[&str] = &[
    "أعيد فتح الجسر مساء اليوم.",
    "وقال المهندس إن العمل استمر سنة.",
    "وهنأ رئيس البلدية العمال.",
    "وتعود الحافلات غدا.",
    "ويفتح السوق يوم السبت.",
];

/// A feed of one article with these paragraphs.
pub fn article(paragraphs: &[&str]) -> Vec<u8> {
    let text = format!("<p>{}</p>", paragraphs.join("</p><p>"));
    format!(
        "<rss version=\"2.0\"><channel><title>الوادي</title><item><title>فتح الجسر القديم</title><guid>bridge</guid>\
         <link>https://wadi.example/bridge</link><description><![CDATA[{text}]]></description></item></channel></rss>"
    )
    .into_bytes()
}

pub async fn take(adam: &Person, paragraphs: &[&str]) {
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", article(paragraphs)).await.done();
}

fn numbers(blocks: &Value) -> Vec<u64> {
    blocks.as_array().unwrap().iter().map(|block| block["id"].as_u64().unwrap()).collect()
}

/// What awaits the translator, once the translation knows of this revision.
async fn change(person: &Person, piece: &str, revision: u64) -> Value {
    until(async || {
        let change = person.piece(piece).await["source_change"].clone();
        (change["revision"] == revision).then_some(change)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_translator_sees_what_the_source_changed_accepts_it_and_submits_the_answer_to_it() {
    let newsroom = Newsroom::start("changing").await;
    let [adam, edith, salma, yusuf] = ["adam", "edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    take(&adam, FIRST).await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let epoch = salma.claim(&piece).await;
    // All but the last paragraphs have words when the source changes.
    let saved = ["Old bridge reopens", "It was reopened this morning.", "A hundred came.", "It took a year."];
    for (block, text) in saved.iter().enumerate() {
        let words = json!({ "epoch": epoch, "text": text });
        salma.ask("PUT", &at(&format!("blocks/{block}")), &words).await.done();
    }

    take(&adam, SECOND).await;
    let seen = change(&salma, &piece, 2).await;
    let blocks = seen["blocks"].as_array().unwrap();
    assert_eq!(blocks.len(), 2, "{seen}");
    assert_eq!((&blocks[0]["block"], &blocks[0]["now"]["text"]), (&json!(1), &json!(SECOND[0])));
    assert_eq!((&blocks[1]["block"], &blocks[1]["now"]), (&json!(2), &Value::Null));
    let text = salma.piece(&piece).await;
    assert_eq!(
        numbers(&text["document"]["blocks"]),
        [0, 1, 2, 3, 6, 4, 5],
        "in the order of the newest text"
    );
    assert_eq!(text["document"]["blocks"][1]["text"], FIRST[0], "as it is answered so far");
    assert_eq!(text["document"]["blocks"][6]["text"], SECOND[4], "what has no words is taken over");
    assert_eq!(text["drafts"].as_array().unwrap().len(), 4, "{text}");
    assert_eq!((&text["revision"], &text["newest_revision"]), (&json!(1), &json!(2)));

    let under = json!({ "epoch": epoch });
    let early = salma.ask("POST", &at("submission"), &under).await;
    assert_eq!(early.refused(), "translation:source_changed");
    assert_eq!(early.body["refusal"]["blocks"], json!([1, 2]));
    let accept = json!({ "epoch": epoch, "revision": 2 });
    let by_another = yusuf.ask("POST", &at("blocks/1/acceptance"), &accept).await;
    assert_eq!(by_another.refused(), "translation:claimed_by_another");
    let unseen = json!({ "epoch": epoch, "revision": 1 });
    let unseen = salma.ask("POST", &at("blocks/1/acceptance"), &unseen).await;
    assert_eq!(unseen.refused(), "translation:source_changed_again");
    let words = json!({ "epoch": epoch, "text": "It was reopened this evening." });
    salma.ask("PUT", &at("blocks/1"), &words).await.done();
    let row = salma.ask("POST", &at("blocks/1/acceptance"), &accept).await.done();
    assert_eq!(row["revision"], 1, "another block is open");
    let row = salma.ask("POST", &at("acceptance"), &accept).await.done();
    assert_eq!((&row["revision"], &row["lease"]["epoch"]), (&json!(2), &json!(epoch)));

    let text = salma.piece(&piece).await;
    assert_eq!(text["source_change"], Value::Null);
    assert_eq!(numbers(&text["document"]["blocks"]), [0, 1, 3, 6, 4, 5]);
    let drafted: Vec<u64> =
        text["drafts"].as_array().unwrap().iter().map(|draft| draft["block"].as_u64().unwrap()).collect();
    assert_eq!(drafted, [0, 1, 3], "what left the text has no words in it");
    // Words for the block that is gone are kept, and the claim goes on.
    let late = json!({ "epoch": epoch, "text": "A hundred people came." });
    let late = salma.ask("PUT", &at("blocks/2"), &late).await;
    assert_eq!((late.refused().as_str(), &late.body["kept"]), ("translation:block_gone", &json!(true)));
    let missing = salma.ask("POST", &at("submission"), &under).await;
    assert_eq!(
        (missing.refused().as_str(), &missing.body["refusal"]["blocks"]),
        ("translation:blocks_missing", &json!([6, 4, 5]))
    );
    let rest = [(6, "The mayor congratulated all."), (4, "Buses return."), (5, "The market opens.")];
    for (block, text) in rest {
        let words = json!({ "epoch": epoch, "text": text });
        salma.ask("PUT", &at(&format!("blocks/{block}")), &words).await.done();
    }
    salma.ask("POST", &at("submission"), &under).await.done();

    let digest = edith.approve(&piece).await;
    edith.publish(&piece, digest).await;
    told(&newsroom, &adam, &piece).await;
    let (code, said) = verify(&newsroom.server.client_url(), &[]).await;
    assert_eq!((code, &said["found"]), (Some(0), &json!(0)), "{said}");
}

/// What history and the pages tell of it.
async fn told(newsroom: &Newsroom, adam: &Person, piece: &str) {
    let article = piece.split('_').next().unwrap();
    let timeline = adam.get(&format!("/api/articles/{article}/timeline?limit=200")).await.done();
    let rows = timeline["rows"].as_array().unwrap();
    let of = |kind: &str| rows.iter().filter(|row| row["type"] == kind).cloned().collect::<Vec<_>>();
    assert_eq!(of("article.revised")[0]["data"]["languages"], json!(["en"]));
    let changed = &of("translation.source_changed")[0];
    assert_eq!(
        (changed["data"]["open"].clone(), &changed["by"]),
        (json!([1, 2]), &json!("service-translation"))
    );
    assert_eq!(of("translation.source_accepted").len(), 2);
    let submitted = &of("translation.submitted")[0]["data"];
    assert_eq!(submitted["origin"]["revision"], 2, "the submission names the revision that it answers");
    let source = &of("article.revised")[0]["data"]["origin"]["document"];
    assert_eq!(&submitted["origin"]["document"], source);
    let page = newsroom.browser("adam").page(&format!("/articles/{article}")).await;
    for words in
        ["put revision 2 before the translator: 2 blocks wait", "accepted what the source changed in"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    // As it stood while blocks were open.
    let then = changed["sequence"].as_u64().unwrap();
    let stood = adam.get(&format!("/api/articles/{article}/state?at={then}")).await.done();
    assert_eq!(stood["pieces"][0]["source_change"]["revision"], 2, "{stood}");
    let page = newsroom.browser("adam").page(&format!("/articles/{article}/state?at={then}")).await;
    assert!(page.contains("<del>صباح</del>&zwnj;<ins>مساء</ins>"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_sees_the_source_that_a_submission_answers_and_what_comes_back_knows_the_newest() {
    let newsroom = Newsroom::start("changing-submitted").await;
    let [adam, edith, salma] = ["adam", "edith", "salma"].map(|name| newsroom.person(name));
    take(&adam, FIRST).await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    salma.translate(&piece, |number, _| format!("Words {number}")).await;
    take(&adam, SECOND).await;
    let knows = |text: &Value| text["newest_revision"] == 2 && text["headline"] != Value::Null;
    let text = until(async || Some(edith.piece(&piece).await).filter(knows)).await;
    assert_eq!((&text["revision"], &text["source_change"]), (&json!(1), &Value::Null));
    assert_eq!(
        numbers(&text["document"]["blocks"]),
        [0, 1, 2, 3, 4, 5],
        "what was submitted answers the first revision"
    );
    let changes = json!({ "notes": [{ "text": "The source has changed" }] });
    until(async || {
        let asked = edith.ask("POST", &format!("/api/pieces/{piece}/changes"), &changes).await;
        (asked.status == 200).then_some(())
    })
    .await;
    let seen = change(&salma, &piece, 2).await;
    assert_eq!(seen["blocks"].as_array().unwrap().len(), 3, "{seen}");
    let epoch = salma.claim(&piece).await;
    let accept = json!({ "epoch": epoch, "revision": 2 });
    let row = salma.ask("POST", &format!("/api/pieces/{piece}/acceptance"), &accept).await.done();
    assert_eq!(row["revision"], 2);
    // Back at the first text: what had words is open again, and the revision is a third one.
    take(&adam, FIRST).await;
    let seen = change(&salma, &piece, 3).await;
    let blocks: Vec<_> =
        seen["blocks"].as_array().unwrap().iter().map(|block| block["block"].clone()).collect();
    assert_eq!(blocks, [json!(1), json!(5)], "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_workbench_shows_a_change_word_by_word_and_takes_a_form_without_script() {
    let newsroom = Newsroom::start("changing-bench").await;
    let [adam, salma] = ["adam", "salma"].map(|name| newsroom.person(name));
    take(&adam, FIRST).await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let epoch = salma.claim(&piece).await;
    for block in 0..=5 {
        let words = json!({ "epoch": epoch, "text": format!("Words {block}") });
        salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/{block}"), &words).await.done();
    }
    take(&adam, SECOND).await;
    change(&salma, &piece, 2).await;
    let address = format!("/pieces/{piece}");
    let page = newsroom.browser("salma").page(&address).await;
    for shown in [
        "أعيد فتح الجسر <del>صباح</del>&zwnj;<ins>مساء</ins> اليوم.",
        "<del>حضر الافتتاح مئة شخص.</del>",
        "Leave it out",
        "My text fits the new source",
        "3 blocks wait",
        "name=\"revision\" value=\"2\"",
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    // The page was shown before the source changed: nothing is submitted unseen.
    let form = |fields: &str| format!("epoch={epoch}&{fields}");
    let (status, page) =
        newsroom.browser("salma").post(&format!("{address}/submission"), &form("revision=1")).await;
    assert!(status == 422 && page.contains("look at what it says now"), "{status} {page}");
    let (status, page) =
        newsroom.browser("salma").post(&format!("{address}/submission"), &form("revision=2")).await;
    assert!(status == 409 && page.contains("href=\"#text-1\""), "{status} {page}");
    let fields = form("revision=2&accept=1&text-1=Other+words&was-1=Words+1");
    let (status, place) = newsroom.browser("salma").post(&format!("{address}/acceptance"), &fields).await;
    assert_eq!((status, place), (303, format!("{address}?done=accepted#block-1")));
    let (status, _) = newsroom
        .browser("salma")
        .post(&format!("{address}/acceptance"), &form("revision=2&accept=all"))
        .await;
    assert_eq!(status, 303);
    let text = salma.piece(&piece).await;
    assert_eq!((&text["revision"], &text["source_change"]), (&json!(2), &Value::Null));
    let words = text["drafts"].as_array().unwrap().iter().find(|draft| draft["block"] == 1).unwrap();
    assert_eq!(words["text"], "Other words", "what was typed is saved first");
}
