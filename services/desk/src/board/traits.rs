//! What pieces are from their beginning on, as small numbers side by side: a filter looks at many of them quickly, and at
//! the pieces themselves only where these fit.

use std::collections::HashMap;

use contract::{Language, Section, SourceId};

use super::PieceRow;

/// Which pieces are wanted; none for any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    pub from: Option<&'a Language>,
    pub into: Option<&'a Language>,
    pub source: Option<&'a SourceId>,
    pub section: Option<&'a Section>,
}

/// The traits of all pieces, by the pieces' numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Traits {
    of: Vec<[u32; 4]>,
    names: HashMap<String, u32>,
}

/// What a piece's traits must be, each where it is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern([Option<u32>; 4]);

impl Traits {
    /// Those of the next piece.
    pub(super) fn push(&mut self, row: &PieceRow) {
        let names = [
            row.source_language.as_str(),
            row.id.language.as_str(),
            row.source.as_str(),
            row.section.as_str(),
        ];
        let traits = names.map(|name| self.number(name));
        self.of.push(traits);
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.names.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).expect("there are fewer names than bytes in memory");
        self.names.insert(name.to_owned(), number);
        number
    }

    /// What must hold for these to be wanted; none where a name is wanted that no piece has.
    pub(super) fn pattern(&self, wanted: Wanted<'_>) -> Option<Pattern> {
        let names = [
            wanted.from.map(Language::as_str),
            wanted.into.map(Language::as_str),
            wanted.source.map(SourceId::as_str),
            wanted.section.map(Section::as_str),
        ];
        let mut pattern = [None; 4];
        for (place, name) in pattern.iter_mut().zip(names) {
            if let Some(name) = name {
                *place = Some(*self.names.get(name)?);
            }
        }
        Some(Pattern(pattern))
    }

    pub(super) fn fit(&self, number: usize, pattern: Pattern) -> bool {
        let fits = |traits: &[u32; 4]| {
            traits.iter().zip(pattern.0).all(|(is, wanted)| wanted.is_none_or(|wanted| *is == wanted))
        };
        self.of.get(number).is_some_and(fits)
    }
}
