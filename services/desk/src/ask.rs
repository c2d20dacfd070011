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
        id: CommandId,
        actor: &Actor,
        command: C,
    ) -> Result<u64, Problem>
    where
        C: Serialize,
        R: DeserializeOwned + Into<Problem>,
    {
        let refused = |Refused { refusal, version }: Refused<R>| refusal.into().on_version(version);
        self.refusable::<C, R>(subject, id, actor, command).await?.map_err(refused)
    }

    /// The same, for callers that know what to do about a refusal. Gives the version of the stream of facts.
    pub async fn refusable<C, R>(
        &self,
        subject: &Subject,
        id: CommandId,
        actor: &Actor,
        command: C,
    ) -> Result<Result<u64, Refused<R>>, Problem>
    where
        C: Serialize,
        R: DeserializeOwned,
    {
        let request =
            Request { id, stream: subject.id().to_owned(), actor: actor.clone(), cause: None, command };
        let reply = self.request(subject.kind().command_subject(), &request, ANSWERED_WITHIN).await?;
        let version = match reply {
            Reply::<R>::Recorded { version } | Reply::Unchanged { version } => version,
            Reply::Refused { refusal, version } => return Ok(Err(Refused { refusal, version })),
            Reply::NotUnderstood { why } => return Err(Problem::not_understood(&why)),
            Reply::Unavailable { why } => return Err(Problem::unavailable(&why)),
            Reply::Blocked { why } => return Err(Problem::blocked(&why)),
        };
        if !self.board.seen(version).await {
            tracing::warn!(event.sequence = version, "the board is behind what was just recorded");
            return Err(Problem::recorded_unseen(version));
        }
        Ok(Ok(version))
    }

    /// Hands over a feed that came as a file.
    pub async fn take(
        &self,
        source: &Subject,
        id: CommandId,
        actor: &Actor,
        take: Take,
    ) -> Result<Taken, Problem> {
        let request =
            Request { id, stream: source.id().to_owned(), actor: actor.clone(), cause: None, command: take };
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
