//! Bytes that are not an event, or hardly, are told as such: reading them never panics.

use contract::{Unreadable, raise::GROWTH};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::fixtures::{self, Fixture};

/// What someone, or a broken disk, could do to an event.
#[derive(Clone, Debug)]
enum Harm {
    Set(Index, u8),
    Cut(Index),
    Remove(Index, Index),
    Repeat(Index, Index),
    Insert(Index, &'static str),
}

const STRANGE: [&str; 12] = [
    "null",
    "[]",
    "{}",
    "-1",
    "1e400",
    "\"\\ud800\"",
    "\"type\":1,",
    "\"data\":null,",
    "\"schemaversion\":99,",
    "{\"a\":",
    "\u{202e}",
    "\0",
];

impl Harm {
    fn to(&self, bytes: &mut Vec<u8>) {
        let place = |index: &Index| index.index(bytes.len().max(1));
        let between = |one: &Index, other: &Index| {
            let (one, other) = (place(one), place(other));
            one.min(other)..one.max(other).min(bytes.len())
        };
        match self {
            Self::Set(at, byte) => {
                let at = place(at);
                if let Some(found) = bytes.get_mut(at) {
                    *found = *byte;
                }
            }
            Self::Cut(at) => bytes.truncate(place(at)),
            Self::Remove(from, to) => drop(bytes.drain(between(from, to))),
            Self::Repeat(from, to) => bytes.extend_from_within(between(from, to)),
            Self::Insert(at, text) => {
                let at = place(at).min(bytes.len());
                bytes.splice(at..at, text.bytes()).for_each(drop);
            }
        }
    }
}

fn harm() -> impl Strategy<Value = Harm> {
    let index = any::<Index>;
    prop_oneof![
        (index(), any::<u8>()).prop_map(|(at, byte)| Harm::Set(at, byte)),
        index().prop_map(Harm::Cut),
        (index(), index()).prop_map(|(from, to)| Harm::Remove(from, to)),
        (index(), index()).prop_map(|(from, to)| Harm::Repeat(from, to)),
        (index(), prop::sample::select(&STRANGE[..])).prop_map(|(at, text)| Harm::Insert(at, text)),
    ]
}

/// The event as it stands on logs.
fn golden(fixture: &Fixture) -> Vec<u8> {
    let event_type = fixture.event_type();
    let version = GROWTH.version(&event_type).expect("every type has a version");
    super::golden(&event_type, version)
}

fn read(fixture: &Fixture, bytes: &[u8]) -> Result<contract::Event, Unreadable> {
    contract::read(fixture.subject.clone(), 7, bytes).map(|recorded| recorded.event)
}

#[test]
fn harmed_events_are_read_or_refused() {
    let events: Vec<_> = fixtures::all().into_iter().map(|fixture| (golden(&fixture), fixture)).collect();
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1000) };
    proptest!(config, |(which in any::<Index>(), harms in vec(harm(), 1..4))| {
        let (golden, fixture) = which.get(&events);
        let mut bytes = golden.clone();
        for harm in &harms {
            harm.to(&mut bytes);
        }
        if let Err(error) = read(fixture, &bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    });
}

#[test]
fn an_event_that_was_cut_off_is_garbage() {
    for fixture in fixtures::all() {
        let bytes = golden(&fixture);
        for end in 0..bytes.len() {
            assert!(matches!(read(&fixture, &bytes[..end]), Err(Unreadable::Content(_))), "{end}");
        }
    }
}

#[test]
fn deep_nesting_is_garbage_wherever_it_stands() {
    for fixture in fixtures::all() {
        let event = String::from_utf8(golden(&fixture)).unwrap();
        let (around, data) = event.split_once("\"data\":").unwrap();
        for deep in ["[".repeat(200_000), "{\"a\":".repeat(100_000)] {
            for event in
                [format!("{around}\"data\":{deep}"), format!("{around}\"more\":{deep},\"data\":{data}")]
            {
                assert!(matches!(read(&fixture, event.as_bytes()), Err(Unreadable::Content(_))));
            }
        }
    }
}

#[test]
fn every_older_version_and_every_newer_one_is_known_as_such() {
    for fixture in fixtures::all() {
        let event = String::from_utf8(golden(&fixture)).unwrap();
        let version = GROWTH.version(&fixture.event_type()).unwrap();
        let written = |other: u32| {
            event.replace(&format!("\"schemaversion\":{version}"), &format!("\"schemaversion\":{other}"))
        };
        assert!(read(&fixture, written(version + 1).as_bytes()).unwrap_err().is_from_the_future());
        assert!(matches!(read(&fixture, written(0).as_bytes()), Err(Unreadable::Content(_))));
    }
}
