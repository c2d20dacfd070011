use std::{fs, path::Path};

use contract::article;

use super::*;
use crate::reader::{
    sentence,
    tests::{in_arabic, in_english},
};

/// What the programs in these files say of their errors, with 7 in each gap.
fn said_in(files: &[&str]) -> Vec<String> {
    files.iter().flat_map(|file| errors(&read(file))).collect()
}

/// A file among the services.
fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)).unwrap()
}

/// The sentences of `#[error("…")]` in a source text. One with a gap at its end that a function fills stands once for each
/// that the function has.
fn errors(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let literals = code.split("#[error(").skip(1).filter_map(|error| literal(error.trim_start()));
    let filled = |said: String| match said.strip_suffix("{}") {
        Some(begins) => literals_of_function(code).iter().map(|end| format!("{begins}{end}")).collect(),
        None => vec![said],
    };
    literals.flat_map(filled).map(|said| with_sevens(&said)).collect()
}

/// What stands in quotation marks at the beginning, on one line.
fn literal(text: &str) -> Option<String> {
    let whole = text.strip_prefix('"')?.split('"').next()?;
    let lines = whole.split("\\\n").map(str::trim_start);
    Some(lines.collect())
}

/// What the first function that gives words for a code or a version says.
fn literals_of_function(code: &str) -> Vec<String> {
    let body = code.split("-> &'static str {").nth(1).unwrap().split("\n}").next().unwrap();
    body.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn with_sevens(said: &str) -> String {
    let whole = said.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut parts = whole.split('{');
    let first = parts.next().unwrap().to_owned();
    let filled = parts.fold(first, |said, part| format!("{said}7{}", part.split_once('}').unwrap().1));
    filled.replace('\u{1}', "{").replace('\u{2}', "}")
}

fn plain(words: &str) -> String {
    words.chars().filter(|letter| !('\u{2066}'..='\u{2069}').contains(letter)).collect()
}

#[test]
fn what_is_said_of_feeds_and_items_is_told_in_arabic_and_alike_in_english() {
    let mut said = said_in(&["ingest/src/feed.rs", "ingest/src/fetch.rs"]);
    assert_eq!(said.len(), 25, "{said:#?}");
    let large = journal::Fault::TooLarge { bytes: 7, most: 7 };
    let missing = journal::Fault::Missing { subject: "event.article.7".to_owned(), sequence: 7 };
    let source = contract::Unreadable::Content(serde_json::from_str::<u8>("x").unwrap_err());
    let unreadable =
        journal::Fault::Unreadable { subject: "event.article.7".to_owned(), sequence: 7, source };
    said.extend([large, missing, unreadable].map(|fault| fault.to_string()));
    let refusals = [article::Refusal::NothingToRead, article::Refusal::TooLarge { bytes: 7, most: 7 }];
    said.extend(refusals.map(|refusal| refusal.to_string()));
    are_told(&said);
}

#[test]
fn what_health_says_is_told_in_arabic_and_alike_in_english() {
    let mut said = said_in(&[
        "../shared/journal/src/durability.rs",
        "../shared/journal/src/react.rs",
        "desk/src/search.rs",
    ]);
    assert_eq!(said.len(), 9, "{said:#?}");
    let subject = contract::Unreadable::Subject("x".parse::<contract::Subject>().unwrap_err());
    let content = contract::Unreadable::Content(serde_json::from_str::<u8>("x").unwrap_err());
    let newer = [None, Some(7)].map(|reads| contract::Unreadable::FromTheFuture {
        event_type: "7".into(),
        written: 7,
        reads,
    });
    said.extend([subject, content].into_iter().chain(newer).map(|unreadable| unreadable.to_string()));
    for (file, words) in [
        (
            "desk/src/memories.rs",
            "a memory in use cannot be read: `dragoman memory list` says which, and why",
        ),
        (
            "dragoman/src/open.rs",
            "nobody has looked whether the servers keep what they acknowledge: --nats-monitor was not given",
        ),
    ] {
        assert!(read(file).contains(words), "{file} does not say: {words}");
        said.push(words.to_owned());
    }
    are_told(&said);
}

#[test]
fn a_number_is_told_where_it_belongs() {
    let large =
        "the feed has 12000000 bytes, and at most 10000000 are read: ask the source for a shorter feed";
    let told = in_arabic().told(large).unwrap();
    assert!(told.find("١٢٬٠٠٠٬٠٠٠").unwrap() < told.find("١٠٬٠٠٠٬٠٠٠").unwrap(), "{told}");
    let answered =
        |code: u16, advice: &str| in_arabic().told(&format!("the server answered {code}: {advice}")).unwrap();
    let gone = answered(404, "there is no feed at this address; ask the source for the new one");
    let broken = answered(502, "it has a fault of its own; if it stays so, tell the source");
    assert!(gone.contains("٤٠٤") && broken.contains("٥٠٢"), "{gone} {broken}");
    assert_ne!(gone.split(':').next_back(), broken.split(':').next_back());
    assert_eq!(in_arabic().told("something newer"), None);
}

#[test]
fn why_a_feed_cannot_be_read_is_one_sentence_without_what_a_machine_says() {
    let recorded = "the server cannot be reached (failed to lookup address information: Name or service not known): \
                    check the name in the address, and whether the site is up";
    let english = "The server cannot be reached: check the name in the address, and whether the site is up.";
    assert_eq!(in_english().fault(recorded), english);
    for said in
        [recorded, "the feed is damaged, and no item could be read (x): tell the source", "something newer"]
    {
        let arabic = in_arabic().fault(said);
        assert!(!arabic.chars().any(|letter| letter.is_ascii_alphabetic()), "{arabic}");
    }
    let host = "the server wadi.example cannot be reached: check the name in the address, and whether the site is up";
    assert!(in_arabic().fault(host).contains("wadi.example"));
}

/// Each is told in Arabic, and the English message says what was said.
fn are_told(said: &[String]) {
    for said in said {
        let arabic = in_arabic().told(said).unwrap_or_else(|| panic!("nobody tells in Arabic: {said}"));
        assert!(arabic.chars().any(|letter| ('ء'..='ي').contains(&letter)), "{said}: {arabic}");
        let english = in_english().told_by(SENTENCES, said, Said::of_a_gap).unwrap();
        assert_eq!(plain(&english), sentence(said));
        assert_eq!(in_english().told(said), None);
    }
}
