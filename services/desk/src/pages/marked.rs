//! Texts with their links and emphasis, as templates write them: step by step, so that words are always escaped.

use contract::{Block, BlockId, Mark, MarkKind, Stretch, stretches};
use language::difference::Part;

use crate::{
    api::bodies::PieceText,
    reader::{Reader, Said},
};

/// A text, from its beginning to its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marked {
    pub(super) steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Words(String),
    /// A link begins: its address is one on the web.
    Link(String),
    /// An element begins.
    Begins(&'static str),
    /// An element ends; of a link, `a`.
    Ends(&'static str),
}

impl Marked {
    pub(super) fn of(block: &Block) -> Self {
        let mut marked = Self::default();
        marked.push(&block.text, &block.marks);
        marked
    }

    /// The translation of a block as it stands: what was submitted, unless the work goes on.
    pub(super) fn written(text: &PieceText, block: BlockId) -> Self {
        match text.submitted() {
            Some(submitted) => submitted.document.block(block).map_or_else(Self::default, Self::of),
            None => Self::drafted(text, block),
        }
    }

    fn drafted(text: &PieceText, block: BlockId) -> Self {
        let mut marked = Self::default();
        if let Some(draft) = text.drafts.iter().find(|draft| draft.block == block) {
            let marks: Vec<Mark> = draft.marks.iter().filter_map(|anchor| anchor.mark(&draft.text)).collect();
            marked.push(&draft.text, &marks);
        }
        marked
    }

    /// What became of a block, word by word; the marks of words that stayed are the new ones.
    pub(super) fn between(old: &Block, new: &Block, parts: &[Part<'_>]) -> Self {
        let mut marked = Self::default();
        let (mut was, mut is) = (0, 0);
        for part in parts {
            match part {
                Part::Same(words) => marked.push(words, &within(&new.marks, is, words)),
                Part::Gone(words) => marked.element("del", words, &within(&old.marks, was, words)),
                Part::New(words) => marked.element("ins", words, &within(&new.marks, is, words)),
            }
            let (Part::Same(words) | Part::Gone(words) | Part::New(words)) = part;
            was += if matches!(part, Part::New(_)) { 0 } else { words.len() };
            is += if matches!(part, Part::Gone(_)) { 0 } else { words.len() };
        }
        marked
    }

    fn element(&mut self, tag: &'static str, words: &str, marks: &[Mark]) {
        self.steps.push(Step::Begins(tag));
        self.push(words, marks);
        self.steps.push(Step::Ends(tag));
    }

    fn push(&mut self, text: &str, marks: &[Mark]) {
        self.steps.extend(stretches(text, marks).into_iter().map(|stretch| match stretch {
            Stretch::Words(words) => Step::Words(words.to_owned()),
            Stretch::Begins(MarkKind::Link { address }) => Step::Link(address.clone()),
            Stretch::Begins(kind) => Step::Begins(tag(kind)),
            Stretch::Ends(kind) => Step::Ends(tag(kind)),
        }));
    }
}

fn tag(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Emphasis => "em",
        MarkKind::Strong => "strong",
        MarkKind::Link { .. } => "a",
    }
}

/// The marks as far as they reach into a part of their text, which begins at this byte.
fn within(marks: &[Mark], start: usize, part: &str) -> Vec<Mark> {
    let (start, length) = (place(start), place(part.len()));
    let cut = |at: u32| at.saturating_sub(start).min(length);
    let mark = |mark: &Mark| {
        let mut mark = mark.clone();
        (mark.place.start, mark.place.end) = (cut(mark.place.start), cut(mark.place.end));
        (mark.place.start < mark.place.end).then_some(mark)
    };
    marks.iter().filter_map(mark).collect()
}

fn place(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// What a source changed among the links and the emphasis of a block, in words; nothing where that is as it was.
pub(super) fn changes(old: &Block, new: &Block, reader: Reader) -> Vec<String> {
    let links = |block: &Block| -> Vec<String> {
        block.marks.iter().filter_map(|mark| mark.kind.leads_to()).map(str::to_owned).collect()
    };
    let (was, is) = (links(old), links(new));
    let gone =
        was.iter().filter(|address| !is.contains(address)).map(|address| reader.of("text-no-link", address));
    let fresh =
        is.iter().filter(|address| !was.contains(address)).map(|address| reader.of("text-new-link", address));
    let mut told: Vec<String> = gone.chain(fresh).collect();
    if told.is_empty() && old.text == new.text && old.marks != new.marks {
        told.push(reader.say("text-other-words"));
    }
    told
}

/// A link or an emphasis of the source, which a translator puts on words of their own.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chip {
    /// What it is called, behind the number that its key has: `1 link`.
    pub(super) name: String,
    /// Its words in the source.
    pub(super) words: String,
    /// Where a link leads.
    pub(super) address: Option<String>,
    /// The kind as the desk takes it, in JSON.
    pub(super) kind: String,
}

/// What is set apart in the words of a block that are saved, as the desk takes it, in JSON.
pub(super) fn anchors(text: &PieceText, block: BlockId) -> String {
    let draft = text.drafts.iter().find(|draft| draft.block == block);
    let anchors = draft.map_or(&[][..], |draft| &draft.marks);
    serde_json::to_string(anchors).expect("anchors are strings and whole numbers")
}

/// Those of a block, and of what the source has in its place by now, in the order of their places.
pub(super) fn chips(block: &Block, now: Option<&Block>, reader: Reader) -> Vec<Chip> {
    let (mut chips, mut seen): (Vec<Chip>, Vec<(&MarkKind, &str)>) = (Vec::new(), Vec::new());
    for block in [Some(block), now].into_iter().flatten() {
        for mark in &block.marks {
            let Some(words) = mark.place.words(&block.text) else { continue };
            let leads = mark.kind.leads_to();
            if matches!(mark.kind, MarkKind::Link { .. }) && leads.is_none()
                || seen.contains(&(&mark.kind, words))
            {
                continue;
            }
            seen.push((&mark.kind, words));
            chips.push(Chip {
                name: name(&mark.kind, chips.len() + 1, reader),
                words: words.to_owned(),
                address: leads.map(str::to_owned),
                kind: serde_json::to_string(&mark.kind).expect("a kind is strings"),
            });
        }
    }
    chips
}

/// With the number that its key has.
fn name(kind: &MarkKind, number: usize, reader: Reader) -> String {
    let kind = match kind {
        MarkKind::Emphasis => reader.say("text-mark-emphasis"),
        MarkKind::Strong => reader.say("text-mark-strong"),
        MarkKind::Link { .. } => reader.say("text-mark-link"),
    };
    reader.say_with("text-chip", &[("number", number.into()), ("what", Said::own(kind))])
}

#[cfg(test)]
mod tests {
    use contract::{BlockKind, Place};
    use language::difference;

    use super::*;
    use crate::reader::tests::in_english;

    fn block(text: &str, marks: &[(MarkKind, &str)]) -> Block {
        let mark = |(kind, words): &(MarkKind, &str)| {
            let start = text.find(words).unwrap();
            Mark { kind: kind.clone(), place: Place::of(start..start + words.len()) }
        };
        let marks = marks.iter().map(mark).collect();
        Block { marks, ..Block::plain(BlockId(1), BlockKind::Paragraph, text) }
    }

    fn link(address: &str) -> MarkKind {
        MarkKind::Link { address: address.to_owned() }
    }

    fn words(words: &str) -> Step {
        Step::Words(words.to_owned())
    }

    #[test]
    fn links_lead_to_the_web_or_are_words() {
        let shown = Marked::of(&block("نص آخر", &[(link("https://a.example"), "آخر")]));
        let address = Step::Link("https://a.example".to_owned());
        assert_eq!(shown.steps, [words("نص "), address, words("آخر"), Step::Ends("a")]);
        assert_eq!(Marked::of(&block("نص", &[(link("javascript:x"), "نص")])).steps, [words("نص")]);
    }

    #[test]
    fn what_changed_is_shown_with_its_marks() {
        let old = block("صباح اليوم", &[(MarkKind::Strong, "صباح")]);
        let new = block("مساء اليوم", &[(link("https://a.example"), "مساء اليوم")]);
        let shown = Marked::between(&old, &new, &difference::between(&old.text, &new.text));
        let address = || Step::Link("https://a.example".to_owned());
        let expected = [
            Step::Begins("del"),
            Step::Begins("strong"),
            words("صباح"),
            Step::Ends("strong"),
            Step::Ends("del"),
            Step::Begins("ins"),
            address(),
            words("مساء"),
            Step::Ends("a"),
            Step::Ends("ins"),
            address(),
            words(" اليوم"),
            Step::Ends("a"),
        ];
        assert_eq!(shown.steps, expected);
        assert_eq!(changes(&old, &new, in_english()), ["A new link, to \u{2068}https://a.example\u{2069}"]);
    }

    #[test]
    fn a_change_of_emphasis_alone_is_told_in_words() {
        let [old, new] = ["صباح", "اليوم"].map(|words| block("صباح اليوم", &[(MarkKind::Strong, words)]));
        assert_eq!(changes(&old, &new, in_english()), ["Other words are linked or emphasised now"]);
        assert!(changes(&old, &old, in_english()).is_empty());
    }

    #[test]
    fn each_mark_of_the_source_and_of_its_newer_text_can_be_put_once() {
        let old = block("قال كلمة", &[(link("https://a.example"), "قال"), (MarkKind::Strong, "كلمة")]);
        let new =
            block("قال كلمة", &[(link("https://a.example"), "قال"), (link("https://b.example"), "كلمة")]);
        let names: Vec<_> =
            chips(&old, Some(&new), in_english()).into_iter().map(|chip| (chip.name, chip.words)).collect();
        let expected = [("1 link", "قال"), ("2 bold", "كلمة"), ("3 link", "كلمة")];
        assert_eq!(names, expected.map(|(name, words)| (name.to_owned(), words.to_owned())));
        assert_eq!(chips(&new, None, in_english())[1].kind, r#"{"link":{"address":"https://b.example"}}"#);
    }
}
