//! Facts as they were recorded, for pages that tell what happened.

use contract::{Event, Recorded, publication};
use futures_util::future::try_join_all;

use crate::{board::Article, problem::Problem, state::State};

/// All facts about an article and its pieces, in order.
pub(super) async fn history(state: &State, article: &Article) -> Result<Vec<Recorded<Event>>, Problem> {
    try_join_all(article.history.iter().map(|sequence| fact(state, *sequence))).await
}

/// What stands on the wire by this fact.
pub(super) async fn edition(state: &State, sequence: u64) -> Result<publication::Edition, Problem> {
    match fact(state, sequence).await?.event {
        Event::Publication(publication::Event::Published(edition)) => Ok(*edition),
        Event::Source(_)
        | Event::Article(_)
        | Event::Translation(_)
        | Event::Edit(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_) => Err(Problem::unavailable("the board does not fit the log; restart the desk")),
    }
}

async fn fact(state: &State, sequence: u64) -> Result<Recorded<Event>, Problem> {
    Ok(state.log.get(sequence).await?.read()?)
}
