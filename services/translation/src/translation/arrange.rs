//! Where the blocks of a translation do not answer those of the source one by one: what is left out, joined, split, added.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use contract::{
    ADDED_MOST, Anchor, BlockId, BlockKind, Credit, Digest,
    translation::{BLOCK_BYTES_MOST, Command, Event, REASON_BYTES_MOST, Refusal},
};
use decider::{Context, Decision};

use super::{
    Translation,
    marks::few,
    work::{Draft, Work},
};

/// The claim under which something is done, and when the lease then ends.
#[derive(Clone, Copy)]
struct Under {
    epoch: u32,
    until: DateTime<Utc>,
}

impl Translation {
    pub(super) fn arrange(&self, epoch: u32, command: &Command, context: &Context) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        let under = Under { epoch, until: lease.renewed(context.at).max(lease.until) };
        if let Command::Omit { block, reason, .. } = command {
            work.omit(*block, reason.trim(), under)
        } else if let Command::Join { block, text, .. } = command {
            work.join(*block, text.as_deref(), under).map(Some)
        } else if let Command::Split { block, head, tail, over, .. } = command {
            work.stands(*block).and_then(|()| work.still_says(*block, *over))?;
            work.split(*block, head, tail, under).map(Some)
        } else if let Command::AddNote { after, text, .. } = command {
            work.add_note(*after, text, under).map(Some)
        } else if let Command::Restore { block, .. } = command {
            work.restore(*block, under).map(Some)
        } else if let Command::Remove { block, .. } = command {
            work.remove(*block, under)
        } else {
            Ok(None)
        }
    }
}

impl Work {
    fn omit(&self, block: BlockId, reason: &str, Under { epoch, until }: Under) -> Decision<Translation> {
        if self.arrangement.omitted.get(&block).is_some_and(|known| known == reason) {
            return Ok(None);
        }
        match self.source.document.block(block) {
            None => self.stands(block).and(Err(Refusal::NoSuchBlock { block }))?,
            // For another reason, then.
            Some(_) if self.arrangement.omitted.contains_key(&block) => {}
            Some(_) => self.may_leave(block)?,
        }
        within(reason, REASON_BYTES_MOST)?;
        if reason.is_empty() {
            return Err(Refusal::NeedsWhy);
        }
        Ok(Some(Event::Omitted { epoch, block, reason: reason.to_owned(), until }))
    }

    fn join(
        &self,
        block: BlockId,
        text: Option<&str>,
        Under { epoch, until }: Under,
    ) -> Result<Event, Refusal> {
        self.may_leave(block)?;
        let into = self
            .arrangement
            .before(block, &self.source.document, |block| self.is_there(block))
            .ok_or(Refusal::NothingBefore)?;
        let text = text.map_or_else(|| self.together(into, block), ToOwned::to_owned);
        within(&text, BLOCK_BYTES_MOST)?;
        let marks = [self.anchors(into).to_vec(), counted_on(self.anchors(block), self.text(into))].concat();
        let marks = few(standing_in(&text, marks))?;
        Ok(Event::Joined { epoch, block, into, text, until, marks })
    }

    /// The words of two blocks, one behind the other.
    fn together(&self, into: BlockId, block: BlockId) -> String {
        let words = [into, block].map(|block| self.text(block).trim());
        words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn split(&self, block: BlockId, head: &str, tail: &str, under: Under) -> Result<Event, Refusal> {
        if matches!(block, BlockId::SUMMARY | BlockId::BYLINE) {
            return Err(Refusal::NoSuchBlock { block });
        }
        self.accepts(block, head)?;
        if head.trim().is_empty() {
            return Err(Refusal::PartWithoutWords);
        }
        within(tail, BLOCK_BYTES_MOST)?;
        let part = self.number_for_another()?;
        let head_marks = standing_in(head, self.anchors(block).to_vec());
        let tail_marks = standing_in(tail, counted_off(self.anchors(block), head));
        let (head, tail, Under { epoch, until }) = (head.to_owned(), tail.to_owned(), under);
        Ok(Event::Split { epoch, block, part, head, tail, until, head_marks, tail_marks })
    }

    fn add_note(&self, after: BlockId, text: &str, Under { epoch, until }: Under) -> Result<Event, Refusal> {
        if !self.is_there(after) {
            self.stands(after)?;
            return Err(Refusal::NoSuchBlock { block: after });
        }
        within(text, BLOCK_BYTES_MOST)?;
        let block = self.number_for_another()?;
        Ok(Event::NoteAdded { epoch, block, after, text: text.to_owned(), until })
    }

    fn restore(&self, block: BlockId, Under { epoch, until }: Under) -> Result<Event, Refusal> {
        if !self.arrangement.sets_aside(block) {
            return Err(Refusal::NotSetAside);
        }
        Ok(Event::Restored { epoch, block, until })
    }

    fn remove(&self, block: BlockId, Under { epoch, until }: Under) -> Decision<Translation> {
        if !self.arrangement.added.contains_key(&block) {
            return Err(Refusal::NotAdded { block });
        }
        Ok(self.is_there(block).then_some(Event::Removed { epoch, block, until }))
    }

    /// Whether a block stands by itself and need not.
    fn may_leave(&self, block: BlockId) -> Result<(), Refusal> {
        let known = self.source.document.block(block);
        if known.is_some_and(|known| known.kind == BlockKind::Headline) {
            return Err(Refusal::HeadlineStays);
        }
        self.stands(block)
    }

    fn number_for_another(&self) -> Result<BlockId, Refusal> {
        if self.arrangement.added.len() >= ADDED_MOST {
            return Err(Refusal::TooManyAdded { most: ADDED_MOST });
        }
        Ok(self.arrangement.next_added())
    }

    /// Words are saved over those that their author knew, where they say which.
    pub(super) fn still_says(&self, block: BlockId, over: Option<Digest>) -> Result<(), Refusal> {
        let saved = || Digest::of(self.text(block).as_bytes());
        if over.is_none_or(|over| over == saved()) { Ok(()) } else { Err(Refusal::OtherWordsSaved) }
    }

    fn anchors(&self, block: BlockId) -> &[Anchor] {
        self.drafts.get(&block).map_or(&[], |draft| &draft.marks)
    }

    /// After words were written, or blocks arranged, by the holder.
    pub(super) fn written(mut self, event: &Event, holder: &Credit) -> Self {
        let mut by = self.authors(event);
        by.insert(holder.clone());
        for (block, written) in event.words() {
            let (text, marks) = (written.text.to_owned(), written.marks.to_vec());
            self.drafts.insert(block, Draft { text, marks, by: by.clone() });
        }
        if let Some(block) = event.takes_out() {
            self.drafts.remove(&block);
        }
        if let Event::Joined { block, into, .. } = event {
            self.machine.joined(*block, *into);
        }
        let (source, drafts) = (&self.source, &self.drafts);
        self.arrangement.follow(event, |block| super::work::is_there(source, drafts, block));
        self
    }

    /// Whose words are carried on by an event that moves words between blocks, or sets something apart in them.
    fn authors(&self, event: &Event) -> BTreeSet<Credit> {
        let from = if let Event::Joined { block, into, .. } = event {
            vec![*block, *into]
        } else if let Event::Split { block, .. } = event {
            vec![*block]
        } else if let Event::Drafted { block, text, .. } = event
            && self.text(*block) == text
        {
            vec![*block]
        } else {
            Vec::new()
        };
        let drafts = from.iter().filter_map(|block| self.drafts.get(block));
        drafts.flat_map(|draft| draft.by.iter().cloned()).collect()
    }
}

fn within(text: &str, most: usize) -> Result<(), Refusal> {
    if text.len() > most { Err(Refusal::TextTooLong { bytes: text.len(), most }) } else { Ok(()) }
}

/// The anchors whose words stand in a text.
fn standing_in(text: &str, mut anchors: Vec<Anchor>) -> Vec<Anchor> {
    anchors.retain(|anchor| anchor.mark(text).is_some());
    anchors
}

/// How often an anchor's words stand in a text.
fn times(anchor: &Anchor, text: &str) -> u32 {
    if anchor.words.is_empty() {
        return 0;
    }
    u32::try_from(text.matches(&anchor.words).count()).unwrap_or(u32::MAX)
}

/// Anchors of words that come to stand behind a text.
fn counted_on(anchors: &[Anchor], text: &str) -> Vec<Anchor> {
    let behind =
        |anchor: &Anchor| Anchor { nth: anchor.nth.saturating_add(times(anchor, text)), ..anchor.clone() };
    anchors.iter().map(behind).collect()
}

/// Anchors of words that stood behind a text and stand alone now; those that held on to the text are not among them.
fn counted_off(anchors: &[Anchor], text: &str) -> Vec<Anchor> {
    let alone = |anchor: &Anchor| {
        anchor.nth.checked_sub(times(anchor, text)).map(|nth| Anchor { nth, ..anchor.clone() })
    };
    anchors.iter().filter_map(alone).collect()
}

#[cfg(test)]
mod tests;
