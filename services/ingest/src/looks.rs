//! When each feed was looked at last, for whoever asks. It is no fact: it begins anew with the process.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use async_nats::service::{Service, endpoint::Endpoint};
use contract::{
    SourceId,
    source::{LOOKS, LOOKS_MOST, Look},
};
use futures_util::StreamExt;
use runtime::{Shutdown, commands};

/// The last look at each feed. All clones are one.
#[derive(Clone, Default)]
pub(crate) struct Looks(Arc<Mutex<BTreeMap<SourceId, Look>>>);

impl Looks {
    pub(crate) fn remember(&self, look: Look) {
        let mut looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.insert(look.source.clone(), look);
    }

    fn all(&self) -> Vec<Look> {
        let looks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        looks.values().take(LOOKS_MOST).cloned().collect()
    }
}

/// Answers until the shutdown.
pub(crate) async fn serve(
    service: &Service,
    looks: Looks,
    shutdown: Shutdown,
) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + Send + use<>> {
    let endpoint = service.endpoint(LOOKS).await.map_err(anyhow::Error::from_boxed)?;
    Ok(answer_all(endpoint, looks, shutdown))
}

async fn answer_all(mut endpoint: Endpoint, looks: Looks, shutdown: Shutdown) -> anyhow::Result<()> {
    loop {
        let message = tokio::select! {
            () = shutdown.cancelled() => return Ok(()),
            message = endpoint.next() => message.ok_or_else(|| anyhow::anyhow!("the endpoint ended"))?,
        };
        if commands::wants_answer(&message) {
            commands::respond(&message, &looks.all()).await;
        }
    }
}
