//! Which part of the board somebody looks at, as it stands in the address.

use contract::{Language, Section};
use serde::Deserialize;

use super::{ROWS, SOME};
use crate::{
    board::{Shelf, Spot},
    pages::done::Done,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asking {
    pub(super) show: Show,
    language: String,
    section: String,
    /// Behind which spot the page begins, as the page before said.
    from: String,
    pub(super) done: Option<Done>,
}

/// Which shelves are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Show {
    #[default]
    All,
    Approved,
    Behind,
    Published,
}

impl Show {
    pub(super) const ALL: [Self; 4] = [Self::All, Self::Approved, Self::Behind, Self::Published];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Approved => "approved",
            Self::Behind => "behind",
            Self::Published => "published",
        }
    }

    /// The id of what it is called.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::All => "board-all",
            Self::Approved => "board-approved",
            Self::Behind => "board-behind",
            Self::Published => "board-published",
        }
    }

    /// The id of what is said where nothing is.
    pub(super) const fn empty(self) -> &'static str {
        match self {
            Self::All | Self::Published => "board-published-empty",
            Self::Approved => "board-approved-empty",
            Self::Behind => "board-behind-empty",
        }
    }

    pub(super) const fn of(shelf: Shelf) -> Self {
        match shelf {
            Shelf::Submitted | Shelf::Approved => Self::Approved,
            Shelf::Behind => Self::Behind,
            Shelf::Published => Self::Published,
        }
    }
}

impl Asking {
    /// The shelves that are shown, with the most lines of each: what wants somebody comes first.
    pub(super) fn shelves(&self) -> impl Iterator<Item = (Shelf, usize)> {
        let shown = match self.show {
            Show::All => vec![(Shelf::Approved, SOME), (Shelf::Behind, SOME), (Shelf::Published, ROWS)],
            Show::Approved => vec![(Shelf::Approved, ROWS)],
            Show::Behind => vec![(Shelf::Behind, ROWS)],
            Show::Published => vec![(Shelf::Published, ROWS)],
        };
        shown.into_iter()
    }

    /// What the lists are narrowed to. What is none of these narrows nothing.
    pub(super) fn wanted(&self) -> (Option<Language>, Option<Section>) {
        (self.language.parse().ok(), self.section.parse().ok())
    }

    pub(super) fn narrows(&self) -> bool {
        self.wanted() != (None, None)
    }

    pub(super) fn from(&self) -> Option<Spot> {
        let (since, position) = self.from.split_once('.')?;
        Some((since.parse().ok()?, position.parse().ok()?))
    }

    /// The first page of another choice of the same list.
    pub(super) fn showing(&self, show: Show) -> String {
        Self { show, from: String::new(), ..self.clone() }.address()
    }

    pub(super) fn following(&self, (since, position): Spot) -> String {
        Self { from: format!("{since}.{position}"), ..self.clone() }.address()
    }

    fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("show", self.show.name());
        for (name, value) in [("language", &self.language), ("section", &self.section), ("from", &self.from)]
        {
            query.extend_pairs((!value.is_empty()).then_some((name, value)));
        }
        format!("/board?{}", query.finish())
    }
}

#[cfg(test)]
mod tests {
    use axum::extract::Query;

    use super::*;

    fn asked(address: &str) -> Asking {
        Query::<Asking>::try_from_uri(&address.parse().unwrap()).unwrap().0
    }

    #[test]
    fn an_address_leads_back_to_what_was_asked() {
        let whole = "/board?show=behind&language=en-gb&section=news&from=7.3";
        assert_eq!(asked(whole).address(), whole);
        assert_eq!(asked(whole).from(), Some((7, 3)));
        assert_eq!(asked(whole).showing(Show::All), "/board?show=all&language=en-gb&section=news");
        assert_eq!(asked("/board").following((9, 2)), "/board?show=all&from=9.2");
    }

    #[test]
    fn what_is_left_open_in_the_form_narrows_nothing() {
        let asking = asked("/board?show=all&language=&section=&from=x");
        assert!(!asking.narrows());
        assert_eq!(asking.from(), None);
    }
}
