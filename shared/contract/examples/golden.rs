//! Adds the golden files that are missing, from the fixtures: `cargo run -p contract --example golden`.
//!
//! It changes none: what is there is what stands on logs.

#[path = "../tests/fixtures/mod.rs"]
mod fixtures;

use std::{fs, io};

use contract::raise::GROWTH;

fn main() -> io::Result<()> {
    for fixture in fixtures::all() {
        let event_type = fixture.event_type();
        let version = GROWTH.version(&event_type).expect("every type of event is in the table of versions");
        match fs::File::create_new(fixtures::golden(&event_type, version)) {
            Ok(mut file) => io::Write::write_all(&mut file, &fixture.bytes())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
