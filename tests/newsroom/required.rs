//! What others made and a test needs: a browser, a provider of accounts, a tool. Where it is missing the test says so and passes,
//! unless everything is required.

use std::{io::Write, sync::LazyLock};

use clap::Parser;

#[derive(Parser)]
struct Given {
    /// Whether whatever is missing is a failure.
    #[arg(long, env = "DRAGOMAN_ALL_REQUIRED")]
    all_required: bool,
}

static GIVEN: LazyLock<Given> = LazyLock::new(|| Given::parse_from(["tests"]));

/// What is missing is said where everybody sees it, also when the test passes without it.
pub fn or_say<T>(found: Option<T>, missing: &str) -> Option<T> {
    if found.is_none() {
        assert!(!GIVEN.all_required, "{missing}");
        let test = std::thread::current().name().unwrap_or("a test").to_owned();
        let _ = writeln!(std::io::stderr(), "skipped: {test}: {missing}");
    }
    found
}
