//! What a check found, before it has a name.

use std::{borrow::Cow, collections::HashMap, ops::Range};

use contract::{BlockId, Check, Finding, FindingId, Level, Place};

use crate::Style;

/// A check tells as many findings of a block; with more, the block is no text that people would go through one by one.
const FOUND_MOST: usize = 200;

/// An explanation takes at most as many bytes: what it quotes may be as long as a block.
const EXPLANATION_BYTES_MOST: usize = 600;

/// As many letters are quoted of words and addresses that an explanation goes on after.
const QUOTED_LETTERS_MOST: usize = 160;

#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub check: Check,
    pub level: Level,
    /// Bytes of the translation; the whole block where nothing is named.
    pub target: Option<Range<usize>>,
    /// Bytes of the source.
    pub source: Option<Range<usize>>,
    /// What it is about, without saying where.
    pub about: String,
    pub explanation: String,
}

impl Found {
    pub fn in_block(
        check: Check,
        level: Level,
        about: impl Into<String>,
        explanation: impl Into<String>,
    ) -> Self {
        Self {
            check,
            level,
            target: None,
            source: None,
            about: about.into(),
            explanation: explanation.into(),
        }
    }

    pub fn at(self, target: Range<usize>) -> Self {
        Self { target: Some(target), ..self }
    }

    pub fn of(self, source: Range<usize>) -> Self {
        Self { source: Some(source), ..self }
    }
}

/// The findings of a block: those that the newsroom wants, each with its id, in the order of their places.
pub(crate) fn named(block: BlockId, mut found: Vec<Found>, style: &Style) -> Vec<Finding> {
    found.retain(|found| !style.left_out.contains(&found.check));
    found.sort_by_key(|found| (found.target.as_ref().map(|place| place.start), found.check));
    let mut told: HashMap<Check, usize> = HashMap::new();
    let mut seen: HashMap<(Check, String), usize> = HashMap::new();
    found
        .into_iter()
        .filter(|found| {
            let told = told.entry(found.check).or_default();
            *told += 1;
            *told <= FOUND_MOST
        })
        .map(|found| {
            let nth = seen.entry((found.check, found.about.clone())).or_default();
            let id = FindingId::of(found.check, block, &found.about, *nth);
            *nth += 1;
            Finding {
                id,
                check: found.check,
                level: style.level(found.check, found.level),
                block,
                target: found.target.map(Place::of),
                source: found.source.map(Place::of),
                explanation: bounded(found.explanation),
            }
        })
        .collect()
}

fn bounded(mut explanation: String) -> String {
    if explanation.len() > EXPLANATION_BYTES_MOST {
        explanation.truncate(explanation.floor_char_boundary(EXPLANATION_BYTES_MOST - '…'.len_utf8()));
        explanation.push('…');
    }
    explanation
}

/// The beginning of what is quoted, where it is long.
pub(crate) fn short(quoted: &str) -> Cow<'_, str> {
    match quoted.char_indices().nth(QUOTED_LETTERS_MOST) {
        Some((end, _)) => format!("{}…", &quoted[..end]).into(),
        None => quoted.into(),
    }
}
