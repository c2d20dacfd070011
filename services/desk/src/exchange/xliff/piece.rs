//! A piece as it stands, as a file.

use std::iter;

use contract::{Arrangement, Block, BlockId, BlockKind, Mark, Place, Slot, TermKind};

use super::{Category, File, Marked, Remark, State, Unit};
use crate::{
    api::bodies::{ChangedBlock, PieceText, TermsInText},
    board::{Stage, TermRow},
};

/// The piece with all its words, what the desk asks for, and the terms that stand in its source.
pub(crate) fn file(text: &PieceText, original: Option<String>, terms: &TermsInText) -> File {
    let row = &text.row;
    let asked = |block| notes(text, block).map(|text| Remark { category: Category::Editor, text });
    let brief = Some(row.brief.note.clone()).filter(|note| !note.trim().is_empty());
    let brief = brief.map(|text| Remark { category: Category::Brief, text });
    let arrangement = text.arranged();
    let unit = |slot: Slot| {
        let Some(block) = text.document.block(slot.id) else {
            return by_the_newsroom(text, arrangement, &slot);
        };
        let asking: Vec<&Block> = iter::once(block).chain(joined(text, arrangement, block.id)).collect();
        let changed = asking.iter().any(|block| change(text, block).is_some());
        let said = changed.then(|| Remark {
            category: Category::Source,
            text: format!(
                "The source has changed; the words answer what it said before: {}",
                asking.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join(" ")
            ),
        });
        // Who works elsewhere is given what the source says by now; a block that is gone asks for no words.
        let source = together(asking.iter().filter_map(|block| now(text, block)))?;
        let target = written(text, block.id);
        let remarks = kind(&block.kind).into_iter().chain(said).chain(asked(Some(block.id)));
        Some(Unit {
            block: block.id,
            source,
            state: state(&row.stage, target.as_ref().is_some_and(Marked::has_words), changed),
            target,
            remarks: remarks.chain(asking.iter().flat_map(|block| found(terms, block.id))).collect(),
        })
    };
    File {
        piece: row.id.clone(),
        original: original.unwrap_or_else(|| row.id.article.to_string()),
        source: text.document.language.clone(),
        target: row.id.language.clone(),
        remarks: brief.into_iter().chain(asked(None)).collect(),
        units: arrangement
            .slots(&text.document)
            .into_iter()
            .filter(|slot| slot.stands)
            .filter_map(unit)
            .collect(),
    }
}

/// The blocks of the source whose words stand in the translation of this one.
fn joined<'t>(
    text: &'t PieceText,
    arrangement: &'t Arrangement,
    into: BlockId,
) -> impl Iterator<Item = &'t Block> {
    text.document.blocks.iter().filter(move |other| arrangement.joined.get(&other.id) == Some(&into))
}

/// The change of the source that awaits the translator at this block, if there is one.
fn change<'t>(text: &'t PieceText, block: &Block) -> Option<&'t ChangedBlock> {
    let mut open = text.source_change.iter().flat_map(|change| &change.blocks);
    open.find(|changed| changed.block == block.id)
}

/// What the source says of a block by now; nothing where it is gone.
fn now<'t>(text: &'t PieceText, block: &'t Block) -> Option<&'t Block> {
    change(text, block).map_or(Some(block), |changed| changed.now.as_ref())
}

/// The texts of blocks as one, such as that of a block to which others were joined; none where there are none.
fn together<'b>(blocks: impl Iterator<Item = &'b Block>) -> Option<Marked> {
    blocks.map(words).reduce(|mut before, behind| {
        before.text.push(' ');
        let start = before.text.len();
        before.text += &behind.text;
        let moved = behind.marks.into_iter().filter_map(|mark| {
            let bytes = usize::try_from(mark.place.start).ok()?..usize::try_from(mark.place.end).ok()?;
            Some(Mark { place: Place::of(start + bytes.start..start + bytes.end), ..mark })
        });
        let marks = before.marks.into_iter().chain(moved).collect();
        Marked::new(before.text, marks)
    })
}

fn words(block: &Block) -> Marked {
    Marked::new(block.text.clone(), block.marks.clone())
}

/// The words of a block as they stand: what was submitted, unless the work goes on.
fn written(text: &PieceText, block: BlockId) -> Option<Marked> {
    if let Some(submitted) = text.submitted() {
        return submitted.document.block(block).map(words);
    }
    let draft = text.drafts.iter().find(|draft| draft.block == block);
    draft.map(|draft| {
        let marks = draft.marks.iter().filter_map(|anchor| anchor.mark(&draft.text));
        Marked::new(draft.text.clone(), marks.collect())
    })
}

/// A block that answers none of the source, such as a summary: its source is what was joined to it, if anything. None where it
/// has no words.
fn by_the_newsroom(text: &PieceText, arrangement: &Arrangement, slot: &Slot) -> Option<Unit> {
    let target = written(text, slot.id).filter(Marked::has_words)?;
    let root = arrangement.root(slot.id);
    let part = (root != slot.id).then(|| format!("Goes on with block {root}"));
    let part = part.map(|text| Remark { category: Category::Kind, text });
    Some(Unit {
        block: slot.id,
        source: together(joined(text, arrangement, slot.id)).unwrap_or_default(),
        state: state(&text.row.stage, true, false),
        target: Some(target),
        remarks: part.or_else(|| kind(&slot.kind)).into_iter().collect(),
    })
}

fn state(stage: &Stage, has_words: bool, source_changed: bool) -> State {
    if !has_words || source_changed {
        return State::Initial;
    }
    match stage {
        Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. } => State::Translated,
        Stage::Approved { .. } => State::Reviewed,
        Stage::Published { .. } => State::Final,
    }
}

/// What an editor asked for last about a block, or about the whole; as long as the work goes on.
fn notes(text: &PieceText, block: Option<BlockId>) -> impl Iterator<Item = String> {
    let goes_on = matches!(text.row.stage, Stage::Open | Stage::Claimed { .. });
    let notes = text.notes.iter().filter(move |note| goes_on && note.block == block);
    notes.map(|note| note.text.clone())
}

fn kind(kind: &BlockKind) -> Option<Remark> {
    let text = match kind {
        BlockKind::Headline => "Headline".to_owned(),
        BlockKind::Heading => "Heading".to_owned(),
        BlockKind::Paragraph => return None,
        BlockKind::Quotation => "Quotation".to_owned(),
        BlockKind::ListItem => "Item of a list".to_owned(),
        BlockKind::Caption => "Caption".to_owned(),
        BlockKind::Image { address } => format!("What an image shows: {address}"),
        BlockKind::Summary => "Summary, by the newsroom".to_owned(),
        BlockKind::Byline => "Byline, by the newsroom".to_owned(),
        BlockKind::Note => "Note by the newsroom".to_owned(),
    };
    Some(Remark { category: Category::Kind, text })
}

/// The terms in a block, each once.
fn found(terms: &TermsInText, block: BlockId) -> Vec<Remark> {
    let in_block = terms.blocks.iter().filter(|of| of.block == block).flat_map(|of| &of.found);
    let mut ids: Vec<_> = in_block.map(|found| found.term).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = ids.into_iter().filter_map(|id| terms.terms.iter().find(|row| row.id == id));
    rows.map(|row| Remark { category: Category::Term, text: term(row) }).collect()
}

/// `القاهرة: Cairo; not Kairo`.
fn term(row: &TermRow) -> String {
    let entry = &row.entry;
    let renderings = entry.renderings().collect::<Vec<_>>().join(" / ");
    let forbidden = entry.forbidden.join(" / ");
    let forbidden = if forbidden.is_empty() { forbidden } else { format!("; not {forbidden}") };
    let loaded = if entry.kind == TermKind::Loaded { "; it takes sides" } else { "" };
    let note = entry.note.trim();
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    format!("{}: {renderings}{forbidden}{loaded}{note}", entry.source)
}
