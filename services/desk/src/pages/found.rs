//! What the checks found, as pages show it.

use contract::{Digest, Finding, FindingId, Level, Verdict, Waived};

use super::{
    form::{Fields, typed},
    words,
};
use crate::api::bodies::{Findings, FoundHere};

/// One finding.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) id: Digest,
    pub(super) block: u32,
    pub(super) standing: Standing,
    /// What its block is called at the beginning of a line.
    pub(super) place: String,
    pub(super) check: &'static str,
    pub(super) explanation: String,
    /// The words that it is about.
    pub(super) words: Option<String>,
    /// Who lets it stand, and why.
    pub(super) waived: Vec<String>,
    pub(super) judged: Option<Judged>,
    /// The reason that is typed now.
    pub(super) why: String,
}

/// What an editor says of a finding.
#[derive(Clone)]
pub(super) struct Judged {
    pub(super) words: String,
    pub(super) is_fault: bool,
}

impl Found {
    /// Whether it may still be called a fault, or none.
    pub(super) fn may_be(&self, fault: bool) -> bool {
        self.judged.as_ref().is_none_or(|judged| judged.is_fault != fault)
    }

    /// All of them, with what is typed about each.
    pub(super) fn all(found: &Findings, fields: &Fields) -> Vec<Self> {
        found.findings.iter().map(|found| Self::here(found, fields)).collect()
    }

    /// One of which nothing was said yet.
    pub(super) fn bare(finding: &Finding, fields: &Fields) -> Self {
        let standing = match finding.level {
            Level::Blocks => Standing::Blocks,
            Level::Warns => Standing::Warns,
            Level::Informs => Standing::Informs,
        };
        Self {
            id: finding.id.0,
            block: finding.block.0,
            standing,
            place: words::capital(&words::block(finding.block)),
            check: words::check(finding.check),
            explanation: words::quoting(&words::sentence(&finding.explanation)),
            words: None,
            waived: Vec::new(),
            judged: None,
            why: typed(fields.get(&field(finding.id)).unwrap_or_default()),
        }
    }

    fn here(found: &FoundHere, fields: &Fields) -> Self {
        let bare = Self::bare(&found.finding, fields);
        let said = !found.waived.is_empty()
            || found.judged.as_ref().is_some_and(|judged| judged.verdict == Verdict::NotAFault);
        let standing = if said && !found.holds_up { Standing::Stands } else { bare.standing };
        let because = |Waived { waiver, by }: &Waived| format!("{}: {}", by.name, waiver.reason);
        let judged = found.judged.as_ref().map(|judged| match judged.verdict {
            Verdict::Fault => {
                Judged { words: format!("A fault, says {}.", judged.editor.name), is_fault: true }
            }
            Verdict::NotAFault => {
                Judged { words: format!("Not a fault, says {}.", judged.editor.name), is_fault: false }
            }
        });
        Self {
            standing,
            words: found.at.as_ref().map(|at| at.words.clone()).filter(|words| !words.trim().is_empty()),
            waived: found.waived.iter().map(because).collect(),
            judged,
            ..bare
        }
    }
}

/// The name of the field for the reason of a waiver.
pub(super) fn field(id: FindingId) -> String {
    format!("why-{}", id.0)
}

/// How a finding stands: told by word and sign, and by colour besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Blocks,
    Warns,
    Informs,
    /// It holds nothing up any more.
    Stands,
}

impl Standing {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::Warns => "warns",
            Self::Informs => "informs",
            Self::Stands => "stands",
        }
    }

    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::Blocks => "✕",
            Self::Warns => "!",
            Self::Informs => "·",
            Self::Stands => "✓",
        }
    }

    /// Whether it is shown when somebody wants to see it.
    pub(super) const fn is_quiet(self) -> bool {
        match self {
            Self::Informs => true,
            Self::Blocks | Self::Warns | Self::Stands => false,
        }
    }

    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Blocks => "Must be mended",
            Self::Warns => "Look here",
            Self::Informs => "For your information",
            Self::Stands => "Stands",
        }
    }
}
