//! Reading a file unit by unit: what is in memory is one unit, however long the file is.

use std::io::{BufRead, ErrorKind};

use quick_xml::{
    Error, XmlVersion,
    encoding::DecodingReader,
    events::{BytesDecl, BytesStart, BytesText, Event},
};

use crate::tmx::{
    DEPTH_MOST, Entry, Fault, Header, Refused, UNIT_BYTES_MOST, bounded::Bounded, unit::Coming,
};

/// Gives the units of a file in their order, those that are refused among them. After a fault, or the end of the body,
/// it gives nothing more.
#[derive(Debug)]
pub struct Reader<R: BufRead> {
    xml: quick_xml::Reader<Bounded<DecodingReader<R>>>,
    header: Header,
    depth: usize,
    /// How many units were begun.
    number: usize,
    is_over: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads up to the first unit.
    pub fn new(file: R) -> Result<Self, Fault> {
        let mut xml =
            quick_xml::Reader::from_reader(Bounded::new(DecodingReader::new(file), UNIT_BYTES_MOST));
        // An empty element is told as one that begins and ends.
        xml.config_mut().expand_empty_elements = true;
        let mut reader = Self { xml, header: Header::default(), depth: 0, number: 0, is_over: false };
        reader.read_header()?;
        Ok(reader)
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    fn read_header(&mut self) -> Result<(), Fault> {
        let mut buffer = Vec::new();
        let mut header = None;
        loop {
            match self.event(&mut buffer)? {
                Event::Decl(declaration) => check_encoding(&declaration)?,
                Event::DocType(definition) => check_definition(&definition)?,
                Event::Start(tag) => match (tag.name().as_ref(), self.depth) {
                    ("tmx", 1) => check_version(&tag)?,
                    (_, 1) => return Err(Fault::NotTmx),
                    ("header", 2) => header = Some(header_of(&tag)?),
                    ("body", 2) => break,
                    (_, _) => {}
                },
                Event::Eof if self.depth == 0 => return Err(Fault::NotTmx),
                Event::Eof => return Err(Fault::CutOff),
                Event::End(_)
                | Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::Comment(_)
                | Event::PI(_)
                | Event::GeneralRef(_) => {}
            }
        }
        self.header = header.ok_or(Fault::NotTmx)?;
        Ok(())
    }

    fn next_entry(&mut self) -> Result<Option<Entry>, Fault> {
        let mut buffer = Vec::new();
        let mut coming: Option<Coming> = None;
        self.xml.get_mut().allow(UNIT_BYTES_MOST);
        loop {
            let event = self.event(&mut buffer)?;
            match (event, &mut coming) {
                (Event::Start(tag), None) if self.depth == UNIT_DEPTH && tag.name().as_ref() == "tu" => {
                    self.number += 1;
                    coming = Some(Coming::of(&tag));
                }
                (Event::Start(tag), Some(coming)) => coming.start(&tag),
                (Event::End(_), Some(_)) if self.depth < UNIT_DEPTH => {
                    return Ok(coming.map(|coming| self.entry(coming)));
                }
                (Event::End(_), Some(coming)) => coming.end(),
                // The end of the body.
                (Event::End(_), None) if self.depth < UNIT_DEPTH - 1 => return Ok(None),
                (Event::Text(text), Some(coming)) => coming.text(&text.xml10_content()),
                (Event::CData(text), Some(coming)) => coming.text(&text.xml10_content()),
                (Event::GeneralRef(reference), Some(coming)) => coming.reference(&reference),
                (Event::DocType(_), _) => return Err(Fault::DefinesEntities),
                (Event::Eof, _) => return Err(Fault::CutOff),
                (
                    Event::Start(_) | Event::End(_) | Event::Text(_) | Event::CData(_) | Event::GeneralRef(_),
                    None,
                )
                | (Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_), _) => {}
            }
            // What stands between units is not gathered.
            if coming.is_none() {
                self.xml.get_mut().allow(UNIT_BYTES_MOST);
            }
        }
    }

    fn entry(&self, coming: Coming) -> Entry {
        match coming.finished() {
            Ok(unit) => Entry::Unit(unit),
            Err((id, why)) => Entry::Refused(Refused { number: self.number, id, why }),
        }
    }

    fn event<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Fault> {
        buffer.clear();
        let event = match self.xml.read_event_into(buffer) {
            Ok(event) => event,
            Err(_) if self.xml.get_ref().is_used_up() => return Err(Fault::TooLarge),
            Err(Error::Io(error)) if error.kind() != ErrorKind::InvalidData => {
                return Err(Fault::Unreadable(error));
            }
            Err(error) => return Err(Fault::Malformed(error.into())),
        };
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth -= 1,
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_)
            | Event::Eof => {}
        }
        if self.depth > DEPTH_MOST { Err(Fault::TooDeep) } else { Ok(event) }
    }
}

/// How deep a `tu` stands: in `tmx` and `body`, itself counted.
const UNIT_DEPTH: usize = 3;

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Entry, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let entry = self.next_entry();
        self.is_over = !matches!(entry, Ok(Some(_)));
        entry.transpose()
    }
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), Fault> {
    let encoding = match declaration.encoding() {
        None => return Ok(()),
        Some(Ok(encoding)) => encoding.to_string(),
        Some(Err(error)) => return Err(Fault::Malformed(Error::from(error).into())),
    };
    let known = ["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-646"];
    if known.contains(&encoding.to_ascii_lowercase().as_str()) {
        Ok(())
    } else {
        Err(Fault::OtherEncoding { encoding: encoding.chars().take(80).collect() })
    }
}

/// A definition that only names the one of TMX is no harm; what it says itself is not read.
fn check_definition(definition: &BytesText<'_>) -> Result<(), Fault> {
    if definition.xml10_content().contains('[') { Err(Fault::DefinesEntities) } else { Ok(()) }
}

fn check_version(tag: &BytesStart<'_>) -> Result<(), Fault> {
    let version = attribute(tag, "version")?;
    if version.starts_with("1.") {
        Ok(())
    } else {
        Err(Fault::OtherVersion { version: version.chars().take(80).collect() })
    }
}

fn header_of(tag: &BytesStart<'_>) -> Result<Header, Fault> {
    Ok(Header {
        creation_tool: attribute(tag, "creationtool")?,
        creation_tool_version: attribute(tag, "creationtoolversion")?,
        segment_type: attribute(tag, "segtype")?,
        original_format: attribute(tag, "o-tmf")?,
        admin_language: attribute(tag, "adminlang")?,
        source_language: attribute(tag, "srclang")?,
        data_type: attribute(tag, "datatype")?,
    })
}

/// The value of an attribute; empty where there is none.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<String, Fault> {
    let malformed = |error: Error| Fault::Malformed(error.into());
    let Some(found) = tag.try_get_attribute(name).map_err(|error| malformed(error.into()))? else {
        return Ok(String::new());
    };
    Ok(found.normalized_value(XmlVersion::Explicit1_0).map_err(malformed)?.into_owned())
}
