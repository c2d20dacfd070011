//! Terms in real texts: names found again behind all that is attached to them, and nothing taken for a name that only
//! looks like one, where the folder with lists of names and a newswire stands beside the project.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]
#![expect(clippy::print_stdout, reason = "whoever runs the tests sees figures, and that tests were skipped")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use language::{
    arabic::fold,
    people::Names,
    terms::{Manner, Matcher, Spelling},
};

/// What a reader of all those words found to be one word.
const MERELY_BEGIN: [&str; 8] = ["بلاسي", "بيونج", "بيكون", "براين", "بكرات", "فيهم", "وايد", "وبوف"];

/// Who is named in the newswire by names of the lists.
const PEOPLE: [&str; 2] = ["وليد المعلم", "بشار الأسد"];

fn folder(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !folder.is_dir() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The full names of the list, each once: those of two words or more, which are names and nothing else.
fn full_names(folder: &Path) -> Vec<String> {
    let names = fs::read_to_string(folder.join("wikidata_full_names_levant_iraq.tsv")).unwrap();
    let names: BTreeSet<&str> = names.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    let arabic = |name: &&str| {
        name.split(' ').count() > 1 && name.chars().all(|c| c == ' ' || ('\u{621}'..'\u{64b}').contains(&c))
    };
    names.into_iter().filter(arabic).map(str::to_owned).collect()
}

/// The given and family names that at least so many people have.
fn single_names(folder: &Path, least: u32) -> Vec<String> {
    let names = fs::read_to_string(folder.join("wikidata_name_units_SY.tsv")).unwrap();
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for line in names.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        *counts.entry(fields[0]).or_default() += fields[5].parse::<u32>().unwrap();
    }
    counts
        .into_iter()
        .filter(|(name, count)| *count >= least && name.chars().count() > 2)
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// The paragraphs of the newswire in Arabic.
fn paragraphs(folder: &Path) -> Vec<String> {
    let feed = fs::read_to_string(folder.join("feed.ar.xml")).unwrap();
    feed.split("<p>").skip(1).map(|rest| rest.split("</p>").next().unwrap().to_owned()).collect()
}

fn matcher(names: &[String]) -> Matcher {
    let spellings =
        names.iter().enumerate().map(|(term, text)| Spelling { term, text, manner: Manner::Name });
    Matcher::new(&"ar".parse().unwrap(), spellings)
}

/// The spellings of a name that writers use: hamza left out is in the list already; the rest is done here.
fn respelled(name: &str, how: usize) -> String {
    match how % 6 {
        0 => name.to_owned(),
        1 => name.replace("عبد ال", "عبدال").replace("الدين", "الدّين"),
        2 => name
            .split(' ')
            .map(|word| {
                word.strip_suffix('ه')
                    .filter(|stem| !stem.ends_with("الل"))
                    .map_or(word.to_owned(), |stem| format!("{stem}ة"))
            })
            .collect::<Vec<_>>()
            .join(" "),
        3 => name
            .split(' ')
            .map(|word| word.strip_suffix('ي').map_or(word.to_owned(), |stem| format!("{stem}ى")))
            .collect::<Vec<_>>()
            .join(" "),
        4 => name
            .replace("احمد", "أحمد")
            .replace("ابراهيم", "إبراهيم")
            .replace("محمد", "مُحمّد")
            .replace("ابو ", "أبي "),
        _ => name.replace(" بن ", " ابن ").replace("اسماعيل", "إسماعيل").replace("حسن", "حـسـن"),
    }
}

/// A name with something before it, as it is written.
fn attached(name: &str, clitic: &str) -> String {
    match (clitic.strip_suffix('ل'), name.strip_prefix("ال")) {
        (Some(before), Some(rest)) if rest.starts_with('ل') => format!("{before}ل{rest}"),
        (Some(before), Some(rest)) => format!("{before}لل{rest}"),
        _ => format!("{clitic}{name}"),
    }
}

#[test]
fn names_are_found_again_in_their_variants_and_with_clitics() {
    let (Some(names), Some(newswire)) = (folder("names"), folder("newswire")) else { return };
    let (names, paragraphs) = (full_names(&names), paragraphs(&newswire));
    let matcher = matcher(&names);
    let (mut wanted, mut right, mut wrong) = (0, 0, 0);
    let clitics = ["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل"];
    for (at, name) in names.iter().enumerate().step_by(3) {
        let written = attached(&respelled(name, at / 3), clitics[at / 3 % clitics.len()]);
        let paragraph = &paragraphs[at % paragraphs.len()];
        let middle = paragraph.match_indices(' ').nth(3).map_or(paragraph.len(), |(space, _)| space);
        let text = format!("{} {written} {}", &paragraph[..middle], &paragraph[middle..]);
        let place = middle + 1..middle + 1 + written.len();
        wanted += 1;
        let found = matcher.find(&text);
        let same = |term: usize| {
            names[term] == *name || fold(&respelled(&names[term], 1)) == fold(&respelled(name, 1))
        };
        let again = found.iter().any(|found| found.place == place && same(found.term));
        right += u32::from(again);
        for found in found.iter().filter(|found| found.place != place) {
            // A name of the list that stands in the paragraph itself is no false alarm.
            let stands = paragraph.contains(&text[found.core.clone()])
                && fold(&text[found.core.clone()]) == names[found.term];
            wrong += u32::from(!stands);
            if !stands {
                println!("wrong: {} for {}", &text[found.place.clone()], names[found.term]);
            }
        }
        if !again {
            println!("lost: {name} as {written}");
        }
    }
    let (recall, precision) = (share(right, wanted), share(right, right + wrong));
    println!("names in variants and with clitics: {wanted}, recall {recall:.4}, precision {precision:.4}");
    assert!(recall >= 0.97 && precision >= 0.98, "recall {recall:.4}, precision {precision:.4}");
}

fn share(part: u32, of: u32) -> f64 {
    f64::from(part) / f64::from(of)
}

/// Every word of some texts is taken for a term, and what is read behind a clitic is shown: each once.
fn readings(texts: &[String]) -> BTreeMap<String, String> {
    let words: BTreeSet<String> = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_owned)
        .collect();
    // A word that is a term itself is always read whole; so each is looked for in words that are none.
    let behind: Vec<String> = words
        .iter()
        .filter(|word| {
            let mut letters = word.chars();
            !(letters.next().is_some_and(|first| "وفبكل".contains(first)) && words.contains(letters.as_str()))
        })
        .cloned()
        .collect();
    let matcher = matcher(&behind);
    let mut read = BTreeMap::new();
    for word in &words {
        for found in matcher.find(word).iter().filter(|found| found.core.start > 0) {
            read.insert(word.clone(), behind[found.term].clone());
        }
    }
    read
}

#[test]
fn what_merely_begins_like_a_clitic_is_seldom_read_as_one() {
    let Some(newswire) = folder("newswire") else { return };
    let read = readings(&paragraphs(&newswire));
    let wrong: Vec<_> = read.keys().filter(|word| MERELY_BEGIN.contains(&word.as_str())).collect();
    let all: u32 = read.len().try_into().unwrap();
    let precision = share(all - u32::try_from(wrong.len()).unwrap(), all);
    println!("words read behind a clitic: {all}, precision {precision:.4}, wrong: {wrong:?}");
    assert!(all > 500 && precision >= 0.98, "{all} words, precision {precision:.4}");
}

#[test]
fn people_who_are_named_in_full_are_found_by_lists_of_names() {
    let (Some(folder), Some(newswire)) = (folder("names"), folder("newswire")) else { return };
    let list = fs::read_to_string(folder.join("wikidata_name_units_SY.tsv")).unwrap();
    let of = |role: &str| {
        let rows = list.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
        rows.filter(|row| row[4] == role).map(|row| row[0]).collect::<Vec<_>>()
    };
    let names = Names::new(of("given"), of("surname"));
    let people = |paragraph: &String| {
        let places = names.candidates(paragraph, &[]).into_iter();
        places.map(|place| paragraph[place].to_owned()).collect::<Vec<_>>()
    };
    let people: Vec<String> = paragraphs(&newswire).iter().flat_map(people).collect();
    let wrong = people.iter().filter(|name| !PEOPLE.contains(&name.as_str())).count();
    println!("people in the newswire: {people:?}, {wrong} of them are none");
    assert!(!people.is_empty() && wrong == 0, "{people:?}");
    let full = full_names(&folder);
    let whole = |name: &&String| {
        names.candidates(&format!("قال {name} أمس"), &[]).iter().any(|place| place.len() == name.len())
    };
    let found = u32::try_from(full.iter().filter(whole).count()).unwrap();
    let recall = share(found, full.len().try_into().unwrap());
    println!("full names found whole by the given and family names of one country: {recall:.4}");
    assert!(recall > 0.4, "{recall:.4}");
}

#[test]
fn many_terms_are_found_in_a_long_text_in_a_few_milliseconds() {
    let (Some(names), Some(newswire)) = (folder("names"), folder("newswire")) else { return };
    let mut names = [full_names(&names), single_names(&names, 1)].concat();
    let more: Vec<String> =
        names.iter().zip(names.iter().rev()).map(|(one, other)| format!("{one} {other}")).collect();
    names.extend(more);
    names.truncate(20_000);
    let matcher = matcher(&names);
    let text: String = paragraphs(&newswire).join("\n").split_inclusive(' ').take(2_000).collect();
    let once = || {
        let begun = Instant::now();
        assert!(!matcher.find(&text).is_empty());
        begun.elapsed()
    };
    let mut times: Vec<_> = (0..40).map(|_| once()).collect();
    times.sort_unstable();
    let words = text.split_whitespace().count();
    println!("{} terms in {words} words: median {:?}, least {:?}", names.len(), times[20], times[0]);
    // The aim is 5 ms in an optimised build on a machine that does nothing else; here is only looked whether it is far off.
    assert!(times[0].as_millis() < 100, "{:?}", times[0]);
}
