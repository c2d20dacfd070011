//! A file as it is read: its units with their segments, whatever a tool has put between them.

use std::borrow::Cow;

use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesDecl, BytesRef, BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use super::{
    ATTRIBUTES_MOST, CORE, DEPTH_MOST, File, MARKS_MOST, OWN, UNITS_MOST, Unreadable,
    raw::{Code, Part, Raw, Token},
};

/// The most tokens of a text that are looked at: the most marks have two each, with words before, between and behind.
const TOKENS_MOST: usize = 4 * MARKS_MOST + 2;

/// What is open, from the root on.
#[derive(Debug, PartialEq)]
enum Element {
    Xliff,
    File,
    Group,
    Unit,
    OriginalData,
    Data(String),
    Part,
    Source,
    Target,
    Code(String),
    Annotation,
    /// Notes, modules, what other tools add, files of other pieces: all within is passed over.
    Passed,
}

struct Reading<'f> {
    file: &'f File,
    open: Vec<Element>,
    units: Vec<Raw>,
    /// Whether the root was seen.
    begun: bool,
    /// Whether the file of the piece was seen.
    found: bool,
    /// The id of the first file of another piece.
    other: Option<String>,
}

/// The units of the piece's file in the order in which they stand there.
pub(super) fn read(bytes: &[u8], file: &File) -> Result<Vec<Raw>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    // A NUL between the letters: UTF-16 without its mark.
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut reading =
        Reading { file, open: Vec::new(), units: Vec::new(), begun: false, found: false, other: None };
    loop {
        match reader.read_event() {
            Err(error) => return Err(broken(reader.error_position(), &error)),
            Ok(Event::Start(start) | Event::Empty(start)) => {
                let at = reader.buffer_position();
                well_formed(&start).map_err(|why| broken(at, &why))?;
                let is_core = is_core(&reader.resolver().resolve_element(start.name()).0);
                reading.open(&reader, &start, is_core)?;
            }
            Ok(Event::End(_)) => reading.close(),
            Ok(Event::Text(words)) => reading.words(&words.xml10_content()),
            Ok(Event::CData(words)) => reading.words(&words.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                reading.reference(&reference).map_err(|why| broken(reader.buffer_position(), &why))?;
            }
            Ok(Event::Decl(declaration)) => known_encoding(&declaration)?,
            Ok(Event::DocType(_)) => return Err(Unreadable::DocumentType),
            Ok(Event::Comment(_) | Event::PI(_)) => {}
            Ok(Event::Eof) => return reading.end(reader.buffer_position()),
        }
    }
}

fn broken(at: u64, why: &dyn std::fmt::Display) -> Unreadable {
    Unreadable::Broken { at, why: why.to_string() }
}

fn is_core(namespace: &ResolveResult<'_>) -> bool {
    *namespace == ResolveResult::Bound(Namespace(CORE))
}

fn known_encoding(declaration: &BytesDecl<'_>) -> Result<(), Unreadable> {
    let Some(Ok(encoding)) = declaration.encoding() else { return Ok(()) };
    let known = ["utf-8", "utf8", "us-ascii", "ascii"];
    if known.iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(Unreadable::OtherEncoding { given: short(&encoding) })
}

/// Whether each attribute can be read, and stands there once.
fn well_formed(start: &BytesStart<'_>) -> Result<(), String> {
    // Telling that one stands there twice takes the square of their number.
    if start.attributes().with_checks(false).count() > ATTRIBUTES_MOST {
        return Err(format!("an element has more than {ATTRIBUTES_MOST} attributes"));
    }
    for attribute in start.attributes() {
        let value = attribute.map_err(|error| error.to_string())?;
        value.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let named = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    named.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
}

fn short(given: &str) -> String {
    given.chars().take(60).collect()
}

impl Reading<'_> {
    fn open(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart<'_>,
        is_core: bool,
    ) -> Result<(), Unreadable> {
        if self.open.len() == DEPTH_MOST {
            return Err(Unreadable::TooDeep { most: DEPTH_MOST });
        }
        let named = |name| attribute(start, name).unwrap_or_default();
        let element = match (self.open.last(), start.local_name().as_ref()) {
            (None, name) => {
                self.begun = true;
                self.root(start, name, is_core)?
            }
            (_, _) if !is_core => Element::Passed,
            (Some(Element::Xliff), "file") => self.file(named("id")),
            (Some(Element::File | Element::Group), "group") => Element::Group,
            (Some(Element::File | Element::Group), "unit") => self.unit(reader, start)?,
            (Some(Element::Unit), "originalData") => Element::OriginalData,
            (Some(Element::OriginalData), "data") => Element::Data(named("id")),
            (Some(Element::Unit), name @ ("segment" | "ignorable")) => self.part(name == "segment"),
            (Some(Element::Part), "source") => Element::Source,
            (Some(Element::Part), "target") => self.target(&named("order")),
            (Some(Element::Data(_)), "cp") => self.character(&named("hex")),
            (Some(Element::Source | Element::Target | Element::Code(_) | Element::Annotation), name) => {
                self.inline(start, name)
            }
            (Some(_), _) => Element::Passed,
        };
        self.open.push(element);
        Ok(())
    }

    fn root(&self, start: &BytesStart<'_>, name: &str, is_core: bool) -> Result<Element, Unreadable> {
        let named = |name| attribute(start, name).unwrap_or_default();
        if name != "xliff" {
            return Err(Unreadable::NotXliff { root: short(name) });
        }
        let version = named("version");
        if !is_core || !version.starts_with("2.") {
            return Err(Unreadable::OtherVersion { version: short(&version) });
        }
        let (given, wanted) =
            ([named("srcLang"), named("trgLang")], [self.file.source.as_str(), self.file.target.as_str()]);
        if given.iter().zip(wanted).any(|(given, wanted)| !given.eq_ignore_ascii_case(wanted)) {
            let [source, target] =
                given.map(|tag| if tag.is_empty() { "none".to_owned() } else { short(&tag) });
            let (given, wanted) = (format!("{source} into {target}"), wanted.join(" into "));
            return Err(Unreadable::OtherLanguages { given, wanted });
        }
        Ok(Element::Xliff)
    }

    fn file(&mut self, id: String) -> Element {
        if id == self.file.piece.to_string() {
            self.found = true;
            return Element::File;
        }
        self.other.get_or_insert(id);
        Element::Passed
    }

    fn unit(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, Unreadable> {
        if self.units.len() == UNITS_MOST {
            return Err(Unreadable::TooMany { most: UNITS_MOST });
        }
        let own = |wanted: &str| {
            let mut attributes = start.attributes().flatten();
            let own = attributes.find(|attribute| {
                let (namespace, name) = reader.resolver().resolve_attribute(attribute.key);
                namespace == ResolveResult::Bound(Namespace(OWN)) && name.as_ref() == wanted
            });
            own?.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
        };
        let id = attribute(start, "id").unwrap_or_default();
        self.units.push(Raw { id, source: own("source"), target: own("target"), ..Raw::default() });
        Ok(Element::Unit)
    }

    fn part(&mut self, is_segment: bool) -> Element {
        if let Some(unit) = self.units.last_mut() {
            unit.parts.push(Part { is_segment, ..Part::default() });
        }
        Element::Part
    }

    fn target(&mut self, order: &str) -> Element {
        if let Some(part) = self.units.last_mut().and_then(|unit| unit.parts.last_mut()) {
            part.target.get_or_insert_default();
            part.order = order.parse().ok();
        }
        Element::Target
    }

    fn inline(&mut self, start: &BytesStart<'_>, name: &str) -> Element {
        let named = |name| attribute(start, name).unwrap_or_default();
        let code = |data| Code { id: named("id"), kind: named("type"), sub_kind: named("subType"), data };
        match name {
            "cp" => return self.character(&named("hex")),
            "pc" => {
                self.token(Token::Open(code(named("dataRefStart"))));
                return Element::Code(named("id"));
            }
            "sc" => self.token(Token::Open(code(named("dataRef")))),
            "ec" => {
                let id = attribute(start, "startRef").unwrap_or_else(|| named("id"));
                self.token(Token::Close { id });
            }
            "mrk" => return Element::Annotation,
            "sm" | "em" => {}
            _ => self.token(Token::Placeholder { id: named("id") }),
        }
        Element::Passed
    }

    fn character(&mut self, hex: &str) -> Element {
        match u32::from_str_radix(hex, 16).ok().and_then(char::from_u32) {
            Some(letter) => self.words(letter.encode_utf8(&mut [0; 4])),
            None => self.token(Token::NoCharacter { given: short(hex) }),
        }
        Element::Passed
    }

    fn close(&mut self) {
        if let Some(Element::Code(id)) = self.open.pop() {
            self.token(Token::Close { id });
        }
    }

    fn words(&mut self, words: &str) {
        let Some(unit) = self.units.last_mut() else { return };
        match self.open.last() {
            Some(Element::Data(id)) => unit.data.entry(id.clone()).or_default().push_str(words),
            Some(Element::Source | Element::Target | Element::Code(_) | Element::Annotation) => {
                self.token(Token::Words(words.to_owned()));
            }
            Some(
                Element::Xliff
                | Element::File
                | Element::Group
                | Element::Unit
                | Element::OriginalData
                | Element::Part
                | Element::Passed,
            )
            | None => {}
        }
    }

    /// Adds to the source or target that is open.
    fn token(&mut self, token: Token) {
        let in_source = self.open.iter().rev().find_map(|element| match element {
            Element::Source => Some(true),
            Element::Target => Some(false),
            Element::Xliff
            | Element::File
            | Element::Group
            | Element::Unit
            | Element::OriginalData
            | Element::Data(_)
            | Element::Part
            | Element::Code(_)
            | Element::Annotation
            | Element::Passed => None,
        });
        let part = self.units.last_mut().and_then(|unit| unit.parts.last_mut());
        let (Some(in_source), Some(part)) = (in_source, part) else { return };
        let tokens = if in_source { &mut part.source } else { part.target.get_or_insert_default() };
        let is_full = tokens.len() == TOKENS_MOST;
        match (tokens.last_mut(), token) {
            (Some(Token::Words(so_far)), Token::Words(words)) => so_far.push_str(&words),
            (_, token) if !is_full => tokens.push(token),
            // This has more marks than any text may have, and is refused for that.
            (_, _) => {}
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) -> Result<(), String> {
        let name = reference.xml10_content();
        match (reference.resolve_char_ref(), resolve_predefined_entity(&name)) {
            (Ok(Some(letter)), _) => self.words(letter.encode_utf8(&mut [0; 4])),
            (_, Some(text)) => self.words(text),
            (Ok(None) | Err(_), None) => return Err(format!("`&{};` stands for nothing", short(&name))),
        }
        Ok(())
    }

    fn end(self, at: u64) -> Result<Vec<Raw>, Unreadable> {
        if !self.open.is_empty() {
            return Err(broken(at, &"it ends before all elements are closed"));
        }
        match (self.found, self.other) {
            (true, _) => Ok(self.units),
            (false, Some(given)) => {
                Err(Unreadable::OtherPiece { given: short(&given), piece: self.file.piece.clone() })
            }
            (false, None) if self.begun => Err(Unreadable::NoFile),
            (false, None) => Err(Unreadable::NotXml),
        }
    }
}
