//! Terms as CSV (RFC 4180): the first row names the columns, in any order. Several forms in one field have `|` between
//! them; `\|` is the character itself.

use contract::{Language, term::Entry};
use csv::StringRecord;

use super::{Part, Scope, Unfit, Unreadable, kind};

const COLUMNS: [&str; 9] =
    ["from", "into", "kind", "source", "alternatives", "rendering", "allowed", "forbidden", "note"];

/// An entry, and of what its row says nothing.
pub(super) type Row = (Result<Entry, Unfit>, Vec<Part>);

/// Where each column stands, if it does.
struct Columns {
    places: [Option<usize>; COLUMNS.len()],
}

impl Columns {
    fn of(names: &StringRecord) -> Result<Self, Unreadable> {
        let place = |column: &str| names.iter().position(|name| name.trim().eq_ignore_ascii_case(column));
        match ["source", "rendering"].into_iter().find(|column| place(column).is_none()) {
            Some(missing) => Err(Unreadable::NoColumn { missing }),
            None => Ok(Self { places: COLUMNS.map(place) }),
        }
    }

    fn field<'r>(&self, row: &'r StringRecord, column: &str) -> &'r str {
        self.found(row, column).unwrap_or_default()
    }

    fn found<'r>(&self, row: &'r StringRecord, column: &str) -> Option<&'r str> {
        let place = COLUMNS.iter().position(|name| *name == column).and_then(|at| self.places[at]);
        place.and_then(|place| row.get(place))
    }

    /// An empty field says that there is nothing; only a field that is not there says nothing.
    fn unsaid(&self, row: &StringRecord) -> Vec<Part> {
        Part::ALL.into_iter().filter(|part| self.found(row, part.column()).is_none()).collect()
    }

    fn entry(&self, row: &StringRecord, scope: &Scope) -> Result<Entry, Unfit> {
        let forms = |column| parted(self.field(row, column));
        let entry = Entry {
            from: language(self.field(row, "from"), scope.from.as_ref())?.ok_or(Unfit::NoFrom)?,
            into: language(self.field(row, "into"), scope.into.as_ref())?.ok_or(Unfit::NoInto)?,
            kind: kind(self.field(row, "kind"), scope)?,
            source: self.field(row, "source").to_owned(),
            alternatives: forms("alternatives"),
            rendering: self.field(row, "rendering").to_owned(),
            allowed: forms("allowed"),
            forbidden: forms("forbidden"),
            note: self.field(row, "note").to_owned(),
        };
        Ok(entry.tidied())
    }
}

fn language(given: &str, scope: Option<&Language>) -> Result<Option<Language>, Unfit> {
    match given.trim() {
        "" => Ok(scope.cloned()),
        tag => tag.parse().map(Some).map_err(|_| Unfit::NoLanguage { given: tag.chars().take(40).collect() }),
    }
}

pub(super) fn read(text: &str, scope: &Scope) -> Result<Vec<Row>, Unreadable> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let columns = match reader.headers() {
        Ok(names) => Columns::of(names)?,
        Err(_) => return Err(Unreadable::NotText),
    };
    let row = |row: csv::Result<StringRecord>| match row {
        Ok(row) => (columns.entry(&row, scope), columns.unsaid(&row)),
        Err(error) => (Err(Unfit::Row { why: error.to_string() }), Vec::new()),
    };
    Ok(reader.records().take(super::ENTRIES_MOST + 1).map(row).collect())
}

/// Spreadsheets write semicolons or tabs where the comma stands in numbers.
fn delimiter(text: &str) -> u8 {
    let names = text.lines().next().unwrap_or_default();
    [b',', b';', b'\t']
        .into_iter()
        .find(|delimiter| names.bytes().any(|byte| byte == *delimiter))
        .unwrap_or(b',')
}

pub(super) fn write<'e>(entries: impl Iterator<Item = &'e Entry>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = COLUMNS.map(str::to_owned);
    for row in std::iter::once(header).chain(entries.map(row)) {
        writer.write_record(row).expect("memory takes every row, and all rows are as long");
    }
    let bytes = writer.into_inner().expect("memory takes every row");
    String::from_utf8(bytes).expect("it was written from text")
}

fn row(entry: &Entry) -> [String; COLUMNS.len()] {
    [
        entry.from.to_string(),
        entry.into.to_string(),
        entry.kind.name().to_owned(),
        entry.source.clone(),
        joined(&entry.alternatives),
        entry.rendering.clone(),
        joined(&entry.allowed),
        joined(&entry.forbidden),
        entry.note.clone(),
    ]
}

fn joined(forms: &[String]) -> String {
    let escaped = |form: &String| form.replace('\\', "\\\\").replace('|', "\\|");
    forms.iter().map(escaped).collect::<Vec<_>>().join(" | ")
}

fn parted(field: &str) -> Vec<String> {
    let mut forms = vec![String::new()];
    let mut letters = field.chars();
    while let Some(letter) = letters.next() {
        let form = forms.last_mut().expect("there is always one");
        match letter {
            '\\' => form.push(letters.next().unwrap_or('\\')),
            '|' => forms.push(String::new()),
            other => form.push(other),
        }
    }
    forms
}
