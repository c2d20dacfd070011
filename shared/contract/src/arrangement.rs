//! How the blocks of a translation stand to those of its source, where they do not answer each other one by one.
//!
//! The translation's rules and whoever shows its words fold the same facts by this.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Anchor, Block, BlockId, BlockKind, Document, Language};

/// The most blocks that a translation may add.
pub const ADDED_MOST: usize = 200;

/// What a translation leaves out, takes together, and adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Arrangement {
    /// Blocks of the source that are left out, each with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub omitted: BTreeMap<BlockId, String>,
    /// Blocks of the source whose words stand in the translation of another block, which stands before them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub joined: BTreeMap<BlockId, BlockId>,
    /// Blocks that answer no block of the source of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub added: BTreeMap<BlockId, Added>,
}

/// A block that a translation has and its source has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Added {
    /// The block of the source behind whose translation it stands; several behind one stand in the order of their numbers.
    pub after: BlockId,
    pub kind: AddedKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AddedKind {
    /// Goes on with the translation of the block that it stands behind, and is of its kind.
    Part,
    /// A note by the newsroom.
    Note,
}

impl Arrangement {
    /// Whether the blocks answer each other one by one.
    pub fn is_plain(&self) -> bool {
        self.omitted.is_empty() && self.joined.is_empty() && self.added.is_empty()
    }

    /// Whether a block of the source has no block of its own in the translation.
    pub fn sets_aside(&self, block: BlockId) -> bool {
        self.omitted.contains_key(&block) || self.joined.contains_key(&block)
    }

    /// The translation of a source, given the words that each block has: what is submitted when they are finished.
    ///
    /// The headline stands first, then summary and byline, if there are any; then the blocks in the order of the source,
    /// each with what is added behind it. What is added behind a block that the source no longer has stands at the end.
    /// Added blocks without words are left out, and so are parts of a block that is left out.
    pub fn compose<'w>(
        &self,
        source: &Document,
        language: &Language,
        words: impl Fn(BlockId) -> Written<'w>,
    ) -> Document {
        let by_the_newsroom =
            |id, kind| Some(words(id).block(id, kind)).filter(|block| !block.text.is_empty());
        let mut blocks = Vec::with_capacity(source.blocks.len() + 2);
        for block in &source.blocks {
            if !self.sets_aside(block.id) {
                blocks.push(words(block.id).block(block.id, block.kind.clone()));
            }
            if block.kind == BlockKind::Headline {
                blocks.extend(by_the_newsroom(BlockId::SUMMARY, BlockKind::Summary));
                blocks.extend(by_the_newsroom(BlockId::BYLINE, BlockKind::Byline));
            }
            let behind = self.added.iter().filter(|(_, added)| added.after == block.id);
            let wanted = behind
                .filter(|(_, added)| added.kind == AddedKind::Note || !self.omitted.contains_key(&block.id));
            blocks.extend(
                wanted.filter_map(|(id, added)| by_the_newsroom(*id, added.kind_behind(&block.kind))),
            );
        }
        let lost = self.added.iter().filter(|(_, added)| source.block(added.after).is_none());
        blocks.extend(
            lost.filter_map(|(id, added)| by_the_newsroom(*id, added.kind_behind(&BlockKind::Paragraph))),
        );
        Document { blocks, language: language.clone() }
    }
}

impl Added {
    fn kind_behind(&self, kind: &BlockKind) -> BlockKind {
        match (self.kind, kind) {
            (AddedKind::Note, _) => BlockKind::Note,
            // A text has one headline, and a picture is shown once.
            (AddedKind::Part, BlockKind::Headline | BlockKind::Image { .. }) => BlockKind::Paragraph,
            (AddedKind::Part, kind) => kind.clone(),
        }
    }
}

/// The words of a block, as they are written so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written<'w> {
    pub text: &'w str,
    pub marks: &'w [Anchor],
}

impl Written<'_> {
    /// The block with these words, without white space around them, and with the marks whose words stand in it.
    fn block(self, id: BlockId, kind: BlockKind) -> Block {
        let text = self.text.trim().to_owned();
        let mut marks: Vec<_> = self.marks.iter().filter_map(|anchor| anchor.mark(&text)).collect();
        marks.sort_by(|one, other| {
            let key = |mark: &crate::Mark| (mark.place.start, std::cmp::Reverse(mark.place.end));
            key(one).cmp(&key(other)).then_with(|| one.kind.cmp(&other.kind))
        });
        marks.dedup();
        Block { id, kind, marks, text }
    }
}
