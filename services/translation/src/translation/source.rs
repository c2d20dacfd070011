//! What a change at the source means for the work: each block with words awaits the translator, all others are taken over.

use std::collections::BTreeSet;

use contract::{
    Answered, BlockId,
    translation::{Event, Refusal, Revision},
};
use decider::{Context, Decision};

use super::{Translation, Work, work::is_there};

impl Translation {
    /// Recorded wherever the work stands: what was submitted may come back.
    pub(super) fn change_source(&self, revision: &Revision) -> Decision<Self> {
        let (Self::Open(work) | Self::Claimed(work, _) | Self::Submitted(work)) = self else {
            return Err(Refusal::NotRequested);
        };
        let change = work.source.changed_by(revision, |block| work.concerns(block));
        Ok(change.map(|change| Event::SourceChanged(Box::new(change))))
    }

    /// Only what the holder has seen is accepted: a revision that came meanwhile is looked at first.
    pub(super) fn accept(
        &self,
        epoch: u32,
        block: BlockId,
        revision: u32,
        context: &Context,
    ) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        let Some(newer) = work.source.newer.as_ref().filter(|newer| newer.open.contains(&block)) else {
            return Ok(None);
        };
        let newest = newer.origin.revision;
        if revision != newest {
            return Err(Refusal::SourceChangedAgain { revision: newest });
        }
        let until = lease.renewed(context.at).max(lease.until);
        Ok(Some(Event::SourceAccepted { epoch, block, revision, until }))
    }
}

impl Work {
    pub(super) fn has_words(&self, block: BlockId) -> bool {
        !self.text(block).trim().is_empty()
    }

    /// Whether a change of the block concerns what was done: it has words, in itself or in parts, or a person decided about
    /// the words that it had in the source.
    fn concerns(&self, block: BlockId) -> bool {
        let is_part = |part: &BlockId| self.arrangement.root(*part) == block;
        self.arrangement.sets_aside(block)
            || self.drafts.keys().filter(|draft| is_part(draft)).any(|draft| self.has_words(*draft))
    }

    /// A text is submitted as the answer to one revision.
    pub(super) fn answers_newest(&self) -> Result<(), Refusal> {
        let blocks = self.source.open();
        if blocks.is_empty() { Ok(()) } else { Err(Refusal::SourceChanged { blocks }) }
    }

    /// The work with another source text. Words of a block that is not in it any more are not part of the work, and neither
    /// is what was decided about it: the log has them. Notes behind it stay.
    pub(super) fn answering(self, change: impl FnOnce(Answered) -> Answered) -> Self {
        let before = blocks(&self.source);
        let source = change(self.source);
        let after = blocks(&source);
        if before == after {
            return Self { source, ..self };
        }
        let stays: BTreeSet<BlockId> = after.into_iter().collect();
        let (mut drafts, mut left, mut arrangement) = (self.drafts, self.left, self.arrangement);
        let mut machine = self.machine;
        let has_place = |block| arrangement.has_place(block, |root| stays.contains(&root));
        drafts.retain(|block, _| has_place(*block));
        machine.keep(has_place);
        left.extend(before);
        left.retain(|block| !stays.contains(block));
        arrangement.settle(|block| is_there(&source, &drafts, block));
        Self { source, drafts, arrangement, machine, left, ..self }
    }
}

fn blocks(source: &Answered) -> Vec<BlockId> {
    source.document.blocks.iter().map(|block| block.id).collect()
}

#[cfg(test)]
pub(super) mod tests;
