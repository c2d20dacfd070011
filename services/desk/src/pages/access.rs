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
    form::{Fields, Posted},
    frame::{Frame, Here, Message, page, refused},
    sign_in::{kept, not_kept},
    times::{When, when},
};
use crate::{
    access::{self, Agent, CHARACTERS_LEAST, Caller, Scope, Way},
    api::{
        access as api,
        bodies::{ListedSession, ListedToken, NewToken},
        route::{Asked, At},
    },
    problem::Problem,
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
    old: String,
    new: String,
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(Done { done }): Asked<Done>,
) -> Result<Response, Problem> {
    let view = view(&state, &signed).await?;
    let frame = view.frame.saying(done.map(Message::from));
    Ok(page(&AccessPage { frame, ..view }))
}

pub(super) async fn change_password(
    Shared(state): Shared<State>,
    signed: Signed,
    caller: Caller,
    Posted(Passwords { old, new }): Posted<Passwords>,
) -> Result<Response, Problem> {
    let passwords = (old.as_str(), new.as_str());
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
    // What has ended meanwhile is as it was wanted.
    match api::end(&state, &signed, &name).await {
        Err(problem) if problem.status != 404 => Err(problem),
        Ok(_) | Err(_) => Ok(Redirect::to(&format!("{PLACE}?done=ended"))),
    }
}

pub(super) async fn end_others(
    Shared(state): Shared<State>,
    signed: Signed,
    _: HeaderMap,
) -> Result<Redirect, Problem> {
    access::end_all(&state.access, &signed.actor.member, signed.session()).await?;
    Ok(Redirect::to(&format!("{PLACE}?done=ended")))
}

/// The token is shown once, on the page that answers. Sent again the same form gives the same token.
pub(super) async fn make_token(
    Shared(state): Shared<State>,
    signed: Signed,
    fields: Fields,
) -> Result<Response, Problem> {
    let signed = fields.named(signed);
    let scopes =
        fields.0.iter().filter(|(name, _)| name == "scope").filter_map(|(_, value)| value.parse().ok());
    let new = NewToken {
        name: fields.get("name").unwrap_or_default().to_owned(),
        scopes: scopes.collect(),
        days: fields.parsed("days")?,
        member: None,
    };
    match api::make(&state, &signed, new).await {
        Ok(made) => {
            let view = view(&state, &signed).await?;
            let made = Some(Made { name: made.listed.name, token: made.token });
            Ok(not_kept(page(&AccessPage { made, ..view })))
        }
        Err(problem) => not_done(&state, &signed, &problem).await,
    }
}

pub(super) async fn revoke_token(
    Shared(state): Shared<State>,
    signed: Signed,
    At(name): At<String>,
) -> Result<Redirect, Problem> {
    match api::revoke(&state, &signed, &name).await {
        Err(problem) if problem.status != 404 => Err(problem),
        Ok(_) | Err(_) => Ok(Redirect::to(&format!("{PLACE}?done=revoked"))),
    }
}

async fn not_done(state: &State, signed: &Signed, problem: &Problem) -> Result<Response, Problem> {
    let view = view(state, signed).await?;
    let frame = view.frame.saying(Some(problem.into()));
    let mut response = refused(problem, &AccessPage { frame, ..view });
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

async fn view(state: &State, signed: &Signed) -> Result<AccessPage, Problem> {
    let (member, now) = (&signed.actor.member, clock::now());
    let sessions = api::sessions_of(state, signed, member).await?;
    let tokens = api::tokens_of(state, member).await?;
    Ok(AccessPage {
        frame: Frame::new("How you sign in", Here::Elsewhere, signed),
        member: member.to_string(),
        has_password: state.access.credentials().of(member).await?.password.is_some(),
        least: CHARACTERS_LEAST,
        has_others: sessions.iter().any(|session| !session.is_this),
        sessions: sessions.into_iter().map(|session| SessionLine::new(session, now)).collect(),
        tokens: tokens.into_iter().map(|token| TokenLine::new(token, now)).collect(),
        scopes: Scope::ALL.map(|scope| (scope.name(), scope_in_words(scope))),
        days: DAYS,
        command: signed.command.to_string(),
        made: None,
    })
}

impl From<Was> for Message {
    fn from(was: Was) -> Self {
        let words = match was {
            Was::PasswordChanged => "Your password is changed. Everywhere else you are signed out.",
            Was::Ended => "Ended. Nobody is signed in there any more.",
            Was::Revoked => "Revoked. No program comes in with that token any more.",
        };
        Self { class: "done", words: words.to_owned() }
    }
}

struct SessionLine {
    id: String,
    browser: String,
    way: &'static str,
    made: When,
    seen: When,
    is_this: bool,
}

impl SessionLine {
    fn new(session: ListedSession, now: DateTime<Utc>) -> Self {
        let ListedSession { id, agent, way, made, seen, is_this, .. } = session;
        let (made, seen) = (when(made, now), when(seen, now));
        Self { id, browser: in_words(agent), way: way_in_words(way), made, seen, is_this }
    }
}

fn in_words(Agent { browser, system }: Agent) -> String {
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "A browser that does not say its name".to_owned(),
    }
}

const fn way_in_words(way: Way) -> &'static str {
    match way {
        Way::OneClick => "signed in by one click",
        Way::Password => "signed in by password",
        Way::Provider => "signed in by your account elsewhere",
        Way::Invitation => "signed in by an invitation",
        Way::Key => "signed in by a token of the command line",
    }
}

const fn scope_in_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Read => "see what you may see",
        Scope::Translate => "claim, translate and submit",
        Scope::Edit => "commission, review and approve; look after terms and memories",
        Scope::Publish => "put on the wire what is approved",
        Scope::Administer => "look after sources, policies, members, tokens and settings",
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
    fn new(token: ListedToken, now: DateTime<Utc>) -> Self {
        let ListedToken { id, name, scopes, until, used, .. } = token;
        let scopes: BTreeSet<&str> = scopes.into_iter().map(Scope::name).collect();
        let scopes = scopes.into_iter().collect::<Vec<_>>().join(", ");
        Self { id, name, scopes, until: when(until, now), used: used.map(|used| when(used, now)) }
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
    scopes: [(&'static str, &'static str); 5],
    days: [u16; 4],
    command: String,
    made: Option<Made>,
}
