//! The orders in which pieces are listed, and the places in them that a list can go on from.

use std::{collections::BTreeMap, fmt, str::FromStr};

use chrono::{DateTime, Utc};
use contract::Priority;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PieceRow;

/// In which order pieces are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// What was asked for last comes first.
    #[default]
    Newest,
    /// The urgent first, then by what is due, then by what waits longest.
    Turn,
    /// By what is due; what has no deadline comes last.
    Deadline,
    /// What waits longest comes first.
    Age,
    /// The shortest first.
    Length,
}

impl Order {
    pub const ALL: [Self; 5] = [Self::Newest, Self::Turn, Self::Deadline, Self::Age, Self::Length];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Turn => "turn",
            Self::Deadline => "deadline",
            Self::Age => "age",
            Self::Length => "length",
        }
    }
}

/// The place of a piece in an order: larger ones come later. It stays while other pieces come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    first: i64,
    then: i64,
    position: u64,
}

impl Rank {
    /// The first of all that a piece of this kind of rank can have.
    pub(super) const FIRST: Self = Self { first: i64::MIN, then: i64::MIN, position: 0 };

    pub fn of(row: &PieceRow, order: Order) -> Self {
        let deadline = || row.brief.deadline.map_or(i64::MAX, |deadline| deadline.timestamp_micros());
        let (first, then) = match order {
            Order::Turn => (urgency(row.brief.priority), deadline()),
            Order::Deadline => (deadline(), 0),
            Order::Length => (i64::try_from(row.words).unwrap_or(i64::MAX), 0),
            Order::Age | Order::Newest => (0, 0),
        };
        Self { first, then, position: row.position }
    }

    /// The place of the piece in the log.
    pub fn position(self) -> u64 {
        self.position
    }
}

const fn urgency(priority: Priority) -> i64 {
    match priority {
        Priority::Urgent => 0,
        Priority::Normal => 1,
        Priority::Low => 2,
    }
}

/// Up to where a list was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub order: Order,
    pub rank: Rank,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rank { first, then, position } = self.rank;
        write!(f, "{}.{first}.{then}.{position}", self.order.name())
    }
}

/// A text that no list has given as `next`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(given: &str) -> Result<Self, NoCursor> {
        let mut parts = given.split('.');
        let name = parts.next().unwrap_or_default();
        let order = Order::ALL.into_iter().find(|order| order.name() == name).ok_or(NoCursor)?;
        let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok()).ok_or(NoCursor);
        let (first, then) = (number()?, number()?);
        let position = parts.next().and_then(|part| part.parse().ok()).ok_or(NoCursor)?;
        if parts.next().is_some() {
            return Err(NoCursor);
        }
        Ok(Self { order, rank: Rank { first, then, position } })
    }
}

/// Some pieces in every order, as their numbers in a list of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Orders {
    turn: BTreeMap<Rank, usize>,
    deadline: BTreeMap<Rank, usize>,
    age: BTreeMap<Rank, usize>,
    length: BTreeMap<Rank, usize>,
}

impl Orders {
    pub(super) fn len(&self) -> usize {
        self.turn.len()
    }

    /// The numbers of the pieces that come after this rank, in this order.
    pub(super) fn after(&self, order: Order, rank: Option<Rank>) -> Box<dyn Iterator<Item = usize> + '_> {
        use std::ops::Bound::{Excluded, Unbounded};
        let after = rank.map_or(Unbounded, Excluded);
        let ranked = match order {
            Order::Turn => &self.turn,
            Order::Deadline => &self.deadline,
            Order::Age => &self.age,
            Order::Length => &self.length,
            Order::Newest => {
                return Box::new(self.age.range((Unbounded, after)).rev().map(|(_, number)| *number));
            }
        };
        Box::new(ranked.range((after, Unbounded)).map(|(_, number)| *number))
    }

    /// How many have a deadline that is over at this time; the pieces themselves are not looked at.
    pub(super) fn due(&self, now: DateTime<Utc>) -> usize {
        let last = Rank { first: now.timestamp_micros(), then: i64::MAX, position: u64::MAX };
        self.deadline.range(..=last).count()
    }

    pub(super) fn enter(&mut self, ranks: &Ranks, number: usize) {
        self.turn.insert(ranks.turn, number);
        self.deadline.insert(ranks.deadline, number);
        self.age.insert(ranks.age, number);
        self.length.insert(ranks.length, number);
    }

    pub(super) fn leave(&mut self, ranks: &Ranks) {
        self.turn.remove(&ranks.turn);
        self.deadline.remove(&ranks.deadline);
        self.age.remove(&ranks.age);
        self.length.remove(&ranks.length);
    }
}

/// The ranks of one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ranks {
    pub(super) turn: Rank,
    deadline: Rank,
    age: Rank,
    length: Rank,
}

impl Ranks {
    pub(super) fn of(row: &PieceRow) -> Self {
        Self {
            turn: Rank::of(row, Order::Turn),
            deadline: Rank::of(row, Order::Deadline),
            age: Rank::of(row, Order::Age),
            length: Rank::of(row, Order::Length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_as_it_is_written() {
        for order in Order::ALL {
            let rank = Rank { first: -3, then: i64::MAX, position: 17 };
            let cursor = Cursor { order, rank };
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
            assert_eq!(serde_json::to_value(order).unwrap(), order.name());
        }
        for garbage in ["", "turn", "turn.1.2", "turn.1.2.-3", "turn.1.2.3.4", "late.1.2.3", "turn.a.2.3"] {
            assert_eq!(garbage.parse::<Cursor>(), Err(NoCursor), "{garbage}");
        }
    }
}
