//! Of terms: the register as lists and as files, and what of it stands in a text.

use contract::{BlockId, Language, TermId, TermKind};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Limit;
use crate::board::{TermRow, TermStanding};
pub use crate::exchange::Format;

/// Which terms, and which page of them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermFilter {
    pub from: Option<Language>,
    pub into: Option<Language>,
    pub kind: Option<TermKind>,
    /// All but what is retired unless said otherwise.
    pub standing: Option<TermStanding>,
    /// Only terms one of whose forms holds this, whatever the case, the diacritics and the spelling of Arabic.
    pub contains: Option<String>,
    /// Only what follows in the order: `next` of the page before.
    #[schemars(regex(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// Only what has a smaller position than this.
    pub before: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<Limit>,
}

/// What to write of the register.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermFile {
    /// CSV unless said otherwise.
    pub format: Option<Format>,
    /// Only terms from this language.
    pub from: Option<Language>,
    /// Only terms into this language.
    pub into: Option<Language>,
}

/// What a file does not say of each entry. TBX has terms in many languages: of it the first two must be said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermFileFor {
    pub from: Option<Language>,
    pub into: Option<Language>,
    pub kind: Option<TermKind>,
}

/// What came of a file of terms.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Imported {
    pub added: usize,
    pub changed: usize,
    /// Entries that the register has already, just so.
    pub unchanged: usize,
    /// What was changed of terms that were there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangedEntry>,
    pub refused: Vec<RefusedEntry>,
}

/// An entry of a file that says something else of a term than the register said.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChangedEntry {
    /// Counted from 1; a first row that names columns does not count.
    pub number: usize,
    pub term: TermId,
    /// Its form in the source language.
    pub source: String,
    /// What is otherwise by now, by the names of a table's columns.
    pub columns: Vec<String>,
}

/// An entry of a file that was not taken.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RefusedEntry {
    /// Counted from 1; a first row that names columns does not count.
    pub number: usize,
    /// Its form in the source language, as far as it could be read.
    pub source: String,
    pub why: String,
}

/// Into which language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermsInto {
    /// Every language that the register leads into unless said otherwise.
    pub into: Option<Language>,
}

/// The terms that stand in a text.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TermsInText {
    /// Each term that was found, once.
    pub terms: Vec<TermRow>,
    /// The blocks in which terms stand.
    pub blocks: Vec<TermsInBlock>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TermsInBlock {
    pub block: BlockId,
    /// In the order of the text. Where terms share a spelling, several have one place.
    pub found: Vec<FoundTerm>,
}

/// A place in a text, in bytes of UTF-8.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundTerm {
    pub term: TermId,
    /// The words as they stand there, with what is attached to them.
    pub words: String,
    pub start: usize,
    pub end: usize,
    /// Where the term itself begins: what stands before is attached to it, such as `و` or `بال`.
    pub core_start: usize,
    /// Where the term itself ends: what stands behind is attached to it, such as `’s`.
    pub core_end: usize,
    pub form: TermForm,
}

/// Through which form a term was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TermForm {
    Written,
    Respelled,
    Inflected,
}

/// The terms and names that stand in the source text of a piece, as its translation answers it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TermsInPiece {
    /// Each term that was found, once.
    pub terms: Vec<TermRow>,
    /// The blocks in which something was found.
    pub blocks: Vec<TermsInSource>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TermsInSource {
    pub block: BlockId,
    /// The text that was looked at.
    pub text: String,
    /// In the order of the text. Where terms share a spelling, several have one place.
    pub found: Vec<FoundTerm>,
    /// Names of people that are no term yet, by the newsroom's lists of names.
    pub names: Vec<FoundName>,
}

/// A place in a text, in bytes of UTF-8, where somebody is named.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundName {
    pub words: String,
    pub start: usize,
    pub end: usize,
    /// How the lists spell it in Latin letters; nothing where they lack a part of it, or the translation is in another
    /// script.
    pub spelling: Option<String>,
}

/// A name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NameAsked {
    pub name: String,
}

/// How a name is spelled in Latin letters.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct NameSpelled {
    pub name: String,
    /// Nothing where the newsroom's lists lack a part of it.
    pub spelling: Option<String>,
}
