//! A unit as a file has it, before anybody asks whether it fits.

use std::collections::HashMap;

/// A `<unit>` as the file has it.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) id: String,
    /// The digests of the source and of the target with which the file was made, where it still has them.
    pub(super) source: Option<String>,
    pub(super) target: Option<String>,
    /// What codes stand for, by the ids of the data.
    pub(super) data: HashMap<String, String>,
    pub(super) parts: Vec<Part>,
}

/// A `<segment>` or an `<ignorable>`.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) is_segment: bool,
    pub(super) source: Vec<Token>,
    pub(super) target: Option<Vec<Token>>,
    /// Where the target stands among those of the unit, from 1, where that is another place than the source's.
    pub(super) order: Option<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Words(String),
    Open(Code),
    Close {
        id: String,
    },
    /// Something that a text of ours cannot hold.
    Placeholder {
        id: String,
    },
    NoCharacter {
        given: String,
    },
}

/// An inline code that begins, with what the file says of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Code {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) sub_kind: String,
    pub(super) data: String,
}

impl Token {
    /// Whether it says nothing.
    pub(super) fn is_blank(&self) -> bool {
        match self {
            Self::Words(words) => words.trim().is_empty(),
            Self::Open(_) | Self::Close { .. } => true,
            Self::Placeholder { .. } | Self::NoCharacter { .. } => false,
        }
    }
}
