//! Search in everything.

use std::fmt::Write;

use clap::Args;
use desk::{
    api::bodies::{Excerpt, FoundArticle, FoundPiece, SearchPage},
    board::StageName,
};

use super::{failure::Failure, session::Session, table::line, words::counted};

#[derive(Args)]
pub(crate) struct Search {
    /// What is looked for, such as 'water -minister' or '"water minister" source:wadi after:2026-11'
    #[arg(required = true)]
    question: Vec<String>,
    /// At most so many articles
    #[arg(long, default_value_t = 20, value_parser = super::given::between(1_u16, 50))]
    limit: u16,
    /// What follows an earlier page: its `next`
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
}

pub(super) async fn run(session: &Session, search: &Search) -> Result<(), Failure> {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", &search.question.join(" ")).append_pair("limit", &search.limit.to_string());
    query.extend_pairs(search.after.iter().map(|after| ("after", after)));
    let answer = session.desk.get(&format!("/api/search?{}", query.finish())).await?;
    session.print(&answer, |found: SearchPage| told(&found))
}

fn told(found: &SearchPage) -> String {
    let SearchPage { articles, count, next, reading, .. } = found;
    let mut said: Vec<String> = articles.iter().map(article).collect();
    if articles.is_empty() {
        said.push("Nothing has all of this".to_owned());
    } else {
        let rest = next.as_ref().map(|next| format!("; the next: --after {next}")).unwrap_or_default();
        said.push(format!("{} found{rest}", counted(*count, "article")));
    }
    if *reading {
        said.push("The desk is still reading the log: some texts are missing for a moment".to_owned());
    }
    said.join("\n\n")
}

fn article(found: &FoundArticle) -> String {
    let row = &found.article;
    let mut said = format!("{}  {}\n  {}", row.id, line(&row.headline), line(&row.source_name));
    let _ = write!(said, " · {}", row.language);
    said.extend(found.excerpt.as_ref().map(|excerpt| format!("\n  {}", passage(excerpt))));
    said.extend(found.pieces.iter().map(piece));
    said
}

fn piece(found: &FoundPiece) -> String {
    let FoundPiece { id, headline, stage, excerpt, .. } = found;
    let stage = match stage {
        StageName::Open => "open",
        StageName::Claimed => "claimed",
        StageName::Submitted => "submitted",
        StageName::Approved => "approved",
        StageName::Published => "published",
    };
    let mut said = format!("\n  {id}  {}\n    {stage}", line(headline.as_deref().unwrap_or_default()));
    said.extend(excerpt.as_ref().map(|excerpt| format!("\n    {}", passage(excerpt))));
    said
}

/// The passage on one line, with the words that were looked for between brackets.
fn passage(excerpt: &Excerpt) -> String {
    let (mut said, mut at) = (String::new(), 0);
    for mark in &excerpt.marks {
        let (Some(words), Ok(start), Ok(end)) =
            (mark.words(&excerpt.text), usize::try_from(mark.start), usize::try_from(mark.end))
        else {
            continue;
        };
        let before = excerpt.text.get(at..start).unwrap_or_default();
        let _ = write!(said, "{before}[{words}]");
        at = end;
    }
    said.push_str(excerpt.text.get(at..).unwrap_or_default());
    let (begins, ends) = (excerpt.begins_within, excerpt.ends_within);
    line(&format!("{}{said}{}", if begins { "… " } else { "" }, if ends { " …" } else { "" }))
}
