//! The desk: people's pages and HTTP, members, and the board.

pub mod api;
mod ask;
pub mod board;
mod exchange;
pub mod listing;
mod live;
mod looking;
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

use std::sync::Arc;

use axum::serve::ListenerExt;
use contract::Digest;
use journal::{Live, Log, Streams, fold_version};
use runtime::{Health, Shutdown, Tasks, commands, rebuild};
use tokio::net::TcpListener;

pub use problem::Problem;
pub use session::Key;

use crate::{
    board::Board,
    member::Member,
    memories::Memories,
    newsroom::Newsroom,
    remembered::Remembered,
    state::{Folded, State},
};

/// How the desk is reached and by whom.
#[derive(Debug)]
pub struct Config {
    pub listener: TcpListener,
    pub key: Key,
    /// Whether anybody may sign in as any member: for a demonstration on one's own machine.
    pub one_click: bool,
}

/// By which versions of its folds the desk folds, as one.
pub fn folds_version() -> Digest {
    let versions = [fold_version::<Board>(), fold_version::<Remembered>()].map(|version| version.to_string());
    Digest::of(versions.concat().as_bytes())
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

    let board = Arc::new(Live::<Board>::default());
    health.part(board.part());
    let (folded, events) = (Arc::clone(&board), log.clone());
    tasks.spawn_until_shutdown("board", async move { match folded.keep_current(&events).await? {} });

    let remembered = Arc::new(Live::<Remembered>::default());
    health.part(remembered.part());
    let (folded, events) = (Arc::clone(&remembered), log.clone());
    tasks.spawn_until_shutdown("remembered", async move { match folded.keep_current(&events).await? {} });
    let memories = Memories::default();
    health.part(memories.part());
    let reading = memories.clone().keep_current(Arc::clone(&board), log.clone());
    tasks.spawn_until_shutdown("memories", async move { match reading.await {} });

    let at_hand = (Arc::clone(&board), Arc::clone(&remembered), members, newsroom, log.clone());
    let again = move || {
        let (board, remembered, members, newsroom, log) = at_hand.clone();
        async move {
            let folds = [board.rebuild(&log).await?, remembered.rebuild(&log).await?];
            let streams = [members.compare().await?, newsroom.compare().await?];
            Ok(folds.into_iter().chain(streams).collect())
        }
    };
    let version = Some(folds_version());
    let rebuilds = rebuild::serve(&service, "desk", version, again, tasks.shutdown()).await?;
    tasks.spawn("rebuild", rebuilds);

    let folded = Folded { board, remembered, memories };
    let state = State::new(client, log, folded, config.key, config.one_click, tasks.shutdown());
    let (listener, stopping) = (config.listener, tasks.shutdown());
    tasks.spawn("http", async move {
        let app = api::router(state);
        // An answer goes out whole: its last piece does not wait for the acknowledgement of the one before.
        let listener = listener.tap_io(|connection| {
            if let Err(error) = connection.set_nodelay(true) {
                tracing::debug!(%error, "a connection cannot be hurried");
            }
        });
        axum::serve(listener, app).with_graceful_shutdown(stopping.cancelled_owned()).await?;
        Ok(())
    });
    tasks.run(service).await
}
