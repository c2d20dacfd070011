//! The tags of XML or HTML, found without building anything: one pass, whatever stands between them.
//!
//! Feeds and their texts come from strangers, and the parsers behind us take time with the square of a tag's attributes
//! and of the nesting. So both are measured here first. The same pass finds the items of a feed that does not parse.

use std::{collections::HashMap, ops::Range};

/// The most attributes of one tag: real ones have about ten.
const ATTRIBUTES_MOST: usize = 256;

/// The most work of a tree builder: the tags open at each tag, added up. A page of ten thousand tags, each thirty deep,
/// has 300 thousand.
const NESTING_MOST: usize = 2_000_000;

/// The most name spaces that a feed may declare at once: real ones have about twenty.
const NAMESPACES_MOST: usize = 256;

/// The most character references of an HTML text, on which a tree builder also takes the square: an article all of whose
/// letters are written so has some ten thousand.
const REFERENCES_MOST: usize = 100_000;

/// Tags in HTML that hold text up to their own end, whatever it looks like.
const RAW: [&str; 8] = ["script", "style", "iframe", "noembed", "noframes", "xmp", "textarea", "title"];

/// Tags in HTML that end by themselves: what stands open of them does not nest.
const UNNESTED: [&str; 20] = [
    "area", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "source", "td", "th", "tr", "track", "wbr",
];

/// One tag: `<name …>`, `<name …/>` or `</name>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As written, with its prefix.
    pub name: &'a str,
    pub kind: TagKind,
    /// Where it stands, with its angle brackets.
    pub at: Range<usize>,
    attributes: usize,
    namespaces: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TagKind {
    Start,
    /// `<name/>`: begins and ends at once.
    Empty,
    End,
}

impl Tag<'_> {
    /// The name without its prefix: `item` of `rss:item`.
    pub(crate) fn local_name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or(self.name)
    }
}

/// Why a text is not handed to a parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tangled;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
    Xml,
    Html,
}

/// The tags of a text, in order; comments, CDATA sections and declarations are passed over.
#[derive(Clone, Debug)]
pub(crate) struct Tags<'a> {
    text: &'a str,
    position: usize,
    markup: Markup,
}

pub(crate) fn of_xml(text: &str) -> Tags<'_> {
    Tags { text, position: 0, markup: Markup::Xml }
}

pub(crate) fn of_html(text: &str) -> Tags<'_> {
    Tags { text, position: 0, markup: Markup::Html }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let start = self.position + self.text[self.position..].find('<')?;
            let rest = &self.text[start..];
            self.position = start + 1;
            if rest.starts_with("<!--") {
                self.pass(start + 4, "-->");
            } else if rest.starts_with("<![CDATA[") && self.markup == Markup::Xml {
                self.pass(start + 9, "]]>");
            } else if rest.starts_with("<?") {
                self.pass(start + 2, ">");
            } else if opens(rest.as_bytes()) {
                // A tag that does not end takes all that follows.
                self.position = self.text.len();
                let tag = tag(self.text, start)?;
                self.position = tag.at.end;
                if self.markup == Markup::Html && tag.kind == TagKind::Start {
                    self.pass_raw(tag.name);
                }
                return Some(tag);
            }
        }
    }
}

impl Tags<'_> {
    fn pass(&mut self, from: usize, end: &str) {
        self.position = self.text[from..].find(end).map_or(self.text.len(), |found| from + found + end.len());
    }

    fn pass_raw(&mut self, name: &str) {
        if !RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            return;
        }
        let mut from = self.position;
        while let Some(found) = self.text[from..].find("</") {
            let at = from + found;
            let written = self.text.as_bytes().get(at + 2..at + 2 + name.len());
            if written.is_some_and(|w| w.eq_ignore_ascii_case(name.as_bytes())) {
                self.position = at;
                return;
            }
            from = at + 2;
        }
        self.position = self.text.len();
    }
}

/// A tag is a `<` followed by a letter, or by `/` and a letter; any other `<` is text.
fn opens(bytes: &[u8]) -> bool {
    match bytes {
        [b'<', b'/', letter, ..] | [b'<', letter, ..] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

/// The tag that begins at `start`, if it ends.
fn tag(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let ends = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(ends);
    let name_end = bytes[from..]
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
        .map(|n| from + n)?;
    let mut attributes = 0;
    let mut namespaces = 0;
    let mut at = name_end;
    let mut before = b' ';
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => {
                let kind = match (ends, before) {
                    (true, _) => TagKind::End,
                    (false, b'/') => TagKind::Empty,
                    (false, _) => TagKind::Start,
                };
                return Some(Tag {
                    name: &text[from..name_end],
                    kind,
                    at: start..at + 1,
                    attributes,
                    namespaces,
                });
            }
            // A quote opens a value only after `=`; one that is never closed takes the rest of the text.
            b'"' | b'\'' if before == b'=' => {
                at += 1 + bytes[at + 1..].iter().position(|&b| b == byte)?;
                before = b' ';
            }
            _ if byte.is_ascii_whitespace() => before = if before == b'=' { b'=' } else { b' ' },
            _ => {
                if before == b' ' && byte != b'=' {
                    attributes += 1;
                    namespaces += usize::from(bytes[at..].starts_with(b"xmlns"));
                }
                before = byte;
            }
        }
        at += 1;
    }
    None
}

/// Refuses XML on which a parser would take long: nested deeply, or with very many attributes or name spaces.
pub(crate) fn check_xml(text: &str) -> Result<(), Tangled> {
    let mut open = Vec::new();
    let mut namespaces = 0;
    let mut work = 0;
    for tag in of_xml(text) {
        match tag.kind {
            TagKind::Start => {
                open.push(tag.namespaces);
                namespaces += tag.namespaces;
            }
            TagKind::Empty => {}
            TagKind::End => namespaces -= open.pop().unwrap_or(0),
        }
        // Only what is nested as no feed is counts, so that a feed may have any number of items.
        work += open.len().saturating_sub(64);
        if tag.attributes > ATTRIBUTES_MOST || namespaces > NAMESPACES_MOST || work > NESTING_MOST {
            return Err(Tangled);
        }
    }
    Ok(())
}

/// Refuses HTML on which a tree builder would take long.
pub(crate) fn check_html(text: &str) -> Result<(), Tangled> {
    if text.bytes().filter(|&byte| byte == b'&').count() > REFERENCES_MOST {
        return Err(Tangled);
    }
    // By name: an end without a beginning ends nothing.
    let mut open = HashMap::<String, usize>::new();
    let mut depth = 0;
    let mut work = 0;
    for tag in of_html(text) {
        let name = tag.name.to_ascii_lowercase();
        let nests = !UNNESTED.contains(&name.as_str());
        let same = open.entry(name).or_default();
        match tag.kind {
            // HTML knows no empty tags beside its own: `<div/>` opens.
            TagKind::Start | TagKind::Empty if nests => {
                *same += 1;
                depth += 1;
            }
            TagKind::End if *same > 0 => {
                *same -= 1;
                depth -= 1;
            }
            TagKind::Start | TagKind::Empty | TagKind::End => {}
        }
        work += depth;
        if tag.attributes > ATTRIBUTES_MOST || work > NESTING_MOST {
            return Err(Tangled);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(tags: Tags<'_>) -> Vec<(String, TagKind)> {
        tags.map(|tag| (tag.name.to_owned(), tag.kind)).collect()
    }

    #[test]
    fn comments_sections_and_declarations_hold_no_tags() {
        let xml =
            "<?xml version='1.0'?><!DOCTYPE a><!-- <b> --><a x='>' y = \"<c>\"><![CDATA[<d>]]><e/>1 < 2</a>";
        let expected = [("a", TagKind::Start), ("e", TagKind::Empty), ("a", TagKind::End)];
        assert_eq!(names(of_xml(xml)), expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn what_a_script_holds_is_no_tag() {
        let html = "<p>نص<SCRIPT>if (a<b) '<i x=\"'</script>ثم<b>";
        let expected = [
            ("p", TagKind::Start),
            ("SCRIPT", TagKind::Start),
            ("script", TagKind::End),
            ("b", TagKind::Start),
        ];
        assert_eq!(names(of_html(html)), expected.map(|(name, kind)| (name.to_owned(), kind)));
    }

    #[test]
    fn a_text_that_would_take_a_parser_long_is_refused() {
        let attributes = (0..1000).map(|n| format!("a{n} ")).collect::<Vec<_>>().concat();
        let namespaces = (0..300).map(|n| format!("<a xmlns:n{n}='u'>")).collect::<Vec<_>>().concat();
        for tangled in [&"<a>".repeat(100_000), &format!("<a {attributes}>"), &namespaces] {
            assert_eq!(check_xml(tangled), Err(Tangled));
        }
        let bolds = (0..1000).map(|n| format!("<b id={n}></i>")).collect::<Vec<_>>().concat();
        for tangled in
            [&"<div>".repeat(100_000), &format!("<p {attributes}>"), &(bolds + &"<p>x".repeat(10_000))]
        {
            assert_eq!(check_html(tangled), Err(Tangled));
        }
        assert_eq!(check_html(&"&amp;".repeat(REFERENCES_MOST + 1)), Err(Tangled));
    }

    #[test]
    fn a_long_text_of_ordinary_shape_is_not_refused() {
        assert_eq!(check_html(&"<div><p>فقرة<br>ثانية<ul><li>أ<li>ب</ul></div>".repeat(20_000)), Ok(()));
        assert_eq!(check_xml(&"<item><title>عنوان</title><link/></item>".repeat(50_000)), Ok(()));
    }
}
