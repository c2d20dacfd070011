//! What has been done on a translation, whoever holds it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Anchor, Answered, Arrangement, BlockId, Credit, Document, FindingId, Language, Waived, Written,
    translation::{BLOCK_BYTES_MOST, Event, Lease, Refusal, Requested, Submission},
};
use decider::Context;
use serde::Serialize;

use super::suggest::Machine;

/// What has been done so far.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Work {
    pub(super) source: Answered,
    pub(super) target: Language,
    /// All are of blocks of the source text, or of blocks by the newsroom.
    pub(super) drafts: BTreeMap<BlockId, Draft>,
    pub(super) arrangement: Arrangement,
    /// What its translators let stand.
    pub(super) waived: BTreeMap<FindingId, Waived>,
    pub(super) machine: Machine,
    /// The blocks that were in the source text once.
    pub(super) left: BTreeSet<BlockId>,
    /// That of the last claim; 0 before the first.
    pub(super) epoch: u32,
    /// That of the last submission; 0 before the first.
    pub(super) round: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) marks: Vec<Anchor>,
    /// Whose words these are: more than one where they were joined or split by another than wrote them.
    pub(super) by: BTreeSet<Credit>,
}

impl Draft {
    fn written(&self) -> Written<'_> {
        Written { text: &self.text, marks: &self.marks }
    }
}

impl Work {
    pub(super) fn begin(requested: Requested) -> Self {
        let Requested { origin, document, language, .. } = requested;
        let (drafts, left) = (BTreeMap::new(), BTreeSet::new());
        let arrangement = Arrangement::default();
        Self {
            source: Answered::new(origin, document),
            target: language,
            drafts,
            arrangement,
            waived: BTreeMap::new(),
            machine: Machine::default(),
            left,
            epoch: 0,
            round: 0,
        }
    }

    pub(super) fn claimed(&self, minutes: u32, context: &Context) -> Event {
        Event::Claimed(self.lease(context.actor.credit(), minutes, context.at))
    }

    /// The next lease: its epoch is larger than that of any before.
    pub(super) fn lease(&self, holder: Credit, minutes: u32, at: DateTime<Utc>) -> Lease {
        Lease { holder, epoch: self.epoch + 1, until: at + TimeDelta::minutes(minutes.into()), minutes }
    }

    pub(super) fn accepts(&self, block: BlockId, text: &str) -> Result<(), Refusal> {
        if text.len() > BLOCK_BYTES_MOST {
            return Err(Refusal::TextTooLong { bytes: text.len(), most: BLOCK_BYTES_MOST });
        }
        self.stands(block)
    }

    /// Whether the block is one of the text, so that its words are seen.
    pub(super) fn stands(&self, block: BlockId) -> Result<(), Refusal> {
        let added = self.arrangement.added.contains_key(&block);
        if !self.is_there(block) && !matches!(block, BlockId::SUMMARY | BlockId::BYLINE) {
            let was_there = added || self.left.contains(&block);
            return Err(if was_there {
                Refusal::BlockGone { block }
            } else {
                Refusal::NoSuchBlock { block }
            });
        }
        if self.arrangement.stands(block) { Ok(()) } else { Err(Refusal::BlockSetAside { block }) }
    }

    /// Whether the block is one of the source, or one that the translation added and did not remove.
    pub(super) fn is_there(&self, block: BlockId) -> bool {
        is_there(&self.source, &self.drafts, block)
    }

    pub(super) fn text(&self, block: BlockId) -> &str {
        self.drafts.get(&block).map_or("", |draft| &draft.text)
    }

    /// The headline, and what has words in the source and is not left out, must have words in the translation: in its own
    /// block, or in that into which it was joined.
    pub(super) fn missing(&self) -> Vec<BlockId> {
        let Arrangement { omitted, joined, .. } = &self.arrangement;
        let wanted = self.source.document.blocks.iter().filter(|block| block.wants_words());
        let told = wanted.filter(|block| !omitted.contains_key(&block.id));
        let told_in = told.map(|block| joined.get(&block.id).copied().unwrap_or(block.id));
        let mut known = BTreeSet::new();
        told_in.filter(|block| !self.has_words(*block) && known.insert(*block)).collect()
    }

    pub(super) fn document(&self) -> Document {
        let written = |block| self.drafts.get(&block).map_or_else(Written::default, Draft::written);
        self.arrangement.compose(&self.source.document, &self.target, written)
    }

    pub(super) fn submission(&self, submitter: Credit) -> Submission {
        let document = self.document();
        let machine = self.machine_help(&document);
        let standing = self.drafts.iter().filter(|(block, _)| self.arrangement.stands(**block));
        let mut translators: BTreeSet<Credit> =
            standing.flat_map(|(_, draft)| draft.by.iter().cloned()).collect();
        translators.insert(submitter);
        Submission {
            origin: self.source.origin.clone(),
            digest: document.digest(),
            document,
            translators,
            round: self.round + 1,
            arrangement: self.arrangement.clone(),
            findings: Vec::new(),
            waived: Vec::new(),
            machine,
        }
    }
}

/// Whether a block is one of the source, or one that the translation added and did not remove.
pub(super) fn is_there(source: &Answered, drafts: &BTreeMap<BlockId, Draft>, block: BlockId) -> bool {
    source.document.block(block).is_some() || block.is_added() && drafts.contains_key(&block)
}
