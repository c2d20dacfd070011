//! What has left the queue: with the editors, approved, on the wire, and behind its source there; and whose work it is.

use std::collections::BTreeMap;

use contract::{Language, MemberId, Section};

use super::{Piece, PieceRow, Stage};

/// Where a piece stands that has left the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// Waits for an editor.
    Submitted,
    /// Waits to be published.
    Approved,
    /// On the wire.
    Published,
    /// On the wire, where its source has other words by now.
    Behind,
}

/// The place in the log from which on a piece stands so, and that of its request: one revision puts several behind.
pub type Spot = (u64, u64);

/// How one piece stands there.
#[derive(PartialEq)]
pub(super) struct Shelved {
    shelf: Shelf,
    spot: Spot,
    behind: Option<Spot>,
    translators: Vec<MemberId>,
}

impl Shelved {
    /// None while the piece is in the queue.
    pub(super) fn of(piece: &Piece) -> Option<Self> {
        let (shelf, behind) = match &piece.row.stage {
            Stage::Open | Stage::Claimed { .. } => return None,
            Stage::Submitted { .. } => (Shelf::Submitted, None),
            Stage::Approved { .. } => (Shelf::Approved, None),
            Stage::Published { .. } => (Shelf::Published, piece.behind.as_ref()),
        };
        let spot = |since| (since, piece.row.position);
        let behind = behind.filter(|behind| !behind.blocks.is_empty()).map(|behind| spot(behind.since));
        Some(Self { shelf, spot: spot(piece.row.since), behind, translators: piece.translators.clone() })
    }
}

/// The numbers of the pieces on each shelf, by the place in the log from which on each stands so.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shelves {
    /// Submitted or approved.
    review: BTreeMap<Spot, usize>,
    submitted: BTreeMap<Spot, usize>,
    approved: BTreeMap<Spot, usize>,
    published: BTreeMap<Spot, usize>,
    behind: BTreeMap<Spot, usize>,
    by_translator: BTreeMap<(MemberId, Spot), usize>,
    counts: BTreeMap<(Shelf, Language, Section), usize>,
}

impl Shelves {
    pub(super) fn review(&self) -> &BTreeMap<Spot, usize> {
        &self.review
    }

    pub(super) fn of(&self, which: Shelf) -> &BTreeMap<Spot, usize> {
        match which {
            Shelf::Submitted => &self.submitted,
            Shelf::Approved => &self.approved,
            Shelf::Published => &self.published,
            Shelf::Behind => &self.behind,
        }
    }

    /// What this member translated, the newest move last.
    pub(super) fn translated_by(&self, member: &MemberId) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let all = (member.clone(), (0, 0))..=(member.clone(), (u64::MAX, u64::MAX));
        self.by_translator.range(all).map(|(_, number)| *number)
    }

    pub(super) fn counts(&self) -> &BTreeMap<(Shelf, Language, Section), usize> {
        &self.counts
    }

    fn at(&mut self, which: Shelf) -> &mut BTreeMap<Spot, usize> {
        match which {
            Shelf::Submitted => &mut self.submitted,
            Shelf::Approved => &mut self.approved,
            Shelf::Published => &mut self.published,
            Shelf::Behind => &mut self.behind,
        }
    }

    pub(super) fn enter(&mut self, place: Shelved, row: &PieceRow, number: usize) {
        let Shelved { shelf: which, spot, behind, translators } = place;
        if which != Shelf::Published {
            self.review.insert(spot, number);
        }
        self.at(which).insert(spot, number);
        *self.count(which, row) += 1;
        if let Some(place) = behind {
            self.behind.insert(place, number);
            *self.count(Shelf::Behind, row) += 1;
        }
        self.by_translator.extend(translators.into_iter().map(|member| ((member, spot), number)));
    }

    pub(super) fn leave(&mut self, place: Shelved, row: &PieceRow) {
        let Shelved { shelf: which, spot, behind, translators } = place;
        self.review.remove(&spot);
        self.at(which).remove(&spot);
        self.uncount(which, row);
        if let Some(place) = behind {
            self.behind.remove(&place);
            self.uncount(Shelf::Behind, row);
        }
        for member in translators {
            self.by_translator.remove(&(member, spot));
        }
    }

    fn count(&mut self, which: Shelf, row: &PieceRow) -> &mut usize {
        self.counts.entry((which, row.id.language.clone(), row.section.clone())).or_default()
    }

    fn uncount(&mut self, which: Shelf, row: &PieceRow) {
        let count = self.count(which, row);
        *count -= 1;
        if *count == 0 {
            self.counts.remove(&(which, row.id.language.clone(), row.section.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::{BlockId, Digest, PieceId};

    use super::*;
    use crate::board::{Behind, Pieces, Wanted, open_piece};

    fn published(number: u64) -> Piece {
        let stage = Stage::Published { digest: Digest::of(b"words"), edition: 1, at: DateTime::UNIX_EPOCH };
        let translators = vec!["salma".parse().unwrap()];
        Piece { translators, ..Piece::requested(PieceRow { stage, ..open_piece(number) }) }
    }

    fn ids<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<u64> {
        pieces.map(|piece| piece.row.position).collect()
    }

    fn falls_behind(pieces: &mut Pieces, id: &PieceId, blocks: &[u32]) {
        let mut behind = Behind::since(9, DateTime::UNIX_EPOCH);
        behind.blocks.extend(blocks.iter().copied().map(BlockId));
        pieces.change(id, |piece| piece.behind = Some(behind));
    }

    #[test]
    fn what_is_published_comes_newest_first_page_by_page() {
        let mut pieces = Pieces::default();
        for number in 1..=4 {
            pieces.insert(published(number));
        }
        let any = Wanted::default();
        assert_eq!(ids(pieces.shelf(Shelf::Published, any, None)), [4, 3, 2, 1]);
        assert_eq!(ids(pieces.shelf(Shelf::Published, any, Some((3, 3)))), [2, 1]);
        assert_eq!(ids(pieces.translated_by(&"salma".parse().unwrap())), [4, 3, 2, 1]);
        let french = "fr".parse().unwrap();
        let wanted = Wanted { into: Some(&french), ..any };
        assert_eq!(ids(pieces.shelf(Shelf::Published, wanted, None)), [0; 0]);
        let newest = |pieces: &Pieces, language: &Language| ids(pieces.newest_in(language).into_iter());
        let (english, newest_one) = ("en".parse().unwrap(), open_piece(4).id);
        assert_eq!((newest(&pieces, &english), newest(&pieces, &french)), (vec![4], vec![]));
        pieces.change(&newest_one, |piece| piece.row.stage = Stage::Open);
        assert_eq!(newest(&pieces, &english), [3]);
    }

    #[test]
    fn one_revision_puts_several_behind_and_each_catches_up_by_itself() {
        let mut pieces = Pieces::default();
        let behind = |pieces: &Pieces| ids(pieces.shelf(Shelf::Behind, Wanted::default(), None));
        let [first, second] = [1, 2].map(|number| open_piece(number).id);
        for number in [1, 2] {
            pieces.insert(published(number));
        }
        falls_behind(&mut pieces, &second, &[1]);
        falls_behind(&mut pieces, &first, &[2, 3]);
        assert_eq!(behind(&pieces), [1, 2]);
        assert_eq!(pieces.shelved().values().copied().collect::<Vec<_>>(), [2, 2]);
        pieces.change(&first, |piece| piece.behind = None);
        assert_eq!(behind(&pieces), [2]);
        // Only particulars changed: there is nothing to be done.
        falls_behind(&mut pieces, &first, &[]);
        assert_eq!(behind(&pieces), [2]);
        pieces.change(&second, |piece| piece.row.stage = Stage::Open);
        assert_eq!(behind(&pieces), [0; 0]);
        assert_eq!(pieces.shelved().values().copied().collect::<Vec<_>>(), [1]);
    }
}
