//! Looks at what people translated, where the folder that holds it stands beside the project: good translations raise
//! few alarms. Every finding is printed, so that a person can judge it.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "the findings are there to be read")]

use std::{collections::BTreeMap, fs, path::Path};

use checks::{Beside, Check, Finding, Level, Style, look, look_at};
use contract::{Block, BlockId, BlockKind, Document};
use serde_json::Value;

/// At most one alarm for so many blocks.
const BLOCKS_PER_ALARM: usize = 20;

/// Alarms that are right: read and judged by a person. The translations do have these faults.
const FAULTS: [(&str, u32, Check); 6] = [
    ("newsweek.51338.fa", 3, Check::Number),
    ("newsweek.51338.fa", 6, Check::Number),
    ("reuters.218932.fa", 6, Check::Number),
    ("upi.176251.fa", 1, Check::Date),
    ("bbc.381765.he", 1, Check::Date),
    ("upi.176251.he", 1, Check::Number),
];

fn is_right(name: &str, finding: &Finding) -> bool {
    FAULTS.contains(&(name, finding.block.0, finding.check))
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(within, _)| within)
}

fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn document<'t>(language: &str, texts: impl Iterator<Item = &'t str>) -> Document {
    let kind = |at| if at == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(at, text)| Block::plain(BlockId(at), kind(at), plain(text));
    Document { language: language.parse().unwrap(), blocks: (0..).zip(texts).map(block).collect() }
}

/// The documents of a feed, by their names.
fn sources(folder: &Path, language: &str) -> BTreeMap<String, Document> {
    let feed = fs::read_to_string(folder.join(format!("feed.{language}.xml"))).unwrap();
    feed.split("<item>")
        .skip(1)
        .map(|item| {
            let name = between(item, "<guid isPermaLink=\"false\">", "</guid>").unwrap();
            let headline = between(item, "<title>", "</title>").unwrap();
            let body = between(item, "<![CDATA[", "]]>").unwrap();
            let paragraphs = body.split("<p>").skip(1).map(|part| part.split_once("</p>").unwrap().0);
            let name = name.strip_suffix(&format!(".{language}")).unwrap();
            (name.to_owned(), document(language, [headline].into_iter().chain(paragraphs)))
        })
        .collect()
}

fn english(folder: &Path) -> BTreeMap<String, Document> {
    let lines = fs::read_to_string(folder.join("english.jsonl")).unwrap();
    lines
        .lines()
        .map(|line| {
            let read: Value = serde_json::from_str(line).unwrap();
            let paragraphs = read["paragraphs"].as_array().unwrap().iter().map(|text| text.as_str().unwrap());
            let texts = [read["headline"].as_str().unwrap()].into_iter().chain(paragraphs);
            (read["id"].as_str().unwrap().to_owned(), document("en", texts))
        })
        .collect()
}

fn print(name: &str, source: &Document, target: &Document, finding: &Finding) {
    let text =
        |document: &Document| document.block(finding.block).map_or(String::new(), |block| block.text.clone());
    println!(
        "{:?} {} in {name}, block {}: {}",
        finding.level, finding.check, finding.block, finding.explanation
    );
    if finding.level > Level::Informs {
        println!("    {}\n    {}", text(source), text(target));
    }
}

#[test]
fn human_translations_raise_few_alarms() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/newswire");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return;
    }
    let english = english(&folder);
    let mut too_many = Vec::new();
    for language in ["ar", "fa", "tr", "fr", "he"] {
        let mut counted: BTreeMap<(Level, Check), usize> = BTreeMap::new();
        let (mut blocks, mut right) = (0, 0);
        for (name, source) in sources(&folder, language) {
            let target = &english[&name];
            let name = format!("{name}.{language}");
            blocks += source.blocks.len();
            for finding in look(&source, target, &Style::default(), &[]) {
                *counted.entry((finding.level, finding.check)).or_default() += 1;
                right += usize::from(finding.level > Level::Informs && is_right(&name, &finding));
                print(&name, &source, target, &finding);
            }
        }
        let alarms: usize =
            counted.iter().filter(|((level, _), _)| *level > Level::Informs).map(|(_, count)| count).sum();
        println!("== {language}: {alarms} alarms in {blocks} blocks, {right} of them known to be right");
        for ((level, check), count) in &counted {
            println!("   {level:?} {check}: {count}");
        }
        let wrong = alarms - right;
        if wrong * BLOCKS_PER_ALARM > blocks {
            too_many.push(format!("{language}: {wrong} alarms in {blocks} blocks"));
        }
    }
    assert!(too_many.is_empty(), "{too_many:?}");
}

/// A way in which a translation goes wrong: how many of a hundred are found at least, and the text with the fault, where it
/// can have it.
type Slip = (Check, usize, fn(&str) -> Option<String>);

const SLIPS: [Slip; 13] = [
    (Check::Untranslated, 100, |_| Some(String::new())),
    (Check::Number, 90, |text| swapped(text, two_digits)),
    (Check::Unit, 85, |text| {
        replaced(
            text,
            &[(" percent", ""), ("%", ""), (" kilometers", " meters"), ("$", "€"), (" miles", " yards")],
        )
    }),
    (Check::Date, 80, |text| replaced(text, &MONTHS)),
    (Check::Date, 80, |text| replaced(text, &WEEKDAYS)),
    (Check::QuotationMark, 70, |text| (text.matches('"').count() == 2).then(|| text.replacen('"', "", 1))),
    (Check::QuotationLost, 50, |text| (text.matches('"').count() >= 2).then(|| text.replace('"', ""))),
    (Check::Negation, 55, |text| replaced(text, &[(" not ", " "), ("n't ", " "), (" never ", " ")])),
    (Check::RepeatedWord, 98, |text| {
        replaced(text, &[(" the ", " the the "), (" of ", " of of "), (" in ", " in in ")])
    }),
    (Check::Spacing, 100, |text| replaced(text, &[(" ", "  ")])),
    (Check::Punctuation, 100, |text| replaced(text, &[(", ", "، ")])),
    (Check::Invisible, 100, |text| replaced(text, &[(" ", " \u{200f}")])),
    (Check::Length, 98, |text| {
        (text.len() > 150).then(|| text.split_whitespace().take(5).collect::<Vec<_>>().join(" "))
    }),
];

const MONTHS: [(&str, &str); 12] = [
    ("January", "April"),
    ("February", "June"),
    ("March", "May"),
    ("April", "July"),
    ("May ", "August "),
    ("June", "September"),
    ("July", "October"),
    ("August", "November"),
    ("September", "February"),
    ("October", "March"),
    ("November", "January"),
    ("December", "June"),
];

const WEEKDAYS: [(&str, &str); 7] = [
    ("Monday", "Thursday"),
    ("Tuesday", "Friday"),
    ("Wednesday", "Monday"),
    ("Thursday", "Sunday"),
    ("Friday", "Tuesday"),
    ("Saturday", "Wednesday"),
    ("Sunday", "Saturday"),
];

/// The text with the first of these that it has replaced once.
fn replaced(text: &str, by: &[(&str, &str)]) -> Option<String> {
    by.iter().find(|(from, _)| text.contains(from)).map(|(from, to)| text.replacen(from, to, 1))
}

/// The text with its first figures of two digits or more turned round.
fn swapped(text: &str, place: fn(&str) -> Option<usize>) -> Option<String> {
    let at = place(text)?;
    let (one, two) = (&text[at..=at], &text[at + 1..at + 2]);
    Some(format!("{}{two}{one}{}", &text[..at], &text[at + 2..]))
}

fn two_digits(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let differ = |at: &usize| {
        let pair = &bytes[*at..*at + 2];
        pair.iter().all(u8::is_ascii_digit) && pair[0] != pair[1]
    };
    (0..bytes.len().saturating_sub(1)).find(differ)
}

/// How many of the slips put into the blocks of the Arabic documents one by one are found, for each check.
#[test]
fn slips_in_human_translations_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/newswire");
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return;
    }
    let english = english(&folder);
    let documents = sources(&folder, "ar");
    for (check, least, slip) in SLIPS {
        let (mut made, mut found) = (0, 0);
        for (name, source) in &documents {
            let target = &english[name];
            for (at, block) in target.blocks.iter().enumerate().skip(1) {
                let Some(text) = slip(&block.text) else { continue };
                let neighbour = |at: usize| target.blocks.get(at).map_or("", |block| block.text.as_str());
                let beside = Beside {
                    source: &source.blocks[at],
                    source_language: &source.language,
                    target: &text,
                    target_marks: &[],
                    target_language: &target.language,
                    before: neighbour(at - 1),
                    next: neighbour(at + 1),
                };
                let findings = look_at(&beside, &Style::default(), &[]);
                let seen =
                    findings.iter().any(|finding| finding.check == check && finding.level > Level::Informs);
                made += 1;
                found += usize::from(seen);
                if !seen {
                    println!(
                        "missed {check} in {name}, block {}:\n    {}\n    {text}",
                        block.id, source.blocks[at].text
                    );
                }
            }
        }
        println!("== {check}: {found} of {made} found");
        assert!(found * 100 >= made * least, "{check}: {found} of {made} found");
    }
}
