//! A yes to exact words, which were looked at beside the source that they answer.

use contract::{
    Digest, Finding, Looked, Waived,
    edit::{Approval, Behind, Event, Refusal},
    translation::{REASON_BYTES_MOST, Submission},
};
use decider::{Context, Decision};

use super::{Edit, said::Said};

/// What an editor says yes to.
pub(super) struct Yes<'a> {
    pub(super) digest: Digest,
    pub(super) looked: &'a Looked,
    /// The newest revision of the article.
    pub(super) newest: u32,
    /// Why the words go on though they do not answer that.
    pub(super) behind: Option<&'a str>,
}

impl Edit {
    pub(super) fn approve(&self, yes: &Yes<'_>, context: &Context) -> Decision<Self> {
        let (submission, said) = match self {
            Self::Absent => return Err(Refusal::NotSubmitted),
            Self::Returned { .. } => return Err(Refusal::WithTranslator),
            Self::Approved { digest: approved, .. } if *approved == yes.digest => return Ok(None),
            Self::Approved { digest: approved, .. } => {
                return Err(Refusal::OtherWords { current: *approved });
            }
            Self::Open(submission, said) => (submission.as_ref(), said),
        };
        if submission.translators.iter().any(|translator| translator.member == context.actor.member) {
            return Err(Refusal::OwnTranslation);
        }
        if submission.digest != yes.digest {
            return Err(Refusal::OtherWords { current: submission.digest });
        }
        let behind = yes.behind_source(submission)?;
        yes.stands(submission, said)?;
        let findings = yes.looked.findings.clone();
        Ok(Some(Event::Approved(Box::new(Approval {
            waived: waivers(&findings, submission, said),
            findings,
            behind,
            ..Approval::new(submission.clone(), context.actor.credit())
        }))))
    }
}

impl Yes<'_> {
    /// Whether just these words were looked at beside just their source, and nothing was found that holds them up.
    fn stands(&self, submission: &Submission, said: &Said) -> Result<(), Refusal> {
        if !self.looked.is_of(submission.origin.document, submission.digest) {
            return Err(Refusal::NotLookedAt);
        }
        let waived = |finding| submission.waived.iter().any(|waived| waived.waiver.finding == finding);
        let findings = self.looked.blocking(|finding| waived(finding) || said.lets_stand(finding));
        if findings.is_empty() { Ok(()) } else { Err(Refusal::FindingsBlock { findings }) }
    }

    /// Words that do not answer the newest revision go on with a reason only.
    fn behind_source(&self, submission: &Submission) -> Result<Option<Behind>, Refusal> {
        let (revision, newest) = (submission.origin.revision, self.newest);
        if newest <= revision {
            return Ok(None);
        }
        let reason = self.behind.map(str::trim).filter(|reason| !reason.is_empty());
        let Some(reason) = reason else { return Err(Refusal::BehindSource { revision, newest }) };
        let (bytes, most) = (reason.len(), REASON_BYTES_MOST);
        if bytes > most {
            return Err(Refusal::ReasonTooLong { bytes, most });
        }
        Ok(Some(Behind { newest, reason: reason.to_owned() }))
    }
}

/// The waivers of these findings, by the translators and by editors.
fn waivers(findings: &[Finding], submission: &Submission, said: &Said) -> Vec<Waived> {
    let of = |finding: &Finding| {
        let by_translators = submission.waived.iter().filter(|waived| waived.waiver.covers(finding));
        by_translators.chain(said.waiver(finding.id)).cloned().collect::<Vec<_>>()
    };
    findings.iter().flat_map(of).collect()
}
