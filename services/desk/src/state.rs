//! What every handler has at hand.

use std::sync::Arc;

use async_nats::Client;
use journal::{Live, Log};

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
}

impl State {
    pub(crate) fn new(
        client: Client,
        log: Log,
        board: Arc<Live<Board>>,
        remembered: Arc<Live<Remembered>>,
        memories: Memories,
        key: Key,
        one_click: bool,
    ) -> Self {
        let (ask, matchers) = (Ask::new(client.clone(), Arc::clone(&board)), Matchers::default());
        Self { ask, board, client, key, log, matchers, memories, one_click, remembered }
    }
}
