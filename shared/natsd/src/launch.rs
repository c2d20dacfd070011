//! Runs one nats-server process and tells it what to do by signals.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions};
use tokio::process::{Child, Command};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::Error;
use crate::config::{Configuration, LOG};
use crate::error::file;
use crate::folder::Folder;
use crate::health::{self, Ports};

/// A large store takes seconds to read after kill -9.
const READY_WITHIN: Duration = Duration::from_mins(1);

/// The server stops in milliseconds; one that hangs is killed after this.
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// A nats-server process, killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// Dropped after the child: then the thread that started it ends.
    _parent: mpsc::Sender<()>,
}

/// Starts the server on its folder and waits until it is ready.
pub(crate) async fn launch(
    binary: &Path,
    folder: &Folder,
    configuration: &Configuration,
) -> Result<(Process, Ports), Error> {
    let binary = absolute(binary)?;
    let path = folder.config();
    fs::write(&path, configuration.text()).map_err(file(&path))?;
    let ports = folder.ports()?;
    let command = command(&binary, folder).await?;
    let mut process =
        spawn(command).await.map_err(|source| Error::Run { program: binary.clone(), source })?;
    let ports_file = health::ports_file(&ports, &binary, process.id().unwrap_or_default());
    let ready = tokio::select! {
        ports = health::ready(&ports_file) => Ok(ports),
        ended = process.ended() => Err(Error::Ended { status: ended?, log: folder.log() }),
        () = tokio::time::sleep(READY_WITHIN) => {
            Err(Error::NotReady { seconds: READY_WITHIN.as_secs(), log: folder.log() })
        }
    };
    match ready {
        Ok(ports) => Ok((process, ports)),
        Err(error) => {
            process.kill().await?;
            Err(error)
        }
    }
}

/// A bare name is left to the PATH; a path must hold in the server's working directory too.
fn absolute(binary: &Path) -> Result<PathBuf, Error> {
    if binary.components().count() == 1 {
        return Ok(binary.to_owned());
    }
    std::path::absolute(binary).map_err(file(binary))
}

async fn command(binary: &Path, folder: &Folder) -> Result<Command, Error> {
    let log = folder.path().join(LOG);
    // What the server says before it has read its configuration, and a panic, do not go through its logger.
    let output = File::options().append(true).create(true).open(&log).map_err(file(&log))?;
    let mut command = bound_to_us(binary).await;
    command
        .arg("-c")
        .arg(folder.config())
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(output)
        // Ctrl-C in the terminal reaches our group only, so that we drain before the server ends.
        .process_group(0)
        .kill_on_drop(true);
    Ok(command)
}

/// Through util-linux `setpriv`, where it is there: the server then gets SIGTERM when we are killed with -9.
/// Elsewhere it lives on, until the next start on its folder ends it.
async fn bound_to_us(binary: &Path) -> Command {
    const SETPRIV: &str = "setpriv";
    const BOUND: [&str; 2] = ["--pdeathsig", "TERM"];
    // The one of busybox has no such option: try it.
    let mut trial = Command::new(SETPRIV);
    trial.args(BOUND).arg(binary).arg("--version").stdin(Stdio::null()).kill_on_drop(true);
    if trial.output().await.is_ok_and(|tried| tried.status.success()) {
        let mut command = Command::new(SETPRIV);
        command.args(BOUND).arg(binary);
        return command;
    }
    tracing::info!(
        "no setpriv here: if this process is killed, the nats-server lives on until the next start"
    );
    Command::new(binary)
}

/// Linux sends the parent-death signal when the *thread* that started the child ends, and a thread of the
/// runtime may end before the process does. So each child has a thread of its own as parent, which waits until
/// the `Process` is dropped.
async fn spawn(mut command: Command) -> io::Result<Process> {
    let (parent, dropped) = mpsc::channel::<()>();
    let (tell, told) = oneshot::channel();
    let runtime = Handle::current();
    thread::Builder::new().name("nats-server".to_owned()).spawn(move || {
        let child = {
            let _entered = runtime.enter();
            command.spawn()
        };
        drop(runtime);
        // If nobody hears it any more, the child is dropped here and so killed.
        if tell.send(child).is_ok() {
            let _ = dropped.recv();
        }
    })?;
    let child = told.await.map_err(io::Error::other)??;
    Ok(Process { child, _parent: parent })
}

impl Process {
    /// `None` once the end of the process was seen.
    pub(crate) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Waits for the end of the process, whatever its cause.
    pub(crate) async fn ended(&mut self) -> Result<ExitStatus, Error> {
        self.child.wait().await.map_err(Error::Child)
    }

    /// SIGTERM, and SIGKILL if that does not help.
    pub(crate) async fn stop(&mut self) -> Result<(), Error> {
        self.signal(Signal::TERM)?;
        match tokio::time::timeout(STOP_WITHIN, self.ended()).await {
            Ok(ended) => ended.map(drop),
            Err(_) => self.kill().await,
        }
    }

    /// SIGKILL.
    pub(crate) async fn kill(&mut self) -> Result<(), Error> {
        self.signal(Signal::KILL)?;
        self.ended().await.map(drop)
    }

    /// SIGSTOP; once this returns, no thread of the server runs.
    pub(crate) fn pause(&self) -> Result<(), Error> {
        self.signal(Signal::STOP)?;
        let Some(pid) = self.pid() else { return Ok(()) };
        // `NOWAIT` leaves the report of an end to `ended`.
        let stopped = WaitIdOptions::STOPPED | WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
        let waited = rustix::process::waitid(WaitId::Pid(pid), stopped);
        waited.map(drop).map_err(|error| Error::Child(error.into()))
    }

    /// SIGCONT.
    pub(crate) fn resume(&self) -> Result<(), Error> {
        self.signal(Signal::CONT)
    }

    /// Nothing happens to a process that has ended. Until we have seen its end the id is of no other process.
    fn signal(&self, to_send: Signal) -> Result<(), Error> {
        self.pid().map_or(Ok(()), |pid| signal(pid, to_send)).map_err(Error::Child)
    }

    fn pid(&self) -> Option<Pid> {
        Pid::from_raw(self.child.id()?.cast_signed())
    }
}

pub(crate) fn signal(pid: Pid, signal: Signal) -> io::Result<()> {
    Ok(rustix::process::kill_process(pid, signal)?)
}
