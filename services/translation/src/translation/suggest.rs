//! What a machine said of a block. It never changes words: what was taken up of it is remembered beside them, and goes out
//! with them.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Arrangement, Block, BlockId, Document,
    translation::{Event, MachineHelp, Refusal, Suggestion},
};
use decider::{Context, Decision};
use language::difference::Distance;
use serde::Serialize;

use super::{Translation, Work};

/// The most bytes of UTF-8 that the name of a machine may take.
pub(super) const ENGINE_BYTES_MOST: usize = 80;

/// The most bytes that what a submission tells of machines may take: it stands in one fact with the text.
pub(super) const HELP_BYTES_MOST: usize = 48 * 1024;

/// What a help takes in a fact beside the machine's name.
const HELP_BYTES: usize = 64;

/// What machines said of the blocks, and what of it was taken up.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Machine {
    /// What was said last of a block, and the claim under which it was asked.
    said: BTreeMap<BlockId, Said>,
    /// What was taken up last of a block, under whichever claim.
    taken: BTreeMap<BlockId, Suggestion>,
    /// The blocks into which parts were joined, by the part: it is no block any more, so that the arrangement forgets it.
    joined: BTreeMap<BlockId, BlockId>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Said {
    epoch: u32,
    suggestion: Suggestion,
}

impl Translation {
    pub(super) fn suggest(
        &self,
        epoch: u32,
        block: BlockId,
        suggestion: &Suggestion,
        context: &Context,
    ) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        work.accepts(block, &suggestion.text)?;
        let (bytes, most) = (suggestion.engine.len(), ENGINE_BYTES_MOST);
        if bytes > most {
            return Err(Refusal::TextTooLong { bytes, most });
        }
        if work.machine.said_under(epoch, block) == Some(suggestion) {
            return Ok(None);
        }
        let until = lease.renewed(context.at).max(lease.until);
        Ok(Some(Event::Suggested { epoch, block, suggestion: suggestion.clone(), until }))
    }

    /// Only what was said under this claim: whoever takes it up has it before them.
    pub(super) fn take_up(&self, epoch: u32, block: BlockId, context: &Context) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        work.accepts(block, "")?;
        let suggestion = work.machine.said_under(epoch, block).ok_or(Refusal::NothingSuggested { block })?;
        if work.machine.taken.get(&block) == Some(suggestion) {
            return Ok(None);
        }
        let (bytes, most) = (work.machine.bytes_with(block, suggestion), HELP_BYTES_MOST);
        if bytes > most {
            return Err(Refusal::TextTooLong { bytes, most });
        }
        Ok(Some(Event::TakenUp { epoch, block, until: lease.renewed(context.at).max(lease.until) }))
    }
}

impl Machine {
    fn said_under(&self, epoch: u32, block: BlockId) -> Option<&Suggestion> {
        self.said.get(&block).filter(|said| said.epoch == epoch).map(|said| &said.suggestion)
    }

    pub(super) fn suggested(&mut self, epoch: u32, block: BlockId, suggestion: Suggestion) {
        self.said.insert(block, Said { epoch, suggestion });
    }

    pub(super) fn taken_up(&mut self, epoch: u32, block: BlockId) {
        if let Some(suggestion) = self.said_under(epoch, block).cloned() {
            self.taken.insert(block, suggestion);
        }
    }

    /// What was taken up of a part goes with its words.
    pub(super) fn joined(&mut self, block: BlockId, into: BlockId) {
        if block.is_added() {
            self.joined.insert(block, into);
        }
    }

    /// Of blocks that have left the text, nothing is known any more.
    pub(super) fn keep(&mut self, has_place: impl Fn(BlockId) -> bool) {
        let joined = &self.joined;
        let stays = |block: &BlockId| has_place(end(*block, joined.len(), |at| joined.get(&at).copied()));
        self.said.retain(|block, _| stays(block));
        self.taken.retain(|block, _| stays(block));
    }

    /// What all helps take in a fact when this block's is among them.
    fn bytes_with(&self, block: BlockId, suggestion: &Suggestion) -> usize {
        let others =
            self.taken.iter().filter(|(taken, _)| **taken != block).map(|(_, suggestion)| suggestion);
        others.chain([suggestion]).map(|suggestion| suggestion.engine.len() + HELP_BYTES).sum()
    }

    /// The help that stands in a text, block by block and machine by machine: how far the words of the block are from what was
    /// suggested for them.
    fn help(&self, document: &Document, arrangement: &Arrangement) -> Vec<MachineHelp> {
        let mut by_block = BTreeMap::<BlockId, Vec<&Suggestion>>::new();
        for (block, suggestion) in &self.taken {
            by_block.entry(self.stands_in(arrangement, *block)).or_default().push(suggestion);
        }
        let help = |(block, suggestions): (BlockId, Vec<&Suggestion>)| {
            helped(block, &suggestions, &words(document, arrangement, block))
        };
        by_block.into_iter().flat_map(help).collect()
    }

    /// The block in which the words for a block stand: that into which it was joined, or its own.
    fn stands_in(&self, arrangement: &Arrangement, block: BlockId) -> BlockId {
        let into = |at| self.joined.get(&at).or_else(|| arrangement.joined.get(&at)).copied();
        end(block, self.joined.len() + arrangement.joined.len(), into)
    }
}

/// Where one ends who goes from block to block: each was joined to one before it, so there are no more steps than joined
/// blocks.
fn end(block: BlockId, joined: usize, into: impl Fn(BlockId) -> Option<BlockId>) -> BlockId {
    (0..joined).fold(block, |at, _| into(at).unwrap_or(at))
}

impl Work {
    pub(super) fn machine_help(&self, document: &Document) -> Vec<MachineHelp> {
        self.machine.help(document, &self.arrangement)
    }
}

/// The machines that helped with the words of a block; none where no words are left.
fn helped(block: BlockId, suggestions: &[&Suggestion], words: &str) -> Vec<MachineHelp> {
    if words.trim().is_empty() {
        return Vec::new();
    }
    let said: Vec<&str> = suggestions.iter().map(|suggestion| suggestion.text.as_str()).collect();
    let changed = Distance::between(&said.join("\n"), words).thousandths();
    let engines: BTreeSet<&String> = suggestions.iter().map(|suggestion| &suggestion.engine).collect();
    engines.into_iter().map(|engine| MachineHelp { block, engine: engine.clone(), changed }).collect()
}

/// The words of a block, with those of the parts that go on with it.
fn words(document: &Document, arrangement: &Arrangement, block: BlockId) -> String {
    let goes_on = |known: &&Block| known.id == block || arrangement.root(known.id) == block;
    let texts = document.blocks.iter().filter(goes_on).map(|block| block.text.as_str());
    texts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
