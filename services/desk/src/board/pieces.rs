//! The pieces, and which of them wait where, in the orders in which people look at them. A page of a list costs what it
//! shows, and what a filter passes over on the way: those are looked at one by one, in order, without a search.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use chrono::{DateTime, Utc};
use contract::{Language, Malformed, MemberId, PieceId};
use serde::{Deserialize, Serialize, Serializer};

use super::{
    Order, Piece, PieceRow, Stage,
    order::{Orders, Rank, Ranks},
    traits::{Traits, Wanted},
};

/// All pieces. Written as a map by their ids: the lists follow from the pieces.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(from = "HashMap<PieceId, Piece>")]
pub struct Pieces {
    /// In the order of the log. A piece stays, so its number here does.
    all: Vec<Piece>,
    numbers: HashMap<PieceId, usize>,
    traits: Traits,
    queue: Orders,
    /// What somebody has claimed, and what an editor sent back: parts of the queue, in the order of their turns.
    claimed: BTreeMap<(MemberId, Rank), usize>,
    returned: BTreeMap<Rank, usize>,
    /// The queue by language pair.
    pairs: BTreeMap<Pair, Count>,
    /// By the place in the log from which on each stands so.
    review: BTreeMap<u64, usize>,
    published: BTreeMap<u64, usize>,
}

/// From which language into which: written `ar_en`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Pair {
    pub from: Language,
    pub into: Language,
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.from, self.into)
    }
}

impl TryFrom<String> for Pair {
    type Error = Malformed;

    fn try_from(given: String) -> Result<Self, Malformed> {
        let (from, into) = given.split_once('_').unwrap_or((&given, ""));
        Ok(Self { from: from.parse()?, into: into.parse()? })
    }
}

impl Pair {
    pub fn of(row: &PieceRow) -> Self {
        Self { from: row.source_language.clone(), into: row.id.language.clone() }
    }
}

/// How many pieces wait for a translator or for the end of a translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub queued: usize,
    pub claimed: usize,
}

/// Where a piece waits.
#[derive(PartialEq)]
enum Place {
    Queue { ranks: Ranks, holder: Option<MemberId>, returned: bool },
    Review { since: u64 },
    Published { since: u64 },
}

impl Place {
    fn of(row: &PieceRow) -> Self {
        let since = row.since;
        let queue = |holder| Self::Queue { ranks: Ranks::of(row), holder, returned: row.returns > 0 };
        match &row.stage {
            Stage::Open => queue(None),
            Stage::Claimed { lease } => queue(Some(lease.holder.member.clone())),
            Stage::Submitted { .. } | Stage::Approved { .. } => Self::Review { since },
            Stage::Published { .. } => Self::Published { since },
        }
    }
}

impl Pieces {
    pub fn get(&self, id: &PieceId) -> Option<&Piece> {
        self.numbers.get(id).and_then(|number| self.all.get(*number))
    }

    /// What was asked for before this position in the log, the newest first.
    pub fn newest(&self, before: u64) -> impl Iterator<Item = &PieceRow> {
        let end = self.all.partition_point(|piece| piece.row.position < before);
        self.all[..end].iter().rev().map(|piece| &piece.row)
    }

    /// What is not submitted yet, in this order, after this place in it.
    pub fn queue(&self, order: Order, after: Option<Rank>) -> impl Iterator<Item = &PieceRow> {
        self.queue.after(order, after).filter_map(|number| self.row(number))
    }

    /// The same, without the pieces that are not wanted: those are not even looked at.
    pub fn queue_of<'a>(
        &'a self,
        wanted: Wanted<'_>,
        order: Order,
        after: Option<Rank>,
    ) -> impl Iterator<Item = &'a PieceRow> + use<'a> {
        let pattern = self.traits.pattern(wanted);
        let ranked = pattern.into_iter().flat_map(move |pattern| {
            self.queue.after(order, after).filter(move |number| self.traits.fit(*number, pattern))
        });
        ranked.filter_map(|number| self.row(number))
    }

    /// How many these are.
    pub fn queued(&self) -> usize {
        self.queue.len()
    }

    /// How many of these nobody has claimed. A claim that is over counts until the log says so, a second later.
    pub fn unclaimed(&self) -> usize {
        self.queue.len() - self.claimed.len()
    }

    /// How many of these are overdue at this time.
    pub fn overdue(&self, now: DateTime<Utc>) -> usize {
        let due = self.queue(Order::Deadline, None).map_while(|row| row.brief.deadline);
        due.take_while(|deadline| *deadline <= now).count()
    }

    /// The language pairs of the queue.
    pub fn pairs(&self) -> &BTreeMap<Pair, Count> {
        &self.pairs
    }

    /// What of the queue this member has claimed, if the lease still holds, in the order of the turns.
    pub fn claimed_by(&self, member: &MemberId) -> impl Iterator<Item = &PieceRow> {
        let claims = self.claimed.range((member.clone(), Rank::FIRST)..);
        let claims = claims.take_while(move |((holder, _), _)| holder == member);
        claims.filter_map(|(_, number)| self.row(*number))
    }

    /// How many pieces of the queue an editor sent back.
    pub fn sent_back(&self) -> usize {
        self.returned.len()
    }

    /// What of the queue an editor sent back, in the order of the turns.
    pub fn returned(&self) -> impl Iterator<Item = &PieceRow> {
        self.returned.values().filter_map(|number| self.row(*number))
    }

    /// What was submitted or approved after this place in the log, what waits longest first.
    pub fn review(&self, after: u64) -> impl Iterator<Item = &PieceRow> {
        self.review.range(after.saturating_add(1)..).filter_map(|(_, number)| self.row(*number))
    }

    /// What was published before this place in the log, the newest first.
    pub fn published(&self, before: u64) -> impl Iterator<Item = &PieceRow> {
        self.published.range(..before).rev().filter_map(|(_, number)| self.row(*number))
    }

    fn row(&self, number: usize) -> Option<&PieceRow> {
        self.all.get(number).map(|piece| &piece.row)
    }

    /// Takes in the piece that was asked for last. No decision asks for one again; if the log does, it changes nothing.
    pub(crate) fn insert(&mut self, piece: Piece) {
        let number = self.all.len();
        if self.numbers.contains_key(&piece.row.id) {
            return;
        }
        let place = Place::of(&piece.row);
        self.numbers.insert(piece.row.id.clone(), number);
        self.traits.push(&piece.row);
        self.all.push(piece);
        self.enter(place, number);
    }

    /// Changes a piece, if there is one, and where it waits.
    pub(crate) fn change(&mut self, id: &PieceId, change: impl FnOnce(&mut Piece)) {
        let Some(number) = self.numbers.get(id).copied() else { return };
        let piece = &mut self.all[number];
        let before = Place::of(&piece.row);
        change(piece);
        let after = Place::of(&piece.row);
        if before != after {
            self.leave(before, number);
            self.enter(after, number);
        }
    }

    fn enter(&mut self, place: Place, number: usize) {
        match place {
            Place::Queue { ranks, holder, returned } => {
                let count = self.pairs.entry(Pair::of(&self.all[number].row)).or_default();
                count.queued += 1;
                count.claimed += usize::from(holder.is_some());
                self.queue.enter(&ranks, number);
                self.claimed.extend(holder.map(|holder| ((holder, ranks.turn), number)));
                self.returned.extend(returned.then_some((ranks.turn, number)));
            }
            Place::Review { since } => drop(self.review.insert(since, number)),
            Place::Published { since } => drop(self.published.insert(since, number)),
        }
    }

    fn leave(&mut self, place: Place, number: usize) {
        match place {
            Place::Queue { ranks, holder, .. } => {
                let pair = Pair::of(&self.all[number].row);
                let count = self.pairs.entry(pair.clone()).or_default();
                count.queued -= 1;
                count.claimed -= usize::from(holder.is_some());
                if count.queued == 0 {
                    self.pairs.remove(&pair);
                }
                self.queue.leave(&ranks);
                holder.map(|holder| self.claimed.remove(&(holder, ranks.turn)));
                self.returned.remove(&ranks.turn);
            }
            Place::Review { since } => drop(self.review.remove(&since)),
            Place::Published { since } => drop(self.published.remove(&since)),
        }
    }
}

impl From<HashMap<PieceId, Piece>> for Pieces {
    fn from(all: HashMap<PieceId, Piece>) -> Self {
        let mut in_order: Vec<Piece> = all.into_values().collect();
        in_order.sort_unstable_by_key(|piece| piece.row.position);
        let mut pieces = Self::default();
        for piece in in_order {
            pieces.insert(piece);
        }
        pieces
    }
}

impl Serialize for Pieces {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer
            .collect_map(self.all.iter().map(|piece| (&piece.row.id, piece)).collect::<BTreeMap<_, _>>())
    }
}

#[cfg(test)]
mod tests;
