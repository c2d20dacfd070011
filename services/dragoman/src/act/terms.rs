//! Terms: names and expressions with their agreed renderings.

use clap::{Args, Subcommand, ValueEnum};
use contract::{Language, TermId, TermKind, term::Entry};
use desk::{
    api::bodies::{Imported, Reason, Rows, TermsInText},
    board::{TermRow, TermStanding},
};

use super::{
    failure::Failure,
    name::ArticleName,
    session::Session,
    table::{Table, cut},
};

#[derive(Subcommand)]
pub(crate) enum Term {
    /// List the register of terms, the newest first
    List(List),
    /// Put a term into the register, or agree to one that was proposed
    Add(Box<New>),
    /// Propose a term; an editor decides
    Propose(Box<New>),
    /// Say of a term in the register something else; what is not given stays
    Change(Box<Change>),
    /// Take a term or a proposal out of the register
    Retire {
        /// Its id
        term: TermId,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Put the entries of a file into the register: CSV or TBX
    Import(Import),
    /// Print the agreed terms, to be kept as a file
    Export {
        /// CSV or TBX-Basic
        #[arg(long, default_value = "csv", value_parser = ["csv", "tbx"])]
        format: String,
        /// Only from this language
        #[arg(long)]
        from: Option<Language>,
        /// Only into this language
        #[arg(long)]
        into: Option<Language>,
    },
    /// Show which terms stand in an article
    In {
        /// The article's id, or as much of it as is plain
        article: ArticleName,
        /// The language of the renderings
        #[arg(long)]
        into: Language,
    },
}

#[derive(Args)]
pub(crate) struct List {
    /// Only from this language
    #[arg(long)]
    from: Option<Language>,
    /// Only into this language
    #[arg(long)]
    into: Option<Language>,
    /// Only terms one of whose forms holds this
    #[arg(long, value_name = "WORDS")]
    contains: Option<String>,
    /// Only what waits for an editor
    #[arg(long)]
    proposed: bool,
    /// Only terms that came before this position: the last one of the page before
    #[arg(long, value_name = "POSITION")]
    before: Option<u64>,
}

#[derive(Args)]
pub(crate) struct Import {
    /// The file; `-` is standard input
    #[arg(long)]
    file: String,
    /// The language of the source forms, where the file does not say
    #[arg(long)]
    from: Option<Language>,
    /// The language of the renderings, where the file does not say
    #[arg(long)]
    into: Option<Language>,
    /// What the terms are, where the file does not say
    #[arg(long)]
    kind: Option<Sort>,
}

/// What a term is, as it is given on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Sort {
    Person,
    Place,
    Organisation,
    Title,
    Expression,
    /// An expression that takes sides
    Loaded,
}

impl From<Sort> for TermKind {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Person => Self::Person,
            Sort::Place => Self::Place,
            Sort::Organisation => Self::Organisation,
            Sort::Title => Self::Title,
            Sort::Expression => Self::Expression,
            Sort::Loaded => Self::Loaded,
        }
    }
}

#[derive(Args)]
pub(crate) struct New {
    /// The form in source texts
    source: String,
    /// What the newsroom writes
    rendering: String,
    /// The language of the source form
    #[arg(long)]
    from: Language,
    /// The language of the rendering
    #[arg(long)]
    into: Language,
    /// What it is
    #[arg(long)]
    kind: Sort,
    /// Another form in source texts; may be given several times
    #[arg(long = "also", value_name = "FORM")]
    alternatives: Vec<String>,
    /// Another rendering that the newsroom writes; may be given several times
    #[arg(long = "allow", value_name = "RENDERING")]
    allowed: Vec<String>,
    /// A rendering that it does not write; may be given several times
    #[arg(long = "forbid", value_name = "RENDERING")]
    forbidden: Vec<String>,
    /// Why, and when which
    #[arg(long, default_value = "")]
    note: String,
}

impl From<New> for Entry {
    fn from(new: New) -> Self {
        Self {
            from: new.from,
            into: new.into,
            kind: new.kind.into(),
            source: new.source,
            alternatives: new.alternatives,
            rendering: new.rendering,
            allowed: new.allowed,
            forbidden: new.forbidden,
            note: new.note,
        }
    }
}

#[derive(Args)]
pub(crate) struct Change {
    /// Its id
    term: TermId,
    /// The form in source texts
    #[arg(long, value_name = "FORM")]
    source: Option<String>,
    /// What the newsroom writes
    #[arg(long)]
    rendering: Option<String>,
    /// What it is
    #[arg(long)]
    kind: Option<Sort>,
    /// Other forms in source texts, in place of those that there are
    #[arg(long = "also", value_name = "FORM")]
    alternatives: Option<Vec<String>>,
    /// Other renderings that the newsroom writes, in place of those that there are
    #[arg(long = "allow", value_name = "RENDERING")]
    allowed: Option<Vec<String>>,
    /// Renderings that it does not write, in place of those that there are
    #[arg(long = "forbid", value_name = "RENDERING")]
    forbidden: Option<Vec<String>>,
    /// Why, and when which
    #[arg(long)]
    note: Option<String>,
}

impl Change {
    fn on(self, entry: Entry) -> Entry {
        Entry {
            kind: self.kind.map_or(entry.kind, TermKind::from),
            source: self.source.unwrap_or(entry.source),
            alternatives: self.alternatives.unwrap_or(entry.alternatives),
            rendering: self.rendering.unwrap_or(entry.rendering),
            allowed: self.allowed.unwrap_or(entry.allowed),
            forbidden: self.forbidden.unwrap_or(entry.forbidden),
            note: self.note.unwrap_or(entry.note),
            ..entry
        }
    }
}

pub(super) async fn run(session: &Session, term: Term) -> Result<(), Failure> {
    match term {
        Term::List(list) => show(session, &list).await,
        Term::Add(new) => put(session, "/api/terms", Entry::from(*new), "In the register").await,
        Term::Propose(new) => put(session, "/api/terms/proposals", Entry::from(*new), "Proposed").await,
        Term::Change(change) => self::change(session, *change).await,
        Term::Retire { term, reason } => {
            let answer =
                session.desk.post(&format!("/api/terms/{term}/retirement"), &Reason { reason }).await?;
            session.print(&answer, |row: TermRow| format!("Retired: {}", said(&row)))
        }
        Term::Import(file) => import(session, &file).await,
        Term::Export { format, from, into } => {
            let query = query([("from", from.as_ref()), ("into", into.as_ref())]);
            let answer = session.desk.get(&format!("/api/terms/export?format={format}&{query}")).await?;
            super::session::print(answer.text().trim_end())
        }
        Term::In { article, into } => found(session, &article, &into).await,
    }
}

async fn show(session: &Session, list: &List) -> Result<(), Failure> {
    let mut more =
        form_urlencoded::Serializer::new(query([("from", list.from.as_ref()), ("into", list.into.as_ref())]));
    more.extend_pairs(list.contains.iter().map(|words| ("contains", words)));
    more.extend_pairs(list.before.iter().map(|position| ("before", position.to_string())));
    if list.proposed {
        more.append_pair("standing", "proposed");
    }
    let answer = session.desk.get(&format!("/api/terms?{}", more.finish())).await?;
    session.print(&answer, |list: Rows<TermRow>| {
        if list.rows.is_empty() {
            return "There are no such terms in the register: dragoman term add --help".to_owned();
        }
        let row = |row: &TermRow| {
            let entry = &row.entry;
            [
                row.id.to_string(),
                format!("{} → {}", entry.from, entry.into),
                entry.kind.name().to_owned(),
                cut(&entry.source, 40),
                cut(&entry.rendering, 40),
                standing(row.standing).to_owned(),
                row.position.to_string(),
            ]
        };
        let headings = ["TERM", "LANGUAGES", "KIND", "SOURCE", "RENDERING", "STANDS", "POSITION"];
        Table::new(headings, list.rows.iter().map(row)).to_string()
    })
}

fn query<const N: usize>(languages: [(&str, Option<&Language>); N]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(languages.into_iter().filter_map(|(name, language)| Some((name, language?.as_str()))));
    query.finish()
}

async fn import(session: &Session, file: &Import) -> Result<(), Failure> {
    let bytes = super::session::bytes_of(&file.file)?;
    let mut query =
        form_urlencoded::Serializer::new(query([("from", file.from.as_ref()), ("into", file.into.as_ref())]));
    query.extend_pairs(file.kind.iter().map(|kind| ("kind", TermKind::from(*kind).name())));
    let answer =
        session.desk.post_bytes(&format!("/api/terms/import?{}", query.finish()), bytes, None).await?;
    session.print(&answer, |imported: Imported| {
        let Imported { added, changed, unchanged, refused } = imported;
        let summary =
            format!("{added} added, {changed} changed, {unchanged} as before, {} refused", refused.len());
        let lines = refused
            .iter()
            .map(|entry| format!("\n  {}. {}: {}", entry.number, cut(&entry.source, 40), entry.why));
        lines.fold(summary, |said, line| said + &line)
    })
}

async fn put(session: &Session, path: &str, entry: Entry, done: &str) -> Result<(), Failure> {
    let answer = session.desk.post(path, &entry).await?;
    session.print(&answer, |row: TermRow| format!("{done}: {}", said(&row)))
}

async fn change(session: &Session, change: Change) -> Result<(), Failure> {
    let path = format!("/api/terms/{}", change.term);
    let row: TermRow = session.desk.get(&path).await?.read()?;
    let answer = session.desk.put(&path, &change.on(row.entry)).await?;
    session.print(&answer, |row: TermRow| format!("Changed: {}", said(&row)))
}

async fn found(session: &Session, article: &ArticleName, into: &Language) -> Result<(), Failure> {
    let id = session.article(article).await?;
    let answer = session.desk.get(&format!("/api/articles/{id}/terms?into={into}")).await?;
    session.print(&answer, |text: TermsInText| {
        if text.terms.is_empty() {
            return "No term of the register stands in this article".to_owned();
        }
        let rendering =
            |id: TermId| text.terms.iter().find(|row| row.id == id).map(|row| cut(&row.entry.rendering, 40));
        let rows = text.blocks.iter().flat_map(|block| {
            block.found.iter().map(|found| {
                [block.block.to_string(), cut(&found.words, 40), rendering(found.term).unwrap_or_default()]
            })
        });
        Table::new(["BLOCK", "WORDS", "RENDERING"], rows).to_string()
    })
}

fn said(row: &TermRow) -> String {
    format!("{} = {} ({})", cut(&row.entry.source, 60), cut(&row.entry.rendering, 60), row.id)
}

const fn standing(standing: TermStanding) -> &'static str {
    match standing {
        TermStanding::Proposed => "proposed",
        TermStanding::Agreed => "agreed",
        TermStanding::Retired => "retired",
    }
}
