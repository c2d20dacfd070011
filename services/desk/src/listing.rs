//! Which pieces a list shows, and in which order: filtered, sorted and cut into pages here, never by who reads it.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Language, MemberId, Priority, Section, SourceId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    api::bodies::Limit,
    board::{Board, Cursor, MemberRow, Order, PieceRow, Pieces, Rank, Stage, StageName, Wanted},
    problem::Problem,
};

/// Which pieces are wanted. Everything that is given must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own in the address")]
pub struct PieceFilter {
    pub stage: Option<StageName>,
    /// The language that is translated from.
    pub from: Option<Language>,
    /// The language that is translated into; `language` means the same.
    #[serde(alias = "language")]
    pub into: Option<Language>,
    pub source: Option<SourceId>,
    pub section: Option<Section>,
    pub priority: Option<Priority>,
    /// Only what the asking member has claimed and still has.
    pub mine: bool,
    /// Only what anybody may claim now.
    pub unclaimed: bool,
    /// Only what an editor has sent back.
    pub returned: bool,
    /// Only what has a deadline that is over.
    pub overdue: bool,
    /// Any order but the newest first is one of the queue: of what is open or claimed.
    pub sort: Order,
    /// Only what follows in the order: `next` of the page before. It stays right while pieces come and go.
    #[schemars(regex(
        pattern = r"^(turn|deadline|age|length|newest)\.-?[0-9]{1,18}\.-?[0-9]{1,18}\.[0-9]{1,19}$"
    ))]
    pub after: Option<String>,
    /// Only what has a smaller position than this.
    pub before: Option<u64>,
    /// At most this many: 1 to 200, 50 unless said otherwise.
    pub limit: Option<Limit>,
}

/// A piece in a list, and how its deadline stands by the server's clock and the newsroom's settings.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Listed {
    #[serde(flatten)]
    pub row: PieceRow,
    /// None where it has no deadline.
    pub due: Option<Due>,
}

/// How a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    Later,
    /// Within the time before it at which this newsroom warns.
    Soon,
    Overdue,
}

/// One page of a list.
pub(crate) struct Page {
    pub(crate) rows: Vec<PieceRow>,
    /// After which place the next page begins, if there is one.
    pub(crate) next: Option<Cursor>,
}

impl Due {
    pub(crate) fn of(row: &PieceRow, board: &Board, now: DateTime<Utc>) -> Option<Self> {
        row.brief.deadline.map(|deadline| Self::at(deadline, now, board.settings.warning()))
    }

    pub(crate) fn at(deadline: DateTime<Utc>, now: DateTime<Utc>, warning: TimeDelta) -> Self {
        match deadline - now {
            left if left <= TimeDelta::zero() => Self::Overdue,
            left if left < warning => Self::Soon,
            _ => Self::Later,
        }
    }
}

impl Listed {
    pub(crate) fn of(row: PieceRow, board: &Board, now: DateTime<Utc>) -> Self {
        Self { due: Due::of(&row, board, now), row }
    }
}

impl PieceFilter {
    /// The page of these pieces that this member asks for at this time.
    pub(crate) fn page(
        &self,
        pieces: &Pieces,
        me: &MemberId,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Page, Problem> {
        self.fits()?;
        let after = self.begins_after()?;
        let wanted = self.candidates(pieces, me, after).filter(|row| self.holds(row, me, now));
        let mut rows: Vec<PieceRow> = wanted.take(limit + 1).cloned().collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        let cursor = |row: &PieceRow| Cursor { order: self.sort, rank: Rank::of(row, self.sort) };
        Ok(Page { next: rows.last().filter(|_| more).map(cursor), rows })
    }

    /// Whether a piece is in this list of the queue, on whichever page.
    pub(crate) fn has(&self, row: &PieceRow, me: &MemberId, now: DateTime<Utc>) -> bool {
        is_in_work(&row.stage) && self.holds(row, me, now)
    }

    fn fits(&self) -> Result<(), Problem> {
        match (self.sort, self.stage) {
            (Order::Newest, _) | (_, None | Some(StageName::Open | StageName::Claimed)) => Ok(()),
            (
                Order::Turn | Order::Deadline | Order::Age | Order::Length,
                Some(StageName::Submitted | StageName::Approved | StageName::Published),
            ) => Err(Problem::not_understood(
                "only what is open or claimed can be sorted; leave the stage out, or sort by the newest",
            )),
        }
    }

    fn begins_after(&self) -> Result<Option<Rank>, Problem> {
        let Some(given) = &self.after else { return Ok(None) };
        match given.parse() {
            Ok(Cursor { order, rank }) if order == self.sort => Ok(Some(rank)),
            Ok(_) | Err(_) => Err(Problem::not_understood(
                "after is the `next` of an earlier page with the same sort; leave it out for the first page",
            )),
        }
    }

    /// What comes into question, in the order that is wanted.
    fn candidates<'a>(
        &'a self,
        pieces: &'a Pieces,
        me: &'a MemberId,
        after: Option<Rank>,
    ) -> Box<dyn Iterator<Item = &'a PieceRow> + 'a> {
        // One member has few, and few are sent back: they are put in order here.
        if self.mine {
            return self.sorted(pieces.claimed_by(me).collect(), after);
        }
        if self.returned {
            return self.sorted(pieces.returned().collect(), after);
        }
        match (self.sort, self.stage) {
            (
                Order::Newest,
                None | Some(StageName::Submitted | StageName::Approved | StageName::Published),
            ) => {
                let read = after.map_or(u64::MAX, Rank::position);
                Box::new(pieces.newest(read.min(self.before.unwrap_or(u64::MAX))))
            }
            (sort, _) => Box::new(pieces.queue_of(self.wanted(), sort, after)),
        }
    }

    fn sorted<'a>(
        &'a self,
        mut few: Vec<&'a PieceRow>,
        after: Option<Rank>,
    ) -> Box<dyn Iterator<Item = &'a PieceRow> + 'a> {
        few.sort_by_key(|row| Rank::of(row, self.sort));
        if self.sort == Order::Newest {
            few.reverse();
        }
        Box::new(few.into_iter().skip_while(move |row| self.is_read(row, after)))
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            from: self.from.as_ref(),
            into: self.into.as_ref(),
            source: self.source.as_ref(),
            section: self.section.as_ref(),
        }
    }

    /// Whether a piece stood on an earlier page.
    fn is_read(&self, row: &PieceRow, after: Option<Rank>) -> bool {
        let rank = Rank::of(row, self.sort);
        after.is_some_and(|after| if self.sort == Order::Newest { rank >= after } else { rank <= after })
    }

    fn holds(&self, row: &PieceRow, me: &MemberId, now: DateTime<Utc>) -> bool {
        self.stage.is_none_or(|stage| row.stage.name() == stage)
            && self.priority.is_none_or(|priority| row.brief.priority == priority)
            && self.into.as_ref().is_none_or(|into| row.id.language == *into)
            && self.from.as_ref().is_none_or(|from| row.source_language == *from)
            && self.source.as_ref().is_none_or(|source| row.source == *source)
            && self.section.as_ref().is_none_or(|section| row.section == *section)
            && self.before.is_none_or(|before| row.position < before)
            && (!self.mine || is_mine(&row.stage, me, now))
            && (!self.unclaimed || is_free(&row.stage, now))
            && (!self.returned || row.returns > 0 && is_in_work(&row.stage))
            && (!self.overdue || row.brief.deadline.is_some_and(|deadline| deadline <= now))
    }
}

/// The first piece, by its turn, that anybody may claim and that is in the languages of this member.
pub(crate) fn next<'a>(pieces: &'a Pieces, member: &MemberRow, now: DateTime<Utc>) -> Option<&'a PieceRow> {
    pieces.queue(Order::Turn, None).find(|row| is_free(&row.stage, now) && knows_both(member, row))
}

/// Whether a member works in both languages of a piece: one who has said none works in any, and one of a region or a
/// script is as good as another.
pub(crate) fn knows_both(member: &MemberRow, row: &PieceRow) -> bool {
    let languages = &member.membership.languages;
    let knows = |language: &Language| languages.iter().any(|known| known.primary() == language.primary());
    languages.is_empty() || knows(&row.source_language) && knows(&row.id.language)
}

/// Whether anybody may claim it now.
pub(crate) fn is_free(stage: &Stage, now: DateTime<Utc>) -> bool {
    match stage {
        Stage::Open => true,
        Stage::Claimed { lease } => !lease.holds(now),
        Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => false,
    }
}

/// Whether this member has it now.
pub(crate) fn is_mine(stage: &Stage, me: &MemberId, now: DateTime<Utc>) -> bool {
    match stage {
        Stage::Claimed { lease } => lease.holds(now) && lease.holder.member == *me,
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => false,
    }
}

fn is_in_work(stage: &Stage) -> bool {
    match stage {
        Stage::Open | Stage::Claimed { .. } => true,
        Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => false,
    }
}

#[cfg(test)]
mod tests;
