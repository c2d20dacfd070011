//! The pieces, and which of them wait where, in the order in which people take them up. A page of a list costs what it
//! shows, however many pieces there are.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use contract::{MemberId, PieceId, Priority};
use serde::{Deserialize, Serialize, Serializer};

use super::{Piece, PieceRow, Stage, in_order};

/// All pieces. Written as a map by their ids: the lists follow from the pieces.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "HashMap<PieceId, Piece>")]
pub struct Pieces {
    all: HashMap<PieceId, Piece>,
    by_position: BTreeMap<u64, PieceId>,
    queue: BTreeSet<Turn>,
    /// What somebody has claimed, and what an editor sent back: parts of the queue.
    claimed: BTreeSet<(MemberId, Turn)>,
    returned: BTreeSet<Turn>,
    /// Positions by version.
    review: BTreeMap<u64, u64>,
    published: BTreeMap<u64, u64>,
}

/// When a piece's turn comes: the urgent first, then by what is due, then by what waits longest. Ends with its position.
type Turn = (Priority, DateTime<Utc>, u64);

/// Where a piece waits.
#[derive(PartialEq)]
enum Place {
    Queue { turn: Turn, holder: Option<MemberId>, returned: bool },
    Review { version: u64, position: u64 },
    Published { version: u64, position: u64 },
}

impl Place {
    fn of(row: &PieceRow) -> Self {
        let (version, position) = (row.version, row.position);
        let deadline = row.brief.deadline.unwrap_or(DateTime::<Utc>::MAX_UTC);
        let turn = (row.brief.priority, deadline, position);
        let queue = |holder| Self::Queue { turn, holder, returned: row.returns > 0 };
        match &row.stage {
            Stage::Open => queue(None),
            Stage::Claimed { lease } => queue(Some(lease.holder.member.clone())),
            Stage::Submitted { .. } | Stage::Approved { .. } => Self::Review { version, position },
            Stage::Published { .. } => Self::Published { version, position },
        }
    }
}

impl Pieces {
    pub fn get(&self, id: &PieceId) -> Option<&Piece> {
        self.all.get(id)
    }

    /// What was asked for before this position in the log, the newest first.
    pub fn newest(&self, before: u64) -> impl Iterator<Item = &PieceRow> {
        self.by_position.range(..before).rev().filter_map(|(_, id)| self.row(id))
    }

    /// What is not submitted yet, in the order of its turns.
    pub fn queue(&self) -> impl Iterator<Item = &PieceRow> {
        self.rows(&self.queue)
    }

    /// How many these are.
    pub fn queued(&self) -> usize {
        self.queue.len()
    }

    /// How many of these nobody has claimed. A claim that is over counts until the log says so, a second later.
    pub fn unclaimed(&self) -> usize {
        self.queue.len() - self.claimed.len()
    }

    /// What of the queue this member has claimed, if the lease still holds.
    pub fn claimed_by(&self, member: &MemberId) -> impl Iterator<Item = &PieceRow> {
        let first = (Priority::Urgent, DateTime::<Utc>::MIN_UTC, 0);
        let claims = self.claimed.range((member.clone(), first)..);
        let claims = claims.take_while(move |(holder, _)| holder == member);
        claims.filter_map(|(_, (.., position))| self.at(*position))
    }

    /// What of the queue an editor sent back.
    pub fn returned(&self) -> impl Iterator<Item = &PieceRow> {
        self.rows(&self.returned)
    }

    /// How many these are.
    pub fn sent_back(&self) -> usize {
        self.returned.len()
    }

    /// What was submitted or approved after this version, what waits longest first.
    pub fn review(&self, after: u64) -> impl Iterator<Item = &PieceRow> {
        self.review.range(after.saturating_add(1)..).filter_map(|(_, position)| self.at(*position))
    }

    /// What was published before this version, the newest first.
    pub fn published(&self, before: u64) -> impl Iterator<Item = &PieceRow> {
        self.published.range(..before).rev().filter_map(|(_, position)| self.at(*position))
    }

    fn rows<'a>(&'a self, turns: &'a BTreeSet<Turn>) -> impl Iterator<Item = &'a PieceRow> {
        turns.iter().filter_map(|(.., position)| self.at(*position))
    }

    fn at(&self, position: u64) -> Option<&PieceRow> {
        self.by_position.get(&position).and_then(|id| self.row(id))
    }

    fn row(&self, id: &PieceId) -> Option<&PieceRow> {
        self.get(id).map(|piece| &piece.row)
    }

    pub(super) fn insert(&mut self, piece: Piece) {
        let id = piece.row.id.clone();
        self.enter(Place::of(&piece.row));
        self.by_position.insert(piece.row.position, id.clone());
        self.all.insert(id, piece);
    }

    /// Changes a piece, if there is one, and where it waits.
    pub(super) fn change(&mut self, id: &PieceId, change: impl FnOnce(&mut Piece)) {
        let Some(piece) = self.all.get_mut(id) else { return };
        let before = Place::of(&piece.row);
        change(piece);
        let after = Place::of(&piece.row);
        if before != after {
            self.leave(before);
            self.enter(after);
        }
    }

    fn enter(&mut self, place: Place) {
        match place {
            Place::Queue { turn, holder, returned } => {
                self.queue.insert(turn);
                self.claimed.extend(holder.map(|holder| (holder, turn)));
                self.returned.extend(returned.then_some(turn));
            }
            Place::Review { version, position } => drop(self.review.insert(version, position)),
            Place::Published { version, position } => drop(self.published.insert(version, position)),
        }
    }

    fn leave(&mut self, place: Place) {
        match place {
            Place::Queue { turn, holder, .. } => {
                self.queue.remove(&turn);
                holder.map(|holder| self.claimed.remove(&(holder, turn)));
                self.returned.remove(&turn);
            }
            Place::Review { version, .. } => drop(self.review.remove(&version)),
            Place::Published { version, .. } => drop(self.published.remove(&version)),
        }
    }
}

impl From<HashMap<PieceId, Piece>> for Pieces {
    fn from(all: HashMap<PieceId, Piece>) -> Self {
        let mut pieces = Self::default();
        for piece in all.into_values() {
            pieces.insert(piece);
        }
        pieces
    }
}

impl Serialize for Pieces {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        in_order(&self.all, serializer)
    }
}

#[cfg(test)]
mod tests;
