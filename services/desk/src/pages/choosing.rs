//! What can be chosen on a page, and what a list can be narrowed by.

/// One of several things to choose from.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) chosen: bool,
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
