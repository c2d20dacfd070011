//! Names of things: sources, members, articles, pieces, terms, commands.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is not the name it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {wanted}")]
pub struct Malformed {
    pub given: String,
    pub wanted: &'static str,
}

impl Malformed {
    pub(crate) fn new(given: &str, wanted: &'static str) -> Self {
        // What is not a name may be anything, also very long: only its beginning is repeated.
        Self { given: given.chars().take(80).collect(), wanted }
    }
}

const SLUG: &str = "a short name of a-z, 0-9 and single hyphens, at most 64 characters";

fn slug(given: &str) -> Result<String, Malformed> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let tidy = !given.is_empty()
        && given.len() <= 64
        && given.chars().all(plain)
        && !given.starts_with('-')
        && !given.ends_with('-')
        && !given.contains("--");
    if tidy { Ok(given.to_owned()) } else { Err(Malformed::new(given, SLUG)) }
}

/// A newtype around a short name; each kind of name is a type of its own, so that they cannot be mixed up.
macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// `a-z`, `0-9` and single hyphens, 1 to 64 characters: fit for a NATS subject token and for an address.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        #[schemars(with = "String", extend("pattern" = r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength" = 64))]
        pub struct $name(String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(given: &str) -> Result<Self, Malformed> {
                slug(given).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Malformed;

            fn try_from(given: String) -> Result<Self, Malformed> {
                given.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

slug_id! {
    /// The name of a source.
    SourceId
}
slug_id! {
    /// The name of a member: a person, or one of the services when it acts of itself.
    MemberId
}
slug_id! {
    /// A part of the newsroom's output, such as `politics`; the third token of a wire subject.
    Section
}

/// The space of article ids: they follow from source and item, so that an item read twice is one article.
const ARTICLES: Uuid = Uuid::from_u128(0x6f1c_2d0a_7b5e_5d43_9a53_3c0f_52d1_08e7);

/// One item from a source, with its revisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ArticleId(pub Uuid);

impl ArticleId {
    /// The article that this item of this source is: the same for the same words, on any machine (UUID version 5).
    pub fn of(source: &SourceId, item: &str) -> Self {
        Self(Uuid::new_v5(&ARTICLES, format!("{source}/{item}").as_bytes()))
    }
}

impl FromStr for ArticleId {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let id = Uuid::try_parse(given).map_err(|_| Malformed::new(given, "an article id (a UUID)"))?;
        // One article has one spelling, because the spelling is part of its subject.
        if id.to_string() == given {
            Ok(Self(id))
        } else {
            Err(Malformed::new(given, "an article id in lower case"))
        }
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The space of term ids: they follow from the languages and the form, so that a form has one term.
const TERMS: Uuid = Uuid::from_u128(0x2b9d_61f4_0c8e_5a17_8f26_91d3_4e70_b5ac);

/// A name or expression with its agreed rendering, from one language into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TermId(pub Uuid);

impl TermId {
    /// The term that this form is, on any machine (UUID version 5). White space counts once.
    pub fn of(from: &Language, into: &Language, source: &str) -> Self {
        let form = crate::term::tidied(source);
        Self(Uuid::new_v5(&TERMS, format!("{from}/{into}/{form}").as_bytes()))
    }
}

impl FromStr for TermId {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let id = Uuid::try_parse(given).map_err(|_| Malformed::new(given, "a term id (a UUID)"))?;
        // One term has one spelling, because the spelling is part of its subject.
        if id.to_string() == given {
            Ok(Self(id))
        } else {
            Err(Malformed::new(given, "a term id in lower case"))
        }
    }
}

impl fmt::Display for TermId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A language as an RFC 5646 tag, as far as newsrooms need it: a language of two or three letters, then subtags.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$"))]
pub struct Language(String);

impl Language {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without region or script: `en` of `en-gb`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl FromStr for Language {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let tag = given.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let letters = |part: &str| part.bytes().all(|b| b.is_ascii_lowercase());
        let subtag =
            |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
        let well_formed =
            parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && letters(p)) && parts.all(subtag);
        if well_formed && tag.len() <= 35 {
            Ok(Self(tag))
        } else {
            Err(Malformed::new(given, "a language tag such as `ar`, `en` or `en-gb`"))
        }
    }
}

impl TryFrom<String> for Language {
    type Error = Malformed;

    fn try_from(given: String) -> Result<Self, Malformed> {
        given.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One article in one target language: its translation, its edit and its publication carry this id, each on a stream
/// of its own kind. Written `<article>_<language>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct PieceId {
    pub article: ArticleId,
    pub language: Language,
}

impl FromStr for PieceId {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new(given, "a piece (an article id, `_` and a language)");
        let (article, language) = given.split_once('_').ok_or_else(malformed)?;
        let id = Self {
            article: article.parse().map_err(|_| malformed())?,
            language: language.parse().map_err(|_| malformed())?,
        };
        if id.language.as_str() == language { Ok(id) } else { Err(malformed()) }
    }
}

impl TryFrom<String> for PieceId {
    type Error = Malformed;

    fn try_from(given: String) -> Result<Self, Malformed> {
        given.parse()
    }
}

impl From<PieceId> for String {
    fn from(id: PieceId) -> Self {
        id.to_string()
    }
}

impl fmt::Display for PieceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.article, self.language)
    }
}

/// The id of a command, and of the one event that it may record: a repeat of the id is a repeat of the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CommandId(pub Uuid);

impl CommandId {
    /// The id of a command that follows from an event or another command: the same however often that comes again.
    /// `which` tells apart what follows from one cause.
    pub fn caused_by(cause: Self, which: &str) -> Self {
        Self(Uuid::new_v5(&cause.0, which.as_bytes()))
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_a_subject_token() {
        for bad in ["", "-a", "a-", "a--b", "A", "a.b", "a b", "a>", "*", "أ", &"a".repeat(65)] {
            assert!(bad.parse::<SourceId>().is_err(), "{bad}");
        }
        assert_eq!("al-wadi24".parse::<SourceId>().unwrap().to_string(), "al-wadi24");
    }

    #[test]
    fn a_piece_has_one_spelling() {
        let id = ArticleId::of(&"wadi".parse().unwrap(), "item-1");
        let piece = PieceId { article: id, language: "en".parse().unwrap() };
        assert_eq!(piece.to_string().parse::<PieceId>().unwrap(), piece);
        assert!(piece.to_string().to_uppercase().parse::<PieceId>().is_err());
        assert!(format!("{id}_EN").parse::<PieceId>().is_err());
        assert!(format!("{id}_e.n").parse::<PieceId>().is_err());
    }

    #[test]
    fn the_same_form_in_the_same_languages_is_the_same_term() {
        let [arabic, english]: [Language; 2] = ["ar".parse().unwrap(), "en".parse().unwrap()];
        assert_eq!(TermId::of(&arabic, &english, " بيت  لحم"), TermId::of(&arabic, &english, "بيت لحم"));
        assert_ne!(TermId::of(&arabic, &english, "a"), TermId::of(&english, &arabic, "a"));
    }

    #[test]
    fn the_same_item_of_the_same_source_is_the_same_article() {
        let [one, other]: [SourceId; 2] = ["one".parse().unwrap(), "other".parse().unwrap()];
        assert_eq!(ArticleId::of(&one, "a"), ArticleId::of(&one, "a"));
        assert_ne!(ArticleId::of(&one, "a"), ArticleId::of(&other, "a"));
    }
}
