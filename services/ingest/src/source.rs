//! The rules of a source: what is agreed about it, and whether it can be read.

use std::collections::VecDeque;

use contract::{
    Kind, Role,
    source::{Command, Event, FeedFault, Refusal, Registration, SetAside},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

/// How many set-aside items are remembered, so that each is recorded once and not at every look at the feed.
const REMEMBERED: usize = 1000;

/// The longest and shortest time between two looks at a feed, in minutes.
const EVERY_MINUTES: std::ops::RangeInclusive<u32> = 1..=24 * 60;

/// An outlet that we take articles from.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Source {
    #[default]
    Absent,
    Registered(Standing),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    pub registration: Registration,
    pub paused: bool,
    /// What is wrong with the feed at present.
    fault: Option<FeedFault>,
    set_aside: VecDeque<SetAside>,
}

impl Decider for Source {
    const KIND: Kind = Kind::Source;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        let role = match command {
            Command::Register(_) | Command::Change(_) | Command::Pause | Command::Resume => {
                Role::Administrator
            }
            Command::Fail { .. } | Command::Succeed | Command::SetAside(_) => Role::Service,
        };
        if context.lacks(role) {
            return Err(Refusal::NeedsRole { role });
        }
        match (self, command) {
            (Self::Absent, Command::Register(registration)) => {
                agreeable(registration)?;
                Ok(Some(Event::Registered(registration.clone())))
            }
            (Self::Absent, _) => Err(Refusal::NotRegistered),
            (Self::Registered(standing), Command::Register(registration)) => {
                if standing.registration == *registration {
                    Ok(None)
                } else {
                    Err(Refusal::AlreadyRegistered)
                }
            }
            (Self::Registered(standing), Command::Change(registration)) => {
                agreeable(registration)?;
                let changed = standing.registration != *registration;
                Ok(changed.then(|| Event::Changed(registration.clone())))
            }
            (Self::Registered(standing), Command::Pause) => {
                Ok((!standing.paused).then_some(Event::Paused {}))
            }
            (Self::Registered(standing), Command::Resume) => Ok(standing.paused.then_some(Event::Resumed {})),
            (Self::Registered(standing), Command::Fail { cause }) => {
                // The bytes may differ every time; the same trouble is one fact.
                let known = standing.fault.as_ref().is_some_and(|fault| fault.what == cause.what);
                Ok((!known).then(|| Event::Failed { cause: cause.clone() }))
            }
            (Self::Registered(standing), Command::Succeed) => {
                Ok(standing.fault.is_some().then_some(Event::Recovered {}))
            }
            (Self::Registered(standing), Command::SetAside(item)) => {
                let known =
                    standing.set_aside.iter().any(|other| other.item == item.item && other.why == item.why);
                Ok((!known).then(|| Event::SetAside(item.clone())))
            }
        }
    }

    fn evolve(self, event: Event) -> Self {
        let standing = match (self, event) {
            (_, Event::Registered(registration)) => {
                Standing { registration, paused: false, fault: None, set_aside: VecDeque::new() }
            }
            (Self::Absent, _) => return Self::Absent,
            // A changed registration deserves a fresh look, also at items that could not be taken.
            (Self::Registered(standing), Event::Changed(registration)) => {
                Standing { registration, set_aside: VecDeque::new(), ..standing }
            }
            (Self::Registered(standing), Event::Paused {}) => Standing { paused: true, ..standing },
            (Self::Registered(standing), Event::Resumed {}) => Standing { paused: false, ..standing },
            (Self::Registered(standing), Event::Failed { cause }) => {
                Standing { fault: Some(cause), ..standing }
            }
            (Self::Registered(standing), Event::Recovered {}) => Standing { fault: None, ..standing },
            (Self::Registered(mut standing), Event::SetAside(item)) => {
                standing.set_aside.push_back(item);
                if standing.set_aside.len() > REMEMBERED {
                    standing.set_aside.pop_front();
                }
                standing
            }
        };
        Self::Registered(standing)
    }
}

fn agreeable(registration: &Registration) -> Result<(), Refusal> {
    if registration.name.trim().is_empty() {
        return Err(Refusal::NoName);
    }
    let on_the_web = |address: &&String| address.starts_with("http://") || address.starts_with("https://");
    if let Some(address) = registration.feed.as_ref().filter(|address| !on_the_web(address)) {
        return Err(Refusal::NotAnAddress { address: address.clone() });
    }
    if !EVERY_MINUTES.contains(&registration.every_minutes) {
        return Err(Refusal::IntervalOutOfBounds { minutes: registration.every_minutes });
    }
    match registration.routes.iter().find(|route| route.language == registration.language) {
        Some(route) => Err(Refusal::RouteIntoOwnLanguage { language: route.language.clone() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{Actor, Brief, Digest, Route};
    use decider::{Scenario, given};

    use super::*;

    fn registration() -> Registration {
        Registration {
            name: "Al-Wadi".to_owned(),
            feed: Some("https://wadi.example/feed".to_owned()),
            language: "ar".parse().unwrap(),
            section: "news".parse().unwrap(),
            rights: "by agreement".to_owned(),
            routes: vec![],
            every_minutes: 15,
        }
    }

    fn ask(events: impl IntoIterator<Item = Event>, command: Command, role: Role) -> Scenario<Source> {
        let actor = Actor { member: "adam".parse().unwrap(), name: "Adam".to_owned(), roles: [role].into() };
        given::<Source>(events).when(command, &actor, DateTime::UNIX_EPOCH)
    }

    fn register(registration: Registration) -> Scenario<Source> {
        ask([], Command::Register(registration), Role::Administrator)
    }

    fn registered() -> Event {
        Event::Registered(registration())
    }

    fn fault(what: &str) -> FeedFault {
        FeedFault { what: what.to_owned(), raw: None }
    }

    fn set_aside(item: &str) -> SetAside {
        SetAside { item: item.to_owned(), why: "no text".to_owned(), raw: Digest::of(b"feed") }
    }

    #[test]
    fn a_source_is_registered_once() {
        register(registration()).then(registered());
        ask([registered()], Command::Register(registration()), Role::Administrator).then_nothing();
        let other = Registration { name: "Al-Wadi 2".to_owned(), ..registration() };
        ask([registered()], Command::Register(other), Role::Administrator)
            .then_refused(Refusal::AlreadyRegistered);
    }

    #[test]
    fn only_administrators_register_and_only_the_service_reports() {
        ask([], Command::Register(registration()), Role::Editor)
            .then_refused(Refusal::NeedsRole { role: Role::Administrator });
        ask([registered()], Command::Succeed, Role::Administrator)
            .then_refused(Refusal::NeedsRole { role: Role::Service });
    }

    #[test]
    fn a_registration_must_make_sense() {
        register(Registration { name: " ".to_owned(), ..registration() }).then_refused(Refusal::NoName);
        let address = "file:///etc/passwd".to_owned();
        register(Registration { feed: Some(address.clone()), ..registration() })
            .then_refused(Refusal::NotAnAddress { address });
        register(Registration { every_minutes: 0, ..registration() })
            .then_refused(Refusal::IntervalOutOfBounds { minutes: 0 });
        let language: contract::Language = "ar".parse().unwrap();
        let routes = vec![Route { language: language.clone(), brief: Brief::default() }];
        register(Registration { routes, ..registration() })
            .then_refused(Refusal::RouteIntoOwnLanguage { language });
    }

    #[test]
    fn nothing_is_done_with_a_source_that_is_not_there() {
        ask([], Command::Pause, Role::Administrator).then_refused(Refusal::NotRegistered);
        ask([], Command::Fail { cause: fault("gone") }, Role::Service).then_refused(Refusal::NotRegistered);
    }

    #[test]
    fn a_source_is_changed_paused_and_resumed() {
        let other = Registration { every_minutes: 30, ..registration() };
        ask([registered()], Command::Change(other.clone()), Role::Administrator).then(Event::Changed(other));
        ask([registered()], Command::Change(registration()), Role::Administrator).then_nothing();
        ask([registered()], Command::Pause, Role::Administrator).then(Event::Paused {});
        ask([registered(), Event::Paused {}], Command::Resume, Role::Administrator).then(Event::Resumed {});
        ask([registered()], Command::Resume, Role::Administrator).then_nothing();
    }

    #[test]
    fn a_run_of_the_same_failure_is_one_fact_until_it_recovers() {
        let failed = Event::Failed { cause: fault("it is HTML") };
        ask([registered()], Command::Fail { cause: fault("it is HTML") }, Role::Service).then(failed.clone());
        ask([registered(), failed.clone()], Command::Fail { cause: fault("it is HTML") }, Role::Service)
            .then_nothing();
        ask([registered(), failed.clone()], Command::Fail { cause: fault("it is empty") }, Role::Service)
            .then(Event::Failed { cause: fault("it is empty") });
        ask([registered(), failed], Command::Succeed, Role::Service).then(Event::Recovered {});
        ask([registered()], Command::Succeed, Role::Service).then_nothing();
    }

    #[test]
    fn an_item_is_set_aside_once() {
        let item = || Command::SetAside(set_aside("guid-1"));
        ask([registered()], item(), Role::Service).then(Event::SetAside(set_aside("guid-1")));
        ask([registered(), Event::SetAside(set_aside("guid-1"))], item(), Role::Service).then_nothing();
    }
}
