//! Folding anew on request: each process of a service is asked by its own name, for each has folds of its own.

use async_nats::service::Service;
use contract::Digest;
use futures_util::StreamExt;
use journal::{Comparison, Fault};
use serde::{Deserialize, Serialize};

use crate::{
    Shutdown,
    commands::{chain, respond, wants_answer},
};

/// What is asked: whether a fold of this version stands the comparison. None where the service has no fold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    pub fold_version: Option<Digest>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Answer {
    /// Everything was folded anew and stands in the place of what was there.
    Rebuilt {
        comparisons: Vec<Comparison>,
    },
    /// This process folds by another version than the one who asks; nothing was done.
    FoldsOtherwise,
    NotUnderstood {
        why: String,
    },
    Failed {
        why: String,
    },
}

/// Where the process with this instance id is asked.
pub fn subject(service: &str, instance: &str) -> String {
    format!("rebuild.{service}.{instance}")
}

/// Answers with what `rebuild` finds, one question after the other, until the shutdown.
pub async fn serve<R, F>(
    service: &Service,
    name: &'static str,
    fold_version: Option<Digest>,
    rebuild: R,
    shutdown: Shutdown,
) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + Send + use<R, F>>
where
    R: Fn() -> F + Send + 'static,
    F: Future<Output = Result<Vec<Comparison>, Fault>> + Send,
{
    let instance = service.info().await.id;
    let endpoint = service.endpoint(subject(name, &instance)).await;
    let mut endpoint = endpoint.map_err(anyhow::Error::from_boxed)?;
    Ok(async move {
        loop {
            let message = tokio::select! {
                () = shutdown.cancelled() => return Ok(()),
                message = endpoint.next() => message.ok_or_else(|| anyhow::anyhow!("the endpoint ended"))?,
            };
            if !wants_answer(&message) {
                continue;
            }
            let answer = match serde_json::from_slice::<Question>(&message.message.payload) {
                Ok(question) if question.fold_version == fold_version => tokio::select! {
                    () = shutdown.cancelled() => return Ok(()),
                    compared = rebuild() => told(compared),
                },
                Ok(_) => Answer::FoldsOtherwise,
                Err(error) => Answer::NotUnderstood { why: error.to_string() },
            };
            respond(&message, &answer).await;
        }
    })
}

fn told(compared: Result<Vec<Comparison>, Fault>) -> Answer {
    match compared {
        Ok(comparisons) => Answer::Rebuilt { comparisons },
        Err(fault) => Answer::Failed { why: chain(&fault) },
    }
}
