//! Translation memories as files that other tools read and write: TMX 1.4b (LISA OSCAR, 26 April 2005).

mod bounded;
mod read;
mod unit;
mod write;

use std::{io, sync::Arc};

use chrono::{DateTime, Utc};
use contract::{Digest, Language};

use crate::{Imported, Memory, Origin, Pair, Segment, TEXT_BYTES_MOST, Unfit};

pub use read::Reader;
pub use write::write;

/// The most bytes, as UTF-8, that one unit may take with all that belongs to it, and so what reading needs of memory.
pub const UNIT_BYTES_MOST: usize = 4 * 1024 * 1024;

/// How deep elements may stand in each other: TMX itself needs 6, and inline elements may hold each other.
pub const DEPTH_MOST: usize = 64;

/// The seven attributes that a file's header must have. Where a file that is read leaves one out it is empty: nothing
/// of what is kept depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    pub creation_tool: String,
    pub creation_tool_version: String,
    /// What units are: `block`, `paragraph`, `sentence` or `phrase`.
    pub segment_type: String,
    /// What the tool calls the format of its own memory.
    pub original_format: String,
    /// The language of notes and the like.
    pub admin_language: String,
    /// The language of the sources, or `*all*`.
    pub source_language: String,
    pub data_type: String,
}

/// Texts that answer each other, each in its language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// What the file calls it (`tuid`).
    pub id: Option<String>,
    /// Who changed it last, or made it.
    pub by: Option<String>,
    /// When it was changed last, or made.
    pub at: Option<DateTime<Utc>>,
    /// At least two where it was read from a file.
    pub texts: Vec<(Language, String)>,
}

/// What comes of a unit of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Unit(Unit),
    /// It cannot be used; the next one may be.
    Refused(Refused),
}

/// A unit that is refused, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unit {number}{}: {why}", id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default())]
pub struct Refused {
    /// Counted from 1 in the order of the file.
    pub number: usize,
    pub id: Option<String>,
    pub why: Reason,
}

/// Why a unit cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    #[error("a text does not say its language")]
    NoLanguage,
    #[error("`{given}` is no language tag")]
    BadLanguage { given: String },
    #[error("it has {count} texts; two are needed at least")]
    TooFewTexts { count: usize },
    #[error("a text has no segment, or more than one")]
    NotOneSegment,
    #[error("<{element}> stands where it does not belong")]
    Misplaced { element: String },
    #[error("`&{name};` is not defined")]
    UnknownEntity { name: String },
    #[error("a character stands for nothing in Unicode or XML")]
    BadCharacter,
    #[error("its attributes cannot be read")]
    BadAttributes,
    #[error("a text takes more than {TEXT_BYTES_MOST} bytes")]
    TooLong,
    #[error("it has no text in `{language}`")]
    LanguageMissing { language: Language },
    #[error(transparent)]
    Unfit(#[from] Unfit),
}

/// Why a file cannot be read any further. What was read before stands.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Fault {
    #[error("the file cannot be read")]
    Unreadable(#[source] Arc<io::Error>),
    #[error("this is no well-formed XML in UTF-8 or UTF-16")]
    Malformed(#[source] Arc<quick_xml::Error>),
    #[error("this is XML, but no TMX")]
    NotTmx,
    #[error("this is TMX of version `{version}`; versions 1.0 to 1.4 are read")]
    OtherVersion { version: String },
    #[error("the file is encoded in `{encoding}`; TMX is UTF-8 or UTF-16")]
    OtherEncoding { encoding: String },
    #[error("the file defines entities, which are not read")]
    DefinesEntities,
    #[error("a unit takes more than {UNIT_BYTES_MOST} bytes")]
    TooLarge,
    #[error("elements stand in each other more than {DEPTH_MOST} deep")]
    TooDeep,
    #[error("the file is cut off")]
    CutOff,
}

impl Unit {
    /// The text in this language, or in the same language of another region or script.
    pub fn text(&self, language: &Language) -> Option<&str> {
        let exact = self.texts.iter().find(|(other, _)| other == language);
        let near = || self.texts.iter().find(|(other, _)| other.primary() == language.primary());
        exact.or_else(near).map(|(_, text)| text.as_str())
    }

    /// What is kept, as a unit of a file.
    pub fn of(pair: &Pair, segment: &Segment<'_>) -> Self {
        let texts = vec![
            (pair.source.clone(), segment.source.to_owned()),
            (pair.target.clone(), segment.target.to_owned()),
        ];
        match segment.origin {
            Origin::Approved(approved) => Self {
                id: Some(format!("{}/{}", approved.piece, approved.block)),
                by: Some(approved.translator.member.to_string()),
                at: Some(approved.at),
                texts,
            },
            Origin::Imported(imported) => Self { id: None, by: imported.by.clone(), at: imported.at, texts },
        }
    }
}

impl Memory {
    /// Adds the texts of a unit that stand in these languages, from a file of this digest, without the white space
    /// around them.
    pub fn import(&mut self, pair: &Pair, file: Digest, unit: &Unit) -> Result<(), Reason> {
        let text = |language: &Language| {
            unit.text(language).ok_or_else(|| Reason::LanguageMissing { language: language.clone() })
        };
        let (source, target) = (text(&pair.source)?, text(&pair.target)?);
        let origin = Origin::Imported(Imported { file, by: unit.by.clone(), at: unit.at });
        Ok(self.add(pair, origin, source.trim(), target.trim())?)
    }
}

#[cfg(test)]
mod tests;
