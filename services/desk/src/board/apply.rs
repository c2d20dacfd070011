//! How each event changes the board.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, Credit, Document, Event, MemberId, Origin, PieceId, PolicyId, Recorded, SourceId, article,
    edit, member, newsroom, policy, publication, source, translation,
};

use super::{
    Article, ArticleRow, Assignment, Board, MemberRow, Piece, PieceRow, PolicyRow, SourceRow, Stage,
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
        let Recorded { sequence, subject, at, event, .. } = recorded;
        if sequence <= self.applied {
            return;
        }
        self.applied = sequence;
        if moves(&event) {
            self.moved = sequence;
        }
        let place = Place { sequence, at };
        let (article, piece) = (subject.article_id(), subject.piece_id());
        match (event, article, piece) {
            (Event::Source(event), ..) => self.source(subject.id().parse().ok(), event),
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
            (Event::Member(event), ..) => self.member(subject.id().parse().ok(), event),
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
    }

    fn source(&mut self, id: Option<SourceId>, event: source::Event) {
        let Some(id) = id else { return };
        if let source::Event::Registered(registration) = event {
            let row = SourceRow {
                id: id.clone(),
                registration,
                paused: false,
                fault: None,
                set_aside: 0,
                articles: 0,
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
            source::Event::Failed { cause } => row.fault = Some(cause),
            source::Event::Recovered {} => row.fault = None,
            source::Event::SetAside(_) => row.set_aside += 1,
        }
    }

    fn article(&mut self, id: ArticleId, event: article::Event, place: Place) {
        match event {
            article::Event::Received(received) => {
                if let Some(source) = self.sources.get_mut(&received.origin.source) {
                    source.articles += 1;
                }
                let row = article_row(id, received.origin, &received.document, place);
                self.articles_by_position.insert(place.sequence, id);
                self.articles.insert(id, Article { row, text: place.sequence, history: Vec::new() });
            }
            article::Event::Revised(revised) => {
                let Some(article) = self.articles.get_mut(&id) else { return };
                let row = article_row(id, revised.origin, &revised.document, place);
                let ArticleRow { received_at, position, commissioned, .. } = article.row.clone();
                article.row = ArticleRow { received_at, commissioned, position, ..row };
                article.text = place.sequence;
                for language in &article.row.commissioned {
                    let id = PieceId { article: id, language: language.clone() };
                    self.pieces.change(&id, |piece| piece.row.newest_revision = article.row.revision);
                }
            }
            article::Event::Commissioned(commissioned) => {
                if let Some(article) = self.articles.get_mut(&id) {
                    article.row.commissioned.insert(commissioned.language);
                }
            }
        }
    }

    fn translation(&mut self, id: PieceId, event: translation::Event, place: Place) {
        if let translation::Event::Requested(requested) = event {
            let newest = self.articles.get(&id.article).map(|article| article.row.revision);
            self.pieces.insert(requested_piece(id, &requested, newest, place));
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

    fn member(&mut self, id: Option<MemberId>, event: member::Event) {
        let Some(id) = id else { return };
        match event {
            member::Event::Joined(membership) => {
                self.members.insert(id.clone(), MemberRow { id, membership });
            }
            member::Event::RolesSet { roles } => {
                self.members.entry(id).and_modify(|row| row.membership.roles = roles);
            }
            member::Event::LanguagesSet { languages } => {
                self.members.entry(id).and_modify(|row| row.membership.languages = languages);
            }
            member::Event::Left {} => {
                self.members.remove(&id);
            }
        }
    }
}

impl Piece {
    fn translation(&mut self, event: translation::Event, place: Place) {
        self.row.version = place.sequence;
        if let Some(until) = event.renews_until() {
            self.extend(until);
        }
        match event {
            // A piece begins with it, and is there already.
            translation::Event::Requested(_) => {}
            translation::Event::Claimed(lease) => self.stands(Stage::Claimed { lease }),
            translation::Event::Assigned { lease, by, reason } => {
                let to = Some(lease.holder.clone());
                self.assigned(to, by, reason, place);
                self.row.stage = Stage::Claimed { lease };
            }
            translation::Event::Unassigned { by, reason, .. } => {
                self.assigned(None, by, reason, place);
                self.row.stage = Stage::Open;
            }
            translation::Event::Renewed { .. } => {}
            translation::Event::Released { .. } | translation::Event::Lapsed { .. } => {
                self.stands(Stage::Open);
            }
            translation::Event::Drafted { .. }
            | translation::Event::Omitted { .. }
            | translation::Event::Joined { .. }
            | translation::Event::Split { .. }
            | translation::Event::NoteAdded { .. }
            | translation::Event::Restored { .. }
            | translation::Event::Removed { .. } => self.written(&event, place.sequence),
            translation::Event::Waived { .. } | translation::Event::Unwaived { .. } => {}
            translation::Event::Suggested { .. } | translation::Event::TakenUp { .. } => {}
            translation::Event::Rescued { .. } => self.rescued.push(place.sequence),
            translation::Event::Submitted(submission) => {
                self.row.translated_headline = Some(submission.document.headline().to_owned());
                self.submission = Some(place.sequence);
                self.source.submitted = Some(self.source.answered);
                self.row.revision = submission.origin.revision;
                let (digest, translators) = (submission.digest, submission.translators);
                self.stands(Stage::Submitted { digest, translators });
            }
            translation::Event::Returned { .. } => {
                self.row.returns += 1;
                self.row.stage = Stage::Open;
                self.row.revision = self.source.answered.revision;
            }
            translation::Event::SourceChanged(change) => {
                self.row.headline = headline(&change.document);
                self.row.words = change.document.words();
                self.source.change(&change, place.sequence);
                self.answer();
            }
            translation::Event::SourceAccepted { block, .. } => {
                self.source.accept(block, place.sequence);
                self.answer();
            }
        }
    }

    /// Words were written, or blocks arranged.
    fn written(&mut self, event: &translation::Event, sequence: u64) {
        self.drafts.extend(event.words().iter().map(|(block, _)| (*block, sequence)));
        if let Some(block) = event.takes_out() {
            self.drafts.remove(&block);
        }
        let drafts = &self.drafts;
        // Which blocks the source has is not known here: whoever reads the words knows it.
        self.arrangement.follow(event, |block| !block.is_added() || drafts.contains_key(&block));
    }

    /// The work answers another revision. What was submitted before goes on answering that of then.
    fn answer(&mut self) {
        match self.row.stage {
            Stage::Open | Stage::Claimed { .. } => self.row.revision = self.source.answered.revision,
            Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {}
        }
    }

    fn edit(&mut self, event: edit::Event, place: Place) {
        self.row.version = place.sequence;
        match event {
            edit::Event::Opened(_) => {}
            edit::Event::Waived(_) | edit::Event::Judged { .. } => {}
            edit::Event::ChangesRequested { .. } => self.changes = Some(place.sequence),
            edit::Event::Approved(approval) => {
                self.approval = Some(place.sequence);
                self.row.stage = Stage::Approved { digest: approval.digest, editor: approval.editor };
            }
        }
    }

    fn publication(&mut self, event: publication::Event, place: Place) {
        self.row.version = place.sequence;
        match event {
            publication::Event::Prepared(_) => {}
            publication::Event::Published(edition) => {
                self.edition = Some(place.sequence);
                let (digest, version, at) = (edition.digest, edition.version, edition.published_at);
                self.row.stage = Stage::Published { digest, edition: version, at };
            }
        }
    }

    /// Somebody moved it on: what an editor decided about who has it is over.
    fn stands(&mut self, stage: Stage) {
        self.row.stage = stage;
        self.row.assignment = None;
    }

    fn assigned(&mut self, to: Option<Credit>, by: Credit, reason: String, place: Place) {
        let from = match &self.row.stage {
            Stage::Claimed { lease } => Some(lease.holder.clone()),
            Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
        };
        self.row.assignment = Some(Assignment { to, from, by, reason, at: place.at });
    }

    fn extend(&mut self, end: DateTime<Utc>) {
        if let Stage::Claimed { lease } = &mut self.row.stage {
            lease.until = end;
        }
    }
}

/// Whether lists of articles and pieces show something else after it than when a claim ends.
fn moves(event: &Event) -> bool {
    match event {
        Event::Article(_) | Event::Edit(_) | Event::Publication(_) => true,
        Event::Translation(event) => event.renews_until().is_none(),
        Event::Source(_)
        | Event::Term(_)
        | Event::Memory(_)
        | Event::Policy(_)
        | Event::Member(_)
        | Event::Newsroom(_) => false,
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

fn requested_piece(
    id: PieceId,
    requested: &translation::Requested,
    newest_revision: Option<u32>,
    place: Place,
) -> Piece {
    let origin = &requested.origin;
    let row = PieceRow {
        id,
        headline: headline(&requested.document),
        translated_headline: None,
        source: origin.source.clone(),
        source_name: origin.source_name.clone(),
        source_language: origin.language.clone(),
        section: origin.section.clone(),
        revision: origin.revision,
        newest_revision: newest_revision.unwrap_or(origin.revision),
        words: requested.document.words(),
        brief: requested.brief.clone(),
        stage: Stage::Open,
        assignment: None,
        returns: 0,
        requested_at: place.at,
        position: place.sequence,
        version: place.sequence,
    };
    Piece::requested(row)
}

/// The headline, or the beginning of the text where the source gave none.
fn headline(document: &Document) -> String {
    let words = document.blocks.iter().map(|block| block.text.trim()).find(|text| !text.is_empty());
    words.unwrap_or_default().chars().take(200).collect()
}
