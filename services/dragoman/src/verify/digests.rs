//! Words along their way: every document against its digest, and each step against the one before it.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, BlockId, Digest, Document, Event, Origin, PieceId, Recorded, article,
    edit::{self, Approval},
    publication::{self, Edition},
    translation::{self, Submission},
};

use super::found::Found;

/// The digests by which texts are known so far. It grows with the articles and pieces, not with their words.
#[derive(Default)]
pub(super) struct Digests {
    /// The texts that each article had at its source.
    sources: HashMap<ArticleId, Vec<Digest>>,
    pieces: HashMap<PieceId, Piece>,
    /// How many documents were looked at.
    pub(super) documents: u64,
}

/// What was submitted, approved and published of one piece.
#[derive(Default)]
pub(super) struct Piece {
    /// The newest source text that its translation knew of.
    newest: Option<Digest>,
    /// The blocks of it that awaited the translator.
    open: BTreeSet<BlockId>,
    submitted: Vec<Digest>,
    /// What the editors have before them.
    opened: Option<Digest>,
    pub(super) approved: Vec<Digest>,
    prepared: Option<Digest>,
    pub(super) published: Vec<Published>,
}

/// An edition, as far as the wire is held against it.
pub(super) struct Published {
    pub(super) sequence: u64,
    pub(super) at: DateTime<Utc>,
    pub(super) version: u32,
    pub(super) digest: Digest,
    pub(super) is_on_wire: bool,
}

impl Piece {
    /// Whether the translation answers, with this source text, another than its translator had before them.
    fn behind(&self, source_document: Digest) -> Option<Found> {
        let newest = self.newest?;
        let answers = self.open.is_empty() && newest == source_document;
        (!answers).then_some(Found::BehindSource { source_document, newest })
    }
}

impl Digests {
    /// What is wrong with the words of this fact.
    pub(super) fn look(&mut self, recorded: &Recorded<Event>) -> Vec<Found> {
        let mut found = Vec::new();
        match (&recorded.event, recorded.subject.article_id(), recorded.subject.piece_id()) {
            (Event::Article(event), Some(article), _) => self.article(article, event, &mut found),
            (Event::Translation(event), _, Some(piece)) => self.translation(&piece, event, &mut found),
            (Event::Edit(event), _, Some(piece)) => self.edit(piece, event, &mut found),
            (Event::Publication(event), _, Some(piece)) => {
                self.publication(piece, event, recorded, &mut found);
            }
            (
                Event::Source(_)
                | Event::Term(_)
                | Event::Memory(_)
                | Event::Policy(_)
                | Event::Member(_)
                | Event::Newsroom(_),
                ..,
            ) => {}
            // A subject is checked when it is read: these kinds have an article and a piece.
            (Event::Article(_) | Event::Translation(_) | Event::Edit(_) | Event::Publication(_), ..) => {}
        }
        found
    }

    /// What is known of a piece.
    pub(super) fn piece(&mut self, id: &PieceId) -> Option<&mut Piece> {
        self.pieces.get_mut(id)
    }

    pub(super) fn pieces(&self) -> impl Iterator<Item = (&PieceId, &Piece)> {
        self.pieces.iter()
    }

    fn article(&mut self, id: ArticleId, event: &article::Event, found: &mut Vec<Found>) {
        let (origin, document) = match event {
            article::Event::Received(received) => (&received.origin, &received.document),
            article::Event::Revised(revised) => (&revised.origin, &revised.document),
            article::Event::Commissioned(commissioned) => {
                let (origin, document) = (&commissioned.origin, &commissioned.document);
                self.words(origin.document, document, found);
                return self.source(id, origin, found);
            }
        };
        self.words(origin.document, document, found);
        self.sources.entry(id).or_default().push(origin.document);
    }

    fn translation(&mut self, id: &PieceId, event: &translation::Event, found: &mut Vec<Found>) {
        match event {
            translation::Event::Requested(requested) => {
                self.words(requested.origin.document, &requested.document, found);
                self.source(id.article, &requested.origin, found);
                self.piece_of(id).newest = Some(requested.origin.document);
            }
            translation::Event::SourceChanged(change) => {
                self.words(change.origin.document, &change.document, found);
                self.source(id.article, &change.origin, found);
                let piece = self.piece_of(id);
                piece.newest = Some(change.origin.document);
                piece.open = change.open.iter().copied().collect();
            }
            translation::Event::SourceAccepted { block, .. } => {
                self.piece_of(id).open.remove(block);
            }
            translation::Event::Submitted(submission) => {
                self.submission(id.article, submission, found);
                let piece = self.piece_of(id);
                piece.submitted.push(submission.digest);
                found.extend(piece.behind(submission.origin.document));
            }
            translation::Event::Claimed(_)
            | translation::Event::Renewed { .. }
            | translation::Event::Released { .. }
            | translation::Event::Lapsed { .. }
            | translation::Event::Drafted { .. }
            | translation::Event::Rescued { .. }
            | translation::Event::Returned { .. }
            | translation::Event::Assigned { .. }
            | translation::Event::Unassigned { .. }
            | translation::Event::Omitted { .. }
            | translation::Event::Joined { .. }
            | translation::Event::Split { .. }
            | translation::Event::NoteAdded { .. }
            | translation::Event::Restored { .. }
            | translation::Event::Removed { .. }
            | translation::Event::Waived { .. }
            | translation::Event::Unwaived { .. }
            | translation::Event::Suggested { .. }
            | translation::Event::TakenUp { .. } => {}
        }
    }

    fn piece_of(&mut self, id: &PieceId) -> &mut Piece {
        self.pieces.entry(id.clone()).or_default()
    }

    fn edit(&mut self, id: PieceId, event: &edit::Event, found: &mut Vec<Found>) {
        match event {
            edit::Event::Opened(submission) => {
                self.submission(id.article, submission, found);
                let (piece, digest) = (self.pieces.entry(id).or_default(), submission.digest);
                if !piece.submitted.contains(&digest) {
                    found.push(Found::NotSubmitted { digest });
                }
                piece.opened = Some(digest);
            }
            edit::Event::Approved(approval) => {
                self.approval(id.article, approval, found);
                let (piece, digest) = (self.pieces.entry(id).or_default(), approval.digest);
                if piece.opened != Some(digest) {
                    found.push(Found::NotSubmitted { digest });
                }
                piece.approved.push(digest);
            }
            edit::Event::ChangesRequested { .. } | edit::Event::Waived(_) | edit::Event::Judged { .. } => {}
        }
    }

    fn publication(
        &mut self,
        id: PieceId,
        event: &publication::Event,
        recorded: &Recorded<Event>,
        found: &mut Vec<Found>,
    ) {
        match event {
            publication::Event::Prepared(approval) => {
                self.approval(id.article, approval, found);
                let (piece, digest) = (self.pieces.entry(id).or_default(), approval.digest);
                if !piece.approved.contains(&digest) {
                    found.push(Found::NotApproved { digest });
                }
                piece.prepared = Some(digest);
            }
            publication::Event::Published(edition) => {
                let Edition { version, origin, document, digest, .. } = edition.as_ref();
                self.words(*digest, document, found);
                self.source(id.article, origin, found);
                let piece = self.pieces.entry(id).or_default();
                if piece.prepared != Some(*digest) {
                    found.push(Found::NotApproved { digest: *digest });
                }
                let (version, digest, is_on_wire) = (*version, *digest, false);
                let (sequence, at) = (recorded.sequence, recorded.at);
                piece.published.push(Published { sequence, at, version, digest, is_on_wire });
            }
        }
    }

    fn submission(&mut self, article: ArticleId, submission: &Submission, found: &mut Vec<Found>) {
        self.words(submission.digest, &submission.document, found);
        self.source(article, &submission.origin, found);
    }

    fn approval(&mut self, article: ArticleId, approval: &Approval, found: &mut Vec<Found>) {
        self.words(approval.digest, &approval.document, found);
        self.source(article, &approval.origin, found);
    }

    fn words(&mut self, digest: Digest, document: &Document, found: &mut Vec<Found>) {
        self.documents += 1;
        let is = document.digest();
        if is != digest {
            found.push(Found::OtherWords { digest, is });
        }
    }

    /// Whether the article had the text that this refers to.
    fn source(&self, article: ArticleId, origin: &Origin, found: &mut Vec<Found>) {
        let source_document = origin.document;
        if !self.sources.get(&article).is_some_and(|known| known.contains(&source_document)) {
            found.push(Found::UnknownSource { source_document });
        }
    }
}
