//! The demonstration newsroom: five members, three policies, three sources with a few articles of our own.

use contract::{
    ArticleId, Brief, Language, PieceId, PolicyId, Role, Route, SourceId, Subject,
    member::{self, Membership},
    policy,
    source::{self, Registration},
};
use ingest::feed::{self, Entry};

use super::{SeedError, ask::Ask, member};

/// One who belongs to a newsroom from its beginning.
#[derive(Clone, Copy)]
pub(super) struct Person {
    pub(super) id: &'static str,
    name: &'static str,
    roles: &'static [Role],
    languages: &'static [&'static str],
}

/// The one member of a newsroom that begins empty.
pub(super) const ADMINISTRATOR: Person =
    Person { id: "admin", name: "Administrator", roles: &[Role::Administrator], languages: &[] };

/// The first event of a demonstration is that this member joins, the last of its beginning that [`LAST`] does.
pub(super) const FIRST: &str = "salma";
pub(super) const LAST: &str = "adam";

const EARLY: [Person; 4] = [
    Person { id: FIRST, name: "Salma Haddad", roles: &[Role::Translator], languages: &["ar", "en"] },
    Person { id: "yusuf", name: "Yusuf Karim", roles: &[Role::Translator], languages: &[] },
    Person { id: "edith", name: "Edith Brandt", roles: &[Role::Editor], languages: &[] },
    Person { id: "omar", name: "Omar Saleh", roles: &[Role::Editor, Role::Translator], languages: &[] },
];

const LATE: Person =
    Person { id: LAST, name: "Adam Weiss", roles: &[Role::Administrator, Role::Editor], languages: &[] };

const POLICIES: [(&str, &str); 3] = [
    ("outlet-en", "The Dragoman Desk"),
    ("attribution-en", "This article first appeared in {source}: {address}"),
    (
        "disclaimer-en",
        "This article was translated and edited by {outlet}. {outlet} has not verified the story; \
         responsibility lies with the author.",
    ),
];

/// A source of the demonstration with what it has published.
struct Sample {
    id: &'static str,
    name: &'static str,
    /// Into which language everything is commissioned at once; else it waits in the inbox.
    into: Option<&'static str>,
    feed: &'static [u8],
}

const SAMPLES: [Sample; 3] = [
    Sample {
        id: "al-wadi",
        name: "Al-Wadi (sample)",
        into: Some("en"),
        feed: include_bytes!("../../samples/al-wadi.xml"),
    },
    Sample {
        id: "nahar-sample",
        name: "Sawt al-Madina (sample)",
        into: None,
        feed: include_bytes!("../../samples/sawt-al-madina.xml"),
    },
    // It came in last, so a newcomer finds it on top of the inbox.
    Sample {
        id: desk::guide::SOURCE,
        name: "First piece (sample)",
        into: None,
        feed: include_bytes!("../../samples/first-piece.xml"),
    },
];

const RIGHTS: &str = "written for Dragoman as a sample; free to use";

/// Everything, in this order; each step may have been done before.
pub(super) async fn fill(ask: &Ask) -> Result<(), SeedError> {
    for person in EARLY {
        join(ask, person).await?;
    }
    for (id, text) in POLICIES {
        let id: PolicyId = id.parse().expect("the policies of the demonstration have proper names");
        let enact = policy::Command::Enact { text: text.to_owned() };
        ask.command::<_, policy::Refusal>(&Subject::policy(&id), enact).await?;
    }
    for sample in SAMPLES {
        let id: SourceId = sample.id.parse().expect("the sources of the demonstration have short names");
        let (subject, register) = (Subject::source(&id), source::Command::Register(sample.registration()));
        ask.command::<_, source::Refusal>(&subject, register).await?;
        ask.read(&subject, sample.feed).await?;
        // What is commissioned at once waits in the queue when people come.
        for piece in sample.pieces(&id) {
            ask.begun(&Subject::translation(&piece)).await?;
        }
    }
    join(ask, LATE).await
}

pub(super) async fn join(ask: &Ask, person: Person) -> Result<(), SeedError> {
    let subject = Subject::member(&member(person.id));
    ask.command::<_, member::Refusal>(&subject, member::Command::Join(person.membership())).await
}

impl Person {
    fn membership(self) -> Membership {
        Membership {
            name: self.name.to_owned(),
            roles: self.roles.iter().copied().collect(),
            languages: self.languages.iter().copied().map(language).collect(),
        }
    }
}

impl Sample {
    fn registration(&self) -> Registration {
        let route = |into| Route { language: language(into), brief: Brief::default() };
        Registration {
            name: self.name.to_owned(),
            feed: None,
            language: language("ar"),
            section: "news".parse().expect("a short name"),
            rights: RIGHTS.to_owned(),
            routes: self.into.map(route).into_iter().collect(),
            every_minutes: 60,
        }
    }

    /// What its routing rule makes of its articles.
    fn pieces(&self, id: &SourceId) -> Vec<PieceId> {
        let Some(language) = self.into.map(language) else { return Vec::new() };
        let entries = feed::read(self.feed, None, None).expect("the samples are feeds");
        let keys = entries.into_iter().map(|entry| match entry {
            Entry::Item(item) => item.key,
            Entry::Unusable { key, .. } => key,
        });
        keys.map(|key| PieceId { article: ArticleId::of(id, &key), language: language.clone() }).collect()
    }
}

fn language(tag: &str) -> Language {
    tag.parse().expect("the languages of the demonstration are well-formed")
}

#[cfg(test)]
mod tests {
    use contract::BlockKind;

    use super::*;

    #[test]
    fn the_members_of_the_demonstration_can_join() {
        for person in EARLY.into_iter().chain([LATE, ADMINISTRATOR]) {
            member(person.id);
            assert!(!person.membership().roles.is_empty());
        }
        for (id, _) in POLICIES {
            id.parse::<PolicyId>().unwrap();
        }
    }

    #[test]
    fn every_sample_is_an_article_with_all_that_attribution_needs() {
        let mut kinds = Vec::new();
        for sample in SAMPLES {
            sample.registration();
            let entries = feed::read(sample.feed, None, None).unwrap();
            let is_first = sample.id == desk::guide::SOURCE;
            assert!(if is_first { entries.len() == 1 } else { (3..=4).contains(&entries.len()) });
            for entry in entries {
                let Entry::Item(item) = entry else { panic!("{entry:?}") };
                assert_eq!((item.authors.len(), item.address.is_some()), (1, true), "{}", item.headline);
                assert!(
                    item.published_at.is_some() && (is_first || item.body.len() >= 4),
                    "{}",
                    item.headline
                );
                if is_first {
                    // The headline has words to be typed as well.
                    assert_eq!(
                        (item.key.as_str(), item.body.len() + 1),
                        (desk::guide::ITEM, desk::guide::WORDS.len())
                    );
                }
                kinds.extend(item.body.into_iter().map(|block| block.kind));
            }
        }
        for kind in [BlockKind::Quotation, BlockKind::ListItem, BlockKind::Heading] {
            assert!(kinds.contains(&kind), "{kind:?}");
        }
    }
}
