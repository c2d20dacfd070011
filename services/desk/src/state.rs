//! What every handler has at hand.

use std::{ops::Deref, sync::Arc};

use async_nats::Client;
use journal::{Live, Log};
use runtime::Shutdown;

use crate::{
    access::Access,
    api::once::Keys,
    ask::Ask,
    board::Board,
    figures::Figures,
    folds::Folds,
    limits::{Buckets, Limits},
    live::Telling,
    machine::Machine,
    memories::Memories,
    problem::Problem,
    remembered::Remembered,
    search::Search,
    terms::Matchers,
};

/// All clones are one: each request has one, so it costs a pointer.
#[derive(Clone)]
pub struct State(Arc<AtHand>);

pub struct AtHand {
    pub(crate) access: Access,
    pub(crate) ask: Ask,
    pub(crate) board: Arc<Live<Board>>,
    pub(crate) client: Client,
    pub(crate) figures: Arc<Live<Figures>>,
    pub(crate) keys: Keys,
    pub(crate) limits: Buckets,
    pub(crate) log: Log,
    pub(crate) machine: Option<Machine>,
    pub(crate) matchers: Matchers,
    pub(crate) memories: Memories,
    pub(crate) remembered: Arc<Live<Remembered>>,
    pub(crate) search: Arc<Search>,
    /// What goes on for as long as somebody listens ends with this.
    pub(crate) stopping: Shutdown,
    pub(crate) telling: Telling,
}

impl Deref for State {
    type Target = AtHand;

    fn deref(&self) -> &AtHand {
        &self.0
    }
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
        at_the_door: (Access, Limits),
        machine: Option<Machine>,
        stopping: Shutdown,
    ) -> Self {
        let (access, limits) = at_the_door;
        let Folds { board, figures, remembered, search } = folds;
        let (ask, matchers) = (Ask::new(client.clone(), Arc::clone(&board)), Matchers::default());
        Self(Arc::new(AtHand {
            access,
            ask,
            board,
            client,
            figures,
            keys: Keys::default(),
            limits: Buckets::new(limits),
            log,
            machine,
            matchers,
            memories,
            remembered,
            search,
            stopping,
            telling: Telling::default(),
        }))
    }
}
