//! What the checks found in texts that went on, what people said of it, and what that says of the checks.

use std::collections::BTreeMap;

use contract::{Check, Credit, Finding, FindingId, PieceId, Verdict, edit, translation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// All findings that were raised, waived or judged, by piece.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Checks {
    pieces: BTreeMap<PieceId, BTreeMap<FindingId, Known>>,
}

/// What is known of one finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    pub check: Check,
    /// Whether it came with a submission or an approval.
    pub raised: bool,
    /// Where in the log the translators' waiver stands.
    pub waived: Option<u64>,
    /// Where the editors' waiver stands.
    pub waived_by_editor: Option<u64>,
    /// The last word of an editor.
    pub verdict: Option<(Verdict, Credit)>,
}

/// What became of the findings of one check.
///
/// The precision is told by what editors judged: faults among all findings that were judged. Nobody judges everything, so
/// two bounds stand beside it: as if all that nobody judged were false alarms, and as if all of it were faults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CheckFigures {
    pub check: Check,
    /// The findings that came with submissions and approvals, or were judged; each once, however often its text was looked at.
    pub raised: usize,
    /// Those of them that were judged a fault.
    pub fault: usize,
    /// Those of them that were judged no fault: false alarms.
    pub not_a_fault: usize,
    /// Those of them that somebody lets stand.
    pub waived: usize,
    /// Faults among those that were judged, from 0 to 1; none where none was judged.
    pub precision: Option<f64>,
    /// The same, were all that nobody judged false alarms; none where none was raised.
    pub precision_least: Option<f64>,
    /// The same, were all that nobody judged faults.
    pub precision_most: Option<f64>,
}

impl Checks {
    /// What is known of the findings of a piece.
    pub fn of(&self, piece: &PieceId) -> Option<&BTreeMap<FindingId, Known>> {
        self.pieces.get(piece)
    }

    /// Every check, in the order of the type.
    pub fn figures(&self) -> Vec<CheckFigures> {
        let mut counts: BTreeMap<Check, Counts> = BTreeMap::new();
        for known in self.pieces.values().flat_map(BTreeMap::values) {
            counts.entry(known.check).or_default().count(known);
        }
        let figures = |check: Check| counts.remove(&check).unwrap_or_default().figures(check);
        Check::ALL.into_iter().map(figures).collect()
    }

    pub(super) fn translation(&mut self, piece: &PieceId, event: &translation::Event, sequence: u64) {
        if let translation::Event::Submitted(submission) = event {
            self.raise(piece, &submission.findings);
        } else if let translation::Event::Waived { waived, .. } = event {
            self.known(piece, waived.waiver.finding, waived.waiver.check).waived = Some(sequence);
        } else if let translation::Event::Unwaived { finding, .. } = event
            && let Some(known) = self.pieces.get_mut(piece).and_then(|known| known.get_mut(finding))
        {
            known.waived = None;
        }
    }

    pub(super) fn edit(&mut self, piece: &PieceId, event: &edit::Event, sequence: u64) {
        match event {
            edit::Event::Opened(_) | edit::Event::ChangesRequested { .. } => {}
            edit::Event::Approved(approval) => self.raise(piece, &approval.findings),
            edit::Event::Waived(waived) => {
                let known = self.known(piece, waived.waiver.finding, waived.waiver.check);
                known.waived_by_editor = Some(sequence);
            }
            edit::Event::Judged { finding, check, verdict, editor, .. } => {
                self.known(piece, *finding, *check).verdict = Some((*verdict, editor.clone()));
            }
        }
    }

    fn raise(&mut self, piece: &PieceId, findings: &[Finding]) {
        for finding in findings {
            self.known(piece, finding.id, finding.check).raised = true;
        }
    }

    fn known(&mut self, piece: &PieceId, finding: FindingId, check: Check) -> &mut Known {
        let unknown = Known { check, raised: false, waived: None, waived_by_editor: None, verdict: None };
        self.pieces.entry(piece.clone()).or_default().entry(finding).or_insert(unknown)
    }
}

#[derive(Default)]
struct Counts {
    raised: usize,
    fault: usize,
    not_a_fault: usize,
    waived: usize,
}

impl Counts {
    fn count(&mut self, known: &Known) {
        // What a translator waived and then mended was never raised.
        if !known.raised && known.verdict.is_none() {
            return;
        }
        self.raised += 1;
        self.waived += usize::from(known.waived.or(known.waived_by_editor).is_some());
        match known.verdict {
            Some((Verdict::Fault, _)) => self.fault += 1,
            Some((Verdict::NotAFault, _)) => self.not_a_fault += 1,
            None => {}
        }
    }

    fn figures(self, check: Check) -> CheckFigures {
        let Self { raised, fault, not_a_fault, waived } = self;
        CheckFigures {
            check,
            raised,
            fault,
            not_a_fault,
            waived,
            precision: share(fault, fault + not_a_fault),
            precision_least: share(fault, raised),
            precision_most: share(raised - not_a_fault, raised),
        }
    }
}

/// A part of a whole; none of nothing.
#[expect(clippy::cast_precision_loss, reason = "a newsroom has far fewer findings than 2^52")]
fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests;
