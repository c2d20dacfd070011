//! The journal on a real server.
#![expect(clippy::unwrap_used, reason = "a test fails where something is not as it must be")]

mod bucket;
mod folds;
mod follow;
mod ground;
mod log;
mod react;
