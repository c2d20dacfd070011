//! The one binary: `up` (everything, with its own nats-server), one service as a process, and the command line.

mod act;
mod arguments;
mod entrance;
mod limits;
mod machine;
mod one;
mod open;
mod place;
mod reactions;
mod rebuild;
mod say;
mod seed;
mod signals;
mod up;
mod verify;

use std::process::ExitCode;

pub use arguments::Arguments;
use arguments::Command;

/// Does what was asked for. What went wrong is said on standard error: code 1, or 2 where the command line is at fault.
pub async fn run(arguments: Arguments) -> ExitCode {
    let Arguments { place, how, command } = arguments;
    let ended = match command {
        Command::Up(up) => Box::pin(up::run(*up, &place)).await,
        Command::Reactions(reactions) => Box::pin(reactions::run(reactions, &how, &place)).await,
        Command::Ingest(service) => one::run("ingest", service, ingest::run).await,
        Command::Translation(service) => one::run("translation", service, translation::run).await,
        Command::Editing(service) => one::run("editing", service, editing::run).await,
        Command::Publishing(service) => one::run("publishing", service, publishing::run).await,
        Command::Desk(desk) => one::run_desk(desk, &place).await,
        Command::Rebuild(rebuild) => return found(Box::pin(rebuild::run(rebuild, &how, &place)).await),
        Command::Verify(verify) => return found(Box::pin(verify::run(verify, &how, &place)).await),
        Command::Act(act) => return act::run(act, &how, &place).await,
    };
    found(ended.map(|()| true))
}

/// The exit code of what looks for faults: 1 also where it found some.
fn found(ended: anyhow::Result<bool>) -> ExitCode {
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say::wrong(in_full(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, in one line. Some causes repeat what was said before them.
fn in_full(error: &anyhow::Error) -> String {
    error.chain().skip(1).map(ToString::to_string).fold(error.to_string(), |line, cause| {
        if line.contains(&cause) { line } else { format!("{line}: {cause}") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let refused = std::io::Error::other("connection refused");
        let error = anyhow::Error::new(refused).context("IO error: connection refused").context("no server");
        assert_eq!(in_full(&error), "no server: IO error: connection refused");
    }
}
