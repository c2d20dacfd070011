//! How one reads the desk: its language, digits, days, clock and colours. For oneself; nobody says it for another.

use axum::{
    extract::State as Shared,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono_tz::TZ_VARIANTS;
use contract::member::{Dates, Digits, Look, Preferences};
use runtime::clock;
use serde::Deserialize;

use super::{
    choosing::Choice,
    done::{After, Done, onward},
    form::{Fields, Posted},
    frame::{Frame, Here, page, refused},
    sign_in::local,
};
use crate::{
    api::{members, route::Asked},
    problem::Problem,
    reader::{LANGUAGE_COOKIE, Reader, Speech},
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    signed: Signed,
    Shared(state): Shared<State>,
    Asked(After { done }): Asked<After>,
) -> Response {
    let preferences = members::preferences(&state, &signed);
    let shown = YouPage::new(&signed, &preferences);
    let frame = shown.frame.having(done);
    page(&YouPage { frame, ..shown })
}

pub(super) async fn prefer(
    signed: Signed,
    Shared(state): Shared<State>,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    let wanted = Preferences {
        language: chosen(&fields, "language")?,
        digits: chosen(&fields, "digits")?,
        dates: chosen(&fields, "dates")?,
        zone: chosen(&fields, "zone")?,
        look: chosen(&fields, "look")?,
    };
    let Err(problem) = members::prefer_these(&state, &signed, wanted.clone()).await else {
        return Ok(onward("/you", Done::Preferred));
    };
    let shown = YouPage::new(&signed, &wanted);
    let frame = shown.frame.refusing(&problem);
    Ok(refused(&problem, &YouPage { frame, ..shown }))
}

/// What was chosen in this field; nothing where the first choice, “as usual”, is.
fn chosen<T: for<'de> Deserialize<'de>>(fields: &Fields, name: &str) -> Result<Option<T>, Problem> {
    let Some(value) = fields.get(name).filter(|value| !value.is_empty()) else { return Ok(None) };
    let value = serde_json::from_value(value.into());
    value.map(Some).map_err(|_| Problem::improper_form(name))
}

/// The language of the desk, for somebody who has not signed in.
#[derive(Deserialize)]
pub(super) struct Language {
    language: String,
    #[serde(default)]
    next: String,
}

pub(super) async fn choose_language(Posted(wanted): Posted<Language>) -> Response {
    let Some(speech) = Speech::of(&wanted.language) else { return Redirect::to("/").into_response() };
    let cookie = format!("{LANGUAGE_COOKIE}={}; Path=/; SameSite=Lax; Max-Age=31536000", speech.tag());
    let cookie = HeaderValue::from_str(&cookie).expect("a tag is letters");
    ([(header::SET_COOKIE, cookie)], Redirect::to(local(&wanted.next))).into_response()
}

#[derive(askama::Template)]
#[template(path = "you.html")]
struct YouPage {
    frame: Frame,
    command: String,
    choosing: Vec<Choosing>,
}

/// One thing to choose; the first choice is as usual.
struct Choosing {
    name: &'static str,
    label: String,
    choices: Vec<Choice>,
}

impl YouPage {
    fn new(signed: &Signed, preferences: &Preferences) -> Self {
        let reader = signed.reader;
        let languages = Speech::ALL.map(|speech| (speech.tag().to_owned(), speech.own_name().to_owned()));
        let language = preferences.language.as_ref();
        let language = language.map(|language| (language.to_string(), reader.language(language)));
        let places = TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|zone| is_a_place(zone));
        let zones = places.map(|zone| (zone.to_owned(), place(zone)));
        let zone = preferences.zone.as_ref().map(|zone| (zone.clone(), place(zone)));
        let choosing = |name, id, usual, chosen: Option<String>, choices: Vec<(String, String)>| {
            let chosen = chosen.unwrap_or_default();
            let usual = (String::new(), reader.say(usual));
            let choice = |(value, words): (String, String)| Choice { chosen: chosen == value, value, words };
            let choices = std::iter::once(usual).chain(choices).map(choice).collect();
            Choosing { name, label: reader.say(id), choices }
        };
        let digits = [(Digits::Western, "0 1 2 3"), (Digits::Arabic, "٠ ١ ٢ ٣")];
        let today = |dates| {
            Reader { dates, ..reader }.when(clock::now() - chrono::TimeDelta::days(3), clock::now()).words
        };
        let dates = [Dates::Words, Dates::Numbers].map(|dates| (named(dates), today(dates)));
        let looks = [(Look::Light, "you-light"), (Look::Dark, "you-dark")];
        let looks = looks.map(|(look, id)| (named(look), reader.say(id)));
        let choosing = vec![
            choosing(
                "language",
                "you-language",
                "you-as-browser",
                preferences.language.as_ref().map(ToString::to_string),
                with(languages.into(), language),
            ),
            choosing(
                "digits",
                "you-digits",
                "you-as-language",
                preferences.digits.map(named),
                digits.map(|(digits, words)| (named(digits), words.to_owned())).into(),
            ),
            choosing("dates", "you-dates", "you-as-usual", preferences.dates.map(named), dates.into()),
            choosing("zone", "you-zone", "you-utc", preferences.zone.clone(), with(zones.collect(), zone)),
            choosing("look", "you-look", "you-as-system", preferences.look.map(named), looks.into()),
        ];
        let frame = Frame::new(&reader.say("you-title"), Here::You, signed);
        Self { frame, command: clock::command_id().to_string(), choosing }
    }
}

/// The choices with the one that was made elsewhere, where it is none of these: kept unless another is chosen.
fn with(mut choices: Vec<(String, String)>, made: Option<(String, String)>) -> Vec<(String, String)> {
    choices.extend(made.filter(|made| choices.iter().all(|choice| choice.0 != made.0)));
    choices
}

/// As it is written in the fact.
fn named(choice: impl serde::Serialize) -> String {
    let name = serde_json::to_value(choice).ok();
    name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Zones that are named after places; the rest are other names of these.
fn is_a_place(zone: &str) -> bool {
    let regions = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    regions.iter().any(|region| zone.starts_with(region))
}

/// `Asia, Beirut`.
fn place(zone: &str) -> String {
    zone.replace('/', ", ").replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_elsewhere_can_be_kept() {
        let choice = |value: &str| (value.to_owned(), value.to_uppercase());
        let all = || vec![choice("a"), choice("b")];
        assert_eq!(with(all(), None), all());
        assert_eq!(with(all(), Some(choice("b"))), all());
        assert_eq!(with(all(), Some(choice("c"))), [choice("a"), choice("b"), choice("c")]);
    }
}
