//! Names of people in the source text of a piece, by the newsroom's lists.

use std::{ops::Range, sync::Arc};

use contract::Language;
use language::Script;

use super::names::NameList;
use crate::{
    api::bodies::{FoundName, FoundTerm},
    state::State,
};

/// The lists of names in use, the newest first.
pub(crate) struct People {
    lists: Vec<Arc<NameList>>,
}

impl People {
    pub(crate) fn of(state: &State) -> Self {
        Self { lists: state.memories.names(&state.board.read().memories) }
    }

    /// Who is named in a text and is no term of the register.
    pub(crate) fn named(&self, text: &str, terms: &[FoundTerm], into: &Language) -> Vec<FoundName> {
        let mut covered: Vec<Range<usize>> = terms.iter().map(|found| found.start..found.end).collect();
        let mut places = Vec::new();
        for list in &self.lists {
            let found = list.names.candidates(text, &covered);
            covered.extend(found.iter().cloned());
            places.extend(found);
        }
        places.sort_by_key(|place| place.start);
        let is_latin = Script::usual(into) == Script::Latin;
        let name = |place: Range<usize>| {
            let words = text[place.clone()].to_owned();
            let spelling = if is_latin { self.spelling(&words) } else { None };
            FoundName { words, start: place.start, end: place.end, spelling }
        };
        places.into_iter().map(name).collect()
    }

    /// How a name is spelled in Latin letters, by the first list that has all its parts.
    pub(crate) fn spelling(&self, name: &str) -> Option<String> {
        self.lists.iter().find_map(|list| list.latin.spelling(name))
    }
}
