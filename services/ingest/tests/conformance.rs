//! Reads real feeds and pages of many publishers, where the folder that holds them stands beside the project.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "whoever runs the tests sees that these were skipped")]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use contract::{BlockKind, MarkKind, article::Unnumbered};
use ingest::{
    extract,
    feed::{self, Entry, Item, Unreadable},
};
use serde_json::Value;

/// Files of the collection that are no whole feeds: they are refused.
const REFUSED: [(&str, &str); 4] = [
    ("rss_2.0_invalid_1.xml", "the channel is cut off"),
    ("xml_iso8859.xml", "XML, but no feed"),
    ("xml_sample_1.xml", "XML, but no feed"),
    ("xml_sample_2.xml", "XML, but no feed"),
];

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

fn name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn items(entries: &[Entry]) -> impl Iterator<Item = &Item> {
    entries.iter().filter_map(|entry| match entry {
        Entry::Item(item) => Some(item),
        Entry::Unusable { .. } => None,
    })
}

fn assert_clean(blocks: &[Unnumbered], of: &Path) {
    for Unnumbered { kind, text, marks } in blocks {
        let image = matches!(kind, BlockKind::Image { .. });
        assert!(image || !text.trim().is_empty(), "{}: an empty block", of.display());
        for trace in ["<p>", "<p ", "</", "<br", "<div", "<img", "<script", "javascript:", "function("] {
            assert!(!text.contains(trace), "{}: {trace} in {text}", of.display());
        }
        for mark in marks {
            let words =
                mark.place.words(text).unwrap_or_else(|| panic!("{}: {mark:?} in {text}", of.display()));
            assert!(!words.is_empty() && words.trim() == words, "{}: {mark:?} in {text}", of.display());
            let link = matches!(mark.kind, MarkKind::Link { .. });
            assert!(!link || mark.kind.leads_to().is_some(), "{}: {mark:?}", of.display());
        }
    }
}

#[test]
fn feeds_of_many_publishers_have_all_their_items() {
    let Some(folder) = folder("feeds") else { return };
    for path in
        files(&folder).iter().filter(|path| name(path).contains('_') && !name(path).ends_with(".serde.json"))
    {
        let read = feed::read(&fs::read(path).unwrap(), None, Some("https://feeds.example/feed"));
        if REFUSED.iter().any(|(refused, _)| *refused == name(path)) {
            let refusal = read.expect_err(name(path));
            assert!(matches!(refusal, Unreadable::NotAFeed { .. } | Unreadable::Broken { .. }), "{refusal}");
            continue;
        }
        let entries = read.unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let expected = json(&path.with_extension("serde.json"))["entries"].as_array().unwrap().len();
        assert_eq!((entries.len(), items(&entries).count()), (expected, expected), "{}", path.display());
        for item in items(&entries) {
            assert_clean(&item.body, path);
        }
    }
}

#[test]
fn a_full_text_feed_has_the_paragraphs_of_its_articles() {
    let Some(folder) = folder("newswire") else { return };
    let english = fs::read_to_string(folder.join("english.jsonl")).unwrap();
    let paragraphs: HashMap<String, usize> = english
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|document| {
            (document["id"].as_str().unwrap().to_owned(), document["paragraphs"].as_array().unwrap().len())
        })
        .collect();
    for (language, count) in [("ar", 80), ("fa", 20), ("fr", 20), ("he", 20), ("tr", 20)] {
        let path = folder.join(format!("feed.{language}.xml"));
        let entries = feed::read(&fs::read(&path).unwrap(), None, None).unwrap();
        assert_eq!((entries.len(), items(&entries).count()), (count, count), "{language}");
        for item in items(&entries) {
            let id = item.key.strip_suffix(&format!(".{language}")).unwrap();
            assert_eq!(item.body.len(), paragraphs[id], "{}", item.key);
            assert!(item.body.iter().all(|block| block.kind == BlockKind::Paragraph), "{}", item.key);
            assert!(
                !item.headline.is_empty() && item.address.is_some() && item.published_at.is_some(),
                "{}",
                item.key
            );
            assert_eq!(item.authors.len(), 1, "{}", item.key);
            assert_clean(&item.body, &path);
        }
    }
}

#[test]
fn pages_leave_no_script_and_no_markup() {
    let Some(folder) = folder("pages") else { return };
    let pages: Vec<_> =
        files(&folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "html")).collect();
    assert!(!pages.is_empty());
    let mut marks = 0;
    for path in pages {
        let html = fs::read_to_string(&path).unwrap();
        let blocks = extract::blocks(&html, Some("https://pages.example/")).unwrap();
        assert!(!blocks.is_empty(), "{}", path.display());
        assert_clean(&blocks, &path);
        marks += blocks.iter().map(|block| block.marks.len()).sum::<usize>();
    }
    println!("{marks} marks");
    assert!(marks > 0);
}
