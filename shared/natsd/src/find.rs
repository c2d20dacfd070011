//! Finds a nats-server on this machine and asks it for its version.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::{Error, OLDEST, fetch};

type Version = (u32, u32, u32);

/// A program that does not tell its version by then is no nats-server.
const VERSION_WITHIN: Duration = Duration::from_secs(10);

/// A nats-server of at least [`OLDEST`]: `named` if the user named one, else `nats-server` on the PATH, else
/// the one that [`fetch`](crate::fetch()) left in `cache`. `None` if there is none: then fetch it.
///
/// One that was named must do: it is an error if it is missing, does not run or is too old. One on the PATH
/// that does not do is skipped.
pub async fn find(named: Option<&Path>, cache: &Path) -> Result<Option<PathBuf>, Error> {
    if let Some(named) = named {
        check(named).await?;
        return Ok(Some(named.to_owned()));
    }
    for candidate in [PathBuf::from("nats-server"), fetch::cached(cache)] {
        match check(&candidate).await {
            Ok(()) => return Ok(Some(candidate)),
            Err(Error::Missing { .. }) => {}
            Err(error) => tracing::info!(%error, "skipped a nats-server"),
        }
    }
    Ok(None)
}

/// A nats-server of at least [`OLDEST`], wherever it comes from: one that [`find`] finds without a name, else the one that
/// [`fetch`](crate::fetch()) leaves in `cache`. Takes as long as a fetch at most, and fails as one does.
pub async fn binary(cache: &Path) -> Result<PathBuf, Error> {
    match find(None, cache).await? {
        Some(found) => Ok(found),
        None => fetch(cache).await,
    }
}

/// Holds if `program` runs and is a nats-server of at least [`OLDEST`].
pub(crate) async fn check(program: &Path) -> Result<(), Error> {
    let version = version(program).await?;
    if version < OLDEST {
        return Err(Error::TooOld { program: program.to_owned(), version });
    }
    Ok(())
}

async fn version(program: &Path) -> Result<Version, Error> {
    let asked = Command::new(program).arg("--version").stdin(Stdio::null()).kill_on_drop(true).output();
    let not_a_server = || Error::NotAServer { program: program.to_owned() };
    let answer = tokio::time::timeout(VERSION_WITHIN, asked).await.map_err(|_| not_a_server())?;
    let answer = answer.map_err(|source| did_not_run(program, source))?;
    parse(&String::from_utf8_lossy(&answer.stdout)).ok_or_else(not_a_server)
}

fn did_not_run(program: &Path, source: io::Error) -> Error {
    if source.kind() == io::ErrorKind::NotFound {
        return Error::Missing { path: program.to_owned() };
    }
    Error::Run { program: program.to_owned(), source }
}

/// Reads `nats-server: v2.15.1`; what follows the third number, as in `v2.12.0-RC.1`, is left out.
fn parse(answer: &str) -> Option<Version> {
    let (_, version) = answer.trim().split_once("nats-server: v")?;
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    let mut next = || numbers.next()?.ok();
    Some((next()?, next()?, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read() {
        assert_eq!(parse("nats-server: v2.15.1\n"), Some((2, 15, 1)));
    }

    #[test]
    fn a_release_candidate_counts_as_its_release() {
        assert_eq!(parse("nats-server: v2.12.0-RC.1"), Some((2, 12, 0)));
    }

    #[test]
    fn other_answers_are_no_version() {
        for answer in ["", "bash 5.2.15", "nats-server: v2.15", "nats-server: vx.y.z"] {
            assert_eq!(parse(answer), None, "{answer}");
        }
    }
}
