//! What a newcomer types: `up`, the whole way by the command line, Ctrl-C, and `up` again.

use std::{fs::File, path::PathBuf, process::Stdio, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::newsroom::{PATIENCE, folder, until};

/// `dragoman up` in a folder of its own.
pub struct Up {
    child: Child,
    said: Lines<BufReader<ChildStdout>>,
    folder: PathBuf,
}

impl Up {
    /// The demonstration.
    async fn start(folder: PathBuf) -> Self {
        let mut up = Self::begin(folder, &["--demo"]);
        up.hears("http://").await;
        up
    }

    /// The same with other arguments, not waited for.
    pub fn begin(folder: PathBuf, arguments: &[&str]) -> Self {
        let mut command = dragoman(&folder);
        // A port that is taken is no reason not to start, and tests beside this one may have taken the usual ones.
        command
            .arg("up")
            .args(arguments)
            .arg("--data")
            .arg(&folder)
            .stdout(Stdio::piped())
            .stderr(File::create(folder.join("log")).unwrap())
            .kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, said, folder }
    }

    /// Reads on until this is said.
    pub async fn hears(&mut self, words: &str) -> String {
        let heard = async {
            while let Some(line) = self.said.next_line().await.unwrap() {
                if line.contains(words) {
                    return line;
                }
            }
            panic!("`up` ended without saying {words}");
        };
        tokio::time::timeout(PATIENCE, heard).await.expect("`up` should start within a minute")
    }

    /// The address of its desk, once that is told.
    pub async fn desk(&mut self) -> String {
        let told = self.hears("  Desk ").await;
        told.split_whitespace().last().unwrap().trim_end_matches('/').to_owned()
    }

    /// What its log has so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap()
    }

    /// A signal, and the end that follows.
    pub async fn stop(mut self, signal: &str) -> Option<i32> {
        let id = self.child.id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().await.unwrap().success());
        let ended = tokio::time::timeout(Duration::from_secs(40), self.child.wait()).await;
        ended.expect("a drained end").unwrap().code()
    }

    /// A command that must succeed; what it said as JSON.
    pub async fn does(&self, line: &str) -> Value {
        let output = self.run(&format!("{line} --json")).await;
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// What it says to people, on either side.
    pub async fn says(&self, line: &str) -> String {
        let output = self.run(line).await;
        [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap()).concat()
    }

    pub async fn run(&self, line: &str) -> std::process::Output {
        let words = line.split(' ').map(|word| word.replace('~', " "));
        dragoman(&self.folder).arg("--data").arg(&self.folder).args(words).output().await.unwrap()
    }
}

pub fn dragoman(folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    // A home of its own; a nats-server that was fetched for other tests is used again.
    let cache = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("../nats-home");
    command.env("HOME", folder).env("XDG_CACHE_HOME", cache).stdin(Stdio::null());
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newcomer_goes_all_the_way_and_comes_back() {
    let folder = folder("command-line");
    let up = Up::start(folder.clone()).await;
    let inbox = up.does("inbox --as edith").await;
    assert!(inbox["rows"].as_array().unwrap().len() >= 4, "the demonstration has articles: {inbox}");
    let queue = up.does("queue --as salma").await;
    let piece = queue["rows"][0]["id"].as_str().unwrap().to_owned();
    let article = piece.split('_').next().unwrap().to_owned();

    let unclaimed = up.run(&format!("draft {piece} --file {} --as salma", words(&up, &piece).await)).await;
    assert!(String::from_utf8_lossy(&unclaimed.stderr).contains("were kept"), "{unclaimed:?}");
    let kept = up.does(&format!("show {piece} --as salma")).await["rescued"].as_array().unwrap().len();
    assert!(kept > 1, "the words of every block are kept");

    up.does(&format!("claim {piece} --as salma")).await;
    let said = up.says(&format!("submit {piece} --as salma")).await;
    assert!(said.contains("Without words: block 0, 1"), "{said}");
    let said = up.says(&format!("draft {piece} second x --as salma")).await;
    assert!(said.contains("a number, summary or byline"), "{said}");
    let shown = up.does(&format!("show {piece} --as salma")).await;
    for block in shown["document"]["blocks"].as_array().unwrap() {
        up.does(&format!("draft {piece} {} Some~English~words. --as salma", block["id"])).await;
    }
    nothing_is_lost(&up, &piece).await;
    what_came_of_it_is_said(&up, &piece).await;
    source_changes(&up, &piece).await;
    let early = up.run(&format!("approve {piece} --as edith")).await;
    assert_eq!(early.status.code(), Some(1), "nothing was submitted yet");
    assert!(!early.stderr.is_empty());
    let finding = a_finding_stands(&up, &piece).await;
    up.does(&format!("submit {piece} --as salma")).await;
    let own = up.run(&format!("approve {piece} --as salma")).await;
    assert!(String::from_utf8_lossy(&own.stderr).contains("role of editor"), "{own:?}");
    assert_eq!(up.does("review --as edith").await["rows"][0]["id"], piece.as_str());
    up.does(&format!("approve {piece} --as edith")).await;
    assert_eq!(
        up.does("review --as edith").await["rows"][0]["state"],
        "approved",
        "it waits to be published"
    );
    up.does(&format!("judge {piece} {finding} not-a-fault --as edith")).await;
    let checks = up.does("checks --as edith").await;
    let forbidden =
        checks["rows"].as_array().unwrap().iter().find(|row| row["check"] == "forbidden").unwrap();
    assert_eq!((&forbidden["raised"], &forbidden["precision"]), (&1.into(), &0.0.into()));
    up.does(&format!("publish {piece} --as edith")).await;
    let timeline = up.does(&format!("timeline {} --as edith", &article[..13])).await;
    assert_eq!(up.does(&format!("timeline {piece} --as edith")).await, timeline, "a piece names its article");
    let kinds: Vec<_> =
        timeline["rows"].as_array().unwrap().iter().map(|fact| fact["type"].clone()).collect();
    assert_eq!(kinds.last().unwrap(), "publication.published");
    assert_eq!(follow_wire(&up).await["bodies"][1]["contentType"], "text/plain");
    assert_eq!(up.run("claim nothing-of-the-kind --as salma").await.status.code(), Some(1));
    assert_eq!(up.run("claim").await.status.code(), Some(2));

    remembers(&up, &piece).await;

    assert_eq!(up.stop("-INT").await, Some(0));
    let again = Up::start(folder.clone()).await;
    assert_eq!(again.does("published --as edith").await["rows"][0]["id"], piece.as_str());
    assert_eq!(
        again.does("inbox --as edith").await["rows"].as_array().unwrap().len(),
        inbox["rows"].as_array().unwrap().len()
    );
    assert_eq!(again.stop("-HUP").await, Some(0));
}

/// What would take words or files away by mistake is refused; one block that is refused keeps no other from being saved.
async fn nothing_is_lost(up: &Up, piece: &str) {
    let none = up.run(&format!("draft {piece} 1 --as salma")).await;
    assert!(String::from_utf8_lossy(&none.stderr).contains("no words came"), "{none:?}");
    let file = words(up, piece).await;
    let given = std::fs::read_to_string(&file).unwrap();
    let long = given.replacen("Words of block 1.", &"long ".repeat(20_000), 1);
    std::fs::write(&file, format!("\u{feff}{long}")).unwrap();
    let some = up.run(&format!("draft {piece} --file {file} --as salma")).await;
    let said = String::from_utf8_lossy(&some.stderr).into_owned();
    assert!(said.contains(" saved; not saved:") && said.contains("block 1: "), "{said}");
    let drafts = up.does(&format!("show {piece} --as salma")).await["drafts"].clone();
    let texts: Vec<_> = drafts.as_array().unwrap().iter().map(|draft| draft["text"].clone()).collect();
    assert!(texts[0] == "Words of block 0." && texts[1] == "Some English words.", "{texts:?}");
    let last = texts.last().unwrap().as_str().unwrap();
    assert!(last.starts_with("Words of block "), "{texts:?}");

    let file = up.folder.join("work.xlf");
    let out = format!("xliff out {piece} {} --as salma", file.display());
    let said = String::from_utf8(up.run(&out).await.stdout).unwrap();
    assert!(said.contains("Written to ") && said.contains(" blocks."), "{said}");
    std::fs::write(&file, "kept").unwrap();
    let over = up.run(&out).await;
    assert!(String::from_utf8_lossy(&over.stderr).contains("is there already"), "{over:?}");
    assert_eq!((over.status.code(), std::fs::read_to_string(&file).unwrap().as_str()), (Some(1), "kept"));
    up.does(&format!("{out} --over")).await;
    assert!(std::fs::read_to_string(&file).unwrap().contains("<xliff"));
}

/// Each answer names what there is to go on with.
async fn what_came_of_it_is_said(up: &Up, piece: &str) {
    let noted = up.says(&format!("note {piece} 1 From~us. --as salma")).await;
    let number = noted.split("block ").nth(1).and_then(|name| name.split(',').next()).unwrap_or_default();
    for (line, expected) in [
        (format!("remove {piece} {number}"), "is taken out"),
        (format!("note {piece} 1 "), "a note by the newsroom has words"),
        (format!("join {piece} 2"), "Block 2 is joined to block 1."),
        (format!("restore {piece} 2"), "still stand in block 1 too"),
        (format!("split {piece} 1 Some English"), "what comes behind it is block "),
        (format!("draft {piece} 1 Some~English~words."), "Saved 1 block;"),
        (format!("omit {piece} summary --reason none"), "is taken out by an empty text"),
        (format!("accept {piece}"), "nothing to accept"),
        ("queue --only overdue,returned".to_owned(), "Nothing in the queue matches"),
        (format!("memory import --file {}/words.txt", up.folder.display()), "--names"),
    ] {
        let said = up.says(&format!("{line} --as salma")).await;
        assert!(said.contains(expected), "{line}: {said}");
    }
    assert!(up.says("sign-in --as nobody").await.contains("does not know `nobody`"));
}

/// The source changes in the middle of the work, and its translator accepts that.
async fn source_changes(up: &Up, piece: &str) {
    let sample = include_str!("../../services/dragoman/samples/al-wadi.xml");
    let file = up.folder.join("changed.xml");
    std::fs::write(&file, sample.replace(".</p>", "!</p>")).unwrap();
    let read = up.does(&format!("source read al-wadi --file {} --as adam", file.display())).await;
    assert!(read["revised"].as_u64().unwrap() > 0, "{read}");
    let change = until(async || {
        let shown = up.does(&format!("show {piece} --as salma")).await;
        Some(shown["source_change"].clone()).filter(|change| change["revision"] == 2)
    })
    .await;
    let said = String::from_utf8(up.run(&format!("show {piece} --as salma")).await.stdout).unwrap();
    assert!(
        said.contains("to be accepted by its translator: block ") && said.contains("[the source by now]"),
        "{said}"
    );
    let early = up.run(&format!("submit {piece} --as salma")).await;
    let said = String::from_utf8_lossy(&early.stderr).into_owned();
    assert!(
        said.contains("look at each and accept it") && said.contains("What it changed: block "),
        "{said}"
    );
    let said = up.says(&format!("accept {piece} 99 --as salma")).await;
    assert!(said.contains("did not change block 99") && said.contains("it changed: block "), "{said}");
    let first = &change["blocks"][0]["block"];
    let row = up.does(&format!("accept {piece} {first} --as salma")).await;
    assert_eq!((&row["revision"], &row["newest_revision"]), (&1.into(), &2.into()), "{row}");
    assert_eq!(up.does(&format!("accept {piece} --as salma")).await["revision"], 2);
}

/// What was approved is found again, goes out as a file and comes in as one.
async fn remembers(up: &Up, piece: &str) {
    let near = up.does(&format!("memory matches {piece} 1 --least 100 --as salma")).await;
    assert_eq!(near["matches"][0]["origin"]["type"], "approved", "{near}");
    let found = up.does("memory find English --from ar --into en --side target --as salma").await;
    assert_eq!(found["hits"][0]["adjacent"], true, "{found}");
    let said = up.run("memory find English --from ar --into en --side target --as salma").await.stdout;
    assert!(String::from_utf8(said).unwrap().contains("approved: Salma Haddad with Edith Brandt"));
    let file = up.folder.join("approved.tmx");
    std::fs::write(&file, up.run("memory export --from ar --into en --as salma").await.stdout).unwrap();
    let import = format!("memory import --file {} --from ar --into en --as edith", file.display());
    let taken = up.does(&import).await;
    assert_eq!(taken["name"], "approved.tmx", "{taken}");
    let again = up.run(&import).await;
    assert!(String::from_utf8_lossy(&again.stderr).contains("in use already"), "{again:?}");
    assert_eq!(up.does("memory list --as salma").await["rows"][0]["id"], taken["id"]);
    up.does(&format!("memory withdraw {} --reason ours~already --as edith", taken["id"].as_str().unwrap()))
        .await;
    assert_eq!(up.does("memory list --as salma").await["rows"].as_array().unwrap().len(), 0);
}

/// The newsroom forbids an expression; what blocks is listed, and let stand by its name, which is given.
async fn a_finding_stands(up: &Up, piece: &str) -> String {
    let style = r#"{ "forbidden": [{ "expression": "wording" }], "levels": { "forbidden": "blocks" } }"#;
    let file = up.folder.join("style.json");
    std::fs::write(&file, style).unwrap();
    up.does(&format!("style set en --file {} --as adam", file.display())).await;
    let said = String::from_utf8(up.run("style show en --as salma").await.stdout).unwrap();
    assert!(said.contains("Forbidden: wording") && said.contains("forbidden: blocks"), "{said}");
    up.does(&format!("draft {piece} 0 Some~English~wording. --as salma")).await;
    let refused = up.run(&format!("submit {piece} --as salma")).await;
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("forbidden") && said.contains("dragoman waive"), "{said}");
    let seen = up.does(&format!("findings {piece} --block 0 --as salma")).await;
    let found = seen["findings"].as_array().unwrap().iter().find(|found| found["check"] == "forbidden");
    let name = found.unwrap()["id"].as_str().unwrap().trim_start_matches("sha256:")[..8].to_owned();
    assert!(said.contains(&name), "{name} in {said}");
    for way in ["--because as~agreed", "--back", "--because as~agreed"] {
        up.does(&format!("waive {piece} {name} {way} --as salma")).await;
    }
    let said = String::from_utf8(up.run(&format!("findings {piece} --as salma")).await.stdout).unwrap();
    assert!(said.contains("waived"), "{said}");
    name
}

/// A file with a paragraph for each block that wants words.
async fn words(up: &Up, piece: &str) -> String {
    let shown = up.does(&format!("show {piece} --as salma")).await;
    let blocks = shown["document"]["blocks"].as_array().unwrap();
    let wanting = blocks.iter().filter(|block| !block["text"].as_str().unwrap().trim().is_empty());
    let paragraphs: Vec<_> = wanting.map(|block| format!("Words of block {}.", block["id"])).collect();
    let file = up.folder.join("words.txt");
    std::fs::write(&file, paragraphs.join("\n\n")).unwrap();
    file.to_str().unwrap().to_owned()
}

/// The first item that `wire follow` prints.
async fn follow_wire(up: &Up) -> Value {
    let mut command = dragoman(&up.folder);
    command.arg("--data").arg(&up.folder).args(["wire", "follow", "--as", "edith", "--json"]);
    let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(PATIENCE, lines.next_line()).await.expect("an item").unwrap().unwrap();
    let item: Value = serde_json::from_str(&line).unwrap();
    item.get("document").cloned().unwrap_or(item)
}
