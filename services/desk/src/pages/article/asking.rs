//! Which facts of a timeline somebody wants to see, as it stands in the address.

use contract::{ArticleId, Event, Recorded, article, translation};
use serde::Deserialize;

/// Who acts where the newsroom acts of itself.
pub(super) const NEWSROOM: &str = "newsroom";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::pages) struct Asking {
    pub(super) after: Option<u64>,
    /// A member, or the newsroom itself; anybody where it is empty.
    pub(super) who: String,
    pub(super) what: String,
    pub(super) language: String,
}

/// Kinds of facts, as people tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// What the source said.
    Source,
    /// Who had it.
    Work,
    /// What was written.
    Words,
    /// What editors said.
    Review,
    Publication,
}

impl What {
    pub(super) const ALL: [Self; 5] =
        [Self::Source, Self::Work, Self::Words, Self::Review, Self::Publication];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Work => "work",
            Self::Words => "words",
            Self::Review => "review",
            Self::Publication => "publication",
        }
    }

    /// The id of what it is called.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Source => "article-what-source",
            Self::Work => "article-what-work",
            Self::Words => "article-what-words",
            Self::Review => "article-what-review",
            Self::Publication => "article-what-publication",
        }
    }

    fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Article(article::Event::Received(_) | article::Event::Revised(_)) => Self::Source,
            Event::Article(article::Event::Commissioned(_)) => Self::Work,
            Event::Translation(event) => Self::of_translation(event),
            Event::Edit(_) => Self::Review,
            Event::Publication(_) => Self::Publication,
            Event::Source(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Member(_)
            | Event::Newsroom(_) => return None,
        })
    }

    const fn of_translation(event: &translation::Event) -> Self {
        use translation::Event as E;
        match event {
            E::SourceChanged(_) | E::SourceAccepted { .. } => Self::Source,
            E::Requested(_)
            | E::Claimed(_)
            | E::Renewed { .. }
            | E::Assigned { .. }
            | E::Unassigned { .. }
            | E::Released { .. }
            | E::Lapsed { .. } => Self::Work,
            E::Drafted { .. }
            | E::Omitted { .. }
            | E::Joined { .. }
            | E::Split { .. }
            | E::NoteAdded { .. }
            | E::Restored { .. }
            | E::Removed { .. }
            | E::Waived { .. }
            | E::Unwaived { .. }
            | E::Suggested { .. }
            | E::TakenUp { .. }
            | E::Rescued { .. } => Self::Words,
            E::Submitted(_) | E::Returned { .. } => Self::Review,
        }
    }
}

impl Asking {
    pub(super) fn narrows(&self) -> bool {
        ![&self.who, &self.what, &self.language].into_iter().all(String::is_empty)
    }

    pub(super) fn wants(&self, fact: &Recorded<Event>) -> bool {
        let by = fact.by.as_str();
        let who = match self.who.as_str() {
            "" => true,
            NEWSROOM => by.starts_with("service-"),
            member => by == member,
        };
        let what = self.what.is_empty() || What::of(&fact.event).is_some_and(|what| what.name() == self.what);
        let piece = fact.subject.piece_id();
        let language =
            self.language.is_empty() || piece.is_some_and(|piece| piece.language.as_str() == self.language);
        who && what && language
    }

    /// The first page of the same facts.
    pub(super) fn beginning(&self, article: ArticleId) -> String {
        Self { after: None, ..self.clone() }.address(article)
    }

    pub(super) fn following(&self, article: ArticleId, after: u64) -> String {
        Self { after: Some(after), ..self.clone() }.address(article)
    }

    fn address(&self, article: ArticleId) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("who", &self.who), ("what", &self.what), ("language", &self.language)] {
            query.extend_pairs((!value.is_empty()).then_some((name, value)));
        }
        query.extend_pairs(self.after.map(|after| ("after", after.to_string())));
        let query = query.finish();
        let sign = if query.is_empty() { "" } else { "?" };
        format!("/articles/{article}{sign}{query}#timeline")
    }
}
