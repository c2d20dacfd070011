//! The blocks of a translation in their order, each beside its source: with those that answer no block of the source, and
//! those that are left out or joined.

use contract::{AddedKind, Arrangement, Block, BlockId, BlockKind, Slot};

use super::piece::written;
use crate::{
    api::bodies::PieceText,
    reader::{Reader, Said},
};

/// A row of a page that shows a text beside its source.
pub(super) struct Place {
    /// That of the source; without words where there is none.
    pub(super) block: Block,
    /// What stands in the margin.
    pub(super) name: String,
    /// What it is called aloud.
    pub(super) called: String,
    /// What it is, where it answers no block of the source.
    pub(super) label: Option<String>,
    pub(super) standing: Standing,
    /// What can be done with it besides writing.
    pub(super) acts: Vec<Act>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    ByItself,
    /// With the reason.
    LeftOut(String),
    /// To the block with this number, in words.
    Joined(u32, String),
}

impl Standing {
    /// How it looks.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::ByItself => "",
            Self::LeftOut(_) => "omitted",
            Self::Joined(..) => "joined",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Omit,
    Join,
    Split,
    AddNote,
    Remove,
}

/// The rows to be read: what answers no block of the source is there where it has words.
pub(super) fn to_read(text: &PieceText, reader: Reader) -> Vec<Place> {
    places(text, reader, |block| !written(text, block).trim().is_empty())
}

/// The rows to be written in: what was added, and the fields that every translation can have.
pub(super) fn to_write(text: &PieceText, reader: Reader) -> Vec<Place> {
    let drafted = |block| text.drafts.iter().any(|draft| draft.block == block);
    places(text, reader, |block| !block.is_added() || drafted(block))
}

fn places(text: &PieceText, reader: Reader, is_there: impl Fn(BlockId) -> bool) -> Vec<Place> {
    let arrangement = text.arranged();
    let of_source = |block| text.document.block(block).is_some();
    let mut slots = arrangement.slots(&text.document);
    slots.retain(|slot| of_source(slot.id) || slot.stands && is_there(slot.id));
    let place = |slot| {
        let before = |block: BlockId| {
            let known = |block: BlockId| of_source(block) || is_there(block);
            arrangement.before(block, &text.document, known).is_some()
        };
        Place::of(slot, text, arrangement, reader, before)
    };
    slots.into_iter().map(place).collect()
}

impl Place {
    fn of(
        slot: Slot,
        text: &PieceText,
        arrangement: &Arrangement,
        reader: Reader,
        can_be_joined: impl Fn(BlockId) -> bool,
    ) -> Self {
        let Slot { id, kind, .. } = slot;
        let is_headline = kind == BlockKind::Headline;
        let added = arrangement.added.get(&id).map(|added| added.kind);
        let (called, label) = called(reader, id, &kind, added, arrangement);
        let standing = standing(reader, id, arrangement);
        let acts = match standing {
            Standing::ByItself => acts(&kind, added, can_be_joined(id)),
            Standing::LeftOut(_) | Standing::Joined(..) => Vec::new(),
        };
        let block = text.document.block(id).cloned().unwrap_or_else(|| Block::plain(id, kind, ""));
        let name = match id {
            _ if is_headline => String::new(),
            added if added >= BlockId::ADDED_FIRST => "+".to_owned(),
            id => reader.in_digits(&id.to_string()),
        };
        Self { block, name, called, label, standing, acts }
    }
}

fn standing(reader: Reader, block: BlockId, arrangement: &Arrangement) -> Standing {
    match (arrangement.omitted.get(&block), arrangement.joined.get(&block)) {
        (Some(reason), _) => Standing::LeftOut(reason.clone()),
        (None, Some(into)) if into.is_added() => Standing::Joined(into.0, reader.say("arranged-joined-part")),
        (None, Some(into)) => {
            let with = [("block", Said::own(reader.block(*into)))];
            Standing::Joined(into.0, reader.say_with("arranged-joined", &with))
        }
        (None, None) => Standing::ByItself,
    }
}

/// What a block is called aloud, and what it is where it answers no block of the source.
fn called(
    reader: Reader,
    id: BlockId,
    kind: &BlockKind,
    added: Option<AddedKind>,
    arrangement: &Arrangement,
) -> (String, Option<String>) {
    let both = |called, label| (reader.say(called), Some(reader.say(label)));
    match (id, added) {
        (BlockId::SUMMARY, _) => both("arranged-summary", "arranged-label-summary"),
        (BlockId::BYLINE, _) => both("arranged-byline", "arranged-label-byline"),
        (_, Some(AddedKind::Note)) => both("arranged-note", "arranged-label-note"),
        (_, Some(AddedKind::Part)) => {
            let called = reader.say_with("arranged-part", &[("number", arrangement.root(id).0.into())]);
            (called, Some(reader.say("arranged-label-part")))
        }
        (_, None) if *kind == BlockKind::Headline => (reader.say("arranged-headline"), None),
        (_, None) => {
            let with = [("number", id.0.into()), ("kind", Said::own(reader.say(self::kind(kind))))];
            (reader.say_with("arranged-block", &with), None)
        }
    }
}

/// The id of what a kind of block is called.
pub(super) const fn kind(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "arranged-headline",
        BlockKind::Heading => "arranged-heading",
        BlockKind::Paragraph => "arranged-paragraph",
        BlockKind::Quotation => "arranged-quotation",
        BlockKind::ListItem => "arranged-list-item",
        BlockKind::Caption => "arranged-caption",
        BlockKind::Summary => "arranged-summary",
        BlockKind::Byline => "arranged-byline",
        BlockKind::Note => "arranged-note",
        BlockKind::Image { .. } => "arranged-image",
    }
}

fn acts(kind: &BlockKind, added: Option<AddedKind>, can_be_joined: bool) -> Vec<Act> {
    let join = can_be_joined.then_some(Act::Join);
    match (kind, added) {
        (BlockKind::Summary | BlockKind::Byline, _) => Vec::new(),
        (BlockKind::Headline, _) => vec![Act::AddNote],
        (BlockKind::Image { .. }, _) => vec![Act::Omit, Act::AddNote],
        (_, Some(AddedKind::Note)) => vec![Act::Split, Act::AddNote, Act::Remove],
        (_, Some(AddedKind::Part)) => {
            join.into_iter().chain([Act::Split, Act::AddNote, Act::Remove]).collect()
        }
        (
            BlockKind::Heading
            | BlockKind::Paragraph
            | BlockKind::Quotation
            | BlockKind::ListItem
            | BlockKind::Caption
            | BlockKind::Note,
            None,
        ) => [Some(Act::Omit), join, Some(Act::Split), Some(Act::AddNote)].into_iter().flatten().collect(),
    }
}
