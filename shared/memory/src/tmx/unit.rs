//! A unit as it comes out of its elements, one after the other. A fault of the unit is kept until its end.

use chrono::{DateTime, NaiveDateTime, Utc};
use contract::Language;
use quick_xml::{
    XmlVersion,
    events::{BytesRef, BytesStart},
};

use crate::{
    TEXT_BYTES_MOST,
    tmx::{Reason, Unit},
};

/// A unit that is being read.
#[derive(Debug, Default)]
pub(super) struct Coming {
    unit: Unit,
    why: Option<Reason>,
    /// The elements within the unit that are open.
    open: Vec<Element>,
    language: Option<Language>,
    segments: usize,
    text: String,
}

/// What an element of a unit means for its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    /// `tuv`
    Variant,
    /// `seg`
    Segment,
    /// `hi` and `sub`: what it holds is text.
    Text,
    /// `bpt`, `ept`, `ph`, `it` and `ut`: what it holds is formatting of some other format, but for a `sub` in it.
    Code,
    /// `note`, `prop` and what else stands outside a segment.
    Beside,
}

impl Coming {
    /// A unit that begins with this `tu`.
    pub(super) fn of(tag: &BytesStart<'_>) -> Self {
        let mut coming = Self::default();
        coming.unit.id = coming.attribute(tag, "tuid");
        coming.note_who_and_when(tag);
        coming
    }

    pub(super) fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let name: &str = name.as_ref();
        let element = match (name, self.open.last()) {
            ("tuv", None) => {
                self.start_variant(tag);
                Element::Variant
            }
            ("seg", Some(Element::Variant)) => {
                self.segments += 1;
                Element::Segment
            }
            ("hi" | "sub", Some(Element::Segment | Element::Text | Element::Code)) => Element::Text,
            ("bpt" | "ept" | "ph" | "it" | "ut", Some(Element::Segment | Element::Text)) => Element::Code,
            ("note" | "prop", None | Some(Element::Variant)) => Element::Beside,
            (_, _) => {
                self.refuse(Reason::Misplaced { element: name.chars().take(80).collect() });
                Element::Beside
            }
        };
        self.open.push(element);
    }

    pub(super) fn end(&mut self) {
        if self.open.pop() == Some(Element::Variant) {
            let text = std::mem::take(&mut self.text);
            match self.language.take() {
                Some(_) if self.segments != 1 => self.refuse(Reason::NotOneSegment),
                Some(language) => self.unit.texts.push((language, text)),
                None => {}
            }
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        let Some(Element::Segment | Element::Text) = self.open.last() else { return };
        if self.text.len() + text.len() > TEXT_BYTES_MOST {
            self.refuse(Reason::TooLong);
        } else {
            self.text.push_str(text);
        }
    }

    pub(super) fn reference(&mut self, reference: &BytesRef<'_>) {
        let name = reference.as_ref();
        match reference.resolve_char_ref() {
            Ok(Some(letter)) if is_allowed(letter) => self.text(letter.encode_utf8(&mut [0; 4])),
            Ok(Some(_)) | Err(_) => self.refuse(Reason::BadCharacter),
            Ok(None) => match quick_xml::escape::resolve_xml_entity(name) {
                Some(text) => self.text(text),
                None => self.refuse(Reason::UnknownEntity { name: name.chars().take(80).collect() }),
            },
        }
    }

    /// The unit, at its end.
    pub(super) fn finished(self) -> Result<Unit, (Option<String>, Reason)> {
        let count = self.unit.texts.len();
        match self.why {
            Some(why) => Err((self.unit.id, why)),
            None if count < 2 => Err((self.unit.id, Reason::TooFewTexts { count })),
            None => Ok(self.unit),
        }
    }

    fn start_variant(&mut self, tag: &BytesStart<'_>) {
        self.segments = 0;
        // Before version 1.4 the attribute had no prefix.
        let given = self.attribute(tag, "xml:lang").or_else(|| self.attribute(tag, "lang"));
        self.language = match given.as_ref().map(|given| given.replace('_', "-").parse()) {
            Some(Ok(language)) => Some(language),
            Some(Err(_)) => {
                let given = given.unwrap_or_default().chars().take(80).collect();
                self.refuse(Reason::BadLanguage { given });
                None
            }
            None => {
                self.refuse(Reason::NoLanguage);
                None
            }
        };
        if self.unit.at.is_none() {
            self.note_who_and_when(tag);
        }
    }

    fn note_who_and_when(&mut self, tag: &BytesStart<'_>) {
        let by = self.attribute(tag, "changeid").or_else(|| self.attribute(tag, "creationid"));
        let at = self.attribute(tag, "changedate").or_else(|| self.attribute(tag, "creationdate"));
        self.unit.by = by.or_else(|| self.unit.by.take());
        // A moment in another form is no reason to lose the texts.
        self.unit.at = at.and_then(|at| moment(&at));
    }

    fn attribute(&mut self, tag: &BytesStart<'_>, name: &str) -> Option<String> {
        let read = tag.try_get_attribute(name).map_err(quick_xml::Error::from);
        let value = read.and_then(|found| {
            found
                .map(|it| it.normalized_value(XmlVersion::Explicit1_0).map(std::borrow::Cow::into_owned))
                .transpose()
        });
        value.unwrap_or_else(|_| {
            self.refuse(Reason::BadAttributes);
            None
        })
    }

    /// The first reason stands: others may follow from it.
    fn refuse(&mut self, why: Reason) {
        self.why.get_or_insert(why);
    }
}

/// How TMX writes a moment: `20260401T093000Z`, in UTC.
pub(super) const MOMENT: &str = "%Y%m%dT%H%M%SZ";

fn moment(given: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(given, MOMENT).ok().map(|moment| moment.and_utc())
}

/// Whether XML 1.0 allows the character at all (section 2.2).
pub(super) fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}
