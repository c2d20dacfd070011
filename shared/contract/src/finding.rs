//! Findings: what the checks saw in a translated text. `checks` makes them; submissions, reviews and pages carry them.

use std::{fmt, ops::Range};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{BlockId, Credit, Digest};

/// What is looked at. The names stay: waivers and figures are kept under them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// A block without a translation, or whose translation is the source text.
    Untranslated,
    /// A number that was changed, lost or added, written in digits or in words.
    Number,
    /// A unit, a currency or a percentage that became another one, or was lost.
    Unit,
    /// A date, month, weekday or time of day that was changed, lost or added.
    Date,
    /// A quotation mark without its partner.
    QuotationMark,
    /// Words that are quoted in the source and not in the translation.
    QuotationLost,
    /// A negation that was lost or added.
    Negation,
    /// An address or an account name that was changed, lost or added.
    Link,
    /// A word that stands twice in a row.
    RepeatedWord,
    /// Doubled spaces, and spaces where none belong.
    Spacing,
    /// Punctuation or digits of another script.
    Punctuation,
    /// Characters that nobody sees and that turn the direction of what follows, or hide between letters.
    Invisible,
    /// A translation that is far shorter or longer than its source.
    Length,
    /// Words or letters of the source left in the translation.
    SourceLeft,
    /// A loaded expression in the newsroom's own voice.
    Loaded,
    /// An expression that the newsroom does not use.
    Forbidden,
    /// A headline over the newsroom's length.
    HeadlineLength,
    /// A name or term without its agreed rendering.
    Term,
    /// A link or an emphasis of the source that the translation has lost, or one that the source does not have.
    Mark,
}

impl Check {
    /// Every check, in the order of the type.
    pub const ALL: [Self; 19] = [
        Self::Untranslated,
        Self::Number,
        Self::Unit,
        Self::Date,
        Self::QuotationMark,
        Self::QuotationLost,
        Self::Negation,
        Self::Link,
        Self::RepeatedWord,
        Self::Spacing,
        Self::Punctuation,
        Self::Invisible,
        Self::Length,
        Self::SourceLeft,
        Self::Loaded,
        Self::Forbidden,
        Self::HeadlineLength,
        Self::Term,
        Self::Mark,
    ];

    /// The name as it is serialised.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Untranslated => "untranslated",
            Self::Number => "number",
            Self::Unit => "unit",
            Self::Date => "date",
            Self::QuotationMark => "quotation_mark",
            Self::QuotationLost => "quotation_lost",
            Self::Negation => "negation",
            Self::Link => "link",
            Self::RepeatedWord => "repeated_word",
            Self::Spacing => "spacing",
            Self::Punctuation => "punctuation",
            Self::Invisible => "invisible",
            Self::Length => "length",
            Self::SourceLeft => "source_left",
            Self::Loaded => "loaded",
            Self::Forbidden => "forbidden",
            Self::HeadlineLength => "headline_length",
            Self::Term => "term",
            Self::Mark => "mark",
        }
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a finding asks of people, in rising order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// May be worth a look; a text may go on with it.
    Informs,
    /// Likely a fault: a person looks before the text goes on.
    Warns,
    /// The text does not go on with it, unless it is waived with a reason.
    Blocks,
}

/// A place in the text of a block, in bytes of UTF-8 from its beginning. Both ends stand between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The byte after it.
    pub end: u32,
    /// The byte at which it begins.
    pub start: u32,
}

impl Place {
    /// The place that takes these bytes. A text is at most `DOCUMENT_BYTES_MOST` long; what lies beyond 4 GiB is cut off.
    pub fn of(bytes: Range<usize>) -> Self {
        let bounded = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { end: bounded(bytes.end), start: bounded(bytes.start) }
    }

    /// The words that stand there; none where the text is not the one that was looked at.
    pub fn words(self, text: &str) -> Option<&str> {
        text.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }

    /// The place in UTF-16 code units, which is how browsers count; none where the text is not the one that was looked at.
    pub fn utf16(self, text: &str) -> Option<Range<usize>> {
        let before = text.get(..usize::try_from(self.start).ok()?)?.encode_utf16().count();
        let within = self.words(text)?.encode_utf16().count();
        Some(before..before + within)
    }
}

/// What names a finding: the same for as long as the same thing stands in the same block, wherever in it and whatever
/// else changes. Waivers, and verdicts of editors that something is not a fault, are tied to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct FindingId(pub Digest);

impl FindingId {
    /// The id of what a check found in a block. `about` says what it is about without saying where; `nth` counts those
    /// that are about the same, from 0.
    pub fn of(check: Check, block: BlockId, about: &str, nth: usize) -> Self {
        Self(Digest::of(format!("{check}\n{}\n{nth}\n{about}", block.0).as_bytes()))
    }
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    pub id: FindingId,
    pub check: Check,
    pub level: Level,
    pub block: BlockId,
    /// Where in the translation; the whole block where nothing is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Place>,
    /// Where in the source, where it is about something there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Place>,
    /// What is the matter and what can be done, in words for people.
    pub explanation: String,
}

/// Exact words beside their exact source, and what was found when they were looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    /// The digest of the source text.
    pub source: Digest,
    /// The digest of the translation.
    pub target: Digest,
    /// All that warns or blocks, at most [`FINDINGS_MOST`]: what blocks first.
    pub findings: Vec<Finding>,
}

/// The most findings that a fact carries.
pub const FINDINGS_MOST: usize = 200;

/// The most findings of a piece that its translators let stand, and the most that editors let stand or judge. Together they
/// are fewer than a fact carries: where there are more findings than that, some that block are always seen.
pub const WAIVED_MOST: usize = FINDINGS_MOST / 2 - 1;

/// The most bytes of UTF-8 that the reason of a waiver may take.
pub const WHY_BYTES_MOST: usize = 512;

impl Looked {
    /// Whether just these texts were looked at, and no more was found than a fact carries.
    pub fn is_of(&self, source: Digest, target: Digest) -> bool {
        self.source == source && self.target == target && self.findings.len() <= FINDINGS_MOST
    }

    /// What blocks and is not let stand.
    pub fn blocking(&self, stands: impl Fn(FindingId) -> bool) -> Vec<Finding> {
        let blocks = |finding: &&Finding| finding.level == Level::Blocks && !stands(finding.id);
        self.findings.iter().filter(blocks).cloned().collect()
    }
}

/// A waiver, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waived {
    pub waiver: Waiver,
    pub by: Credit,
}

/// What an editor says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The check was right.
    Fault,
    /// The check was wrong: it counts as a false alarm, and the finding holds nothing up.
    NotAFault,
}

/// That a finding stays as it is, and why. Who said so and when is told by the fact that carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    pub finding: FindingId,
    /// Kept beside the id, so that precision is counted per check without the text.
    pub check: Check,
    pub block: BlockId,
    pub reason: String,
}

impl Waiver {
    /// Whether this finding is the one that was waived.
    pub fn covers(&self, finding: &Finding) -> bool {
        self.finding == finding.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_serialised_by_its_name() {
        for check in Check::ALL {
            assert_eq!(serde_json::to_value(check).unwrap(), check.name());
        }
    }

    #[test]
    fn a_place_is_told_in_the_units_of_browsers() {
        let text = "🕊 “سلام”";
        let place = Place::of(text.find('س').unwrap()..text.rfind('”').unwrap());
        assert_eq!((place.words(text), place.utf16(text)), (Some("سلام"), Some(4..8)));
        assert_eq!((place.words("🕊"), place.utf16("🕊")), (None, None));
    }

    #[test]
    fn a_finding_is_named_by_check_block_and_subject() {
        let id = FindingId::of(Check::Number, BlockId(3), "1200", 0);
        assert_eq!(id, FindingId::of(Check::Number, BlockId(3), "1200", 0));
        assert_ne!(id, FindingId::of(Check::Number, BlockId(3), "1200", 1));
        assert_ne!(id, FindingId::of(Check::Number, BlockId(4), "1200", 0));
        assert_ne!(id, FindingId::of(Check::Date, BlockId(3), "1200", 0));
    }
}
