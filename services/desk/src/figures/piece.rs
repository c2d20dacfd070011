//! The figures of one piece, and how each fact changes them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Add,
};

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Block, BlockId, Document, Language, MemberId, SourceId, edit,
    translation::{self, Lease, MachineHelp, Requested, Submission},
};
use language::difference::Distance;
use serde::{Deserialize, Serialize};

/// Between two facts of one claim: who does nothing that is recorded for longer is not at work for longer.
pub(super) const PAUSE_MOST: TimeDelta = TimeDelta::minutes(5);

/// What the work on one piece came to so far.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Work {
    pub source: SourceId,
    pub from: Language,
    /// The words of the source as it is answered.
    pub source_words: usize,
    /// The words of the text that was submitted last.
    pub words: usize,
    pub requested_at: DateTime<Utc>,
    /// When it was first submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub returns: u32,
    /// Whose words stand in the text that was submitted last, and who submitted it.
    pub translators: BTreeSet<MemberId>,
    /// What each who had the piece did.
    pub shares: BTreeMap<MemberId, Share>,
    /// How far the text that was approved is from the one that was first submitted.
    pub edited: Option<Apart>,
    /// Nothing once it is approved.
    under_way: Option<UnderWay>,
}

/// One member's part in a piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Of the text that was submitted last, in the blocks that they were the last to write.
    pub words: usize,
    /// From fact to fact of their work under one claim, where a pause counts as five minutes at most.
    pub active_milliseconds: u64,
    /// In these blocks.
    pub machine: Help,
}

/// What a machine suggested and a translator took up, in the text that was submitted last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    pub blocks: usize,
    /// How far each was changed, in thousandths, summed over the blocks.
    pub changed: u64,
}

impl Help {
    /// How far the blocks were changed, in thousandths: the mean. None where there are none.
    pub fn mean(self) -> Option<u16> {
        let mean = self.changed.checked_div(self.blocks.try_into().ok()?)?;
        mean.try_into().ok()
    }
}

impl Add for Help {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { blocks: self.blocks + other.blocks, changed: self.changed + other.changed }
    }
}

/// A distance between texts, in words: see [`Distance`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    pub exchanged: usize,
    pub of: usize,
}

/// What is needed of a piece only until it is approved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct UnderWay {
    claim: Option<Claim>,
    /// Who was the last to write a block.
    writers: BTreeMap<BlockId, MemberId>,
    first_submitted: Option<Document>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Claim {
    holder: MemberId,
    /// When the holder last did something. Nothing where an editor gave the piece and its holder has not begun.
    last: Option<DateTime<Utc>>,
}

impl From<Distance> for Apart {
    fn from(Distance { exchanged, of }: Distance) -> Self {
        Self { exchanged, of }
    }
}

impl From<Apart> for Distance {
    fn from(Apart { exchanged, of }: Apart) -> Self {
        Self { exchanged, of }
    }
}

impl Work {
    pub(super) fn requested(requested: &Requested, at: DateTime<Utc>) -> Self {
        Self {
            source: requested.origin.source.clone(),
            from: requested.origin.language.clone(),
            source_words: requested.document.words(),
            words: 0,
            requested_at: at,
            submitted_at: None,
            approved_at: None,
            returns: 0,
            translators: BTreeSet::new(),
            shares: BTreeMap::new(),
            edited: None,
            under_way: Some(UnderWay::default()),
        }
    }

    /// The active time of all who had it.
    pub fn active_milliseconds(&self) -> u64 {
        self.shares.values().map(|share| share.active_milliseconds).sum()
    }

    /// What all who had it took up from a machine.
    pub fn machine(&self) -> Help {
        self.shares.values().map(|share| share.machine).fold(Help::default(), Add::add)
    }

    pub(super) fn translation(&mut self, event: translation::Event, by: &MemberId, at: DateTime<Utc>) {
        self.worked(by, at);
        match event {
            translation::Event::Claimed(lease) => self.claimed(lease, Some(at)),
            // The editor's hand was on it, not the holder's.
            translation::Event::Assigned { lease, .. } => self.claimed(lease, None),
            translation::Event::Released { .. }
            | translation::Event::Lapsed { .. }
            | translation::Event::Unassigned { .. } => self.free(),
            translation::Event::Drafted { block, .. }
            | translation::Event::Joined { into: block, .. }
            | translation::Event::NoteAdded { block, .. } => self.wrote(block),
            translation::Event::Split { block, part, .. } => {
                self.wrote(block);
                self.wrote(part);
            }
            translation::Event::Submitted(submission) => self.submitted(*submission, by, at),
            translation::Event::Returned { .. } => self.returns += 1,
            translation::Event::SourceChanged(change) => self.source_words = change.document.words(),
            // A piece begins with it, and is there already.
            translation::Event::Requested(_)
            | translation::Event::Renewed { .. }
            | translation::Event::Rescued { .. }
            | translation::Event::SourceAccepted { .. }
            | translation::Event::Omitted { .. }
            | translation::Event::Restored { .. }
            | translation::Event::Removed { .. }
            | translation::Event::Waived { .. }
            | translation::Event::Unwaived { .. }
            // What a submission says of the machine is what came of it.
            | translation::Event::Suggested { .. }
            | translation::Event::TakenUp { .. } => {}
        }
    }

    pub(super) fn edit(&mut self, event: edit::Event, at: DateTime<Utc>) {
        match event {
            edit::Event::Opened(_)
            | edit::Event::ChangesRequested { .. }
            | edit::Event::Waived(_)
            | edit::Event::Judged { .. } => {}
            edit::Event::Approved(approval) => {
                self.approved_at = Some(at);
                let first = self.under_way.take().and_then(|under_way| under_way.first_submitted);
                self.edited = first.map(|first| apart(&first, &approval.document).into());
            }
        }
    }

    /// The time since the holder's last fact under this claim is theirs, if this fact is the holder's too.
    fn worked(&mut self, by: &MemberId, at: DateTime<Utc>) {
        let Some(claim) = self.under_way.as_mut().and_then(|under_way| under_way.claim.as_mut()) else {
            return;
        };
        if claim.holder != *by {
            return;
        }
        // Services' clocks differ: time never runs backwards here.
        let last = claim.last.unwrap_or(at);
        let pause = (at - last).clamp(TimeDelta::zero(), PAUSE_MOST);
        claim.last = Some(at.max(last));
        self.shares.entry(by.clone()).or_default().active_milliseconds +=
            pause.num_milliseconds().unsigned_abs();
    }

    fn claimed(&mut self, lease: Lease, last: Option<DateTime<Utc>>) {
        let under_way = self.under_way.get_or_insert_default();
        under_way.claim = Some(Claim { holder: lease.holder.member, last });
    }

    fn free(&mut self) {
        if let Some(under_way) = &mut self.under_way {
            under_way.claim = None;
        }
    }

    fn wrote(&mut self, block: BlockId) {
        let Some(under_way) = &mut self.under_way else { return };
        if let Some(claim) = &under_way.claim {
            under_way.writers.insert(block, claim.holder.clone());
        }
    }

    fn submitted(&mut self, submission: Submission, by: &MemberId, at: DateTime<Utc>) {
        self.free();
        self.submitted_at.get_or_insert(at);
        self.words = submission.document.words();
        self.translators = submission.translators.into_iter().map(|credit| credit.member).collect();
        for share in self.shares.values_mut() {
            (share.words, share.machine) = (0, Help::default());
        }
        let under_way = self.under_way.get_or_insert_default();
        let writer = |block| under_way.writers.get(block).unwrap_or(by).clone();
        for block in &submission.document.blocks {
            self.shares.entry(writer(&block.id)).or_default().words += words(block);
        }
        for MachineHelp { block, changed, .. } in &submission.machine {
            let share = self.shares.entry(writer(block)).or_default();
            share.machine = share.machine + Help { blocks: 1, changed: (*changed).into() };
        }
        under_way.first_submitted.get_or_insert(submission.document);
    }
}

/// How far two texts are apart, block by block; what stands in one of them only is compared as a whole, for blocks are
/// joined and split.
fn apart(old: &Document, new: &Document) -> Distance {
    let text = |document: &Document, id: BlockId| document.block(id).map(|block| block.text.clone());
    let both = old.blocks.iter().filter_map(|was| Some((&was.text, text(new, was.id)?)));
    let by_block: Distance = both.map(|(was, is)| Distance::between(was, &is)).sum();
    let alone = |document: &Document, other: &Document| {
        let blocks = document.blocks.iter().filter(|block| other.block(block.id).is_none());
        blocks.map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n")
    };
    by_block + Distance::between(&alone(old, new), &alone(new, old))
}

fn words(block: &Block) -> usize {
    block.text.split_whitespace().count()
}
