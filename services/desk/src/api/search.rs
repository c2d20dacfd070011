//! Search in everything, over HTTP.

use axum::{
    Extension,
    extract::State as Shared,
    http::{HeaderName, HeaderValue},
};
use contract::{Language, Place};

use super::{
    bodies::{Excerpt, FoundArticle, FoundPiece, Limit, SearchAsked, SearchPage},
    paging::Paged,
    route::Asked,
    version::{Awaited, VERSION},
};
use crate::{
    board::{Article, Board, Piece, StageName},
    problem::Problem,
    search::{self, Of, Passage, Question, Rank},
    signed::Signed,
    state::State,
};

/// The articles of one page.
const ARTICLES: usize = 20;

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    awaited: Option<Extension<Awaited>>,
    Asked(asked): Asked<SearchAsked>,
) -> Result<([(HeaderName, HeaderValue); 1], Paged<SearchPage>), Problem> {
    if let Some(Extension(Awaited(version))) = awaited
        && !state.search.seen(version).await
    {
        return Err(Problem::behind(version, state.search.applied()));
    }
    let page = find(&state, asked).await?;
    let (version, next) = (HeaderValue::from(page.applied), page.next.clone());
    Ok(([(VERSION, version)], Paged { body: page, next }))
}

/// What answers a question by now.
pub(crate) async fn find(state: &State, asked: SearchAsked) -> Result<SearchPage, Problem> {
    let SearchAsked { q, after, limit } = asked;
    let after: Option<Rank> = after.map(|given| given.parse()).transpose().map_err(|_| {
        Problem::not_understood("after is the `next` of an earlier page; leave it out for the first page")
    })?;
    let limit = limit.map_or(ARTICLES, Limit::get);
    let busy = || Problem::unavailable("others ask as much as can be searched at the same time");
    let turn = state.search.turn().await.ok_or_else(busy)?;
    let (applied, reading) = (state.search.applied(), !state.search.is_current());
    let search = state.search.clone();
    let looked = tokio::task::spawn_blocking(move || {
        // Whoever asked may be gone: the turn ends with the work.
        let _turn = turn;
        search.find(&Question::of(&q), after, limit)
    });
    let unavailable = || Problem::unavailable("the search index could not be read");
    let found = looked.await.map_err(|_| unavailable())?.map_err(|error| {
        tracing::error!(%error, "the search index could not be read");
        unavailable()
    })?;
    let board = state.board.read();
    let articles = found.articles.into_iter().filter_map(|found| article(&board, found)).collect();
    let next = found.next.map(|rank| rank.to_string());
    Ok(SearchPage { articles, count: found.count, next, applied, reading })
}

/// An article as the board shows it; nothing where that does not show it yet.
fn article(board: &Board, found: search::FoundArticle) -> Option<FoundArticle> {
    let id = found.entries.first()?.of.article();
    let Article { row, .. } = board.articles.get(&id)?;
    let mut shown = FoundArticle {
        address: format!("/inbox?article={id}"),
        excerpt: None,
        pieces: Vec::new(),
        article: row.clone(),
    };
    for search::FoundEntry { of, passage } in found.entries {
        match of {
            Of::Article(_) => shown.excerpt = passage.map(|passage| excerpt(row.language.clone(), passage)),
            Of::Piece(id) => shown.pieces.extend(board.pieces.get(&id).map(|known| piece(known, passage))),
        }
    }
    Some(shown)
}

fn piece(piece: &Piece, passage: Option<Passage>) -> FoundPiece {
    let row = &piece.row;
    let stage = row.stage.name();
    let address = match stage {
        StageName::Open | StageName::Claimed => format!("/pieces/{}", row.id),
        StageName::Submitted | StageName::Approved => format!("/review/{}", row.id),
        StageName::Published => format!("/published/{}", row.id),
    };
    FoundPiece {
        id: row.id.clone(),
        headline: row.translated_headline.clone(),
        stage,
        address,
        excerpt: passage.map(|passage| excerpt(row.id.language.clone(), passage)),
    }
}

fn excerpt(language: Language, passage: Passage) -> Excerpt {
    let Passage { block, text, marks, begins_within, ends_within } = passage;
    let marks = marks.into_iter().map(Place::of).collect();
    Excerpt { language, block, text, marks, begins_within, ends_within }
}
