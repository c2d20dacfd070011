//! What this newsroom translated before: a fold of every approved block, and of the source text that it answers.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use contract::{
    Answered, Arrangement, Block, BlockId, Credit, Document, Event, Kind, PieceId, Recorded, Subject,
    Unreadable,
    edit::{self, Approval},
    publication,
    translation::{self, SourceChange},
};
use decider::Fold;
use memory::{Approved, Memory, Origin, Pair};
use serde::{Deserialize, Serialize};

/// The memory of approved translations, and the pieces on their way to approval.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    memory: Memory,
    /// The pieces that are not published, or whose source has changed since what was: of the others, the memory holds what can
    /// be wanted again.
    pieces: BTreeMap<PieceId, Piece>,
}

/// A piece whose translation is not approved yet, or may be approved again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Piece {
    /// The source text as it is answered.
    answered: Answered,
    /// Who has the piece, or had it last.
    holder: Option<Credit>,
    /// Whose words stand last in each block.
    drafted: BTreeMap<BlockId, Credit>,
}

impl Fold for Remembered {
    const NAME: &'static str = "remembered";
    const KINDS: &'static [Kind] = &[Kind::Translation, Kind::Edit, Kind::Publication];
    const SOURCES: &'static [&'static str] =
        &[include_str!("remembered.rs"), memory::SOURCES[0], memory::SOURCES[1]];
    type Seen = Recorded<Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        contract::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        let Recorded { subject, event, at, .. } = seen;
        // A subject is checked when it is read: these kinds have a piece.
        let Some(id) = subject.piece_id() else { return };
        match event {
            Event::Translation(event) => self.translation(id, event),
            Event::Edit(edit::Event::Approved(approval)) => self.approved(&id, *approval, at),
            Event::Publication(publication::Event::Published(edition)) => {
                let revision = edition.origin.revision;
                if self.pieces.get(&id).is_some_and(|piece| piece.answered.newest_revision() <= revision) {
                    self.pieces.remove(&id);
                }
            }
            Event::Edit(
                edit::Event::Opened(_)
                | edit::Event::ChangesRequested { .. }
                | edit::Event::Waived(_)
                | edit::Event::Judged { .. },
            )
            | Event::Publication(publication::Event::Prepared(_))
            // No other kind is declared.
            | Event::Source(_)
            | Event::Article(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Member(_)
            | Event::Newsroom(_) => {}
        }
    }
}

impl Remembered {
    /// What was approved, by language pair.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    fn translation(&mut self, id: PieceId, event: translation::Event) {
        match event {
            translation::Event::Requested(requested) => {
                let answered = Answered::new(requested.origin, requested.document);
                self.pieces.insert(id, Piece::of(answered));
            }
            translation::Event::SourceChanged(change) => self.source_changed(id, *change),
            translation::Event::SourceAccepted { block, .. } => {
                if let Some(piece) = self.pieces.remove(&id) {
                    let answered = piece.answered.accept(block);
                    self.pieces.insert(id, Piece { answered, ..piece });
                }
            }
            translation::Event::Claimed(lease) | translation::Event::Assigned { lease, .. } => {
                self.pieces.entry(id).and_modify(|piece| piece.holder = Some(lease.holder));
            }
            translation::Event::Drafted { block, .. }
            | translation::Event::Split { block, .. }
            | translation::Event::Joined { into: block, .. } => {
                self.pieces.entry(id).and_modify(|piece| piece.drafted(block));
            }
            translation::Event::Renewed { .. }
            | translation::Event::Released { .. }
            | translation::Event::Lapsed { .. }
            | translation::Event::Rescued { .. }
            | translation::Event::Submitted(_)
            | translation::Event::Returned { .. }
            | translation::Event::Unassigned { .. }
            | translation::Event::Omitted { .. }
            | translation::Event::NoteAdded { .. }
            | translation::Event::Restored { .. }
            | translation::Event::Removed { .. }
            | translation::Event::Waived { .. }
            | translation::Event::Unwaived { .. }
            | translation::Event::Suggested { .. }
            | translation::Event::TakenUp { .. } => {}
        }
    }

    fn source_changed(&mut self, id: PieceId, change: SourceChange) {
        let piece = match self.pieces.remove(&id) {
            Some(piece) => Piece { answered: piece.answered.change(change), ..piece },
            // It is published, and work on it begins again.
            None => Piece::of(self.answered_before(&id, &change).change(change)),
        };
        self.pieces.insert(id, piece);
    }

    /// The text that a published piece answers, as far as it can be wanted: the new one, but with the former text of each
    /// block that is open, which has words and so was approved.
    fn answered_before(&self, id: &PieceId, change: &SourceChange) -> Answered {
        let open: BTreeSet<BlockId> = change.open.iter().copied().collect();
        let mut document = change.document.clone();
        for block in document.blocks.iter_mut().filter(|block| open.contains(&block.id)) {
            if let Some(former) = self.memory.approved_source(id, block.id) {
                former.clone_into(&mut block.text);
            }
        }
        Answered::new(change.origin.clone(), document)
    }

    /// Blocks without words on either side, and blocks that the source does not have, are no translations of anything.
    fn approved(&mut self, id: &PieceId, approval: Approval, at: DateTime<Utc>) {
        let pair = Pair { source: approval.origin.language.clone(), target: id.language.clone() };
        let piece = self.pieces.get(id);
        for block in &approval.document.blocks {
            let source = match piece {
                Some(piece) => source(&piece.answered.document, &approval.arrangement, block.id),
                // It is published: the same source is answered in other words.
                None => self.memory.approved_source(id, block.id).map(ToOwned::to_owned),
            };
            let whose = piece.and_then(|piece| piece.drafted.get(&block.id)).or(approval.translators.first());
            let (Some(source), Some(translator)) = (source, whose.cloned()) else { continue };
            let editor = approval.editor.clone();
            let approved = Approved { piece: id.clone(), block: block.id, translator, editor, at };
            let target = target(&approval, block);
            if self.memory.add(&pair, Origin::Approved(approved), &source, &target).is_err() {
                // What was approved for it before is not what the newsroom says any more.
                self.memory.remove(id, block.id);
            }
        }
    }
}

/// The text that the translation of a block answers: the block's own, and those of the blocks that are joined to it or to one
/// of its parts.
fn source(document: &Document, arrangement: &Arrangement, id: BlockId) -> Option<String> {
    let own = document.block(id)?;
    let home = |block: &Block| arrangement.joined.get(&block.id).map(|into| arrangement.root(*into));
    let joined = document.blocks.iter().filter(|block| home(block) == Some(id));
    Some(together([own].into_iter().chain(joined)))
}

/// The translation of a block, with the parts into which it was split, and they were.
fn target(approval: &Approval, block: &Block) -> String {
    let is_part = |other: &&Block| other.id != block.id && approval.arrangement.root(other.id) == block.id;
    together([block].into_iter().chain(approval.document.blocks.iter().filter(is_part)))
}

fn together<'b>(blocks: impl Iterator<Item = &'b Block>) -> String {
    blocks.map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ")
}

impl Piece {
    fn of(answered: Answered) -> Self {
        Self { answered, holder: None, drafted: BTreeMap::new() }
    }

    fn drafted(&mut self, block: BlockId) {
        if let Some(holder) = &self.holder {
            self.drafted.insert(block, holder.clone());
        }
    }
}
