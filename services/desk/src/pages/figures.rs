//! Figures: what the newsroom's work came to; each person's for that person and for the desk's head.

use axum::{extract::State as Shared, response::Response};
use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use super::{
    frame::{Frame, Here, page},
    words::isolated,
};
use crate::{
    api::{
        bodies::{FiguresFilter, FiguresPage, SumRow, SummedBy},
        figures::{page as figures, sees_all},
        route::Asked,
    },
    board::Pair,
    problem::{Kind, Problem},
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asking {
    /// As a form sends them: empty where nothing was chosen.
    from: String,
    to: String,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let filter = |by, member| -> Result<FiguresFilter, Problem> {
        Ok(FiguresFilter { from: day(&asking.from)?, to: day(&asking.to)?, by: Some(by), member })
    };
    let (actor, all) = (&signed.actor, sees_all(&signed.actor));
    let own = (!all).then(|| actor.member.clone());
    let people = figures(&state, actor, &filter(SummedBy::Member, own)?).await?;
    let pairs = figures(&state, actor, &filter(SummedBy::Pair, None)?).await?;
    let sources = figures(&state, actor, &filter(SummedBy::Source, None)?).await?;
    let (title, of) = if all { ("figures-each", "figures-person") } else { ("figures-yours", "figures-you") };
    let reader = signed.reader;
    let table = |id, title, of, page| Table::of((id, reader.say(title), reader.say(of)), page, reader);
    Ok(page(&FiguresShown {
        frame: Frame::new(&reader.say("frame-figures"), Here::Figures, &signed),
        from: pairs.from,
        to: pairs.to,
        all,
        tables: [
            table("people", title, of, people),
            table("pairs", "figures-by-pair", "figures-pair", pairs),
            table("sources", "figures-by-source", "figures-source", sources),
        ],
    }))
}

fn day(given: &str) -> Result<Option<NaiveDate>, Problem> {
    let given = Some(given.trim()).filter(|given| !given.is_empty());
    let not_a_day = |_| {
        Problem::plain(axum::http::StatusCode::BAD_REQUEST, Kind::NotADay, "a day is written as 2026-11-25")
    };
    given.map(str::parse).transpose().map_err(not_a_day)
}

#[derive(askama::Template)]
#[template(path = "figures.html")]
struct FiguresShown {
    frame: Frame,
    from: NaiveDate,
    to: NaiveDate,
    /// Whether everybody's figures are shown.
    all: bool,
    tables: [Table; 3],
}

struct Table {
    id: &'static str,
    title: String,
    /// What a row is of.
    of: String,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    pieces: String,
    approved: String,
    words: String,
    active: String,
    to_submission: Option<String>,
    to_approval: Option<String>,
    returns: String,
    edited: Option<String>,
    machine: Option<String>,
}

impl Table {
    fn of((id, title, of): (&'static str, String, String), page: FiguresPage, reader: Reader) -> Self {
        let rows = page.rows.into_iter().map(|row| Row::of(row, page.by, reader)).collect();
        Self { id, title, of, rows }
    }
}

impl Row {
    fn of(row: SumRow, by: SummedBy, reader: Reader) -> Self {
        let time = |seconds: i64| time(seconds, reader);
        let machine = row.machine.map(|help| {
            let changed = Said::own(reader.percent(help.changed_thousandths));
            reader
                .say_with("figures-machine-changed", &[("blocks", help.blocks.into()), ("changed", changed)])
        });
        Self {
            name: match by {
                SummedBy::Pair => {
                    Pair::try_from(row.of).map_or(row.name, |Pair { from, into }| reader.pair(&from, &into))
                }
                SummedBy::Member | SummedBy::Source => isolated(&row.name),
            },
            pieces: reader.number(row.pieces),
            approved: reader.number(row.approved),
            words: reader.number(row.words),
            active: time(row.active_seconds.try_into().unwrap_or(0)),
            to_submission: row.seconds_to_submission.map(time),
            to_approval: row.seconds_to_approval.map(time),
            returns: reader.number(row.returns as usize),
            edited: row.edited_thousandths.map(|edited| reader.percent(edited)),
            machine,
        }
    }
}

/// As `2 h 5 min`; what is shorter than a minute as short as may be, for a cell of a table.
fn time(seconds: i64, reader: Reader) -> String {
    if seconds < 60 { reader.say("figures-moment") } else { reader.length(TimeDelta::seconds(seconds)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::in_english;

    #[test]
    fn times_fit_a_cell() {
        assert_eq!(
            [0, 59, 60, 7500].map(|seconds| time(seconds, in_english())),
            ["< 1 min", "< 1 min", "1 min", "2 h 5 min"]
        );
    }

    #[test]
    fn a_day_may_be_left_out_but_not_be_anything() {
        assert_eq!(day(" ").unwrap(), None);
        assert_eq!(day("2026-11-25").unwrap(), NaiveDate::from_ymd_opt(2026, 11, 25));
        assert!(day("yesterday").is_err());
    }
}
