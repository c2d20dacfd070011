//! Asking the services, and waiting until the board shows what came of it.

use std::{sync::Arc, time::Duration};

use async_nats::{Client, RequestErrorKind};
use contract::{
    Actor, CommandId, Reply, Request, Subject,
    source::{LOOKS, Look, TAKE, Take, Taken},
};
use journal::Live;
use serde::{Serialize, de::DeserializeOwned};

use crate::{board::Board, problem::Problem};

/// A little longer than a service rides out a server that is away.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);

/// Reading a feed of hundreds of items takes as many appends.
const TAKEN_WITHIN: Duration = Duration::from_mins(2);

/// When feeds were looked at is told at once, or a page goes without it.
const LOOKS_TOLD_WITHIN: Duration = Duration::from_millis(500);

/// The version of a stream of facts after a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    pub number: u64,
    /// Whether the command has recorded a fact, now or when it was first given. Where it has not, things were as it wants them.
    pub is_recorded: bool,
}

impl Version {
    pub const fn recorded(number: u64) -> Self {
        Self { number, is_recorded: true }
    }

    pub const fn unchanged(number: u64) -> Self {
        Self { number, is_recorded: false }
    }
}

/// A command's id, and what whoever gives it has seen of its stream of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Docket {
    pub id: CommandId,
    /// It is carried out only while there is no later version than this.
    pub seen: Option<u64>,
}

impl From<CommandId> for Docket {
    fn from(id: CommandId) -> Self {
        Self { id, seen: None }
    }
}

/// A refusal, and the version of the stream of facts that it was decided on.
pub struct Refused<R> {
    pub refusal: R,
    pub version: u64,
}

/// The way to the services.
#[derive(Clone)]
pub struct Ask {
    client: Client,
    board: Arc<Live<Board>>,
}

impl Ask {
    pub fn new(client: Client, board: Arc<Live<Board>>) -> Self {
        Self { client, board }
    }

    /// Asks for a command and returns the version of its stream of facts when the board shows that. A refusal becomes the
    /// problem that it is.
    pub async fn command<C, R>(
        &self,
        subject: &Subject,
        docket: impl Into<Docket>,
        actor: &Actor,
        command: C,
    ) -> Result<Version, Problem>
    where
        C: Serialize,
        R: DeserializeOwned + Into<Problem>,
    {
        let refused = |Refused { refusal, version }: Refused<R>| refusal.into().on_version(version);
        self.refusable::<C, R>(subject, docket, actor, command).await?.map_err(refused)
    }

    /// The same, for callers that know what to do about a refusal. Gives the version of the stream of facts.
    pub async fn refusable<C, R>(
        &self,
        subject: &Subject,
        docket: impl Into<Docket>,
        actor: &Actor,
        command: C,
    ) -> Result<Result<Version, Refused<R>>, Problem>
    where
        C: Serialize,
        R: DeserializeOwned,
    {
        let (Docket { id, seen }, stream) = (docket.into(), subject.id().to_owned());
        let request = Request { id, stream, actor: actor.clone(), cause: None, seen, command };
        let reply = self.request(subject.kind().command_subject(), &request, ANSWERED_WITHIN).await?;
        let version = match reply {
            Reply::<R>::Recorded { version } => Version::recorded(version),
            Reply::Unchanged { version } => Version::unchanged(version),
            Reply::Moved { version } => return Err(Problem::moved_on(version)),
            Reply::Refused { refusal, version } => return Ok(Err(Refused { refusal, version })),
            Reply::NotUnderstood { why } => return Err(Problem::not_understood(&why)),
            Reply::Unavailable { why } => return Err(Problem::unavailable(&why)),
            Reply::Blocked { why } => return Err(Problem::blocked(&why)),
        };
        if !self.board.seen(version.number).await {
            tracing::warn!(event.sequence = version.number, "the board is behind what was just recorded");
            return Err(Problem::recorded_unseen(version.number));
        }
        Ok(Ok(version))
    }

    /// Hands over a feed that came as a file.
    pub async fn take(
        &self,
        source: &Subject,
        docket: impl Into<Docket>,
        actor: &Actor,
        take: Take,
    ) -> Result<Taken, Problem> {
        // Of a feed come facts about many things: there is no one version that it rests on.
        let (Docket { id, .. }, stream) = (docket.into(), source.id().to_owned());
        let request = Request { id, stream, actor: actor.clone(), cause: None, seen: None, command: take };
        self.request(TAKE.to_owned(), &request, TAKEN_WITHIN).await
    }

    /// When feeds were looked at last; none where nobody who knows is there.
    pub async fn looks(&self) -> Option<Vec<Look>> {
        let request = async_nats::Request::new().timeout(Some(LOOKS_TOLD_WITHIN));
        let answer = self.client.send_request(LOOKS, request).await.ok()?;
        serde_json::from_slice(&answer.payload).ok()
    }

    async fn request<Q: Serialize, A: DeserializeOwned>(
        &self,
        subject: String,
        request: &Q,
        within: Duration,
    ) -> Result<A, Problem> {
        let bytes = serde_json::to_vec(request).map_err(|e| Problem::not_understood(&e.to_string()))?;
        let request = async_nats::Request::new().payload(bytes.into()).timeout(Some(within));
        let answer =
            self.client.send_request(subject, request).await.map_err(|error| match error.kind() {
                RequestErrorKind::NoResponders => Problem::unavailable("the service for this is not running"),
                RequestErrorKind::TimedOut => Problem::unavailable("the service did not answer in time"),
                RequestErrorKind::MaxPayloadExceeded => Problem::too_large(),
                RequestErrorKind::InvalidSubject | RequestErrorKind::Other => {
                    Problem::unavailable("the connection is lost")
                }
            })?;
        serde_json::from_slice(&answer.payload)
            .map_err(|_| Problem::unavailable("the service's answer is unreadable"))
    }
}
