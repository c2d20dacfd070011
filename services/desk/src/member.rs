//! The rules of a member: who belongs to the newsroom, and what they may do.

use std::collections::BTreeSet;

use contract::{
    Kind, Role,
    member::{Command, Event, Membership, Preferences, Refusal, ZONE_BYTES_MOST},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Member {
    #[default]
    Absent,
    Joined {
        membership: Membership,
        preferences: Preferences,
    },
}

impl Decider for Member {
    const KIND: Kind = Kind::Member;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        if let Command::Prefer(preferences) = command {
            return self.prefer(preferences);
        }
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
            (Self::Joined { membership: as_is, .. }, Command::Join(membership)) if as_is == membership => {
                Ok(None)
            }
            (Self::Joined { .. }, Command::Join(_)) => Err(Refusal::AlreadyJoined),
            (Self::Absent, _) => Err(Refusal::NotAMember),
            (Self::Joined { membership, .. }, Command::SetRoles { roles }) => {
                for_members(roles)?;
                Ok((membership.roles != *roles).then(|| Event::RolesSet { roles: roles.clone() }))
            }
            (Self::Joined { membership, .. }, Command::SetLanguages { languages }) => {
                let changed = membership.languages != *languages;
                Ok(changed.then(|| Event::LanguagesSet { languages: languages.clone() }))
            }
            (Self::Joined { .. }, Command::Prefer(preferences)) => self.prefer(preferences),
            (Self::Joined { .. }, Command::Leave) => Ok(Some(Event::Left {})),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match (self, event) {
            (_, Event::Joined(membership)) => {
                Self::Joined { membership, preferences: Preferences::default() }
            }
            (Self::Joined { membership, preferences }, Event::RolesSet { roles }) => {
                Self::Joined { membership: Membership { roles, ..membership }, preferences }
            }
            (Self::Joined { membership, preferences }, Event::LanguagesSet { languages }) => {
                Self::Joined { membership: Membership { languages, ..membership }, preferences }
            }
            (Self::Joined { membership, .. }, Event::Preferred(preferences)) => {
                Self::Joined { membership, preferences }
            }
            (_, Event::Left {})
            | (Self::Absent, Event::RolesSet { .. } | Event::LanguagesSet { .. } | Event::Preferred(_)) => {
                Self::Absent
            }
        }
    }
}

impl Member {
    /// Asked for by the member alone: the desk takes it from nobody else.
    fn prefer(&self, wanted: &Preferences) -> Decision<Self> {
        match (self, &wanted.zone) {
            (Self::Absent, _) => Err(Refusal::NotAMember),
            (Self::Joined { .. }, Some(zone)) if !is_zone(zone) => Err(Refusal::NoSuchZone),
            (Self::Joined { preferences, .. }, _) => {
                Ok((preferences != wanted).then(|| Event::Preferred(wanted.clone())))
            }
        }
    }
}

/// Whether this can be a name of the IANA database. Which names there are is asked where they are read.
fn is_zone(name: &str) -> bool {
    (1..=ZONE_BYTES_MOST).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte))
}

fn for_members(roles: &BTreeSet<Role>) -> Result<(), Refusal> {
    if roles.is_empty() {
        return Err(Refusal::NoRole);
    }
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

    #[test]
    fn everybody_says_how_they_read() {
        let wanted = Preferences { zone: Some("Asia/Beirut".to_owned()), ..Preferences::default() };
        let said = Command::Prefer(wanted.clone());
        let of_mariam = |events, command| {
            let mariam =
                Actor { member: "mariam".parse().unwrap(), name: "Mariam".to_owned(), roles: [].into() };
            given::<Member>(events).when(command, &mariam, DateTime::UNIX_EPOCH)
        };
        let joined = || Event::Joined(mariam());
        of_mariam(vec![joined()], said.clone()).then(Event::Preferred(wanted.clone()));
        of_mariam(vec![joined(), Event::Preferred(wanted.clone())], said.clone()).then_nothing();
        of_mariam(vec![], said).then_refused(Refusal::NotAMember);
        let nowhere = Preferences { zone: Some("../etc".to_owned()), ..Preferences::default() };
        of_mariam(vec![joined()], Command::Prefer(nowhere)).then_refused(Refusal::NoSuchZone);
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
    fn a_member_without_a_role_is_not_taken_in_and_none_becomes_one() {
        let idle = Membership { roles: BTreeSet::new(), ..mariam() };
        ask([], Command::Join(idle.clone())).then_refused(Refusal::NoRole);
        let none = Command::SetRoles { roles: BTreeSet::new() };
        ask([Event::Joined(mariam())], none).then_refused(Refusal::NoRole);
        let roles: BTreeSet<Role> = [Role::Editor].into();
        ask([Event::Joined(idle)], Command::SetRoles { roles: roles.clone() })
            .then(Event::RolesSet { roles });
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
