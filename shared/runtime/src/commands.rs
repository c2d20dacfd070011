//! Answering commands: NATS services, one endpoint per kind of stream, any replica may answer.

use std::{collections::HashMap, sync::Arc};

use async_nats::service::{
    Request as Message, Service, ServiceExt, endpoint::Endpoint, error::Error as ServiceError,
};
use contract::{Actor, Reply, Request, Subject};
use decider::Decider;
use futures_util::StreamExt;
use journal::{Fault, Instruction, Outcome, Streams};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Semaphore;

use crate::{Health, Shutdown, clock};

/// Commands at hand at one time in one process. Each waits mostly for the disk; more would only wait longer.
const AT_HAND: usize = 256;

/// Callers wait on inboxes. Any other reply subject could make an answer be stored as an event, or obeyed as a command.
const INBOX: &str = "_INBOX.";

/// Announces a service by name, so that `nats service ls` and the health page find it. Its statistics hold its health, as a
/// [`contract::health::ServiceHealth`] in the `data` of each endpoint.
pub async fn announce(
    client: &async_nats::Client,
    name: &str,
    description: &str,
    health: &Health,
) -> anyhow::Result<Service> {
    let health = health.clone();
    client
        .service_builder()
        .description(description)
        .stats_handler(move |_, _| serde_json::to_value(health.now()).unwrap_or_default())
        .metadata(HashMap::from([("product".to_owned(), "dragoman".to_owned())]))
        .queue_group(name)
        .start(format!("dragoman-{name}"), env!("CARGO_PKG_VERSION"))
        .await
        .map_err(anyhow::Error::from_boxed)
}

/// Answers the commands of one kind until the shutdown, then finishes those at hand.
///
/// `inform` turns a command as this member sent it into what the rules decide on, which may hold more than the caller knows.
pub async fn serve<D, C, I, F>(
    service: &Service,
    streams: Arc<Streams<D>>,
    inform: I,
    shutdown: Shutdown,
) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + Send + use<D, C, I, F>>
where
    D: Decider,
    C: DeserializeOwned + Send + Sync + 'static,
    I: Fn(Subject, Actor, C) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<D::Command, Fault>> + Send,
{
    let endpoint = service.endpoint(D::KIND.command_subject()).await.map_err(anyhow::Error::from_boxed)?;
    Ok(answer_all(endpoint, streams, inform, shutdown))
}

async fn answer_all<D, C, I, F>(
    mut endpoint: Endpoint,
    streams: Arc<Streams<D>>,
    inform: I,
    shutdown: Shutdown,
) -> anyhow::Result<()>
where
    D: Decider,
    C: DeserializeOwned + Send + Sync + 'static,
    I: Fn(Subject, Actor, C) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<D::Command, Fault>> + Send,
{
    let at_hand = Arc::new(Semaphore::new(AT_HAND));
    loop {
        let message = tokio::select! {
            () = shutdown.cancelled() => break,
            message = endpoint.next() => message.ok_or_else(|| anyhow::anyhow!("the endpoint ended"))?,
        };
        let place = Arc::clone(&at_hand).acquire_owned().await?;
        let (streams, inform) = (Arc::clone(&streams), inform.clone());
        tokio::spawn(async move {
            answer(&message, &streams, &inform).await;
            drop(place);
        });
    }
    // All places are free again once every command at hand has been answered.
    let places = u32::try_from(AT_HAND)?;
    at_hand.acquire_many(places).await?.forget();
    Ok(())
}

async fn answer<D, C, I, F>(message: &Message, streams: &Streams<D>, inform: &I)
where
    D: Decider,
    C: DeserializeOwned,
    I: Fn(Subject, Actor, C) -> F,
    F: Future<Output = Result<D::Command, Fault>>,
{
    if wants_answer(message) {
        let reply = carry_out(&message.message.payload, streams, inform).await;
        respond(message, &reply).await;
    }
}

/// Whether a request comes from a caller that waits on an inbox; any other is to be ignored.
pub fn wants_answer(message: &Message) -> bool {
    let inbox = message.message.reply.as_ref().is_some_and(|reply| reply.starts_with(INBOX));
    if !inbox {
        tracing::warn!(subject = %message.message.subject, "a command without an inbox to answer to was ignored");
    }
    inbox
}

/// Answers a request with this, as JSON.
pub async fn respond<A: Serialize>(message: &Message, answer: &A) {
    let bytes = serde_json::to_vec(answer).map_err(|e| ServiceError { status: e.to_string(), code: 500 });
    if let Err(error) = message.respond(bytes.map(Into::into)).await {
        tracing::warn!(%error, "an answer could not be sent; the caller will ask again");
    }
}

async fn carry_out<D, C, I, F>(payload: &[u8], streams: &Streams<D>, inform: &I) -> Reply<D::Refusal>
where
    D: Decider,
    C: DeserializeOwned,
    I: Fn(Subject, Actor, C) -> F,
    F: Future<Output = Result<D::Command, Fault>>,
{
    let request: Request<C> = match serde_json::from_slice(payload) {
        Ok(request) => request,
        Err(error) => return Reply::NotUnderstood { why: error.to_string() },
    };
    let subject = match Subject::of(D::KIND, &request.stream) {
        Ok(subject) => subject,
        Err(error) => return Reply::NotUnderstood { why: error.to_string() },
    };
    let instruction = Instruction::new(request.id, request.cause, request.actor, clock::now());
    let instruction = instruction.unmoved_since(request.seen);
    let outcome = match inform(subject.clone(), instruction.context.actor.clone(), request.command).await {
        Ok(command) => streams.execute(&subject, &instruction, &command).await,
        Err(fault) => Err(fault),
    };
    match outcome {
        Ok(Outcome::Recorded { version }) => Reply::Recorded { version },
        Ok(Outcome::Unchanged { version }) => Reply::Unchanged { version },
        Ok(Outcome::Refused { refusal, version }) => Reply::Refused { refusal, version },
        Ok(Outcome::Moved { version }) => Reply::Moved { version },
        Err(fault) => {
            tracing::error!(%subject, fault = %chain(&fault), "a command could not be carried out");
            unanswered(&fault)
        }
    }
}

/// What a fault is for whoever has asked: only some of them pass.
fn unanswered<R>(fault: &Fault) -> Reply<R> {
    let why = fault.to_string();
    match fault {
        Fault::Unanswered(_) | Fault::Contended { .. } => Reply::Unavailable { why },
        Fault::Unreadable { .. } | Fault::Missing { .. } | Fault::Foreign { .. } | Fault::TooLarge { .. } => {
            Reply::Blocked { why }
        }
    }
}

/// An error with its causes, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |line, cause| format!("{line}: {cause}"))
}
