//! Rules are pure: what their files import shows it.

use std::path::Path;

/// The rules, and what they call.
const RULES: &[&str] = &[
    "ingest/src/source.rs",
    "ingest/src/article.rs",
    "ingest/src/numbering.rs",
    "translation/src/translation.rs",
    "translation/src/translation/assign.rs",
    "translation/src/translation/load.rs",
    "translation/src/translation/source.rs",
    "translation/src/translation/suggest.rs",
    "translation/src/term.rs",
    "translation/src/memory.rs",
    "editing/src/edit.rs",
    "publishing/src/policy.rs",
    "publishing/src/publication.rs",
    "publishing/src/notices.rs",
    "desk/src/member.rs",
    "desk/src/newsroom.rs",
];

/// No runtime, no connection, no clock: chrono is built without one.
const ALLOWED: [&str; 11] = [
    "std::collections::",
    "chrono::",
    "contract::",
    "decider::",
    "language::",
    "serde::Serialize",
    "serde::Deserialize",
    "crate::notices::",
    "crate::numbering::",
    "self::",
    "super::",
];

#[test]
fn rules_import_nothing_that_waits_draws_or_looks_at_the_clock() {
    for file in RULES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
        let code = std::fs::read_to_string(&path).unwrap();
        let (rules, _tests) = code.split_once("#[cfg(test)]").expect("rules have tests");
        for import in rules.lines().filter_map(|line| line.strip_prefix("use ")) {
            assert!(ALLOWED.iter().any(|allowed| import.starts_with(allowed)), "{file} imports {import}");
        }
        for forbidden in ["::now(", "async ", "tracing", "std::env", "std::time", "std::fs"] {
            assert!(!rules.contains(forbidden), "{file} has `{forbidden}`");
        }
    }
}
