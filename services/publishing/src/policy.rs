//! The rules of a policy: a text that is in force until the next version of it.

use contract::{
    Kind, PolicyId, Role,
    policy::{Event, POLICY_BYTES_MOST, Refusal},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

use crate::notices::{PLACEHOLDERS, unknown_placeholder};

/// A policy's text over its versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Policy {
    #[default]
    Absent,
    InForce {
        text: String,
        version: u32,
    },
}

/// Put this text into force as that policy.
#[derive(Clone, Debug)]
pub struct Enact {
    pub id: PolicyId,
    pub text: String,
}

impl Decider for Policy {
    const KIND: Kind = Kind::Policy;
    type Command = Enact;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Enact, context: &Context) -> Decision<Self> {
        if context.lacks(Role::Administrator) {
            return Err(Refusal::NeedsRole { role: Role::Administrator });
        }
        let text = command.text.trim();
        if text.is_empty() {
            return Err(Refusal::NoText);
        }
        if text.len() > POLICY_BYTES_MOST {
            return Err(Refusal::TextTooLong { bytes: text.len(), most: POLICY_BYTES_MOST });
        }
        if let Some(name) = unknown_placeholder(text) {
            let known = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join(", ");
            return Err(Refusal::UnknownPlaceholder { name, known });
        }
        let version = match self {
            Self::Absent => 1,
            Self::InForce { text: as_is, .. } if as_is == text => return Ok(None),
            Self::InForce { version, .. } => version + 1,
        };
        let PolicyId { kind, language } = command.id.clone();
        Ok(Some(Event::Enacted { kind, language, text: text.to_owned(), version }))
    }

    fn evolve(self, event: Event) -> Self {
        let Event::Enacted { text, version, .. } = event;
        Self::InForce { text, version }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::Actor;
    use decider::{Scenario, given};

    use super::*;

    fn enacted(text: &str, version: u32) -> Event {
        let PolicyId { kind, language } = "disclaimer-en".parse().unwrap();
        Event::Enacted { kind, language, text: text.to_owned(), version }
    }

    fn enact(events: impl IntoIterator<Item = Event>, text: &str, role: Role) -> Scenario<Policy> {
        let actor = Actor { member: "adam".parse().unwrap(), name: "Adam".to_owned(), roles: [role].into() };
        let command = Enact { id: "disclaimer-en".parse().unwrap(), text: text.to_owned() };
        given::<Policy>(events).when(command, &actor, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn versions_count_from_one() {
        enact([], " By {outlet}. ", Role::Administrator).then(enacted("By {outlet}.", 1));
        enact([enacted("old", 1)], "new", Role::Administrator).then(enacted("new", 2));
    }

    #[test]
    fn the_same_text_again_changes_nothing() {
        enact([enacted("same", 1)], "same", Role::Administrator).then_nothing();
    }

    #[test]
    fn only_administrators_enact() {
        let refusal = Refusal::NeedsRole { role: Role::Administrator };
        enact([], "text", Role::Editor).then_refused(refusal);
    }

    #[test]
    fn a_policy_has_a_text_within_its_bound() {
        enact([], " \n", Role::Administrator).then_refused(Refusal::NoText);
        let bytes = POLICY_BYTES_MOST + 1;
        enact([], &"a".repeat(bytes), Role::Administrator)
            .then_refused(Refusal::TextTooLong { bytes, most: POLICY_BYTES_MOST });
    }

    #[test]
    fn what_nothing_fills_in_is_refused() {
        let known = "{outlet}, {source}, {address}, {authors}, {translators}, {editor}".to_owned();
        let refusal = Refusal::UnknownPlaceholder { name: "outlets".to_owned(), known };
        enact([], "By {outlets}.", Role::Administrator).then_refused(refusal);
    }
}
