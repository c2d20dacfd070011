//! The rules of a memory: a file from elsewhere that an editor puts into use, and takes out of use again.

use contract::{
    Credit, Digest, Kind, Role,
    memory::{Command, Event, NAME_BYTES_MOST, PAIRS_MOST, PairCount, REASON_BYTES_MOST, Refusal},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

/// A memory over its life.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Memory {
    #[default]
    Absent,
    InUse {
        digest: Digest,
    },
    Withdrawn,
}

impl Decider for Memory {
    const KIND: Kind = Kind::Memory;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        if context.lacks(Role::Editor) {
            return Err(Refusal::NeedsRole { role: Role::Editor });
        }
        let by = context.actor.credit();
        match command {
            Command::Import { digest, name, pairs } => {
                let name = self.takes(name)?;
                usable(pairs)?;
                Ok(Some(Event::Imported { digest: *digest, name, pairs: pairs.clone(), by }))
            }
            Command::ImportNames { digest, name, given, family } => {
                let name = self.takes(name)?;
                // Family names alone find nobody: a name begins with a given one.
                if *given == 0 {
                    return Err(Refusal::NothingToUse);
                }
                let (given, family) = (*given, *family);
                Ok(Some(Event::NamesImported { digest: *digest, name, given, family, by }))
            }
            Command::Withdraw { reason } => self.withdraw(reason, by),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match event {
            Event::Imported { digest, .. } | Event::NamesImported { digest, .. } => Self::InUse { digest },
            Event::Withdrawn { .. } => Self::Withdrawn,
        }
    }
}

impl Memory {
    /// The name of a file that can be put into use, as it is kept.
    fn takes(&self, name: &str) -> Result<String, Refusal> {
        match self {
            Self::InUse { .. } => return Err(Refusal::AlreadyImported),
            Self::Absent | Self::Withdrawn => {}
        }
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::NoName);
        }
        if name.len() > NAME_BYTES_MOST {
            return Err(Refusal::NameTooLong { bytes: name.len(), most: NAME_BYTES_MOST });
        }
        Ok(name.to_owned())
    }

    fn withdraw(&self, reason: &str, by: Credit) -> Decision<Self> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NoReason);
        }
        if reason.len() > REASON_BYTES_MOST {
            return Err(Refusal::ReasonTooLong { bytes: reason.len(), most: REASON_BYTES_MOST });
        }
        match self {
            Self::Absent => Err(Refusal::NotImported),
            Self::Withdrawn => Ok(None),
            Self::InUse { .. } => Ok(Some(Event::Withdrawn { reason: reason.to_owned(), by })),
        }
    }
}

fn usable(pairs: &[PairCount]) -> Result<(), Refusal> {
    if pairs.iter().all(|pair| pair.units == 0) {
        return Err(Refusal::NothingToUse);
    }
    if pairs.len() > PAIRS_MOST {
        return Err(Refusal::TooManyPairs { count: pairs.len(), most: PAIRS_MOST });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use contract::Actor;
    use decider::{Scenario, given};

    use super::*;

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn member(role: Role) -> Actor {
        Actor { member: "edith".parse().unwrap(), name: "Edith".to_owned(), roles: [role].into() }
    }

    fn editor() -> Actor {
        member(Role::Editor)
    }

    fn translations(pairs: usize, units: u32) -> Vec<PairCount> {
        let pair = PairCount { from: "ar".parse().unwrap(), into: "en".parse().unwrap(), units };
        vec![pair; pairs]
    }

    fn import(name: &str, pairs: Vec<PairCount>) -> Command {
        Command::Import { digest: Digest::of(b"file"), name: name.to_owned(), pairs }
    }

    fn imported() -> Event {
        let (digest, name) = (Digest::of(b"file"), "a.tmx".to_owned());
        Event::Imported { digest, name, pairs: translations(1, 3), by: editor().credit() }
    }

    fn names(given: u32, family: u32) -> Command {
        Command::ImportNames { digest: Digest::of(b"names"), name: "names.csv".to_owned(), given, family }
    }

    fn withdraw(reason: &str) -> Command {
        Command::Withdraw { reason: reason.to_owned() }
    }

    fn withdrawn() -> Event {
        Event::Withdrawn { reason: "old".to_owned(), by: editor().credit() }
    }

    fn none() -> Scenario<Memory> {
        given::<Memory>([])
    }

    #[test]
    fn an_editor_puts_a_file_into_use_and_takes_it_out_and_in_again() {
        none().when(import(" a.tmx ", translations(1, 3)), &editor(), at()).then(imported());
        given::<Memory>([imported()]).when(withdraw(" old "), &editor(), at()).then(withdrawn());
        let out = given::<Memory>([imported(), withdrawn()]);
        out.when(import("a.tmx", translations(1, 3)), &editor(), at()).then(imported());
        given::<Memory>([imported(), withdrawn()]).when(withdraw("old"), &editor(), at()).then_nothing();
    }

    #[test]
    fn a_list_of_names_is_put_into_use_like_a_file_of_translations() {
        let (digest, name) = (Digest::of(b"names"), "names.csv".to_owned());
        let listed = Event::NamesImported { digest, name, given: 2, family: 0, by: editor().credit() };
        let in_use = none().when(names(2, 0), &editor(), at());
        in_use.then(listed).when(names(2, 0), &editor(), at()).then_refused(Refusal::AlreadyImported);
    }

    #[test]
    fn only_editors_decide() {
        let refusal = || Refusal::NeedsRole { role: Role::Editor };
        none().when(import("a", translations(1, 3)), &member(Role::Translator), at()).then_refused(refusal());
        none().when(withdraw("old"), &member(Role::Administrator), at()).then_refused(refusal());
    }

    #[test]
    fn one_file_is_in_use_once() {
        let again = import("b.tmx", translations(1, 3));
        given::<Memory>([imported()]).when(again, &editor(), at()).then_refused(Refusal::AlreadyImported);
        none().when(withdraw("old"), &editor(), at()).then_refused(Refusal::NotImported);
    }

    #[test]
    fn a_file_needs_a_name_and_something_to_use() {
        none().when(import(" ", translations(1, 3)), &editor(), at()).then_refused(Refusal::NoName);
        let long = Refusal::NameTooLong { bytes: 401, most: NAME_BYTES_MOST };
        none().when(import(&"a".repeat(401), translations(1, 3)), &editor(), at()).then_refused(long);
        for pairs in [translations(2, 0), translations(0, 0)] {
            none().when(import("a", pairs), &editor(), at()).then_refused(Refusal::NothingToUse);
        }
        none().when(names(0, 9), &editor(), at()).then_refused(Refusal::NothingToUse);
        let many = Refusal::TooManyPairs { count: 65, most: PAIRS_MOST };
        none().when(import("a", translations(65, 1)), &editor(), at()).then_refused(many);
    }

    #[test]
    fn a_file_is_withdrawn_for_a_reason() {
        given::<Memory>([imported()]).when(withdraw(" "), &editor(), at()).then_refused(Refusal::NoReason);
        let long = Refusal::ReasonTooLong { bytes: 2049, most: REASON_BYTES_MOST };
        given::<Memory>([imported()]).when(withdraw(&"a".repeat(2049)), &editor(), at()).then_refused(long);
    }
}
