//! The server's folder, held by one process at a time and by no server of an earlier run.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal};
use tokio::process::Command;

use crate::config::{CONFIG, LOG, PID, PORTS};
use crate::error::{file, tail};
use crate::{Error, launch};

/// How long a server of an earlier run may take to end after SIGTERM, and then after SIGKILL.
const END_WITHIN: Duration = Duration::from_secs(10);

/// How often it is looked whether it ended: it is not our child, so nothing tells.
const END_EVERY: Duration = Duration::from_millis(20);

/// A folder that is ours until this is dropped.
///
/// The lock is of our own because nats-server takes none: a second one on the same store starts without
/// complaint and ruins it.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Held open for its lock, which ends with the process, however that ends.
    lock: File,
}

impl Folder {
    /// Makes the folder if need be, locks it and ends a server that a killed process left there.
    pub(crate) async fn take(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path).map_err(file(path))?;
        // One name for one folder: the command line of a server left behind is compared with it.
        let path = path.canonicalize().map_err(file(path))?;
        let name = path.join("lock");
        let lock = File::create(&name).map_err(file(&name))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::FolderInUse { folder: path.clone() },
            TryLockError::Error(source) => file(&name)(source),
        })?;
        let folder = Self { path, lock };
        folder.end_left_behind().await?;
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.path.join(CONFIG)
    }

    /// Makes the folder of the ports files anew: after a crash, one of an equal process id may be there.
    pub(crate) fn ports(&self) -> Result<PathBuf, Error> {
        let ports = self.path.join(PORTS);
        let _ = fs::remove_dir_all(&ports);
        fs::create_dir(&ports).map_err(file(&ports))?;
        Ok(ports)
    }

    /// The end of the server's log, for an error.
    pub(crate) fn log(&self) -> String {
        tail(&String::from_utf8_lossy(&fs::read(self.path.join(LOG)).unwrap_or_default()))
    }

    async fn end_left_behind(&self) -> Result<(), Error> {
        let Some(pid) = self.left_behind() else { return Ok(()) };
        for signal in [Signal::TERM, Signal::KILL] {
            if !self.runs(pid).await {
                return Ok(());
            }
            tracing::warn!(process.id = pid.as_raw_pid(), ?signal, "ending a nats-server of an earlier run");
            // It may have ended since; whether it has is looked at below.
            let _ = launch::signal(pid, signal);
            let until = Instant::now() + END_WITHIN;
            while self.runs(pid).await && Instant::now() < until {
                tokio::time::sleep(END_EVERY).await;
            }
        }
        if self.runs(pid).await {
            return Err(Error::Immortal { pid: pid.as_raw_pid().unsigned_abs(), folder: self.path.clone() });
        }
        Ok(())
    }

    /// Whom the pid file names: the server removes it when it ends by itself.
    fn left_behind(&self) -> Option<Pid> {
        let pid = fs::read_to_string(self.path.join(PID)).ok()?;
        Pid::from_raw(pid.trim().parse().ok()?)
    }

    /// Whether the process is a server with our configuration file: the id may by now be of another program.
    async fn runs(&self, pid: Pid) -> bool {
        let config = self.config();
        let config = config.as_os_str().as_encoded_bytes();
        let pid = pid.as_raw_pid();
        if cfg!(target_os = "linux") {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            return line.split(|&byte| byte == 0).any(|argument| argument == config);
        }
        let listed =
            Command::new("ps").args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output().await;
        listed.is_ok_and(|listed| listed.stdout.trim_ascii_end().ends_with(config))
    }
}

impl Drop for Folder {
    /// Closing the file would not do at once: a program that another thread is just starting has it open too,
    /// until that program replaces our copy.
    fn drop(&mut self) {
        let _ = self.lock.unlock();
    }
}
