//! A piece is worked on in another tool: it goes out as XLIFF, comes in block by block, and is handed in.

use std::{path::Path, process::Stdio};

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::{
    changing::article,
    newsroom::{Newsroom, folder, until},
    person::Person,
    required::or_say,
};

const PARAGRAPHS: &[&str] = &[
    "أعيد فتح الجسر صباح اليوم.",
    "حضر الافتتاح مئة شخص، بينهم <منير> & \"ريم\".",
    "وقال المهندس إن العمل استمر سنة.",
];

/// Takes an article and gives its piece.
async fn piece(newsroom: &Newsroom, paragraphs: &[&str]) -> String {
    let adam = newsroom.person("adam");
    let paragraphs: Vec<String> =
        paragraphs.iter().map(|text| text.replace('&', "&amp;").replace('<', "&lt;")).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", article(&paragraphs)).await.done();
    until(async || adam.pieces("open").await.pop()).await["id"].as_str().unwrap().to_owned()
}

/// The file with this target in a unit that had none.
fn with(file: &str, unit: &str, target: &str) -> String {
    let at = file.find(&format!("<unit id=\"{unit}\"")).unwrap_or_else(|| panic!("{unit} in {file}"));
    let end = at + file[at..].find("</segment>").unwrap();
    format!("{}<target>{target}</target>{}", &file[..end], &file[end..])
}

async fn bring(person: &Person, piece: &str, epoch: u64, file: String) -> Value {
    let path = format!("/api/pieces/{piece}/xliff?epoch={epoch}");
    person.post_bytes(&path, "application/xliff+xml", file.into()).await.done()
}

/// What came of each unit, in the order of the file.
fn came(brought: &Value) -> Vec<&str> {
    brought["units"].as_array().unwrap().iter().map(|unit| unit["came"].as_str().unwrap()).collect()
}

fn why(brought: &Value, unit: usize) -> &str {
    brought["units"][unit]["why"].as_str().unwrap()
}

async fn words(person: &Person, piece: &str) -> Vec<String> {
    let drafts = person.piece(piece).await["drafts"].as_array().unwrap().clone();
    drafts.iter().map(|draft| draft["text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_goes_out_is_worked_on_elsewhere_comes_in_and_is_handed_in() {
    let newsroom = Newsroom::start("exchanging").await;
    let [edith, salma, yusuf] = ["edith", "salma", "yusuf"].map(|name| newsroom.person(name));
    let term = json!({ "from": "ar", "into": "en", "kind": "title", "source": "المهندس", "rendering": "the engineer" });
    edith.ask("POST", "/api/terms", &term).await.done();
    let piece = piece(&newsroom, PARAGRAPHS).await;
    let path = format!("/api/pieces/{piece}/xliff");
    let epoch = salma.claim(&piece).await;
    let saved = json!({ "epoch": epoch, "text": "It was reopened\nthis morning." });
    salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/1"), &saved).await.done();

    let file = salma.text(&path).await;
    for expected in [
        "srcLang=\"ar\" trgLang=\"en\"",
        "state=\"translated\"",
        "<note id=\"n1\" category=\"term\">المهندس: the engineer</note>",
    ] {
        assert!(file.contains(expected), "{expected} in {file}");
    }
    let worked = with(&file, "b0", "Old bridge \u{202b}فتح\u{202c} &amp; reopens<cp hex=\"0007\"/>");
    let worked = with(&with(&worked, "b2", "A hundred <ph id=\"1\"/>"), "b3", &"long ".repeat(20_000));
    let stranger = "<unit id=\"b77\"><segment><source>x</source><target>y</target></segment></unit></file>";
    let brought = bring(&salma, &piece, epoch, worked.replace("</file>", stranger)).await;
    assert_eq!(came(&brought), ["saved", "unchanged", "refused", "refused", "refused"], "{brought}");
    assert_eq!((&brought["saved"], &brought["refused"]), (&json!(1), &json!(3)));
    assert!(why(&brought, 2).contains("placeholder"), "{brought}");
    assert!(why(&brought, 3).contains("at most 65536"), "{brought}");
    assert!(why(&brought, 4).contains("no block"), "{brought}");
    let bridge = "Old bridge \u{202b}فتح\u{202c} & reopens\u{7}";
    assert_eq!(words(&salma, &piece).await, [bridge, "It was reopened\nthis morning."]);

    // Somebody else has no claim: the words are kept, as a page's would be.
    let by_another = bring(&yusuf, &piece, epoch, with(&file, "b3", "By another.")).await;
    assert_eq!(came(&by_another), ["empty", "unchanged", "empty", "refused"], "{by_another}");
    assert_eq!(by_another["units"][3]["kept"], true, "{by_another}");
    assert_eq!(salma.piece(&piece).await["rescued"][0]["text"], "By another.");

    let rest = with(&with(&salma.text(&path).await, "b2", "A hundred came."), "b3", "It took a year.");
    assert_eq!(
        came(&bring(&salma, &piece, epoch, rest.clone()).await),
        ["unchanged", "unchanged", "saved", "saved"]
    );
    assert_eq!(bring(&salma, &piece, epoch, rest).await["unchanged"], 4, "sent again, it changes nothing");
    newer(&salma, &piece, epoch).await;
    let under = json!({ "epoch": epoch });
    salma.ask("POST", &format!("/api/pieces/{piece}/submission"), &under).await.done();
    let digest = edith.approve(&piece).await;
    assert_eq!(edith.text(&path).await.matches("state=\"reviewed\"").count(), 4);
    edith.publish(&piece, digest).await;
    assert_eq!(edith.text(&path).await.matches("state=\"final\"").count(), 4);
}

/// Words are saved at the desk while the file is worked on: what nobody touched in the file replaces nothing, and what is
/// replaced is told.
async fn newer(salma: &Person, piece: &str, epoch: u64) {
    let file = salma.text(&format!("/api/pieces/{piece}/xliff")).await;
    for block in [1, 2] {
        let saved = json!({ "epoch": epoch, "text": format!("Saved since, {block}.") });
        salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/{block}"), &saved).await.done();
    }
    let brought = bring(salma, piece, epoch, file.replace("A hundred came.", "A hundred people came.")).await;
    assert_eq!(came(&brought), ["unchanged", "unchanged", "saved", "unchanged"], "{brought}");
    assert_eq!(brought["units"][2]["replaced"], "Saved since, 2.");
    let now = words(salma, piece).await;
    assert_eq!((now[1].as_str(), now[2].as_str()), ("Saved since, 1.", "A hundred people came."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_for_a_source_that_changed_since_are_refused_and_other_files_are_refused_whole() {
    let newsroom = Newsroom::start("exchanging-changed").await;
    let (adam, salma) = (newsroom.person("adam"), newsroom.person("salma"));
    let piece = piece(&newsroom, &["أعيد فتح الجسر.", "حضر مئة شخص.", "وتعود الحافلات غدا."]).await;
    let path = format!("/api/pieces/{piece}/xliff");
    let epoch = salma.claim(&piece).await;
    let first = json!({ "epoch": epoch, "text": "It reopened." });
    salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/1"), &first).await.done();
    let file = salma.text(&path).await;
    let changed = article(&["أعيد فتح الجسر مساء.", "حضر مئتا شخص.", "وتعود الحافلات غدا."]);
    adam.post_bytes("/api/sources/wadi/feed", "application/rss+xml", changed).await.done();
    until(async || salma.piece(&piece).await["source_change"].is_object().then_some(())).await;

    let worked = file.replace("It reopened.", "It has reopened.");
    let worked = with(&with(&worked, "b2", "A hundred came."), "b3", "Buses return.");
    let brought = bring(&salma, &piece, epoch, worked).await;
    assert_eq!(came(&brought), ["empty", "refused", "refused", "saved"], "{brought}");
    assert!(
        why(&brought, 1).contains("its source changed") && why(&brought, 2).contains("its source changed")
    );
    // A file of now says what the source says now, and what the words answered.
    let file = salma.text(&path).await;
    assert!(
        file.contains("<source>أعيد فتح الجسر مساء.</source>") && file.contains("category=\"source\""),
        "{file}"
    );
    let worked =
        with(&file, "b2", "Two hundred came.").replace("It reopened.", "It reopened in the evening.");
    assert_eq!(came(&bring(&salma, &piece, epoch, worked).await), ["empty", "saved", "saved", "unchanged"]);

    let older = "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"/>";
    let other = piece.replace("_en", "_fr");
    for (file, words) in [
        ("words".to_owned(), "no XLIFF"),
        (older.to_owned(), "XLIFF 2.1"),
        (file.replace(&piece, &other), "another piece"),
        (file.replace("trgLang=\"en\"", "trgLang=\"fr\""), "ar into en"),
        (file.replace("</xliff>", ""), "broken"),
    ] {
        let refused = salma.post_bytes(&format!("{path}?epoch={epoch}"), "", file.into()).await;
        assert_eq!((refused.status, refused.refused().as_str()), (400, "not_understood"), "{refused:?}");
        assert!(refused.body["detail"].as_str().unwrap().contains(words), "{words} in {refused:?}");
    }
    let large = vec![b' '; 17 * 1024 * 1024];
    let terms = "/api/terms/import".to_owned();
    for (person, path) in [(&salma, format!("{path}?epoch={epoch}")), (&newsroom.person("edith"), terms)] {
        let refused = person.post_bytes(&path, "", large.clone()).await;
        assert_eq!((refused.status, refused.refused().as_str()), (413, "too_large"), "{path}: {refused:?}");
    }
    let nowhere = salma.get(&format!("/api/pieces/{other}/xliff")).await;
    assert_eq!(nowhere.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_goes_out_and_comes_in_on_the_command_line() {
    let newsroom = Newsroom::start("exchanging-line").await;
    let salma = newsroom.person("salma");
    let piece = piece(&newsroom, PARAGRAPHS).await;
    let file = folder("exchanging-file").join("bridge.xlf");
    let dragoman = async |act: [&str; 4]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
        command.args(["--desk", &newsroom.address, "--token", &newsroom.token("salma")]).args(act);
        let output = command.stdin(Stdio::null()).output().await.unwrap();
        let [said, wrong] = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap());
        (output.status.success(), said + &wrong)
    };
    let path = file.to_str().unwrap();
    let out = dragoman(["xliff", "out", &piece[..8], path]).await;
    assert!(out.0, "{out:?}");
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        salma.text(&format!("/api/pieces/{piece}/xliff")).await
    );
    let (done, said) = dragoman(["xliff", "in", &piece[..8], path]).await;
    assert!(!done && said.contains("claim it first"), "{said}");
    salma.claim(&piece).await;
    let worked = with(&std::fs::read_to_string(&file).unwrap(), "b0", "The bridge");
    std::fs::write(&file, with(&worked, "b1", "<pc id=\"x\">It</pc> reopened.")).unwrap();
    let (done, said) = dragoman(["xliff", "in", &piece[..8], path]).await;
    assert!(
        !done
            && said.starts_with(
                "1 saved, 0 as before, 2 without words, 1 refused\n  saved: block 0\n  block 1: "
            ),
        "{said}"
    );
    assert!(said.contains("1 unit refused"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_goes_through_the_translate_toolkit_and_back_unchanged() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = Some(root.join("target/toolkit/bin/python")).filter(|python| python.exists());
    let Some(python) = or_say(python, "the translate-toolkit is not there; .ci/toolkit fetches it") else {
        return;
    };
    let newsroom = Newsroom::start("exchanging-toolkit").await;
    let salma = newsroom.person("salma");
    let piece = piece(&newsroom, PARAGRAPHS).await;
    let epoch = salma.claim(&piece).await;
    let saved = "He said: “x < y & z”,\r\n\tand  left\u{1}\u{200f}. \u{202b}فتح\u{202c} e\u{301}";
    let words = json!({ "epoch": epoch, "text": saved });
    salma.ask("PUT", &format!("/api/pieces/{piece}/blocks/1"), &words).await.done();
    let path = format!("/api/pieces/{piece}/xliff");
    let through = async |words: Value| {
        let mut command = Command::new(&python);
        command.arg(root.join("tests/newsroom/toolkit.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut tool = command.spawn().unwrap();
        let asked = json!({ "file": salma.text(&path).await, "words": words });
        tool.stdin.take().unwrap().write_all(asked.to_string().as_bytes()).await.unwrap();
        let output = tool.wait_with_output().await.unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let back = bring(&salma, &piece, epoch, through(json!({})).await).await;
    assert_eq!(came(&back), ["empty", "unchanged", "empty", "empty"], "{back}");
    let put = json!({ "b0": "Bridge & river <1>", "b2": "مئة  شخص \u{202b}a\u{202c}\n«x»", "b3": "A year." });
    let brought = bring(&salma, &piece, epoch, through(put.clone()).await).await;
    assert_eq!(came(&brought), ["saved", "unchanged", "saved", "saved"], "{brought}");
    let wanted =
        [&put["b0"], &json!(saved), &put["b2"], &put["b3"]].map(|text| text.as_str().unwrap().to_owned());
    assert_eq!(self::words(&salma, &piece).await, wanted);
    let back = bring(&salma, &piece, epoch, through(json!({})).await).await;
    assert_eq!(back["unchanged"], 4, "{back}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_left_out_joined_split_and_added_goes_out_as_it_stands() {
    let newsroom = Newsroom::start("exchanging-arranged").await;
    let salma = newsroom.person("salma");
    let paragraphs = ["أعيد فتح الجسر. وفرح الناس.", "حضر مئة شخص.", "بينهم الوزير.", "اقرأ أيضا."];
    let piece = piece(&newsroom, &paragraphs).await;
    let epoch = salma.claim(&piece).await;
    let ask = async |method: &str, path: &str, more: Value| {
        let mut body = json!({ "epoch": epoch });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        salma.ask(method, &format!("/api/pieces/{piece}/blocks/{path}"), &body).await.done();
    };
    ask("PUT", "summary", json!({ "text": "In short" })).await;
    ask("PUT", "2", json!({ "text": "A hundred came," })).await;
    ask("POST", "1/split", json!({ "head": "It reopened.", "tail": "People rejoiced." })).await;
    ask("POST", "3/join", json!({ "text": "A hundred came, the minister among them." })).await;
    ask("POST", "4/omission", json!({ "reason": "an advertisement" })).await;

    let path = format!("/api/pieces/{piece}/xliff");
    let file = salma.text(&path).await;
    let ids: Vec<&str> =
        file.split("<unit id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids, ["b0", "b4294967294", "b1", "b2147483648", "b2"], "{file}");
    for expected in
        ["<source>حضر مئة شخص. بينهم الوزير.</source>", "Summary, by the newsroom", "Goes on with block 1"]
    {
        assert!(file.contains(expected), "{expected} in {file}");
    }
    let worked =
        file.replace("In short", "Briefly").replace("rejoiced", "were glad").replace("came,", "came:");
    let brought = bring(&salma, &piece, epoch, worked).await;
    assert_eq!(came(&brought), ["empty", "saved", "unchanged", "saved", "saved"], "{brought}");
    let now = salma.text(&path).await;
    for expected in ["Briefly", "People were glad.", "A hundred came: the minister among them."] {
        assert!(now.contains(&format!("<target>{expected}")), "{expected} in {now}");
    }
    ask("POST", "3/restoration", json!({})).await;
    let late = bring(&salma, &piece, epoch, file.replace("came,", "came —")).await;
    assert!(
        why(&late, 4).contains("its source changed"),
        "what it was joined to stands by itself again: {late}"
    );
}
