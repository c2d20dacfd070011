//! One person at the command line: the desk, who they are, and how they want to be answered.

use std::{
    fmt::Display,
    fs::File,
    io::{self, ErrorKind, IsTerminal, Read, Write, stdin, stdout},
};

use contract::{ArticleId, PieceId};
use desk::{
    api::bodies::Rows,
    board::{ArticleRow, PieceRow},
};
use serde::de::DeserializeOwned;

use super::{
    How,
    api::{Answer, Desk, Who},
    failure::Failure,
    name::{ArticleName, PieceName},
};
use crate::place::Place;

/// How many of the newest articles or pieces are looked through for the beginning of an id: one page of the desk.
const LOOKED_THROUGH: usize = 200;

pub(super) struct Session {
    pub(super) desk: Desk,
    json: bool,
}

impl Session {
    pub(super) fn begin(how: &How, place: &Place) -> Result<Self, Failure> {
        let address = if let Some(address) = &how.address {
            address.clone()
        } else {
            let folder = place.folder()?;
            folder.address()?.ok_or(Failure::NoDesk { folder: folder.path })?
        };
        let who = match (&how.acting, &how.token) {
            (Some(member), _) => {
                let key = crate::place::read_key(&place.folder()?.key_file())?;
                Who::Member { member: member.clone(), key }
            }
            (None, Some(token)) => Who::Bearer(token.clone()),
            (None, None) => Who::Nobody,
        };
        Ok(Self { desk: Desk::new(&address, who)?, json: how.json })
    }

    /// Prints an answer: in these words for people, or as it is.
    pub(super) fn print<T: DeserializeOwned>(
        &self,
        answer: &Answer,
        words: impl FnOnce(T) -> String,
    ) -> Result<(), Failure> {
        if self.json {
            return print(answer.json());
        }
        print(words(answer.read()?))
    }

    /// Prints what is not one answer: in these words for people, or this JSON.
    pub(super) fn print_either(
        &self,
        words: impl FnOnce() -> String,
        json: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.json { print(json()) } else { print(words()) }
    }

    /// What could be done next, for a person who looks on.
    pub(super) fn hint(&self, words: impl Display) -> Result<(), Failure> {
        if self.json || !stdout().is_terminal() {
            return Ok(());
        }
        print(format_args!("\n{words}"))
    }

    /// The article that is meant.
    pub(super) async fn article(&self, name: &ArticleName) -> Result<ArticleId, Failure> {
        if let Some(id) = name.whole() {
            return Ok(id);
        }
        let newest: Rows<ArticleRow> =
            self.desk.get(&format!("/api/articles?limit={LOOKED_THROUGH}")).await?.read()?;
        name.find(newest.rows.into_iter().map(|row| row.id))
    }

    /// The piece that is meant.
    pub(super) async fn piece(&self, name: &PieceName) -> Result<PieceId, Failure> {
        if let Some(id) = name.whole() {
            return Ok(id);
        }
        let newest: Rows<PieceRow> =
            self.desk.get(&format!("/api/pieces?limit={LOOKED_THROUGH}")).await?.read()?;
        name.find(newest.rows.into_iter().map(|row| row.id))
    }
}

/// Writes a line, or lines, to standard output.
pub(super) fn print(text: impl Display) -> Result<(), Failure> {
    let mut out = stdout().lock();
    writeln!(out, "{text}").and_then(|()| out.flush()).map_err(Failure::Unheard)
}

/// Writes a text to standard output, as it is.
pub(super) fn print_exactly(text: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::Unheard)
}

/// Writes a text into a file that is not there yet.
pub(super) fn write_new(path: &str, text: &str) -> Result<(), Failure> {
    let written = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| {
        let path = path.to_owned();
        if source.kind() == ErrorKind::AlreadyExists {
            Failure::IsThere { path }
        } else {
            Failure::Unwritten { path, source }
        }
    })
}

/// Writes a text into a file, in place of what it holds.
pub(super) fn write_over(path: &str, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|source| Failure::Unwritten { path: path.to_owned(), source })
}

/// The text of a file; of standard input for `-`. A byte-order mark before it is no part of it.
pub(super) fn text_of(path: &str) -> Result<String, Failure> {
    let text = String::from_utf8(bytes_of(path)?);
    let text = text.map_err(|error| Failure::File {
        path: path.to_owned(),
        source: io::Error::new(ErrorKind::InvalidData, error),
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The bytes of a file; of standard input for `-`.
pub(super) fn bytes_of(path: &str) -> Result<Vec<u8>, Failure> {
    let read = if path == "-" {
        let mut bytes = Vec::new();
        stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|source| Failure::File { path: path.to_owned(), source })
}
