//! Whether what was translated before is found again when it comes with changes: on real texts, where the folder that
//! holds them stands beside the project.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "whoever runs the tests sees the figures, and which were skipped")]

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use contract::Digest;
use memory::{Imported, Memory, Origin, Pair, Score, tmx, words};

/// The columns of the table of names.
const ARABIC: usize = 0;
const LATIN: usize = 1;

/// Of the variants of known segments, in this share at least the segment is the first that is found.
const FIRST_LEAST: f64 = 0.95;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

fn pair(source: &str, target: &str) -> Pair {
    Pair { source: source.parse().unwrap(), target: target.parse().unwrap() }
}

/// The units of the translation memory, read as a newsroom would.
fn units(path: &Path) -> Vec<tmx::Unit> {
    let file = fs::read(path).unwrap();
    let entries = tmx::Reader::new(&file[..]).unwrap().map(Result::unwrap);
    let units = entries.map(|entry| match entry {
        tmx::Entry::Unit(unit) => unit,
        tmx::Entry::Refused(refused) => panic!("{refused}"),
    });
    units.collect()
}

/// A source text with its translation.
type Known = (String, String);

fn of_memory(path: &Path, pair: &Pair) -> Vec<Known> {
    let text = |unit: &tmx::Unit, language| unit.text(language).unwrap().to_owned();
    units(path).iter().map(|unit| (text(unit, &pair.source), text(unit, &pair.target))).collect()
}

/// The paragraphs of news documents, each with its English.
fn of_newswire(folder: &Path, language: &str) -> Vec<Known> {
    let english = fs::read_to_string(folder.join("english.jsonl")).unwrap();
    let english: HashMap<String, Vec<String>> = english
        .lines()
        .map(|line| {
            let document: serde_json::Value = serde_json::from_str(line).unwrap();
            let paragraphs = document["paragraphs"].as_array().unwrap();
            let text = |it: &serde_json::Value| it.as_str().unwrap().to_owned();
            (text(&document["id"]), paragraphs.iter().map(text).collect())
        })
        .collect();
    let feed = fs::read_to_string(folder.join(format!("feed.{language}.xml"))).unwrap();
    let mut known = Vec::new();
    for item in feed.split("<item>").skip(1) {
        let guid = between(item, "<guid isPermaLink=\"false\">", "</guid>")[0];
        let theirs = &english[guid.strip_suffix(&format!(".{language}")).unwrap()];
        let ours = between(between(item, "<![CDATA[", "]]>")[0], "<p>", "</p>");
        assert_eq!(ours.len(), theirs.len(), "{guid}");
        let plain = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        known.extend(ours.iter().zip(theirs).map(|(source, target)| (plain(source), target.clone())));
    }
    known
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

/// What is changed of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Each number becomes another.
    Number,
    /// A word in the middle becomes a name.
    Name,
    /// A third of the words becomes as many of another text.
    Clause,
}

/// The text with that change; nothing where it has no number, or too few words for the rest of it to be known by.
fn changed(known: &[Known], at: usize, change: Change, names: &[String]) -> Option<String> {
    let text = &known[at].0;
    let places: Vec<_> = words(text).collect();
    let count = places.len();
    let is_number = |word: &str| word.chars().all(|c| c.is_numeric() || c == '.' || c == ',');
    let mut asked = text.clone();
    match change {
        Change::Number => {
            let numbers: Vec<_> = places.iter().filter(|place| is_number(&text[(*place).clone()])).collect();
            if numbers.is_empty() || numbers.len() == count {
                return None;
            }
            for place in numbers.into_iter().rev() {
                asked.replace_range(place.clone(), &(at * 7 + 11).to_string());
            }
        }
        Change::Name if count >= 4 => {
            asked.replace_range(places[count / 2].clone(), &names[at % names.len()]);
        }
        Change::Clause if count >= 8 => {
            let other = &known[(at + known.len() / 2) % known.len()].0;
            let theirs: Vec<_> = words(other).map(|place| &other[place]).collect();
            let theirs: Vec<_> = theirs.into_iter().cycle().take(count / 3).collect();
            let first = at % (count - count / 3);
            asked.replace_range(places[first].start..places[first + count / 3 - 1].end, &theirs.join(" "));
        }
        Change::Name | Change::Clause => return None,
    }
    Some(asked)
}

/// How many variants there are of these, and for how many the right segment is first.
fn first(memory: &Memory, pair: &Pair, known: &[Known], change: Change, names: &[String]) -> (usize, usize) {
    let (mut count, mut right) = (0, 0);
    for (at, (source, _)) in known.iter().enumerate() {
        let Some(asked) = changed(known, at, change, names) else { continue };
        count += 1;
        let found = memory.look_up(pair, &asked, Score::new(400), 1);
        right += usize::from(found.first().is_some_and(|it| it.segment.source == source));
    }
    (count, right)
}

fn remembering(pair: &Pair, known: &[Known]) -> Memory {
    let mut memory = Memory::default();
    for (source, target) in known {
        let origin = Origin::Imported(Imported { file: Digest::of(b"known"), by: None, at: None });
        memory.add(pair, origin, source, target).unwrap();
    }
    memory
}

fn check(name: &str, pair: &Pair, known: &[Known], names: &[String]) {
    let memory = remembering(pair, known);
    println!("{name}: {} texts, {} segments", known.len(), memory.len());
    for change in [Change::Number, Change::Name, Change::Clause] {
        let (count, right) = first(&memory, pair, known, change, names);
        #[expect(clippy::cast_precision_loss, reason = "some thousands")]
        let share = right as f64 / count as f64;
        println!(
            "  {change:?} changed: the right segment is first in {right} of {count} ({:.2} %)",
            100.0 * share
        );
        assert!(count > 20 && share >= FIRST_LEAST, "{name}: {change:?}");
    }
}

fn names(column: usize) -> Vec<String> {
    let Some(path) = shared("names/wikidata_full_names_levant_iraq.tsv") else { return Vec::new() };
    let table = fs::read_to_string(path).unwrap();
    let name = |line: &str| line.split('\t').nth(column).unwrap().split(' ').next().unwrap().to_owned();
    table.lines().skip(1).map(name).filter(|name| words(name).next().is_some()).collect()
}

#[test]
fn variants_of_the_segments_of_a_translation_memory_find_them_first() {
    let Some(path) = shared("tmx/all.en-ar.tmx") else { return };
    for (source, target, column) in [("ar", "en", ARABIC), ("en", "ar", LATIN)] {
        let pair = pair(source, target);
        let known = of_memory(&path, &pair);
        assert_eq!(known.len(), 3_071);
        check(&format!("translation memory, {source} to {target}"), &pair, &known, &names(column));
    }
}

#[test]
fn variants_of_the_paragraphs_of_news_documents_find_them_first() {
    let Some(folder) = shared("newswire") else { return };
    for (language, column) in [("ar", ARABIC), ("fa", ARABIC), ("he", LATIN), ("tr", LATIN), ("fr", LATIN)] {
        let pair = pair(language, "en");
        check(&format!("newswire, {language} to en"), &pair, &of_newswire(&folder, language), &names(column));
    }
}

#[test]
fn a_real_file_that_is_written_again_holds_the_same() {
    let Some(path) = shared("tmx/all.en-ar.tmx") else { return };
    let units = units(&path);
    assert_eq!(units.len(), 3_071);
    let header = tmx::Header { source_language: "en".to_owned(), ..tmx::Header::default() };
    let written = tmx::write(Vec::new(), &header, units.clone()).unwrap();
    let read: Vec<_> = tmx::Reader::new(&written[..]).unwrap().map(Result::unwrap).collect();
    assert_eq!(read, units.into_iter().map(tmx::Entry::Unit).collect::<Vec<_>>());
}
