//! A newsroom in which everything happens at once, for the judges of pages: each kind of piece, lists longer than a page,
//! texts of every kind.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    given::{Article, BRIDGE, BRIDGE_CORRECTED, IN_ENGLISH, Stage},
    newsroom::until,
    person::Person,
};

/// Articles and other things, by the names that the table of pages gives them.
pub type Places = BTreeMap<&'static str, String>;

/// Every kind of block, links, emphasis, figures, names in another script, and a headline that wraps.
const LONG: Article<'static> = Article {
    name: "mine",
    headline: "بعد سنة من العمل: بلدية المدينة تعلن إعادة فتح الجسر القديم أمام المشاة والحافلات والسيارات الصغيرة",
    text: "<p>نشرت البلدية <a href='https://wadi.example/statements/12'>بيانا <em>مفصلا</em></a> عن <strong>الجسر</strong> \
           بكلفة 12,5 مليون دولار في 3 آذار 2026.</p><h2>ما الذي تغير؟</h2><blockquote>قال المهندس أحمد خليل: لن نغلقه مرة \
           أخرى.</blockquote><ul><li>ممر للمشاة</li><li>خط لحافلات BRT</li></ul><p>وحضر الافتتاح 1,200 شخص بحسب منظمة \
           UNESCO، بينهم رئيس الوزراء.</p><p>وتعود الحافلات غدا.</p>",
};

/// What its blocks are in English; the last ones are still to do.
const LONG_IN_ENGLISH: [&str; 6] = [
    "After a year of work, the city announces the reopening of the old bridge",
    "The municipality published a detailed statement about the bridge, at a cost of 12.5 million dollars on 3 March 2026.",
    "What has changed?",
    "“We will not close it again,” said the engineer Ahmad Khalil.",
    "A footpath",
    "A line for BRT buses",
];

/// What people wrote in Latin letters, and names that are the same in every language.
pub const WRITTEN: &[&str] = &[
    "This article was translated and edited by {outlet}. {outlet} has not verified the story; responsibility lies with the author.",
    "First published by {source}: {address}",
    "The municipality published a detailed statement about the bridge, at a cost of 12.5 million dollars on 3 March 2026.",
    "After a year of work, the city announces the reopening of the old bridge",
    "“We will not close it again,” said the engineer Ahmad Khalil.",
    "This article was translated and edited by The Harbour Desk. The Harbour Desk has not verified the story; responsibility lies with the author.",
    "First published by Al-Wadi: https://wadi.example/published",
    "The buses return tomorrow, the city says.",
    "A million here is an American million.",
    "The bridge was reopened this morning.",
    "One hundred people came to the opening.",
    "Buses return tomorrow.",
    "The old bridge reopens",
    "A line for BRT buses",
    "A footpath",
    "What has changed?",
    "Please check the figures again.",
    "A hundred, not one hundred?",
    "More time is needed",
    "https://wadi.example/statements/12",
    "https://wadi.example/published",
    "The Harbour Desk",
    "Ahmad Khalil",
    "Old Bridge",
    "Al-Wadi",
    "UNESCO",
    "BRT",
    "UTC",
    "XLIFF",
    "CSV",
    "TBX",
    "world",
    "Dragoman",
    "English",
    "Adam",
    "Edith",
    "Omar",
    "Salma",
    "Yusuf",
    "Mariam",
    "Sawt al-Madina",
    "by agreement",
    // Names of what is on the network, of programs and of keys.
    "JSON Feed",
    "RSS",
    "Atom",
    "HTTP",
    "OpenAPI",
    "TMX",
    "Chrome",
    "Linux",
    "Ctrl ↵",
    // What is typed so, in every language.
    "Authorization: Bearer",
    "$DESK",
    "$TOKEN",
    "quotation",
    "attribution",
    "either",
    "name وlatin وrole وcount",
    "al-wadi",
    "wadi",
    "politics",
    "mariam",
    ":ar",
    "\u{2068}read\u{2069}",
];

/// Fills a newsroom; gives where its things are.
pub async fn fill(stage: &Stage) -> Places {
    let names = ["open", "theirs", "changed", "returned", "submitted", "approved", "published", "article"];
    let short = names.map(|name| Article { name, ..BRIDGE });
    let rest: Vec<String> = (0..60).map(|number| format!("more-{number}")).collect();
    let rest: Vec<_> = rest.iter().map(|name| Article { name, ..BRIDGE }).collect();
    stage.take("wadi", &rest).await;
    stage.take("wadi", &[LONG]).await;
    stage.take("wadi", &short).await;
    let nowhere = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7_en".to_owned();
    let mut places = Places::from([("nowhere", nowhere), ("english", "en".to_owned())]);
    places.insert("operation", "get_pieces_piece".to_owned());
    for name in names.into_iter().chain(["mine"]) {
        places.insert(name, stage.article_with_piece(name).await);
    }
    let piece = |name: &str| format!("{}_en", places[name]);
    let [edith, salma, yusuf] = ["edith", "salma", "yusuf"].map(|name| stage.person(name));
    register(&edith).await;

    let english = |block: usize, _: &Value| IN_ENGLISH[block].to_owned();
    for name in ["published", "approved", "submitted", "returned"] {
        salma.translate(&piece(name), english).await;
    }
    let digest = edith.approve(&piece("published")).await;
    edith.publish(&piece("published"), digest).await;
    edith.approve(&piece("approved")).await;
    send_back(&edith, &piece("returned")).await;
    for name in ["returned", "changed"] {
        let epoch = salma.claim(&piece(name)).await;
        write(&salma, &piece(name), epoch, &IN_ENGLISH).await;
    }
    yusuf.claim(&piece("theirs")).await;
    work_on(&salma, &edith, &piece("mine")).await;
    stage.take("wadi", &[Article { name: "changed", ..BRIDGE_CORRECTED }]).await;
    until(async || (salma.piece(&piece("changed")).await["source_change"] != Value::Null).then_some(()))
        .await;

    let facts = edith.get(&format!("/api/articles/{}/timeline", places["published"])).await.done();
    let facts = facts["rows"].as_array().unwrap().clone();
    let terms = edith.get("/api/terms").await.done();
    places.insert("term", terms["rows"][0]["id"].as_str().unwrap().to_owned());
    for (name, place) in [("source", "wadi"), ("policy", "disclaimer-en"), ("member", "edith")] {
        places.insert(name, place.to_owned());
    }
    places.insert("moment", facts[facts.len() / 2]["sequence"].to_string());
    places
}

/// In a newsroom in which nothing has happened yet somebody is led through their first piece: it is commissioned, and Salma
/// has claimed it.
pub async fn begin(stage: &Stage) -> Places {
    let article = stage.first_piece().await;
    let language = json!({ "language": "en" });
    let path = format!("/api/articles/{article}/commissions");
    stage.person("edith").ask("POST", &path, &language).await.done();
    let piece = format!("{article}_en");
    stage.person("adam").piece(&piece).await;
    stage.person("salma").claim(&piece).await;
    Places::from([("first", article)])
}

/// Terms that stand in the texts.
async fn register(edith: &Person) {
    for (source, rendering, kind) in
        [("الجسر القديم", "Old Bridge", "place"), ("أحمد خليل", "Ahmad Khalil", "person")]
    {
        let term =
            json!({ "source": source, "from": "ar", "into": "en", "rendering": rendering, "kind": kind });
        edith.ask("POST", "/api/terms", &term).await.done();
    }
}

async fn write(person: &Person, piece: &str, epoch: u64, english: &[&str]) {
    for (block, text) in english.iter().enumerate() {
        let words = json!({ "epoch": epoch, "text": text });
        person.ask("PUT", &format!("/api/pieces/{piece}/blocks/{block}"), &words).await.done();
    }
}

/// An editor asks for changes, with a note to the whole and one to a block.
async fn send_back(edith: &Person, piece: &str) {
    let notes = json!({ "notes": [
        { "text": "Please check the figures again." },
        { "block": 2, "text": "A hundred, not one hundred?" },
    ] });
    until(async || {
        let answer = edith.ask("POST", &format!("/api/pieces/{piece}/changes"), &notes).await;
        (answer.body["type"] != "urn:dragoman:problem:edit:not_submitted").then(|| answer.done())
    })
    .await;
}

/// A piece in the middle of the work: half written, with a block left out, a note, and words that were kept.
async fn work_on(salma: &Person, edith: &Person, piece: &str) {
    let epoch = salma.claim(piece).await;
    write(salma, piece, epoch, &LONG_IN_ENGLISH).await;
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let note = json!({ "epoch": epoch, "after": 1, "text": "A million here is an American million." });
    salma.ask("POST", &at("notes"), &note).await.done();
    let end = json!({ "epoch": epoch, "reason": "More time is needed" });
    edith.ask("POST", &at("unassignment"), &end).await.done();
    salma.claim(piece).await;
    let late = json!({ "epoch": epoch, "text": "The buses return tomorrow, the city says." });
    let kept = salma.ask("PUT", &at("blocks/7"), &late).await;
    assert_eq!(kept.body["kept"], true, "{kept:?}");
}
