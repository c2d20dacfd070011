//! The services of a newsroom in one process: each is started again when it ends.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use async_nats::Client;
use contract::health::Durability;
use desk::{limits::Limits, machine::Machine};
use journal::Log;
use runtime::{Health, Shutdown};
use tokio::task::JoinSet;

use super::listen::Address;
use crate::open::Opened;

/// The pause before a service starts again grows to this; once it has run as long, it begins anew.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A little longer than a service takes at most to finish what is at hand.
const DRAINED_WITHIN: Duration = Duration::from_secs(20);

/// Who reaches the desk, and what the desk reaches.
#[derive(Clone)]
pub(super) struct Reached {
    pub(super) key: desk::Key,
    pub(super) access: desk::access::Settings,
    pub(super) machine: Option<Machine>,
    /// Where its search index is kept.
    pub(super) index: PathBuf,
    pub(super) limits: Limits,
}

/// All services, running.
pub(super) struct Services {
    kept: JoinSet<()>,
    shutdown: Shutdown,
}

impl Services {
    pub(super) fn start(
        opened: &Opened,
        durability: &Durability,
        address: Address,
        reached: Reached,
    ) -> Self {
        let mut services = Self { kept: JoinSet::new(), shutdown: Shutdown::new() };
        let given = (opened, durability);
        services.keep("ingest", given, ingest::run);
        services.keep("translation", given, translation::run);
        services.keep("editing", given, editing::run);
        services.keep("publishing", given, publishing::run);
        services.keep("desk", given, move |client, log, health, shutdown| {
            let (listener, Reached { key, access, machine, index, limits }) =
                (address.listener(), reached.clone());
            async move {
                let index = Some(index);
                let config = desk::Config { listener: listener?, key, access, machine, index, limits };
                Box::pin(desk::run(client, log, config, health, shutdown)).await
            }
        });
        services
    }

    fn keep<F, R>(&mut self, name: &'static str, (opened, durability): (&Opened, &Durability), start: F)
    where
        F: Fn(Client, Log, Health, Shutdown) -> R + Send + 'static,
        R: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let (opened, durability, shutdown) = (opened.clone(), durability.clone(), self.shutdown.clone());
        self.kept.spawn(keep(name, shutdown.clone(), move || {
            let Opened { client, log } = opened.clone();
            start(client, log, Health::new(durability.clone()), shutdown.clone())
        }));
    }

    /// Lets every service finish what is at hand.
    pub(super) async fn stop(mut self) {
        self.shutdown.cancel();
        let drained = async { while self.kept.join_next().await.is_some() {} };
        if tokio::time::timeout(DRAINED_WITHIN, drained).await.is_err() {
            tracing::warn!(
                "some services did not finish in time; what they had at hand is done on the next start"
            );
        }
    }
}

/// Runs a service, again and again, until the shutdown.
async fn keep<F, R>(name: &'static str, shutdown: Shutdown, start: F)
where
    F: Fn() -> R,
    R: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let mut pause = SHORTEST_PAUSE;
    loop {
        let started = Instant::now();
        // A task of its own, so that a panic in it ends here.
        let ended = tokio::spawn(start()).await.unwrap_or_else(|panic| Err(panic.into()));
        if shutdown.is_cancelled() {
            return;
        }
        if started.elapsed() > LONGEST_PAUSE {
            pause = SHORTEST_PAUSE;
        }
        let cause = ended.map_or_else(|error| format!("{error:#}"), |()| "it ended of itself".to_owned());
        tracing::error!(
            service = name,
            cause,
            again_in_s = pause.as_secs(),
            "a service failed and starts again"
        );
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = tokio::time::sleep(pause) => pause = (pause * 2).min(LONGEST_PAUSE),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    };

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_service_that_fails_or_panics_starts_again_until_the_shutdown() {
        let (shutdown, times) = (Shutdown::new(), Arc::new(AtomicU32::new(0)));
        let (stop, counted) = (shutdown.clone(), Arc::clone(&times));
        keep("test", shutdown, move || {
            let (stop, time) = (stop.clone(), counted.fetch_add(1, Ordering::SeqCst));
            async move {
                match time {
                    0 => anyhow::bail!("failed"),
                    1 => panic!("panicked"),
                    _ => stop.cancel(),
                }
                Ok(())
            }
        })
        .await;
        assert_eq!(times.load(Ordering::SeqCst), 3);
    }
}
