//! The first piece of a newcomer to the demonstration, step by step; put away and taken up again.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    form::Posted,
    frame::{Frame, Here, page},
    sign_in::local,
};
use crate::{
    guide::{AWAY, Step},
    problem::Problem,
    signed::Signed,
};

/// For so many seconds a browser keeps that the guide was put away: a year.
const KEPT_SECONDS: u32 = 365 * 24 * 60 * 60;

#[derive(Deserialize)]
pub(super) struct Way {
    /// The page to stay on.
    #[serde(default)]
    next: String,
}

pub(super) async fn show(signed: Signed) -> Response {
    let frame = Frame::new(&signed.reader.say("guide-title"), Here::Start, &signed);
    let at = signed.guide.as_ref().map(|guide| guide.step.number());
    let is_over = signed.guide.as_ref().is_some_and(crate::guide::Guide::is_over);
    let step = |step: Step| Shown {
        words: signed.reader.named("guide-todo", step.name()).unwrap_or_default(),
        done: is_over || at.is_some_and(|at| step.number() < at),
        here: !is_over && at == Some(step.number()),
    };
    page(&StartPage {
        steps: Step::ALL.map(step),
        address: signed.guide.as_ref().map(crate::guide::Guide::address),
        away: signed.guide.as_ref().is_some_and(|guide| guide.away),
        frame,
    })
}

pub(super) async fn take_up(signed: Signed) -> Result<Response, Problem> {
    let guide = signed.guide.ok_or_else(|| Problem::not_found("page"))?;
    Ok(keeping("", 0, &guide.address()))
}

pub(super) async fn put_away(_: Signed, Posted(way): Posted<Way>) -> Response {
    keeping("away", KEPT_SECONDS, local(&way.next))
}

fn keeping(value: &str, seconds: u32, then: &str) -> Response {
    let cookie = format!("{AWAY}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    let cookie = HeaderValue::from_str(&cookie).expect("a word and a number");
    ([(header::SET_COOKIE, cookie)], Redirect::to(then)).into_response()
}

#[derive(askama::Template)]
#[template(path = "start.html")]
struct StartPage {
    frame: Frame,
    steps: [Shown; 6],
    /// Where the next step is taken; none where this newsroom is no demonstration.
    address: Option<String>,
    away: bool,
}

struct Shown {
    words: String,
    done: bool,
    here: bool,
}
