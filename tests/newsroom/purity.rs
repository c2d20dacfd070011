//! Rules are pure: what their files import shows it.

use std::path::{Path, PathBuf};

/// The rules, and what they call: each with the files of its folder, if it has one.
const RULES: &[&str] = &[
    "ingest/src/source.rs",
    "ingest/src/article.rs",
    "ingest/src/numbering.rs",
    "translation/src/translation.rs",
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

/// What is compiled for tests only.
const TESTS: [&str; 2] = ["tests.rs", "histories.rs"];

/// A file, and those of its parts.
fn with_parts(file: &str) -> Vec<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let folder = std::fs::read_dir(path.with_extension("")).into_iter().flatten();
    let parts = folder.map(|entry| entry.unwrap().path()).filter(|part| part.is_file());
    let parts = parts.filter(|part| !TESTS.iter().any(|tests| part.ends_with(tests)));
    [path.clone()].into_iter().chain(parts).collect()
}

#[test]
fn rules_import_nothing_that_waits_draws_or_looks_at_the_clock() {
    let files: Vec<PathBuf> = RULES.iter().flat_map(|file| with_parts(file)).collect();
    assert!(files.len() > RULES.len(), "the parts are looked at too");
    for file in files {
        let (code, file) = (std::fs::read_to_string(&file).unwrap(), file.display());
        let rules = code.split_once("#[cfg(test)]").map_or(code.as_str(), |(rules, _tests)| rules);
        for import in rules.lines().filter_map(|line| line.strip_prefix("use ")) {
            assert!(ALLOWED.iter().any(|allowed| import.starts_with(allowed)), "{file} imports {import}");
        }
        for forbidden in ["::now(", "async ", "tracing", "std::env", "std::time", "std::fs"] {
            assert!(!rules.contains(forbidden), "{file} has `{forbidden}`");
        }
    }
}
