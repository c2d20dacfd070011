//! A file as it is written.

use std::fmt::Write as _;

use super::{
    CORE, File, OWN, Remark, Unit, inline,
    letters::{attribute, plain},
};

/// The piece as a file.
pub(crate) fn write(file: &File) -> String {
    let (source, target) = (&file.source, &file.target);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"2.1\" xmlns=\"{CORE}\" xmlns:dragoman=\"{OWN}\" \
         srcLang=\"{source}\" trgLang=\"{target}\">\n<file id=\"{}\" original=\"",
        file.piece
    );
    attribute(&mut xml, &file.original);
    xml.push_str("\" xml:space=\"preserve\">\n");
    notes(&mut xml, &file.remarks);
    for each in &file.units {
        unit(&mut xml, each);
    }
    xml.push_str("</file>\n</xliff>\n");
    xml
}

fn unit(xml: &mut String, unit: &Unit) {
    let (id, source) = (unit.id(), unit.source.digest());
    let _ = write!(xml, "<unit id=\"{id}\" xml:space=\"preserve\" dragoman:source=\"{source}\"");
    if let Some(target) = unit.words() {
        let _ = write!(xml, " dragoman:target=\"{}\"", target.digest());
    }
    xml.push_str(">\n");
    notes(xml, &unit.remarks);
    let codes = inline::Codes::of(unit);
    codes.addresses(xml);
    let _ = write!(xml, "<segment state=\"{}\">\n<source>", unit.state.name());
    codes.source(xml, &unit.source);
    xml.push_str("</source>\n");
    if let Some(target) = unit.words() {
        xml.push_str("<target>");
        codes.target(xml, target);
        xml.push_str("</target>\n");
    }
    xml.push_str("</segment>\n</unit>\n");
}

fn notes(xml: &mut String, remarks: &[Remark]) {
    if remarks.is_empty() {
        return;
    }
    xml.push_str("<notes>\n");
    for (at, remark) in remarks.iter().enumerate() {
        let _ = write!(xml, "<note id=\"n{}\" category=\"{}\">", at + 1, remark.category.name());
        plain(xml, &remark.text);
        xml.push_str("</note>\n");
    }
    xml.push_str("</notes>\n");
}
