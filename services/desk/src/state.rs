//! What every handler has at hand.

use std::sync::Arc;

use async_nats::Client;
use journal::{Live, Log};
use runtime::Shutdown;

use crate::{
    Config, api::once::Keys, ask::Ask, board::Board, figures::Figures, folds::Folds, limits::Buckets,
    machine::Machine, memories::Memories, problem::Problem, remembered::Remembered, session::Key,
    terms::Matchers,
};

/// Cheap to clone: all clones share the folds and one connection.
#[derive(Clone)]
pub struct State {
    pub(crate) ask: Ask,
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) client: Client,
    pub(crate) figures: Arc<Live<Figures>>,
    pub(crate) key: Key,
    pub(crate) keys: Keys,
    pub(crate) limits: Buckets,
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
    /// Why the board shows no such thing. A desk that has just been started does not know yet what there is.
    pub(crate) fn lacks(&self, what: &str) -> Problem {
        if self.board.is_rebuilt() {
            Problem::not_found(what)
        } else {
            Problem::unavailable("the desk is still reading the log")
        }
    }

    pub(crate) fn new(
        client: Client,
        log: Log,
        folds: Folds,
        memories: Memories,
        config: &Config,
        stopping: Shutdown,
    ) -> Self {
        let Folds { board, figures, remembered } = folds;
        let (ask, matchers) = (Ask::new(client.clone(), Arc::clone(&board)), Matchers::default());
        Self {
            ask,
            board,
            client,
            figures,
            key: config.key.clone(),
            keys: Keys::default(),
            limits: Buckets::new(config.limits),
            log,
            machine: config.machine.clone(),
            matchers,
            memories,
            one_click: config.one_click,
            remembered,
            stopping,
        }
    }
}
