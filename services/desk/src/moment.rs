//! How an article stood at a moment: the board's own fold, of this article's facts up to there.

mod typed;

use std::{fmt, str::FromStr};

use chrono::{DateTime, SecondsFormat, Utc};
use contract::{ArticleId, Event, PieceId, Subject, edit, publication};
use decider::Fold;
use futures_util::TryStreamExt;
use runtime::clock;
use serde::{Deserialize, Serialize};

use crate::{
    api::bodies::{Approved, AsItStood, Live, PieceAsItStood},
    board::{Article, Board, Piece},
    problem::Problem,
    reading,
    state::State,
};

pub(crate) use typed::typed;
pub use typed::typed_in_utc;

/// How many facts are looked at together while the last one before a time is searched for.
const LOOKED_AT: usize = 64;

/// A place in the log, or a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Moment {
    /// Right after the event with this sequence was recorded.
    Sequence(u64),
    /// After the last fact, in the order of the log, that was recorded by this time.
    Time(DateTime<Utc>),
}

/// Why a text is no moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is neither the sequence of an event nor a time such as 2026-11-22T14:05:00Z")]
pub struct NoMoment {
    given: String,
}

impl FromStr for Moment {
    type Err = NoMoment;

    fn from_str(given: &str) -> Result<Self, NoMoment> {
        if let Ok(sequence) = given.parse() {
            return Ok(Self::Sequence(sequence));
        }
        let time = DateTime::parse_from_rfc3339(given).map(|time| Self::Time(time.to_utc()));
        time.map_err(|_| NoMoment { given: given.chars().take(80).collect() })
    }
}

impl TryFrom<String> for Moment {
    type Error = NoMoment;

    fn try_from(given: String) -> Result<Self, NoMoment> {
        given.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sequence(sequence) => sequence.fmt(f),
            Self::Time(time) => f.write_str(&time.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

/// What a board knows of one article: where its words stand.
pub(crate) struct Standing {
    article: Option<Article>,
    pieces: Vec<Piece>,
}

impl Standing {
    fn on(board: &Board, id: ArticleId) -> Self {
        let article = board.articles.get(&id).cloned();
        let languages = article.iter().flat_map(|article| &article.row.commissioned);
        let pieces = languages.map(|language| PieceId { article: id, language: language.clone() });
        let pieces = pieces.filter_map(|piece| board.pieces.get(&piece)).cloned().collect();
        Self { article, pieces }
    }
}

/// How it stands now.
pub(crate) fn now(state: &State, id: ArticleId) -> Result<Standing, Problem> {
    let standing = Standing::on(&state.board.read(), id);
    if standing.article.is_some() { Ok(standing) } else { Err(state.lacks("article")) }
}

/// The places in the log of all facts about an article.
pub(crate) fn history(state: &State, id: ArticleId) -> Result<Vec<u64>, Problem> {
    let board = state.board.read();
    board.articles.get(&id).map(|article| article.history.clone()).ok_or_else(|| state.lacks("article"))
}

/// How it stood then. The article must be one that the newsroom knows by now.
pub(crate) async fn at(state: &State, id: ArticleId, moment: Moment) -> Result<Standing, Problem> {
    let seen = match moment {
        Moment::Sequence(sequence) => sequence,
        Moment::Time(time) if time > clock::now() => return Err(Problem::not_yet()),
        // What was recorded by then stands in the log, and the board may be behind it.
        Moment::Time(_) => state.log.end().await?,
    };
    state.await_version(seen).await?;
    let mut history = now(state, id)?.article.map(|article| article.history).unwrap_or_default();
    history.truncate(match moment {
        Moment::Sequence(last) => history.partition_point(|sequence| *sequence <= last),
        Moment::Time(time) => recorded_by(state, &history, time).await?,
    });
    let mut board = Board::default();
    let mut facts = std::pin::pin!(reading::stored(state, history));
    while let Some(fact) = facts.try_next().await? {
        board.apply(fact.read()?);
    }
    Ok(Standing::on(&board, id))
}

/// A board that knows of one thing alone, as it stood right before this version of its stream of facts.
pub(crate) async fn before(state: &State, subject: &Subject, version: u64) -> Result<Board, Problem> {
    let mut board = Board::default();
    for fact in state.log.chain(subject, 0).await?.into_iter().filter(|fact| fact.sequence < version) {
        board.apply(fact.read()?);
    }
    Ok(board)
}

/// How many facts there are up to the last one that was recorded by this time. The clocks of services differ a little,
/// so the times along the log do not only grow: it is searched from the end.
async fn recorded_by(state: &State, history: &[u64], time: DateTime<Utc>) -> Result<usize, Problem> {
    let mut left = history;
    while !left.is_empty() {
        let (before, last) = left.split_at(left.len().saturating_sub(LOOKED_AT));
        let facts = reading::events(state, last).await?;
        if let Some(place) = facts.iter().rposition(|fact| fact.at <= time) {
            return Ok(before.len() + place + 1);
        }
        left = before;
    }
    Ok(0)
}

/// All the words of it.
pub(crate) async fn read(state: &State, standing: Standing) -> Result<AsItStood, Problem> {
    let last = standing.article.as_ref().and_then(|article| article.history.last().copied());
    let at = match last {
        Some(sequence) => Some(reading::event(state, sequence).await?.at),
        None => None,
    };
    let article = match standing.article {
        Some(article) => Some(reading::article(state, article).await?),
        None => None,
    };
    let mut pieces = Vec::with_capacity(standing.pieces.len());
    for piece in standing.pieces {
        let approval = approval(state, piece.approval).await?;
        let live = live(state, piece.edition).await?;
        pieces.push(PieceAsItStood { text: reading::piece(state, piece).await?, approval, live });
    }
    Ok(AsItStood { sequence: last.unwrap_or(0), at, article, pieces })
}

async fn approval(state: &State, sequence: Option<u64>) -> Result<Option<Approved>, Problem> {
    let Some(sequence) = sequence else { return Ok(None) };
    let recorded = reading::event(state, sequence).await?;
    let Event::Edit(edit::Event::Approved(approval)) = recorded.event else {
        return Err(reading::misplaced(sequence));
    };
    Ok(Some(Approved { digest: approval.digest, editor: approval.editor, at: recorded.at }))
}

async fn live(state: &State, sequence: Option<u64>) -> Result<Option<Live>, Problem> {
    let Some(sequence) = sequence else { return Ok(None) };
    let Event::Publication(publication::Event::Published(edition)) =
        reading::event(state, sequence).await?.event
    else {
        return Err(reading::misplaced(sequence));
    };
    let publication::Edition { version, digest, document, published_at, notices, .. } = *edition;
    Ok(Some(Live { version, digest, document, published_at, notices }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_sequence_or_a_time() {
        assert_eq!("0".parse(), Ok(Moment::Sequence(0)));
        assert_eq!("17".parse(), Ok(Moment::Sequence(17)));
        let time = "2026-11-22T15:05:00.5+01:00".parse::<Moment>().unwrap();
        assert_eq!(time.to_string(), "2026-11-22T14:05:00.500Z");
        assert_eq!(time.to_string().parse(), Ok(time));
        for nothing in ["", "-1", "yesterday", "2026-11-22", "2026-11-22T14:05:00", "1e3"] {
            assert!(nothing.parse::<Moment>().is_err(), "{nothing}");
        }
    }
}
