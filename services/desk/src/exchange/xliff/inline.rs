//! Marks as inline elements: `<pc>` around words, and `<sc>` and `<ec>` where marks cross.

use std::{collections::BTreeMap, fmt::Write as _};

use contract::{Mark, MarkKind};

use super::{
    Marked, Unit,
    letters::{attribute, content},
};

/// The codes of a unit: those of its source, those of its target, and the addresses of links.
pub(super) struct Codes<'u> {
    source: Vec<String>,
    target: Vec<String>,
    addresses: BTreeMap<&'u str, String>,
}

impl<'u> Codes<'u> {
    pub(super) fn of(unit: &'u Unit) -> Self {
        let source = &unit.source.marks;
        let target = unit.words().map_or(&[][..], |target| &target.marks);
        let mut addresses = BTreeMap::new();
        for mark in source.iter().chain(target) {
            let number = addresses.len() + 1;
            match &mark.kind {
                MarkKind::Link { address } => {
                    addresses.entry(address.as_str()).or_insert_with(|| format!("d{number}"));
                }
                MarkKind::Emphasis | MarkKind::Strong => {}
            }
        }
        let numbered = (1..=source.len()).map(|number| format!("m{number}"));
        Self { source: numbered.collect(), target: answering(source, target), addresses }
    }

    /// Writes the addresses, where there are any.
    pub(super) fn addresses(&self, xml: &mut String) {
        if self.addresses.is_empty() {
            return;
        }
        xml.push_str("<originalData>\n");
        for (address, id) in &self.addresses {
            let _ = write!(xml, "<data id=\"{id}\">");
            content(xml, address);
            xml.push_str("</data>\n");
        }
        xml.push_str("</originalData>\n");
    }

    pub(super) fn source(&self, xml: &mut String, words: &Marked) {
        self.write(xml, words, &self.source);
    }

    pub(super) fn target(&self, xml: &mut String, words: &Marked) {
        self.write(xml, words, &self.target);
    }

    fn write(&self, xml: &mut String, words: &Marked, ids: &[String]) {
        let mut at = 0;
        for Tag { place, what } in tags(words, ids) {
            content(xml, &words.text[at..place]);
            at = place;
            match what {
                What::Open(mark, id) => self.open(xml, "pc", "dataRefStart", mark, id, ">"),
                What::Close => xml.push_str("</pc>"),
                What::Start(mark, id) => self.open(xml, "sc", "dataRef", mark, id, "/>"),
                What::End(id) => {
                    let _ = write!(xml, "<ec startRef=\"{id}\"/>");
                }
            }
        }
        content(xml, &words.text[at..]);
    }

    fn open(&self, xml: &mut String, name: &str, refers: &str, mark: &Mark, id: &str, end: &str) {
        let _ = write!(xml, "<{name} id=\"{id}\" ");
        match &mark.kind {
            MarkKind::Emphasis => xml.push_str("type=\"fmt\" subType=\"xlf:i\""),
            MarkKind::Strong => xml.push_str("type=\"fmt\" subType=\"xlf:b\""),
            MarkKind::Link { address } => {
                xml.push_str("type=\"link\"");
                if let Some(data) = self.addresses.get(address.as_str()) {
                    let _ = write!(xml, " {refers}=\"{data}\"");
                }
                xml.push_str(if name == "pc" { " dispStart=\"" } else { " disp=\"" });
                attribute(xml, address);
                xml.push('"');
            }
        }
        xml.push_str(end);
    }
}

/// The ids of a target's marks: that of the source's mark which they carry over, or one of their own.
fn answering(source: &[Mark], target: &[Mark]) -> Vec<String> {
    let mut free: Vec<(usize, &MarkKind)> =
        source.iter().enumerate().map(|(at, mark)| (at + 1, &mark.kind)).collect();
    let id = |(at, mark): (usize, &Mark)| match free.iter().position(|(_, kind)| *kind == &mark.kind) {
        Some(found) => format!("m{}", free.remove(found).0),
        None => format!("t{}", at + 1),
    };
    target.iter().enumerate().map(id).collect()
}

struct Tag<'w> {
    place: usize,
    what: What<'w>,
}

enum What<'w> {
    Open(&'w Mark, &'w str),
    Close,
    Start(&'w Mark, &'w str),
    End(&'w str),
}

/// The tags of a text in their order. Marks that are not in the text, or cover nothing, have none.
fn tags<'w>(words: &'w Marked, ids: &'w [String]) -> Vec<Tag<'w>> {
    let bytes = |mark: &Mark| {
        let words = mark.place.words(&words.text)?;
        let start = usize::try_from(mark.place.start).ok()?;
        (!words.is_empty()).then(|| start..start + words.len())
    };
    let mut marks: Vec<_> = words
        .marks
        .iter()
        .zip(ids)
        .filter_map(|(mark, id)| Some((bytes(mark)?, mark, id.as_str())))
        .collect();
    marks.sort_by_key(|(bytes, ..)| (bytes.start, std::cmp::Reverse(bytes.end)));
    let mut tags = Vec::new();
    // The ends of what is open: of elements, innermost last; and of marks that cross them.
    let (mut open, mut loose): (Vec<usize>, Vec<(usize, &str)>) = (Vec::new(), Vec::new());
    for (bytes, mark, id) in marks {
        close(&mut tags, &mut open, &mut loose, bytes.start);
        if open.last().is_some_and(|end| *end < bytes.end) {
            loose.push((bytes.end, id));
            tags.push(Tag { place: bytes.start, what: What::Start(mark, id) });
        } else {
            open.push(bytes.end);
            tags.push(Tag { place: bytes.start, what: What::Open(mark, id) });
        }
    }
    close(&mut tags, &mut open, &mut loose, words.text.len());
    tags
}

/// Closes what ends up to there, in the order of the text.
fn close<'w>(
    tags: &mut Vec<Tag<'w>>,
    open: &mut Vec<usize>,
    loose: &mut Vec<(usize, &'w str)>,
    up_to: usize,
) {
    loop {
        let inner = open.last().copied().filter(|end| *end <= up_to);
        let crossing = loose.iter().enumerate().min_by_key(|(_, (end, _))| *end);
        let crossing = crossing.map(|(at, (end, _))| (at, *end)).filter(|(_, end)| *end <= up_to);
        match (inner, crossing) {
            (Some(end), Some((_, crossed))) if end <= crossed => {
                open.pop();
                tags.push(Tag { place: end, what: What::Close });
            }
            (_, Some((at, end))) => {
                let (_, id) = loose.remove(at);
                tags.push(Tag { place: end, what: What::End(id) });
            }
            (Some(end), None) => {
                open.pop();
                tags.push(Tag { place: end, what: What::Close });
            }
            (None, None) => return,
        }
    }
}
