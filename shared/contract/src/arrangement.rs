//! How the blocks of a translation stand to those of its source, where they do not answer each other one by one.
//!
//! The translation's rules and whoever shows its words fold the same facts by this.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use crate::{Anchor, Block, BlockId, BlockKind, Document, Language, translation::Event};

/// The most blocks that a translation may add.
pub const ADDED_MOST: usize = 200;

/// What a translation leaves out, takes together, and adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Arrangement {
    /// Blocks of the source that are left out, each with the reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_block")]
    pub omitted: BTreeMap<BlockId, String>,
    /// Blocks of the source whose words stand in the translation of another block, which stands before them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_block")]
    pub joined: BTreeMap<BlockId, BlockId>,
    /// Blocks that answer no block of the source of their own.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "by_block")]
    pub added: BTreeMap<BlockId, Added>,
}

/// Reads a map by blocks. In JSON keys are strings, and within a flattened struct serde does not read numbers from them.
fn by_block<'de, D, V>(deserializer: D) -> Result<BTreeMap<BlockId, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    let by_name = BTreeMap::<String, V>::deserialize(deserializer)?;
    let number = |(key, value): (String, V)| match key.parse() {
        Ok(number) => Ok((BlockId(number), value)),
        Err(_) => Err(D::Error::custom(format!("`{key}` is not the number of a block"))),
    };
    by_name.into_iter().map(number).collect()
}

/// A block that a translation has and its source has not. One that was removed keeps its place, without words: so what stands
/// behind it stays where it is, and its number is not used again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Added {
    /// The block directly behind which it was put: one of the source, or one that was added before. Of several that were put
    /// behind one, the last stands first.
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

/// A place for a block in a translation, in the order of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub id: BlockId,
    pub kind: BlockKind,
    /// Whether the block stands in the translation, once it has words: neither left out nor joined.
    pub stands: bool,
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

    /// Whether the words of a block stand in the translation: it is neither set aside nor part of a block that is left out.
    pub fn stands(&self, block: BlockId) -> bool {
        !self.sets_aside(block) && !self.omitted.contains_key(&self.root(block))
    }

    /// The block whose translation a part goes on with; of any other block, itself.
    pub fn root(&self, block: BlockId) -> BlockId {
        let mut root = block;
        while let Some(Added { after, kind: AddedKind::Part }) = self.added.get(&root) {
            root = *after;
        }
        root
    }

    /// Whether words for a block belong to a translation of the source with these blocks: parts leave with their block, notes
    /// stay.
    pub fn has_place(&self, block: BlockId, is_of_source: impl Fn(BlockId) -> bool) -> bool {
        let root = self.root(block);
        is_of_source(root)
            || matches!(root, BlockId::SUMMARY | BlockId::BYLINE)
            || self.added.contains_key(&root)
    }

    /// The bytes that it takes in a fact, as JSON.
    pub fn size_bytes(&self) -> usize {
        serde_json::to_vec(self).expect("an arrangement is strings, numbers and maps by number").len()
    }

    /// The number for the next block that is added: none was used before.
    pub fn next_added(&self) -> BlockId {
        self.added.last_key_value().map_or(BlockId::ADDED_FIRST, |(last, _)| BlockId(last.0 + 1))
    }

    /// After a fact about how the blocks stand to each other; any other fact changes nothing here.
    /// `is_there` tells whether a block is one of the source, or an added one that was not removed.
    pub fn follow(&mut self, event: &Event, is_there: impl Fn(BlockId) -> bool) {
        if let Event::Omitted { block, reason, .. } = event {
            self.omitted.insert(*block, reason.clone());
        } else if let Event::Joined { block, into, .. } = event {
            self.join(*block, *into);
        } else if let Event::Split { block, part, .. } = event {
            let kind = self.added.get(block).map_or(AddedKind::Part, |added| added.kind);
            self.added.insert(*part, Added { after: *block, kind });
        } else if let Event::NoteAdded { block, after, .. } = event {
            self.added.insert(*block, Added { after: *after, kind: AddedKind::Note });
        } else if let Event::Restored { block, .. } = event {
            self.omitted.remove(block);
            self.joined.remove(block);
        }
        self.settle(is_there);
    }

    /// What was joined to the block before goes where that goes. A part that is joined is no block of its own any more.
    fn join(&mut self, block: BlockId, into: BlockId) {
        for target in self.joined.values_mut().filter(|target| **target == block) {
            *target = into;
        }
        if !self.added.contains_key(&block) {
            self.joined.insert(block, into);
        }
    }

    /// Forgets what is said of blocks that are not there. A block that was joined to one that does not stand by itself any
    /// more stands by itself again: its words are not to go unseen with those of another.
    pub fn settle(&mut self, is_there: impl Fn(BlockId) -> bool) {
        self.omitted.retain(|block, _| is_there(*block));
        let mut joined = std::mem::take(&mut self.joined);
        joined.retain(|block, into| is_there(*block) && is_there(*into) && self.stands(*into));
        joined.retain(|block, _| !self.omitted.contains_key(block));
        self.joined = joined;
    }

    /// The places of the translation of a source: the headline, summary and byline, then the blocks in the order of the
    /// source, each with what was added behind it. What was added behind a block that the source no longer has stands at
    /// the end.
    pub fn slots(&self, source: &Document) -> Vec<Slot> {
        let mut slots = Vec::with_capacity(source.blocks.len() + self.added.len() + 2);
        for block in &source.blocks {
            slots.push(Slot { id: block.id, kind: block.kind.clone(), stands: !self.sets_aside(block.id) });
            if block.kind == BlockKind::Headline {
                slots.push(Slot { id: BlockId::SUMMARY, kind: BlockKind::Summary, stands: true });
                slots.push(Slot { id: BlockId::BYLINE, kind: BlockKind::Byline, stands: true });
            }
            self.behind(block.id, &block.kind, &mut slots);
        }
        let is_lost = |after| source.block(after).is_none() && !self.added.contains_key(&after);
        for (id, added) in self.added.iter().filter(|(_, added)| is_lost(added.after)) {
            let kind = &BlockKind::Paragraph;
            slots.push(Slot { id: *id, kind: added.kind_behind(kind), stands: self.stands(*id) });
            self.behind(*id, kind, &mut slots);
        }
        slots
    }

    /// The nearest block before this one that has words of the source and stands by itself: what this one can be joined to.
    /// Neither the headline nor a picture takes other words in, and neither goes into others.
    /// `is_there` tells whether a block is one of the source, or an added one that was not removed.
    pub fn before(
        &self,
        block: BlockId,
        source: &Document,
        is_there: impl Fn(BlockId) -> bool,
    ) -> Option<BlockId> {
        let slots = self.slots(source);
        let here = slots.iter().position(|slot| slot.id == block)?;
        let takes_others = |slot: &&Slot| slot.stands && is_there(slot.id) && goes_with_others(&slot.kind);
        let before = slots[..here].iter().rev().find(takes_others);
        before.filter(|_| goes_with_others(&slots[here].kind)).map(|slot| slot.id)
    }

    fn behind(&self, after: BlockId, kind: &BlockKind, slots: &mut Vec<Slot>) {
        for (id, added) in self.added.iter().rev().filter(|(_, added)| added.after == after) {
            slots.push(Slot { id: *id, kind: added.kind_behind(kind), stands: self.stands(*id) });
            self.behind(*id, kind, slots);
        }
    }

    /// The translation of a source, given the words that each block has: what is submitted when they are finished.
    ///
    /// Its blocks stand in the order of the slots. Those that answer no block of the source are left out where they have no
    /// words, and so are parts of a block that is left out.
    pub fn compose<'w>(
        &self,
        source: &Document,
        language: &Language,
        words: impl Fn(BlockId) -> Written<'w>,
    ) -> Document {
        let standing = self.slots(source).into_iter().filter(|slot| slot.stands);
        let blocks = standing.map(|Slot { id, kind, .. }| words(id).block(id, kind));
        let blocks = blocks.filter(|block| block.id < BlockId::ADDED_FIRST || !block.text.is_empty());
        Document { blocks: blocks.collect(), language: language.clone() }
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

fn goes_with_others(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Heading
        | BlockKind::Paragraph
        | BlockKind::Quotation
        | BlockKind::ListItem
        | BlockKind::Caption => true,
        BlockKind::Headline
        | BlockKind::Image { .. }
        | BlockKind::Summary
        | BlockKind::Byline
        | BlockKind::Note => false,
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

#[cfg(test)]
mod tests;
