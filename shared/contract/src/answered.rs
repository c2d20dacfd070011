//! The source text that a translation answers, while the source may have a newer one.
//!
//! The translation's rules and whoever shows its words fold the same facts by this, so that both have one text before them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Block, BlockId, Document, Origin,
    translation::{Revision, SourceChange},
};

/// What a translation is a translation of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// That of the last revision that was answered in full.
    pub origin: Origin,
    /// The text block by block as it is answered: the newest one, but with the former text of each block that is open. A
    /// block that is gone from the source and open stands behind the block that it stood behind.
    pub document: Document,
    /// What the source says by now, while blocks are open.
    pub newer: Option<Newer>,
}

/// A revision of the source that is not answered in full yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Newer {
    pub origin: Origin,
    pub document: Document,
    /// The blocks whose new words, or whose going, await the translator: never empty. They are just those in which this
    /// document and the answered one differ.
    pub open: BTreeSet<BlockId>,
}

impl Answered {
    /// A text that is answered as it is.
    pub fn new(origin: Origin, document: Document) -> Self {
        Self { origin, document, newer: None }
    }

    /// The newest revision that the translation knows of.
    pub fn newest_revision(&self) -> u32 {
        self.newer.as_ref().map_or(self.origin.revision, |newer| newer.origin.revision)
    }

    /// The blocks that await the translator, in the order of the text.
    pub fn open(&self) -> Vec<BlockId> {
        let is_open = |block: &BlockId| self.newer.as_ref().is_some_and(|newer| newer.open.contains(block));
        self.document.blocks.iter().map(|block| block.id).filter(is_open).collect()
    }

    /// The block's change that awaits the translator: what the source says by now, or nothing where the block is gone.
    /// None where the block is not open.
    pub fn change_of(&self, block: BlockId) -> Option<Option<&Block>> {
        let newer = self.newer.as_ref().filter(|newer| newer.open.contains(&block))?;
        Some(newer.document.block(block))
    }

    /// What a newer revision means for a translation that has words for some blocks: the blocks that it changes or drops
    /// and that have words are open, in the order of the text; all others are taken over. None for a revision that is
    /// known already, or older.
    pub fn changed_by(
        &self,
        revision: &Revision,
        has_words: impl Fn(BlockId) -> bool,
    ) -> Option<SourceChange> {
        let Revision { origin, document } = revision;
        if origin.revision <= self.newest_revision() {
            return None;
        }
        let now = by_id(document);
        let differs = |block: &&Block| now.get(&block.id) != Some(block);
        let open = self.document.blocks.iter().filter(differs).map(|block| block.id);
        let open = open.filter(|block| has_words(*block)).collect();
        Some(SourceChange { origin: origin.clone(), document: document.clone(), open })
    }

    /// After a change of the source. Blocks that are not open in it are taken over as they are.
    #[must_use]
    pub fn change(self, change: SourceChange) -> Self {
        let SourceChange { origin, document, open } = change;
        if open.is_empty() {
            return Self::new(origin, document);
        }
        let open = open.into_iter().collect();
        let kept = Document { blocks: merged(&self.document, &document, &open), ..document.clone() };
        Self { document: kept, newer: Some(Newer { origin, document, open }), ..self }
    }

    /// After the translator accepted the block's change. A block that is not open stays as it is.
    #[must_use]
    pub fn accept(mut self, block: BlockId) -> Self {
        let Some(mut newer) = self.newer.take() else { return self };
        if !newer.open.remove(&block) {
            return Self { newer: Some(newer), ..self };
        }
        if newer.open.is_empty() {
            return Self::new(newer.origin, newer.document);
        }
        let place = self.document.blocks.iter().position(|known| known.id == block);
        match (place, newer.document.block(block)) {
            (Some(place), Some(now)) => self.document.blocks[place] = now.clone(),
            (Some(place), None) => drop(self.document.blocks.remove(place)),
            (None, _) => {}
        }
        Self { newer: Some(newer), ..self }
    }
}

fn by_id(document: &Document) -> BTreeMap<BlockId, &Block> {
    document.blocks.iter().map(|block| (block.id, block)).collect()
}

/// The new text with the former text of open blocks.
fn merged(old: &Document, new: &Document, open: &BTreeSet<BlockId>) -> Vec<Block> {
    let (was, is) = (by_id(old), by_id(new));
    let as_answered = |block: &Block| match was.get(&block.id) {
        Some(former) if open.contains(&block.id) => (*former).clone(),
        Some(_) | None => block.clone(),
    };
    let mut gone = gone_behind(old, |block| is.contains_key(&block), open);
    let mut blocks = gone.remove(&None).unwrap_or_default();
    for block in &new.blocks {
        blocks.push(as_answered(block));
        blocks.extend(gone.remove(&Some(block.id)).unwrap_or_default());
    }
    blocks
}

/// The open blocks that are gone, by the block that stays and that they stood behind.
fn gone_behind(
    old: &Document,
    stays: impl Fn(BlockId) -> bool,
    open: &BTreeSet<BlockId>,
) -> BTreeMap<Option<BlockId>, Vec<Block>> {
    let mut gone: BTreeMap<Option<BlockId>, Vec<Block>> = BTreeMap::new();
    let mut behind = None;
    for block in &old.blocks {
        if stays(block.id) {
            behind = Some(block.id);
        } else if open.contains(&block.id) {
            gone.entry(behind).or_default().push(block.clone());
        }
    }
    gone
}

#[cfg(test)]
mod tests;
