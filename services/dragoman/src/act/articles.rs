//! What came in, and having it translated.

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use contract::{Brief, Language, Priority};
use desk::{
    api::bodies::{ArticleText, NewCommission, Rows},
    board::ArticleRow,
};

use super::{
    failure::Failure,
    name::{ArticleName, short},
    session::Session,
    table::{Table, cut, line},
    words::{blocks, counted, tags, time},
};

/// As much of a headline as leaves room for the rest of a line.
const HEADLINE: usize = 60;

#[derive(Args)]
pub(crate) struct Commission {
    /// Its id, or as much of it as is plain
    article: ArticleName,
    /// The language to translate it into
    #[arg(long, value_name = "LANGUAGE")]
    into: Language,
    /// How soon it is wanted
    #[arg(long, value_enum, default_value_t)]
    priority: Urgency,
    /// By when it is wanted, such as 2026-11-24T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = super::given::time)]
    deadline: Option<DateTime<Utc>>,
    /// What the translator should know
    #[arg(long, default_value = "", hide_default_value = true)]
    note: String,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Urgency {
    Urgent,
    #[default]
    Normal,
    Low,
}

impl From<Urgency> for Priority {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Urgent => Self::Urgent,
            Urgency::Normal => Self::Normal,
            Urgency::Low => Self::Low,
        }
    }
}

pub(super) async fn inbox(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get("/api/articles?limit=200").await?;
    session.print(&answer, |list: Rows<ArticleRow>| table(&list.rows))?;
    let list: Rows<ArticleRow> = answer.read()?;
    match list.rows.iter().find(|row| row.commissioned.is_empty()) {
        Some(row) => {
            session.hint(format!("To have one translated: dragoman commission {} --into en", short(row.id)))
        }
        None => Ok(()),
    }
}

fn table(rows: &[ArticleRow]) -> String {
    if rows.is_empty() {
        return "Nothing has come in yet. An administrator registers a source: dragoman source add --help"
            .to_owned();
    }
    let row = |row: &ArticleRow| {
        [
            short(row.id),
            time(row.received_at),
            row.words.to_string(),
            row.language.to_string(),
            tags(&row.commissioned),
            cut(&row.source_name, 24),
            cut(&row.headline, HEADLINE),
        ]
    };
    let headings = ["ARTICLE", "CAME (UTC)", "WORDS", "IN", "INTO", "SOURCE", "HEADLINE"];
    Table::new(headings, rows.iter().map(row)).to_string()
}

pub(super) async fn show(session: &Session, name: &ArticleName) -> Result<(), Failure> {
    let id = session.article(name).await?;
    let answer = session.desk.get(&format!("/api/articles/{id}")).await?;
    session.print(&answer, |article: ArticleText| whole(&article))
}

/// An article with its text.
pub(super) fn whole(ArticleText { row, document }: &ArticleText) -> String {
    let mut about = vec![
        format!(
            "{}, {} in {}, revision {}",
            line(&row.source_name),
            counted(row.words, "word"),
            row.language,
            row.revision
        ),
        format!("came in {} UTC; commissioned into: {}", time(row.received_at), tags(&row.commissioned)),
    ];
    if !row.authors.is_empty() {
        let authors: Vec<_> = row.authors.iter().map(|author| line(author)).collect();
        about.push(format!("by {}", authors.join(", ")));
    }
    about.extend(row.address.as_deref().map(line));
    format!("{}\n{}\n{}", row.id, about.join("\n"), blocks(document, |_| Vec::new()))
}

pub(super) async fn commission(session: &Session, commission: Commission) -> Result<(), Failure> {
    let Commission { article, into, priority, deadline, note } = commission;
    let id = session.article(&article).await?;
    let brief = Brief { priority: priority.into(), deadline, note };
    let new = NewCommission { language: into.clone(), brief };
    let answer = session.desk.post(&format!("/api/articles/{id}/commissions"), &new).await?;
    let recorded = answer.is_recorded();
    session.print(&answer, |row: ArticleRow| {
        let headline = line(&row.headline);
        if recorded {
            format!("Commissioned into {into}: {headline}")
        } else {
            format!("It was commissioned into {into} before, and nothing was changed: {headline}")
        }
    })?;
    if !recorded {
        return Ok(());
    }
    session.hint("It waits for a translator now: dragoman queue")
}
