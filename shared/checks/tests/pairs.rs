//! Good and faulty translations of single blocks, written for this: what a check must find, and what none may.
//!
//! A set is a text of groups with empty lines between them; a line is `#` a remark, `kind headline`, `<` a source, `>` a
//! good translation, `>>` one of which nothing at all is said, not even for information, `! check check: ` a faulty one with what must fire, or `=` a term of the source with what it may be
//! called and what not, after semicolons. `\u{…}` stands for a character that nobody would see, `[words](address)` for a link,
//! `[words](*)` for emphasis.

#![expect(clippy::unwrap_used, reason = "a set that cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "the table is there to be read")]

use std::collections::BTreeMap;

use checks::{Beside, Check, Expected, Finding, Level, Style, look_at};
use contract::{Block, BlockId, BlockKind, Language, Mark, MarkKind, Place};

const SETS: [(&str, &str); 5] = [
    ("ar", include_str!("pairs/ar.txt")),
    ("fa", include_str!("pairs/fa.txt")),
    ("tr", include_str!("pairs/tr.txt")),
    ("fr", include_str!("pairs/fr.txt")),
    ("he", include_str!("pairs/he.txt")),
];

/// How many faulty pairs each check has at least, in all sets together.
const FAULTY_PER_CHECK: usize = 10;

struct Pair {
    language: Language,
    source: Block,
    target: Block,
    expected: Vec<Expected>,
    /// What must fire; nothing where the translation is good.
    faults: Vec<Check>,
    /// Whether information about it is as wrong as an alarm.
    silent: bool,
}

impl Pair {
    /// What was found and is more than information, or should not have been told at all.
    fn alarms(&self, style: &Style) -> Vec<Finding> {
        let english = "en".parse().unwrap();
        let beside = Beside {
            source: &self.source,
            source_language: &self.language,
            target: &self.target.text,
            target_marks: &self.target.marks,
            target_language: &english,
            before: "",
            next: "",
        };
        let mut findings = look_at(&beside, style, &self.expected);
        findings.retain(|finding| self.silent || finding.level > Level::Informs);
        findings
    }
}

fn unescaped(text: &str) -> String {
    let mut parts = text.trim_start_matches(' ').split("\\u{");
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        plain.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        plain.push_str(rest);
    }
    plain
}

/// A block with its links and emphasis.
fn block(kind: &BlockKind, given: &str) -> Block {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = unescaped(given);
    while let Some((before, words, address, after)) = link(&rest) {
        text.push_str(before);
        let kind = match address {
            "*" => MarkKind::Emphasis,
            address => MarkKind::Link { address: address.to_owned() },
        };
        marks.push(Mark { kind, place: Place::of(text.len()..text.len() + words.len()) });
        text.push_str(words);
        rest = after.to_owned();
    }
    text.push_str(&rest);
    Block { marks, ..Block::plain(BlockId(0), kind.clone(), text) }
}

/// What stands before the first link, its words, its address, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (words, rest) = rest.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    Some((before, words, address, after))
}

fn check(name: &str) -> Check {
    Check::ALL.into_iter().find(|check| check.name() == name).unwrap_or_else(|| panic!("no check {name}"))
}

fn term(given: &str, source: &str) -> Expected {
    let parts: Vec<&str> = given.split(';').map(str::trim).collect();
    let list = |at: usize| -> Vec<String> {
        let names = parts.get(at).copied().unwrap_or_default().split('|').map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    };
    let start = source.find(parts[0]).unwrap_or_else(|| panic!("{} is not in {source}", parts[0]));
    Expected {
        block: BlockId(0),
        source: start..start + parts[0].len(),
        renderings: list(1),
        forbidden: list(2),
    }
}

fn pairs(language: &str, set: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for group in set.split("\n\n") {
        let lines = || group.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let Some(source) = lines().find_map(|line| line.strip_prefix("< ")) else { continue };
        let kind = if lines().any(|line| line == "kind headline") {
            BlockKind::Headline
        } else {
            BlockKind::Paragraph
        };
        let source = block(&kind, source);
        let terms = lines().filter_map(|line| line.strip_prefix("= "));
        let expected: Vec<Expected> = terms.map(|given| term(given, &source.text)).collect();
        let mut add = |target: &str, faults, silent| {
            pairs.push(Pair {
                language: language.parse().unwrap(),
                source: source.clone(),
                target: block(&kind, target),
                expected: expected.clone(),
                faults,
                silent,
            });
        };
        for line in lines() {
            if let Some(target) = line.strip_prefix("> ") {
                add(target, Vec::new(), false);
            } else if let Some(target) = line.strip_prefix(">> ") {
                add(target, Vec::new(), true);
            } else if let Some(faulty) = line.strip_prefix("! ") {
                let (names, target) = faulty.split_once(':').unwrap();
                add(target, names.split_whitespace().map(check).collect(), false);
            }
        }
    }
    pairs
}

fn all() -> Vec<Pair> {
    SETS.iter().flat_map(|(language, set)| pairs(language, set)).collect()
}

fn style() -> Style {
    serde_json::from_str(include_str!("pairs/style.json")).unwrap()
}

#[derive(Default)]
struct Figures {
    faulty: usize,
    found: usize,
    /// Good pairs with an alarm of this check.
    false_alarms: usize,
    /// Faulty pairs with an alarm of this check beside those that are named.
    beside: usize,
}

fn print_missed(pair: &Pair, what: &str) {
    println!("{what} ({}):\n    {}\n    {}", pair.language, pair.source.text, pair.target.text);
}

#[test]
fn faults_are_found_and_good_translations_are_let_pass() {
    let (style, pairs) = (style(), all());
    let mut table: BTreeMap<Check, Figures> =
        Check::ALL.into_iter().map(|check| (check, Figures::default())).collect();
    let mut alarmed = 0;
    for pair in &pairs {
        let alarms = pair.alarms(&style);
        for fault in &pair.faults {
            let row = table.get_mut(fault).unwrap();
            row.faulty += 1;
            if alarms.iter().any(|finding| finding.check == *fault) {
                row.found += 1;
            } else {
                print_missed(pair, &format!("missed: {fault}"));
            }
        }
        for finding in alarms.iter().filter(|finding| !pair.faults.contains(&finding.check)) {
            let row = table.get_mut(&finding.check).unwrap();
            if pair.faults.is_empty() {
                row.false_alarms += 1;
                print_missed(pair, &format!("false alarm: {}: {}", finding.check, finding.explanation));
            } else {
                row.beside += 1;
            }
        }
        alarmed += usize::from(pair.faults.is_empty() && !alarms.is_empty());
    }
    judge(&pairs, &table, alarmed);
}

fn judge(pairs: &[Pair], table: &BTreeMap<Check, Figures>, alarmed: usize) {
    println!("{:<16} faulty found false beside", "check");
    for (check, row) in table {
        println!(
            "{:<16} {:>6} {:>5} {:>5} {:>6}",
            check.name(),
            row.faulty,
            row.found,
            row.false_alarms,
            row.beside
        );
        assert!(row.faulty >= FAULTY_PER_CHECK, "{check} has {} faulty pairs", row.faulty);
    }
    let good = pairs.iter().filter(|pair| pair.faults.is_empty()).count();
    let faulty: usize = table.values().map(|row| row.faulty).sum();
    let found: usize = table.values().map(|row| row.found).sum();
    println!(
        "{} pairs, {good} of them good; {found} of {faulty} faults found; {alarmed} good ones with an alarm",
        pairs.len()
    );
    assert!(found * 100 >= faulty * 95, "recall: {found} of {faulty}");
    assert!(alarmed * 100 <= good * 2, "false alarms: {alarmed} of {good}");
}

#[test]
fn the_set_is_as_large_as_it_should_be() {
    for (language, set) in SETS {
        let pairs = pairs(language, set);
        let good = pairs.iter().filter(|pair| pair.faults.is_empty()).count();
        println!("{language}: {} pairs, {good} of them good", pairs.len());
        let (least, share) = (if language == "ar" { 300 } else { 60 }, good * 100 / pairs.len());
        assert!(pairs.len() >= least, "{language} has {} pairs", pairs.len());
        assert!((40..=60).contains(&share), "{share} % of {language} are good");
    }
}
