//! What has been done on a translation, whoever holds it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Anchor, Answered, Arrangement, Block, BlockId, BlockKind, Credit, Document, Language, Written,
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
    pub(super) by: Credit,
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
        match self.source.document.block(block) {
            Some(_) => Ok(()),
            None if self.left.contains(&block) => Err(Refusal::BlockGone { block }),
            None => Err(Refusal::NoSuchBlock { block }),
        }
    }

    pub(super) fn text(&self, block: BlockId) -> &str {
        self.drafts.get(&block).map_or("", |draft| &draft.text)
    }

    /// The headline, and what has words in the source, must have words in the translation.
    pub(super) fn missing(&self) -> Vec<BlockId> {
        let wants_words = |block: &&Block| block.kind == BlockKind::Headline || !block.text.trim().is_empty();
        let wordless = |block: &&Block| !self.has_words(block.id);
        self.source
            .document
            .blocks
            .iter()
            .filter(wants_words)
            .filter(wordless)
            .map(|block| block.id)
            .collect()
    }

    pub(super) fn document(&self) -> Document {
        let written = |block| self.drafts.get(&block).map_or_else(Written::default, Draft::written);
        self.arrangement.compose(&self.source.document, &self.target, written)
    }

    pub(super) fn submission(&self, submitter: Credit) -> Submission {
        let document = self.document();
        let machine = self.machine_help(&document);
        let mut translators: BTreeSet<Credit> = self.drafts.values().map(|draft| draft.by.clone()).collect();
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
