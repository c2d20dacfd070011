//! Policies: the texts that stand under what is published, in each language, and which of them are missing.

mod sample;

use std::collections::BTreeMap;

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{Language, PolicyId, PolicyKind, Role, Subject};
use runtime::clock;
use serde::Deserialize;

use super::{
    choosing::Choice,
    done::{Done, onward},
    form::{Fields, Seen, typed},
    frame::{Frame, Here, page, refused},
    languages::{one_of, translated_into},
    may::why_not,
    text::Tongue,
    times::When,
};
use crate::{
    api::{
        policies::put_into_force,
        route::{Asked, At},
    },
    board::{Board, PolicyRow},
    problem::Problem,
    reader::{Reader, Said},
    signed::Signed,
    state::State,
};
use sample::Sample;

/// Without these nothing can be published in a language.
const REQUIRED: [PolicyKind; 3] = [PolicyKind::Outlet, PolicyKind::Attribution, PolicyKind::Disclaimer];

#[derive(Deserialize)]
pub(super) struct Asking {
    done: Option<Done>,
    /// A language that is to be published in.
    language: Option<String>,
}

/// The policies that are missing for the languages that are translated into, all of them at once.
pub(super) fn missing(board: &Board) -> BTreeMap<Language, Vec<PolicyKind>> {
    let missing = translated_into(board).into_iter().map(|language| {
        let kinds = missing_in(board, &language);
        (language, kinds)
    });
    missing.filter(|(_, kinds)| !kinds.is_empty()).collect()
}

/// The policies that are missing for a language.
pub(super) fn missing_in(board: &Board, language: &Language) -> Vec<PolicyKind> {
    let lacks = |kind: &PolicyKind| {
        !board.policies.contains_key(&PolicyId { kind: *kind, language: language.clone() })
    };
    REQUIRED.into_iter().filter(lacks).collect()
}

/// A kind of policy in people's words.
pub(super) fn named(kind: PolicyKind, reader: Reader) -> String {
    reader.named("policies-kind", kind.name()).unwrap_or_default()
}

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Response {
    let (reader, now) = (signed.reader, clock::now());
    let board = state.board.read();
    let mut languages = translated_into(&board);
    languages.extend(asking.language.as_deref().and_then(|tag| tag.parse().ok()));
    let missing = missing(&board).into_iter().map(|(language, kinds)| Missing {
        language: reader.language(&language),
        kinds: kinds.into_iter().map(|kind| (address(kind, &language), named(kind, reader))).collect(),
    });
    page(&ListPage {
        frame: Frame::new(&reader.say("policies-title"), Here::Policies, &signed).having(asking.done),
        missing: missing.collect(),
        languages: languages.iter().map(|language| In::new(language, &board, reader, now)).collect(),
        others: one_of(reader, &languages, "", "policies-choose-language"),
        needs: why_not(&signed, &[Role::Administrator]),
    })
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PolicyId>,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let shown = PolicyPage::new(&state, &signed, &id, None).await?;
    let frame = shown.frame.having(asking.done);
    Ok(page(&PolicyPage { frame, ..shown }))
}

/// Puts the text into force, or shows it under a piece first.
pub(super) async fn enact(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PolicyId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, text) = (fields.named(signed), typed(fields.get("text").unwrap_or_default()));
    if fields.get("act") == Some("preview") {
        let shown = PolicyPage::new(&state, &signed, &id, Some(text)).await?;
        return Ok(page(&PolicyPage { seen: shown.seen.typed(&fields), ..shown }));
    }
    match put_into_force(&state, &signed, id.clone(), text.clone()).await {
        Ok(_) => Ok(onward(&address(id.kind, &id.language), Done::PolicyEnacted)),
        Err(problem) => {
            let shown = PolicyPage::new(&state, &signed, &id, Some(text)).await?;
            let (frame, seen) = (shown.frame.refusing(&problem), shown.seen.refused(&fields, &problem));
            Ok(refused(&problem, &PolicyPage { frame, seen, ..shown }))
        }
    }
}

fn address(kind: PolicyKind, language: &Language) -> String {
    format!("/policies/{}", PolicyId { kind, language: language.clone() })
}

#[derive(askama::Template)]
#[template(path = "policies.html")]
struct ListPage {
    frame: Frame,
    missing: Vec<Missing>,
    languages: Vec<In>,
    others: Vec<Choice>,
    needs: Option<String>,
}

/// What one language lacks: addresses and names.
struct Missing {
    language: String,
    kinds: Vec<(String, String)>,
}

/// The policies in one language.
struct In {
    name: String,
    tongue: Tongue,
    policies: Vec<Policy>,
}

struct Policy {
    address: String,
    kind: String,
    text: Option<String>,
    version: Option<String>,
    since: Option<When>,
    required: bool,
}

impl In {
    fn new(language: &Language, board: &Board, reader: Reader, now: DateTime<Utc>) -> Self {
        let policy = |kind: PolicyKind| {
            let row = board.policies.get(&PolicyId { kind, language: language.clone() });
            Policy {
                address: address(kind, language),
                kind: named(kind, reader),
                text: row.map(|row| row.text.clone()),
                version: row.map(|row| version(row, reader)),
                since: row.map(|row| reader.when(row.enacted_at, now)),
                required: REQUIRED.contains(&kind),
            }
        };
        Self {
            name: reader.language(language),
            tongue: reader.tongue(language),
            policies: PolicyKind::ALL.map(policy).into(),
        }
    }
}

fn version(row: &PolicyRow, reader: Reader) -> String {
    reader.say_with("policies-version", &[("version", row.version.into())])
}

#[derive(askama::Template)]
#[template(path = "policies_one.html")]
struct PolicyPage {
    frame: Frame,
    id: PolicyId,
    address: String,
    kind: String,
    help: String,
    language: Tongue,
    version: Option<String>,
    since: Option<When>,
    text: String,
    /// Whether that text is what somebody has just typed, and not what was read.
    is_typed: bool,
    /// What can stand in braces, and what it stands for.
    placeholders: Vec<(&'static str, String)>,
    sample: Sample,
    needs: Option<String>,
    command: String,
    seen: Seen,
}

impl PolicyPage {
    async fn new(
        state: &State,
        signed: &Signed,
        id: &PolicyId,
        given: Option<String>,
    ) -> Result<Self, Problem> {
        let edition = sample::newest(state, &id.language).await?;
        let (reader, board) = (signed.reader, state.board.read());
        let row = board.policies.get(id);
        let (kind, language) = (named(id.kind, reader), reader.language(&id.language));
        let title = [("kind", Said::own(kind.clone())), ("language", Said::own(language))];
        let is_typed = given.is_some();
        let text = given.unwrap_or_else(|| row.map(|row| row.text.clone()).unwrap_or_default());
        let helps = reader.named("policies-help", id.kind.name()).unwrap_or_default();
        let says = |name: &'static str| (name, reader.named("policies-says", name).unwrap_or_default());
        Ok(Self {
            frame: Frame::new(&reader.say_with("policies-one", &title), Here::Policies, signed),
            id: id.clone(),
            address: address(id.kind, &id.language),
            kind,
            help: helps,
            language: reader.tongue(&id.language),
            version: row.map(|row| version(row, reader)),
            since: row.map(|row| reader.when(row.enacted_at, clock::now())),
            sample: Sample::new(&board, id, &text, edition.as_ref(), reader),
            text,
            is_typed,
            placeholders: sample::PLACEHOLDERS.map(says).into(),
            needs: why_not(signed, &[Role::Administrator]),
            command: clock::command_id().to_string(),
            seen: Seen::of(&board, &Subject::policy(id)),
        })
    }
}
