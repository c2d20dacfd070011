//! The checks at work: what they find, who lets it stand and why, what editors say of it, and what goes on behind its source.

use serde_json::{Value, json};

use crate::{
    changing::article,
    newsroom::{Newsroom, until},
    person::Person,
};

const FIRST: &[&str] = &["حضر الافتتاح 250 شخصا.", "وتعود الحافلات بعد 12 يوما."];
const SECOND: &[&str] = &["حضر الافتتاح 250 شخصا.", "وتعود الحافلات بعد 14 يوما."];

/// As the source has it, but for a number in each block.
const ENGLISH: [&str; 3] =
    ["Old bridge reopens", "260 people came to the opening.", "Buses return after 13 days."];

async fn take(adam: &Person, paragraphs: &[&str]) {
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", article(paragraphs)).await.done();
}

/// The one piece, claimed by Salma and translated with wrong numbers; gives its id and the epoch.
async fn drafted(newsroom: &Newsroom) -> (String, u64) {
    let [adam, salma] = ["adam", "salma"].map(|name| newsroom.person(name));
    take(&adam, FIRST).await;
    let piece = until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned();
    let epoch = salma.claim(&piece).await;
    for (block, text) in ENGLISH.iter().enumerate() {
        let words = json!({ "epoch": epoch, "text": text });
        salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/{block}"), &words).await.done();
    }
    (piece, epoch)
}

async fn numbers_block(adam: &Person) {
    let style = json!({ "levels": { "number": "blocks" } });
    let decided = adam.ask("PUT", "/api/newsroom/styles/en", &style).await.done();
    assert_eq!(decided["levels"]["number"], "blocks");
}

/// The findings of this check in the piece.
async fn found(person: &Person, piece: &str, check: &str) -> Vec<Value> {
    let seen = person.get(&format!("/api/pieces/{piece}/findings")).await.done();
    seen["findings"].as_array().unwrap().iter().filter(|found| found["check"] == check).cloned().collect()
}

fn id(finding: &Value) -> &str {
    finding["id"].as_str().unwrap()
}

/// How the check of numbers does.
async fn figures(person: &Person) -> Value {
    let checks = person.get("/api/checks").await.done();
    let rows = checks["rows"].as_array().unwrap();
    rows.iter().find(|row| row["check"] == "number").unwrap().clone()
}

/// Asks again until editing has heard of the submission.
async fn heard(person: &Person, method: &str, path: &str, body: &Value) -> crate::person::Answer {
    until(async || {
        let answer = person.ask(method, path, body).await;
        (answer.body["type"] != "urn:dragoman:problem:edit:not_submitted").then_some(answer)
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_number_is_waived_with_a_reason_and_judged_and_the_figure_of_the_check_follows() {
    let newsroom = Newsroom::start("checking").await;
    let [adam, edith, omar, salma, yusuf] =
        ["adam", "edith", "omar", "salma", "yusuf"].map(|name| newsroom.person(name));
    let (piece, epoch) = drafted(&newsroom).await;
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let under = json!({ "epoch": epoch });

    // A changed number warns, unless the newsroom is stricter about it.
    let warned = found(&salma, &piece, "number").await;
    assert!(warned.len() == 2 && warned.iter().all(|found| found["level"] == "warns"), "{warned:?}");
    assert_eq!(warned[0]["at"], json!({ "words": "260", "start": 0, "end": 3 }));
    numbers_block(&adam).await;
    let blocking = found(&salma, &piece, "number").await;
    assert!(blocking.iter().all(|found| found["level"] == "blocks" && found["holds_up"] == true));
    assert_eq!(id(&blocking[0]), id(&warned[0]), "a finding keeps its name");
    let of_block = salma.get(&at("findings?block=2")).await.done();
    assert!(of_block["findings"].as_array().unwrap().iter().all(|found| found["block"] == 2), "{of_block}");

    let refused = salma.ask("POST", &at("submission"), &under).await;
    assert_eq!(refused.refused(), "translation:findings_block");
    assert_eq!(refused.body["refusal"]["findings"].as_array().unwrap().len(), 2, "{refused:?}");

    // One is mended, the other stays, for a reason.
    let mended = json!({ "epoch": epoch, "text": "Buses return after 12 days." });
    salma.ask("PUT", &at("blocks/2"), &mended).await.done();
    let waiver = format!("waivers/{}", id(&blocking[0]));
    let because = |reason: &str| json!({ "epoch": epoch, "reason": reason });
    assert_eq!(salma.ask("PUT", &at(&waiver), &because(" ")).await.refused(), "translation:needs_why");
    let by_another = yusuf.ask("PUT", &at(&waiver), &because("so")).await;
    assert_eq!(by_another.refused(), "translation:claimed_by_another");
    let reason = "the source corrected itself by telephone";
    salma.ask("PUT", &at(&waiver), &because(reason)).await.done();
    let kept = found(&salma, &piece, "number").await;
    assert_eq!((kept.len(), &kept[0]["holds_up"]), (1, &json!(false)), "{kept:?}");
    assert_eq!(kept[0]["waived"][0]["waiver"]["reason"], reason);
    // Taken back, and given again.
    salma.ask("DELETE", &at(&format!("{waiver}?epoch={epoch}")), &json!({})).await.done();
    assert_eq!(salma.ask("POST", &at("submission"), &under).await.refused(), "translation:findings_block");
    salma.ask("PUT", &at(&waiver), &because(reason)).await.done();
    assert_eq!(figures(&edith).await["raised"], 0, "nothing went on yet");
    salma.ask("POST", &at("submission"), &under).await.done();
    let raised = figures(&edith).await;
    assert_eq!(
        (&raised["raised"], &raised["waived"], &raised["precision"]),
        (&json!(1), &json!(1), &Value::Null)
    );

    // On review an editor says that it is none, which is counted against the check.
    let verdict = |verdict: &str| json!({ "finding": id(&blocking[0]), "verdict": verdict });
    let by_translator = heard(&salma, "POST", &at("verdicts"), &verdict("fault")).await;
    assert_eq!(by_translator.refused(), "edit:needs_role");
    heard(&edith, "POST", &at("verdicts"), &verdict("fault")).await.done();
    assert_eq!(figures(&edith).await["precision"], 1.0);
    edith.ask("POST", &at("verdicts"), &verdict("not_a_fault")).await.done();
    let judged = figures(&edith).await;
    assert_eq!((&judged["not_a_fault"], &judged["precision"]), (&json!(1), &json!(0.0)));
    let seen = found(&omar, &piece, "number").await;
    assert_eq!(seen[0]["judged"]["editor"]["member"], "edith", "{seen:?}");

    edith.approve(&piece).await;
    let article = piece.split('_').next().unwrap();
    let rows = edith.get(&format!("/api/articles/{article}/timeline?limit=200")).await.done();
    let approved =
        rows["rows"].as_array().unwrap().iter().find(|row| row["type"] == "edit.approved").unwrap();
    assert_eq!(approved["data"]["findings"].as_array().unwrap().len(), 1, "{approved}");
    assert_eq!(approved["data"]["waived"][0]["waiver"]["reason"], reason);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_is_held_up_by_what_the_newsroom_grew_strict_about_and_by_a_newer_source() {
    let newsroom = Newsroom::start("checking-behind").await;
    let [adam, edith, omar, salma] = ["adam", "edith", "omar", "salma"].map(|name| newsroom.person(name));
    let (piece, epoch) = drafted(&newsroom).await;
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    salma.ask("POST", &at("submission"), &json!({ "epoch": epoch })).await.done();
    take(&adam, SECOND).await;
    until(async || (edith.piece(&piece).await["newest_revision"] == 2).then_some(())).await;
    let digest = edith.piece(&piece).await["submission"]["digest"].clone();

    let these = json!({ "digest": digest });
    let refused = heard(&edith, "POST", &at("approval"), &these).await;
    assert_eq!(refused.refused(), "edit:behind_source");
    let behind = json!({ "digest": digest, "behind": "only a comma was changed" });
    numbers_block(&adam).await;
    let refused = edith.ask("POST", &at("approval"), &behind).await;
    assert_eq!(refused.refused(), "edit:findings_block");
    let blocking = refused.body["refusal"]["findings"].as_array().unwrap().clone();
    assert_eq!(blocking.len(), 2, "{refused:?}");

    // One by a verdict, the other by a waiver of an editor's own.
    let verdict = json!({ "finding": id(&blocking[0]), "verdict": "not_a_fault" });
    edith.ask("POST", &at("verdicts"), &verdict).await.done();
    let waiver = at(&format!("waivers/{}", id(&blocking[1])));
    assert_eq!(omar.ask("PUT", &waiver, &json!({ "reason": "" })).await.refused(), "edit:needs_reason");
    omar.ask("PUT", &waiver, &json!({ "reason": "asked the author" })).await.done();
    edith.ask("POST", &at("approval"), &behind).await.done();

    // The reason of the approval holds for the publication too.
    edith.publish(&piece, serde_json::from_value(digest).unwrap()).await;
    let article = piece.split('_').next().unwrap();
    let rows = edith.get(&format!("/api/articles/{article}/timeline?limit=200")).await.done();
    let published =
        rows["rows"].as_array().unwrap().iter().find(|row| row["type"] == "publication.published");
    let told = json!({ "newest": 2, "reason": "only a comma was changed" });
    assert_eq!(published.unwrap()["data"]["behind"], told);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn agreed_terms_are_looked_for_and_proposed_ones_are_not() {
    let newsroom = Newsroom::start("checking-terms").await;
    let [edith, salma] = ["edith", "salma"].map(|name| newsroom.person(name));
    let (piece, _) = drafted(&newsroom).await;
    let term = |source: &str, rendering: &str| json!({ "from": "ar", "into": "en", "kind": "expression", "source": source, "rendering": rendering });
    salma.ask("POST", "/api/terms/proposals", &term("الحافلات", "coaches")).await.done();
    assert_eq!(found(&salma, &piece, "term").await, Vec::<Value>::new());
    edith.ask("POST", "/api/terms", &term("الحافلات", "coaches")).await.done();
    let missing = found(&salma, &piece, "term").await;
    assert!(
        missing.len() == 1 && missing[0]["explanation"].as_str().unwrap().contains("coaches"),
        "{missing:?}"
    );
    edith.ask("POST", "/api/terms", &term("الافتتاح", "opening")).await.done();
    assert_eq!(found(&salma, &piece, "term").await.len(), 1, "what is rendered as agreed is no finding");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_joined_split_or_left_out_is_looked_at_as_it_is_arranged() {
    let newsroom = Newsroom::start("checking-arranged").await;
    let [adam, edith, salma] = ["adam", "edith", "salma"].map(|name| newsroom.person(name));
    let (piece, epoch) = drafted(&newsroom).await;
    numbers_block(&adam).await;
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let under = json!({ "epoch": epoch });
    // The number is in the second part of the first block, and still the one that is wrong.
    let split = json!({ "epoch": epoch, "head": "The opening was today.", "tail": "260 people came to it." });
    salma.ask("POST", &at("blocks/1/split"), &split).await.done();
    let wrong = found(&salma, &piece, "number").await;
    let part = wrong.iter().find(|found| found["at"]["words"] == "260").unwrap();
    assert!(part["block"].as_u64().unwrap() > 1 << 30, "it is told of the part: {part}");
    assert_eq!(part["at"]["start"], 0);
    let mended = json!({ "epoch": epoch, "text": "250 people came to it." });
    salma.ask("PUT", &at(&format!("blocks/{}", part["block"])), &mended).await.done();
    // What is left out has no number to lose.
    let omission = json!({ "epoch": epoch, "reason": "a timetable" });
    salma.ask("POST", &at("blocks/2/omission"), &omission).await.done();
    assert_eq!(found(&salma, &piece, "number").await, Vec::<Value>::new());
    assert_eq!(found(&salma, &piece, "untranslated").await, Vec::<Value>::new());
    salma.ask("POST", &at("submission"), &under).await.done();
    edith.approve(&piece).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nonsense_about_findings_is_refused_with_what_to_do() {
    let newsroom = Newsroom::start("checking-nonsense").await;
    let [adam, edith, salma] = ["adam", "edith", "salma"].map(|name| newsroom.person(name));
    let (piece, epoch) = drafted(&newsroom).await;
    let at = |rest: &str| format!("/api/pieces/{piece}/{rest}");
    let nothing = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
    let waiver = json!({ "epoch": epoch, "reason": "so" });
    let unknown = salma.ask("PUT", &at(&format!("waivers/{nothing}")), &waiver).await;
    assert_eq!((unknown.refused().as_str(), unknown.status), ("no_such_finding", 404));
    let garbage = salma.ask("PUT", &at("waivers/x"), &waiver).await;
    assert!([400, 404].contains(&garbage.status), "{garbage:?}");
    let verdict = json!({ "finding": nothing, "verdict": "not_a_fault" });
    assert_eq!(edith.ask("POST", &at("verdicts"), &verdict).await.refused(), "no_such_finding");
    let maybe = json!({ "finding": nothing, "verdict": "maybe" });
    assert_eq!(edith.ask("POST", &at("verdicts"), &maybe).await.status, 400);
    let found = found(&salma, &piece, "number").await;
    let long = json!({ "epoch": epoch, "reason": "a".repeat(600) });
    let long = salma.ask("PUT", &at(&format!("waivers/{}", id(&found[0]))), &long).await;
    assert_eq!(long.refused(), "translation:text_too_long");
    let early =
        edith.ask("PUT", &at(&format!("waivers/{}", id(&found[0]))), &json!({ "reason": "so" })).await;
    assert_eq!(early.refused(), "edit:not_submitted");

    let style = json!({ "forbidden": [{ "expression": "terrorist" }] });
    assert_eq!(edith.ask("PUT", "/api/newsroom/styles/en", &style).await.refused(), "newsroom:needs_role");
    let empty = json!({ "forbidden": [{ "expression": " … " }] });
    assert_eq!(adam.ask("PUT", "/api/newsroom/styles/en", &empty).await.refused(), "newsroom:no_expression");
    let other = json!({ "levels": { "spelling": "blocks" } });
    assert_eq!(adam.ask("PUT", "/api/newsroom/styles/en", &other).await.status, 400);
    adam.ask("PUT", "/api/newsroom/styles/en", &style).await.done();
    let regional = adam.get("/api/newsroom/styles/en-gb").await.done();
    assert_eq!(regional["forbidden"][0]["expression"], "terrorist");
    assert_eq!(adam.get("/api/newsroom/styles/fr").await.done()["forbidden"], json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_show_what_is_found_and_take_forms_without_script() {
    let newsroom = Newsroom::start("checking-pages").await;
    let adam = newsroom.person("adam");
    let browser = |name: &str| newsroom.browser(name);
    // The style is decided in a form; what does not read as one is shown again with why.
    let (status, page) = browser("adam").post("/checks/styles/en", "loaded=a+%7C+sometimes").await;
    assert!(status == 422 && page.contains("a | sometimes"), "{status} {page}");
    let (status, place) = browser("adam").post("/checks/styles/en", "headline=&level-number=blocks").await;
    assert_eq!((status, place.as_str()), (303, "/checks?done=decided"));
    let page = browser("edith").page("/checks/styles/en").await;
    assert!(page.contains("An administrator decides this."), "{page}");
    let (piece, epoch) = drafted(&newsroom).await;

    let bench = format!("/pieces/{piece}");
    assert!(browser("salma").page(&bench).await.contains("findings.js"));
    let form = |fields: &str| format!("epoch={epoch}&revision=1&{fields}");
    let (status, page) = browser("salma").post(&format!("{bench}/submission"), &form("")).await;
    assert!(status == 422 && page.contains("Mend these, or say why they stay"), "{status} {page}");
    let found = found(&adam, &piece, "number").await;
    let waives = |finding: &Value| format!("name=\"waive\" value=\"{}\"", id(finding));
    assert!(found.iter().all(|finding| page.contains(&waives(finding))), "{page}");
    // Without a reason none is let stand, and those that are typed for others stay on the page.
    let none = form(&format!("waive={0}&why-{0}=+&why-{1}=asked+the+author", id(&found[0]), id(&found[1])));
    let (status, page) = browser("salma").post(&format!("{bench}/waivers"), &none).await;
    assert!(
        status == 422 && page.contains("Say why") && page.contains("asked the author"),
        "{status} {page}"
    );
    assert!(found.iter().all(|finding| page.contains(&waives(finding))), "{page}");
    // Reasons are typed for several, and one is let stand: the others' reasons stay on the page.
    let both =
        form(&format!("waive={0}&why-{0}=as+agreed&why-{1}=asked+the+author", id(&found[0]), id(&found[1])));
    let (status, page) = browser("salma").post(&format!("{bench}/waivers"), &both).await;
    assert!(status == 200 && page.contains("asked the author"), "{status} {page}");
    assert!(page.contains(&waives(&found[1])) && !page.contains(&waives(&found[0])), "{page}");
    for finding in &found[1..] {
        let why = form(&format!("waive={0}&why-{0}=as+agreed", id(finding)));
        let (status, place) = browser("salma").post(&format!("{bench}/waivers"), &why).await;
        assert_eq!((status, place), (303, format!("{bench}?done=waived")));
    }
    let (status, _) = browser("salma").post(&format!("{bench}/submission"), &form("")).await;
    assert_eq!(status, 303);

    let review = format!("/review/{piece}");
    let page = browser("edith").page(&review).await;
    for shown in ["Salma: as agreed", "The checks hold nothing up", "Not a fault", "Let it stand, because…"]
    {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    let verdict = format!("not_a_fault={}&note-1=which+opening%3F", id(&found[0]));
    let page = until(async || {
        let (status, page) = browser("edith").post(&format!("{review}/verdicts"), &verdict).await;
        (status == 200).then_some(page)
    })
    .await;
    assert!(page.contains("Not a fault, says Edith.") && page.contains("which opening?"), "{page}");
    let why = format!("waive={0}&why-{0}=+", id(&found[1]));
    let (status, page) = browser("edith").post(&format!("{review}/waivers"), &why).await;
    assert!(status == 422 && page.contains("Say why"), "{status} {page}");
    let page = browser("edith").page("/checks").await;
    assert!(page.contains("0 %") && page.contains("0 % to 50 %"), "{page}");

    // The source changes: a reason is asked for.
    take(&adam, SECOND).await;
    until(async || (adam.piece(&piece).await["newest_revision"] == 2).then_some(())).await;
    let page = browser("edith").page(&review).await;
    assert!(page.contains("Why they go ahead although the source has revision 2"), "{page}");
    let digest = adam.piece(&piece).await["submission"]["digest"].as_str().unwrap().to_owned();
    let (status, page) =
        browser("edith").post(&format!("{review}/approval"), &format!("digest={digest}")).await;
    assert!(status == 409 && page.contains("send them back, or say why they go on"), "{status} {page}");
    let approve = format!("digest={digest}&behind=a+comma");
    let (status, place) = browser("edith").post(&format!("{review}/approval"), &approve).await;
    assert_eq!((status, place), (303, format!("{review}?done=approved")));
    // Another editor was slower: what he typed is on the page that says so.
    let notes = "note-0=too+loud&note=one+more+round";
    let (status, page) = browser("omar").post(&format!("{review}/changes"), notes).await;
    assert!(status == 409 && page.contains("too loud") && page.contains("one more round"), "{status} {page}");
}
