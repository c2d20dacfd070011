//! The description of the API is true: every operation is carried out, every answer is as its schema says, and what was asked and
//! answered is what the description gives as examples.

mod secretary;

use desk::limits::Limits;
use serde_json::{Value, json};

use crate::{
    changing::{FIRST, article},
    engine::Server,
    newsroom::{Newsroom, until},
    person::Person,
};
use secretary::{Brought, Secretary};

/// Where the examples are kept for the description.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../desk/src/api/examples.json");

const SECOND: &[&str] = &[
    "أعيد فتح الجسر مساء اليوم.",
    "وقال المهندس إن العمل استمر سنة.",
    "وتعود الحافلات غدا.",
    "ويفتح السوق يوم السبت.",
];

/// Those who ask.
struct People {
    adam: Person,
    edith: Person,
    salma: Person,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_answers_as_it_is_described_and_the_examples_are_such_answers() {
    let machine = Server::start().await;
    let mut newsroom = Newsroom::with_machine("described", machine.machine()).await;
    let people = People {
        adam: newsroom.person("adam"),
        edith: newsroom.person("edith"),
        salma: newsroom.person("salma"),
    };
    let mut written = Secretary::new(&people.adam).await;
    settings(&mut written, &people).await;
    sources(&mut written, &people).await;
    terms(&mut written, &people).await;
    memories(&mut written, &people).await;
    let piece = commissioned(&mut written, &people).await;
    let epoch = held(&mut written, &people, &piece).await;
    arranged(&mut written, &people, &piece, epoch).await;
    changed(&mut written, &people, &piece, epoch).await;
    judged(&mut written, &people, &piece, epoch).await;
    looked_at(&mut written, &people, &piece).await;
    come_in(&mut written, &people).await;
    newsroom.browser("nadia").cookie().await;
    ended(&mut written, &people).await;
    problems(&mut written, &people, &piece).await;
    newsroom.close().await;
    newsroom.limits = Limits { member: 1.try_into().unwrap(), stranger: 1.try_into().unwrap() };
    newsroom.open_desk().await;
    too_many(&mut written, &newsroom.person("adam")).await;

    let left = written.left();
    assert!(left.is_empty(), "these operations are not carried out here: {left:?}");
    let now = written.keep();
    let kept: Value = serde_json::from_slice(&std::fs::read(KEPT).unwrap()).unwrap();
    written.check_kept(&kept, &now);
}

async fn settings(written: &mut Secretary, People { adam, .. }: &People) {
    let settings = written.get(adam, "/api/newsroom", &[], "").await;
    written.put(adam, "/api/newsroom", &[], "", settings).await;
    written.get(adam, "/api/newsroom/styles/{language}", &["en"], "").await;
    let style = json!({ "levels": { "number": "blocks" } });
    written.put(adam, "/api/newsroom/styles/{language}", &["en"], "", style).await;
    let nadia =
        json!({ "id": "nadia", "name": "Nadia Haddad", "roles": ["translator"], "languages": ["ar", "en"] });
    written.post(adam, "/api/members", &[], "", nadia).await;
    written.get(adam, "/api/members", &[], "limit=2&after=edith").await;
    written.get(adam, "/api/members/{member}", &["nadia"], "").await;
    let roles = json!({ "roles": ["translator", "editor"] });
    written.put(adam, "/api/members/{member}/roles", &["nadia"], "", roles).await;
    let languages = json!({ "languages": ["ar", "en", "fr"] });
    written.put(adam, "/api/members/{member}/languages", &["nadia"], "", languages).await;
    let text = json!({ "text": "Distributed with the permission of {source}." });
    written.put(adam, "/api/policies/{policy}", &["rights-en"], "", text).await;
    written.get(adam, "/api/policies", &[], "").await;
    written.get(adam, "/api/policies/{policy}", &["rights-en"], "").await;
    written.get(adam, "/api/health", &[], "").await;
    written.get(adam, "/api/openapi.json", &[], "").await;
}

async fn sources(written: &mut Secretary, People { adam, .. }: &People) {
    let agreed = json!({
        "name": "Al-Marsa", "feed": null, "language": "ar", "section": "culture", "rights": "by agreement", "routes": [],
        "every_minutes": 30
    });
    let mut new = agreed.clone();
    new["id"] = json!("marsa");
    written.post(adam, "/api/sources", &[], "", new).await;
    written.put(adam, "/api/sources/{source}", &["marsa"], "", agreed).await;
    written.act(adam, "/api/sources/{source}/pause", &["marsa"], "", Brought::Nothing).await;
    written.act(adam, "/api/sources/{source}/resume", &["marsa"], "", Brought::Nothing).await;
    written.get(adam, "/api/sources", &[], "limit=1").await;
    written.get(adam, "/api/sources/{source}", &["marsa"], "").await;
    let feed = Brought::File("application/rss+xml", article(FIRST));
    written.act(adam, "/api/sources/{source}/feed", &["wadi"], "", feed).await;
}

async fn terms(written: &mut Secretary, People { edith, salma, .. }: &People) {
    let term = |kind: &str, source: &str, rendering: &str| json!({ "from": "ar", "into": "en", "kind": kind, "source": source, "rendering": rendering });
    let place = term("place", "الجسر القديم", "the Old Bridge");
    let proposed = written.post(salma, "/api/terms/proposals", &[], "", place.clone()).await;
    written.post(edith, "/api/terms", &[], "", place).await;
    edith.ask("POST", "/api/terms", &term("title", "المهندس", "the engineer")).await.done();
    let id = proposed["id"].as_str().unwrap().to_owned();
    let changed = term("place", "الجسر القديم", "Old Bridge");
    written.put(edith, "/api/terms/{term}", &[&id], "", changed).await;
    written.get(edith, "/api/terms/{term}", &[&id], "").await;
    written.get(edith, "/api/terms", &[], "from=ar&into=en&limit=1").await;
    written.get(edith, "/api/terms/export", &[], "format=csv").await;
    let table = "from,into,kind,source,rendering\nar,en,place,حلب,Aleppo\n";
    let table = Brought::File("text/csv", table.into());
    written.act(edith, "/api/terms/import", &[], "kind=place", table).await;
    let reason = json!({ "reason": "It is called otherwise by now." });
    written.post(edith, "/api/terms/{term}/retirement", &[&id], "", reason).await;
}

async fn memories(written: &mut Secretary, People { edith, .. }: &People) {
    let file = Brought::File("application/x-tmx+xml", TMX.into());
    let taken = written.act(edith, "/api/memories", &[], "name=old.tmx&from=ar&into=en", file).await;
    let table = "name,latin,role,count\nسلمى,Salma,given,9\nحداد,Haddad,family,4\n";
    let names = Brought::File("text/csv", table.into());
    written.act(edith, "/api/memories/names", &[], "name=names.csv", names).await;
    until(async || {
        let listed = edith.get("/api/memories").await.done();
        listed["rows"].as_array().unwrap().iter().all(|row| row["reading"] == "ready").then_some(())
    })
    .await;
    written.get(edith, "/api/memories", &[], "limit=1").await;
    let id = taken["id"].as_str().unwrap().to_owned();
    written.get(edith, "/api/memories/{memory}", &[&id], "").await;
    written.get(edith, "/api/names/spelling", &[], "name=سلمى الحداد").await;
    written.get(edith, "/api/memory/concordance", &[], "from=ar&into=en&q=الحافلات&limit=5").await;
    let reason = json!({ "reason": "It was of another newsroom." });
    written.withdrawn = Some((id, reason));
}

/// The piece of the article that the source was read for.
async fn commissioned(written: &mut Secretary, People { adam, edith, salma }: &People) -> String {
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let article = piece.split('_').next().unwrap();
    written.get(edith, "/api/articles", &[], "limit=20").await;
    written.get(edith, "/api/articles/{article}", &[article], "").await;
    written.get(edith, "/api/articles/{article}/terms", &[article], "into=en").await;
    let brief = json!({ "language": "fr", "brief": { "priority": "urgent", "note": "For the evening." } });
    written.post(edith, "/api/articles/{article}/commissions", &[article], "", brief).await;
    written.get(salma, "/api/pieces", &[], "stage=open&into=en&sort=turn&limit=20").await;
    written.get(salma, "/api/pieces/next", &[], "").await;
    piece
}

/// Has the piece claimed and given, and gives the epoch under which Salma has it.
async fn held(written: &mut Secretary, People { edith, salma, .. }: &People, piece: &str) -> u64 {
    let row = written.post(salma, "/api/pieces/{piece}/claim", &[piece], "", json!({ "minutes": 90 })).await;
    let under = json!({ "epoch": row["lease"]["epoch"] });
    written.post(salma, "/api/pieces/{piece}/renewal", &[piece], "", under.clone()).await;
    written.post(salma, "/api/pieces/{piece}/release", &[piece], "", under).await;
    let given = json!({ "member": "salma", "minutes": 60 });
    let row = written.post(edith, "/api/pieces/{piece}/assignment", &[piece], "", given.clone()).await;
    let ended = json!({ "epoch": row["lease"]["epoch"], "reason": "She is at another piece." });
    written.post(edith, "/api/pieces/{piece}/unassignment", &[piece], "", ended).await;
    let row = edith.ask("POST", &format!("/api/pieces/{piece}/assignment"), &given).await.done();
    row["lease"]["epoch"].as_u64().unwrap()
}

async fn arranged(written: &mut Secretary, People { salma, .. }: &People, piece: &str, epoch: u64) {
    let under = |mut body: Value| {
        body["epoch"] = json!(epoch);
        body
    };
    let block = "/api/pieces/{piece}/blocks/{block}";
    for (number, text) in
        ["Old bridge reopens", "It was reopened.", "120 came.", "It took a year."].iter().enumerate()
    {
        let words = under(json!({ "text": text }));
        written.put(salma, block, &[piece, &number.to_string()], "", words).await;
    }
    let at = |rest: &str| format!("{block}/{rest}");
    written.post(salma, &at("omission"), &[piece, "4"], "", under(json!({ "reason": "Told above." }))).await;
    written.post(salma, &at("restoration"), &[piece, "4"], "", under(json!({}))).await;
    written
        .post(salma, &at("join"), &[piece, "3"], "", under(json!({ "text": "120 came. It took a year." })))
        .await;
    let parts = under(json!({ "head": "It was", "tail": "reopened." }));
    written.post(salma, &at("split"), &[piece, "1"], "", parts).await;
    let note = under(json!({ "after": 5, "text": "Wadi is in the north." }));
    written.post(salma, "/api/pieces/{piece}/notes", &[piece], "", note).await;
    written.post(salma, &at("removal"), &[piece, "added-2"], "", under(json!({}))).await;
    written.post(salma, &at("suggestion"), &[piece, "4"], "", under(json!({}))).await;
    written.post(salma, &at("suggestion/taken"), &[piece, "4"], "", under(json!({}))).await;
    written.get(salma, "/api/pieces/{piece}/terms", &[piece], "").await;
    written.get(salma, &at("matches"), &[piece, "4"], "least=60&limit=3").await;
    let file = salma.text(&format!("/api/pieces/{piece}/xliff")).await;
    written.get(salma, "/api/pieces/{piece}/xliff", &[piece], "").await;
    let file = Brought::File("application/xliff+xml", file.into());
    written.act(salma, "/api/pieces/{piece}/xliff", &[piece], &format!("epoch={epoch}"), file).await;
}

async fn changed(written: &mut Secretary, People { adam, salma, .. }: &People, piece: &str, epoch: u64) {
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", article(SECOND)).await.done();
    until(async || (salma.piece(piece).await["source_change"]["revision"] == 2).then_some(())).await;
    written.get(salma, "/api/pieces/{piece}", &[piece], "").await;
    let accept = json!({ "epoch": epoch, "revision": 2 });
    let block = "/api/pieces/{piece}/blocks/{block}/acceptance";
    written.post(salma, block, &[piece, "1"], "", accept.clone()).await;
    let gone = salma
        .ask("POST", &format!("/api/pieces/{piece}/blocks/2/suggestion"), &json!({ "epoch": epoch }))
        .await;
    written.problem(&gone);
    written.post(salma, "/api/pieces/{piece}/acceptance", &[piece], "", accept).await;
    for (number, text) in [(4, "Buses return tomorrow, on 3 lines."), (5, "The market opens on Saturday.")] {
        let words = json!({ "epoch": epoch, "text": text });
        salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/{number}"), &words).await.done();
    }
}

async fn judged(written: &mut Secretary, People { edith, salma, .. }: &People, piece: &str, epoch: u64) {
    let findings = written.get(salma, "/api/pieces/{piece}/findings", &[piece], "").await;
    let blocking = findings["findings"].as_array().unwrap().iter().filter(|found| found["holds_up"] == true);
    let blocking: Vec<String> = blocking.map(|found| found["id"].as_str().unwrap().to_owned()).collect();
    let waiver = "/api/pieces/{piece}/waivers/{finding}";
    for finding in &blocking {
        let because = json!({ "reason": "The mayor said so.", "epoch": epoch });
        written.put(salma, waiver, &[piece, finding], "", because.clone()).await;
        let under = format!("epoch={epoch}");
        written.act_by("DELETE", salma, waiver, &[piece, finding], &under, Brought::Nothing).await;
        salma.ask("PUT", &format!("/api/pieces/{piece}/waivers/{finding}"), &because).await.done();
    }
    let finding = blocking.first().expect("a number that the source does not have is found").clone();
    let under = json!({ "epoch": epoch });
    written.post(salma, "/api/pieces/{piece}/submission", &[piece], "", under).await;
    heard(edith, piece).await;
    let notes = json!({ "notes": [{ "block": 1, "text": "Say at what hour." }] });
    written.post(edith, "/api/pieces/{piece}/changes", &[piece], "", notes).await;
    until(async || (salma.piece(piece).await["state"] == "open").then_some(())).await;
    let again = salma.claim(piece).await;
    until(async || {
        let path = format!("/api/pieces/{piece}/submission");
        (salma.ask("POST", &path, &json!({ "epoch": again })).await.status == 200).then_some(())
    })
    .await;
    heard(edith, piece).await;
    let verdict = json!({ "finding": finding, "verdict": "not_a_fault" });
    written.post(edith, "/api/pieces/{piece}/verdicts", &[piece], "", verdict).await;
    let these = json!({ "digest": edith.piece(piece).await["submission"]["digest"] });
    written.post(edith, "/api/pieces/{piece}/approval", &[piece], "", these.clone()).await;
    until(async || {
        let other = json!({ "digest": contract::Digest::of(b"other words") });
        let answer = edith.ask("POST", &format!("/api/pieces/{piece}/publication"), &other).await;
        (answer.refused() == "publication:other_words").then_some(())
    })
    .await;
    written.post(edith, "/api/pieces/{piece}/publication", &[piece], "", these).await;
}

/// Waits until editing has heard of what was submitted.
async fn heard(edith: &Person, piece: &str) {
    until(async || {
        let other = json!({ "digest": contract::Digest::of(b"other words") });
        let answer = edith.ask("POST", &format!("/api/pieces/{piece}/approval"), &other).await;
        (answer.refused() == "edit:other_words").then_some(())
    })
    .await;
}

async fn looked_at(written: &mut Secretary, People { edith, salma, .. }: &People, piece: &str) {
    let article = piece.split('_').next().unwrap();
    written.get(edith, "/api/articles/{article}/timeline", &[article], "after=0&limit=5").await;
    written.get(edith, "/api/articles/{article}/state", &[article], "at=20").await;
    written.get(edith, "/api/articles/{article}/differences", &[article], "from=20").await;
    until(async || {
        let found = salma.get("/api/search?q=الجسر").await.done();
        (found["count"] == 1).then_some(())
    })
    .await;
    written.get(salma, "/api/search", &[], "q=الجسر&limit=5").await;
    written.get(edith, "/api/pieces/{piece}/figures", &[piece], "").await;
    written.get(salma, "/api/figures", &[], "by=member&member=salma").await;
    written.get(edith, "/api/checks", &[], "").await;
    written.get(edith, "/api/memory.tmx", &[], "from=ar&into=en").await;
    written.get(edith, "/api/wire", &[], "after=0&limit=1").await;
    let (id, reason) = written.withdrawn.take().unwrap();
    written.post(edith, "/api/memories/{memory}/withdrawal", &[&id], "", reason).await;
}

/// By what members and their programs come in.
async fn come_in(written: &mut Secretary, People { adam, salma, .. }: &People) {
    let email = json!({ "email": "nadia@example.org" });
    written.post(adam, "/api/members/{member}/invitations", &["nadia"], "", email).await;
    written.act_by("DELETE", adam, "/api/members/{member}/account", &["nadia"], "", Brought::Nothing).await;
    let new = json!({ "name": "Nightly figures", "scopes": ["read"], "days": 30 });
    let made = written.post(salma, "/api/tokens", &[], "", new).await;
    written.get(salma, "/api/tokens", &[], "").await;
    let id = made["id"].as_str().unwrap();
    written.act_by("DELETE", salma, "/api/tokens/{token}", &[id], "", Brought::Nothing).await;
    let wanted = json!({ "language": "en", "digits": "western", "zone": "Asia/Beirut" });
    written.put(salma, "/api/you/preferences", &[], "", wanted).await;
}

/// Nadia has signed in; now her session ends, and she leaves.
async fn ended(written: &mut Secretary, People { adam, .. }: &People) {
    let hers = written.get(adam, "/api/sessions", &[], "member=nadia").await;
    let id = hers["rows"][0]["id"].as_str().unwrap();
    written.act_by("DELETE", adam, "/api/sessions/{session}", &[id], "", Brought::Nothing).await;
    written.act_by("DELETE", adam, "/api/sessions", &[], "member=nadia", Brought::Nothing).await;
    written.act_by("DELETE", adam, "/api/members/{member}", &["nadia"], "", Brought::Nothing).await;
}

/// One problem of each status, as somebody meets it.
async fn problems(written: &mut Secretary, People { adam, salma, .. }: &People, piece: &str) {
    written.problem(&salma.get("/api/pieces?stages=open").await);
    written.problem(&Person::new(&written.address, "salma.1.forged".to_owned()).get("/api/pieces").await);
    written.problem(&salma.ask("PUT", "/api/policies/rights-en", &json!({ "text": "Mine" })).await);
    written.problem(&salma.get("/api/members/nobody").await);
    written.problem(&salma.ask("POST", &format!("/api/pieces/{piece}/claim"), &json!({})).await);
    let paused = adam.with("if-match", "\"1\"").ask("POST", "/api/sources/marsa/pause", &Value::Null).await;
    written.problem(&paused);
    let huge = format!("{{\"text\": \"{}\"}}", " ".repeat(2 * 1024 * 1024));
    written.problem(&adam.post_bytes("/api/terms", "application/json", huge.into()).await);
    written.problem(&adam.post_bytes("/api/terms", "text/plain", b"{}".to_vec()).await);
    written.problem(&adam.ask("PUT", "/api/policies/rights-en", &json!({ "text": "{outlett}" })).await);
    written.problem(&adam.get("/api/pieces?at_least=1000000").await);
}

async fn too_many(written: &mut Secretary, adam: &Person) {
    let refused = until(async || {
        let answer = adam.get("/api/members").await;
        (answer.status == 429).then_some(answer)
    });
    written.problem(&refused.await);
}

const TMX: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="other" creationtoolversion="1" segtype="sentence" o-tmf="other" adminlang="en"
 srclang="en" datatype="plaintext"/><body>
<tu tuid="1" creationid="wael"><tuv xml:lang="en"><seg>The buses return tomorrow.</seg></tuv>
<tuv xml:lang="ar"><seg>وتعود الحافلات غدا.</seg></tuv></tu></body></tmx>"#;
