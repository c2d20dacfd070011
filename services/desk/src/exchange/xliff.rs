//! A piece as XLIFF 2.1 (OASIS, 13 February 2018), for those who work in another tool: written, and read again unit by unit.
//!
//! A block is a unit. It carries the digest of its source, so that words that come back are known to answer the text that the
//! piece has by then; where a tool drops the digest, the source text itself is compared. It carries the digest of its target as
//! well: a target that nobody has changed in the file replaces nothing.

mod fit;
mod inline;
mod letters;
mod piece;
mod raw;
mod read;
#[cfg(test)]
mod tests;
mod write;

use contract::{Anchor, BlockId, Digest, Language, Mark, PieceId};
use serde::Serialize;

pub(crate) use fit::fit;
pub(crate) use piece::file;
pub(crate) use write::write;

/// The most bytes of one file: source and target of the largest document fit, with all that may stand beside them.
pub(crate) const XLIFF_BYTES_MOST: usize = 8 * 1024 * 1024;

/// The most units of one file; a document has far fewer blocks.
const UNITS_MOST: usize = 20_000;

/// How deep elements may stand in each other: XLIFF itself needs 6, and marks may hold each other.
const DEPTH_MOST: usize = 64;

/// The most attributes of one element; those of XLIFF are fewer than 20.
const ATTRIBUTES_MOST: usize = 100;

/// The most marks in the words of one unit.
const MARKS_MOST: usize = 256;

/// The namespace of XLIFF 2.0, which 2.1 goes on with.
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";

/// The namespace of what we add to a unit: the digests of its source and of its target.
const OWN: &str = "urn:dragoman:xliff";

pub(crate) const CONTENT_TYPE: &str = "application/xliff+xml; charset=utf-8";

/// A piece as one `<file>`.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) piece: PieceId,
    /// Where the article stands at its source; the article's id where that is not known.
    pub(crate) original: String,
    pub(crate) source: Language,
    pub(crate) target: Language,
    pub(crate) remarks: Vec<Remark>,
    pub(crate) units: Vec<Unit>,
}

/// A block as one `<unit>`.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) block: BlockId,
    pub(crate) source: Marked,
    /// What is saved.
    pub(crate) target: Option<Marked>,
    pub(crate) state: State,
    pub(crate) remarks: Vec<Remark>,
}

impl Unit {
    fn id(&self) -> String {
        format!("b{}", self.block.0)
    }

    /// The target, where it says something.
    fn words(&self) -> Option<&Marked> {
        self.target.as_ref().filter(|target| target.has_words())
    }
}

/// Words with what is set apart in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Marked {
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
}

impl Marked {
    /// The marks are put into one order, so that equal ones are seen to be equal.
    pub(crate) fn new(text: String, mut marks: Vec<Mark>) -> Self {
        marks.sort_unstable();
        Self { text, marks }
    }

    fn has_words(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// The marks by the words that they hold on to.
    fn anchors(&self) -> Result<Vec<Anchor>, Unfit> {
        let anchor = |mark: &Mark| {
            let words = mark.place.words(&self.text)?;
            let start = usize::try_from(mark.place.start).ok()?;
            let nth = self.text.match_indices(words).position(|(at, _)| at == start)?;
            Some(Anchor { kind: mark.kind.clone(), nth: u32::try_from(nth).ok()?, words: words.to_owned() })
        };
        let unclear = |mark: &Mark| {
            let words = mark.place.words(&self.text).unwrap_or_default().chars().take(60).collect();
            Unfit::MarkUnclear { words }
        };
        self.marks.iter().map(|mark| anchor(mark).ok_or_else(|| unclear(mark))).collect()
    }

    /// What names exactly this text with exactly these marks.
    fn digest(&self) -> Digest {
        Digest::of(&serde_json::to_vec(self).expect("a text is strings and whole numbers"))
    }
}

/// How far a unit has come, in the words of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Initial,
    Translated,
    Reviewed,
    Final,
}

impl State {
    const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }
}

/// What a translator is told beside the words.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) category: Category,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Category {
    /// What the desk wants.
    Brief,
    /// What an editor asks for.
    Editor,
    /// What the block is in its text, where it is no paragraph.
    Kind,
    /// That the source changed since the words were written.
    Source,
    /// A term that stands in the source, with its rendering.
    Term,
}

impl Category {
    const fn name(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Editor => "editor",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Term => "term",
        }
    }
}

/// What a unit of a file comes to.
#[derive(Debug, PartialEq)]
pub(crate) struct Given {
    /// Its id as the file has it.
    pub(crate) unit: String,
    /// The block that it stands for, as far as its id says so.
    pub(crate) block: Option<BlockId>,
    pub(crate) words: Result<Words, Unfit>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Words {
    /// Words that are not those of the piece.
    New(New),
    /// Just the words that the piece has, or those with which the file was made: nobody has changed them in the file.
    Same,
    /// No words. Words that the piece has stay.
    None,
}

#[derive(Debug, PartialEq)]
pub(crate) struct New {
    pub(crate) text: String,
    pub(crate) marks: Vec<Anchor>,
    /// The words that the piece has; empty where it has none.
    pub(crate) over: String,
    /// Whether those were saved since the file was made.
    pub(crate) is_newer: bool,
}

/// Why a unit cannot be taken; the others can.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unfit {
    #[error("the piece has no block for it; it may have left the text since the file was made")]
    NoSuchBlock,
    #[error("a unit with the same id stands before it in the file")]
    Twice,
    #[error(
        "its source changed since the file was made: download the piece again and look at what the block says now"
    )]
    SourceChanged,
    #[error("some of its segments have no translation, and what there is would have gaps")]
    PartlyTranslated,
    #[error("{mark} is missing in the translation; put it around the words that it belongs to")]
    MarkMissing { mark: String },
    #[error(
        "the translation has a mark `{id}` that its source has not, and that is neither emphasis nor a link"
    )]
    MarkUnknown { id: String },
    #[error("the mark `{id}` in the translation has no beginning, no end, or no words in it")]
    MarkDamaged { id: String },
    #[error("“{words}” stands there several times, one within the other: put the mark around more words")]
    MarkUnclear { words: String },
    #[error("the translation has more than {most} marks")]
    TooManyMarks { most: usize },
    #[error("the text takes {bytes} bytes; at most {most} can be kept")]
    TooLong { bytes: usize, most: usize },
    #[error("the translation has a placeholder `{id}`, and texts of this newsroom have none")]
    Placeholder { id: String },
    #[error("`{given}` is no code of a character")]
    NoCharacter { given: String },
}

/// Why a file cannot be read at all; nothing of it was taken.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("the file is not UTF-8; save it as XLIFF 2.1 in UTF-8")]
    NotText,
    #[error("the file says that it is in {given}; save it as XLIFF 2.1 in UTF-8")]
    OtherEncoding { given: String },
    #[error("this is no XLIFF file: there is no XML in it")]
    NotXml,
    #[error("this is XML, but no XLIFF: it begins with <{root}>")]
    NotXliff { root: String },
    #[error("the file is of no piece: there is no <file> in it")]
    NoFile,
    #[error(
        "this is XLIFF {version}, which says other things in other words; save it as XLIFF 2.1 or 2.0, or begin from the \
         file that this desk gives"
    )]
    OtherVersion { version: String },
    #[error("the XML is broken at byte {at}: {why}")]
    Broken { at: u64, why: String },
    #[error("the file has a document type, which XLIFF 2.1 has not: take the line with <!DOCTYPE out")]
    DocumentType,
    #[error("elements stand more than {most} deep in each other")]
    TooDeep { most: usize },
    #[error("the file has more than {most} units")]
    TooMany { most: usize },
    #[error("the file is of another piece: {given}, not {piece}")]
    OtherPiece { given: String, piece: PieceId },
    #[error("the file leads from {given}; the piece leads from {wanted}")]
    OtherLanguages { given: String, wanted: String },
}
