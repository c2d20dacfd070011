//! A member as it is typed.

use std::collections::BTreeSet;

use contract::{Language, Role, member::Membership};

use super::super::{
    choosing::Choice,
    form::{Fields, typed},
    languages::any_of,
};
use crate::{board::MemberRow, reader::Reader};

/// The roles that people can have.
const ROLES: [(Role, &str); 4] = [
    (Role::Translator, "translator"),
    (Role::Editor, "editor"),
    (Role::Head, "head"),
    (Role::Administrator, "administrator"),
];

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) roles: BTreeSet<Role>,
    pub(super) languages: BTreeSet<Language>,
}

impl Typed {
    pub(super) fn of(row: &MemberRow) -> Self {
        let Membership { name, roles, languages } = row.membership.clone();
        Self { id: row.id.to_string(), name, roles, languages }
    }

    pub(super) fn read(fields: &Fields) -> Self {
        let text = |name: &str| typed(fields.get(name).unwrap_or_default().trim());
        let all = |wanted: &'static str| {
            fields.0.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let role = |name: &str| ROLES.iter().find(|(_, known)| *known == name).map(|(role, _)| *role);
        Self {
            id: text("id"),
            name: text("name"),
            roles: all("role").filter_map(role).collect(),
            languages: all("language").filter_map(|tag| tag.parse().ok()).collect(),
        }
    }

    pub(super) fn membership(&self) -> Membership {
        Membership { name: self.name.clone(), roles: self.roles.clone(), languages: self.languages.clone() }
    }
}

/// The form with all that can be chosen in it.
pub(super) struct Form {
    pub(super) typed: Typed,
    /// Each role with what it allows.
    pub(super) roles: Vec<(Choice, String)>,
    pub(super) languages: Vec<Choice>,
    pub(super) others: Vec<Choice>,
    pub(super) command: String,
}

impl Form {
    pub(super) fn new(typed: Typed, ours: &BTreeSet<Language>, reader: Reader, command: String) -> Self {
        let role = |(role, name): (Role, &str)| {
            let words = reader.role(role);
            let choice = Choice { value: name.to_owned(), words, chosen: typed.roles.contains(&role) };
            (choice, reader.named("people-may", name).unwrap_or_default())
        };
        let roles = ROLES.map(role).into();
        let (languages, others) = any_of(reader, ours, &typed.languages);
        Self { typed, roles, languages, others, command }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_a_member() {
        let fields =
            Fields::read(b"id=mona&name=+Mona+&role=translator&role=head&language=ar&language=en&role=x");
        let typed = Typed::read(&fields);
        assert_eq!((typed.id.as_str(), typed.name.as_str()), ("mona", "Mona"));
        assert_eq!(typed.roles, [Role::Translator, Role::Head].into());
        assert_eq!(typed.languages, ["ar", "en"].map(|tag| tag.parse().unwrap()).into());
    }
}
