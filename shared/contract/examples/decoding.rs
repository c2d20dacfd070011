//! How long the reading of an event takes in one pass over its bytes, against one pass for what stands around the data
//! and one for the event: `cargo run --release -p contract --example decoding`.
#![expect(clippy::print_stdout, reason = "figures are what it is for")]

#[path = "../tests/fixtures/mod.rs"]
#[expect(dead_code, reason = "events are made here, not compared with files")]
mod fixtures;

use std::{hint::black_box, time::Instant};

use chrono::{DateTime, Utc};
use contract::{CommandId, Event, MemberId, Recorded, Subject, envelope, translation};
use fixtures::Fixture;
use serde::Deserialize;

#[derive(Deserialize)]
struct Around {
    id: CommandId,
    time: DateTime<Utc>,
    actor: MemberId,
    causationid: Option<CommandId>,
    #[serde(rename = "schemaversion")]
    _schemaversion: u32,
}

fn in_two(subject: Subject, bytes: &[u8]) -> Recorded<translation::Event> {
    let Around { id, time, actor, causationid, .. } = serde_json::from_slice(bytes).expect("an envelope");
    let event = serde_json::from_slice(bytes).expect("an event");
    Recorded { sequence: 1, subject, id, cause: causationid, by: actor, at: time, event }
}

fn in_one(subject: Subject, bytes: &[u8]) -> Recorded<translation::Event> {
    envelope::read(subject, 1, bytes).expect("an event")
}

/// Nanoseconds for one event, one after the other for 2000.
fn round(fixture: &Fixture, bytes: &[u8], read: fn(Subject, &[u8]) -> Recorded<translation::Event>) -> u128 {
    let start = Instant::now();
    (0..2000).for_each(|_| drop(black_box(read(fixture.subject.clone(), black_box(bytes)))));
    start.elapsed().as_nanos() / 2000
}

/// The fixture of a type, with its texts this many times as long.
fn longer(event_type: &str, times: usize) -> Fixture {
    let found = fixtures::all().into_iter().find(|fixture| fixture.event_type() == event_type);
    let mut fixture = found.expect("every type has a fixture");
    if let Event::Translation(translation::Event::Drafted { text, .. }) = &mut fixture.event {
        *text = text.repeat(times);
    }
    if let Event::Translation(translation::Event::Requested(requested)) = &mut fixture.event {
        requested.document.blocks.iter_mut().for_each(|block| block.text = block.text.repeat(times));
    }
    fixture
}

fn main() {
    for fixture in [longer("translation.drafted", 4), longer("translation.requested", 36)] {
        let bytes = fixture.bytes();
        // By turns, and the best of many: what disturbs only adds.
        let rounds = (0..100).map(|_| (round(&fixture, &bytes, in_one), round(&fixture, &bytes, in_two)));
        let (one, two) = rounds.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).expect("there are rounds");
        println!("{} bytes: {one} ns in one pass, {two} ns in two", bytes.len());
    }
}
