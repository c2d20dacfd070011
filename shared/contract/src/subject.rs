//! Where facts, commands and published pieces are found: subjects, one literal subject per stream of facts.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    ArticleId, Malformed, MemberId, MemoryId, PieceId, PolicyId, SourceId, TermId, newsroom::NEWSROOM,
};

/// The kinds of streams of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Source,
    Article,
    Translation,
    Term,
    Memory,
    Edit,
    Policy,
    Publication,
    Member,
    Newsroom,
}

impl Kind {
    pub const ALL: [Self; 10] = [
        Self::Source,
        Self::Article,
        Self::Translation,
        Self::Term,
        Self::Memory,
        Self::Edit,
        Self::Policy,
        Self::Publication,
        Self::Member,
        Self::Newsroom,
    ];

    /// The second token of the subjects of this kind.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Article => "article",
            Self::Translation => "translation",
            Self::Term => "term",
            Self::Memory => "memory",
            Self::Edit => "edit",
            Self::Policy => "policy",
            Self::Publication => "publication",
            Self::Member => "member",
            Self::Newsroom => "newsroom",
        }
    }

    /// Where this kind's commands are asked for.
    pub fn command_subject(self) -> String {
        format!("command.{}", self.token())
    }

    /// All streams of facts of this kind, as a filter.
    pub fn filter(self) -> String {
        format!("event.{}.>", self.token())
    }
}

/// One stream of facts: `event.<kind>.<id>`. Only well-formed ids get this far, so it is always one literal subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    kind: Kind,
    id: String,
}

impl Subject {
    pub fn source(id: &SourceId) -> Self {
        Self { kind: Kind::Source, id: id.to_string() }
    }

    pub fn article(id: ArticleId) -> Self {
        Self { kind: Kind::Article, id: id.to_string() }
    }

    pub fn translation(id: &PieceId) -> Self {
        Self { kind: Kind::Translation, id: id.to_string() }
    }

    pub fn term(id: TermId) -> Self {
        Self { kind: Kind::Term, id: id.to_string() }
    }

    pub fn memory(id: MemoryId) -> Self {
        Self { kind: Kind::Memory, id: id.to_string() }
    }

    pub fn edit(id: &PieceId) -> Self {
        Self { kind: Kind::Edit, id: id.to_string() }
    }

    pub fn publication(id: &PieceId) -> Self {
        Self { kind: Kind::Publication, id: id.to_string() }
    }

    pub fn policy(id: &PolicyId) -> Self {
        Self { kind: Kind::Policy, id: id.to_string() }
    }

    pub fn member(id: &MemberId) -> Self {
        Self { kind: Kind::Member, id: id.to_string() }
    }

    /// What holds for all of the newsroom's work.
    pub fn newsroom() -> Self {
        Self { kind: Kind::Newsroom, id: NEWSROOM.to_owned() }
    }

    /// The stream of this kind with this id, if the id is one of that kind.
    pub fn of(kind: Kind, id: &str) -> Result<Self, Malformed> {
        match kind {
            Kind::Source => id.parse::<SourceId>().map(drop),
            Kind::Article => id.parse::<ArticleId>().map(drop),
            Kind::Translation | Kind::Edit | Kind::Publication => id.parse::<PieceId>().map(drop),
            Kind::Term => id.parse::<TermId>().map(drop),
            Kind::Memory => id.parse::<MemoryId>().map(drop),
            Kind::Policy => id.parse::<PolicyId>().map(drop),
            Kind::Member => id.parse::<MemberId>().map(drop),
            Kind::Newsroom if id == NEWSROOM => Ok(()),
            Kind::Newsroom => Err(Malformed::new(id, "the newsroom's one stream of facts (`settings`)")),
        }?;
        Ok(Self { kind, id: id.to_owned() })
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The id of the stream within its kind.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The article that these facts are about, if they are about one.
    pub fn article_id(&self) -> Option<ArticleId> {
        match self.kind {
            Kind::Article => self.id.parse().ok(),
            Kind::Translation | Kind::Edit | Kind::Publication => self.piece_id().map(|piece| piece.article),
            Kind::Source | Kind::Term | Kind::Memory | Kind::Policy | Kind::Member | Kind::Newsroom => None,
        }
    }

    /// The piece that these facts are about, if they are about one.
    pub fn piece_id(&self) -> Option<PieceId> {
        match self.kind {
            Kind::Translation | Kind::Edit | Kind::Publication => self.id.parse().ok(),
            Kind::Source
            | Kind::Article
            | Kind::Term
            | Kind::Memory
            | Kind::Policy
            | Kind::Member
            | Kind::Newsroom => None,
        }
    }
}

impl FromStr for Subject {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new(given, "the subject of a stream of facts (`event.<kind>.<id>`)");
        let (kind, id) =
            given.strip_prefix("event.").and_then(|rest| rest.split_once('.')).ok_or_else(malformed)?;
        let kind = Kind::ALL.into_iter().find(|k| k.token() == kind).ok_or_else(malformed)?;
        Self::of(kind, id)
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "event.{}.{}", self.kind.token(), self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_reads_as_it_is_written() {
        let article = ArticleId::of(&"wadi".parse().unwrap(), "1");
        let piece = PieceId { article, language: "en".parse().unwrap() };
        for subject in [
            Subject::source(&"wadi".parse().unwrap()),
            Subject::article(article),
            Subject::translation(&piece),
            Subject::term(TermId::of(&piece.language, &piece.language, "a")),
            Subject::memory(MemoryId::of(crate::Digest::of(b"file"))),
            Subject::edit(&piece),
            Subject::publication(&piece),
            Subject::policy(&"disclaimer-en".parse().unwrap()),
            Subject::member(&"mariam".parse().unwrap()),
            Subject::newsroom(),
        ] {
            assert_eq!(subject.to_string().parse::<Subject>().unwrap(), subject);
        }
    }

    #[test]
    fn nothing_but_a_literal_subject_of_a_known_kind_is_one() {
        for bad in [
            "",
            "event",
            "event.source",
            "event.source.",
            "event.source.>",
            "event.source.a.b",
            "event.x.a",
            "event.newsroom.a",
        ] {
            assert!(bad.parse::<Subject>().is_err(), "{bad}");
        }
    }
}
