//! A text as blocks with ids, and the digest that names its exact words.

use std::{fmt, io, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::{Language, Malformed, Place};

/// The most marks of one block.
pub const MARKS_MOST: usize = 64;

/// The most bytes of UTF-8 that a link's address may take.
pub const ADDRESS_BYTES_MOST: usize = 2 * 1024;

/// The most bytes that one document may take in a fact, as [`Document::size_bytes`] counts them: a fact is at most 512 KiB
/// and carries at most one document beside its own fields.
pub const DOCUMENT_BYTES_MOST: usize = 384 * 1024;

/// The number of a block within its article: it stays with the block across revisions, and the translation of a block
/// carries the number of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct BlockId(pub u32);

impl BlockId {
    /// The summary of a translation.
    pub const SUMMARY: Self = Self(u32::MAX - 1);
    /// The byline of a translation.
    pub const BYLINE: Self = Self(u32::MAX);
    /// The first number of the blocks that a translation adds: no block of a source has such a number.
    pub const ADDED_FIRST: Self = Self(1 << 31);

    /// Whether it is the number of a block that a translation adds.
    pub fn is_added(self) -> bool {
        (Self::ADDED_FIRST..Self::SUMMARY).contains(&self)
    }
}

/// As people call it: by its number, or `summary`, `byline`, or `added-1` for the first block that a translation added.
impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::SUMMARY => f.write_str("summary"),
            Self::BYLINE => f.write_str("byline"),
            Self(number) if number >= Self::ADDED_FIRST.0 => {
                write!(f, "added-{}", number - Self::ADDED_FIRST.0 + 1)
            }
            Self(number) => number.fmt(f),
        }
    }
}

impl FromStr for BlockId {
    type Err = Malformed;

    /// Takes numbers of every block, and what [`Display`](fmt::Display) gives.
    fn from_str(given: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new(given, "a block (a number, `summary`, `byline`, or `added-1`)");
        match given {
            "summary" => Ok(Self::SUMMARY),
            "byline" => Ok(Self::BYLINE),
            _ => match given.strip_prefix("added-") {
                Some(nth) => nth
                    .parse()
                    .ok()
                    .and_then(|nth: u32| nth.checked_sub(1)?.checked_add(Self::ADDED_FIRST.0))
                    .map(Self)
                    .filter(|block| ![Self::SUMMARY, Self::BYLINE].contains(block))
                    .ok_or_else(malformed),
                None => given.parse().map(Self).map_err(|_| malformed()),
            },
        }
    }
}

/// What a block is in its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The first block of every document, and only the first. Its text may be empty where a source gave none.
    Headline,
    Heading,
    Paragraph,
    Quotation,
    ListItem,
    Caption,
    /// An image at this address; the block's text says what it shows.
    Image {
        address: String,
    },
    /// A translation's summary, written by the newsroom: it answers no block of the source.
    Summary,
    /// A translation's byline, as the newsroom prints it: it answers no block of the source.
    Byline,
    /// A note by the newsroom within a translation, which is shown as such: it answers no block of the source.
    Note,
}

/// How a stretch of a block's text is set apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    Emphasis,
    Strong,
    Link { address: String },
}

impl MarkKind {
    /// Where the link leads: none where this is no link, or one that no page would follow.
    pub fn leads_to(&self) -> Option<&str> {
        let Self::Link { address } = self else { return None };
        is_on_the_web(address).then_some(address)
    }
}

/// Whether a page may lead to an address, or show what stands there: one with `http` or `https`, without white space.
pub fn is_on_the_web(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let visible = rest.chars().all(|c| !c.is_whitespace() && !c.is_control());
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && visible && !rest.is_empty()
}

/// A stretch of a block's text that is set apart. Marks stand in the order of their places; they may nest and touch, and
/// never cover nothing.
// Fields stand in alphabetical order: see `Document::digest`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Mark {
    pub kind: MarkKind,
    pub place: Place,
}

/// A mark of a block whose words are still being written: it holds on to words, and not to a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    pub kind: MarkKind,
    /// Which of the places where the words stand, from 0.
    #[serde(default)]
    pub nth: u32,
    pub words: String,
}

impl Anchor {
    /// The mark in this text; none where the words do not stand in it (so often).
    pub fn mark(&self, text: &str) -> Option<Mark> {
        if self.words.is_empty() {
            return None;
        }
        let (start, words) = text.match_indices(&self.words).nth(usize::try_from(self.nth).ok()?)?;
        Some(Mark { kind: self.kind.clone(), place: Place::of(start..start + words.len()) })
    }
}

/// One paragraph, heading, quotation, list item, caption or image of a text.
// Fields stand in alphabetical order: see `Document::digest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    pub id: BlockId,
    pub kind: BlockKind,
    /// What is set apart in the text: links and emphasis.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Plain text; a line feed stands for a line break within the block.
    pub text: String,
}

impl Block {
    /// A block in which nothing is set apart.
    pub fn plain(id: BlockId, kind: BlockKind, text: impl Into<String>) -> Self {
        Self { id, kind, marks: Vec::new(), text: text.into() }
    }

    /// Whether a translation of it must have words, unless it is left out: the headline, and whatever has words itself.
    pub fn wants_words(&self) -> bool {
        self.kind == BlockKind::Headline || !self.text.trim().is_empty()
    }
}

/// A whole text in one language: its headline, then its body.
// Fields stand in alphabetical order: see `Document::digest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    pub blocks: Vec<Block>,
    pub language: Language,
}

impl Document {
    /// The text of the headline; empty where there is none.
    pub fn headline(&self) -> &str {
        self.blocks.first().filter(|b| b.kind == BlockKind::Headline).map_or("", |b| &b.text)
    }

    /// What follows the headline.
    pub fn body(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(|b| b.kind != BlockKind::Headline)
    }

    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.iter().find(|b| b.id == id)
    }

    /// The words, counted between white space: what desks plan by.
    pub fn words(&self) -> usize {
        self.blocks.iter().map(|b| b.text.split_whitespace().count()).sum()
    }

    /// The bytes that it takes in a fact, as JSON: a quotation mark takes two there, a control character up to six.
    pub fn size_bytes(&self) -> usize {
        let mut counted = Counted(0);
        serde_json::to_writer(&mut counted, self).expect("a document is strings and whole numbers");
        counted.0
    }

    /// The SHA-256 of the document in canonical JSON (RFC 8785). The types above declare their fields in that order and
    /// hold no fractions, so what serde writes is canonical.
    pub fn digest(&self) -> Digest {
        let json = serde_json::to_vec(self).expect("a document is strings and whole numbers");
        Digest::of(&json)
    }
}

/// How many bytes were written.
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The SHA-256 of some bytes, written `sha256:` and 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = r"^sha256:[0-9a-f]{64}$"))]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Digest {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let malformed = || Malformed::new(given, "a digest (`sha256:` and 64 hexadecimal digits)");
        let hex = given.strip_prefix("sha256:").filter(|h| h.len() == 64).ok_or_else(malformed)?;
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
            let nibble = |c: u8| match c {
                b'0'..=b'9' => Ok(c - b'0'),
                b'a'..=b'f' => Ok(c - b'a' + 10),
                _ => Err(malformed()),
            };
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Digest {
    type Error = Malformed;

    fn try_from(given: String) -> Result<Self, Malformed> {
        given.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let block = |id, kind, text: &str| Block::plain(BlockId(id), kind, text.to_owned());
        Document {
            language: "ar".parse().unwrap(),
            blocks: vec![
                block(0, BlockKind::Headline, "عنوان"),
                block(1, BlockKind::Paragraph, "سطر\nثان \"مقتبس\""),
                block(2, BlockKind::Image { address: "https://example.org/a.jpg".to_owned() }, ""),
            ],
        }
    }

    #[test]
    fn the_digest_is_that_of_the_canonical_json() {
        let canonical = concat!(
            r#"{"blocks":[{"id":0,"kind":"headline","text":"عنوان"},"#,
            r#"{"id":1,"kind":"paragraph","text":"سطر\nثان \"مقتبس\""},"#,
            r#"{"id":2,"kind":{"image":{"address":"https://example.org/a.jpg"}},"text":""}],"language":"ar"}"#
        );
        assert_eq!(document().digest(), Digest::of(canonical.as_bytes()));
        // A value tree sorts its keys by name: the same bytes show that the declared order is the canonical one.
        assert_eq!(serde_json::to_value(document()).unwrap().to_string(), canonical);
    }

    #[test]
    fn the_size_is_that_of_the_json_with_what_is_escaped_in_it() {
        assert_eq!(document().size_bytes(), serde_json::to_vec(&document()).unwrap().len());
        let mut quoted = document();
        let text = quoted.blocks[1].text.replace('"', "");
        let marks = 2 * (quoted.blocks[1].text.len() - text.len());
        quoted.blocks[1].text = text;
        assert_eq!(document().size_bytes() - quoted.size_bytes(), marks);
    }

    #[test]
    fn a_digest_reads_as_it_is_written() {
        let digest = document().digest();
        assert_eq!(digest.to_string().parse::<Digest>().unwrap(), digest);
        for bad in ["", "sha256:", "sha256:zz", &digest.to_string().to_uppercase(), &format!("{digest}0")] {
            assert!(bad.parse::<Digest>().is_err(), "{bad}");
        }
    }

    #[test]
    fn any_change_of_words_order_or_kind_changes_the_digest() {
        let original = document();
        let mut words = original.clone();
        words.blocks[1].text.push(' ');
        let mut order = original.clone();
        order.blocks.swap(1, 2);
        let mut kind = original.clone();
        kind.blocks[1].kind = BlockKind::Quotation;
        for changed in [words, order, kind] {
            assert_ne!(changed.digest(), original.digest());
        }
    }
}
