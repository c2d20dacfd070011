//! The source text of a piece, block by block as its translation answers it.

use contract::{Answered, Event, Recorded, translation};

use super::{event, events, misplaced};
use crate::{
    api::bodies::{ChangedBlock, SourceChange},
    board::{Piece, SourceText, Stage},
    problem::Problem,
    state::State,
};

/// What the work in hand answers; of what was submitted, what that answers.
pub(super) async fn source(state: &State, piece: &Piece) -> Result<Answered, Problem> {
    let SourceText { answered, since, submitted, .. } = &piece.source;
    match (&piece.row.stage, submitted) {
        (Stage::Open | Stage::Claimed { .. }, _) | (_, None) => work(state, answered.sequence, since).await,
        (Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. }, Some(submitted)) => {
            work(state, submitted.sequence, &[]).await
        }
    }
}

async fn work(state: &State, answered: u64, since: &[u64]) -> Result<Answered, Problem> {
    let first = text(event(state, answered).await?)?;
    events(state, since).await?.into_iter().try_fold(first, step)
}

/// A text that is answered in full, by the fact that has it.
fn text(fact: Recorded<Event>) -> Result<Answered, Problem> {
    match fact.event {
        Event::Translation(translation::Event::Requested(requested)) => {
            Ok(Answered::new(requested.origin, requested.document))
        }
        Event::Translation(translation::Event::SourceChanged(change)) => {
            Ok(Answered::new(change.origin, change.document))
        }
        Event::Translation(_)
        | Event::Source(_)
        | Event::Article(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Err(misplaced(fact.sequence)),
    }
}

fn step(answered: Answered, fact: Recorded<Event>) -> Result<Answered, Problem> {
    match fact.event {
        Event::Translation(translation::Event::SourceChanged(change)) => Ok(answered.change(*change)),
        Event::Translation(translation::Event::SourceAccepted { block, .. }) => Ok(answered.accept(block)),
        Event::Translation(_)
        | Event::Source(_)
        | Event::Article(_)
        | Event::Edit(_)
        | Event::Term(_)
        | Event::Policy(_)
        | Event::Publication(_)
        | Event::Member(_)
        | Event::Newsroom(_) => Err(misplaced(fact.sequence)),
    }
}

/// What awaits the translator, if anything does.
pub(super) fn change(answered: &Answered) -> Option<SourceChange> {
    let newer = answered.newer.as_ref()?;
    let changed = |block| ChangedBlock { block, now: newer.document.block(block).cloned() };
    let blocks = answered.open().into_iter().map(changed).collect();
    Some(SourceChange { revision: newer.origin.revision, blocks })
}
