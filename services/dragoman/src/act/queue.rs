//! The queue: what waits for a translator, who is on what, and what is next.

use std::fmt::Write;

use clap::{Args, ValueEnum};
use contract::{Language, Section, SourceId};
use desk::{
    api::bodies::{Due, Listed, PiecePage},
    board::{PieceRow, Stage},
};

use super::{
    failure::Failure,
    name::short_piece,
    session::Session,
    table::{Table, cut},
    words::{stage, wanted},
};

/// As much of a headline as leaves room for the rest of a line.
const HEADLINE: usize = 50;

/// How many pieces are shown: the most that the desk gives at once.
const PAGE: usize = 200;

#[derive(Args)]
pub(crate) struct Queue {
    /// Only pieces from this language
    #[arg(long, value_name = "LANGUAGE")]
    from: Option<Language>,
    /// Only pieces into this language
    #[arg(long, value_name = "LANGUAGE")]
    into: Option<Language>,
    /// Only pieces of this source
    #[arg(long)]
    source: Option<SourceId>,
    /// Only pieces of this section
    #[arg(long)]
    section: Option<Section>,
    /// Only pieces of this priority
    #[arg(long)]
    priority: Option<Urgency>,
    /// Only pieces like that; may be said several times
    #[arg(long, value_name = "WHICH", value_delimiter = ',')]
    only: Vec<Only>,
    /// In which order
    #[arg(long, default_value = "turn")]
    sort: Sort,
}

#[derive(Clone, Copy, ValueEnum)]
enum Urgency {
    Urgent,
    Normal,
    Low,
}

#[derive(Clone, Copy, ValueEnum)]
enum Only {
    /// What you have
    Mine,
    /// What nobody has
    Unclaimed,
    /// What an editor sent back
    Returned,
    /// What is late
    Overdue,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sort {
    /// The urgent first, then by what is due, then by what waits longest
    Turn,
    /// By what is due
    Deadline,
    /// What waits longest first
    Age,
    /// The shortest first
    Length,
}

const NONE_LIKE_THAT: &str = "Nothing in the queue matches. All of it: dragoman queue";

impl Queue {
    /// Whether only a part of the queue is asked for.
    const fn is_narrowed(&self) -> bool {
        let Self { from, into, source, section, priority, only, sort: _ } = self;
        from.is_some()
            || into.is_some()
            || source.is_some()
            || section.is_some()
            || priority.is_some()
            || !only.is_empty()
    }

    /// What the desk is asked for.
    fn query(&self) -> String {
        let word = |value: &dyn Fn() -> Option<clap::builder::PossibleValue>| {
            value().map(|value| value.get_name().to_owned())
        };
        let named = [
            ("from", self.from.as_ref().map(ToString::to_string)),
            ("into", self.into.as_ref().map(ToString::to_string)),
            ("source", self.source.as_ref().map(ToString::to_string)),
            ("section", self.section.as_ref().map(ToString::to_string)),
            ("priority", word(&|| self.priority?.to_possible_value())),
            ("sort", word(&|| self.sort.to_possible_value())),
        ];
        let mut query = format!("limit={PAGE}");
        for (name, value) in named {
            if let Some(value) = value {
                let _ = write!(query, "&{name}={value}");
            }
        }
        for only in self.only.iter().filter_map(ValueEnum::to_possible_value) {
            let _ = write!(query, "&{}=true", only.get_name());
        }
        query
    }
}

pub(super) async fn list(session: &Session, queue: &Queue) -> Result<(), Failure> {
    let answer = session.desk.get(&format!("/api/pieces?{}", queue.query())).await?;
    session.print(&answer, |page: PiecePage| match page.rows.as_slice() {
        [] if queue.is_narrowed() => NONE_LIKE_THAT.to_owned(),
        rows => table(rows),
    })?;
    let page: PiecePage = answer.read()?;
    if page.next.is_some() {
        session.hint(format!(
            "These are the first {PAGE}; say more exactly what you look for: dragoman queue --help"
        ))?;
    }
    match page.rows.iter().find(|listed| listed.row.stage == Stage::Open) {
        Some(Listed { row, .. }) => {
            session.hint(format!("To take one: dragoman claim {}", short_piece(&row.id)))
        }
        None => Ok(()),
    }
}

pub(super) async fn next(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get("/api/pieces/next").await?;
    session.print(&answer, |listed: Listed| table(&[listed]))?;
    let next: PieceRow = answer.read()?;
    session.hint(format!("To take it: dragoman claim {}", short_piece(&next.id)))
}

fn table(rows: &[Listed]) -> String {
    if rows.is_empty() {
        return "Nothing waits for a translator. An editor commissions what came in: dragoman inbox"
            .to_owned();
    }
    let row = |Listed { row, due }: &Listed| {
        let warning = match due {
            Some(Due::Overdue) => "LATE, ",
            Some(Due::Soon) => "soon, ",
            Some(Due::Later) | None => "",
        };
        [
            short_piece(&row.id),
            row.words.to_string(),
            format!("{warning}{}", wanted(&row.brief)),
            stage(row),
            cut(&row.source_name, 24),
            cut(&row.headline, HEADLINE),
        ]
    };
    Table::new(["PIECE", "WORDS", "WANTED", "STANDS (UTC)", "SOURCE", "HEADLINE"], rows.iter().map(row))
        .to_string()
}
