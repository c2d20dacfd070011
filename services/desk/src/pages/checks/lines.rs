//! Expressions as lines of a field, what belongs to one behind bars: `martyr | attribution | say “killed”`.

use contract::{Excuse, Forbidden, Loaded};

use crate::problem::{Kind, Problem};

const EXCUSES: [(&str, Excuse); 3] = [
    ("quotation", Excuse::Quotation),
    ("attribution", Excuse::Attribution),
    ("either", Excuse::QuotationOrAttribution),
];

pub(super) fn loaded(all: &[Loaded]) -> String {
    let line = |loaded: &Loaded| {
        let excuse = EXCUSES.iter().find(|(_, excuse)| *excuse == loaded.excused_by);
        joined([&loaded.expression, excuse.map_or("either", |(name, _)| name), &loaded.note])
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn forbidden(all: &[Forbidden]) -> String {
    let line = |forbidden: &Forbidden| joined([&forbidden.expression, &forbidden.instead, ""]);
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

pub(super) fn read_loaded(text: &str) -> Result<Vec<Loaded>, Problem> {
    let read = |[expression, excuse, note]: [String; 3]| {
        let given = if excuse.is_empty() { "either" } else { &excuse };
        let excused_by = EXCUSES.iter().find(|(name, _)| *name == given).map(|(_, excuse)| *excuse);
        let excused_by = excused_by.ok_or_else(|| {
            Problem::lacks(
                Kind::NoSuchExcuse,
                &format!("what excuses “{expression}” is quotation, attribution or either, not “{excuse}”"),
            )
        })?;
        Ok(Loaded { expression, excused_by, note })
    };
    lines(text).map(read).collect()
}

pub(super) fn read_forbidden(text: &str) -> Vec<Forbidden> {
    lines(text).map(|[expression, instead, _]| Forbidden { expression, instead }).collect()
}

fn joined(parts: [&str; 3]) -> String {
    parts.join(" | ").trim_end_matches([' ', '|']).to_owned()
}

/// The lines that hold something, each in its parts.
fn lines(text: &str) -> impl Iterator<Item = [String; 3]> {
    let parts = |line: &str| {
        let mut parts = line.splitn(3, '|').map(|part| part.trim().to_owned());
        std::array::from_fn(|_| parts.next().unwrap_or_default())
    };
    text.lines().filter(|line| !line.trim().is_empty()).map(parts)
}
