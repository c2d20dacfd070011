//! How each fact about a piece changes what the board knows of it.

use chrono::{DateTime, Utc};
use contract::{BlockId, Credit, PieceId, edit, publication, translation};

use super::{Place, headline};
use crate::board::{Assignment, Behind, Piece, PieceRow, Progress, Stage, source::blocks};

impl Piece {
    /// One that was just asked for, as the lists show it.
    pub(super) fn asked_for(
        id: PieceId,
        requested: &translation::Requested,
        newest_revision: Option<u32>,
        place: Place,
    ) -> Self {
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
            since: place.sequence,
            assignment: None,
            returns: 0,
            progress: Progress::default(),
            requested_at: place.at,
            position: place.sequence,
            version: place.sequence,
        };
        let mut piece = Self::requested(row);
        piece.source.blocks = blocks(&requested.document);
        piece.count();
        piece
    }

    pub(super) fn translation(&mut self, event: translation::Event, place: Place) {
        self.follow(event, place);
        if self.row.revision >= self.row.newest_revision {
            self.behind = None;
        }
    }

    fn follow(&mut self, event: translation::Event, place: Place) {
        self.row.version = place.sequence;
        if let Some(until) = event.renews_until() {
            self.extend(until);
        }
        match event {
            // A piece begins with it, and is there already.
            translation::Event::Requested(_) => {}
            translation::Event::Claimed(lease) => self.moved_on(Stage::Claimed { lease }, place),
            translation::Event::Assigned { lease, by, reason } => {
                let to = Some(lease.holder.clone());
                self.assigned(to, by, reason, place);
                self.stands(Stage::Claimed { lease }, place);
            }
            translation::Event::Unassigned { by, reason, .. } => {
                self.assigned(None, by, reason, place);
                self.stands(Stage::Open, place);
            }
            translation::Event::Renewed { .. } => {}
            translation::Event::Released { .. } | translation::Event::Lapsed { .. } => {
                self.moved_on(Stage::Open, place);
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
                self.translators = translators.iter().map(|credit| credit.member.clone()).collect();
                self.moved_on(Stage::Submitted { digest, translators }, place);
            }
            translation::Event::Returned { .. } => {
                self.row.returns += 1;
                self.stands(Stage::Open, place);
                self.row.revision = self.source.answered.revision;
            }
            translation::Event::SourceChanged(change) => {
                self.row.headline = headline(&change.document);
                self.row.words = change.document.words();
                self.source.change(&change, place.sequence);
                self.answer();
                self.count();
            }
            translation::Event::SourceAccepted { block, .. } => {
                self.source.accept(block, place.sequence);
                self.answer();
                self.count();
            }
        }
    }

    /// The work answers another revision. What was submitted before goes on answering that of then.
    fn answer(&mut self) {
        match self.row.stage {
            Stage::Open | Stage::Claimed { .. } => self.row.revision = self.source.answered.revision,
            Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {}
        }
    }

    pub(super) fn edit(&mut self, event: edit::Event, place: Place) {
        self.row.version = place.sequence;
        match event {
            edit::Event::Opened(_) => {}
            edit::Event::Waived(_) | edit::Event::Judged { .. } => {}
            edit::Event::ChangesRequested { .. } => self.changes = Some(place.sequence),
            edit::Event::Approved(approval) => {
                self.approval = Some(place.sequence);
                let (digest, editor) = (approval.digest, approval.editor);
                self.stands(Stage::Approved { digest, editor }, place);
            }
        }
    }

    pub(super) fn publication(&mut self, event: publication::Event, place: Place) {
        self.row.version = place.sequence;
        match event {
            publication::Event::Prepared(_) => {}
            publication::Event::Published(edition) => {
                self.edition = Some(place.sequence);
                let (digest, version, at) = (edition.digest, edition.version, edition.published_at);
                self.stands(Stage::Published { digest, edition: version, at }, place);
            }
        }
    }

    fn stands(&mut self, stage: Stage, place: Place) {
        (self.row.stage, self.row.since, self.moved_at) = (stage, place.sequence, place.at);
    }

    /// The article has a newer revision, in which these blocks are others, or gone.
    pub(super) fn revised(&mut self, revision: u32, blocks: impl Iterator<Item = BlockId>, place: Place) {
        self.row.newest_revision = revision;
        if self.row.revision < revision {
            let behind = self.behind.get_or_insert_with(|| Behind::since(place.sequence, place.at));
            behind.blocks.extend(blocks);
        }
    }

    /// Somebody moved it on: what an editor decided about who has it is over.
    fn moved_on(&mut self, stage: Stage, place: Place) {
        self.stands(stage, place);
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
