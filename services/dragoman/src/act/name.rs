//! Articles and pieces as people name them: by their ids, or as much of them as is plain.

use std::{convert::Infallible, fmt::Display, str::FromStr};

use contract::{ArticleId, PieceId};

use super::failure::Failure;

/// How many of the possible ones are shown.
const SHOWN: usize = 5;

/// An article's id, or the beginning of it. A piece's name will do: its article is meant.
#[derive(Clone, Debug)]
pub(crate) struct ArticleName(String);

/// A piece's id, or the beginning of its article's with or without its language: `3f2a_en`, `3f2a`.
#[derive(Clone, Debug)]
pub(crate) struct PieceName(String);

// Whether a name is one is only known at the desk: what is not there is no wrong usage.
impl FromStr for ArticleName {
    type Err = Infallible;

    fn from_str(given: &str) -> Result<Self, Infallible> {
        let article = given.split('_').next().unwrap_or_default();
        Ok(Self(article.trim().to_lowercase()))
    }
}

impl FromStr for PieceName {
    type Err = Infallible;

    fn from_str(given: &str) -> Result<Self, Infallible> {
        Ok(Self(given.trim().to_lowercase()))
    }
}

impl ArticleName {
    pub(super) fn whole(&self) -> Option<ArticleId> {
        self.0.parse().ok()
    }

    /// The one article whose id begins so.
    pub(super) fn find(&self, all: impl Iterator<Item = ArticleId>) -> Result<ArticleId, Failure> {
        only("article", &self.0, all, |id| begins(*id, &self.0))
    }
}

impl PieceName {
    pub(super) fn whole(&self) -> Option<PieceId> {
        self.0.parse().ok()
    }

    /// The one piece whose article's id begins so, in this language if one is named.
    pub(super) fn find(&self, all: impl Iterator<Item = PieceId>) -> Result<PieceId, Failure> {
        let (article, language) = match self.0.split_once('_') {
            Some((article, language)) => (article, Some(language)),
            None => (self.0.as_str(), None),
        };
        only("piece", &self.0, all, |id| {
            begins(id.article, article) && language.is_none_or(|language| id.language.as_str() == language)
        })
    }
}

/// An article's id, short enough to read and long enough to be plain.
pub(super) fn short(id: ArticleId) -> String {
    id.to_string().chars().take(8).collect()
}

/// A piece's id, as short.
pub(super) fn short_piece(id: &PieceId) -> String {
    format!("{}_{}", short(id.article), id.language)
}

fn begins(id: ArticleId, with: &str) -> bool {
    !with.is_empty() && id.to_string().starts_with(with)
}

fn only<T: Display>(
    what: &'static str,
    given: &str,
    all: impl Iterator<Item = T>,
    is_meant: impl Fn(&T) -> bool,
) -> Result<T, Failure> {
    let mut looked_at = 0;
    let mut meant: Vec<T> = all.inspect(|_| looked_at += 1).filter(is_meant).collect();
    let given = given.to_owned();
    match meant.len() {
        0 => Err(Failure::NotThere { what, given, looked_at }),
        1 => Ok(meant.remove(0)),
        _ => Err(Failure::Ambiguous { given, of: meant.iter().take(SHOWN).map(T::to_string).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "3f2a0000-0000-5000-8000-000000000001";
    const OTHER: &str = "3f2b0000-0000-5000-8000-000000000002";

    fn pieces() -> impl Iterator<Item = PieceId> {
        [format!("{ONE}_en"), format!("{OTHER}_en"), format!("{OTHER}_fr")]
            .into_iter()
            .map(|id| id.parse().unwrap())
    }

    fn find(given: &str) -> Result<String, Failure> {
        PieceName::from_str(given).unwrap().find(pieces()).map(|id| id.to_string())
    }

    #[test]
    fn the_beginning_of_an_id_is_enough_where_it_is_plain() {
        assert_eq!(find("3F2A").unwrap(), format!("{ONE}_en"));
        assert_eq!(find("3f2a_en").unwrap(), format!("{ONE}_en"));
        assert_eq!(find("3f2b_fr").unwrap(), format!("{OTHER}_fr"));
        assert!(matches!(find("3f2b"), Err(Failure::Ambiguous { of, .. }) if of.len() == 2));
        assert!(matches!(find("3f"), Err(Failure::Ambiguous { of, .. }) if of.len() == 3));
    }

    #[test]
    fn what_names_nothing_is_not_there() {
        for nothing in ["", "_en", "3f2c", "3f2a_fr", "3f2a_e", "nothing-of-the-kind"] {
            assert!(matches!(find(nothing), Err(Failure::NotThere { looked_at: 3, .. })), "{nothing}");
        }
    }

    #[test]
    fn an_article_is_found_by_its_beginning_too() {
        let name = ArticleName::from_str("3f2b").unwrap();
        let found = name.find([ONE, OTHER].into_iter().map(|id| id.parse().unwrap())).unwrap();
        assert_eq!(short(found), "3f2b0000");
        let of_piece = ArticleName::from_str(&format!("{ONE}_en")).unwrap();
        assert_eq!(of_piece.whole(), ONE.parse().ok());
        assert_eq!(name.whole(), None);
    }
}
