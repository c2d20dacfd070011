//! A piece with all its words.

use contract::{Block, BlockId, BlockKind, Document, Slot, publication::Notices, translation::Rescue};
use desk::{
    api::bodies::{BlockName, PieceText},
    board::Stage,
};

use super::{
    failure::Failure,
    marked::marked,
    name::{PieceName, short_piece},
    session::Session,
    table::{indented, line},
    words::{blocks, counted, stage, time, wanted},
};

pub(super) async fn show(session: &Session, name: &PieceName) -> Result<(), Failure> {
    let id = session.piece(name).await?;
    let answer = session.desk.get(&format!("/api/pieces/{id}")).await?;
    session.print(&answer, |piece: PieceText| format!("{}{}", whole(&piece), below(&piece)))?;
    let piece: PieceText = answer.read()?;
    session.hint(next(&piece))
}

/// A piece with its source and its words so far.
pub(super) fn whole(piece: &PieceText) -> String {
    let beside = |block: u32| {
        let words = changed(piece, block).into_iter().chain(translated(piece, block));
        words.chain(set_aside(piece, block)).collect()
    };
    format!("{}\n{}", about(piece), blocks(&arranged(piece), beside))
}

/// The source with a place for each block that the translation adds.
fn arranged(piece: &PieceText) -> Document {
    let block = |slot: Slot| match piece.document.block(slot.id) {
        Some(block) => Some(block.clone()),
        None => translated(piece, slot.id.0).map(|_| Block::plain(slot.id, slot.kind, "")),
    };
    let blocks = piece.arranged().slots(&piece.document).into_iter().filter_map(block).collect();
    Document { blocks, language: piece.document.language.clone() }
}

/// Why a block has no words of its own.
fn set_aside(piece: &PieceText, block: u32) -> Option<String> {
    let (arrangement, block) = (piece.arranged(), BlockId(block));
    let omitted = arrangement.omitted.get(&block).map(|reason| format!("[left out: {}]", line(reason)));
    omitted.or_else(|| arrangement.joined.get(&block).map(|into| format!("[joined to block {into}]")))
}

/// What the source says otherwise by now, below words that say so: the two may run in opposite directions.
fn changed(piece: &PieceText, block: u32) -> Vec<String> {
    let mut open = piece.source_change.iter().flat_map(|change| &change.blocks);
    let Some(changed) = open.find(|changed| changed.block.0 == block) else { return Vec::new() };
    match &changed.now {
        Some(now) => vec![
            "[the source by now]".to_owned(),
            marked(&now.text, &now.marks),
            "[the translation]".to_owned(),
        ],
        None => vec!["[gone from the source by now]".to_owned(), "[the translation]".to_owned()],
    }
}

/// The blocks that want words, in order: the headline, and whatever has words in the source and stands by itself.
pub(super) fn to_translate(piece: &PieceText) -> Vec<BlockName> {
    let standing = piece.document.blocks.iter().filter(|block| !piece.arrangement.sets_aside(block.id));
    standing.filter(|block| wants_words(block)).map(|block| BlockName(block.id)).collect()
}

fn wants_words(block: &Block) -> bool {
    block.kind == BlockKind::Headline || !block.text.trim().is_empty()
}

/// What stands between empty lines. A line break within a paragraph stays.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => last.push(line),
            Some(_) | None => paragraphs.push(Vec::new()),
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs.into_iter().map(|lines| lines.join("\n")).collect()
}

/// What was submitted last, else what is saved.
fn translated(piece: &PieceText, block: u32) -> Option<String> {
    let saved = || {
        let draft = piece.drafts.iter().find(|draft| draft.block.0 == block)?;
        let marks: Vec<_> = draft.marks.iter().filter_map(|anchor| anchor.mark(&draft.text)).collect();
        Some(marked(&draft.text, &marks))
    };
    let submitted = piece.submitted().and_then(|submitted| submitted.document.block(BlockId(block)));
    let text = submitted.map(|block| marked(&block.text, &block.marks)).or_else(saved);
    text.filter(|text| !text.is_empty())
}

fn about(piece: &PieceText) -> String {
    let row = &piece.row;
    let mut about = vec![
        row.id.to_string(),
        stage(row),
        format!(
            "{}, {} from {} into {}",
            line(&row.source_name),
            counted(row.words, "word"),
            row.source_language,
            row.id.language
        ),
    ];
    if row.newest_revision > row.revision {
        about.push(format!(
            "the source has changed since: revision {}, here {}",
            row.newest_revision, row.revision
        ));
    }
    if let Some(change) = &piece.source_change {
        let blocks: Vec<_> = change.blocks.iter().map(|changed| changed.block.to_string()).collect();
        about.push(format!("to be accepted by its translator: block {}", blocks.join(", ")));
    }
    match wanted(&row.brief).as_str() {
        "-" => {}
        wanted => about.push(format!("wanted: {wanted}")),
    }
    if !row.brief.note.is_empty() {
        about.push(format!("note: {}", line(&row.brief.note)));
    }
    about.join("\n")
}

/// What an editor asked for, words kept for their authors, and what stands under a published piece.
pub(super) fn below(piece: &PieceText) -> String {
    let mut parts = Vec::new();
    if matches!(piece.row.stage, Stage::Open | Stage::Claimed { .. }) && !piece.notes.is_empty() {
        let notes = piece.notes.iter().map(|note| match note.block {
            Some(block) => format!("  block {block}: {}", line(&note.text)),
            None => format!("  {}", line(&note.text)),
        });
        parts.push(headed("The editor asks for changes:", notes));
    }
    if !piece.rescued.is_empty() {
        let rescued = piece.rescued.iter().map(|Rescue { block, text, by, at }| {
            format!("  block {block}, by {by}, {} UTC\n{}", time(*at), indented(text, 6))
        });
        parts.push(headed("Kept, because their author did not hold the piece:", rescued));
    }
    if let Some(Notices { attribution, disclaimer, rights, .. }) = &piece.notices {
        let notices = [attribution, disclaimer].into_iter().chain(rights);
        parts.push(headed("Below it stands:", notices.map(|notice| indented(&notice.text, 6))));
    }
    parts.concat()
}

fn headed(heading: &str, lines: impl Iterator<Item = String>) -> String {
    format!("\n\n{heading}\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// The step that follows on this stage.
fn next(piece: &PieceText) -> String {
    let row = &piece.row;
    let id = short_piece(&row.id);
    match &row.stage {
        Stage::Claimed { .. } if piece.source_change.is_some() => format!(
            "When the words fit what the source says by now: dragoman accept {id} BLOCK, or without a block for all\nTo save other words: dragoman draft {id} BLOCK TEXT"
        ),
        Stage::Open => format!("To take it: dragoman claim {id}"),
        Stage::Claimed { .. } => format!(
            "To save words: dragoman draft {id} BLOCK TEXT, or --file FILE for all blocks\nWhen all is translated: dragoman submit {id}"
        ),
        Stage::Submitted { .. } => {
            format!("For an editor: dragoman approve {id}, or dragoman changes {id} --note TEXT")
        }
        Stage::Approved { .. } => format!("For an editor: dragoman publish {id}"),
        Stage::Published { .. } => {
            format!("All that happened: dragoman timeline {}", super::name::short(row.id.article))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_separated_by_empty_lines() {
        assert_eq!(paragraphs("\n\nOne\r\n\r\n  \nTwo,\nstill two\n\n\n"), ["One", "Two,\nstill two"]);
        assert!(paragraphs(" \n\n").is_empty());
    }

    #[test]
    fn an_empty_headline_wants_words_and_an_image_without_words_does_not() {
        let block = |id, kind, text: &str| Block::plain(BlockId(id), kind, text.to_owned());
        let image = BlockKind::Image { address: "https://al-wadi.example/1.jpg".to_owned() };
        let blocks = [
            block(0, BlockKind::Headline, ""),
            block(3, BlockKind::Paragraph, "نص"),
            block(4, image, " "),
            block(7, BlockKind::Caption, "صورة"),
        ];
        assert_eq!(blocks.map(|block| wants_words(&block)), [true, true, false, true]);
    }
}
