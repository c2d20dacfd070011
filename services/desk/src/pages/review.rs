//! What waits for an editor.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, TimeDelta, Utc};
use contract::PieceId;
use runtime::clock;
use serde::Deserialize;

use super::{
    ROWS,
    done::Done,
    frame::{Frame, Here, page},
    rows::Of,
    text::Headline,
    times::Pill,
    words::isolated,
};
use crate::{
    api::route::Asked,
    board::{PieceRow, Stage},
    problem::Problem,
    reader::Said,
    signed::Signed,
    state::State,
};

#[derive(Deserialize)]
pub(super) struct Asking {
    /// Only what was submitted after this.
    after: Option<u64>,
    done: Option<Done>,
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let after = asking.after.unwrap_or(0);
    let (mut waiting, warning): (Vec<PieceRow>, _) = {
        let board = state.board.read();
        (board.pieces.review(after).take(ROWS + 1).cloned().collect(), board.settings.warning())
    };
    let more = waiting.len() > ROWS;
    waiting.truncate(ROWS);
    let later = waiting.last().filter(|_| more).map(|row| row.since);
    let now = clock::now();
    let rows = waiting.iter().map(|row| Row::new(row, &signed, now, warning)).collect();
    let frame = Frame::new(&signed.reader.say("frame-review"), Here::Review, &signed).having(asking.done);
    page(&ReviewPage { frame, rows, after, later, first: asking.after.is_none() })
}

/// The rows of pieces that have moved. One that is not among these waits for no editor.
pub(super) async fn rows(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
    Asked(Of { of }): Asked<Of<PieceId>>,
) -> Result<Response, Problem> {
    let (now, after) = (clock::now(), asking.after.unwrap_or(0));
    let rows: Vec<Row> = {
        let board = state.board.read();
        let last = board.pieces.review(after).nth(ROWS - 1).map_or(u64::MAX, |row| row.since);
        let moved = of.iter().filter_map(|id| Some(&board.pieces.get(id)?.row));
        let waiting =
            moved.filter(|row| matches!(row.stage, Stage::Submitted { .. } | Stage::Approved { .. }));
        let on_page = |row: &PieceRow| row.since > after && row.since <= last;
        let row =
            |row| Row { on_page: on_page(row), ..Row::new(row, &signed, now, board.settings.warning()) };
        waiting.map(row).collect()
    };
    Ok(page(&RowsPage { frame: Frame::new("", Here::Review, &signed), rows }))
}

#[derive(askama::Template)]
#[template(path = "review_rows.html")]
struct RowsPage {
    frame: Frame,
    rows: Vec<Row>,
}

#[derive(askama::Template)]
#[template(path = "review.html")]
struct ReviewPage {
    frame: Frame,
    rows: Vec<Row>,
    /// Only what was submitted after this is shown.
    after: u64,
    later: Option<u64>,
    first: bool,
}

struct Row {
    id: String,
    /// Whether it stands on this page of the list.
    on_page: bool,
    address: String,
    headline: Headline,
    original: Headline,
    about: String,
    due: Option<Pill>,
    waits_for: Pill,
}

impl Row {
    fn new(row: &PieceRow, signed: &Signed, now: DateTime<Utc>, warning: TimeDelta) -> Self {
        let reader = signed.reader;
        let translated = row.translated_headline.as_deref().unwrap_or_default();
        let by = match &row.stage {
            Stage::Submitted { translators, .. } => {
                Some(reader.say_with("review-by", &[("what", Said::own(reader.names(translators)))]))
            }
            Stage::Approved { editor, .. } => Some(reader.of("review-approved-by", &editor.name)),
            Stage::Open | Stage::Claimed { .. } | Stage::Published { .. } => None,
        };
        let changed = (row.newest_revision > row.revision).then(|| reader.say("review-changed"));
        let notes = [by, reader.returned(row.returns), changed].into_iter().flatten();
        let pair = reader.pair(&row.source_language, &row.id.language);
        let about = [isolated(&row.source_name), pair].into_iter().chain(notes);
        Self {
            id: row.id.to_string(),
            on_page: true,
            address: format!("/review/{}", row.id),
            headline: reader.headline(&row.id.language, translated),
            original: reader.headline(&row.source_language, &row.headline),
            about: about.collect::<Vec<_>>().join(" · "),
            due: row.brief.deadline.map(|deadline| reader.due(deadline, now, warning)),
            waits_for: waits_for(&row.stage, signed),
        }
    }
}

fn waits_for(stage: &Stage, signed: &Signed) -> Pill {
    let me = &signed.actor.member;
    let (class, id) = match stage {
        Stage::Submitted { translators, .. } if translators.iter().any(|credit| credit.member == *me) => {
            ("", "review-for-another")
        }
        Stage::Submitted { .. } => ("soon", "review-for-you"),
        Stage::Approved { .. } => ("mine", "review-for-publication"),
        Stage::Open | Stage::Claimed { .. } | Stage::Published { .. } => ("", "review-for-nobody"),
    };
    Pill { class, words: signed.reader.say(id), iso: String::new() }
}
