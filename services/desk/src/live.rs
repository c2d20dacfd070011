//! News for open pages: that something moved, never what. A page asks for what it shows.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State as Shared,
    response::sse::{Event, KeepAlive, Sse},
};
use contract::{PieceId, health::Part};
use futures_util::{Stream, stream};
use schemars::JsonSchema;
use serde::Deserialize;
use tokio::sync::watch;

use crate::{
    api::route::Asked,
    board::{Board, Stage, StageName},
    problem::Problem,
    signed::Signed,
    state::State,
};

/// No page is told more often: it can be shown within a second all the same.
const PAUSE: Duration = Duration::from_millis(400);

/// What a page shows.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Following {
    /// One piece: who has it, where it stands, and which revision its source has. Without it, the lists.
    piece: Option<PieceId>,
}

/// What is the same for as long as a page need not be told.
#[derive(Debug, PartialEq)]
enum Mark {
    Lists(u64),
    Piece(Option<Standing>),
}

#[derive(Debug, PartialEq)]
struct Standing {
    stage: StageName,
    /// Of the claim; 0 where there is none.
    epoch: u32,
    newest_revision: u32,
}

impl Following {
    fn mark(&self, board: &Board) -> Mark {
        let Some(piece) = &self.piece else { return Mark::Lists(board.moved) };
        Mark::Piece(board.pieces.get(piece).map(|piece| {
            let epoch = match &piece.row.stage {
                Stage::Claimed { lease } => lease.epoch,
                Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => 0,
            };
            Standing { stage: piece.row.stage.name(), epoch, newest_revision: piece.row.newest_revision }
        }))
    }
}

/// A page that listens, and what it was told last.
struct Listener {
    state: State,
    following: Following,
    part: watch::Receiver<Part>,
    told: Option<Mark>,
}

impl Listener {
    /// Waits until what is followed is not as it was when the page was told last; gives the version of the log. None when
    /// the desk stops.
    async fn moved(&mut self) -> Option<u64> {
        if self.told.is_some() {
            tokio::time::sleep(PAUSE).await;
        }
        loop {
            let (mark, applied) = {
                let board = self.state.board.read();
                (self.following.mark(&board), board.applied)
            };
            if self.told.as_ref() != Some(&mark) {
                self.told = Some(mark);
                return Some(applied);
            }
            self.part.changed().await.ok()?;
        }
    }
}

/// Tells at once, because the page may be older than the connection, and then whenever something moved.
pub(crate) async fn follow(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(following): Asked<Following>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let part = state.board.part();
    let stopping = state.stopping.clone();
    let listener = Listener { state, following, part, told: None };
    let news = stream::unfold(listener, move |mut listener| {
        let stopping = stopping.clone();
        async move {
            let version = stopping.run_until_cancelled(listener.moved()).await??;
            Some((Ok(Event::default().event("moved").data(version.to_string())), listener))
        }
    });
    Ok(Sse::new(news).keep_alive(KeepAlive::default()))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{BlockId, CommandId, Event, Recorded, Subject, translation};
    use decider::Fold;

    use super::*;
    use crate::board::{Piece, open_piece};

    #[test]
    fn a_page_is_told_of_the_piece_that_it_shows_and_of_no_other() {
        let (shown, other) = (Piece::requested(open_piece(1)), Piece::requested(open_piece(2)));
        let following = Following { piece: Some(shown.row.id.clone()) };
        let mut board = Board::default();
        let nothing = following.mark(&board);
        board.pieces.insert(shown.clone());
        let open = following.mark(&board);
        assert_ne!(nothing, open);
        board.pieces.insert(other);
        assert_eq!(following.mark(&board), open);
        board.pieces.change(&shown.row.id, |piece| piece.row.newest_revision = 2);
        assert_ne!(following.mark(&board), open);
    }
    #[test]
    fn lists_are_told_of_an_answered_source_and_not_of_words() {
        let (piece, until) = (open_piece(1).id, DateTime::UNIX_EPOCH);
        let mut board = Board::default();
        board.pieces.insert(Piece::requested(open_piece(1)));
        let mut sequence = 0;
        let mut moved = |event| {
            sequence += 1;
            let id = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap();
            let (subject, by) = (Subject::translation(&piece), "salma".parse().unwrap());
            let event = Event::Translation(event);
            board.apply(Recorded { sequence, subject, id, cause: None, by, at: until, event });
            board.moved == sequence
        };
        let block = BlockId(1);
        assert!(!moved(translation::Event::Renewed { epoch: 1, until }));
        assert!(!moved(translation::Event::TakenUp { epoch: 1, block, until }));
        assert!(moved(translation::Event::SourceAccepted { epoch: 1, block, revision: 2, until }));
    }
}
