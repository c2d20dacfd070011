//! One service as a process of its own. A supervisor starts it again when it ends.

use anyhow::Context;
use async_nats::Client;
use journal::Log;
use runtime::{Health, Shutdown};
use tokio::net::TcpListener;

use crate::{
    arguments::{Desk, Service},
    open::Whereabouts,
    place::{Place, read_key},
    signals::Signals,
};

/// Runs a service until a signal; a second one does not wait for what is at hand.
pub(crate) async fn run<F, R>(name: &'static str, service: Service, start: F) -> anyhow::Result<()>
where
    F: FnOnce(Client, Log, Health, Shutdown) -> R,
    R: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    service.telemetry.start("info")?;
    let mut signals = Signals::listen()?;
    let whereabouts = Whereabouts::given(service.servers, &service.keeping)?;
    let (opened, durability) = tokio::select! {
        opened = whereabouts.open() => opened?,
        () = signals.next() => return Ok(()),
    };
    let shutdown = Shutdown::new();
    let health = Health::new(durability);
    let mut running = tokio::spawn(start(opened.client.clone(), opened.log, health, shutdown.clone()));
    tracing::info!(service = name, "ready");
    tokio::select! {
        ended = &mut running => return ended?,
        () = signals.next() => shutdown.cancel(),
    }
    tokio::select! {
        ended = running => ended??,
        () = signals.next() => return Ok(()),
    }
    // The last answers are on their way.
    opened.client.flush().await.context("the last answers may be lost")
}

/// The same for the desk, which people reach over HTTP.
pub(crate) async fn run_desk(desk: Desk, place: &Place) -> anyhow::Result<()> {
    let key = match &desk.key_file {
        Some(path) => read_key(path)?,
        None => read_key(&place.folder()?.key_file())?,
    };
    let listener = TcpListener::bind(desk.listen)
        .await
        .with_context(|| format!("the desk cannot listen on {}", desk.listen))?;
    let machine = desk.asked.machine()?;
    let (access, limits) = (desk.entrance.settings(false, None)?, desk.often.limits());
    let config = desk::Config { listener, key, access, machine, index: desk.search_folder, limits };
    let start = |client, log, health, shutdown| desk::run(client, log, config, health, shutdown);
    run("desk", desk.service, start).await
}
