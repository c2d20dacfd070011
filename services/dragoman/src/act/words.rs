//! How times, stages and texts are put for people.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use contract::{BlockKind, Brief, Credit, Digest, Document, Language, Priority};
use desk::board::{PieceRow, Stage};

use super::{
    marked::marked,
    table::{indented, line},
};

/// As in `22 Nov 14:05`, in UTC.
pub(super) fn time(at: DateTime<Utc>) -> String {
    at.format("%d %b %H:%M").to_string()
}

/// Enough of a digest to tell it from others.
pub(super) fn short_digest(digest: &Digest) -> String {
    digest.to_string().chars().take("sha256:".len() + 12).collect()
}

pub(super) fn names<'a>(credits: impl IntoIterator<Item = &'a Credit>) -> String {
    credits.into_iter().map(|credit| line(&credit.name)).collect::<Vec<_>>().join(", ")
}

pub(super) fn tags<'a>(languages: impl IntoIterator<Item = &'a Language>) -> String {
    let tags: Vec<_> = languages.into_iter().map(Language::as_str).collect();
    if tags.is_empty() { "-".to_owned() } else { tags.join(", ") }
}

/// `1 block`, `2 blocks`.
pub(super) fn counted<N: Display + PartialEq + From<u8>>(count: N, what: &str) -> String {
    if count == N::from(1) { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Where a piece is on its way.
pub(super) fn stage(row: &PieceRow) -> String {
    match &row.stage {
        Stage::Open if row.returns > 0 => "open, sent back".to_owned(),
        Stage::Open => "open".to_owned(),
        Stage::Claimed { lease } => format!("{} until {}", line(&lease.holder.name), time(lease.until)),
        Stage::Submitted { translators, .. } => format!("submitted by {}", names(translators)),
        Stage::Approved { editor, .. } => format!("approved by {}", line(&editor.name)),
        Stage::Published { edition, at, .. } => format!("version {edition}, {}", time(*at)),
    }
}

/// What the desk wants: how urgently and by when.
pub(super) fn wanted(brief: &Brief) -> String {
    let priority = match brief.priority {
        Priority::Urgent => Some("urgent".to_owned()),
        Priority::Normal => None,
        Priority::Low => Some("low".to_owned()),
    };
    let deadline = brief.deadline.map(|deadline| format!("by {}", time(deadline)));
    let wanted: Vec<_> = priority.into_iter().chain(deadline).collect();
    if wanted.is_empty() { "-".to_owned() } else { wanted.join(", ") }
}

/// A text, block by block, with the number of each and what else there is about it.
pub(super) fn blocks(document: &Document, beside: impl Fn(u32) -> Vec<String>) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        // A summary and a byline are called by what they are.
        let (name, kind) = (block.id.to_string(), kind(&block.kind));
        let kind = if kind == name { String::new() } else { kind };
        lines.push(format!(
            "\n{:>4}{}",
            name,
            if kind.is_empty() { String::new() } else { format!("  {kind}") }
        ));
        lines.push(indented(&marked(&block.text, &block.marks), 6));
        lines.extend(beside(block.id.0).iter().map(|text| indented(text, 6)));
    }
    lines.join("\n")
}

fn kind(kind: &BlockKind) -> String {
    match kind {
        BlockKind::Headline => "headline".to_owned(),
        BlockKind::Heading => "heading".to_owned(),
        BlockKind::Paragraph => String::new(),
        BlockKind::Quotation => "quotation".to_owned(),
        BlockKind::ListItem => "list item".to_owned(),
        BlockKind::Caption => "caption".to_owned(),
        BlockKind::Summary => "summary".to_owned(),
        BlockKind::Byline => "byline".to_owned(),
        BlockKind::Note => "note by the newsroom".to_owned(),
        BlockKind::Image { address } => format!("image {}", line(address)),
    }
}
