//! Articles over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    ArticleId, Subject,
    article::{Command, Refusal},
};

use super::{
    bodies::{ArticleText, Fact, NewCommission, Paging, Rows},
    route::{Asked, At, Body},
};
use crate::{
    board::{Article, ArticleRow},
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(paging): Asked<Paging>,
) -> Json<Rows<ArticleRow>> {
    if let Some(version) = paging.at_least {
        state.board.seen(version).await;
    }
    let board = state.board.read();
    let newest = board.articles_by_position.range(..paging.before.unwrap_or(u64::MAX)).rev();
    let articles = newest.filter_map(|(_, id)| board.articles.get(id));
    Json(Rows {
        rows: articles.take(super::limit(paging.limit)).map(|article| article.row.clone()).collect(),
    })
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<ArticleId>,
) -> Result<Json<ArticleText>, Problem> {
    reading::article(&state, known(&state, id)?).await.map(Json)
}

pub(super) async fn timeline(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<ArticleId>,
) -> Result<Json<Rows<Fact>>, Problem> {
    let rows = reading::timeline(&state, &known(&state, id)?).await?;
    Ok(Json(Rows { rows }))
}

pub(super) async fn commission(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Body(new): Body<NewCommission>,
) -> Result<Json<ArticleRow>, Problem> {
    let command = Command::Commission { language: new.language, brief: new.brief };
    let subject = Subject::article(id);
    state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await?;
    Ok(Json(known(&state, id)?.row))
}

fn known(state: &State, id: ArticleId) -> Result<Article, Problem> {
    state.board.read().articles.get(&id).cloned().ok_or_else(|| Problem::not_found("article"))
}
