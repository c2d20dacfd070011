//! Figures: what the work came to, by languages, by source, by person.

use chrono::{NaiveDate, TimeDelta};
use clap::{Args, ValueEnum};
use contract::MemberId;
use desk::api::bodies::{FiguresPage, SumRow};

use super::{
    failure::Failure,
    session::Session,
    table::{Table, cut},
    words::counted,
};

#[derive(Args)]
pub(crate) struct Figures {
    /// By what the pieces are summed
    #[arg(long, default_value = "pair")]
    by: By,
    /// The first day, such as 2026-11-01 [default: 27 days before the last]
    #[arg(long, value_name = "DAY", value_parser = super::given::day)]
    from: Option<NaiveDate>,
    /// The last day [default: today]
    #[arg(long, value_name = "DAY", value_parser = super::given::day)]
    to: Option<NaiveDate>,
    /// With --by member: only this one; without, all, which is for the desk's head
    #[arg(long)]
    member: Option<MemberId>,
}

#[derive(Clone, Copy, ValueEnum)]
enum By {
    /// From which language into which
    Pair,
    /// The outlet that the articles are from
    Source,
    /// Who translated
    Member,
}

pub(super) async fn show(session: &Session, figures: &Figures) -> Result<(), Failure> {
    let by = figures.by.to_possible_value().map(|value| value.get_name().to_owned());
    let named = [
        ("from", figures.from.map(|day| day.to_string())),
        ("to", figures.to.map(|day| day.to_string())),
        ("member", figures.member.as_ref().map(ToString::to_string)),
    ];
    let mut query = format!("by={}", by.unwrap_or_default());
    for (name, value) in named {
        query.extend(value.map(|value| format!("&{name}={value}")));
    }
    let answer = session.desk.get(&format!("/api/figures?{query}")).await?;
    session.print(&answer, |page: FiguresPage| table(&page))
}

fn table(page: &FiguresPage) -> String {
    if page.rows.is_empty() {
        return format!("Nothing was first submitted from {} to {}.", page.from, page.to);
    }
    let none = || "-".to_owned();
    let row = |row: &SumRow| {
        let time = |seconds: Option<i64>| seconds.map_or_else(none, time);
        [
            cut(&row.name, 30),
            row.pieces.to_string(),
            row.approved.to_string(),
            row.words.to_string(),
            time(i64::try_from(row.active_seconds).ok()),
            time(row.seconds_to_submission),
            time(row.seconds_to_approval),
            row.returns.to_string(),
            row.edited_thousandths.map_or_else(none, percent),
            row.machine.map_or_else(none, |help| {
                format!("{}, {} changed", counted(help.blocks, "block"), percent(help.changed_thousandths))
            }),
        ]
    };
    let headings = [
        "OF",
        "PIECES",
        "APPROVED",
        "WORDS",
        "AT WORK",
        "TO SUBMISSION",
        "TO APPROVAL",
        "SENT BACK",
        "CHANGED",
        "MACHINE",
    ];
    format!(
        "First submitted from {} to {}\n{}",
        page.from,
        page.to,
        Table::new(headings, page.rows.iter().map(row))
    )
}

/// Hours and minutes, as `26:05`.
fn time(seconds: i64) -> String {
    let minutes = TimeDelta::seconds(seconds).num_minutes();
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

fn percent(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_shares_are_short() {
        assert_eq!([0, 59, 3660, 93_900].map(time), ["0:00", "0:00", "1:01", "26:05"]);
        assert_eq!([0, 5, 1000].map(percent), ["0.0%", "0.5%", "100.0%"]);
    }
}
