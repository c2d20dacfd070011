//! What the newsroom's work comes to in figures: a fold of translations and edits, beside the board.
//!
//! Of a piece that is done it keeps figures only; the first submission's text is kept while the piece is under way.

mod piece;
mod sums;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use contract::{Event, Kind, PieceId, Recorded, Subject, Unreadable};
use decider::Fold;
use language::difference::SOURCES;
use serde::{Deserialize, Serialize};

pub use piece::{Apart, Help, Share, Work};
pub use sums::{Span, Sum, Whose};

/// The figures of all pieces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pieces: BTreeMap<PieceId, Work>,
    /// The pieces by the day, in UTC, on which they were first submitted.
    days: BTreeMap<NaiveDate, BTreeSet<PieceId>>,
}

impl Fold for Figures {
    const NAME: &'static str = "figures";
    const KINDS: &'static [Kind] = &[Kind::Translation, Kind::Edit];
    const SOURCES: &'static [&'static str] =
        &[include_str!("figures.rs"), include_str!("figures/piece.rs"), SOURCES[0], SOURCES[1]];
    type Seen = Recorded<Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        contract::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        let Recorded { subject, by, at, event, .. } = seen;
        let Some(id) = subject.piece_id() else { return };
        match event {
            Event::Translation(contract::translation::Event::Requested(requested)) => {
                self.pieces.insert(id, Work::requested(&requested, at));
            }
            Event::Translation(event) => {
                let Some(work) = self.pieces.get_mut(&id) else { return };
                work.translation(event, &by, at);
                if let Some(first) = work.submitted_at {
                    self.days.entry(first.date_naive()).or_default().insert(id);
                }
            }
            Event::Edit(event) => {
                if let Some(work) = self.pieces.get_mut(&id) {
                    work.edit(event, at);
                }
            }
            // No other kind is declared.
            Event::Source(_)
            | Event::Article(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Publication(_)
            | Event::Member(_)
            | Event::Newsroom(_) => {}
        }
    }
}

impl Figures {
    /// The figures of a piece, once it was asked for.
    pub fn of(&self, piece: &PieceId) -> Option<&Work> {
        self.pieces.get(piece)
    }

    /// The pieces that were first submitted on these days.
    fn within(&self, span: Span) -> impl Iterator<Item = (&PieceId, &Work)> {
        let ids = self.days.range(span.from..=span.to.max(span.from)).flat_map(|(_, pieces)| pieces);
        ids.filter_map(|id| self.pieces.get_key_value(id))
    }
}

#[cfg(test)]
mod tests;
