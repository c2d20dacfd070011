//! What every handler has at hand.

use std::sync::Arc;

use async_nats::Client;
use journal::{Live, Log};
use runtime::Shutdown;

use crate::{ask::Ask, board::Board, session::Key, terms::Matchers};

/// Cheap to clone: all clones share one board and one connection.
#[derive(Clone)]
pub struct State {
    pub(crate) ask: Ask,
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) client: Client,
    pub(crate) key: Key,
    pub(crate) log: Log,
    pub(crate) matchers: Matchers,
    pub(crate) one_click: bool,
    /// What goes on for as long as somebody listens ends with this.
    pub(crate) stopping: Shutdown,
}

impl State {
    pub(crate) fn new(
        client: Client,
        log: Log,
        board: Arc<Live<Board>>,
        key: Key,
        one_click: bool,
        stopping: Shutdown,
    ) -> Self {
        let (ask, matchers) = (Ask::new(client.clone(), Arc::clone(&board)), Matchers::default());
        Self { ask, board, client, key, log, matchers, one_click, stopping }
    }
}
