//! The pieces, and which of them wait where, in the orders in which people look at them. A page of a list costs what it
//! shows, and what a filter passes over on the way: those are looked at one by one, in order, without a search.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
};

use chrono::{DateTime, Utc};
use contract::{Language, Malformed, MemberId, PieceId, Section};
use serde::{Deserialize, Serialize, Serializer};

use super::{
    Order, Piece, PieceRow, Stage,
    order::{Orders, Rank, Ranks},
    shelves::{Shelf, Shelved, Shelves, Spot},
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
    /// How many were asked for, by language pair.
    asked: BTreeMap<Pair, usize>,
    queue: Orders,
    /// What somebody has claimed, and what an editor sent back: parts of the queue, in the order of their turns.
    claimed: BTreeMap<(MemberId, Rank), usize>,
    returned: BTreeMap<Rank, usize>,
    /// The queue by language pair.
    pairs: BTreeMap<Pair, Count>,
    /// What an editor sent back to its translators.
    returned_to: BTreeMap<(MemberId, Rank), usize>,
    /// What has left the queue.
    shelves: Shelves,
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
    /// Of what was sent back, with those who translated it.
    Queue {
        ranks: Ranks,
        holder: Option<MemberId>,
        returned: Option<Vec<MemberId>>,
    },
    Shelf(Shelved),
}

impl Place {
    fn of(piece: &Piece) -> Self {
        if let Some(shelved) = Shelved::of(piece) {
            return Self::Shelf(shelved);
        }
        let row = &piece.row;
        let holder = match &row.stage {
            Stage::Claimed { lease } => Some(lease.holder.member.clone()),
            Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
        };
        let returned = (row.returns > 0).then(|| piece.translators.clone());
        Self::Queue { ranks: Ranks::of(row), holder, returned }
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
        self.queue.due(now)
    }

    /// How many pieces were ever asked for, by language pair.
    pub fn asked(&self) -> &BTreeMap<Pair, usize> {
        &self.asked
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
        let review = self.shelves.review().range((after.saturating_add(1), 0)..);
        review.filter_map(|(_, number)| self.row(*number))
    }

    /// What of the queue an editor sent back to this member, in the order of the turns.
    pub fn returned_to(&self, member: &MemberId) -> impl Iterator<Item = &Piece> {
        let returned = self.returned_to.range((member.clone(), Rank::FIRST)..);
        let returned = returned.take_while(move |((translator, _), _)| translator == member);
        returned.filter_map(|(_, number)| self.all.get(*number))
    }

    /// What this member translated and has handed in, the newest move first.
    pub fn translated_by(&self, member: &MemberId) -> impl Iterator<Item = &Piece> {
        self.shelves.translated_by(member).rev().filter_map(|number| self.all.get(number))
    }

    /// What stands on a shelf behind this spot and is wanted: the newest first of what is published, else what waits longest.
    pub fn shelf<'a>(
        &'a self,
        which: Shelf,
        wanted: Wanted<'_>,
        behind: Option<Spot>,
    ) -> Box<dyn Iterator<Item = &'a Piece> + 'a> {
        use std::ops::Bound::{Excluded, Unbounded};
        let Some(pattern) = self.traits.pattern(wanted) else { return Box::new(std::iter::empty()) };
        let (all, bound) = (self.shelves.of(which), behind.map_or(Unbounded, Excluded));
        let fits = move |number: &usize| self.traits.fit(*number, pattern);
        let piece = |number: usize| self.all.get(number);
        match which {
            Shelf::Published => Box::new(
                all.range((Unbounded, bound)).rev().map(|(_, number)| *number).filter(fits).filter_map(piece),
            ),
            Shelf::Submitted | Shelf::Approved | Shelf::Behind => Box::new(
                all.range((bound, Unbounded)).map(|(_, number)| *number).filter(fits).filter_map(piece),
            ),
        }
    }

    /// The newest piece on the wire in this language.
    pub fn newest_in(&self, language: &Language) -> Option<&Piece> {
        self.shelf(Shelf::Published, Wanted { into: Some(language), ..Wanted::default() }, None).next()
    }

    /// How many pieces are on the wire.
    pub fn on_the_wire(&self) -> usize {
        self.shelves.of(Shelf::Published).len()
    }

    /// How much stands on each shelf, by language and section.
    pub fn shelved(&self) -> &BTreeMap<(Shelf, Language, Section), usize> {
        self.shelves.counts()
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
        let place = Place::of(&piece);
        self.numbers.insert(piece.row.id.clone(), number);
        self.traits.push(&piece.row);
        *self.asked.entry(Pair::of(&piece.row)).or_default() += 1;
        self.all.push(piece);
        self.enter(place, number);
    }

    /// Changes a piece, if there is one, and where it waits.
    pub(crate) fn change(&mut self, id: &PieceId, change: impl FnOnce(&mut Piece)) {
        let Some(number) = self.numbers.get(id).copied() else { return };
        let piece = &mut self.all[number];
        let before = Place::of(piece);
        change(piece);
        let after = Place::of(piece);
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
                self.returned.extend(returned.is_some().then_some((ranks.turn, number)));
                let translators = returned.into_iter().flatten();
                self.returned_to.extend(translators.map(|member| ((member, ranks.turn), number)));
            }
            Place::Shelf(shelved) => self.shelves.enter(shelved, &self.all[number].row, number),
        }
    }

    fn leave(&mut self, place: Place, number: usize) {
        match place {
            Place::Queue { ranks, holder, returned } => {
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
                for translator in returned.into_iter().flatten() {
                    self.returned_to.remove(&(translator, ranks.turn));
                }
            }
            Place::Shelf(shelved) => self.shelves.leave(shelved, &self.all[number].row),
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
