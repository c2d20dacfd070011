//! Findings that the translator lets stand, and the words that go on with what was found in them.

use contract::{
    Digest, FindingId, Looked, WAIVED_MOST, WHY_BYTES_MOST, Waived, Waiver,
    translation::{Event, Refusal, Submission},
};
use decider::{Context, Decision};

use super::{Translation, Work};

impl Translation {
    pub(super) fn waive(&self, epoch: u32, wanted: &Waiver, context: &Context) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        let reason = wanted.reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsWhy);
        }
        let (bytes, most) = (reason.len(), WHY_BYTES_MOST);
        if bytes > most {
            return Err(Refusal::TextTooLong { bytes, most });
        }
        match work.waived.get(&wanted.finding) {
            Some(known) if known.waiver.reason == reason => return Ok(None),
            None if work.waived.len() >= WAIVED_MOST => {
                return Err(Refusal::TooManyWaived { most: WAIVED_MOST });
            }
            Some(_) | None => {}
        }
        let waiver = Waiver { reason: reason.to_owned(), ..wanted.clone() };
        let by = context.actor.credit();
        let until = lease.renewed(context.at).max(lease.until);
        Ok(Some(Event::Waived { epoch, waived: Waived { waiver, by }, until }))
    }

    pub(super) fn unwaive(&self, epoch: u32, finding: FindingId, context: &Context) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        let until = lease.renewed(context.at).max(lease.until);
        Ok(work.waived.contains_key(&finding).then_some(Event::Unwaived { epoch, finding, until }))
    }
}

impl Work {
    /// Whether just these words were looked at beside just their source, and nothing was found that holds them up.
    pub(super) fn stands_up_to(&self, looked: &Looked, words: Digest) -> Result<(), Refusal> {
        if !looked.is_of(self.source.document.digest(), words) {
            return Err(Refusal::NotLookedAt);
        }
        let findings = looked.blocking(|finding| self.waived.contains_key(&finding));
        if findings.is_empty() { Ok(()) } else { Err(Refusal::FindingsBlock { findings }) }
    }

    /// The submission with what was found, and the waivers of that.
    pub(super) fn with_findings(&self, submission: Submission, looked: &Looked) -> Submission {
        let waived = looked.findings.iter().filter_map(|finding| self.waived.get(&finding.id)).cloned();
        Submission { findings: looked.findings.clone(), waived: waived.collect(), ..submission }
    }

    pub(super) fn waiving(mut self, waived: Waived) -> Self {
        self.waived.insert(waived.waiver.finding, waived);
        self
    }

    pub(super) fn not_waiving(mut self, finding: FindingId) -> Self {
        self.waived.remove(&finding);
        self
    }
}

#[cfg(test)]
pub(super) mod tests;
