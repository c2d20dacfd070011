//! What the HTTP API takes and gives, beside the rows of the board.

mod access;
mod arranging;
mod figures;
mod findings;
mod history;
mod memory;
mod search;
mod suggestions;
mod terms;
mod words;
mod xliff;

use std::collections::BTreeSet;

use contract::{
    Anchor, Arrangement, Block, BlockId, Brief, Credit, Digest, Document, Language, MemberId, Note, Role,
    SourceId, member::Membership, publication::Notices, source::Registration, translation::Rescue,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::paging::Limit;
use crate::board::{ArticleRow, PieceRow, Stage};
pub use crate::{
    listing::{Due, Listed, PieceFilter},
    moment::{Moment, typed_in_utc as moment_in_utc},
};
pub use access::{
    Ended, ListedSession, ListedToken, MadeInvitation, MadeToken, NewInvitation, NewToken, OfMember,
};
pub use arranging::{BlockName, Joining, NewNote, Omission, Splitting};
pub use figures::{FiguresFilter, FiguresPage, FromMachine, PartRow, PieceFigures, SumRow, SummedBy};
pub use findings::{
    CheckFigures, Findings, FoundHere, InBlock, Judged, LookedAt, NewVerdict, NewWaiver, WordsAt,
};
pub use history::{
    Approved, AsItStood, AtMoment, BetweenMoments, Fact, FactsAfter, Live, PieceAsItStood, Timeline,
};
pub use memory::{
    Between, Concordance, Extent, Hit, How, Least, ListedMemory, Match, Matches, MatchesAsked, MemoryFile,
    MemoryReading, NamesFile, Origin, Passage, Side, Stretch, TakenMemory, WordsAsked,
};
pub use search::{Excerpt, FoundArticle, FoundPiece, SearchAsked, SearchPage};
pub use suggestions::Suggested;
pub use terms::{
    ChangedEntry, Format, FoundName, FoundTerm, Imported, NameAsked, NameSpelled, RefusedEntry, TermFile,
    TermFileFor, TermFilter, TermForm, TermsInBlock, TermsInPiece, TermsInSource, TermsInText, TermsInto,
};
pub use words::{Saved, Words};
pub use xliff::{Brought, Came, UnitBrought};

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewSource {
    pub id: SourceId,
    #[serde(flatten)]
    pub registration: Registration,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCommission {
    pub language: Language,
    #[serde(default)]
    pub brief: Brief,
}

#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Claim {
    /// For how long, from now on, in minutes; as long as a claim lasts in this newsroom unless said otherwise.
    pub minutes: Option<u32>,
}

/// The claim under which something is done.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Under {
    pub epoch: u32,
}

/// To whom an editor gives a piece.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    pub member: MemberId,
    /// For how long, from now on; as long as a claim lasts in this newsroom unless said otherwise.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// The epoch of the claim that it is taken over from; none where nobody has it.
    #[serde(default)]
    pub over: Option<u32>,
    /// For whoever gets the piece and whoever loses it; it may be left out where nobody loses it.
    #[serde(default)]
    pub reason: String,
}

/// Which claim an editor ends, and why.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unassignment {
    pub epoch: u32,
    pub reason: String,
}

/// The claim under which changes at the source are accepted, and what was seen of them.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    pub epoch: u32,
    /// The newest revision that was looked at: a later one is not accepted by this.
    pub revision: u32,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    pub notes: Vec<Note>,
}

/// Which words are meant.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct These {
    pub digest: Digest,
    /// Why they go on though their source has a newer revision than they answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behind: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyText {
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NewMember {
    pub id: MemberId,
    #[serde(flatten)]
    pub membership: Membership,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    pub roles: BTreeSet<Role>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    pub languages: BTreeSet<Language>,
}

/// A list, or one page of it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rows<T> {
    pub rows: Vec<T>,
}

/// One page of a list that can grow.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// What `after` gives the page that follows; none where this is the last one.
    pub next: Option<String>,
}

/// A page of pieces.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PiecePage {
    pub rows: Vec<Listed>,
    /// What `after` gives the page that follows; none where this is the last one.
    pub next: Option<String>,
}

/// Which page of a list, the newest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// Only what follows in the order: `next` of the page before.
    #[schemars(regex(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// Only what has a smaller position than this.
    pub before: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<Limit>,
}

/// Which page of a list, the newest first.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByAge {
    /// Only what follows in the order: `next` of the page before.
    #[schemars(regex(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<Limit>,
}

/// Which page of a list, in the order of the ids.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ById {
    /// Only what follows in the order: `next` of the page before.
    #[schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"), length(max = 64))]
    pub after: Option<String>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<Limit>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WireFrom {
    /// Only what has a larger number than this: `next` of the page before; 0 unless said otherwise.
    pub after: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<Limit>,
}

/// A part of the wire.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct WirePage {
    pub rows: Vec<Item>,
    /// What `after` gives the part that follows; none where this is the last one so far.
    pub next: Option<u64>,
}

/// An article with its text.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArticleText {
    #[serde(flatten)]
    pub row: ArticleRow,
    pub document: Document,
}

/// A piece with all its words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PieceText {
    #[serde(flatten)]
    pub row: PieceRow,
    /// What is to be translated: the source text as the translation answers it.
    pub document: Document,
    /// What the source says otherwise by now, and the translator has not accepted yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_change: Option<SourceChange>,
    /// The words so far, by block.
    pub drafts: Vec<Draft>,
    /// What the translation leaves out, takes together, and adds, as the work stands.
    #[serde(default, skip_serializing_if = "Arrangement::is_plain")]
    pub arrangement: Arrangement,
    /// Words that could not be saved and were kept.
    pub rescued: Vec<Rescue>,
    /// What was submitted last.
    pub submission: Option<Submitted>,
    /// What an editor asked for last.
    pub notes: Vec<Note>,
    /// What stands under the published piece.
    pub notices: Option<Notices>,
}

impl PieceText {
    /// What was submitted last, unless the work goes on: then it is the words so far that count.
    pub fn submitted(&self) -> Option<&Submitted> {
        match self.row.stage {
            Stage::Open | Stage::Claimed { .. } => None,
            Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
                self.submission.as_ref()
            }
        }
    }

    /// How the blocks stand: as submitted last, unless the work goes on.
    pub fn arranged(&self) -> &Arrangement {
        self.submitted().map_or(&self.arrangement, |submitted| &submitted.arrangement)
    }
}

/// A newer revision of the source that a translation does not answer in full yet.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SourceChange {
    /// The newest revision: what is accepted is accepted of this one.
    pub revision: u32,
    /// The blocks that await the translator, in the order of the text. There is at least one.
    pub blocks: Vec<ChangedBlock>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChangedBlock {
    pub block: BlockId,
    /// What the source has there by now; nothing where the block is gone.
    pub now: Option<Block>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Draft {
    pub block: BlockId,
    pub text: String,
    /// What is set apart in the words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Anchor>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Submitted {
    pub document: Document,
    pub digest: Digest,
    pub translators: BTreeSet<Credit>,
    pub round: u32,
    #[serde(default, skip_serializing_if = "Arrangement::is_plain")]
    pub arrangement: Arrangement,
    /// The blocks for which a machine's suggestion was taken up, and how far it was changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machine: Vec<contract::translation::MachineHelp>,
}

/// Why something is done.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub reason: String,
}

/// One item of the wire.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Item {
    /// Counts from 1, without a gap.
    pub number: u64,
    pub subject: String,
    /// A ninjs 3.1 document.
    pub document: serde_json::Value,
}
