//! The desk: people's pages and HTTP, members, and the board.

pub mod access;
pub mod api;
mod ask;
pub mod board;
mod differing;
mod exchange;
pub mod figures;
pub mod folds;
pub mod guide;
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
mod reader;
mod reading;
pub mod remembered;
pub mod search;
mod signed;
mod state;
mod terms;
mod timeline;

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use axum::serve::ListenerExt;
use journal::{Log, Streams};
use runtime::{Health, Shutdown, Tasks, commands, rebuild};
use tokio::net::TcpListener;

pub use access::Key;
pub use problem::Problem;

use crate::{
    access::Access, folds::Folds, limits::Limits, machine::Machine, member::Member, memories::Memories,
    newsroom::Newsroom, state::State,
};

/// The paths of everything that a browser can be pointed at, as the table of routes has them: `/pieces/{piece}`.
pub fn page_paths() -> Vec<&'static str> {
    let routes = pages::routes().into_iter();
    routes.filter(|route| route.method == "get").map(|route| route.path).collect()
}

/// How the desk is reached and by whom.
#[derive(Debug)]
pub struct Config {
    pub listener: TcpListener,
    pub key: Key,
    pub access: access::Settings,
    /// What translates blocks when somebody asks for it; none where this newsroom has no machine.
    pub machine: Option<Machine>,
    /// The folder in which the search index is kept, so that a start costs little; none for one in memory, which is made anew
    /// from the log. One process has it at one time.
    pub index: Option<PathBuf>,
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

    let folds = Folds::new(config.index.clone());
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
    let Config { listener, key, access, machine, index: _, limits } = config;
    let access = Box::pin(Access::open(&log, key, access, &mut tasks)).await?;
    let state = State::new(client, log, folds, memories, (access, limits), machine, stopping.clone());
    tasks.spawn_until_shutdown("live", live::tell(state.clone()));
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
