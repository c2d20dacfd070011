//! What inline tags set apart in the text of a block.

use contract::{ADDRESS_BYTES_MOST, MARKS_MOST, Mark, MarkKind, Place};
use html5ever::tokenizer::Tag;

use super::{visible, web_address};

/// Inline tags that say something; all others are passed over.
pub(super) const INLINE: [&str; 5] = ["a", "b", "em", "i", "strong"];

/// Inline tags are followed as deep as this: what is nested deeper says nothing more.
const DEPTH_MOST: usize = 16;

/// The inline tags that are open, and what was set apart in the block so far.
#[derive(Default)]
pub(super) struct Marks {
    open: Vec<Open>,
    /// Tags that were opened beyond the depth.
    deeper: usize,
    ended: Vec<Mark>,
}

struct Open {
    tag: String,
    /// None where a link leads nowhere.
    kind: Option<MarkKind>,
    /// The byte of its first letter in the block, once there is one.
    start: Option<usize>,
}

impl Marks {
    pub(super) fn begin(&mut self, tag: &Tag) {
        if self.open.len() == DEPTH_MOST {
            self.deeper += 1;
        } else {
            self.open.push(Open { tag: tag.name.to_string(), kind: kind(tag), start: None });
        }
    }

    /// The next letter of the block stands here.
    pub(super) fn letter(&mut self, at: usize) {
        // What was opened last has no letter yet, if anything has none.
        for open in self.open.iter_mut().rev().take_while(|open| open.start.is_none()) {
            open.start = Some(at);
        }
    }

    pub(super) fn end(&mut self, tag: &str, text: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(at) = self.open.iter().rposition(|open| open.tag == tag) {
            for open in self.open.drain(at..) {
                self.ended.extend(open.mark(text));
            }
        }
    }

    /// The marks of a block that ends with this text. What is open goes on in the next block.
    pub(super) fn end_block(&mut self, text: &str) -> Vec<Mark> {
        let mut marks = std::mem::take(&mut self.ended);
        for open in &mut self.open {
            marks.extend(open.mark(text));
            open.start = None;
        }
        in_order(marks, text)
    }
}

impl Open {
    fn mark(&self, text: &str) -> Option<Mark> {
        let (start, kind) = (self.start?, self.kind.clone()?);
        Some(Mark { kind, place: Place::of(start..text.len()) })
    }
}

fn kind(tag: &Tag) -> Option<MarkKind> {
    match &*tag.name {
        "b" | "strong" => Some(MarkKind::Strong),
        "em" | "i" => Some(MarkKind::Emphasis),
        _ => {
            let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href")?;
            let address = String::from(web_address(&href.value)?);
            (address.len() <= ADDRESS_BYTES_MOST).then_some(MarkKind::Link { address })
        }
    }
}

/// The marks in the order of their places, those of one kind that overlap or touch as one; none without anything to be seen.
fn in_order(mut marks: Vec<Mark>, text: &str) -> Vec<Mark> {
    marks.retain(|mark| mark.place.words(text).is_some_and(visible));
    marks.sort_by(|one, other| (&one.kind, one.place.start).cmp(&(&other.kind, other.place.start)));
    let mut merged: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        match merged.last_mut() {
            Some(last) if last.kind == mark.kind && mark.place.start <= last.place.end => {
                last.place.end = last.place.end.max(mark.place.end);
            }
            Some(_) | None => merged.push(mark),
        }
    }
    merged.sort_by(|one, other| {
        let key = |mark: &Mark| (mark.place.start, std::cmp::Reverse(mark.place.end));
        key(one).cmp(&key(other)).then_with(|| one.kind.cmp(&other.kind))
    });
    merged.truncate(MARKS_MOST);
    merged
}
