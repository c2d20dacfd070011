//! How the newsroom is doing, in people's words: each service, what waits for a person, and what to do about it.

use std::{collections::BTreeSet, time::Duration};

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{
    Subject,
    health::{Durability, PartState},
    reaction::Obstacle,
};
use futures_util::future::join_all;
use runtime::clock;

use super::{
    frame::{Frame, Here, page},
    text::Headline,
    times::When,
};
use crate::{
    api::health::{Health, Reader as Part, Replica, SERVICES, Waiting, now as gathered},
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};

/// How long the log may take to say what a waiting event is about, before the page goes without it.
const TOLD_WITHIN: Duration = Duration::from_secs(1);

pub(super) async fn show(Shared(state): Shared<State>, signed: Signed) -> Response {
    let (health, now) = (gathered(&state).await, clock::now());
    let reader = signed.reader;
    let end = state.log.end().await.ok();
    let waiting =
        waiting(&health).into_iter().map(|(part, event)| set_aside(&state, reader, part, event, now));
    let waiting = join_all(waiting).await;
    let services = SERVICES.map(|name| Service::new(name, &health, end, reader, now));
    let board = state.board.read();
    let failing = board.sources.values().filter(|row| row.is_failing());
    let failing: Vec<Failing> = failing
        .map(|row| Failing {
            address: format!("/sources/{}", row.id),
            name: row.registration.name.clone(),
            since: row.failing_since.map(|since| reader.when(since, now)),
        })
        .collect();
    page(&HealthPage {
        frame: Frame::new(&reader.say("health-title"), Here::Health, &signed),
        told: told(&health, !failing.is_empty(), reader),
        at: reader.when(now, now),
        services: services.into(),
        waiting,
        failing,
        durability: durability(&health, reader),
        events: end.map(|end| usize::try_from(end).unwrap_or(usize::MAX)),
        lag: lag(end, health.applied, reader),
    })
}

/// What waits for a person, by the part that has set it aside. Each replica of a service says the same of it.
fn waiting(health: &Health) -> Vec<(&Part, &Waiting)> {
    let parts = health.replicas.iter().flat_map(|replica| &replica.parts);
    let all = parts.flat_map(|part| part.aside.iter().map(move |event| (part, event)));
    let mut told = BTreeSet::new();
    all.filter(|(part, event)| told.insert((part.name.as_str(), event.sequence))).collect()
}

/// The whole in one sentence, and how it looks.
fn told(health: &Health, feeds_fail: bool, reader: Reader) -> (&'static str, String) {
    let waits = health.replicas.iter().flat_map(|replica| &replica.parts).any(|part| part.aside_count > 0);
    let missing = SERVICES.iter().any(|name| !health.services.contains_key(*name));
    let (class, id) = match (health.ok, missing, waits, feeds_fail) {
        (true, _, _, false) => ("good", "health-all-well"),
        (true, _, _, true) => ("open", "health-but-feeds"),
        (false, true, ..) => ("bad", "health-missing"),
        (false, false, true, _) => ("bad", "health-waits"),
        (false, false, false, _) if !health.rebuilt => ("open", "health-reading"),
        (false, false, false, _) => ("open", "health-not-well"),
    };
    (class, reader.say(id))
}

/// What is known of whether acknowledged work is kept; each thing once.
fn durability(health: &Health, reader: Reader) -> Vec<(&'static str, String)> {
    let mut told = Vec::new();
    for replica in &health.replicas {
        let line = match &replica.durability {
            Some(Durability::OnDisk) => ("good", reader.say("health-on-disk")),
            Some(Durability::Weaker { why }) => ("bad", of_a_program(reader, "health-weaker", why)),
            None => ("open", reader.say("health-not-known")),
        };
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}

/// The message about what a program says of itself, in the reader's language where that is known.
fn of_a_program(reader: Reader, id: &str, why: &str) -> String {
    let what = reader.told(why).map_or_else(|| why.into(), Said::own);
    reader.say_with(id, &[("what", what)])
}

/// How far the pages are behind the log, if they are.
fn lag(end: Option<u64>, applied: u64, reader: Reader) -> String {
    match end.map(|end| end.saturating_sub(applied)) {
        None => reader.say("health-log-away"),
        Some(0) => reader.say("health-no-lag"),
        Some(behind) => reader.count("health-lag", usize::try_from(behind).unwrap_or(usize::MAX)),
    }
}

#[derive(askama::Template)]
#[template(path = "health.html")]
struct HealthPage {
    frame: Frame,
    told: (&'static str, String),
    at: When,
    services: Vec<Service>,
    waiting: Vec<SetAside>,
    failing: Vec<Failing>,
    durability: Vec<(&'static str, String)>,
    /// How many events the log has.
    events: Option<usize>,
    lag: String,
}

/// A service, with what each of its processes says.
struct Service {
    name: String,
    does: String,
    /// How many processes answer, and how that looks.
    replicas: (&'static str, String),
    lines: Vec<Line>,
}

/// A reader of the log that has something to say.
struct Line {
    class: &'static str,
    name: String,
    words: String,
}

impl Service {
    fn new(name: &str, health: &Health, end: Option<u64>, reader: Reader, now: DateTime<Utc>) -> Self {
        let replicas: Vec<&Replica> =
            health.replicas.iter().filter(|replica| replica.service == name).collect();
        let class = if replicas.is_empty() { "bad" } else { "good" };
        let parts = replicas.iter().flat_map(|replica| &replica.parts);
        let mut lines: Vec<Line> = Vec::new();
        for part in parts {
            let line = Line::new(part, end, reader, now);
            // What two processes say alike is said once.
            if !lines.iter().any(|known| known.name == line.name && known.words == line.words) {
                lines.push(line);
            }
        }
        if replicas.iter().any(|replica| replica.parts.is_empty()) {
            let words = reader.say("health-says-nothing");
            lines.push(Line { class: "open", name: reader.say("health-a-process"), words });
        }
        Self {
            name: reader.named("health-service", name).unwrap_or_else(|| name.to_owned()),
            does: reader.named("health-does", name).unwrap_or_default(),
            replicas: (class, reader.count("health-processes", replicas.len())),
            lines,
        }
    }
}

impl Line {
    fn new(part: &Part, end: Option<u64>, reader: Reader, now: DateTime<Utc>) -> Self {
        let (class, words) = match &part.state {
            PartState::Reading => ("open", reading(part.applied, end, reader)),
            PartState::Stopped { why, .. } => ("bad", of_a_program(reader, "health-stopped", why)),
            PartState::Current if part.aside_count > 0 => {
                ("bad", reader.count("health-aside", part.aside_count))
            }
            PartState::Current => match part.overdue.first() {
                Some(overdue) => {
                    let since = reader.when(overdue.since, now).words;
                    ("open", reader.say_with("health-overdue", &[("since", Said::own(since))]))
                }
                None => ("good", reader.say("health-current")),
            },
        };
        let name = reader.named("health-part", &part.name).unwrap_or_else(|| part.name.clone());
        Self { class, name, words }
    }
}

/// `still reading: 12 000 of 30 000`.
fn reading(applied: u64, end: Option<u64>, reader: Reader) -> String {
    let number = |number: u64| Said::own(reader.number(usize::try_from(number).unwrap_or(usize::MAX)));
    match end {
        Some(end) => {
            reader.say_with("health-still-reading", &[("applied", number(applied)), ("end", number(end))])
        }
        None => reader.say("health-reads"),
    }
}

/// An event that waits for a person.
struct SetAside {
    service: String,
    why: String,
    /// What to do about it.
    advice: String,
    command: String,
    since: When,
    tries: String,
    /// The article that it is about.
    about: Option<(String, Headline)>,
}

async fn set_aside(
    state: &State,
    reader: Reader,
    part: &Part,
    event: &Waiting,
    now: DateTime<Utc>,
) -> SetAside {
    let (why, advice) = match event.why {
        Obstacle::Unreadable => ("health-why-unreadable", "health-advice-verify"),
        Obstacle::Panicked => ("health-why-panicked", "health-advice-log"),
        Obstacle::TooLarge { .. } => ("health-why-large", "health-advice-give-up"),
        Obstacle::Contended => ("health-why-contended", "health-advice-retry"),
        Obstacle::Missing => ("health-why-missing", "health-advice-verify"),
        Obstacle::Foreign => ("health-why-foreign", "health-advice-verify"),
        Obstacle::Behind { .. } => ("health-why-behind", "health-advice-first"),
        Obstacle::NotKnown => ("health-why-not-known", "health-advice-newer"),
    };
    let command = match event.why {
        Obstacle::Unreadable | Obstacle::Missing | Obstacle::Foreign => "dragoman verify".to_owned(),
        Obstacle::TooLarge { .. } => {
            format!("dragoman reactions give-up {} {}", part.name, event.sequence)
        }
        Obstacle::Panicked | Obstacle::Contended | Obstacle::Behind { .. } | Obstacle::NotKnown => {
            format!("dragoman reactions retry {}", part.name)
        }
    };
    SetAside {
        service: reader.named("health-part", &part.name).unwrap_or_else(|| part.name.clone()),
        why: reader.say(why),
        advice: reader.say(advice),
        command,
        since: reader.when(event.since, now),
        tries: reader.count("health-tries", event.tries as usize),
        about: about(state, reader, event.sequence).await,
    }
}

/// The article that an event is about, if the log says so soon and the board knows it.
async fn about(state: &State, reader: Reader, sequence: u64) -> Option<(String, Headline)> {
    let stored = tokio::time::timeout(TOLD_WITHIN, state.log.get(sequence)).await.ok()?.ok()?;
    let id = stored.subject.parse::<Subject>().ok()?.article_id()?;
    let board = state.board.read();
    let row = &board.articles.get(&id)?.row;
    Some((format!("/articles/{id}"), reader.headline(&row.language, &row.headline)))
}

/// A feed that cannot be read.
struct Failing {
    address: String,
    name: String,
    since: Option<When>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replica(parts: &[(&str, u64)]) -> Replica {
        let part = |(name, sequence): &(&str, u64)| Part {
            name: (*name).to_owned(),
            applied: 9,
            state: PartState::Current,
            aside_count: 1,
            aside: vec![Waiting {
                sequence: *sequence,
                why: Obstacle::Missing,
                since: DateTime::UNIX_EPOCH,
                tries: 1,
            }],
            overdue: Vec::new(),
        };
        Replica {
            service: "publishing".to_owned(),
            id: String::new(),
            durability: None,
            parts: parts.iter().map(part).collect(),
        }
    }

    #[test]
    fn an_event_waits_once_for_each_part_that_has_set_it_aside() {
        let parts = [("publishing", 7), ("publishing-wire", 7)];
        let health = Health {
            ok: false,
            rebuilt: true,
            applied: 9,
            feeds_failing: 0,
            services: [("publishing".to_owned(), 2)].into(),
            replicas: vec![replica(&parts), replica(&parts)],
        };
        let told = waiting(&health);
        assert_eq!(
            told.iter().map(|(part, event)| (part.name.as_str(), event.sequence)).collect::<Vec<_>>(),
            parts
        );
    }
}
