//! Examples: what a newsroom was asked and what it answered, as `tests/newsroom/described.rs` has written it down.

use std::sync::LazyLock;

use serde_json::Value;

static EXAMPLES: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../examples.json")).expect("the test writes JSON"));

/// What was asked and answered in this operation: `request` with `path`, `query` and `body`, and `response` with `type` and `body`.
pub(super) fn of(operation: &str) -> Option<&'static Value> {
    EXAMPLES.get(operation)
}

/// A problem of this status, as it was answered somewhere.
pub(super) fn problem(status: u16) -> Option<&'static Value> {
    EXAMPLES.get("problems")?.get(status.to_string())
}
