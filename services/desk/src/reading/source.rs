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
    let Event::Translation(event) = fact.event else { return Err(misplaced(fact.sequence)) };
    if let translation::Event::Requested(requested) = event {
        Ok(Answered::new(requested.origin, requested.document))
    } else if let translation::Event::SourceChanged(change) = event {
        Ok(Answered::new(change.origin, change.document))
    } else {
        Err(misplaced(fact.sequence))
    }
}

fn step(answered: Answered, fact: Recorded<Event>) -> Result<Answered, Problem> {
    let Event::Translation(event) = fact.event else { return Err(misplaced(fact.sequence)) };
    if let translation::Event::SourceChanged(change) = event {
        Ok(answered.change(*change))
    } else if let translation::Event::SourceAccepted { block, .. } = event {
        Ok(answered.accept(block))
    } else {
        Err(misplaced(fact.sequence))
    }
}

/// What awaits the translator, if anything does.
pub(super) fn change(answered: &Answered) -> Option<SourceChange> {
    let newer = answered.newer.as_ref()?;
    let changed = |block| ChangedBlock { block, now: newer.document.block(block).cloned() };
    let blocks = answered.open().into_iter().map(changed).collect();
    Some(SourceChange { revision: newer.origin.revision, blocks })
}
