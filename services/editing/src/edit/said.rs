//! What editors say of findings: that one stays as it is, and why; that one is a fault, or none.

use std::collections::{BTreeMap, BTreeSet};

use contract::{
    Credit, FindingId, MemberId, Verdict, WAIVED_MOST, WHY_BYTES_MOST, Waived, Waiver,
    edit::{Event, Refusal},
};
use decider::{Context, Decision};
use serde::Serialize;

use super::Edit;

/// All of it, over all rounds: a finding that comes again is the same one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Said {
    waived: BTreeMap<FindingId, Waived>,
    judged: BTreeMap<FindingId, Verdict>,
    /// All who ever translated it: they say nothing here, for another pair of eyes does.
    translators: BTreeSet<MemberId>,
}

impl Edit {
    pub(super) fn waive(&self, wanted: &Waiver, context: &Context) -> Decision<Self> {
        let said = match self {
            Self::Absent => return Err(Refusal::NotSubmitted),
            Self::Returned { .. } => return Err(Refusal::WithTranslator),
            Self::Approved { .. } => return Err(Refusal::AlreadyApproved),
            Self::Open(_, said) => said,
        };
        said.may_be_added_to(&context.actor.member)?;
        let reason = wanted.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason);
        }
        let (bytes, most) = (reason.len(), WHY_BYTES_MOST);
        if bytes > most {
            return Err(Refusal::ReasonTooLong { bytes, most });
        }
        match said.waived.get(&wanted.finding) {
            Some(known) if known.waiver.reason == reason => return Ok(None),
            Some(_) => {}
            None => said.has_room_for(wanted.finding)?,
        }
        let waiver = Waiver { reason: reason.to_owned(), ..wanted.clone() };
        Ok(Some(Event::Waived(Waived { waiver, by: context.actor.credit() })))
    }

    /// Also after the approval, and while the translator has it: whether a check is right does not depend on that.
    pub(super) fn judge(&self, judged: Event, context: &Context) -> Decision<Self> {
        let Event::Judged { finding, verdict, .. } = &judged else { return Ok(None) };
        let (Self::Open(_, said) | Self::Returned { said, .. } | Self::Approved { said, .. }) = self else {
            return Err(Refusal::NotSubmitted);
        };
        said.may_be_added_to(&context.actor.member)?;
        match said.judged.get(finding) {
            Some(known) if known == verdict => return Ok(None),
            Some(_) => {}
            None => said.has_room_for(*finding)?,
        }
        Ok(Some(judged))
    }
}

impl Said {
    /// Whether a finding holds nothing up: an editor lets it stand, or says that it is no fault.
    pub(super) fn lets_stand(&self, finding: FindingId) -> bool {
        self.waived.contains_key(&finding) || self.judged.get(&finding) == Some(&Verdict::NotAFault)
    }

    pub(super) fn waiver(&self, finding: FindingId) -> Option<&Waived> {
        self.waived.get(&finding)
    }

    pub(super) fn also_by(mut self, translators: &BTreeSet<Credit>) -> Self {
        self.translators.extend(translators.iter().map(|credit| credit.member.clone()));
        self
    }

    pub(super) fn waiving(mut self, waived: Waived) -> Self {
        self.waived.insert(waived.waiver.finding, waived);
        self
    }

    pub(super) fn judging(mut self, finding: FindingId, verdict: Verdict) -> Self {
        self.judged.insert(finding, verdict);
        self
    }

    fn may_be_added_to(&self, member: &MemberId) -> Result<(), Refusal> {
        if self.translators.contains(member) { Err(Refusal::OwnTranslation) } else { Ok(()) }
    }

    /// Whether one more finding can be spoken of.
    fn has_room_for(&self, finding: FindingId) -> Result<(), Refusal> {
        let known: BTreeSet<&FindingId> = self.waived.keys().chain(self.judged.keys()).collect();
        if known.contains(&finding) || known.len() < WAIVED_MOST {
            return Ok(());
        }
        Err(Refusal::TooManyFindings { most: WAIVED_MOST })
    }
}

#[cfg(test)]
mod tests;
