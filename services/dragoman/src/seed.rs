//! What a new newsroom begins with: the demonstration, or one administrator.
//!
//! The first event of a log says whose newsroom it is. Only one that began here is filled, and only to its end; every
//! step has an id of its own, so that one that was cut short is finished by the next `up`, and nothing is there twice.

mod ask;
mod demonstration;

use contract::{CommandId, MemberId, Subject};
use journal::{Fault, Log};
use uuid::Uuid;

use crate::open::Opened;
use ask::Ask;

/// The commands with which newsrooms begin have their ids from this and their stream of facts.
const BEGINNING: CommandId = CommandId(Uuid::from_u128(0xd7a6_0a4e_5eed_4c5f_8f0e_52f6_1c7b_90ab));

/// Whose newsroom a log holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Newsroom {
    /// Nobody's yet: the log is empty.
    New,
    Demonstration,
    /// Somebody works here; nothing is put into it.
    Own,
}

/// Why a newsroom could not be filled. The next `up` goes on where this one ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SeedError {
    #[error(transparent)]
    Log(#[from] Fault),
    #[error("no service answers on {subject}")]
    Unanswered { subject: String, source: async_nats::RequestError },
    #[error("a service is not ready: {why}")]
    Unavailable { why: String },
    #[error("{stream} is refused: {why}")]
    Refused { stream: String, why: String },
    #[error("nothing is recorded on {stream}; the services' logs say why")]
    NotBegun { stream: String },
    #[error("an answer on {subject} cannot be read")]
    Unreadable { subject: String, source: serde_json::Error },
}

/// Looks at the beginning of the log.
pub(crate) async fn whose(log: &Log) -> Result<Newsroom, Fault> {
    if log.end().await? == 0 {
        return Ok(Newsroom::New);
    }
    let first = log.get(1).await?.read()?;
    let begins_here = first.id == id_for(&Subject::member(&member(demonstration::FIRST)));
    Ok(if begins_here { Newsroom::Demonstration } else { Newsroom::Own })
}

/// Fills a newsroom as far as it needs it. It then is a demonstration or somebody's own.
pub(crate) async fn furnish(opened: &Opened, whose: Newsroom, demo: bool) -> Result<Newsroom, SeedError> {
    let ask = Ask::new(opened);
    match whose {
        Newsroom::New if demo => finish(&ask, &opened.log).await,
        Newsroom::New => {
            demonstration::join(&ask, demonstration::ADMINISTRATOR).await?;
            Ok(Newsroom::Own)
        }
        Newsroom::Demonstration => finish(&ask, &opened.log).await,
        Newsroom::Own => Ok(Newsroom::Own),
    }
}

/// Who sets up a newsroom that began here, unless they have left.
pub(crate) fn administrator(whose: Newsroom) -> MemberId {
    match whose {
        Newsroom::New | Newsroom::Own => member(demonstration::ADMINISTRATOR.id),
        Newsroom::Demonstration => member(demonstration::LAST),
    }
}

/// The member who comes last says that all the rest is there.
async fn finish(ask: &Ask, log: &Log) -> Result<Newsroom, SeedError> {
    let last = Subject::member(&member(demonstration::LAST));
    if log.last(&last).await?.is_none() {
        demonstration::fill(ask).await?;
    }
    Ok(Newsroom::Demonstration)
}

/// The id of the command with which this stream of facts begins: the same on every attempt.
fn id_for(subject: &Subject) -> CommandId {
    CommandId::caused_by(BEGINNING, &subject.to_string())
}

fn member(id: &str) -> MemberId {
    id.parse().expect("the members of the demonstration have short names")
}
