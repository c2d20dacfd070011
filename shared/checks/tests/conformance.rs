//! Looks at what people translated, where the folder that holds it stands beside the project: good translations raise
//! few alarms. Every finding is printed, so that a person can judge it.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "the findings are there to be read")]

use std::{collections::BTreeMap, fs, path::Path};

use checks::{Check, Finding, Level, Style, look};
use contract::{Block, BlockId, BlockKind, Document};
use serde_json::Value;

/// At most one alarm for so many blocks.
const BLOCKS_PER_ALARM: usize = 20;

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(within, _)| within)
}

fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn document<'t>(language: &str, texts: impl Iterator<Item = &'t str>) -> Document {
    let kind = |at| if at == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(at, text)| Block { id: BlockId(at), kind: kind(at), text: plain(text) };
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
        let mut blocks = 0;
        for (name, source) in sources(&folder, language) {
            let target = &english[&name];
            blocks += source.blocks.len();
            for finding in look(&source, target, &Style::default(), &[]) {
                *counted.entry((finding.level, finding.check)).or_default() += 1;
                print(&format!("{name}.{language}"), &source, target, &finding);
            }
        }
        let alarms: usize =
            counted.iter().filter(|((level, _), _)| *level > Level::Informs).map(|(_, count)| count).sum();
        println!("== {language}: {alarms} alarms in {blocks} blocks");
        for ((level, check), count) in &counted {
            println!("   {level:?} {check}: {count}");
        }
        if alarms * BLOCKS_PER_ALARM > blocks {
            too_many.push(format!("{language}: {alarms} alarms in {blocks} blocks"));
        }
    }
    assert!(too_many.is_empty(), "{too_many:?}");
}
