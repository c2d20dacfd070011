//! What every handler has at hand.

use std::sync::Arc;

use async_nats::Client;
use journal::{Live, Log};
use runtime::Shutdown;

use crate::{
    ask::Ask, board::Board, memories::Memories, remembered::Remembered, session::Key, terms::Matchers,
};

/// Cheap to clone: all clones share one board and one connection.
#[derive(Clone)]
pub struct State {
    pub(crate) ask: Ask,
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) client: Client,
    pub(crate) key: Key,
    pub(crate) log: Log,
    pub(crate) matchers: Matchers,
    pub(crate) memories: Memories,
    pub(crate) one_click: bool,
    pub(crate) remembered: Arc<Live<Remembered>>,
    /// What goes on for as long as somebody listens ends with this.
    pub(crate) stopping: Shutdown,
}

/// What of the log this process has in memory.
pub(crate) struct Folded {
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) remembered: Arc<Live<Remembered>>,
    pub(crate) memories: Memories,
}

impl State {
    pub(crate) fn new(
        client: Client,
        log: Log,
        folded: Folded,
        key: Key,
        one_click: bool,
        stopping: Shutdown,
    ) -> Self {
        let Folded { board, remembered, memories } = folded;
        let (ask, matchers) = (Ask::new(client.clone(), Arc::clone(&board)), Matchers::default());
        Self { ask, board, client, key, log, matchers, memories, one_click, remembered, stopping }
    }
}
