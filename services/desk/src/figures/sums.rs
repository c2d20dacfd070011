//! Figures of many pieces together: by pair of languages, by source, by member.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{MemberId, PieceId, SourceId};
use language::difference::Distance;

use super::{Figures, Help, Work};
use crate::board::Pair;

/// Days in UTC, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// What the pieces that were first submitted in a span came to, by now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    pub pieces: usize,
    pub approved: usize,
    pub source_words: usize,
    /// Of the texts that were submitted last. For a member: those of the blocks that they were the last to write.
    pub words: usize,
    /// For a member: their own.
    pub active_milliseconds: u64,
    pub returns: u32,
    pub edited: Distance,
    /// For a member: in their own blocks.
    pub machine: Help,
    to_submission: Vec<TimeDelta>,
    to_approval: Vec<TimeDelta>,
}

/// Whose figures are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    Everybodys,
    Only(&'a MemberId),
}

impl Figures {
    pub fn by_pair(&self, span: Span) -> BTreeMap<Pair, Sum> {
        let mut sums = BTreeMap::<Pair, Sum>::new();
        for (id, work) in self.within(span) {
            sums.entry(pair(id, work)).or_default().add(work);
        }
        sums
    }

    pub fn by_source(&self, span: Span) -> BTreeMap<SourceId, Sum> {
        let mut sums = BTreeMap::<SourceId, Sum>::new();
        for (_, work) in self.within(span) {
            sums.entry(work.source.clone()).or_default().add(work);
        }
        sums
    }

    /// By those whose words were submitted. A piece of several translators counts for each; its words and its active time
    /// count for whom they are.
    pub fn by_member(&self, span: Span, whose: Whose<'_>) -> BTreeMap<MemberId, Sum> {
        let mut sums = BTreeMap::<MemberId, Sum>::new();
        for (_, work) in self.within(span) {
            let wanted = work.translators.iter().filter(|member| match whose {
                Whose::Everybodys => true,
                Whose::Only(one) => *member == one,
            });
            for member in wanted {
                sums.entry(member.clone()).or_default().add_share(work, member);
            }
        }
        sums
    }
}

fn pair(id: &PieceId, work: &Work) -> Pair {
    Pair { from: work.from.clone(), into: id.language.clone() }
}

impl Sum {
    /// The middle one of the times from the commission to the first submission; nothing where there are no pieces.
    pub fn to_submission(&self) -> Option<TimeDelta> {
        middle(&self.to_submission)
    }

    /// The middle one of the times from the commission to the approval; nothing where none was approved.
    pub fn to_approval(&self) -> Option<TimeDelta> {
        middle(&self.to_approval)
    }

    fn add(&mut self, work: &Work) {
        self.add_piece(work);
        self.words += work.words;
        self.active_milliseconds += work.active_milliseconds();
        self.machine = self.machine + work.machine();
    }

    fn add_share(&mut self, work: &Work, member: &MemberId) {
        self.add_piece(work);
        let share = work.shares.get(member).copied().unwrap_or_default();
        self.words += share.words;
        self.active_milliseconds += share.active_milliseconds;
        self.machine = self.machine + share.machine;
    }

    fn add_piece(&mut self, work: &Work) {
        self.pieces += 1;
        self.approved += usize::from(work.approved_at.is_some());
        self.source_words += work.source_words;
        self.returns += work.returns;
        self.edited = self.edited + work.edited.unwrap_or_default().into();
        let since = |at: DateTime<Utc>| at - work.requested_at;
        self.to_submission.extend(work.submitted_at.map(since));
        self.to_approval.extend(work.approved_at.map(since));
    }
}

/// The one in the middle; of two in the middle the earlier.
fn middle(times: &[TimeDelta]) -> Option<TimeDelta> {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}
