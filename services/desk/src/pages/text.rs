//! Texts as pages show them: in their language and direction, alone or beside their translation.

use std::borrow::Borrow;

use contract::{Block, BlockKind, Document, Language};
use language::difference;

use super::{
    marked::{self, Chip, Marked},
    words,
};
use crate::reader::{Reader, Said};

/// The language of a text, and the direction in which it runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tongue {
    pub(super) lang: String,
    pub(super) dir: &'static str,
    pub(super) name: String,
}

impl Reader {
    /// The language of a text, named in the reader's.
    pub(super) fn tongue(self, language: &Language) -> Tongue {
        let dir = if language::is_right_to_left(language) { "rtl" } else { "ltr" };
        Tongue { lang: language.to_string(), dir, name: self.language(language) }
    }

    /// What stands over a text: `Arabic, revision 3`.
    pub(super) fn revision(self, tongue: &Tongue, revision: impl Borrow<u32>) -> String {
        let with = [("language", Said::own(tongue.name.clone())), ("number", (*revision.borrow()).into())];
        self.say_with("piece-revision", &with)
    }

    /// A headline in a list.
    pub(super) fn headline(self, language: &Language, words: &str) -> Headline {
        let words = words.trim();
        let words = if words.is_empty() { self.say("headline-none") } else { words.to_owned() };
        Headline { tongue: self.tongue(language), words }
    }
}

/// A headline in a list, isolated from the words around it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Headline {
    pub(super) tongue: Tongue,
    pub(super) words: String,
}

/// A whole text to be read.
pub(super) struct Text {
    pub(super) tongue: Tongue,
    pub(super) passages: Vec<Passage>,
}

/// One stretch of a text; list items that follow each other are one list.
#[derive(Debug, PartialEq)]
pub(super) enum Passage {
    Headline(Marked),
    Heading(Marked),
    Paragraph(Marked),
    Quotation(Marked),
    List(Vec<Marked>),
    Caption(Marked),
    Summary(Marked),
    Byline(Marked),
    /// By the newsroom, and marked as such.
    Note(Marked),
    /// What it shows, and where it is. It is never fetched from there.
    Image(String, Option<String>),
}

impl Text {
    pub(super) fn of(document: &Document, reader: Reader) -> Self {
        let mut passages = Vec::new();
        for block in &document.blocks {
            let text = Marked::of(block);
            match (&block.kind, passages.last_mut()) {
                (BlockKind::ListItem, Some(Passage::List(items))) => items.push(text),
                (BlockKind::ListItem, _) => passages.push(Passage::List(vec![text])),
                (BlockKind::Headline, _) => passages.push(Passage::Headline(text)),
                (BlockKind::Heading, _) => passages.push(Passage::Heading(text)),
                (BlockKind::Paragraph, _) => passages.push(Passage::Paragraph(text)),
                (BlockKind::Quotation, _) => passages.push(Passage::Quotation(text)),
                (BlockKind::Caption, _) => passages.push(Passage::Caption(text)),
                (BlockKind::Summary, _) => passages.push(Passage::Summary(text)),
                (BlockKind::Byline, _) => passages.push(Passage::Byline(text)),
                (BlockKind::Note, _) => passages.push(Passage::Note(text)),
                (BlockKind::Image { address }, _) => {
                    passages.push(Passage::Image(block.text.clone(), words::web_address(address)));
                }
            }
        }
        Self { tongue: reader.tongue(&document.language), passages }
    }

    /// The text without its headline, where that stands elsewhere on the page.
    pub(super) fn body_of(document: &Document, reader: Reader) -> Self {
        let whole = Self::of(document, reader);
        let body = whole.passages.into_iter().filter(|passage| !matches!(passage, Passage::Headline(_)));
        Self { passages: body.collect(), ..whole }
    }
}

/// A block of the source, as one side of a pair.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Source {
    pub(super) number: u32,
    /// How it looks.
    pub(super) class: &'static str,
    pub(super) marked: Marked,
    /// What it has set apart, to be put on words of the translation.
    pub(super) chips: Vec<Chip>,
    /// What is set apart in the words of the translation that are saved, as JSON.
    pub(super) anchors: String,
    pub(super) image: Option<String>,
    /// Whether its translation must have words.
    pub(super) wanted: bool,
    pub(super) change: Option<Change>,
}

/// What the source says otherwise by now, word by word, and the translator has not accepted yet.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub(super) marked: Marked,
    /// What changed among links and emphasis, in words.
    pub(super) marks: Vec<String>,
    /// Whether the whole block is gone.
    pub(super) gone: bool,
}

impl Source {
    pub(super) fn of(block: &Block, reader: Reader) -> Self {
        let (class, image) = match &block.kind {
            BlockKind::Headline => ("title", None),
            BlockKind::Heading => ("heading", None),
            BlockKind::Paragraph => ("", None),
            BlockKind::Quotation => ("quotation", None),
            BlockKind::ListItem => ("item", None),
            BlockKind::Caption => ("caption", None),
            BlockKind::Summary => ("summary", None),
            BlockKind::Byline => ("byline", None),
            BlockKind::Note => ("newsroom-note", None),
            BlockKind::Image { address } => ("image", words::web_address(address)),
        };
        Self {
            number: block.id.0,
            class,
            marked: Marked::of(block),
            chips: marked::chips(block, None, reader),
            anchors: "[]".to_owned(),
            image,
            wanted: block.wants_words(),
            change: None,
        }
    }

    /// The block, and what the source has in its place by now: nothing where it is gone.
    pub(super) fn changed(block: &Block, now: Option<&Block>, reader: Reader) -> Self {
        let nothing = Block { marks: Vec::new(), text: String::new(), ..block.clone() };
        let new = now.unwrap_or(&nothing);
        let marked = Marked::between(block, new, &difference::between(&block.text, &new.text));
        let marks = now.map_or_else(Vec::new, |now| marked::changes(block, now, reader));
        let change = Change { marked, marks, gone: now.is_none() };
        Self { change: Some(change), chips: marked::chips(block, now, reader), ..Self::of(block, reader) }
    }
}

#[cfg(test)]
mod tests {
    use contract::BlockId;

    use super::{super::marked::Step, *};
    use crate::reader::tests::in_english;

    fn document(blocks: &[(BlockKind, &str)]) -> Document {
        let block = |(id, (kind, text)): (usize, &(BlockKind, &str))| {
            Block::plain(BlockId(u32::try_from(id).unwrap()), kind.clone(), (*text).to_owned())
        };
        Document { language: "ar".parse().unwrap(), blocks: blocks.iter().enumerate().map(block).collect() }
    }

    #[test]
    fn items_that_follow_each_other_are_one_list() {
        let document = document(&[
            (BlockKind::Headline, "h"),
            (BlockKind::ListItem, "a"),
            (BlockKind::ListItem, "b"),
            (BlockKind::Paragraph, "p"),
            (BlockKind::ListItem, "c"),
        ]);
        let text = Text::of(&document, in_english());
        let words = |words: &str| Marked { steps: vec![Step::Words(words.to_owned())] };
        let list = |items: &[&str]| Passage::List(items.iter().map(|item| words(item)).collect());
        let headline = Passage::Headline(words("h"));
        let expected = [headline, list(&["a", "b"]), Passage::Paragraph(words("p")), list(&["c"])];
        assert_eq!(text.passages, expected);
        assert_eq!(text.tongue.dir, "rtl");
    }

    #[test]
    fn what_the_source_changed_is_shown_word_by_word() {
        let [old, new] = ["صباح اليوم", "مساء اليوم"].map(|text| document(&[(BlockKind::Paragraph, text)]));
        let changed = Source::changed(&old.blocks[0], Some(&new.blocks[0]), in_english()).change.unwrap();
        let gone = |words: &str| [Step::Begins("del"), Step::Words(words.to_owned()), Step::Ends("del")];
        let fresh = [Step::Begins("ins"), Step::Words("مساء".to_owned()), Step::Ends("ins")];
        let expected = [&gone("صباح")[..], &fresh, &[Step::Words(" اليوم".to_owned())]].concat();
        assert_eq!((changed.marked.steps, changed.gone), (expected, false));
        let dropped = Source::changed(&old.blocks[0], None, in_english()).change.unwrap();
        assert_eq!((dropped.marked.steps, dropped.gone), (gone("صباح اليوم").to_vec(), true));
    }

    #[test]
    fn an_image_without_words_wants_none() {
        let image = BlockKind::Image { address: "javascript:x".to_owned() };
        let document = document(&[(BlockKind::Headline, ""), (image, " ")]);
        let [headline, image] = [0, 1].map(|at: usize| Source::of(&document.blocks[at], in_english()));
        assert!(headline.wanted && !image.wanted);
        assert_eq!(image.image, None);
    }
}
