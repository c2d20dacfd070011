//! Asking the services, which may just be starting.

use std::{fmt::Display, time::Duration};

use async_nats::{Client, RequestErrorKind};
use contract::{
    Actor, Reply, Request, Role, Subject,
    source::{TAKE, Take, Taken},
};
use journal::Log;
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::Instant;

use super::{SeedError, id_for};
use crate::open::Opened;

/// How long services may take to start: a large log is read before they answer everything.
const ANSWERED_WITHIN: Duration = Duration::from_mins(1);

/// Nothing tells when a service begins to listen, so it is asked again this often.
const ASKED_EVERY: Duration = Duration::from_millis(50);

/// Speaks to the services as a service with an administrator's rights.
pub(super) struct Ask {
    client: Client,
    log: Log,
    actor: Actor,
}

impl Ask {
    pub(super) fn new(opened: &Opened) -> Self {
        let mut actor = Actor::service("dragoman");
        actor.roles.insert(Role::Administrator);
        Self { client: opened.client.clone(), log: opened.log.clone(), actor }
    }

    /// Has a command carried out, once however often it is asked for.
    pub(super) async fn command<C, R>(&self, subject: &Subject, command: C) -> Result<(), SeedError>
    where
        C: Serialize,
        R: DeserializeOwned + Display,
    {
        let address = subject.kind().command_subject();
        let request = self.request(subject, command);
        let until = Instant::now() + ANSWERED_WITHIN;
        loop {
            match self.answer(&address, &request, until).await? {
                Reply::Recorded { .. } | Reply::Unchanged { .. } | Reply::Moved { .. } => return Ok(()),
                Reply::Refused::<R> { refusal, .. } => return Err(refused(subject, refusal)),
                Reply::NotUnderstood { why } | Reply::Blocked { why } => return Err(refused(subject, why)),
                Reply::Unavailable { why } if Instant::now() > until => {
                    return Err(SeedError::Unavailable { why });
                }
                Reply::Unavailable { .. } => tokio::time::sleep(ASKED_EVERY).await,
            }
        }
    }

    /// Hands over a feed.
    pub(super) async fn read(&self, source: &Subject, feed: &[u8]) -> Result<(), SeedError> {
        let take = Take { raw: self.log.keep_raw(feed).await?, content_type: None };
        let request = self.request(source, take);
        let until = Instant::now() + ANSWERED_WITHIN;
        loop {
            match self.answer(TAKE, &request, until).await? {
                Taken::Taken { .. } => return Ok(()),
                Taken::Refused { refusal } => return Err(refused(source, refusal)),
                Taken::NotUnderstood { why } => return Err(refused(source, why)),
                Taken::Unavailable { why } if Instant::now() > until => {
                    return Err(SeedError::Unavailable { why });
                }
                Taken::Unavailable { .. } => tokio::time::sleep(ASKED_EVERY).await,
            }
        }
    }

    /// Waits until this stream of facts has begun.
    pub(super) async fn begun(&self, subject: &Subject) -> Result<(), SeedError> {
        let until = Instant::now() + ANSWERED_WITHIN;
        while self.log.last(subject).await?.is_none() {
            if Instant::now() > until {
                return Err(SeedError::NotBegun { stream: subject.to_string() });
            }
            tokio::time::sleep(ASKED_EVERY).await;
        }
        Ok(())
    }

    fn request<C>(&self, subject: &Subject, command: C) -> Request<C> {
        let (id, stream) = (id_for(subject), subject.id().to_owned());
        Request { id, stream, actor: self.actor.clone(), cause: None, seen: None, command }
    }

    async fn answer<Q, A>(&self, subject: &str, request: &Q, until: Instant) -> Result<A, SeedError>
    where
        Q: Serialize,
        A: DeserializeOwned,
    {
        let unreadable = |source| SeedError::Unreadable { subject: subject.to_owned(), source };
        let bytes = serde_json::to_vec(request).map_err(unreadable)?;
        loop {
            let request =
                async_nats::Request::new().payload(bytes.clone().into()).timeout(Some(ANSWERED_WITHIN));
            match self.client.send_request(subject.to_owned(), request).await {
                Ok(answer) => return serde_json::from_slice(&answer.payload).map_err(unreadable),
                Err(error) if error.kind() == RequestErrorKind::NoResponders && Instant::now() < until => {
                    tokio::time::sleep(ASKED_EVERY).await;
                }
                Err(source) => return Err(SeedError::Unanswered { subject: subject.to_owned(), source }),
            }
        }
    }
}

fn refused(subject: &Subject, why: impl Display) -> SeedError {
    SeedError::Refused { stream: subject.to_string(), why: why.to_string() }
}
