//! The pages in a real browser: what people do there, and what judges of pages say of each of them.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not as it must be")]

mod arabic;
#[path = "../newsroom/browser.rs"]
#[expect(dead_code, reason = "shared with the tests of the newsroom")]
mod browser;
mod changing;
mod checking;
mod claim;
mod copying;
mod driver;
#[path = "../newsroom/engine.rs"]
#[expect(dead_code, reason = "shared with the tests of the newsroom")]
mod engine;
mod first;
mod first_hour;
mod found;
mod full;
mod given;
mod judges;
mod keys;
mod line;
mod live;
mod network;
#[path = "../newsroom/newsroom.rs"]
#[expect(dead_code, reason = "shared with the tests of the newsroom")]
mod newsroom;
mod noting;
mod offline;
#[path = "../newsroom/person.rs"]
#[expect(dead_code, reason = "shared with the tests of the newsroom")]
mod person;
mod phone;
mod planted;
mod pressing;
mod races;
#[path = "../newsroom/required.rs"]
mod required;
mod shots;
mod slow;
mod table;
mod tools;
mod visit;
mod waiting;
mod way;
mod window;
