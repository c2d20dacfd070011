//! What every handler has at hand.

use std::sync::Arc;

use async_nats::Client;
use journal::{Live, Log};
use runtime::Shutdown;

use crate::{
    ask::Ask, board::Board, figures::Figures, folds::Folds, machine::Machine, memories::Memories,
    remembered::Remembered, session::Key, terms::Matchers,
};

/// Cheap to clone: all clones share the folds and one connection.
#[derive(Clone)]
pub struct State {
    pub(crate) ask: Ask,
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) client: Client,
    pub(crate) figures: Arc<Live<Figures>>,
    pub(crate) key: Key,
    pub(crate) log: Log,
    pub(crate) machine: Option<Machine>,
    pub(crate) matchers: Matchers,
    pub(crate) memories: Memories,
    pub(crate) one_click: bool,
    pub(crate) remembered: Arc<Live<Remembered>>,
    /// What goes on for as long as somebody listens ends with this.
    pub(crate) stopping: Shutdown,
}

impl State {
    pub(crate) fn new(
        client: Client,
        log: Log,
        folds: Folds,
        memories: Memories,
        key: Key,
        one_click: bool,
        machine: Option<Machine>,
        stopping: Shutdown,
    ) -> Self {
        let Folds { board, figures, remembered } = folds;
        let (ask, matchers) = (Ask::new(client.clone(), Arc::clone(&board)), Matchers::default());
        Self {
            ask,
            board,
            client,
            figures,
            key,
            log,
            machine,
            matchers,
            memories,
            one_click,
            remembered,
            stopping,
        }
    }
}
