//! The log under faults, and against a pure model: real servers, real connections, random commands.
//!
//! Ten rounds run in `cargo test`. The nightly form is
//! `DRAGOMAN_ROUNDS=200 cargo test --release -p dragoman --test faults -- --nocapture`. Every random choice follows from a
//! seed, which is printed; `DRAGOMAN_SEED` gives it back in the same way.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not as it must be")]
#![expect(clippy::print_stdout, reason = "each round tells what befell it and what came of it")]

mod alone;
mod chance;
mod check;
mod cluster;
mod cut;
mod disk;
mod facts;
mod given;
mod history;
mod lost;
mod model;
mod plot;
mod rival;
mod round;
mod writers;
