//! The rules of an article: received once, revised when its words change, commissioned into languages.

use std::collections::{BTreeSet, HashMap};

use contract::{
    Block, BlockId, BlockKind, Brief, DOCUMENT_BYTES_MOST, Document, Kind, Language, Origin, Role,
    article::{Command, Commissioned, Event, NOTE_BYTES_MOST, Reading, Received, Refusal, Revised},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

use crate::numbering::number;

/// One item from a source.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Article {
    #[default]
    Absent,
    Received(Text),
}

/// The article at its newest revision.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Text {
    origin: Origin,
    document: Document,
    /// No block has this number yet, or any above.
    next_block: u32,
    commissioned: BTreeSet<Language>,
}

impl Decider for Article {
    const KIND: Kind = Kind::Article;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        match command {
            Command::Receive(_) if context.lacks(Role::Service) => {
                Err(Refusal::NeedsRole { role: Role::Service })
            }
            Command::Receive(reading) => self.receive(reading),
            // A source's routing rule commissions through the service itself.
            Command::Commission { .. } if context.lacks(Role::Editor) && context.lacks(Role::Service) => {
                Err(Refusal::NeedsRole { role: Role::Editor })
            }
            Command::Commission { language, brief } => self.commission(language, brief),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match (self, event) {
            (_, Event::Received(received)) => {
                let Received { origin, document, .. } = *received;
                Self::Received(Text::new(origin, document, 0, BTreeSet::new()))
            }
            (Self::Received(text), Event::Revised(revised)) => {
                let Revised { origin, document, .. } = *revised;
                Self::Received(Text::new(origin, document, text.next_block, text.commissioned))
            }
            (Self::Received(mut text), Event::Commissioned(commissioned)) => {
                text.commissioned.insert(commissioned.language);
                Self::Received(text)
            }
            (Self::Absent, Event::Revised(_) | Event::Commissioned(_)) => Self::Absent,
        }
    }
}

impl Article {
    fn receive(&self, reading: &Reading) -> Decision<Self> {
        if reading
            .text
            .iter()
            .all(|block| block.text.trim().is_empty() && !matches!(block.kind, BlockKind::Image { .. }))
        {
            return Err(Refusal::NothingToRead);
        }
        let (before, next_block) = match self {
            Self::Absent => (&[][..], 0),
            Self::Received(text) => (&text.document.blocks[..], text.next_block),
        };
        let (blocks, _) = number(before, reading.text.clone(), next_block);
        let document = within_bounds(Document { blocks, language: reading.origin.language.clone() })?;
        let origin = |revision| Origin { revision, document: document.digest(), ..reading.origin.clone() };
        Ok(match self {
            Self::Absent => Some(Event::Received(Box::new(Received {
                item: reading.item.clone(),
                origin: origin(1),
                document: document.clone(),
                routes: reading.routes.clone(),
            }))),
            Self::Received(text) if text.document == document => None,
            Self::Received(text) => {
                let origin = origin(text.origin.revision + 1);
                let (changed, gone) = compare(before, &document.blocks);
                let languages = text.commissioned.clone();
                Some(Event::Revised(Box::new(Revised { origin, document, changed, gone, languages })))
            }
        })
    }

    fn commission(&self, language: &Language, brief: &Brief) -> Decision<Self> {
        let Self::Received(text) = self else { return Err(Refusal::NotReceived) };
        if text.document.language == *language {
            return Err(Refusal::OwnLanguage { language: language.clone() });
        }
        if brief.note.len() > NOTE_BYTES_MOST {
            return Err(Refusal::NoteTooLong { bytes: brief.note.len(), most: NOTE_BYTES_MOST });
        }
        if text.commissioned.contains(language) {
            return Ok(None);
        }
        Ok(Some(Event::Commissioned(Box::new(Commissioned {
            language: language.clone(),
            brief: brief.clone(),
            origin: text.origin.clone(),
            document: text.document.clone(),
        }))))
    }
}

impl Text {
    fn new(origin: Origin, document: Document, next_block: u32, commissioned: BTreeSet<Language>) -> Self {
        let above = document.blocks.iter().map(|block| block.id.0 + 1).max().unwrap_or(0);
        Self { origin, document, next_block: next_block.max(above), commissioned }
    }
}

/// The text, without its marks where they make it too large: it is taken for its words.
fn within_bounds(mut document: Document) -> Result<Document, Refusal> {
    if document.size_bytes() > DOCUMENT_BYTES_MOST {
        document.blocks.iter_mut().for_each(|block| block.marks.clear());
    }
    let bytes = document.size_bytes();
    if bytes > DOCUMENT_BYTES_MOST {
        return Err(Refusal::TooLarge { bytes, most: DOCUMENT_BYTES_MOST });
    }
    Ok(document)
}

/// The blocks that are new or have other words or marks, and the blocks that are gone.
fn compare(before: &[Block], after: &[Block]) -> (Vec<BlockId>, Vec<BlockId>) {
    let old: HashMap<BlockId, &Block> = before.iter().map(|block| (block.id, block)).collect();
    let new: BTreeSet<BlockId> = after.iter().map(|block| block.id).collect();
    let changed = after.iter().filter(|block| old.get(&block.id) != Some(block)).map(|block| block.id);
    let gone = before.iter().map(|block| block.id).filter(|id| !new.contains(id));
    (changed.collect(), gone.collect())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{Actor, Digest, Mark, MarkKind, Place, Route, article::Unnumbered};
    use decider::{Scenario, given};

    use super::*;

    fn origin(revision: u32, document: Digest) -> Origin {
        Origin {
            source: "wadi".parse().unwrap(),
            source_name: "Al-Wadi".to_owned(),
            address: Some("https://wadi.example/1".to_owned()),
            authors: vec!["سلمى".to_owned()],
            published_at: None,
            rights: "by agreement".to_owned(),
            section: "news".parse().unwrap(),
            language: "ar".parse().unwrap(),
            revision,
            document,
            raw: Digest::of(b"raw"),
        }
    }

    fn routes() -> Vec<Route> {
        vec![Route { language: "en".parse().unwrap(), brief: Brief::default() }]
    }

    fn reading(texts: &[&str]) -> Box<Reading> {
        let kinds = [BlockKind::Headline].into_iter().chain(std::iter::repeat(BlockKind::Paragraph));
        let text = kinds.zip(texts).map(|(kind, text)| Unnumbered::plain(kind, *text)).collect();
        let unknown = Digest::of(b"");
        Box::new(Reading { item: "guid-1".to_owned(), origin: origin(0, unknown), text, routes: routes() })
    }

    fn document(blocks: &[(u32, &str)]) -> Document {
        let kinds = [BlockKind::Headline].into_iter().chain(std::iter::repeat(BlockKind::Paragraph));
        let block =
            |((id, text), kind): (&(u32, &str), _)| Block::plain(BlockId(*id), kind, (*text).to_owned());
        Document { blocks: blocks.iter().zip(kinds).map(block).collect(), language: "ar".parse().unwrap() }
    }

    fn received(blocks: &[(u32, &str)]) -> Event {
        let document = document(blocks);
        let origin = origin(1, document.digest());
        Event::Received(Box::new(Received { item: "guid-1".to_owned(), origin, document, routes: routes() }))
    }

    fn commissioned(blocks: &[(u32, &str)], language: &str) -> Event {
        let document = document(blocks);
        let origin = origin(1, document.digest());
        let language = language.parse().unwrap();
        Event::Commissioned(Box::new(Commissioned { language, brief: Brief::default(), origin, document }))
    }

    fn commission(language: &str) -> Command {
        Command::Commission { language: language.parse().unwrap(), brief: Brief::default() }
    }

    fn ask(events: impl IntoIterator<Item = Event>, command: Command, role: Role) -> Scenario<Article> {
        let actor =
            Actor { member: "edith".parse().unwrap(), name: "Edith".to_owned(), roles: [role].into() };
        given::<Article>(events).when(command, &actor, DateTime::UNIX_EPOCH)
    }

    const TEXT: &[(u32, &str)] = &[(0, "عنوان"), (1, "فقرة")];

    #[test]
    fn an_article_is_received_once() {
        let receive = || Command::Receive(reading(&["عنوان", "فقرة"]));
        ask([], receive(), Role::Service).then(received(TEXT));
        ask([received(TEXT)], receive(), Role::Service).then_nothing();
    }

    #[test]
    fn only_the_service_receives() {
        ask([], Command::Receive(reading(&["عنوان"])), Role::Editor)
            .then_refused(Refusal::NeedsRole { role: Role::Service });
    }

    #[test]
    fn what_has_no_words_is_not_an_article() {
        ask([], Command::Receive(reading(&["", " \n"])), Role::Service).then_refused(Refusal::NothingToRead);
    }

    #[test]
    fn what_is_too_large_is_refused_with_its_size() {
        // Each takes two bytes in a fact.
        for text in ["ا", "\"", "\\"].map(|letter| letter.repeat(DOCUMENT_BYTES_MOST / 2)) {
            let bytes = document(&[(0, &text)]).size_bytes();
            assert!(bytes > DOCUMENT_BYTES_MOST);
            ask([], Command::Receive(reading(&[&text])), Role::Service)
                .then_refused(Refusal::TooLarge { bytes, most: DOCUMENT_BYTES_MOST });
        }
    }

    #[test]
    fn a_text_that_only_its_marks_make_too_large_is_taken_without_them() {
        let kind = || MarkKind::Link { address: format!("https://a.example/{}", "a".repeat(2_000)) };
        let mut read = reading(&["عنوان", "فقرة"]);
        for block in &mut read.text {
            block.marks = (0..100).map(|_| Mark { kind: kind(), place: Place::of(0..4) }).collect();
        }
        ask([], Command::Receive(read.clone()), Role::Service).then(received(TEXT));
        ask([received(TEXT)], Command::Receive(read), Role::Service).then_nothing();
    }

    #[test]
    fn a_changed_text_is_a_revision_that_says_what_changed() {
        let first = received(&[(0, "عنوان"), (1, "فقرة"), (2, "خاتمة")]);
        let document = document(&[(0, "عنوان"), (1, "فقرة مصححة"), (2, "خاتمة"), (3, "إضافة")]);
        let origin = origin(2, document.digest());
        let changed = vec![BlockId(1), BlockId(3)];
        let mut revised = Revised { origin, document, changed, gone: vec![], languages: BTreeSet::new() };
        let receive = || Command::Receive(reading(&["عنوان", "فقرة مصححة", "خاتمة", "إضافة"]));
        let scenario = ask([first.clone()], receive(), Role::Service);
        scenario.then(Event::Revised(Box::new(revised.clone())));
        // Those who translate it have to know.
        let commissions = ["en", "fr"].map(|language| commissioned(TEXT, language));
        revised.languages = ["en", "fr"].map(|language| language.parse().unwrap()).into();
        let history = [first].into_iter().chain(commissions);
        ask(history, receive(), Role::Service).then(Event::Revised(Box::new(revised)));
    }

    #[test]
    fn a_text_in_which_only_a_link_changed_is_a_revision() {
        let link = |address: &str| {
            let kind = MarkKind::Link { address: address.to_owned() };
            vec![Mark { kind, place: Place::of("عن".len().."عنوا".len()) }]
        };
        let linked = |address: &str| {
            let mut document = document(TEXT);
            document.blocks[0].marks = link(address);
            document
        };
        let receive = |address: &str| {
            let mut reading = reading(&TEXT.iter().map(|(_, text)| *text).collect::<Vec<_>>());
            reading.text[0].marks = link(address);
            Command::Receive(reading)
        };
        let Event::Received(mut received) = received(TEXT) else { panic!("not received") };
        received.document = linked("https://a.example");
        let received = Event::Received(received);
        let document = linked("https://b.example");
        let (origin, changed) = (origin(2, document.digest()), vec![BlockId(0)]);
        let revised = Revised { origin, document, changed, gone: vec![], languages: BTreeSet::new() };
        ask([received.clone()], receive("https://b.example"), Role::Service)
            .then(Event::Revised(Box::new(revised)));
        ask([received], receive("https://a.example"), Role::Service).then_nothing();
    }

    #[test]
    fn a_number_is_not_used_again_for_another_block() {
        let shorter = Command::Receive(reading(&["عنوان"]));
        let longer = Command::Receive(reading(&["عنوان", "غيرها"]));
        let service = Actor::service("ingest");
        let scenario =
            ask([received(TEXT)], shorter, Role::Service).when(longer, &service, DateTime::UNIX_EPOCH);
        let Article::Received(text) = scenario.state() else { panic!("not received") };
        assert_eq!(text.document, document(&[(0, "عنوان"), (2, "غيرها")]));
    }

    #[test]
    fn an_editor_or_a_routing_rule_commissions_once_per_language() {
        for role in [Role::Editor, Role::Service] {
            ask([received(TEXT)], commission("en"), role).then(commissioned(TEXT, "en"));
        }
        ask([received(TEXT), commissioned(TEXT, "en")], commission("en"), Role::Editor).then_nothing();
        ask([received(TEXT), commissioned(TEXT, "en")], commission("fr"), Role::Editor)
            .then(commissioned(TEXT, "fr"));
    }

    #[test]
    fn translators_do_not_commission() {
        ask([received(TEXT)], commission("en"), Role::Translator)
            .then_refused(Refusal::NeedsRole { role: Role::Editor });
    }

    #[test]
    fn what_was_not_received_or_is_in_that_language_is_not_commissioned() {
        ask([], commission("en"), Role::Editor).then_refused(Refusal::NotReceived);
        ask([received(TEXT)], commission("ar"), Role::Editor)
            .then_refused(Refusal::OwnLanguage { language: "ar".parse().unwrap() });
        let brief = Brief { note: "a".repeat(NOTE_BYTES_MOST + 1), ..Brief::default() };
        ask([received(TEXT)], Command::Commission { language: "en".parse().unwrap(), brief }, Role::Editor)
            .then_refused(Refusal::NoteTooLong { bytes: NOTE_BYTES_MOST + 1, most: NOTE_BYTES_MOST });
    }
}
