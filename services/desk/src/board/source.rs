//! Where the source text of a piece stands, and what of it awaits the translator.

use std::collections::{BTreeMap, BTreeSet};

use contract::{BlockId, Document, translation::SourceChange};
use serde::{Deserialize, Serialize};

/// The places in the log of the facts that make up the source text of a piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceText {
    /// The last revision that the translation answers in full.
    pub answered: SourceAt,
    /// The newest one that the translation knows of.
    pub newest: SourceAt,
    /// The changes since what is answered, and what was accepted of them, as sequences; none where nothing is open.
    pub since: Vec<u64>,
    /// The blocks of the text as it is answered.
    pub blocks: Blocks,
    /// Those of the newest one, while something of it is open.
    pub coming: Blocks,
    /// The blocks whose change awaits the translator.
    pub open: BTreeSet<BlockId>,
    /// What was answered by the last submission.
    pub submitted: Option<SourceAt>,
}

/// Which blocks a text has, and whether each wants words.
pub type Blocks = BTreeMap<BlockId, bool>;

/// Those of a document.
pub(super) fn blocks(document: &Document) -> Blocks {
    document.blocks.iter().map(|block| (block.id, block.wants_words())).collect()
}

/// A revision, and the fact that has its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceAt {
    pub revision: u32,
    pub sequence: u64,
}

impl SourceText {
    /// The text that the translation was asked for.
    pub(super) fn new(revision: u32, sequence: u64) -> Self {
        let asked = SourceAt { revision, sequence };
        let (blocks, coming) = (Blocks::new(), Blocks::new());
        let (since, open) = (Vec::new(), BTreeSet::new());
        Self { answered: asked, newest: asked, since, blocks, coming, open, submitted: None }
    }

    pub(super) fn change(&mut self, change: &SourceChange, sequence: u64) {
        self.newest = SourceAt { revision: change.origin.revision, sequence };
        self.coming = blocks(&change.document);
        self.open = change.open.iter().copied().collect();
        self.settle(sequence);
    }

    pub(super) fn accept(&mut self, block: BlockId, sequence: u64) {
        if self.open.remove(&block) {
            self.settle(sequence);
        }
    }

    /// A block that is open is answered as it was, any other as it is by now ([`contract::Answered`]).
    fn settle(&mut self, sequence: u64) {
        self.blocks.retain(|block, _| self.open.contains(block));
        let taken_over = self.coming.iter().filter(|(block, _)| !self.open.contains(block));
        self.blocks.extend(taken_over.map(|(block, wants_words)| (*block, *wants_words)));
        if self.open.is_empty() {
            self.answered = self.newest;
            self.since.clear();
            self.coming.clear();
        } else {
            self.since.push(sequence);
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::{Digest, Origin};

    use super::*;

    fn change(revision: u32, open: &[u32]) -> SourceChange {
        let document = Document { blocks: Vec::new(), language: "ar".parse().unwrap() };
        let origin = Origin {
            source: "wadi".parse().unwrap(),
            source_name: "Al-Wadi".to_owned(),
            address: None,
            authors: Vec::new(),
            published_at: None,
            rights: String::new(),
            section: "news".parse().unwrap(),
            language: "ar".parse().unwrap(),
            revision,
            document: document.digest(),
            raw: Digest::of(b"raw"),
        };
        SourceChange { origin, document, open: open.iter().copied().map(BlockId).collect() }
    }

    #[test]
    fn the_newest_text_is_answered_when_nothing_of_it_is_open() {
        let mut text = SourceText::new(1, 10);
        text.change(&change(2, &[1, 3]), 20);
        text.accept(BlockId(1), 21);
        assert_eq!((text.answered.revision, &text.since[..]), (1, &[20, 21][..]));
        text.accept(BlockId(7), 22);
        assert_eq!(text.since, [20, 21]);
        text.accept(BlockId(3), 23);
        assert_eq!(text.answered, SourceAt { revision: 2, sequence: 20 });
        assert!(text.since.is_empty());
        text.change(&change(3, &[]), 30);
        assert_eq!(text.answered, SourceAt { revision: 3, sequence: 30 });
    }
}
