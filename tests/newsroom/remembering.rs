//! What was translated before comes back: from approved pieces, and from files of other tools.

use std::{path::Path, process::Stdio};

use contract::{
    Digest, MemoryId, Subject,
    memory::{Command, PairCount, Refusal},
};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command as Tool};

use crate::{
    changing::article,
    claims::feed,
    newsroom::{Newsroom, Service, ask, until},
    person::Person,
    rebuilding::rebuild,
    required::or_say,
};

/// A file of another tool, with what the first article says and a variant of it.
const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="other" creationtoolversion="1" segtype="sentence" o-tmf="other" adminlang="en"
 srclang="en" datatype="plaintext"/><body>
<tu tuid="1" creationid="wael"><tuv xml:lang="en"><seg>Imported: bridge 0 was reopened this morning.</seg></tuv>
<tuv xml:lang="ar"><seg>أعيد فتح الجسر رقم 0 صباح اليوم.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="en"><seg>The market opens on Friday.</seg></tuv>
<tuv xml:lang="ar"><seg>يفتح السوق يوم الجمعة.</seg></tuv></tu>
<tu tuid="3"><tuv xml:lang="en"><seg>…</seg></tuv><tuv xml:lang="ar"><seg>نعم</seg></tuv></tu>
</body></tmx>"#;

const IMPORT: &str = "/api/memories?name=old.tmx&from=ar&into=en";

/// The pieces of a feed of so many articles, in the order of the feed.
async fn pieces(newsroom: &Newsroom, count: usize) -> Vec<String> {
    let adam = newsroom.person("adam");
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", feed(count)).await.done();
    let mut open = until(async || Some(adam.pieces("open").await).filter(|open| open.len() == count)).await;
    open.sort_by_key(|piece| piece["headline"].as_str().unwrap().to_owned());
    open.iter().map(|piece| piece["id"].as_str().unwrap().to_owned()).collect()
}

/// The matches of the paragraph of a piece.
async fn matches(person: &Person, piece: &str) -> Vec<Value> {
    let found = person.get(&format!("/api/pieces/{piece}/blocks/1/matches?least=50")).await.done();
    found["matches"].as_array().unwrap().clone()
}

/// Score, where it comes from, and the translation.
fn told(matches: &[Value]) -> Vec<(u64, &str, &str)> {
    let row = |found| {
        let (score, origin, words): (&Value, &Value, &Value) = found;
        (score.as_u64().unwrap(), origin["type"].as_str().unwrap(), words.as_str().unwrap())
    };
    matches.iter().map(|found| row((&found["score"], &found["origin"], &found["translation"]))).collect()
}

/// Puts the file into use and waits until it is read; gives the id of the memory.
async fn import(edith: &Person) -> String {
    let taken = edith.post_bytes(IMPORT, "application/xml", TMX.into()).await.done();
    assert_eq!(taken["contents"]["pairs"], json!([{ "from": "ar", "into": "en", "units": 2 }]), "{taken}");
    assert_eq!((&taken["refused"], &taken["name"]), (&json!(1), &json!("old.tmx")), "{taken}");
    ready(edith).await;
    taken["id"].as_str().unwrap().to_owned()
}

/// Waits until every memory in use is read.
async fn ready(person: &Person) {
    until(async || {
        let list = person.get("/api/memories").await.done()["rows"].as_array().unwrap().clone();
        list.iter().all(|memory| memory["reading"] == "ready").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approved_piece_comes_back_for_another_one_ranked_over_an_imported_file() {
    let newsroom = Newsroom::start("remembering").await;
    let [edith, salma, yusuf] = ["edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    let ids = pieces(&newsroom, 3).await;
    assert_eq!(matches(&yusuf, &ids[1]).await, Vec::<Value>::new());

    salma.translate(&ids[0], |number, _| format!("Bridge 0 is open again ({number})")).await;
    assert_eq!(matches(&yusuf, &ids[1]).await, Vec::<Value>::new(), "nobody has approved it");
    let digest = edith.approve(&ids[0]).await;
    let found = matches(&yusuf, &ids[1]).await;
    assert_eq!(told(&found), [(92, "approved", "Bridge 0 is open again (1)")]);
    let origin = &found[0]["origin"];
    assert_eq!((&origin["piece"], &origin["block"]), (&json!(ids[0]), &json!(1)));
    assert_eq!(
        (&origin["translator"]["name"], &origin["editor"]["name"]),
        (&json!("Salma"), &json!("Edith"))
    );
    let changed: Vec<_> =
        found[0]["difference"].as_array().unwrap().iter().filter(|it| it["how"] != "same").collect();
    assert_eq!(changed, [&json!({ "how": "other_form", "then": "0", "now": "1" })]);

    let memory = import(&edith).await;
    let found = matches(&yusuf, &ids[0]).await;
    let both = [
        (100, "approved", "Bridge 0 is open again (1)"),
        (100, "imported", "Imported: bridge 0 was reopened this morning."),
    ];
    assert_eq!(told(&found), both);
    assert_eq!((&found[1]["origin"]["name"], &found[1]["origin"]["by"]), (&json!("old.tmx"), &json!("wael")));

    edith.publish(&ids[0], digest).await;
    let (code, said) = rebuild(&newsroom, "desk").await;
    assert_eq!(code, Some(0), "{said}");
    let names: Vec<_> = said["processes"][0]["comparisons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].clone())
        .collect();
    assert!(names.contains(&json!("remembered")), "{said}");
    assert_eq!(told(&matches(&yusuf, &ids[0]).await), both, "folded anew it is the same");

    let why = json!({ "reason": "its English is not ours" });
    let repeating = edith.with("idempotency-key", "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7");
    let path = format!("/api/memories/{memory}/withdrawal");
    let withdrawn = repeating.ask("POST", &path, &why).await.done();
    assert_eq!(told(&matches(&yusuf, &ids[0]).await), both[..1]);
    assert_eq!(repeating.ask("POST", &path, &why).await.done(), withdrawn, "the first answer, sent again");
    let again = edith.ask("POST", &format!("/api/memories/{memory}/withdrawal"), &why).await;
    assert_eq!(again.status, 404, "{again:?}");
    import(&edith).await;
    assert_eq!(told(&matches(&yusuf, &ids[0]).await), both, "withdrawn, and put into use again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_are_found_in_both_languages_and_all_is_there_after_a_restart() {
    let mut newsroom = Newsroom::start("concordance").await;
    let (edith, salma) = (newsroom.person("edith"), newsroom.person("salma"));
    let ids = pieces(&newsroom, 1).await;
    salma.translate(&ids[0], |number, _| format!("The bridge is open again ({number})")).await;
    edith.approve(&ids[0]).await;
    import(&edith).await;

    newsroom.close().await;
    newsroom.open_desk().await;
    newsroom.open(&Service::ALL).await;
    let edith = newsroom.person("edith");
    until(async || (edith.get("/api/health").await.body["ok"] == true).then_some(())).await;
    let health = edith.get("/api/health").await.body.to_string();
    assert!(health.contains("\"remembered\"") && health.contains("\"memories\""), "{health}");

    for (side, words, expected) in [
        (
            "source",
            "جسر",
            ["أعيد فتح الجسر رقم 0 صباح اليوم.", "أعيد فتح الجسر رقم 0 صباح اليوم."].as_slice(),
        ),
        (
            "target",
            "bridge",
            &["The bridge is open again (1)", "Imported: bridge 0 was reopened this morning."],
        ),
        ("source", "السوق يوم", &["يفتح السوق يوم الجمعة."]),
        ("target", "jetty", &[]),
    ] {
        let path = format!("/api/memory/concordance?from=ar&into=en&side={side}&q={words}");
        let found = edith.get(&path).await.done();
        let text = |hit: &Value| {
            let passages = hit["text"].as_array().unwrap().iter();
            passages.map(|passage| passage["words"].as_str().unwrap()).collect::<String>()
        };
        let texts: Vec<String> = found["hits"].as_array().unwrap().iter().map(text).collect();
        // The headline has the words of its own translation.
        let texts: Vec<_> = texts.into_iter().filter(|text| !text.ends_with("(0)")).collect();
        assert_eq!(texts, expected, "{words}");
    }
    let found = edith.get("/api/memory/concordance?from=ar&into=en&q=السوق يوم").await.done();
    let marked: Vec<_> = found["hits"][0]["text"].as_array().unwrap().iter().collect();
    assert_eq!(marked[1], &json!({ "words": "السوق", "found": true }), "{found}");

    let exported = edith.get("/api/memory.tmx?from=ar&into=en").await;
    assert_eq!(exported.header("content-disposition"), Some("attachment; filename=\"ar-en.tmx\""));
    let file = exported.text;
    assert!(file.contains("<seg>The bridge is open again (1)</seg>"), "{file}");
    assert!(!file.contains("Imported"), "what came from elsewhere is not ours to give: {file}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_cannot_be_used_gets_a_clear_answer_and_one_that_is_lost_is_told() {
    let newsroom = Newsroom::start("wrong-memories").await;
    let (edith, salma) = (newsroom.person("edith"), newsroom.person("salma"));
    let send = async |person: &Person, path: &str, body: &str| {
        let answer = person.post_bytes(path, "application/xml", body.into()).await;
        (answer.status, answer.refused())
    };
    let refused = |status, name: &str| (status, name.to_owned());
    assert_eq!(send(&salma, IMPORT, TMX).await, refused(403, "memory:needs_role"));
    assert_eq!(send(&edith, IMPORT, "<html></html>").await, refused(400, "not_understood"));
    assert_eq!(send(&edith, IMPORT, &TMX[..TMX.len() - 30]).await, refused(400, "not_understood"));
    assert_eq!(
        send(&edith, "/api/memories?name=a&from=he", TMX).await,
        refused(422, "memory:nothing_to_use")
    );
    assert_eq!(send(&edith, "/api/memories?name=%20", TMX).await, refused(422, "memory:no_name"));
    import(&edith).await;
    assert_eq!(send(&edith, IMPORT, TMX).await, refused(409, "memory:already_imported"));
    let large = edith.post_bytes(IMPORT, "application/xml", vec![b' '; 65 * 1024 * 1024]).await;
    assert_eq!((large.status, large.refused().as_str()), (413, "too_large"));

    // A fact that names bytes which nobody kept.
    let digest = Digest::of(b"never kept");
    let pairs = vec![PairCount { from: "ar".parse().unwrap(), into: "en".parse().unwrap(), units: 1 }];
    let unkept = Command::Import { digest, name: "lost.tmx".to_owned(), pairs };
    let subject = Subject::memory(MemoryId::of(digest));
    ask::<_, Refusal>(&newsroom.client, &subject, unkept).await;
    until(async || {
        let list = edith.get("/api/memories").await.done();
        (list["rows"][0]["reading"] == "unreadable").then_some(())
    })
    .await;
    let health = edith.get("/api/health").await.body;
    assert_eq!(health["ok"], false, "{health}");
    let id = MemoryId::of(digest);
    let reason = json!({ "reason": "its bytes are lost" });
    edith.ask("POST", &format!("/api/memories/{id}/withdrawal"), &reason).await.done();
    until(async || (edith.get("/api/health").await.body["ok"] == true).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terms_and_names_are_found_where_a_translator_reads_them() {
    let newsroom = Newsroom::start("names-and-terms").await;
    let [adam, edith, salma] = ["adam", "edith", "salma"].map(|name| newsroom.person(name));
    let source = |name: &str| article(&[&format!("قالت {name} إن الجسر فتح صباح اليوم."), "ولم يحضر أحد."]);
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", source("سلمى الحداد")).await.done();
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let path = format!("/api/pieces/{piece}/terms");
    assert_eq!(salma.get(&path).await.done()["blocks"], json!([]));

    let table = "name,latin,role,count\nسلمى,Salma,given,9\nسلمى,Selma,given,2\nحداد,Haddad,family,4\nحلب,Aleppo,city,1\n";
    let names = "/api/memories/names?name=names.csv";
    let refused = salma.post_bytes(names, "text/csv", table.into()).await;
    assert_eq!(refused.refused(), "memory:needs_role");
    assert_eq!(edith.post_bytes(names, "text/csv", "name,role\n".into()).await.refused(), "not_understood");
    let nobody = edith.post_bytes(names, "text/csv", "name,latin,role\nحداد,Haddad,family\n".into()).await;
    assert_eq!(nobody.refused(), "memory:nothing_to_use");
    let taken = edith.post_bytes(names, "text/csv", table.into()).await.done();
    assert_eq!(taken["contents"], json!({ "type": "names", "given": 1, "family": 1 }), "{taken}");
    assert_eq!(taken["refused"], 1, "{taken}");
    ready(&edith).await;

    let term =
        json!({ "from": "ar", "into": "en", "kind": "expression", "source": "جسر", "rendering": "bridge" });
    edith.ask("POST", "/api/terms", &term).await.done();
    let text = salma.get(&path).await.done();
    let block = &text["blocks"].as_array().unwrap().iter().find(|block| block["block"] == 1).unwrap();
    assert_eq!(block["found"][0]["words"], "الجسر", "{text}");
    let name = &block["names"][0];
    assert_eq!(
        (&name["words"], &name["spelling"]),
        (&json!("سلمى الحداد"), &json!("Salma al-Haddad")),
        "{text}"
    );
    let spelled = salma.get("/api/names/spelling?name=سلمى حداد").await.done();
    assert_eq!(spelled["spelling"], "Salma Haddad");
    let unknown = salma.get("/api/names/spelling?name=سلمى خوري").await.done();
    assert_eq!(unknown["spelling"], Value::Null);

    // What a translator proposes from the text is found in it at once, and is a name without a term no more.
    let person = json!({ "from": "ar", "into": "en", "kind": "person", "source": "سلمى الحداد", "rendering": "Salma Haddad" });
    salma.ask("POST", "/api/terms/proposals", &person).await.done();
    let text = salma.get(&path).await.done();
    let block = &text["blocks"].as_array().unwrap().iter().find(|block| block["block"] == 1).unwrap();
    assert_eq!((block["found"].as_array().unwrap().len(), &block["names"]), (2, &json!([])), "{text}");

    // The source changes while words answer what it said: the translator goes on reading that.
    let epoch = salma.claim(&piece).await;
    let words = json!({ "epoch": epoch, "text": "Salma Haddad said the bridge was opened this morning." });
    salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/1"), &words).await.done();
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", source("وزيرة")).await.done();
    until(async || (!salma.piece(&piece).await["source_change"].is_null()).then_some(())).await;
    let text = salma.get(&path).await.done();
    assert!(text.to_string().contains("سلمى الحداد"), "{text}");
}

/// The texts on both sides of what is found for a word of the source.
async fn in_context(person: &Person, words: &str) -> Vec<(String, String)> {
    let found =
        person.get(&format!("/api/memory/concordance?from=ar&into=en&q={words}&limit=50")).await.done();
    let texts = |hit: &Value| {
        let passages = hit["text"].as_array().unwrap().iter();
        let source = passages.map(|passage| passage["words"].as_str().unwrap()).collect();
        (source, hit["other"].as_str().unwrap().to_owned())
    };
    found["hits"].as_array().unwrap().iter().map(texts).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_memory_goes_through_the_translate_toolkit_and_back_unchanged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = Some(root.join("target/toolkit/bin/python")).filter(|python| python.exists());
    let Some(python) = or_say(python, "the translate-toolkit is not there; .ci/toolkit fetches it") else {
        return;
    };
    let newsroom = Newsroom::start("memory-toolkit").await;
    let [edith, salma] = ["edith", "salma"].map(|name| newsroom.person(name));
    let ids = pieces(&newsroom, 1).await;
    let words = "He said: “x < y & z”,\n and left\u{200f}. \u{202b}فتح\u{202c} e\u{301}";
    salma.translate(&ids[0], |number, _| format!("{words} ({number})")).await;
    edith.approve(&ids[0]).await;
    let approved = in_context(&edith, "0").await;
    assert_eq!(approved.len(), 2, "{approved:?}");

    let units =
        [("أغلق <السوق> & \"الميناء\"", "The market > & ‘port’ closed"), ("نص\u{200f} قديم", "An old text")];
    let mut command = Tool::new(&python);
    command.arg(root.join("tests/newsroom/tmx.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut tool = command.spawn().unwrap();
    let file = edith.text("/api/memory.tmx?from=ar&into=en").await;
    let asked = json!({ "file": file, "from": "ar", "into": "en", "units": units });
    tool.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).await.unwrap();
    let output = tool.wait_with_output().await.unwrap();
    assert!(output.status.success());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();

    let pairs = |texts: &Value| serde_json::from_value::<Vec<(String, String)>>(texts.clone()).unwrap();
    let sorted = |mut pairs: Vec<(String, String)>| {
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(pairs(&told["read"])), sorted(approved.clone()), "read as it was approved");
    for (name, file) in [("again", &told["again"]), ("made", &told["made"])] {
        let path = format!("/api/memories?name={name}&from=ar&into=en");
        let file = file.as_str().unwrap().to_owned().into_bytes();
        let taken = edith.post_bytes(&path, "application/xml", file).await.done();
        assert_eq!(
            (&taken["contents"]["pairs"][0]["units"], &taken["refused"]),
            (&json!(2), &json!(0)),
            "{taken}"
        );
    }
    ready(&edith).await;
    let both = [sorted(approved.clone()), sorted(approved)].concat();
    assert_eq!(sorted(in_context(&edith, "0").await), sorted(both), "the same texts came back");
    for (source, target) in units {
        let word = if target.contains("market") { "الميناء" } else { "قديم" };
        assert_eq!(in_context(&edith, word).await, [(source.to_owned(), target.to_owned())]);
    }
}
