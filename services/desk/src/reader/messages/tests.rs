use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::*;
use crate::{
    guide::Step,
    problem::Kind,
    reader::tests::{in_arabic, in_english},
};

/// Messages that every page may use stand in this file, under any name.
const SHARED: &str = "words";

/// The variables of each message of a file.
fn messages(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| errors).unwrap();
    assert!(!text.contains("\n-"), "a term has no words of its own for a page");
    FluentResource::try_new(by_arabic_forms(text)).map_err(|(_, errors)| errors).unwrap();
    drop(resource);
    let mut found = BTreeMap::new();
    let mut last = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((id, _)) =
            line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            last = Some(id.to_owned());
            assert!(found.insert(id.to_owned(), BTreeSet::new()).is_none(), "{id} stands twice");
        }
        let Some(id) = &last else { continue };
        let variables = line.split('$').skip(1);
        let names =
            variables.map(|rest| rest.chars().take_while(char::is_ascii_alphanumeric).collect::<String>());
        found.get_mut(id).expect("it was just put in").extend(names);
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry, ending));
        } else if entry.extension().is_some_and(|known| known == ending) {
            found.push(entry);
        }
    }
    found
}

/// Everything that says something: the templates and the sources, tests apart.
fn speakers() -> Vec<String> {
    let sources = files(&root().join("src"), "rs").into_iter().filter(|path| !path.ends_with("tests.rs"));
    let all = sources.chain(files(&root().join("templates"), "html"));
    all.map(|path| fs::read_to_string(path).unwrap()).map(|text| before_tests(&text)).collect()
}

fn before_tests(text: &str) -> String {
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// What stands in quotation marks directly behind this.
fn behind<'a>(text: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(opening).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn both_languages_say_the_same() {
    for file in FILES.iter().filter(|file| !file.english.is_empty()) {
        let (english, arabic) = (messages(file.english), messages(file.arabic));
        let ids = |of: &BTreeMap<String, BTreeSet<String>>| of.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(ids(&english), ids(&arabic), "{}.ftl", file.name);
        for (id, variables) in &english {
            assert!(arabic[id].is_subset(variables), "{id} has other variables in Arabic");
            // A form of its own for one, two or none names no number.
            let lacking: Vec<_> =
                variables.iter().filter(|name| *name != "count" && !arabic[id].contains(*name)).collect();
            assert!(lacking.is_empty(), "{id} lacks {lacking:?} in Arabic");
        }
    }
}

#[test]
fn every_file_of_messages_is_part_of_the_desk() {
    for language in ["en", "ar"] {
        let there = files(&root().join("words").join(language), "ftl");
        let there: BTreeSet<_> =
            there.iter().map(|path| path.file_stem().unwrap().to_str().unwrap()).collect();
        let wanted = FILES.iter().filter(|file| language == "ar" || !file.english.is_empty());
        assert_eq!(there, wanted.map(|file| file.name).collect());
    }
}

#[test]
fn a_message_begins_with_the_name_of_its_page() {
    for file in FILES.iter().filter(|file| file.name != SHARED) {
        for id in messages(file.english).keys() {
            assert!(id.starts_with(&format!("{}-", file.name)), "{id} stands in {}.ftl", file.name);
        }
    }
}

/// Each refusal of the rules, by the kind of its problem, with the names of its fields.
fn refusals() -> Vec<(String, BTreeSet<String>)> {
    use contract::{article, edit, member, memory, newsroom, policy, publication, source, term, translation};
    let schemas = [
        ("article", schemars::schema_for!(article::Refusal)),
        ("edit", schemars::schema_for!(edit::Refusal)),
        ("member", schemars::schema_for!(member::Refusal)),
        ("memory", schemars::schema_for!(memory::Refusal)),
        ("newsroom", schemars::schema_for!(newsroom::Refusal)),
        ("policy", schemars::schema_for!(policy::Refusal)),
        ("publication", schemars::schema_for!(publication::Refusal)),
        ("source", schemars::schema_for!(source::Refusal)),
        ("term", schemars::schema_for!(term::Refusal)),
        ("translation", schemars::schema_for!(translation::Refusal)),
    ];
    let mut all = Vec::new();
    for (service, schema) in schemas {
        for refusal in schema.get("oneOf").unwrap().as_array().unwrap() {
            let fields = refusal["properties"].as_object().unwrap();
            let name = fields["type"]["const"].as_str().unwrap();
            all.push((format!("{service}:{name}"), fields.keys().cloned().collect()));
        }
    }
    all
}

#[test]
fn every_kind_of_problem_is_told_in_arabic() {
    let told: BTreeMap<String, BTreeSet<String>> = FILES
        .iter()
        .filter(|file| file.name.starts_with("problem") && file.name != "problems")
        .flat_map(|file| messages(file.arabic))
        .collect();
    let plain = Kind::ALL.iter().filter(|kind| **kind != Kind::Lacking);
    let plain = plain.map(|kind| (kind.name().to_owned(), BTreeSet::new()));
    let kinds: Vec<_> = refusals().into_iter().chain(plain).collect();
    assert!(kinds.len() > 120, "{} kinds", kinds.len());
    let id = |kind: &str| super::super::problems::id(kind);
    let missing: Vec<_> = kinds.iter().filter(|(kind, _)| !told.contains_key(&id(kind))).collect();
    assert!(missing.is_empty(), "Arabic has no message for {missing:?}");
    for (kind, mut fields) in kinds.clone() {
        if fields.contains("blocks") || fields.contains("findings") {
            fields.insert("count".to_owned());
        }
        fields.insert("detail".to_owned());
        let beyond: Vec<_> = told[&id(&kind)].difference(&fields).collect();
        assert!(beyond.is_empty(), "{kind} has no {beyond:?}");
    }
    let known: BTreeSet<String> = kinds.iter().map(|(kind, _)| id(kind)).collect();
    let access = |id: &&String| id.starts_with("problem-access-");
    let idle: Vec<_> = told.keys().filter(|id| !access(id) && !known.contains(*id)).collect();
    assert!(idle.is_empty(), "no problem is called {idle:?}");
}

#[test]
fn what_is_said_is_there_and_what_is_there_is_said() {
    let speakers = speakers();
    let known: BTreeSet<String> = FILES.iter().flat_map(|file| messages(file.english).into_keys()).collect();
    for opening in ["say(", "count(", ".of(", "say_with(", "numbered("] {
        for id in speakers.iter().flat_map(|text| behind(text, opening)) {
            assert!(known.contains(id), "{id} is said and is not there");
        }
    }
    let mut families: BTreeSet<&str> = speakers.iter().flat_map(|text| behind(text, "named(")).collect();
    // Problems are said by their kinds.
    families.insert("problem");
    for id in &known {
        let quoted = format!("\"{id}\"");
        let said = speakers.iter().any(|text| text.contains(&quoted))
            || families.iter().any(|family| id.starts_with(&format!("{family}-")));
        assert!(said, "nobody says {id}");
    }
}

#[test]
fn the_guide_calls_buttons_and_keys_as_the_pages_do() {
    let [english, arabic] = [in_english(), in_arabic()];
    for (step, template, button) in [
        (Step::Commission, "inbox", "inbox-commission"),
        (Step::Claim, "queue", "queue-claim"),
        // It can be claimed on its own page too.
        (Step::Claim, "piece", "piece-claim"),
        (Step::Translate, "workbench", "bench-submit"),
        (Step::Approve, "reviewing", "reviewing-approve"),
        (Step::Publish, "reviewing", "reviewing-publish"),
    ] {
        let (press, keys) = step.press().unwrap();
        let names = |reader: Reader, name: String| reader.of(press, keys).contains(&name);
        assert!(names(english, format!("“{}”", english.say(button))), "{press} in English: {button}");
        assert!(names(arabic, format!("«{}»", arabic.say(button))), "{press} in Arabic: {button}");
        let page = fs::read_to_string(root().join(format!("templates/{template}.html"))).unwrap();
        let called = format!("frame.say(\"{button}\") }}}}");
        let stands = page.split(&called).skip(1).filter_map(|rest| rest.split("</button>").next());
        let has_keys = |on_button: &str| on_button.contains(&format!("<kbd>{keys}</kbd>"));
        assert!(stands.clone().count() > 0 && stands.clone().all(has_keys), "{keys} on {button}");
    }
}
