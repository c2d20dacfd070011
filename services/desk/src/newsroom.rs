//! The rules of the newsroom itself: what holds for all of its work, decided by administrators.

use std::collections::BTreeMap;

use contract::{
    Kind, Language, Role, Style,
    newsroom::{Command, Event, Refusal, STYLE_BYTES_MOST, Settings},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

/// What holds now.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Newsroom {
    settings: Settings,
    styles: BTreeMap<Language, Style>,
}

impl Decider for Newsroom {
    const KIND: Kind = Kind::Newsroom;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        if context.lacks(Role::Administrator) {
            return Err(Refusal::NeedsRole { role: Role::Administrator });
        }
        match command {
            Command::Adjust(wanted) => match wanted.refusal() {
                Some(refusal) => Err(refusal),
                None => Ok((*wanted != self.settings).then(|| Event::Adjusted(wanted.clone()))),
            },
            Command::SetStyle { language, style } => match style_refusal(style) {
                Some(refusal) => Err(refusal),
                None => Ok((self.styles.get(language) != Some(style))
                    .then(|| Event::StyleSet { language: language.clone(), style: style.clone() })),
            },
        }
    }

    fn evolve(self, event: Event) -> Self {
        match event {
            Event::Adjusted(settings) => Self { settings, ..self },
            Event::StyleSet { language, style } => {
                let mut styles = self.styles;
                styles.insert(language, style);
                Self { styles, ..self }
            }
        }
    }
}

/// Why a style cannot hold, if it cannot.
fn style_refusal(style: &Style) -> Option<Refusal> {
    let bytes = serde_json::to_vec(style).expect("a style is strings, numbers and lists").len();
    if bytes > STYLE_BYTES_MOST {
        return Some(Refusal::StyleTooLong { bytes, most: STYLE_BYTES_MOST });
    }
    let loaded = style.loaded.iter().map(|loaded| &loaded.expression);
    let mut expressions = loaded.chain(style.forbidden.iter().map(|forbidden| &forbidden.expression));
    expressions
        .any(|expression| !expression.chars().any(char::is_alphanumeric))
        .then_some(Refusal::NoExpression)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{Actor, newsroom::WARNING_MINUTES_MOST};
    use decider::{Scenario, given};

    use super::*;

    fn ask(events: impl IntoIterator<Item = Event>, wanted: Settings) -> Scenario<Newsroom> {
        let roles = [Role::Administrator].into();
        let adam = Actor { member: "adam".parse().unwrap(), name: "Adam".to_owned(), roles };
        given::<Newsroom>(events).when(Command::Adjust(wanted), &adam, DateTime::UNIX_EPOCH)
    }

    fn few() -> Settings {
        Settings { claims_most: Some(3), ..Settings::default() }
    }

    #[test]
    fn settings_are_adjusted_once() {
        ask([], few()).then(Event::Adjusted(few()));
        ask([Event::Adjusted(few())], few()).then_nothing();
        ask([Event::Adjusted(few())], Settings::default()).then(Event::Adjusted(Settings::default()));
    }

    #[test]
    fn a_new_newsroom_has_settings_already() {
        ask([], Settings::default()).then_nothing();
        assert_eq!(Settings::default().refusal(), None);
    }

    #[test]
    fn settings_have_bounds() {
        for minutes in [0, 1441] {
            let wanted = Settings { lease_minutes: minutes, ..few() };
            ask([], wanted).then_refused(Refusal::LeaseOutOfBounds { minutes });
        }
        let minutes = WARNING_MINUTES_MOST + 1;
        let late = Settings { warning_minutes: minutes, ..few() };
        ask([], late).then_refused(Refusal::WarningOutOfBounds { minutes });
        ask([], Settings { claims_most: Some(0), ..few() }).then_refused(Refusal::NoClaims);
    }

    #[test]
    fn only_administrators_decide_for_all() {
        let roles = [Role::Editor].into();
        let edith = Actor { member: "edith".parse().unwrap(), name: String::new(), roles };
        given::<Newsroom>([])
            .when(Command::Adjust(few()), &edith, DateTime::UNIX_EPOCH)
            .then_refused(Refusal::NeedsRole { role: Role::Administrator });
    }
}
