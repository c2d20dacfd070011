//! A piece as it stands, as a file.

use contract::{Block, BlockId, BlockKind, TermKind};

use super::{Category, File, Marked, Remark, State, Unit};
use crate::{
    api::bodies::{PieceText, Submitted, TermsInText},
    board::{Stage, TermRow},
};

/// The piece with all its words, what the desk asks for, and the terms that stand in its source.
pub(crate) fn file(text: &PieceText, original: Option<String>, terms: &TermsInText) -> File {
    let row = &text.row;
    let asked = |block| notes(text, block).map(|text| Remark { category: Category::Editor, text });
    let brief = Some(row.brief.note.clone()).filter(|note| !note.trim().is_empty());
    let brief = brief.map(|text| Remark { category: Category::Brief, text });
    let unit = |block: &Block| {
        let open = text.source_change.iter().flat_map(|change| &change.blocks);
        let changed = open.clone().find(|changed| changed.block == block.id);
        let target = written(text, block.id);
        // Who works elsewhere is given what the source says by now; a block that is gone asks for no words.
        let source = match changed {
            Some(changed) => changed.now.as_ref()?,
            None => block,
        };
        let said = changed.map(|_| Remark {
            category: Category::Source,
            text: format!("The source has changed; the words answer what it said before: {}", block.text),
        });
        let remarks = kind(&block.kind).into_iter().chain(said).chain(asked(Some(block.id)));
        Some(Unit {
            block: block.id,
            source: words(source),
            state: state(&row.stage, target.as_ref().is_some_and(Marked::has_words), changed.is_some()),
            target,
            remarks: remarks.chain(found(terms, block.id)).collect(),
        })
    };
    File {
        piece: row.id.clone(),
        original: original.unwrap_or_else(|| row.id.article.to_string()),
        source: text.document.language.clone(),
        target: row.id.language.clone(),
        remarks: brief.into_iter().chain(asked(None)).collect(),
        units: text.document.blocks.iter().filter_map(unit).chain(by_the_newsroom(text)).collect(),
    }
}

fn words(block: &Block) -> Marked {
    Marked::new(block.text.clone(), block.marks.clone())
}

/// The words of a block as they stand: what was submitted, unless the work goes on.
fn written(text: &PieceText, block: BlockId) -> Option<Marked> {
    if let Some(submitted) = submitted(text) {
        return submitted.document.block(block).map(words);
    }
    let draft = text.drafts.iter().find(|draft| draft.block == block);
    draft.map(|draft| Marked::new(draft.text.clone(), Vec::new()))
}

/// What was submitted, unless the work goes on.
fn submitted(text: &PieceText) -> Option<&Submitted> {
    match text.row.stage {
        Stage::Open | Stage::Claimed { .. } => None,
        Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            text.submission.as_ref()
        }
    }
}

/// The blocks that answer none of the source, such as a summary: their sources are empty.
fn by_the_newsroom(text: &PieceText) -> impl Iterator<Item = Unit> {
    let ids: Vec<BlockId> = match submitted(text) {
        Some(submitted) => submitted.document.blocks.iter().map(|block| block.id).collect(),
        None => text.drafts.iter().map(|draft| draft.block).collect(),
    };
    let own = ids.into_iter().filter(|id| text.document.block(*id).is_none());
    own.map(|block| {
        let target = written(text, block);
        let about = match block {
            BlockId::SUMMARY => "Summary, by the newsroom",
            BlockId::BYLINE => "Byline, by the newsroom",
            _ => "Added by the newsroom",
        };
        Unit {
            block,
            source: Marked::default(),
            state: state(&text.row.stage, target.as_ref().is_some_and(Marked::has_words), false),
            target,
            remarks: vec![Remark { category: Category::Kind, text: about.to_owned() }],
        }
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
