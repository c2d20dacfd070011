//! What was translated before: words in context, files of it, and files from elsewhere.

use std::path::Path;

use clap::{Args, Subcommand, ValueEnum};
use contract::{Language, MemoryId, PieceId};
use desk::{
    api::bodies::{
        Concordance, Hit, ListedMemory, Match, Matches, MemoryReading, Origin, Reason, Rows, TakenMemory,
    },
    board::{MemoryContents, MemoryRow},
};

use super::{
    failure::Failure,
    name::PieceName,
    session::Session,
    table::{Table, cut},
    words::counted,
};

#[derive(Subcommand)]
pub(crate) enum Memory {
    /// List the files from elsewhere that are in use
    List,
    /// Put a file into use: translations in TMX, or a list of names
    Import(Import),
    /// Take a file out of use
    Withdraw {
        /// Its id
        memory: MemoryId,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Print all that was approved between two languages as TMX, to be kept as a file
    Export {
        /// The language of the sources
        #[arg(long)]
        from: Language,
        /// The language of the translations
        #[arg(long)]
        into: Language,
    },
    /// Show where words stand in what was translated before
    Find(Find),
    /// Show what was translated before and is near to a block of a piece
    Matches {
        /// The piece's id, or as much of it as is plain
        piece: PieceName,
        /// The number of the block
        #[arg(value_parser = super::given::number::<u32>)]
        block: u32,
        /// The least score, in per cent
        #[arg(long, default_value_t = 60, value_parser = super::given::between(30_u16, 100))]
        least: u16,
    },
}

#[derive(Args)]
pub(crate) struct Import {
    /// The file; `-` is standard input
    #[arg(long)]
    file: String,
    /// What it is called [default: the name of the file]
    #[arg(long)]
    name: Option<String>,
    /// Only what leads from this language, whatever its regions
    #[arg(long)]
    from: Option<Language>,
    /// Only what leads into this language
    #[arg(long)]
    into: Option<Language>,
    /// It is a list of names: a table with the columns name, latin, role (given or family) and count
    #[arg(long, conflicts_with_all = ["from", "into"])]
    names: bool,
}

#[derive(Args)]
pub(crate) struct Find {
    /// The words
    words: String,
    /// The language of the sources
    #[arg(long)]
    from: Language,
    /// The language of the translations
    #[arg(long)]
    into: Language,
    /// In which of the two languages the words are
    #[arg(long, value_enum, default_value_t = Side::Source)]
    side: Side,
}

#[derive(Clone, Copy, ValueEnum)]
enum Side {
    Source,
    Target,
}

impl Side {
    const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
        }
    }
}

pub(super) async fn run(session: &Session, memory: Memory) -> Result<(), Failure> {
    match memory {
        Memory::List => list(session).await,
        Memory::Import(file) => import(session, file).await,
        Memory::Withdraw { memory, reason } => {
            let path = format!("/api/memories/{memory}/withdrawal");
            let answer = session.desk.post(&path, &Reason { reason }).await?;
            session.print(&answer, |row: MemoryRow| format!("Withdrawn: {} ({})", row.name, row.id))
        }
        Memory::Export { from, into } => {
            let answer = session.desk.get(&format!("/api/memory.tmx?from={from}&into={into}")).await?;
            super::session::print(answer.text().trim_end())
        }
        Memory::Find(find) => self::find(session, find).await,
        Memory::Matches { piece, block, least } => {
            matches(session, &session.piece(&piece).await?, block, least).await
        }
    }
}

async fn list(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get_all("/api/memories").await?;
    session.print(&answer, |list: Rows<ListedMemory>| {
        if list.rows.is_empty() {
            return "No file from elsewhere is in use: dragoman memory import --help".to_owned();
        }
        let row = |listed: &ListedMemory| {
            let ListedMemory { memory, reading, why } = listed;
            let reading = match reading {
                MemoryReading::Reading => "is read".to_owned(),
                MemoryReading::Ready => "ready".to_owned(),
                MemoryReading::Unreadable => format!("unreadable: {}", why.as_deref().unwrap_or_default()),
            };
            [memory.id.to_string(), cut(&memory.name, 40), held(&memory.contents), reading]
        };
        Table::new(["MEMORY", "NAME", "HOLDS", "STANDS"], list.rows.iter().map(row)).to_string()
    })
}

fn held(contents: &MemoryContents) -> String {
    match contents {
        MemoryContents::Translations { pairs } => {
            let pair = |pair: &contract::memory::PairCount| {
                format!("{} → {}: {}", pair.from, pair.into, counted(pair.units, "unit"))
            };
            pairs.iter().map(pair).collect::<Vec<_>>().join(", ")
        }
        MemoryContents::Names { given, family } => format!("{given} given and {family} family names"),
    }
}

async fn import(session: &Session, file: Import) -> Result<(), Failure> {
    let bytes = super::session::bytes_of(&file.file)?;
    if !file.names && !may_be_xml(&bytes) {
        return Err(Failure::NotXml { file: file.file });
    }
    let called = || {
        let name = Path::new(&file.file).file_name()?;
        Some(name.to_string_lossy().into_owned())
    };
    let name = file.name.clone().or_else(called).unwrap_or_default();
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("name", &name);
    let languages = [("from", file.from.as_ref()), ("into", file.into.as_ref())];
    query.extend_pairs(languages.into_iter().filter_map(|(name, language)| Some((name, language?.as_str()))));
    let path = if file.names { "/api/memories/names" } else { "/api/memories" };
    let answer = session.desk.post_bytes(&format!("{path}?{}", query.finish()), bytes, None).await?;
    session.print(&answer, |TakenMemory { memory, refused, why }: TakenMemory| {
        let summary = format!("In use: {} ({})\n  {}", memory.name, memory.id, held(&memory.contents));
        if refused == 0 {
            return summary;
        }
        let lines = why.iter().map(|why| format!("\n  {why}"));
        lines.fold(format!("{summary}; {refused} cannot be used:"), |said, line| said + &line)
    })
}

/// Whether the bytes begin as XML does, in UTF-8; whatever has the mark of another encoding is left to the desk.
fn may_be_xml(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let text = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"<")
}

async fn find(session: &Session, find: Find) -> Result<(), Failure> {
    let Find { words, from, into, side } = find;
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("from", from.as_str()).append_pair("into", into.as_str());
    query.append_pair("side", side.name()).append_pair("q", &words);
    let answer = session.desk.get(&format!("/api/memory/concordance?{}", query.finish())).await?;
    session.print(&answer, |found: Concordance| {
        if found.hits.is_empty() {
            return "Nothing that was translated before has these words".to_owned();
        }
        let hit = |hit: &Hit| {
            let text: String = hit.text.iter().map(|passage| passage.words.as_str()).collect();
            [text, hit.other.clone(), format!("  {}", whose(&hit.origin))].join("\n")
        };
        found.hits.iter().map(hit).collect::<Vec<_>>().join("\n\n")
    })
}

async fn matches(session: &Session, piece: &PieceId, block: u32, least: u16) -> Result<(), Failure> {
    let path = format!("/api/pieces/{piece}/blocks/{block}/matches?least={least}");
    let answer = session.desk.get(&path).await?;
    session.print(&answer, |found: Matches| {
        if found.matches.is_empty() {
            return "Nothing that was translated before is near to this block".to_owned();
        }
        let near = |near: &Match| {
            let Match { score, source, translation, origin, .. } = near;
            format!("{score} %\n{source}\n{translation}\n  {}", whose(origin))
        };
        found.matches.iter().map(near).collect::<Vec<_>>().join("\n\n")
    })
}

/// Who translated something, and where it stands.
fn whose(origin: &Origin) -> String {
    match origin {
        Origin::Approved { piece, block, translator, editor, at, .. } => {
            let on = at.format("%Y-%m-%d");
            format!("approved: {} with {}, {on}, block {block} of {piece}", translator.name, editor.name)
        }
        Origin::Imported { name, by, .. } => match by {
            Some(by) => format!("imported: {name}, {by}"),
            None => format!("imported: {name}"),
        },
    }
}
