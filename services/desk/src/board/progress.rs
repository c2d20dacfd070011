//! What is written of a piece: where the words of its blocks stand, and how many blocks have some.

use contract::{BlockId, Written, translation};

use super::{Piece, Progress};

impl Piece {
    /// Words were written, or blocks arranged.
    pub(super) fn written(&mut self, event: &translation::Event, sequence: u64) {
        let words = event.words();
        let is_draft = matches!(event, translation::Event::Drafted { .. });
        // Most drafts are of a block that has words already: they change no number.
        let counts = |(block, words): &(BlockId, Written<'_>)| self.has_words(*block) == is_blank(words.text);
        let is_to_count = !is_draft || words.iter().any(counts);
        for (block, words) in words {
            self.drafts.insert(block, sequence);
            if is_blank(words.text) {
                self.blank.insert(block);
            } else {
                self.blank.remove(&block);
            }
        }
        if let Some(block) = event.takes_out() {
            self.drafts.remove(&block);
            self.blank.remove(&block);
        }
        let drafts = &self.drafts;
        // What is said of blocks that left the source holds no more: it is passed over where it is read.
        self.arrangement.follow(event, |block| !block.is_added() || drafts.contains_key(&block));
        if is_to_count {
            self.count();
        }
    }

    /// Counts as the workbench does: the blocks of the source that want words and stand by themselves.
    pub(super) fn count(&mut self) {
        let is_of_source = |block| self.source.blocks.contains_key(&block);
        let has_place = |block| self.arrangement.has_place(block, is_of_source);
        let is_added =
            |block: BlockId| block.is_added() && self.drafts.contains_key(&block) && has_place(block);
        let mut arrangement = self.arrangement.clone();
        arrangement.settle(|block| is_of_source(block) || is_added(block));
        let wants_words =
            |(block, wants): (&BlockId, &bool)| (*wants && !arrangement.sets_aside(*block)).then_some(*block);
        let wanted: Vec<BlockId> = self.source.blocks.iter().filter_map(wants_words).collect();
        let written = wanted.iter().filter(|block| self.has_words(**block)).count();
        self.row.progress = Progress { written, wanted: wanted.len() };
    }

    fn has_words(&self, block: BlockId) -> bool {
        self.drafts.contains_key(&block) && !self.blank.contains(&block)
    }
}

fn is_blank(words: &str) -> bool {
    words.trim().is_empty()
}

#[cfg(test)]
mod tests;
