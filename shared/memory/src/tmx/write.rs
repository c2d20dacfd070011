//! Writing a file.

use std::io::{self, Write};

use contract::Language;
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

use crate::tmx::{
    Header, Unit,
    unit::{MOMENT, is_allowed},
};

/// Writes a whole file in UTF-8. A character that XML cannot hold (a control character) is left out.
pub fn write<W: Write>(out: W, header: &Header, units: impl IntoIterator<Item = Unit>) -> io::Result<W> {
    let mut xml = Writer::new_with_indent(out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(BytesStart::new("tmx").with_attributes([("version", "1.4")])))?;
    xml.write_event(Event::Empty(BytesStart::new("header").with_attributes([
        ("creationtool", &*header.creation_tool),
        ("creationtoolversion", &*header.creation_tool_version),
        ("segtype", &*header.segment_type),
        ("o-tmf", &*header.original_format),
        ("adminlang", &*header.admin_language),
        ("srclang", &*header.source_language),
        ("datatype", &*header.data_type),
    ])))?;
    xml.write_event(Event::Start(BytesStart::new("body")))?;
    for unit in units {
        write_unit(&mut xml, &unit)?;
    }
    xml.write_event(Event::End(BytesEnd::new("body")))?;
    xml.write_event(Event::End(BytesEnd::new("tmx")))?;
    let mut out = xml.into_inner();
    out.write_all(b"\n")?;
    Ok(out)
}

fn write_unit<W: Write>(xml: &mut Writer<W>, unit: &Unit) -> io::Result<()> {
    let mut tag = BytesStart::new("tu");
    let at = unit.at.map(|at| at.format(MOMENT).to_string());
    let named = [("tuid", unit.id.as_ref()), ("creationdate", at.as_ref()), ("creationid", unit.by.as_ref())];
    for (name, value) in named {
        if let Some(value) = value {
            tag.push_attribute((name, &*allowed(value)));
        }
    }
    xml.write_event(Event::Start(tag))?;
    for (language, text) in &unit.texts {
        let mut tag = BytesStart::new("tuv");
        tag.push_attribute(("xml:lang", &*shown(language)));
        xml.write_event(Event::Start(tag))?;
        xml.create_element("seg").write_text_content(BytesText::new(&allowed(text)))?;
        xml.write_event(Event::End(BytesEnd::new("tuv")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("tu")))
}

fn allowed(text: &str) -> String {
    text.chars().filter(|letter| is_allowed(*letter)).collect()
}

/// The tag as RFC 5646 (section 2.1.1) recommends to write it: regions in capitals, scripts with one.
fn shown(language: &Language) -> String {
    let subtag = |(at, tag): (usize, &str)| match (at, tag.len()) {
        (0, _) => tag.to_owned(),
        (_, 2) => tag.to_ascii_uppercase(),
        (_, 4) => tag[..1].to_ascii_uppercase() + &tag[1..],
        (_, _) => tag.to_owned(),
    };
    language.as_str().split('-').enumerate().map(subtag).collect::<Vec<_>>().join("-")
}
