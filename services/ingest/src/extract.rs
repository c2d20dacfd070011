//! HTML → blocks: what a reader would see, without anything that acts.

mod marks;

use std::{cell::RefCell, collections::HashSet};

use ammonia::{Builder, Url, UrlRelative};
use contract::{BlockKind, article::Unnumbered};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use self::marks::{INLINE, Marks};
use crate::tags;

/// The text is marked up deeper or denser than any article is: building its tree would take minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is marked up deeper than any article is")]
pub struct Tangled;

/// Tags that begin and end a block.
const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "hgroup",
];

/// Tags that go with all that they hold: it acts, or is for machines, or is shown only where something does not work.
const GONE: [&str; 20] = [
    "audio", "button", "canvas", "head", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp", "frameset",
];

/// The blocks of an HTML text, in order. None is empty, none holds markup; entities are decoded once.
///
/// Images have an absolute http or https address, made so with `base` where they were relative; their text is what the
/// source says they show. Links, which have such addresses too, and emphasis are marks. Text that has no block tags is taken
/// as paragraphs between blank lines.
pub fn blocks(html: &str, base: Option<&str>) -> Result<Vec<Unnumbered>, Tangled> {
    tags::check_html(html).map_err(|tags::Tangled| Tangled)?;
    let clean =
        if in_blocks(html) { clean(html, base) } else { clean(&between_blank_lines(html).join("<p>"), base) };
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(clean.into());
    // The cleaned text holds no script, so that the tokenizer never stops before its end.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut text = tokenizer.sink.0.into_inner();
    text.end_block();
    Ok(text.blocks)
}

/// The paragraphs of a plain text: what stands between blank lines.
pub fn paragraphs(text: &str) -> Vec<Unnumbered> {
    let paragraphs = between_blank_lines(text).into_iter().map(|paragraph| line(&paragraph));
    paragraphs
        .filter(|paragraph| visible(paragraph))
        .map(|paragraph| Unnumbered::plain(BlockKind::Paragraph, paragraph))
        .collect()
}

/// A text on one line: white space collapsed, control characters gone.
pub fn line(text: &str) -> String {
    let words =
        text.split_whitespace().map(|word| word.chars().filter(|c| !c.is_control()).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn in_blocks(html: &str) -> bool {
    tags::of_html(html).any(|tag| {
        let name = tag.name.to_ascii_lowercase();
        name == "br" || BLOCKS.contains(&name.as_str())
    })
}

fn between_blank_lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    lines.split(|line| line.trim().is_empty()).map(|paragraph| paragraph.join("\n")).collect()
}

/// Something can be seen: not only spaces and marks of direction or joining.
fn visible(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    !text.chars().all(unseen)
}

fn clean(html: &str, base: Option<&str>) -> String {
    let relative = base.and_then(web_address).map_or(UrlRelative::Deny, UrlRelative::RewriteWithBase);
    Builder::empty()
        .tags(BLOCKS.into_iter().chain(INLINE).chain(["br", "img"]).collect())
        .clean_content_tags(HashSet::from(GONE))
        .link_rel(None)
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("img", ["alt", "height", "src", "width"])
        .url_schemes(HashSet::from(["http", "https"]))
        .url_relative(relative)
        .clean(html)
        .to_string()
}

/// An absolute address on the web.
pub(crate) fn web_address(address: &str) -> Option<Url> {
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// What the tokenizer reads into; it hands itself out only by shared reference.
#[derive(Default)]
struct Reader(RefCell<Text>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut text = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(characters) => text.characters(&characters),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => text.start(&tag),
            Token::TagToken(tag) => text.end(&tag.name),
            Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

/// The blocks read so far, and the one that is being read.
#[derive(Default)]
struct Text {
    blocks: Vec<Unnumbered>,
    /// The block tags that are open, with the kind that they give to what they hold.
    open: Vec<(String, Option<BlockKind>)>,
    current: String,
    marks: Marks,
    /// Line breaks since the last letter: one is a line feed, two begin a new block.
    breaks: usize,
    space: bool,
    /// Images within the block follow it, so that they do not cut its sentences.
    images: Vec<Unnumbered>,
}

impl Text {
    fn characters(&mut self, characters: &str) {
        for c in characters.chars() {
            if c.is_whitespace() {
                self.space = true;
            } else if !c.is_control() {
                self.letter(c);
            }
        }
    }

    fn letter(&mut self, c: char) {
        if self.breaks > 1 {
            self.end_block();
        }
        if !self.current.is_empty() {
            match (self.breaks, self.space) {
                (0, false) => {}
                (0, true) => self.current.push(' '),
                _ => self.current.push('\n'),
            }
        }
        self.marks.letter(self.current.len());
        self.current.push(c);
        self.breaks = 0;
        self.space = false;
    }

    fn start(&mut self, tag: &Tag) {
        match &*tag.name {
            "br" => self.breaks += 1,
            "img" => self.image(tag),
            "hr" => self.end_block(),
            name if INLINE.contains(&name) => self.marks.begin(tag),
            name => {
                self.end_block();
                self.open.push((name.to_owned(), kind(name)));
            }
        }
    }

    fn end(&mut self, name: &str) {
        if INLINE.contains(&name) {
            return self.marks.end(name, &self.current);
        }
        self.end_block();
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.open.truncate(at);
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.current);
        let marks = self.marks.end_block(&text);
        if visible(&text) {
            let kind =
                self.open.iter().rev().find_map(|(_, kind)| kind.clone()).unwrap_or(BlockKind::Paragraph);
            self.blocks.push(Unnumbered { kind, text, marks });
        }
        self.blocks.append(&mut self.images);
        self.breaks = 0;
        self.space = false;
    }

    fn image(&mut self, tag: &Tag) {
        let attribute = |name: &str| tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| &*a.value);
        // Pictures of one pixel count readers.
        let dot = ["width", "height"]
            .into_iter()
            .filter_map(attribute)
            .any(|side| matches!(side.trim(), "0" | "1" | "1px"));
        let Some(address) = attribute("src").and_then(web_address).filter(|_| !dot) else { return };
        let text = attribute("alt").map(line).unwrap_or_default();
        self.images.push(Unnumbered::plain(BlockKind::Image { address: address.into() }, text));
        if self.current.is_empty() {
            self.blocks.append(&mut self.images);
        }
    }
}

fn kind(tag: &str) -> Option<BlockKind> {
    match tag {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(BlockKind::Heading),
        "blockquote" => Some(BlockKind::Quotation),
        "li" => Some(BlockKind::ListItem),
        "figcaption" | "caption" => Some(BlockKind::Caption),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
