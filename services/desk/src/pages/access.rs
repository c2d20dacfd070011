//! One's own ways in: the password, the browsers in which one is signed in, and the tokens of one's programs.

use std::collections::BTreeSet;

use axum::{
    extract::State as Shared,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use runtime::clock;
use serde::Deserialize;

use super::{
    choosing::Choice,
    form::{Fields, Posted},
    frame::{Frame, Here, Message, page, refused},
    sign_in::{kept, not_kept},
    times::When,
};
use crate::{
    access::{self, Agent, CHARACTERS_LEAST, Caller, Scope},
    api::{
        access as api,
        bodies::{ListedSession, ListedToken, NewToken},
        route::{Asked, At},
    },
    problem::Problem,
    reader::Reader,
    signed::Signed,
    state::State,
};

/// For how long a token may be wanted, in days.
const DAYS: [u16; 4] = [7, 30, 90, 365];

const PLACE: &str = "/you/access";

#[derive(Deserialize)]
pub(super) struct Done {
    done: Option<Was>,
}

/// What was done last, carried in the address of the page that follows.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Was {
    PasswordChanged,
    Ended,
    Revoked,
}

#[derive(Deserialize)]
pub(super) struct Passwords {
    password: String,
    #[serde(rename = "new-password")]
    new: String,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(Done { done }): Asked<Done>,
) -> Result<Response, Problem> {
    let view = view(&state, &signed, Wanted::usual()).await?;
    let words = done.and_then(|done| signed.reader.named("access-done", done.name()));
    let frame = view.frame.saying(words.map(|words| Message { class: "done", words }));
    Ok(page(&AccessPage { frame, ..view }))
}

pub(super) async fn change_password(
    Shared(state): Shared<State>,
    signed: Signed,
    caller: Caller,
    Posted(Passwords { password, new }): Posted<Passwords>,
) -> Result<Response, Problem> {
    let passwords = (password.as_str(), new.as_str());
    match access::change_password(&state, &signed.actor.member, passwords, &caller).await {
        Ok(entered) => {
            let on = Redirect::to(&format!("{PLACE}?done=password_changed")).into_response();
            Ok(([(header::SET_COOKIE, kept(&state, &entered))], not_kept(on)).into_response())
        }
        Err(problem) => not_done(&state, &signed, &problem).await,
    }
}

pub(super) async fn end_session(
    Shared(state): Shared<State>,
    signed: Signed,
    At(name): At<String>,
) -> Result<Redirect, Problem> {
    api::end(&state, &signed, &name).await?;
    Ok(Redirect::to(&format!("{PLACE}?done=ended")))
}

pub(super) async fn end_others(
    Shared(state): Shared<State>,
    signed: Signed,
    _: HeaderMap,
) -> Result<Redirect, Problem> {
    access::end_all(&state.access, &api::owner(&state, &signed.actor.member)?, signed.session()).await?;
    Ok(Redirect::to(&format!("{PLACE}?done=ended")))
}

/// The token is shown once, on the page that answers. Sent again the same form gives the same token.
pub(super) async fn make_token(
    Shared(state): Shared<State>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, Problem> {
    let (signed, wanted) = (fields.named(signed), Wanted::read(&fields)?);
    let Wanted { name, scopes, days } = wanted.clone();
    let new = NewToken { name, scopes: scopes.into_iter().collect(), days, member: None };
    match api::make(&state, &signed, new).await {
        Ok(made) => {
            let view = view(&state, &signed, Wanted::usual()).await?;
            let made = Some(Made { name: made.listed.name, token: made.token });
            Ok(not_kept(page(&AccessPage { made, ..view })))
        }
        Err(problem) => {
            let view = view(&state, &signed, wanted).await?;
            let frame = view.frame.refusing(&problem);
            Ok(refused(&problem, &AccessPage { frame, ..view }))
        }
    }
}

pub(super) async fn revoke_token(
    Shared(state): Shared<State>,
    signed: Signed,
    At(name): At<String>,
) -> Result<Redirect, Problem> {
    api::revoke(&state, &signed, &name).await?;
    Ok(Redirect::to(&format!("{PLACE}?done=revoked")))
}

async fn not_done(state: &State, signed: &Signed, problem: &Problem) -> Result<Response, Problem> {
    let view = view(state, signed, Wanted::usual()).await?;
    let frame = view.frame.refusing(problem);
    Ok(refused(problem, &AccessPage { frame, ..view }))
}

async fn view(state: &State, signed: &Signed, wanted: Wanted) -> Result<AccessPage, Problem> {
    let (member, now, reader) = (&signed.actor.member, clock::now(), signed.reader);
    let owner = api::owner(state, member)?;
    let sessions = api::sessions_of(state, signed, &owner).await?;
    let tokens = api::tokens_of(state, &owner).await?;
    Ok(AccessPage {
        frame: Frame::new(&reader.say("access-title"), Here::You, signed),
        member: member.to_string(),
        has_password: state.access.credentials().of(&owner).await?.password.is_some(),
        least: CHARACTERS_LEAST,
        has_others: sessions.iter().any(|session| !session.is_this),
        sessions: sessions.into_iter().map(|session| SessionLine::new(session, reader, now)).collect(),
        tokens: tokens.into_iter().map(|token| TokenLine::new(token, reader, now)).collect(),
        scopes: Scope::ALL
            .map(|scope| (scope, reader.named("access-scope", scope.name()).unwrap_or_default())),
        days: DAYS.map(|days| Choice {
            value: days.to_string(),
            words: reader.count("access-days", days.into()),
            chosen: days == wanted.days,
        }),
        wanted,
        command: signed.command.id.to_string(),
        made: None,
    })
}

impl Was {
    const fn name(self) -> &'static str {
        match self {
            Self::PasswordChanged => "password_changed",
            Self::Ended => "ended",
            Self::Revoked => "revoked",
        }
    }
}

struct SessionLine {
    id: String,
    browser: String,
    way: String,
    made: When,
    seen: When,
    is_this: bool,
}

impl SessionLine {
    fn new(session: ListedSession, reader: Reader, now: DateTime<Utc>) -> Self {
        let ListedSession { id, agent, way, made, seen, is_this, .. } = session;
        let (made, seen) = (reader.when(made, now), reader.when(seen, now));
        let way = reader.named("access-way", way.name()).unwrap_or_default();
        Self { id, browser: in_words(agent, reader), way, made, seen, is_this }
    }
}

fn in_words(Agent { browser, system }: Agent, reader: Reader) -> String {
    match (browser, system) {
        (Some(browser), Some(system)) => {
            reader.say_with("access-browser", &[("browser", browser.into()), ("system", system.into())])
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => reader.say("access-unnamed"),
    }
}

struct TokenLine {
    id: String,
    name: String,
    scopes: String,
    until: When,
    used: Option<When>,
}

impl TokenLine {
    fn new(token: ListedToken, reader: Reader, now: DateTime<Utc>) -> Self {
        let ListedToken { id, name, scopes, until, used, .. } = token;
        let scopes: BTreeSet<&str> = scopes.into_iter().map(Scope::name).collect();
        let scopes = scopes.into_iter().collect::<Vec<_>>().join(", ");
        let used = used.map(|used| reader.when(used, now));
        Self { id, name, scopes, until: reader.when(until, now), used }
    }
}

/// The token that is asked for, as it is typed.
#[derive(Clone)]
struct Wanted {
    name: String,
    scopes: BTreeSet<Scope>,
    days: u16,
}

impl Wanted {
    fn usual() -> Self {
        Self { name: String::new(), scopes: [Scope::Read].into(), days: 30 }
    }

    fn read(fields: &Fields) -> Result<Self, Problem> {
        let scopes = fields.0.iter().filter(|(name, _)| name == "scope");
        Ok(Self {
            name: fields.get("name").unwrap_or_default().to_owned(),
            scopes: scopes.filter_map(|(_, value)| value.parse().ok()).collect(),
            days: fields.parsed("days")?,
        })
    }
}

/// What is shown once.
struct Made {
    name: String,
    token: String,
}

#[derive(askama::Template)]
#[template(path = "access.html")]
struct AccessPage {
    frame: Frame,
    member: String,
    has_password: bool,
    least: usize,
    has_others: bool,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    scopes: [(Scope, String); 5],
    days: [Choice; 4],
    wanted: Wanted,
    command: String,
    made: Option<Made>,
}
