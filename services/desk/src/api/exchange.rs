//! The register of terms as files over HTTP.

use axum::{
    extract::State as Shared,
    http::{HeaderName, header},
};
use contract::{
    CommandId, Role, Subject, TermId,
    term::{Command, Entry, Refusal},
};
use futures_util::{StreamExt, TryStreamExt, stream};

use super::{
    bodies::{ChangedEntry, Imported, RefusedEntry, TermFile, TermFileFor},
    route::{Asked, Bytes},
    version::Shown,
};
use crate::{
    ask::{Refused, Version},
    board::TermStanding,
    exchange::{self, Given, Scope},
    problem::Problem,
    signed::Signed,
    state::State,
};

/// How many entries are asked for at the same time: enough to hide the way to the service and to the log.
const AT_ONCE: usize = 32;

/// What came of an entry.
enum Came {
    Added,
    Changed(ChangedEntry),
    Unchanged,
    Refused(RefusedEntry),
}

/// The agreed terms as a file.
pub(super) async fn export(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(file): Asked<TermFile>,
) -> ([(HeaderName, &'static str); 2], String) {
    let format = file.format.unwrap_or_default();
    let board = state.board.read();
    let agreed = board.terms.newest(u64::MAX).filter(|row| {
        row.standing == TermStanding::Agreed
            && file.from.as_ref().is_none_or(|from| row.entry.from == *from)
            && file.into.as_ref().is_none_or(|into| row.entry.into == *into)
    });
    let entries: Vec<&Entry> = agreed.map(|row| &row.entry).collect();
    // The oldest first, so that a file grows at its end.
    let text = exchange::write(format, entries.into_iter().rev());
    let kind = (header::CONTENT_TYPE, format.content_type());
    ([kind, (header::CONTENT_DISPOSITION, format.disposition())], text)
}

/// Puts the entries of a file into the register: what is new is added, what is there is changed to what the file says;
/// what it says nothing of stays. Each entry is a command of its own whose id follows from the request's, so that a file that is sent again adds nothing.
pub(super) async fn import(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(scope): Asked<TermFileFor>,
    Bytes(bytes): Bytes,
) -> Result<Shown<Imported>, Problem> {
    take_in(&state, &signed, scope, bytes).await
}

/// The same, for whoever has the file.
pub(crate) async fn take_in(
    state: &State,
    signed: &Signed,
    scope: TermFileFor,
    bytes: bytes::Bytes,
) -> Result<Shown<Imported>, Problem> {
    if !signed.actor.roles.contains(&Role::Editor) {
        return Err(Refusal::NeedsRole { role: Role::Editor }.into());
    }
    let scope = Scope { from: scope.from, into: scope.into, kind: scope.kind };
    let read = tokio::task::spawn_blocking(move || exchange::read(&bytes, &scope)).await;
    let given = match read {
        Ok(given) => given.map_err(|why| Problem::not_understood(&why.to_string()))?,
        Err(_) => return Err(Problem::not_understood("the file could not be read")),
    };
    let came = stream::iter(given).map(|given| put(state, signed, given)).buffered(AT_ONCE);
    let came: Vec<Came> = came.try_collect().await?;
    let (number, row) = (state.board.read().applied, summed(came));
    Ok(Shown { version: Version { number, is_recorded: row.added + row.changed > 0 }, row })
}

async fn put(state: &State, signed: &Signed, given: Given) -> Result<Came, Problem> {
    let Given { number, entry, unsaid } = given;
    let entry = match entry {
        Ok(entry) => entry,
        Err(unfit) => {
            let (source, why) = (String::new(), unfit.to_string());
            return Ok(Came::Refused(RefusedEntry { number, source, why }));
        }
    };
    let (source, id) = (entry.source.clone(), TermId::of(&entry.from, &entry.into, &entry.source));
    let there = state.board.read().terms.get(id).map(|row| (row.standing, row.entry.clone()));
    let (command, came) = match there {
        Some((TermStanding::Agreed, before)) => {
            let entry = exchange::over(&before, entry, &unsaid);
            if entry == before {
                return Ok(Came::Unchanged);
            }
            let columns = exchange::differing(&before, &entry).into_iter().map(str::to_owned).collect();
            let changed = ChangedEntry { number, term: id, source: entry.source.clone(), columns };
            (Command::Change(entry), Came::Changed(changed))
        }
        Some((TermStanding::Proposed, before)) => {
            (Command::Add(exchange::over(&before, entry, &unsaid)), Came::Added)
        }
        Some((TermStanding::Retired, _)) | None => (Command::Add(entry), Came::Added),
    };
    let cause = CommandId::caused_by(signed.command.id, &number.to_string());
    let asked = state.ask.refusable::<_, Refusal>(&Subject::term(id), cause, &signed.actor, command).await?;
    Ok(match asked {
        Ok(_) => came,
        Err(Refused { refusal, .. }) => {
            Came::Refused(RefusedEntry { number, source, why: refusal.to_string() })
        }
    })
}

fn summed(came: Vec<Came>) -> Imported {
    let (changes, refused) = (Vec::new(), Vec::new());
    let mut imported = Imported { added: 0, changed: 0, unchanged: 0, changes, refused };
    for came in came {
        match came {
            Came::Added => imported.added += 1,
            Came::Changed(entry) => {
                imported.changed += 1;
                imported.changes.push(entry);
            }
            Came::Unchanged => imported.unchanged += 1,
            Came::Refused(entry) => imported.refused.push(entry),
        }
    }
    imported
}
