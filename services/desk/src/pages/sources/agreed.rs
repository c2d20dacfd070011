//! What is agreed about a source, as a form.

use std::collections::BTreeSet;

use contract::{
    Brief, Language,
    source::{Registration, Route},
};

use super::super::{
    choosing::{Choice, priorities},
    form::{Fields, typed},
    languages::one_of,
    words::{self, priority_named},
};
use crate::{problem::Problem, reader::Reader};

/// How often a feed is looked at where nobody says otherwise.
const EVERY_MINUTES: &str = "15";

/// As it is typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) feed: String,
    pub(super) language: String,
    pub(super) section: String,
    pub(super) rights: String,
    pub(super) every: String,
    pub(super) routes: Vec<TypedRoute>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TypedRoute {
    pub(super) language: String,
    pub(super) priority: String,
    pub(super) note: String,
}

impl Typed {
    /// Nothing yet.
    pub(super) fn empty() -> Self {
        let nothing = String::new;
        Self {
            id: nothing(),
            name: nothing(),
            feed: nothing(),
            language: nothing(),
            section: nothing(),
            rights: nothing(),
            every: EVERY_MINUTES.to_owned(),
            routes: Vec::new(),
        }
    }

    pub(super) fn of(id: &str, agreed: &Registration) -> Self {
        let route = |route: &Route| TypedRoute {
            language: route.language.to_string(),
            priority: words::priority(route.brief.priority).to_owned(),
            note: route.brief.note.clone(),
        };
        Self {
            id: id.to_owned(),
            name: agreed.name.clone(),
            feed: agreed.feed.clone().unwrap_or_default(),
            language: agreed.language.to_string(),
            section: agreed.section.to_string(),
            rights: agreed.rights.clone(),
            every: agreed.every_minutes.to_string(),
            routes: agreed.routes.iter().map(route).collect(),
        }
    }

    pub(super) fn read(fields: &Fields) -> Self {
        let text = |name: &str| typed(fields.get(name).unwrap_or_default().trim());
        let route = |number: usize| {
            let language = fields.get(&format!("route-{number}"))?.to_owned();
            let (priority, note) = (text(&format!("priority-{number}")), text(&format!("note-{number}")));
            Some(TypedRoute { language, priority, note })
        };
        Self {
            id: text("id"),
            name: text("name"),
            feed: text("feed"),
            language: text("language"),
            section: text("section"),
            rights: text("rights"),
            every: text("every"),
            routes: (0..).map_while(route).filter(|route| !route.language.is_empty()).collect(),
        }
    }

    /// What this agrees, where `before` was agreed: the form does not show when the pieces of a route are due.
    pub(super) fn registration(
        &self,
        before: Option<&Registration>,
        reader: Reader,
    ) -> Result<Registration, Problem> {
        let lacking = |id: &str, field: &str| Problem::lacking(&reader.say(id)).about(field);
        let route = |(number, route): (usize, &TypedRoute)| {
            let wants = |_| lacking("sources-wants-route", &route_field(number));
            let language: Language = route.language.parse().map_err(wants)?;
            let known =
                before.and_then(|agreed| agreed.routes.iter().find(|known| known.language == language));
            let deadline = known.and_then(|known| known.brief.deadline);
            let brief =
                Brief { priority: priority_named(&route.priority), deadline, note: route.note.clone() };
            Ok(Route { language, brief })
        };
        Ok(Registration {
            name: self.name.clone(),
            feed: (!self.feed.is_empty()).then(|| self.feed.clone()),
            language: self.language.parse().map_err(|_| lacking("sources-wants-language", "language"))?,
            section: self.section.parse().map_err(|_| lacking("sources-wants-section", "section"))?,
            rights: self.rights.clone(),
            routes: self.routes.iter().enumerate().map(route).collect::<Result<_, Problem>>()?,
            every_minutes: self.every.parse().map_err(|_| lacking("sources-wants-minutes", "every"))?,
        })
    }

    /// The same problem, about the route that it speaks of.
    pub(super) fn about(&self, problem: Problem) -> Problem {
        let is_into_own = problem.full_name() == "source:route_into_own_language";
        let at = self.routes.iter().position(|route| is_into_own && route.language == self.language);
        match at {
            Some(number) => problem.about(&route_field(number)),
            None => problem,
        }
    }
}

/// The id of the field for the language of a route.
fn route_field(number: usize) -> String {
    format!("route-{number}")
}

/// The form with all that can be chosen in it.
pub(super) struct Form {
    pub(super) typed: Typed,
    pub(super) languages: Vec<Choice>,
    /// The routes there are, and one to be filled in.
    pub(super) routes: Vec<RouteRow>,
    pub(super) command: String,
}

pub(super) struct RouteRow {
    pub(super) field: String,
    pub(super) languages: Vec<Choice>,
    pub(super) priorities: Vec<Choice>,
    pub(super) note: String,
}

impl Form {
    pub(super) fn new(typed: Typed, ours: &BTreeSet<Language>, reader: Reader, command: String) -> Self {
        let row = |(number, route): (usize, &TypedRoute)| RouteRow {
            field: route_field(number),
            languages: one_of(reader, ours, &route.language, "sources-no-route"),
            priorities: priorities(Some(priority_named(&route.priority)), reader),
            note: route.note.clone(),
        };
        let another = TypedRoute::default();
        let routes = typed.routes.iter().chain([&another]).enumerate().map(row).collect();
        let languages = one_of(reader, ours, &typed.language, "sources-choose-language");
        Self { typed, languages, routes, command }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{Priority, source::Refusal};

    use super::*;
    use crate::reader::tests::in_english;

    fn agreed() -> Registration {
        let brief = Brief {
            priority: Priority::Urgent,
            deadline: Some(DateTime::UNIX_EPOCH),
            note: "short".to_owned(),
        };
        Registration {
            name: "Al-Wadi".to_owned(),
            feed: Some("https://wadi.example/feed".to_owned()),
            language: "ar".parse().unwrap(),
            section: "world".parse().unwrap(),
            rights: "by agreement".to_owned(),
            routes: vec![Route { language: "en".parse().unwrap(), brief }],
            every_minutes: 15,
        }
    }

    #[test]
    fn what_is_agreed_is_typed_as_it_is_shown() {
        let typed = Typed::of("wadi", &agreed());
        assert_eq!(typed.registration(Some(&agreed()), in_english()).unwrap(), agreed());
    }

    #[test]
    fn a_route_into_the_own_language_is_found_in_its_field() {
        let typed = Typed::of("wadi", &agreed());
        let own = TypedRoute { language: typed.language.clone(), ..TypedRoute::default() };
        let typed = Typed { routes: vec![TypedRoute::default(), own], ..typed };
        let refusal = Refusal::RouteIntoOwnLanguage { language: "ar".parse().unwrap() };
        assert_eq!(typed.about(refusal.into()).field.as_deref(), Some("route-1"));
        assert_eq!(typed.about(Refusal::NoName.into()).field, None);
    }

    #[test]
    fn a_form_gives_what_is_agreed() {
        let fields = Fields::read(
            b"id=wadi&name=+Al-Wadi+&feed=https%3A%2F%2Fwadi.example%2Ffeed&language=ar&section=world&rights=by+agreement\
              &every=15&route-0=en&priority-0=urgent&note-0=short&route-1=&priority-1=normal&note-1=",
        );
        let typed = Typed::read(&fields);
        assert_eq!(typed, Typed::of("wadi", &agreed()));
        let without = Typed { language: String::new(), ..typed.clone() };
        assert!(without.registration(None, in_english()).is_err());
        let spaced = Typed { section: "World news".to_owned(), ..typed };
        assert!(spaced.registration(None, in_english()).unwrap_err().detail.contains("small Latin letters"));
    }
}
