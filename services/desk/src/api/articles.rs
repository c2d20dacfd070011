//! Articles over HTTP.

use axum::{Json, extract::State as Shared};
use contract::{
    ArticleId, Subject,
    article::{Command, Refusal},
};
use runtime::clock;

use super::{
    bodies::{
        ArticleText, AsItStood, AtMoment, BetweenMoments, FactsAfter, NewCommission, Page, Paging, Timeline,
    },
    paging::{self, Paged},
    route::{Asked, At, Body},
    version::Shown,
};
use crate::{
    board::{Article, ArticleRow},
    differing::{self, Differences},
    moment::{self, Moment},
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
    timeline,
};

pub(super) async fn list(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(Paging { after, before, limit }): Asked<Paging>,
) -> Result<Paged<Page<ArticleRow>>, Problem> {
    let after = paging::place(after.as_deref())?.unwrap_or(u64::MAX);
    let board = state.board.read();
    let newest = board.articles_by_position.range(..after.min(before.unwrap_or(u64::MAX))).rev();
    let rows = newest.filter_map(|(_, id)| board.articles.get(id)).map(|article| article.row.clone());
    Ok(Paged::of(rows, super::limit(limit), |row| row.position.to_string()))
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
    Asked(FactsAfter { after, limit }): Asked<FactsAfter>,
) -> Result<Paged<Timeline>, Problem> {
    let part = timeline::part(&state, id, after.unwrap_or(0), super::limit(limit)).await?;
    let rows = part.facts.into_iter().map(timeline::fact).collect();
    Ok(Paged { body: Timeline { rows, next: part.next }, next: part.next.map(|next| next.to_string()) })
}

pub(super) async fn as_it_stood(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<ArticleId>,
    Asked(AtMoment { at }): Asked<AtMoment>,
) -> Result<Json<AsItStood>, Problem> {
    let standing = match at {
        Some(moment) => moment::at(&state, id, moment).await?,
        None => moment::now(&state, id)?,
    };
    moment::read(&state, standing).await.map(Json)
}

pub(super) async fn differences(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<ArticleId>,
    Asked(BetweenMoments { from, to }): Asked<BetweenMoments>,
) -> Result<Json<Differences>, Problem> {
    let to = to.unwrap_or_else(|| Moment::Time(clock::now()));
    differing::between(&state, id, from, to).await.map(Json)
}

pub(super) async fn commission(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<ArticleId>,
    Body(new): Body<NewCommission>,
) -> Result<Shown<ArticleRow>, Problem> {
    let command = Command::Commission { language: new.language, brief: new.brief };
    let subject = Subject::article(id);
    let version = state.ask.command::<_, Refusal>(&subject, signed.command, &signed.actor, command).await?;
    Ok(Shown { version, row: known(&state, id)?.row })
}

fn known(state: &State, id: ArticleId) -> Result<Article, Problem> {
    state.board.read().articles.get(&id).cloned().ok_or_else(|| state.lacks("article"))
}
