//! The register of terms as files: TBX-Basic and CSV, read entry by entry and written.

mod table;
mod tbx;
#[cfg(test)]
mod tests;
pub(crate) mod xliff;

use contract::{Language, TermKind, term::Entry};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The most bytes of one file.
pub(crate) const FILE_BYTES_MOST: usize = 16 * 1024 * 1024;

/// The most entries of one file: each is a command of its own, and whoever sends the file waits for all of them.
pub(crate) const ENTRIES_MOST: usize = 20_000;

/// As what the register is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table with a row for each term.
    #[default]
    Csv,
    /// TBX-Basic (ISO 30042:2019), in the style with categories as attributes.
    Tbx,
}

impl Format {
    /// Whatever begins like XML is TBX.
    fn of(text: &str) -> Self {
        if text.trim_start().starts_with('<') { Self::Tbx } else { Self::Csv }
    }

    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Tbx => "application/x-tbx+xml; charset=utf-8",
        }
    }

    /// That it is a file to be kept, and its name (RFC 6266).
    pub(crate) const fn disposition(self) -> &'static str {
        match self {
            Self::Csv => "attachment; filename=\"terms.csv\"",
            Self::Tbx => "attachment; filename=\"terms.tbx\"",
        }
    }
}

/// What a file is not asked to say of each entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scope {
    pub(crate) from: Option<Language>,
    pub(crate) into: Option<Language>,
    pub(crate) kind: Option<TermKind>,
}

/// An entry of a file, counted from 1.
#[derive(Debug, PartialEq)]
pub(crate) struct Given {
    pub(crate) number: usize,
    pub(crate) entry: Result<Entry, Unfit>,
    /// Of what the file says nothing.
    pub(crate) unsaid: Vec<Part>,
}

/// What a file may leave unsaid of a term, as a table without a column for it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Alternatives,
    Allowed,
    Forbidden,
    Note,
}

impl Part {
    pub(crate) const ALL: [Self; 4] = [Self::Alternatives, Self::Allowed, Self::Forbidden, Self::Note];

    const fn column(self) -> &'static str {
        match self {
            Self::Alternatives => "alternatives",
            Self::Allowed => "allowed",
            Self::Forbidden => "forbidden",
            Self::Note => "note",
        }
    }
}

/// An entry as it is to stand where the register has the term already: of what is unsaid, that stays as it is.
pub(crate) fn over(there: &Entry, given: Entry, unsaid: &[Part]) -> Entry {
    let mut entry = given;
    for part in unsaid {
        match part {
            Part::Alternatives => entry.alternatives.clone_from(&there.alternatives),
            Part::Allowed => entry.allowed.clone_from(&there.allowed),
            Part::Forbidden => entry.forbidden.clone_from(&there.forbidden),
            Part::Note => entry.note.clone_from(&there.note),
        }
    }
    entry.tidied()
}

/// The columns in which two entries of one term differ.
pub(crate) fn differing(before: &Entry, after: &Entry) -> Vec<&'static str> {
    let columns = [
        ("kind", before.kind == after.kind),
        ("source", before.source == after.source),
        ("alternatives", before.alternatives == after.alternatives),
        ("rendering", before.rendering == after.rendering),
        ("allowed", before.allowed == after.allowed),
        ("forbidden", before.forbidden == after.forbidden),
        ("note", before.note == after.note),
    ];
    columns.into_iter().filter(|(_, is_same)| !is_same).map(|(column, _)| column).collect()
}

/// Why an entry cannot be taken; the others can.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unfit {
    #[error("it does not say from which language it leads; say so with `from`")]
    NoFrom,
    #[error("it does not say into which language it leads; say so with `into`")]
    NoInto,
    #[error("`{given}` is no language tag")]
    NoLanguage { given: String },
    #[error(
        "`{given}` is no kind of term (person, place, organisation, title, expression, loaded); say so with `kind`"
    )]
    NoKind { given: String },
    #[error("it has no term in {language}")]
    NoTermIn { language: Language },
    #[error("all its terms in {language} are deprecated")]
    AllDeprecated { language: Language },
    #[error("`&{name};` stands for nothing: entities that a file defines are not taken")]
    UnknownEntity { name: String },
    #[error("the row cannot be read: {why}")]
    Row { why: String },
    #[error("the same term stands before it in the file")]
    Twice,
}

/// Why a file cannot be read at all; nothing of it was taken.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("the file is not UTF-8")]
    NotText,
    #[error("the file is XML, but no TBX: it begins with <{root}>")]
    NotTbx { root: String },
    #[error("the XML is broken at byte {at}: {why}")]
    Broken { at: u64, why: String },
    #[error("the first row must name the columns `source` and `rendering`; it has no `{missing}`")]
    NoColumn { missing: &'static str },
    #[error("the file has more than {most} entries; send it in parts")]
    TooMany { most: usize },
    #[error("of TBX it must be said from which language and into which: `from` and `into`")]
    NoLanguages,
}

/// The entries of a file. Of a term that stands in it several times, the first counts.
pub(crate) fn read(bytes: &[u8], scope: &Scope) -> Result<Vec<Given>, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    let entries = match Format::of(text) {
        Format::Csv => table::read(text, scope)?,
        // What a TBX file does not say of a term, the term does not have.
        Format::Tbx => tbx::read(text, scope)?.into_iter().map(|entry| (entry, Vec::new())).collect(),
    };
    if entries.len() > ENTRIES_MOST {
        return Err(Unreadable::TooMany { most: ENTRIES_MOST });
    }
    let mut seen = std::collections::HashSet::new();
    let mut once = |entry: Entry| {
        let id = contract::TermId::of(&entry.from, &entry.into, &entry.source);
        if seen.insert(id) { Ok(entry) } else { Err(Unfit::Twice) }
    };
    let numbered = entries.into_iter().enumerate();
    let given = |(at, (entry, unsaid)): (usize, table::Row)| Given {
        number: at + 1,
        entry: entry.and_then(&mut once),
        unsaid,
    };
    Ok(numbered.map(given).collect())
}

/// A file with these entries.
pub(crate) fn write<'e>(format: Format, entries: impl Iterator<Item = &'e Entry>) -> String {
    match format {
        Format::Csv => table::write(entries),
        Format::Tbx => tbx::write(entries),
    }
}

fn kind(given: &str, scope: &Scope) -> Result<TermKind, Unfit> {
    let named = TermKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(given.trim()));
    named.or(scope.kind).ok_or_else(|| Unfit::NoKind { given: given.chars().take(40).collect() })
}
