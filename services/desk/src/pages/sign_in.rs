//! Signing in and out.

use axum::{
    extract::State as Shared,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::TimeDelta;
use contract::MemberId;
use runtime::clock;
use serde::Deserialize;

use super::{
    form::Posted,
    frame::{Frame, Message, page, refused},
    text::Tongue,
    words,
};
use crate::{
    api::route::Asked,
    problem::Problem,
    reader::Reader,
    signed::{self, COOKIE, Signed},
    state::State,
};

/// How long a browser stays signed in: a shift.
const SIGNED_IN: TimeDelta = TimeDelta::hours(12);

#[derive(Deserialize)]
pub(super) struct Way {
    /// Where somebody wanted to go.
    #[serde(default)]
    next: String,
}

/// What the form holds: a member where anybody may sign in as anybody, else a token.
#[derive(Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    next: String,
    #[serde(default)]
    member: String,
    #[serde(default)]
    token: String,
}

pub(super) async fn home(signed: Result<Signed, Problem>) -> Redirect {
    Redirect::to(if signed.is_ok() { "/day" } else { "/sign-in" })
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Asked(way): Asked<Way>,
) -> Response {
    page(&view(&state, &headers, way.next))
}

pub(super) async fn sign_in(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Posted(entry): Posted<Entry>,
) -> Result<Response, Problem> {
    if !signed::same_site(&headers) {
        return Err(Problem::from_elsewhere());
    }
    let token =
        if state.one_click { token_for(&state, &entry.member) } else { Some(entry.token.trim().to_owned()) };
    // Only what a request will be recognised by is kept.
    let Some(token) = token.filter(|token| signed::actor(&state, token).is_some()) else {
        let problem = Problem::not_signed_in();
        let words = "This signs in nobody: it is no token of this desk, or it has run out.".to_owned();
        let page = view(&state, &headers, entry.next);
        let frame = page.frame.saying(Some(Message { class: "problem", words }));
        return Ok(refused(&problem, &SignInPage { frame, ..page }));
    };
    Ok(with_cookie(Redirect::to(local(&entry.next)), &token, SIGNED_IN))
}

pub(super) async fn sign_out(headers: HeaderMap) -> Result<Response, Problem> {
    if !signed::same_site(&headers) {
        return Err(Problem::from_elsewhere());
    }
    Ok(with_cookie(Redirect::to("/sign-in"), "", TimeDelta::zero()))
}

fn token_for(state: &State, member: &str) -> Option<String> {
    let member: MemberId = member.parse().ok()?;
    Some(state.key.token(&member, clock::now() + SIGNED_IN))
}

fn with_cookie(redirect: Redirect, token: &str, age: TimeDelta) -> Response {
    let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}", age.num_seconds());
    let cookie =
        HeaderValue::from_str(&cookie).expect("a genuine token is letters, digits, points and hyphens");
    ([(header::SET_COOKIE, cookie)], redirect).into_response()
}

/// The way, if it leads to a page of this desk.
pub(super) fn local(next: &str) -> &str {
    let mut letters = next.chars();
    let leads_away =
        letters.next() != Some('/') || letters.next().is_some_and(|second| "/\\".contains(second));
    if leads_away || next.chars().any(char::is_control) { "/" } else { next }
}

fn view(state: &State, headers: &HeaderMap, next: String) -> SignInPage {
    let frame = Frame::for_anyone("Sign in", Reader::of_browser(headers));
    let members = if state.one_click { members(state) } else { Vec::new() };
    SignInPage { frame, next, one_click: state.one_click, members }
}

fn members(state: &State) -> Vec<Member> {
    let board = state.board.read();
    let members = board.members.values();
    members
        .map(|row| Member {
            id: row.id.to_string(),
            name: row.membership.name.clone(),
            roles: words::roles(&row.membership.roles),
            languages: words::listed(
                row.membership.languages.iter().map(|language| Tongue::of(language).name),
            ),
        })
        .collect()
}

#[derive(askama::Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    next: String,
    one_click: bool,
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
