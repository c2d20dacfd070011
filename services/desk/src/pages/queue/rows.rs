//! The rows of pieces that have moved, as the list shows them by now, and how many there are of each choice.

use std::collections::BTreeSet;

use axum::{extract::State as Shared, response::Response};
use contract::PieceId;
use runtime::clock;

use super::{Asking, Chip, Listed, Look, Row, chips};
use crate::{
    api::route::Asked,
    pages::{
        frame::{Frame, Here, page},
        rows::Of,
    },
    problem::Problem,
    signed::Signed,
    state::State,
};

/// A row that is not among these is in the list no more. Which of them stand on this page of the list is said with each.
pub(in crate::pages) async fn rows(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
    Asked(Of { of }): Asked<Of<PieceId>>,
) -> Result<Response, Problem> {
    let (now, me, reader) = (clock::now(), &signed.actor.member, signed.reader);
    let (listed, moved) = {
        let board = state.board.read();
        let filter = asking.filter();
        let rows = of.iter().filter_map(|id| Some(&board.pieces.get(id)?.row));
        let moved: Vec<_> = rows.filter(|row| filter.has(row, me, now)).cloned().collect();
        (Listed::of(&board, &asking, me, now)?, moved)
    };
    let (wanted, warning) = (asking.piece.as_ref(), listed.warning);
    let look = Look { asking: &asking, wanted, me, now, warning, reader };
    let here: BTreeSet<&PieceId> = listed.page.rows.iter().map(|row| &row.id).collect();
    let rows = moved.iter().map(|row| Row { on_page: here.contains(&row.id), ..Row::new(row, &look) });
    let (frame, chips) = (Frame::new("", Here::Queue, &signed), chips(&asking, &listed, reader));
    Ok(page(&RowsPage { frame, chips, rows: rows.collect() }))
}

#[derive(askama::Template)]
#[template(path = "queue_rows.html")]
struct RowsPage {
    frame: Frame,
    chips: [Chip; 5],
    rows: Vec<Row>,
}
