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
    pub(super) check: String,
    pub(super) explanation: String,
    /// The words that it is about.
    pub(super) words: Option<String>,
    /// Who lets it stand, and why.
    pub(super) waived: Vec<String>,
    pub(super) judged: Option<String>,
    /// The reason that is typed now.
    pub(super) why: String,
}

impl Found {
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
            check: finding.check.name().replace('_', " "),
            explanation: words::sentence(&finding.explanation),
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
            Verdict::Fault => format!("A fault, says {}.", judged.editor.name),
            Verdict::NotAFault => format!("Not a fault, says {}.", judged.editor.name),
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
