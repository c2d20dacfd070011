//! The tasks of a service: they live and end together.

use std::time::Duration;

use async_nats::service::Service;
use tokio::task::JoinSet;

use crate::Shutdown;

/// How long a service may take to finish what is at hand. Longer than an append is retried.
const DRAINED_WITHIN: Duration = Duration::from_secs(15);

/// The tasks of one service. One that ends of itself ends the service: half a service is worse than none.
pub struct Tasks {
    running: JoinSet<(&'static str, anyhow::Result<()>)>,
    shutdown: Shutdown,
}

impl Tasks {
    pub fn new(shutdown: &Shutdown) -> Self {
        // A task that ends takes its own service down, not the process beside it.
        Self { running: JoinSet::new(), shutdown: shutdown.child_token() }
    }

    /// What these tasks should listen to.
    pub fn shutdown(&self) -> Shutdown {
        self.shutdown.clone()
    }

    /// Starts a task that listens to [`Self::shutdown`] itself and ends when it has finished what is at hand.
    pub fn spawn<F>(&mut self, name: &'static str, task: F)
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.running.spawn(async move { (name, task.await) });
    }

    /// Starts a task that may be dropped at any point.
    pub fn spawn_until_shutdown<F>(&mut self, name: &'static str, task: F)
    where
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let shutdown = self.shutdown.clone();
        self.spawn(name, async move {
            tokio::select! {
                () = shutdown.cancelled() => Ok(()),
                ended = task => ended,
            }
        });
    }

    /// Waits for the shutdown, or for a task that ends before it; then lets the others finish, and takes the service's name
    /// off the discovery.
    pub async fn run(mut self, announced: Service) -> anyhow::Result<()> {
        let first = self.running.join_next().await;
        let cause = match first {
            Some(Ok((_, Ok(())))) | None if self.shutdown.is_cancelled() => Ok(()),
            Some(Ok((name, Ok(())))) => Err(anyhow::anyhow!("the task {name} ended")),
            Some(Ok((name, Err(error)))) => Err(error.context(format!("the task {name} failed"))),
            Some(Err(panic)) => Err(anyhow::Error::new(panic).context("a task panicked")),
            None => Ok(()),
        };
        self.shutdown.cancel();
        let drained = async { while self.running.join_next().await.is_some() {} };
        if tokio::time::timeout(DRAINED_WITHIN, drained).await.is_err() {
            tracing::warn!(
                "some tasks did not finish in time; what they had at hand is done again on the next start"
            );
        }
        if let Err(error) = announced.stop().await {
            tracing::debug!(%error, "the service could not be taken off the discovery");
        }
        cause
    }
}
