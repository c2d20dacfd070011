//! Sources: the outlets whose articles come in.

use clap::Subcommand;
use contract::{
    Brief, Language, Route, Section, SourceId,
    source::{Registration, Report},
};
use desk::{
    api::bodies::{NewSource, Rows},
    board::SourceRow,
};

use super::{
    failure::Failure,
    session::Session,
    table::{Table, cut, line},
    words::{counted, tags},
};

#[derive(Subcommand)]
pub(crate) enum Source {
    /// Register a source
    Add(Box<Add>),
    /// List the sources and how they are doing
    List,
    /// Stop looking at a source's feed
    Pause {
        /// The name of the source in commands
        source: SourceId,
    },
    /// Look at a source's feed again
    Resume {
        /// The name of the source in commands
        source: SourceId,
    },
    /// Read a feed that came as a file
    Read {
        /// The name of the source in commands
        source: SourceId,
        /// RSS, Atom or JSON Feed; `-` is standard input
        #[arg(long)]
        file: String,
        /// As its sender named it, such as `application/rss+xml; charset=utf-8`
        #[arg(long, value_name = "TYPE")]
        content_type: Option<String>,
    },
}

#[derive(clap::Args)]
pub(crate) struct Add {
    /// The name of the source in commands: a-z, 0-9 and hyphens
    source: SourceId,
    /// The name of the outlet, as readers know it
    #[arg(long)]
    name: String,
    /// The address of its feed: RSS, Atom or JSON Feed; without one, its articles come as files
    #[arg(long, value_name = "URL")]
    feed: Option<String>,
    /// The language of its articles
    #[arg(long)]
    language: Language,
    /// A language into which all its articles are commissioned as they come; may be given several times
    #[arg(long = "route", value_name = "LANGUAGE")]
    routes: Vec<Language>,
    /// The part of the output that its articles belong to
    #[arg(long, default_value = "news")]
    section: Section,
    /// On what basis its articles may be published again
    #[arg(long, value_name = "TEXT", default_value = "not stated")]
    rights: String,
    /// The minutes between two looks at the feed
    #[arg(long = "every", value_name = "MINUTES", default_value_t = 15, value_parser = super::given::number::<u32>)]
    every_minutes: u32,
}

impl From<Add> for NewSource {
    fn from(add: Add) -> Self {
        let route = |language| Route { language, brief: Brief::default() };
        let registration = Registration {
            name: add.name,
            feed: add.feed,
            language: add.language,
            section: add.section,
            rights: add.rights,
            routes: add.routes.into_iter().map(route).collect(),
            every_minutes: add.every_minutes,
        };
        Self { id: add.source, registration }
    }
}

pub(super) async fn run(session: &Session, source: Source) -> Result<(), Failure> {
    match source {
        Source::Add(add) => register(session, &NewSource::from(*add)).await,
        Source::List => list(session).await,
        Source::Pause { source } => turn(session, &source, "pause").await,
        Source::Resume { source } => turn(session, &source, "resume").await,
        Source::Read { source, file, content_type } => {
            read(session, &source, &file, content_type.as_deref()).await
        }
    }
}

async fn register(session: &Session, new: &NewSource) -> Result<(), Failure> {
    let answer = session.desk.post("/api/sources", new).await?;
    session.print(&answer, |row: SourceRow| match &row.registration.feed {
        Some(feed) => format!(
            "Registered {}. Its feed is read now, then every {}: {}",
            row.id,
            counted(row.registration.every_minutes, "minute"),
            line(feed)
        ),
        None => format!(
            "Registered {}. Its articles come as files: dragoman source read {} --file FILE",
            row.id, row.id
        ),
    })
}

async fn list(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get_all("/api/sources").await?;
    session.print(&answer, |list: Rows<SourceRow>| {
        if list.rows.is_empty() {
            return "There are no sources yet. An administrator registers one: dragoman source add --help"
                .to_owned();
        }
        let row = |row: &SourceRow| {
            [
                row.id.to_string(),
                cut(&row.registration.name, 32),
                row.registration.language.to_string(),
                tags(row.registration.routes.iter().map(|route| &route.language)),
                row.articles.to_string(),
                row.set_aside.to_string(),
                standing(row),
            ]
        };
        let headings = ["SOURCE", "OUTLET", "IN", "INTO", "ARTICLES", "SET ASIDE", "STANDS"];
        Table::new(headings, list.rows.iter().map(row)).to_string()
    })
}

fn standing(row: &SourceRow) -> String {
    match (&row.fault, &row.registration.feed) {
        _ if row.paused => "paused".to_owned(),
        (Some(fault), _) => line(&fault.what),
        (None, Some(feed)) => format!("reads {}", line(feed)),
        (None, None) => "comes as files".to_owned(),
    }
}

async fn turn(session: &Session, source: &SourceId, how: &str) -> Result<(), Failure> {
    let answer = session.desk.post(&format!("/api/sources/{source}/{how}"), &()).await?;
    session.print(&answer, |row: SourceRow| format!("{}: {}", row.id, standing(&row)))
}

async fn read(
    session: &Session,
    source: &SourceId,
    file: &str,
    content_type: Option<&str>,
) -> Result<(), Failure> {
    let bytes = super::session::bytes_of(file)?;
    let answer = session.desk.post_bytes(&format!("/api/sources/{source}/feed"), bytes, content_type).await?;
    session.print(&answer, |report: Report| {
        let Report { received, revised, unchanged, set_aside } = report;
        format!("{received} new, {revised} revised, {unchanged} as before, {set_aside} set aside")
    })
}
