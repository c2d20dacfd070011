//! The desk: people's pages and HTTP, members, and the board.

pub mod api;
mod ask;
pub mod board;
mod exchange;
pub mod figures;
pub mod folds;
pub mod limits;
pub mod listing;
mod live;
mod looking;
pub mod machine;
pub mod member;
mod memories;
mod moment;
pub mod newsroom;
mod pages;
mod problem;
mod reading;
pub mod remembered;
mod session;
mod signed;
mod state;
mod terms;
mod timeline;

use std::{net::SocketAddr, sync::Arc};

use axum::serve::ListenerExt;
use journal::{Log, Streams};
use runtime::{Health, Shutdown, Tasks, commands, rebuild};
use tokio::net::TcpListener;

pub use problem::Problem;
pub use session::Key;

use crate::{
    folds::Folds, limits::Limits, machine::Machine, member::Member, memories::Memories, newsroom::Newsroom,
    state::State,
};

/// How the desk is reached and by whom.
#[derive(Debug)]
pub struct Config {
    pub listener: TcpListener,
    pub key: Key,
    /// Whether anybody may sign in as any member: for a demonstration on one's own machine.
    pub one_click: bool,
    /// What translates blocks when somebody asks for it; none where this newsroom has no machine.
    pub machine: Option<Machine>,
    /// How often whoever asks may ask.
    pub limits: Limits,
}

/// Runs the desk until the shutdown, or until a part of it fails.
pub async fn run(
    client: async_nats::Client,
    log: Log,
    config: Config,
    health: Health,
    shutdown: Shutdown,
) -> anyhow::Result<()> {
    let members = Arc::new(Streams::<Member>::new(log.clone()));
    let service = commands::announce(&client, "desk", "members and the newsroom's settings", &health).await?;
    let mut tasks = Tasks::new(&shutdown);

    let as_sent = |_, _, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&members), as_sent, tasks.shutdown()).await?;
    tasks.spawn("commands", commands);
    let newsroom = Arc::new(Streams::<Newsroom>::new(log.clone()));
    let as_sent = |_, _, command| std::future::ready(Ok(command));
    let commands = commands::serve(&service, Arc::clone(&newsroom), as_sent, tasks.shutdown()).await?;
    tasks.spawn("newsroom commands", commands);

    let folds = Folds::default();
    folds.keep_current(&log, &health, &mut tasks);
    let memories = Memories::default();
    health.part(memories.part());
    let reading = memories.clone().keep_current(Arc::clone(&folds.board), log.clone());
    tasks.spawn_until_shutdown("memories", async move { match reading.await {} });

    let at_hand = (folds.clone(), members, newsroom, log.clone());
    let again = move || {
        let (folds, members, newsroom, log) = at_hand.clone();
        async move {
            let mut compared = folds.rebuild(&log).await?;
            compared.extend([members.compare().await?, newsroom.compare().await?]);
            Ok(compared)
        }
    };
    let version = Some(folds::version());
    let rebuilds = rebuild::serve(&service, "desk", version, again, tasks.shutdown()).await?;
    tasks.spawn("rebuild", rebuilds);

    let stopping = tasks.shutdown();
    let state = State::new(client, log, folds, memories, &config, stopping.clone());
    let listener = config.listener;
    tasks.spawn("http", async move {
        let app = api::router(state);
        // An answer goes out whole: its last piece does not wait for the acknowledgement of the one before.
        let listener = listener.tap_io(|connection| {
            if let Err(error) = connection.set_nodelay(true) {
                tracing::debug!(%error, "a connection cannot be hurried");
            }
        });
        let app = app.into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, app).with_graceful_shutdown(stopping.cancelled_owned()).await?;
        Ok(())
    });
    tasks.run(service).await
}
