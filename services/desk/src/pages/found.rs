//! What the checks found, as pages show it.

use contract::{Digest, Finding, FindingId, Level, Verdict, Waived};

use super::{
    form::{Fields, typed},
    words,
};
use crate::{
    api::bodies::{Findings, FoundHere},
    reader::{Reader, Said},
};

/// One finding.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) id: Digest,
    pub(super) block: u32,
    pub(super) standing: Standing,
    /// What its block is called at the beginning of a line.
    pub(super) place: String,
    pub(super) check: String,
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
    /// Whether it may still be called a fault.
    pub(super) fn may_be_fault(&self) -> bool {
        self.judged.as_ref().is_none_or(|judged| !judged.is_fault)
    }

    /// Whether it may still be said to be none.
    pub(super) fn may_be_none(&self) -> bool {
        self.judged.as_ref().is_none_or(|judged| judged.is_fault)
    }

    /// All of them, with what is typed about each.
    pub(super) fn all(found: &Findings, fields: &Fields, reader: Reader) -> Vec<Self> {
        found.findings.iter().map(|found| Self::here(found, fields, reader)).collect()
    }

    /// One of which nothing was said yet.
    pub(super) fn bare(finding: &Finding, fields: &Fields, reader: Reader) -> Self {
        let standing = match finding.level {
            Level::Blocks => Standing::Blocks,
            Level::Warns => Standing::Warns,
            Level::Informs => Standing::Informs,
        };
        Self {
            id: finding.id.0,
            block: finding.block.0,
            standing,
            place: words::capital(&reader.block(finding.block)),
            check: reader.check(finding.check),
            explanation: reader.explained(finding),
            words: None,
            waived: Vec::new(),
            judged: None,
            why: typed(fields.get(&field(finding.id)).unwrap_or_default()),
        }
    }

    fn here(found: &FoundHere, fields: &Fields, reader: Reader) -> Self {
        let bare = Self::bare(&found.finding, fields, reader);
        let said = !found.waived.is_empty()
            || found.judged.as_ref().is_some_and(|judged| judged.verdict == Verdict::NotAFault);
        let standing = if said && !found.holds_up { Standing::Stands } else { bare.standing };
        let because = |Waived { waiver, by }: &Waived| {
            let with = [("who", Said::from(&by.name)), ("why", Said::from(&waiver.reason))];
            reader.say_with("found-because", &with)
        };
        let judged = found.judged.as_ref().map(|judged| {
            let (id, is_fault) = match judged.verdict {
                Verdict::Fault => ("found-fault-says", true),
                Verdict::NotAFault => ("found-no-fault-says", false),
            };
            Judged { words: reader.of(id, &judged.editor.name), is_fault }
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

/// The reasons that are typed, for whichever findings.
pub(super) fn reasons(fields: &Fields) -> impl Iterator<Item = &str> {
    let reasons = fields.0.iter().filter(|(name, _)| name.starts_with("why-"));
    reasons.map(|(_, why)| why.trim()).filter(|why| !why.is_empty())
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

    /// The id of what it is called.
    pub(super) const fn message(self) -> &'static str {
        match self {
            Self::Blocks => "found-blocks",
            Self::Warns => "found-warns",
            Self::Informs => "found-informs",
            Self::Stands => "found-stands",
        }
    }
}
