//! A list of names: a table whose first row names its columns, one row for each spelling of a name.

use std::collections::BTreeSet;

use csv::StringRecord;
use language::people::{Latin, Names};

/// The columns, each by its names.
const NAME: [&str; 2] = ["name", "arabic_key"];
const LATIN: [&str; 1] = ["latin"];
const ROLE: [&str; 1] = ["role"];
const COUNT: [&str; 1] = ["count"];

/// The most rows of one table.
const ROWS_MOST: usize = 500_000;

/// Why a table cannot be read.
#[derive(Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("the table is not UTF-8")]
    NotText,
    #[error(
        "the first row must name the columns `name`, `latin` and `role`, of which the last says given or family; it has no `{missing}`"
    )]
    NoColumn { missing: &'static str },
    #[error("the table has more than {ROWS_MOST} rows; send it in parts")]
    TooMany,
}

/// The names of a table, made ready to be looked for.
#[derive(Debug, Default)]
pub(crate) struct NameList {
    pub(crate) names: Names,
    pub(crate) latin: Latin,
    pub(crate) given: u32,
    pub(crate) family: u32,
    /// How many rows say no name, no spelling, or no role that is known.
    pub(crate) refused: usize,
    /// Why, of the first of them.
    pub(crate) why: Vec<String>,
}

/// One row.
struct Row<'t> {
    name: &'t str,
    latin: &'t str,
    role: Role,
    times: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Given,
    Family,
}

/// Where the columns stand.
struct Columns {
    name: usize,
    latin: usize,
    role: usize,
    count: Option<usize>,
}

impl Columns {
    fn of(heads: &StringRecord) -> Result<Self, Unreadable> {
        let place = |names: &[&str]| {
            heads.iter().position(|head| names.iter().any(|name| head.trim().eq_ignore_ascii_case(name)))
        };
        let wanted = |names: &[&'static str]| place(names).ok_or(Unreadable::NoColumn { missing: names[0] });
        Ok(Self { name: wanted(&NAME)?, latin: wanted(&LATIN)?, role: wanted(&ROLE)?, count: place(&COUNT) })
    }

    fn row<'t>(&self, row: &'t StringRecord) -> Result<Row<'t>, &'static str> {
        let field = |at: usize| row.get(at).map(str::trim).filter(|field| !field.is_empty());
        let times = self.count.and_then(field).and_then(|count| count.parse().ok()).unwrap_or(1);
        let role = match field(self.role) {
            Some("given") => Role::Given,
            Some("family" | "surname") => Role::Family,
            Some(_) | None => return Err("its role is neither given nor family"),
        };
        let name = field(self.name).ok_or("it has no name")?;
        let latin = field(self.latin).ok_or("it has no Latin spelling")?;
        Ok(Row { name, latin, role, times })
    }
}

/// Reads a table, with commas, semicolons or tabs between its columns. Rows that say nothing are counted.
pub(crate) fn read(bytes: &[u8]) -> Result<NameList, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
    let columns = Columns::of(reader.headers().map_err(|_| Unreadable::NotText)?)?;
    let rows: Vec<StringRecord> = reader.records().take(ROWS_MOST + 1).filter_map(Result::ok).collect();
    if rows.len() > ROWS_MOST {
        return Err(Unreadable::TooMany);
    }
    let (mut list, mut taken) = (NameList::default(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        match columns.row(row) {
            Ok(row) => taken.push(row),
            Err(why) => list.refuse(format!("row {}: {why}", at + 1)),
        }
    }
    list.fill(&taken);
    Ok(list)
}

impl NameList {
    fn fill(&mut self, rows: &[Row<'_>]) {
        let of = |role| rows.iter().filter(move |row| row.role == role).map(|row| row.name);
        let count = |names: BTreeSet<&str>| u32::try_from(names.len()).unwrap_or(u32::MAX);
        self.names = Names::new(of(Role::Given), of(Role::Family));
        self.latin = Latin::new(rows.iter().map(|row| (row.name, row.latin, row.times)));
        (self.given, self.family) = (count(of(Role::Given).collect()), count(of(Role::Family).collect()));
    }

    fn refuse(&mut self, why: String) {
        self.refused += 1;
        if self.why.len() < super::TOLD_MOST {
            self.why.push(why);
        }
    }
}

/// What stands between the columns.
fn delimiter(text: &str) -> u8 {
    let heads = text.lines().next().unwrap_or_default();
    [b'\t', b';'].into_iter().find(|mark| heads.as_bytes().contains(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_names_finds_people_and_spells_them() {
        let table = "arabic_key\tlatin\trole\tcount\nسلمى\tSalma\tgiven\t9\nحداد\tHaddad\tfamily\t4\nحداد\tHadad\tfamily\t2\n\
                     سلمى\t\tgiven\t1\nx\ty\tcity\t1\n";
        let list = read(table.as_bytes()).unwrap();
        assert_eq!((list.given, list.family, list.refused), (1, 1, 2), "{:?}", list.why);
        let text = "قالت سلمى حداد إن";
        let place = list.names.candidates(text, &[]).remove(0);
        assert_eq!(list.latin.spelling(&text[place]).as_deref(), Some("Salma Haddad"));
    }

    #[test]
    fn a_table_without_the_columns_is_not_read() {
        assert_eq!(read(b"name,latin\n").unwrap_err(), Unreadable::NoColumn { missing: "role" });
        assert_eq!(read(b"name,latin,role\n\xff").unwrap_err(), Unreadable::NotText);
    }
}
