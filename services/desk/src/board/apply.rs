//! How each event changes the board.

mod piece;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, BlockId, Document, Event, MemberId, Origin, PieceId, PolicyId, Recorded, SourceId, Subject,
    article, edit,
    member::{self, Preferences},
    memory, newsroom, policy, publication, source, translation,
};

use super::{
    Article, ArticleRow, Board, List, Lists, MemberRow, Moved, Piece, PolicyRow, SourceRow, Stage, Thing,
    news::moved_by,
};

/// Where and when an event stands.
#[derive(Clone, Copy)]
struct Place {
    sequence: u64,
    at: DateTime<Utc>,
}

impl Board {
    /// Applies the next event of the log. One that was applied already changes nothing.
    pub(super) fn record(&mut self, recorded: Recorded<Event>) {
        if recorded.sequence <= self.applied {
            return;
        }
        self.mentions.record(&recorded, &self.members);
        let Recorded { sequence, subject, at, event, .. } = recorded;
        self.applied = sequence;
        let place = Place { sequence, at };
        self.note(&subject, &event, sequence);
        let (article, piece) = (subject.article_id(), subject.piece_id());
        let moved: Vec<_> =
            self.moved_by(&subject, &event).into_iter().map(|what| (self.lists_of(&what), what)).collect();
        match (event, article, piece) {
            (Event::Source(event), ..) => self.source(subject.id().parse().ok(), event, place),
            (Event::Term(event), ..) => {
                if let Ok(id) = subject.id().parse() {
                    self.terms.apply(id, event, sequence, at);
                }
            }
            (Event::Memory(event), ..) => {
                if let Ok(id) = subject.id().parse() {
                    self.memories.apply(id, event, sequence, at);
                }
            }
            (Event::Policy(event), ..) => self.policy(subject.id().parse().ok(), event, place),
            (Event::Member(event), ..) => self.member(subject.id().parse().ok(), event, place),
            (Event::Newsroom(newsroom::Event::Adjusted(settings)), ..) => self.settings = settings,
            (Event::Newsroom(newsroom::Event::StyleSet { language, style }), ..) => {
                self.styles.insert(language, style);
            }
            (Event::Article(event), Some(id), _) => self.article(id, event, place),
            (Event::Translation(event), _, Some(id)) => {
                self.checks.translation(&id, &event, sequence);
                self.translation(id, event, place);
            }
            (Event::Edit(event), _, Some(id)) => {
                self.checks.edit(&id, &event, sequence);
                self.edit(&id, event, place);
            }
            (Event::Publication(event), _, Some(id)) => self.publication(&id, event, place),
            // A subject is checked when it is read: these kinds have an article and a piece.
            (Event::Article(_) | Event::Translation(_) | Event::Edit(_) | Event::Publication(_), ..) => {}
        }
        if let Some(article) = article.and_then(|id| self.articles.get_mut(&id)) {
            article.history.push(sequence);
        }
        for (before, what) in moved {
            let lists = before.and(self.lists_of(&what));
            self.news.tell(Moved { sequence, what, lists });
        }
    }

    /// Pieces and articles know their own versions. Who has left is no member, and has none.
    fn note(&mut self, subject: &Subject, event: &Event, sequence: u64) {
        match event {
            Event::Member(member::Event::Left {}) | Event::Memory(memory::Event::Withdrawn { .. }) => {
                self.versions.remove(&subject.to_string());
            }
            Event::Source(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Member(_)
            | Event::Newsroom(_) => {
                self.versions.insert(subject.to_string(), sequence);
            }
            Event::Article(_) | Event::Translation(_) | Event::Edit(_) | Event::Publication(_) => {}
        }
    }

    /// What pages show otherwise after this event. Another revision of an article is news of its pieces too, and an article
    /// that came is news of its source.
    fn moved_by(&self, subject: &Subject, event: &Event) -> Vec<Thing> {
        let mut moved: Vec<_> = moved_by(subject, event).into_iter().collect();
        if let Event::Article(article::Event::Received(received)) = event {
            moved.push(Thing::Source(received.origin.source.clone()));
        }
        if let (Event::Article(article::Event::Revised(_)), Some(id)) = (event, subject.article_id()) {
            let languages = self.articles.get(&id).map(|article| article.row.commissioned.clone());
            let pieces = languages.into_iter().flatten().map(|language| PieceId { article: id, language });
            moved.extend(pieces.filter(|id| self.pieces.get(id).is_some()).map(Thing::Piece));
        }
        moved
    }

    /// In which lists something is.
    fn lists_of(&self, what: &Thing) -> Lists {
        match what {
            Thing::Article(id) if self.articles.contains_key(id) => Lists::one(List::Inbox),
            Thing::Piece(id) => self.pieces.get(id).map_or_else(Lists::default, |piece| {
                Lists::one(match piece.row.stage {
                    Stage::Open | Stage::Claimed { .. } => List::Queue,
                    Stage::Submitted { .. } | Stage::Approved { .. } => List::Review,
                    Stage::Published { .. } => List::Published,
                })
            }),
            Thing::Article(_)
            | Thing::Source(_)
            | Thing::Term(_)
            | Thing::Memory(_)
            | Thing::Policy(_)
            | Thing::Member(_)
            | Thing::Newsroom => Lists::default(),
        }
    }

    fn source(&mut self, id: Option<SourceId>, event: source::Event, place: Place) {
        let Some(id) = id else { return };
        self.trails.fact(id.clone(), place.sequence);
        if let source::Event::Registered(registration) = event {
            let row = SourceRow {
                id: id.clone(),
                registration,
                paused: false,
                fault: None,
                failing_since: None,
                set_aside: 0,
                articles: 0,
                received_last: None,
            };
            self.sources.insert(id, row);
            return;
        }
        let Some(row) = self.sources.get_mut(&id) else { return };
        match event {
            source::Event::Registered(registration) | source::Event::Changed(registration) => {
                row.registration = registration;
            }
            source::Event::Paused {} => row.paused = true,
            source::Event::Resumed {} => row.paused = false,
            source::Event::Failed { cause } => {
                row.fault = Some(cause);
                row.failing_since.get_or_insert(place.at);
            }
            source::Event::Recovered {} => (row.fault, row.failing_since) = (None, None),
            source::Event::SetAside(_) => row.set_aside += 1,
        }
    }

    fn article(&mut self, id: ArticleId, event: article::Event, place: Place) {
        match event {
            article::Event::Received(received) => {
                if let Some(source) = self.sources.get_mut(&received.origin.source) {
                    source.articles += 1;
                    source.received_last = Some(place.at);
                    self.trails.article(received.origin.source.clone(), id);
                }
                let row = article_row(id, received.origin, &received.document, place);
                self.articles_by_position.insert(place.sequence, id);
                let (version, text) = (place.sequence, place.sequence);
                self.articles.insert(id, Article { row, version, text, history: Vec::new() });
            }
            article::Event::Revised(revised) => {
                let Some(article) = self.articles.get_mut(&id) else { return };
                let row = article_row(id, revised.origin, &revised.document, place);
                let ArticleRow { received_at, position, commissioned, .. } = article.row.clone();
                article.row = ArticleRow { received_at, commissioned, position, ..row };
                (article.version, article.text) = (place.sequence, place.sequence);
                let blocks: BTreeSet<BlockId> = revised.changed.into_iter().chain(revised.gone).collect();
                for language in &article.row.commissioned {
                    let id = PieceId { article: id, language: language.clone() };
                    let revision = article.row.revision;
                    self.pieces.change(&id, |piece| piece.revised(revision, blocks.iter().copied(), place));
                }
            }
            article::Event::Commissioned(commissioned) => {
                if let Some(article) = self.articles.get_mut(&id) {
                    article.version = place.sequence;
                    article.row.commissioned.insert(commissioned.language);
                }
            }
        }
    }

    fn translation(&mut self, id: PieceId, event: translation::Event, place: Place) {
        if let translation::Event::Requested(requested) = event {
            let newest = self.articles.get(&id.article).map(|article| article.row.revision);
            self.pieces.insert(Piece::asked_for(id, &requested, newest, place));
            return;
        }
        self.pieces.change(&id, |piece| piece.translation(event, place));
    }

    fn edit(&mut self, id: &PieceId, event: edit::Event, place: Place) {
        self.pieces.change(id, |piece| piece.edit(event, place));
    }

    fn publication(&mut self, id: &PieceId, event: publication::Event, place: Place) {
        self.pieces.change(id, |piece| piece.publication(event, place));
    }

    fn policy(&mut self, id: Option<PolicyId>, event: policy::Event, place: Place) {
        let policy::Event::Enacted { text, version, .. } = event;
        if let Some(id) = id {
            self.policies.insert(id.clone(), PolicyRow { id, text, version, enacted_at: place.at });
        }
    }

    fn member(&mut self, id: Option<MemberId>, event: member::Event, place: Place) {
        let Some(id) = id else { return };
        match event {
            member::Event::Joined(membership) => {
                let (joined, preferences) = (place.sequence, Preferences::default());
                self.members.insert(id.clone(), MemberRow { id, membership, joined, preferences });
            }
            member::Event::RolesSet { roles } => {
                self.members.entry(id).and_modify(|row| row.membership.roles = roles);
            }
            member::Event::LanguagesSet { languages } => {
                self.members.entry(id).and_modify(|row| row.membership.languages = languages);
            }
            member::Event::Preferred(preferences) => {
                self.members.entry(id).and_modify(|row| row.preferences = preferences);
            }
            member::Event::Left {} => {
                self.members.remove(&id);
            }
        }
    }
}

fn article_row(id: ArticleId, origin: Origin, document: &Document, place: Place) -> ArticleRow {
    ArticleRow {
        id,
        source: origin.source,
        source_name: origin.source_name,
        headline: headline(document),
        language: origin.language,
        address: origin.address,
        authors: origin.authors,
        section: origin.section,
        received_at: place.at,
        published_at: origin.published_at,
        revision: origin.revision,
        words: document.words(),
        commissioned: BTreeSet::new(),
        position: place.sequence,
    }
}

/// The headline, or the beginning of the text where the source gave none.
fn headline(document: &Document) -> String {
    let words = document.blocks.iter().map(|block| block.text.trim()).find(|text| !text.is_empty());
    words.unwrap_or_default().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use contract::{BlockId, Check, CommandId, Credit, Digest, FindingId, Verdict};

    use super::*;
    use crate::board::{PieceRow, open_piece};

    #[test]
    fn what_waits_longest_stays_first_while_an_editor_judges_what_was_found() {
        let editor = Credit { member: "edith".parse().unwrap(), name: "Edith".to_owned() };
        let digest = Digest::of(b"words");
        let stage = Stage::Submitted { digest, translators: BTreeSet::new() };
        let mut board = Board::default();
        for number in [1, 2] {
            let row = PieceRow { stage: stage.clone(), ..open_piece(number) };
            board.pieces.insert(Piece::requested(row));
        }
        let (check, block) = (Check::Number, BlockId(1));
        let finding = FindingId::of(check, block, "7", 0);
        board.record(Recorded {
            sequence: 10,
            subject: Subject::edit(&open_piece(1).id),
            id: "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap(),
            cause: None,
            by: editor.member.clone(),
            at: DateTime::UNIX_EPOCH,
            event: Event::Edit(edit::Event::Judged {
                finding,
                check,
                block,
                verdict: Verdict::Fault,
                editor,
            }),
        });
        let waiting: Vec<_> = board.pieces.review(0).map(|row| (row.position, row.version)).collect();
        assert_eq!(waiting, [(1, 10), (2, 2)]);
    }
}
