//! What follows from a fact about a translation, for everyone who folds it.

use chrono::{DateTime, Utc};

use super::Event;
use crate::{BlockId, Written};

impl Event {
    /// When the lease ends after this fact: none where it is not its holder's work, which renews it.
    pub fn renews_until(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Renewed { until, .. }
            | Self::Drafted { until, .. }
            | Self::SourceAccepted { until, .. }
            | Self::Omitted { until, .. }
            | Self::Joined { until, .. }
            | Self::Split { until, .. }
            | Self::NoteAdded { until, .. }
            | Self::Restored { until, .. }
            | Self::Removed { until, .. }
            | Self::Waived { until, .. }
            | Self::Unwaived { until, .. }
            | Self::Suggested { until, .. }
            | Self::TakenUp { until, .. } => Some(*until),
            Self::Requested(_)
            | Self::Claimed(_)
            | Self::Released { .. }
            | Self::Lapsed { .. }
            | Self::Rescued { .. }
            | Self::Submitted(_)
            | Self::Returned { .. }
            | Self::Assigned { .. }
            | Self::Unassigned { .. }
            | Self::SourceChanged(_) => None,
        }
    }

    /// The words that blocks have by this fact.
    pub fn words(&self) -> Vec<(BlockId, Written<'_>)> {
        if let Self::Drafted { block, text, marks, .. } | Self::Joined { into: block, text, marks, .. } = self
        {
            vec![(*block, Written { text, marks })]
        } else if let Self::Split { block, part, head, tail, head_marks, tail_marks, .. } = self {
            let (head, tail) =
                (Written { text: head, marks: head_marks }, Written { text: tail, marks: tail_marks });
            vec![(*block, head), (*part, tail)]
        } else if let Self::NoteAdded { block, text, .. } = self {
            vec![(*block, Written { text, marks: &[] })]
        } else {
            Vec::new()
        }
    }

    /// The block that was added and whose words leave the translation by this fact.
    pub fn takes_out(&self) -> Option<BlockId> {
        if let Self::Removed { block, .. } | Self::Joined { block, .. } = self {
            Some(*block).filter(|block| block.is_added())
        } else {
            None
        }
    }
}
