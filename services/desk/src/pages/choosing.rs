//! What can be chosen on a page, and what a list can be narrowed by.

use contract::Priority;

use super::words;
use crate::reader::Reader;

/// One of several things to choose from.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) chosen: bool,
}

/// What can be chosen of how urgent something is.
pub(super) fn priorities(chosen: Option<Priority>, reader: Reader) -> Vec<Choice> {
    let choice = |priority| Choice {
        value: words::priority(priority).to_owned(),
        words: words::capital(&reader.priority(priority)),
        chosen: chosen == Some(priority),
    };
    words::PRIORITIES.map(choice).into()
}

/// One thing that a list can be narrowed by.
pub(super) struct Narrowing {
    pub(super) name: &'static str,
    pub(super) label: String,
    /// What is said where nothing is chosen.
    pub(super) any: String,
    pub(super) choices: Vec<Choice>,
}

/// A list narrowed in one of the ways that are used most.
pub(super) struct Chip {
    pub(super) address: String,
    pub(super) words: String,
    pub(super) here: bool,
}
