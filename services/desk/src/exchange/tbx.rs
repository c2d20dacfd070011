//! Terms as TBX-Basic (ISO 30042:2019). What the edition before called `martif`, `termEntry`, `langSet` and `tig` is read
//! too. A concept's terms in the source language are the forms of one term of the register; its terms in the target
//! language are the renderings: preferred, admitted, deprecated.

use std::{borrow::Cow, fmt::Write as _};

use contract::{Language, term::Entry};
use quick_xml::{
    Reader, XmlVersion,
    escape::{escape, resolve_predefined_entity},
    events::{BytesRef, BytesStart, Event},
};

use super::{Scope, Unfit, Unreadable, kind};

/// A concept as the file has it.
#[derive(Default)]
struct Concept {
    subject: String,
    notes: Vec<String>,
    terms: Vec<Term>,
    unfit: Option<Unfit>,
}

#[derive(Default)]
struct Term {
    language: String,
    form: String,
    status: String,
}

impl Term {
    fn is_deprecated(&self) -> bool {
        self.status.contains("deprecated") || self.status.contains("superseded")
    }

    fn is_preferred(&self) -> bool {
        self.status.contains("preferred")
    }

    fn is_in(&self, language: &Language) -> bool {
        self.language.parse::<Language>().is_ok_and(|own| own.primary() == language.primary())
    }
}

/// What text is being read for.
#[derive(Clone, Copy)]
enum Field {
    Term,
    Status,
    Subject,
    Note,
}

/// Where in a file the reading is.
#[derive(Default)]
struct Reading {
    concepts: Vec<Concept>,
    concept: Option<Concept>,
    language: String,
    /// Whether a term is open; it is the last one of its concept.
    in_term: bool,
    /// What is read at present, its text so far, and how many elements are open within it.
    field: Option<(Field, String, usize)>,
}

pub(super) fn read(text: &str, scope: &Scope) -> Result<Vec<Result<Entry, Unfit>>, Unreadable> {
    let (Some(from), Some(into)) = (&scope.from, &scope.into) else { return Err(Unreadable::NoLanguages) };
    let concepts = concepts(text)?;
    Ok(concepts.into_iter().map(|concept| concept.entry(from, into, scope)).collect())
}

fn concepts(text: &str) -> Result<Vec<Concept>, Unreadable> {
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    let (mut depth, mut is_tbx) = (0_usize, false);
    loop {
        let broken = |at, why: &dyn std::fmt::Display| Unreadable::Broken { at, why: why.to_string() };
        let event = reader.read_event().map_err(|error| broken(reader.error_position(), &error))?;
        match event {
            Event::Start(start) => {
                is_tbx = is_tbx || is_root(&start)?;
                depth += 1;
                reading.open(&start);
            }
            Event::Empty(start) => is_tbx = is_tbx || is_root(&start)?,
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                reading.close(end.local_name().as_ref());
            }
            Event::Text(text) => reading.text(&text.xml10_content()),
            Event::CData(text) => reading.text(&text.xml10_content()),
            Event::GeneralRef(reference) => reading.reference(&reference),
            Event::Eof if depth > 0 => {
                return Err(broken(reader.buffer_position(), &"it ends before all elements are closed"));
            }
            Event::Eof => return Ok(reading.concepts),
            // A document type may define entities; none of them is taken.
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if reading.concepts.len() > super::ENTRIES_MOST {
            return Err(Unreadable::TooMany { most: super::ENTRIES_MOST });
        }
    }
}

/// Whether this is what a TBX file begins with. Called until it was, so for the first element alone.
fn is_root(start: &BytesStart<'_>) -> Result<bool, Unreadable> {
    match start.local_name().as_ref() {
        "tbx" | "martif" => Ok(true),
        other => Err(Unreadable::NotTbx { root: other.chars().take(40).collect() }),
    }
}

impl Reading {
    fn open(&mut self, start: &BytesStart<'_>) {
        if let Some((_, _, depth)) = &mut self.field {
            *depth += 1;
            return;
        }
        let category = || attribute(start, "type");
        let field = match (start.local_name().as_ref(), &mut self.concept) {
            ("conceptEntry" | "termEntry", concept) => {
                concept.get_or_insert_default();
                None
            }
            ("langSec" | "langSet", _) => {
                self.language = attribute(start, "lang");
                None
            }
            ("termSec" | "tig" | "ntig", Some(concept)) => {
                concept.terms.push(Term { language: self.language.clone(), ..Term::default() });
                self.in_term = true;
                None
            }
            ("term", _) if self.in_term => Some(Field::Term),
            ("termNote", _) if self.in_term && is_status(&category()) => Some(Field::Status),
            ("descrip", Some(_)) if category() == "subjectField" => Some(Field::Subject),
            ("note", Some(_)) if self.language.is_empty() => Some(Field::Note),
            _ => None,
        };
        self.field = field.map(|field| (field, String::new(), 0));
    }

    fn close(&mut self, name: &str) {
        match self.field.take() {
            Some((field, text, 0)) => self.keep(field, text),
            Some((field, text, depth)) => {
                self.field = Some((field, text, depth - 1));
                return;
            }
            None => {}
        }
        match name {
            "termSec" | "tig" | "ntig" => self.in_term = false,
            "langSec" | "langSet" => self.language.clear(),
            "conceptEntry" | "termEntry" => {
                (self.in_term, self.language) = (false, String::new());
                self.concepts.extend(self.concept.take());
            }
            _ => {}
        }
    }

    fn keep(&mut self, field: Field, text: String) {
        let Some(concept) = &mut self.concept else { return };
        match (field, concept.terms.last_mut()) {
            (Field::Term, Some(term)) => term.form = text,
            (Field::Status, Some(term)) => term.status = text,
            (Field::Term | Field::Status, None) => {}
            (Field::Subject, _) => concept.subject = text,
            (Field::Note, _) => concept.notes.push(text),
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((_, so_far, _)) = &mut self.field {
            so_far.push_str(text);
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        let name = reference.xml10_content();
        match (reference.resolve_char_ref(), resolve_predefined_entity(&name)) {
            (Ok(Some(letter)), _) => self.text(letter.encode_utf8(&mut [0; 4])),
            (_, Some(text)) => self.text(text),
            (Ok(None) | Err(_), None) => {
                let name = name.chars().take(40).collect();
                if let Some(concept) = &mut self.concept {
                    concept.unfit.get_or_insert(Unfit::UnknownEntity { name });
                }
            }
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let attributes = start.attributes().flatten();
    let mut named = attributes.filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = named.next().and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok());
    value.map(Cow::into_owned).unwrap_or_default()
}

fn is_status(category: &str) -> bool {
    matches!(category, "administrativeStatus" | "normativeAuthorization")
}

impl Concept {
    fn entry(self, from: &Language, into: &Language, scope: &Scope) -> Result<Entry, Unfit> {
        if let Some(unfit) = self.unfit {
            return Err(unfit);
        }
        let (mut source, old) = forms(&self.terms, from)?;
        let (mut renderings, forbidden) = forms(&self.terms, into)?;
        // Forms that are no longer used in the source language still stand in texts.
        source.extend(old);
        if renderings.is_empty() {
            return Err(Unfit::AllDeprecated { language: into.clone() });
        }
        let entry = Entry {
            from: from.clone(),
            into: into.clone(),
            kind: kind(&self.subject, scope)?,
            source: source.remove(0),
            alternatives: source,
            rendering: renderings.remove(0),
            allowed: renderings,
            forbidden,
            note: self.notes.join("\n"),
        };
        Ok(entry.tidied())
    }
}

/// The terms in a language, the preferred ones first, and those that are deprecated. There is at least one.
fn forms(terms: &[Term], language: &Language) -> Result<(Vec<String>, Vec<String>), Unfit> {
    let mut terms: Vec<&Term> = terms.iter().filter(|term| term.is_in(language)).collect();
    if terms.is_empty() {
        return Err(Unfit::NoTermIn { language: language.clone() });
    }
    terms.sort_by_key(|term| !term.is_preferred());
    let (old, good): (Vec<&Term>, Vec<&Term>) = terms.into_iter().partition(|term| term.is_deprecated());
    let texts = |terms: Vec<&Term>| terms.into_iter().map(|term| term.form.clone()).collect();
    Ok((texts(good), texts(old)))
}

pub(super) fn write<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let mut xml = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n",
        "<tbxHeader><fileDesc><sourceDesc><p>The register of terms of a newsroom</p></sourceDesc></fileDesc></tbxHeader>\n",
        "<text><body>\n"
    )
    .to_owned();
    for entry in entries {
        let id = contract::TermId::of(&entry.from, &entry.into, &entry.source);
        let subject = entry.kind.name();
        let _ =
            writeln!(xml, "<conceptEntry id=\"t-{id}\">\n<descrip type=\"subjectField\">{subject}</descrip>");
        if !entry.note.is_empty() {
            let _ = writeln!(xml, "<note>{}</note>", escaped(&entry.note));
        }
        language(&mut xml, &entry.from, &entry.source, &entry.alternatives, &[]);
        language(&mut xml, &entry.into, &entry.rendering, &entry.allowed, &entry.forbidden);
        xml.push_str("</conceptEntry>\n");
    }
    xml.push_str("</body></text>\n</tbx>\n");
    xml
}

fn language(
    xml: &mut String,
    tag: &Language,
    preferred: &String,
    admitted: &[String],
    deprecated: &[String],
) {
    let _ = writeln!(xml, "<langSec xml:lang=\"{tag}\">");
    let admitted = admitted.iter().map(|form| ("admitted", form));
    for (status, form) in [("preferred", preferred)]
        .into_iter()
        .chain(admitted)
        .chain(deprecated.iter().map(|form| ("deprecated", form)))
    {
        let _ = writeln!(
            xml,
            "<termSec><term>{}</term><termNote type=\"administrativeStatus\">{status}Term-admn-sts</termNote></termSec>",
            escaped(form)
        );
    }
    xml.push_str("</langSec>\n");
}

/// Text as it may stand in XML 1.0; what may not is left out (section 2.2).
fn escaped(text: &str) -> String {
    let legal =
        |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..) && *c != '\u{fffe}';
    let text: String = text.chars().filter(legal).collect();
    // A bare carriage return would be read as a line feed.
    escape(text.as_str()).replace('\r', "&#13;")
}
