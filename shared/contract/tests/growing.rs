//! Events grow safely: what once stood on a log is read for ever, and what is said is described as it is.

mod before;
mod described;
mod fixtures;
mod hostile;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use contract::{Check, Event, article, raise::GROWTH};
use fixtures::Fixture;
use serde_json::Value;

/// What golden files of older versions are read to, where it is not the fixture of the type.
fn raised_otherwise() -> BTreeMap<(&'static str, u32), Event> {
    let first = versions().filter(|(_, version)| *version == 1).map(|(event_type, _)| event_type);
    let mut otherwise: BTreeMap<_, _> =
        first.map(|event_type| ((event_type, 1), before::marks(fixture(event_type).event))).collect();
    let mut revised = before::marks(fixture("article.revised").event);
    otherwise.insert(("article.revised", 2), revised.clone());
    if let Event::Article(article::Event::Revised(revised)) = &mut revised {
        revised.languages.clear();
    }
    otherwise.insert(("article.revised", 1), revised);
    // Types that are no older than what they carry.
    otherwise.retain(|(event_type, version), _| GROWTH.version(event_type) > Some(*version));
    otherwise
}

/// Every version of every type, oldest first.
fn versions() -> impl Iterator<Item = (&'static str, u32)> {
    GROWTH
        .versions
        .iter()
        .flat_map(|(event_type, newest)| (1..=*newest).map(|version| (*event_type, version)))
}

fn fixture(event_type: &str) -> Fixture {
    let found = fixtures::all().into_iter().find(|fixture| fixture.event_type() == event_type);
    found
        .unwrap_or_else(|| panic!("`{event_type}` has no fixture: add one in shared/contract/tests/fixtures"))
}

fn golden(event_type: &str, version: u32) -> Vec<u8> {
    let path = fixtures::golden(event_type, version);
    fs::read(&path).unwrap_or_else(|error| {
        panic!(
            "{}: {error}. `cargo run -p contract --example golden` adds the file of a new type or version; one that was \
             there comes back with `git restore`",
            path.display()
        )
    })
}

fn schema(event_type: &str, version: u32) -> Value {
    kept(&described::folder().join(format!("events/{event_type}.v{version}.json")))
}

fn kept(path: &Path) -> Value {
    let bytes = fs::read(path).unwrap_or_else(|error| {
        panic!("{}: {error}. `cargo run -p contract --example schemas` writes it", path.display())
    });
    serde_json::from_slice(&bytes).expect("a schema is JSON")
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("names of types are plain");
    entries.map(|entry| name(entry.expect("the folder is read"))).collect()
}

#[test]
fn every_type_in_the_schemas_has_a_version_and_no_other_has() {
    let files = described::files();
    let described: BTreeSet<_> = files.keys().filter_map(|file| file.strip_prefix("events/")).collect();
    let newest = GROWTH.versions.iter().map(|(event_type, version)| format!("{event_type}.v{version}.json"));
    let newest: Vec<_> = newest.collect();
    assert_eq!(described, newest.iter().map(String::as_str).collect());
}

#[test]
fn every_version_of_every_type_has_a_golden_file_and_a_schema() {
    let wanted: BTreeSet<_> = versions().map(|(name, version)| format!("{name}.v{version}.json")).collect();
    let missing = |there: &BTreeSet<String>| wanted.difference(there).cloned().collect::<Vec<_>>();
    let golden = names_in(fixtures::golden("any", 1).parent().unwrap());
    assert!(
        missing(&golden).is_empty(),
        "golden files are missing: {:?}. `cargo run -p contract --example golden` adds those of new types and versions; \
         one that was there comes back with `git restore`",
        missing(&golden)
    );
    assert_eq!(golden, wanted, "a golden file is of a version that no program knows");
    assert_eq!(names_in(&described::folder().join("events")), wanted, "the schemas of all versions are kept");
}

#[test]
fn the_writer_gives_exactly_the_golden_bytes() {
    for (event_type, version) in GROWTH.versions {
        let (written, golden) = (fixture(event_type).bytes(), golden(event_type, *version));
        assert_eq!(
            String::from_utf8(written).unwrap(),
            String::from_utf8(golden).unwrap(),
            "`{event_type}` is no longer written as version {version} was: give it the next version \
             (shared/contract/src/raise.rs says how), and leave the golden file as it is"
        );
    }
}

#[test]
fn every_golden_file_is_read_to_its_fixture() {
    for (event_type, version) in versions() {
        let Fixture { subject, stamp, event } = fixture(event_type);
        let event = raised_otherwise().remove(&(event_type, version)).unwrap_or(event);
        let recorded = contract::read(subject, 7, &golden(event_type, version)).unwrap();
        assert_eq!(recorded.event, event, "{event_type}, version {version}");
        assert_eq!((recorded.id, recorded.cause), (stamp.id, stamp.cause));
        assert_eq!((recorded.by, recorded.at), (stamp.by, stamp.at));
    }
}

#[test]
fn every_golden_file_is_valid_by_its_schema() {
    for (event_type, version) in versions() {
        let schema = jsonschema::draft202012::new(&schema(event_type, version)).unwrap();
        let event: Value = serde_json::from_slice(&golden(event_type, version)).unwrap();
        schema.validate(&event).unwrap_or_else(|error| panic!("{event_type}, version {version}: {error}"));
    }
}

#[test]
fn every_field_is_filled_in_a_golden_file() {
    for (event_type, version) in versions() {
        let event: Value = serde_json::from_slice(&golden(event_type, version)).unwrap();
        let (mut declared, mut filled) = (BTreeSet::new(), BTreeSet::new());
        declared_names(&schema(event_type, version), &mut declared);
        filled_names(&event, &mut filled);
        // The keys of maps are no fields.
        filled.retain(|name| declared.contains(name) || !is_key(name));
        assert_eq!(
            filled, declared,
            "{event_type}, version {version}: left, what is filled; right, what there is"
        );
    }
}

fn declared_names(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            let properties = fields.get("properties").and_then(Value::as_object);
            names.extend(properties.into_iter().flat_map(|properties| properties.keys().cloned()));
            fields.values().for_each(|field| declared_names(field, names));
        }
        Value::Array(items) => items.iter().for_each(|item| declared_names(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_key(name: &str) -> bool {
    name.parse::<u32>().is_ok() || Check::ALL.iter().any(|check| check.name() == name)
}

fn filled_names(event: &Value, names: &mut BTreeSet<String>) {
    match event {
        Value::Object(fields) => {
            let filled = fields.iter().filter(|(_, value)| !value.is_null());
            names.extend(filled.map(|(name, _)| name.clone()));
            fields.values().for_each(|field| filled_names(field, names));
        }
        Value::Array(items) => items.iter().for_each(|item| filled_names(item, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_schemas_and_the_asyncapi_document_are_current() {
    for (file, made) in described::files() {
        let kept = kept(&described::folder().join(&file));
        if let Some(fault) = described::fault(&file, &kept, &made) {
            panic!("{fault}");
        }
        assert!(kept == made, "schemas/{file} is not current: `cargo run -p contract --example schemas`");
    }
}

#[test]
fn what_a_version_may_hold_never_changes_but_the_words_about_it_may() {
    let made = described::files().remove("events/member.joined.v2.json").unwrap();
    let mut words = made.clone();
    words["title"] = "a member".into();
    words["$defs"]["Membership"]["description"] = "in other words".into();
    assert_eq!(described::fault("events/member.joined.v2.json", &words, &made), None);
    let mut field = made.clone();
    field["$defs"]["Membership"]["properties"]["nickname"] = Value::Bool(true);
    assert!(described::fault("events/member.joined.v2.json", &field, &made).is_some());
    assert_eq!(described::fault("commands/member.json", &field, &made), None);
}
