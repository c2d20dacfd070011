//! Signing in and out.

use axum::{
    extract::State as Shared,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use serde::Deserialize;

use super::{
    browser,
    form::Posted,
    frame::{Frame, page, refused},
    newsroom,
};
use crate::{
    access::{self, Caller, Entered, Returned, SIGNED_IN_FOR, Secret},
    api::route::Asked,
    problem::Problem,
    reader::Reader,
    signed::{self, Signed},
    state::State,
};

/// How long a browser keeps what it needs for the way to the provider and back.
const ON_THE_WAY: TimeDelta = TimeDelta::minutes(10);

#[derive(Deserialize)]
pub(super) struct Way {
    /// Where somebody wanted to go.
    #[serde(default)]
    next: String,
}

/// What the forms hold: a member where anybody may sign in as anybody, else a name and a password, or a token.
#[derive(Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    next: String,
    #[serde(default)]
    member: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    token: String,
}

/// Where somebody wants to go by way of the provider, and the invitation that they follow.
#[derive(Deserialize)]
pub(super) struct There {
    #[serde(default)]
    next: String,
    invitation: Option<String>,
}

pub(super) async fn home(Shared(state): Shared<State>, signed: Result<Signed, Problem>) -> Redirect {
    let there = signed.map(|signed| newsroom::beginning(&state.board.read(), &signed));
    Redirect::to(there.unwrap_or("/sign-in"))
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Asked(way): Asked<Way>,
) -> Response {
    page(&view(&state, &headers, way.next, String::new()))
}

pub(super) async fn sign_in(
    Shared(state): Shared<State>,
    caller: Caller,
    headers: HeaderMap,
    Posted(entry): Posted<Entry>,
) -> Result<Response, Problem> {
    if !signed::same_site(&headers) {
        return Err(Problem::from_elsewhere());
    }
    let entered = if !entry.member.is_empty() {
        let is_here = access::is_on_this_machine(&headers);
        access::by_one_click(&state, &entry.member, is_here, &caller).await
    } else if !entry.token.is_empty() {
        access::by_key(&state, &entry.token, &caller).await
    } else {
        access::by_password(&state, &entry.name, &entry.password, &caller).await
    };
    match entered {
        Ok(entered) => Ok(come_in(&state, entered, &headers, &entry.next).await?),
        Err(problem) => Ok(not_in(&state, &headers, &problem, entry.next, entry.name)),
    }
}

/// Sends the browser to the provider. A link does it, for what a form leads to has to be on this desk.
pub(super) async fn to_provider(
    Shared(state): Shared<State>,
    caller: Caller,
    headers: HeaderMap,
    Asked(there): Asked<There>,
) -> Response {
    let begun = access::to_provider(&state, &there.next, there.invitation.as_deref(), &caller).await;
    match begun {
        Ok((address, state_kept)) => {
            let kept = state.access.entry_cookie().set(&state_kept.text(), ON_THE_WAY);
            ([(header::SET_COOKIE, kept)], not_kept(Redirect::to(&address).into_response())).into_response()
        }
        Err(problem) => not_in(&state, &headers, &problem, there.next, String::new()),
    }
}

pub(super) async fn from_provider(
    Shared(state): Shared<State>,
    caller: Caller,
    headers: HeaderMap,
    Asked(returned): Asked<Returned>,
) -> Result<Response, Problem> {
    let cookie = state.access.entry_cookie();
    let mut response = match access::by_provider(&state, returned, cookie.read(&headers), &caller).await {
        Ok((entered, next)) => come_in(&state, entered, &headers, &next).await?,
        Err(problem) => not_in(&state, &headers, &problem, String::new(), String::new()),
    };
    response.headers_mut().append(header::SET_COOKIE, cookie.cleared());
    Ok(response)
}

pub(super) async fn sign_out(Shared(state): Shared<State>, headers: HeaderMap) -> Result<Response, Problem> {
    if !signed::same_site(&headers) {
        return Err(Problem::from_elsewhere());
    }
    leave(&state, &headers).await?;
    let gone = [(header::SET_COOKIE, state.access.cookie().cleared())];
    Ok((gone, Redirect::to("/sign-in")).into_response())
}

/// The browser gets its session's secret, and a session that it had is over.
pub(super) async fn come_in(
    state: &State,
    entered: Entered,
    headers: &HeaderMap,
    next: &str,
) -> Result<Response, Problem> {
    leave(state, headers).await?;
    let response = not_kept(Redirect::to(local(next)).into_response());
    Ok(([(header::SET_COOKIE, kept(state, &entered))], response).into_response())
}

/// For a browser that somebody has just signed in with.
pub(super) fn kept(state: &State, entered: &Entered) -> HeaderValue {
    state.access.cookie().set(&entered.secret.text(), SIGNED_IN_FOR)
}

/// An answer with a secret is for the one who asked, and for no cache.
pub(super) fn not_kept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn leave(state: &State, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(secret) = state.access.cookie().read(headers).and_then(Secret::read) else { return Ok(()) };
    let name = secret.kept_as();
    if let Some(session) = state.access.sessions().named(&name).await? {
        state.access.sessions().end(&name).await?;
        tracing::info!(target: "access", { member.id = %session.owner.member }, "signed out");
    }
    Ok(())
}

/// The way, if it leads to a page of this desk.
pub(super) fn local(next: &str) -> &str {
    let mut letters = next.chars();
    let leads_away =
        letters.next() != Some('/') || letters.next().is_some_and(|second| "/\\".contains(second));
    if leads_away || next.chars().any(char::is_control) { "/" } else { next }
}

/// The page again, which says why not, with the name that was typed.
fn not_in(state: &State, headers: &HeaderMap, problem: &Problem, next: String, name: String) -> Response {
    let page = view(state, headers, next, name);
    let frame = page.frame.refusing(problem);
    refused(problem, &SignInPage { frame, ..page })
}

fn view(state: &State, headers: &HeaderMap, next: String, name: String) -> SignInPage {
    let reader = Reader::of_browser(headers);
    // Nothing is offered that would be refused.
    let one_click = state.access.one_click() && access::is_on_this_machine(headers);
    let provider = to_account(state, reader, "sign-in-by", "sign-in-by-organisation");
    SignInPage {
        frame: Frame::for_anyone(&reader.say("sign-in-title"), reader)
            .standing_at(browser::sign_in(local(&next))),
        next,
        name,
        one_click,
        provider,
        members: if one_click { members(state, reader) } else { Vec::new() },
    }
}

/// What stands on the button that leads to the provider, if there is one: a message with its name, or one for a provider without.
pub(super) fn to_account(state: &State, reader: Reader, named: &str, nameless: &str) -> Option<String> {
    let words = |name: Option<&str>| name.map_or_else(|| reader.say(nameless), |name| reader.of(named, name));
    state.access.provider().map(|provider| words(provider.name()))
}

fn members(state: &State, reader: Reader) -> Vec<Member> {
    let board = state.board.read();
    let members = board.members.values();
    members
        .map(|row| Member {
            id: row.id.to_string(),
            name: row.membership.name.clone(),
            roles: reader.roles(&row.membership.roles),
            languages: reader
                .listed(row.membership.languages.iter().map(|language| reader.tongue(language).name)),
        })
        .collect()
}

#[derive(askama::Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    next: String,
    name: String,
    one_click: bool,
    provider: Option<String>,
    members: Vec<Member>,
}

struct Member {
    id: String,
    name: String,
    roles: String,
    languages: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away_after_signing_in() {
        for away in [
            "",
            "inbox",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nb",
            "/\t/evil.example",
        ] {
            assert_eq!(local(away), "/", "{away}");
        }
        assert_eq!(local("/queue?piece=1"), "/queue?piece=1");
    }
}
