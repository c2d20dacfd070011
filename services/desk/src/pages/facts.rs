//! A fact as it was recorded, and a moment's wait for those that follow from one's own.

use std::time::Duration;

use contract::{Event, publication};

use crate::{board::Board, problem::Problem, reading, state::State};

/// How long a page waits for what another service makes of an act. Normally that takes a few milliseconds.
const FOLLOWS_WITHIN: Duration = Duration::from_secs(2);

/// What stands on the wire by this fact.
pub(super) async fn edition(state: &State, sequence: u64) -> Result<publication::Edition, Problem> {
    match reading::event(state, sequence).await?.event {
        Event::Publication(publication::Event::Published(edition)) => Ok(*edition),
        Event::Source(_)
        | Event::Article(_)
        | Event::Translation(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Err(Problem::unavailable("the board does not fit the log; restart the desk")),
    }
}

/// Waits until the board shows this, so that the next page does. If it takes too long, the next page shows what there is.
pub(super) async fn follows(state: &State, shown: impl Fn(&Board) -> bool) {
    let wait = async {
        loop {
            let next = {
                let board = state.board.read();
                if shown(&board) {
                    return;
                }
                board.applied + 1
            };
            state.board.seen(next).await;
        }
    };
    let _ = tokio::time::timeout(FOLLOWS_WITHIN, wait).await;
}
