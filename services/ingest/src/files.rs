//! Feeds that come as files: a request names the bytes in the object store, the answer says what came of them.

use async_nats::service::{Service, endpoint::Endpoint};
use contract::{
    Request, Role, SourceId,
    source::{Refusal, TAKE, Take, Taken},
};
use futures_util::StreamExt;
use journal::Fault;
use runtime::{Shutdown, commands};

use crate::{
    cause,
    taking::{Feed, Taking},
};

/// Answers until the shutdown. One file at a time: each keeps the log busy by itself.
pub(crate) async fn serve(
    service: &Service,
    taking: Taking,
    shutdown: Shutdown,
) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + Send + use<>> {
    let endpoint = service.endpoint(TAKE).await.map_err(anyhow::Error::from_boxed)?;
    Ok(answer_all(endpoint, taking, shutdown))
}

async fn answer_all(mut endpoint: Endpoint, taking: Taking, shutdown: Shutdown) -> anyhow::Result<()> {
    loop {
        let message = tokio::select! {
            () = shutdown.cancelled() => return Ok(()),
            message = endpoint.next() => message.ok_or_else(|| anyhow::anyhow!("the endpoint ended"))?,
        };
        if commands::wants_answer(&message) {
            let taken = answer(&message.message.payload, &taking).await;
            commands::respond(&message, &taken).await;
        }
    }
}

async fn answer(payload: &[u8], taking: &Taking) -> Taken {
    let not_understood = |why: String| Taken::NotUnderstood { why };
    let request: Request<Take> = match serde_json::from_slice(payload) {
        Ok(request) => request,
        Err(error) => return not_understood(error.to_string()),
    };
    let id: SourceId = match request.stream.parse() {
        Ok(id) => id,
        Err(error) => return not_understood(contract::Malformed::to_string(&error)),
    };
    if ![Role::Editor, Role::Administrator].iter().any(|role| request.actor.roles.contains(role)) {
        return Taken::Refused { refusal: Refusal::NeedsRole { role: Role::Editor } };
    }
    match take(&id, request.command, taking).await {
        Ok(taken) => taken,
        Err(fault) => {
            tracing::error!(source.id = %id, fault = %commands::chain(&fault), "a file could not be taken");
            Taken::Unavailable { why: fault.to_string() }
        }
    }
}

async fn take(id: &SourceId, take: Take, taking: &Taking) -> Result<Taken, Fault> {
    let Some(standing) = taking.standing(id).await? else {
        return Ok(Taken::Refused { refusal: Refusal::NotRegistered });
    };
    let Some(bytes) = taking.log().raw(take.raw).await? else {
        return Ok(Taken::NotUnderstood { why: format!("no bytes are kept under {}", take.raw) });
    };
    let content_type = take.content_type.as_deref();
    let feed = Feed { bytes: &bytes, raw: take.raw, content_type, address: None };
    Ok(match taking.take(id, &standing.registration, feed).await? {
        Ok(report) => Taken::Taken { report },
        Err(unreadable) => {
            cause::log(id, &unreadable);
            Taken::Refused { refusal: Refusal::Unreadable { what: unreadable.to_string() } }
        }
    })
}
