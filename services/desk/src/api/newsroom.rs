//! What holds for all of the newsroom's work, over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    Language, Style, Subject,
    newsroom::{Command, Refusal, Settings},
};

use super::{
    route::{At, Body},
    version::Shown,
};
use crate::{looking, problem::Problem, signed::Signed, state::State};

pub(super) async fn show(Shared(state): Shared<State>, _: Signed) -> Json<Settings> {
    Json(state.board.read().settings.clone())
}

pub(super) async fn adjust(
    Shared(state): Shared<State>,
    signed: Signed,
    Body(settings): Body<Settings>,
) -> Result<Shown<Settings>, Problem> {
    decide_settings(&state, &signed, settings).await
}

/// Decides what holds for all of the newsroom's work.
pub(crate) async fn decide_settings(
    state: &State,
    signed: &Signed,
    settings: Settings,
) -> Result<Shown<Settings>, Problem> {
    let (subject, adjust) = (Subject::newsroom(), Command::Adjust(settings));
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, adjust).await?;
    Ok(Shown { version, row: state.board.read().settings.clone() })
}

pub(super) async fn style(
    Shared(state): Shared<State>,
    _: Signed,
    At(language): At<Language>,
) -> Json<Style> {
    Json(looking::style(&state.board.read(), &language))
}

pub(super) async fn set_style(
    Shared(state): Shared<State>,
    signed: Signed,
    At(language): At<Language>,
    Body(style): Body<Style>,
) -> Result<Shown<Style>, Problem> {
    decide_style(&state, &signed, language, style).await
}

/// Decides what is looked at in texts of a language.
pub(crate) async fn decide_style(
    state: &State,
    signed: &Signed,
    language: Language,
    style: Style,
) -> Result<Shown<Style>, Problem> {
    let (subject, set) = (Subject::newsroom(), Command::SetStyle { language: language.clone(), style });
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, set).await?;
    Ok(Shown { version, row: looking::style(&state.board.read(), &language) })
}
