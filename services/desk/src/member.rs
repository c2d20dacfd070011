//! The rules of a member: who belongs to the newsroom, and what they may do.

use std::collections::BTreeSet;

use contract::{
    Kind, Role,
    member::{Command, Event, Membership, Refusal},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Member {
    #[default]
    Absent,
    Joined(Membership),
}

impl Decider for Member {
    const KIND: Kind = Kind::Member;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        if context.lacks(Role::Administrator) {
            return Err(Refusal::NeedsRole { role: Role::Administrator });
        }
        match (self, command) {
            (Self::Absent, Command::Join(membership)) => {
                if membership.name.trim().is_empty() {
                    return Err(Refusal::NoName);
                }
                for_members(&membership.roles)?;
                Ok(Some(Event::Joined(membership.clone())))
            }
            (Self::Joined(as_is), Command::Join(membership)) if as_is == membership => Ok(None),
            (Self::Joined(_), Command::Join(_)) => Err(Refusal::AlreadyJoined),
            (Self::Absent, _) => Err(Refusal::NotAMember),
            (Self::Joined(membership), Command::SetRoles { roles }) => {
                for_members(roles)?;
                Ok((membership.roles != *roles).then(|| Event::RolesSet { roles: roles.clone() }))
            }
            (Self::Joined(membership), Command::SetLanguages { languages }) => {
                let changed = membership.languages != *languages;
                Ok(changed.then(|| Event::LanguagesSet { languages: languages.clone() }))
            }
            (Self::Joined(_), Command::Leave) => Ok(Some(Event::Left {})),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match (self, event) {
            (_, Event::Joined(membership)) => Self::Joined(membership),
            (Self::Joined(membership), Event::RolesSet { roles }) => {
                Self::Joined(Membership { roles, ..membership })
            }
            (Self::Joined(membership), Event::LanguagesSet { languages }) => {
                Self::Joined(Membership { languages, ..membership })
            }
            (_, Event::Left {}) | (Self::Absent, Event::RolesSet { .. } | Event::LanguagesSet { .. }) => {
                Self::Absent
            }
        }
    }
}

fn for_members(roles: &BTreeSet<Role>) -> Result<(), Refusal> {
    if roles.contains(&Role::Service) {
        return Err(Refusal::NotForMembers { role: Role::Service });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::Actor;
    use decider::{Scenario, given};

    use super::*;

    fn ask(events: impl IntoIterator<Item = Event>, command: Command) -> Scenario<Member> {
        let roles = [Role::Administrator].into();
        let adam = Actor { member: "adam".parse().unwrap(), name: "Adam".to_owned(), roles };
        given::<Member>(events).when(command, &adam, DateTime::UNIX_EPOCH)
    }

    fn mariam() -> Membership {
        Membership { name: "Mariam".to_owned(), roles: [Role::Translator].into(), languages: BTreeSet::new() }
    }

    #[test]
    fn a_member_joins_once() {
        ask([], Command::Join(mariam())).then(Event::Joined(mariam()));
        ask([Event::Joined(mariam())], Command::Join(mariam())).then_nothing();
        let other = Membership { name: "Another".to_owned(), ..mariam() };
        ask([Event::Joined(mariam())], Command::Join(other)).then_refused(Refusal::AlreadyJoined);
    }

    #[test]
    fn a_member_has_a_name_and_no_role_of_a_service() {
        let nameless = Membership { name: " ".to_owned(), ..mariam() };
        ask([], Command::Join(nameless)).then_refused(Refusal::NoName);
        let service = Membership { roles: [Role::Service].into(), ..mariam() };
        let refusal = Refusal::NotForMembers { role: Role::Service };
        ask([], Command::Join(service)).then_refused(refusal.clone());
        let roles = Command::SetRoles { roles: [Role::Service].into() };
        ask([Event::Joined(mariam())], roles).then_refused(refusal);
    }

    #[test]
    fn only_administrators_decide_who_belongs() {
        let editor =
            Actor { member: "edith".parse().unwrap(), name: String::new(), roles: [Role::Editor].into() };
        given::<Member>([])
            .when(Command::Join(mariam()), &editor, DateTime::UNIX_EPOCH)
            .then_refused(Refusal::NeedsRole { role: Role::Administrator });
    }

    #[test]
    fn roles_and_languages_are_set_and_a_member_leaves() {
        let roles: BTreeSet<Role> = [Role::Editor].into();
        ask([Event::Joined(mariam())], Command::SetRoles { roles: roles.clone() })
            .then(Event::RolesSet { roles });
        let languages = BTreeSet::from(["en".parse().unwrap()]);
        ask([Event::Joined(mariam())], Command::SetLanguages { languages: languages.clone() })
            .then(Event::LanguagesSet { languages });
        ask([Event::Joined(mariam())], Command::Leave).then(Event::Left {});
        ask([], Command::Leave).then_refused(Refusal::NotAMember);
    }
}
