use chrono::TimeDelta;
use contract::{BlockId, Brief, Credit, Digest, Priority, translation::Lease};
use proptest::prelude::*;

use super::*;
use crate::board::{Behind, open_piece};

#[derive(Clone, Debug)]
enum Step {
    Request { priority: Priority, hours: Option<i64> },
    Change { which: usize, stage: Stage, sent_back: bool },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let priority = prop::sample::select(vec![Priority::Urgent, Priority::Normal, Priority::Low]);
    let request = (priority, prop::option::of(0..3_i64))
        .prop_map(|(priority, hours)| Step::Request { priority, hours });
    let change = (0..8_usize, stage(), any::<bool>()).prop_map(|(which, stage, sent_back)| Step::Change {
        which,
        stage,
        sent_back,
    });
    prop::collection::vec(prop_oneof![request, change], 0..40)
}

fn stage() -> impl Strategy<Value = Stage> {
    let (digest, at) = (Digest::of(b"words"), DateTime::UNIX_EPOCH);
    let credit = |member: &str| Credit { member: member.parse().unwrap(), name: "Salma".to_owned() };
    let claimed = |member| Stage::Claimed {
        lease: Lease { holder: credit(member), epoch: 1, until: at, minutes: 240 },
    };
    let credit = credit("salma");
    prop::sample::select(vec![
        Stage::Open,
        claimed("salma"),
        claimed("salma-b"),
        claimed("yusuf"),
        Stage::Submitted { digest, translators: [credit.clone()].into() },
        Stage::Approved { digest, editor: credit },
        Stage::Published { digest, edition: 1, at },
    ])
}

fn requested(number: u64, priority: Priority, hours: Option<i64>) -> Piece {
    let deadline = hours.map(|hours| DateTime::UNIX_EPOCH + TimeDelta::hours(hours));
    Piece::requested(PieceRow {
        source_language: if number.is_multiple_of(3) { "fa" } else { "ar" }.parse().unwrap(),
        words: (number % 4) as usize,
        brief: Brief { priority, deadline, ..Brief::default() },
        ..open_piece(number)
    })
}

/// Each step is a fact: its number is the version of the piece that it is about.
fn after(steps: &[Step]) -> Pieces {
    let mut pieces = Pieces::default();
    let mut ids = Vec::new();
    for (version, step) in (1..).zip(steps) {
        match step {
            Step::Request { priority, hours } => {
                let piece = requested(version, *priority, *hours);
                ids.push(piece.row.id.clone());
                pieces.insert(piece);
            }
            Step::Change { which, stage, sent_back } => {
                let Some(id) = ids.get(*which) else { continue };
                pieces.change(id, |piece| {
                    (piece.row.since, piece.row.stage) = (version, stage.clone());
                    piece.row.returns += u32::from(*sent_back);
                    if let Stage::Submitted { translators, .. } = stage {
                        piece.translators = translators.iter().map(|credit| credit.member.clone()).collect();
                    }
                    let behind =
                        Behind { since: version / 2, at: DateTime::UNIX_EPOCH, blocks: [BlockId(1)].into() };
                    piece.behind = sent_back.then_some(behind);
                });
            }
        }
    }
    pieces
}

/// What a list holds by looking at every piece.
fn found<K: Ord>(
    pieces: &Pieces,
    is_in: impl Fn(&PieceRow) -> bool,
    key: impl Fn(&PieceRow) -> K,
) -> Vec<&PieceRow> {
    let mut found: Vec<_> = pieces.all.iter().map(|piece| &piece.row).filter(|row| is_in(row)).collect();
    found.sort_by_key(|row| key(row));
    found
}

fn turn(row: &PieceRow) -> (Priority, bool, Option<DateTime<Utc>>, u64) {
    (row.brief.priority, row.brief.deadline.is_none(), row.brief.deadline, row.position)
}

fn by(order: Order, row: &PieceRow) -> (Option<Priority>, bool, Option<DateTime<Utc>>, usize, u64) {
    let (deadline, position) = (row.brief.deadline, row.position);
    match order {
        Order::Turn => (Some(row.brief.priority), deadline.is_none(), deadline, 0, position),
        Order::Deadline => (None, deadline.is_none(), deadline, 0, position),
        Order::Length => (None, false, None, row.words, position),
        Order::Age | Order::Newest => (None, false, None, 0, position),
    }
}

fn queued(row: &PieceRow) -> bool {
    matches!(row.stage, Stage::Open | Stage::Claimed { .. })
}

proptest! {
    #[test]
    fn each_list_holds_what_looking_at_every_piece_finds(steps in steps(), bound in 0..40_u64) {
        let pieces = after(&steps);
        let listed = |rows: &mut dyn Iterator<Item = &PieceRow>| rows.cloned().collect::<Vec<_>>();
        let same = |mut list: Box<dyn Iterator<Item = &PieceRow> + '_>, found: Vec<&PieceRow>| {
            assert_eq!(listed(&mut list), listed(&mut found.into_iter()));
        };
        let (queue, returned) = (found(&pieces, queued, turn), |row: &PieceRow| queued(row) && row.returns > 0);
        prop_assert_eq!(pieces.queued(), queue.len());
        for (pair, asked) in pieces.asked() {
            prop_assert_eq!(*asked, pieces.newest(u64::MAX).filter(|row| Pair::of(row) == *pair).count());
        }
        prop_assert_eq!(pieces.asked().values().sum::<usize>(), pieces.newest(u64::MAX).count());
        prop_assert_eq!(pieces.on_the_wire(), pieces.shelf(Shelf::Published, Wanted::default(), None).count());
        prop_assert_eq!(pieces.sent_back(), found(&pieces, returned, turn).len());
        same(Box::new(pieces.queue(Order::Turn, None)), queue.clone());
        same(Box::new(pieces.returned()), found(&pieces, returned, turn));
        for order in [Order::Turn, Order::Deadline, Order::Age, Order::Length] {
            same(Box::new(pieces.queue(order, None)), found(&pieces, queued, |row| by(order, row)));
        }
        let newest = |row: &PieceRow| std::cmp::Reverse(row.position);
        same(Box::new(pieces.queue(Order::Newest, None)), found(&pieces, queued, newest));
        for order in Order::ALL {
            // A list that goes on after any of its rows shows what follows that row.
            let whole: Vec<_> = pieces.queue(order, None).collect();
            for (index, row) in whole.iter().enumerate() {
                let rest = pieces.queue(order, Some(Rank::of(row, order)));
                same(Box::new(rest), whole[index + 1..].to_vec());
            }
        }
        for from in ["ar", "fa", "he"] {
            let from = from.parse().unwrap();
            let wanted = Wanted { from: Some(&from), ..Wanted::default() };
            let found = queue.iter().copied().filter(|row| row.source_language == from).collect();
            same(Box::new(pieces.queue_of(wanted, Order::Turn, None)), found);
        }
        for (pair, count) in pieces.pairs() {
            let of_pair = |row: &&&PieceRow| Pair::of(row) == *pair;
            prop_assert_eq!(count.queued, queue.iter().filter(of_pair).count());
            let claimed = |row: &&&PieceRow| row.stage != Stage::Open;
            prop_assert_eq!(count.claimed, queue.iter().filter(of_pair).filter(claimed).count());
        }
        prop_assert_eq!(pieces.pairs().values().map(|count| count.queued).sum::<usize>(), queue.len());
        let now = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        let overdue = |row: &&&PieceRow| row.brief.deadline.is_some_and(|deadline| deadline <= now);
        prop_assert_eq!(pieces.overdue(now), queue.iter().filter(overdue).count());
        prop_assert_eq!(pieces.unclaimed(), found(&pieces, |row| row.stage == Stage::Open, turn).len());
        for member in ["salma", "yusuf", "zain"] {
            let member: MemberId = member.parse().unwrap();
            let claimed = |row: &PieceRow| {
                matches!(&row.stage, Stage::Claimed { lease } if lease.holder.member == member)
            };
            same(Box::new(pieces.claimed_by(&member)), found(&pieces, claimed, turn));
        }
        let review = |row: &PieceRow| {
            row.since > bound && matches!(row.stage, Stage::Submitted { .. } | Stage::Approved { .. })
        };
        same(Box::new(pieces.review(bound)), found(&pieces, review, |row| row.since));
        let before = |row: &PieceRow| row.position < bound;
        same(Box::new(pieces.newest(bound)), found(&pieces, before, |row| std::cmp::Reverse(row.position)));
    }

    #[test]
    fn each_shelf_holds_what_looking_at_every_piece_finds(steps in steps(), bound in 0..40_u64) {
        let pieces = after(&steps);
        let shelf = |shelf, behind| -> Vec<u64> {
            pieces.shelf(shelf, Wanted::default(), behind).map(|piece| piece.row.position).collect()
        };
        let found = |is_in: &dyn Fn(&Piece) -> bool, key: &dyn Fn(&Piece) -> (u64, u64)| -> Vec<u64> {
            let mut found: Vec<&Piece> = pieces.all.iter().filter(|piece| is_in(piece)).collect();
            found.sort_by_key(|piece| key(piece));
            found.iter().map(|piece| piece.row.position).collect()
        };
        let since = |piece: &Piece| (piece.row.since, piece.row.position);
        let submitted = |piece: &Piece| matches!(piece.row.stage, Stage::Submitted { .. });
        let approved = |piece: &Piece| matches!(piece.row.stage, Stage::Approved { .. });
        let published = |piece: &Piece| matches!(piece.row.stage, Stage::Published { .. });
        prop_assert_eq!(shelf(Shelf::Submitted, None), found(&submitted, &since));
        let later = |piece: &Piece| approved(piece) && piece.row.since >= bound;
        prop_assert_eq!(shelf(Shelf::Approved, Some((bound, 0))), found(&later, &since));
        let earlier = |piece: &Piece| published(piece) && piece.row.since < bound;
        let newest_first: Vec<u64> = found(&earlier, &since).into_iter().rev().collect();
        prop_assert_eq!(shelf(Shelf::Published, Some((bound, 0))), newest_first);
        let behind = |piece: &Piece| published(piece) && piece.behind.is_some();
        let fell = |piece: &Piece| (piece.behind.as_ref().map_or(0, |behind| behind.since), piece.row.position);
        prop_assert_eq!(shelf(Shelf::Behind, None), found(&behind, &fell));
        let salma: MemberId = "salma".parse().unwrap();
        let hers = |piece: &Piece| !queued(&piece.row) && piece.translators.contains(&salma);
        let mut translated: Vec<u64> = pieces.translated_by(&salma).map(|piece| piece.row.position).collect();
        translated.reverse();
        prop_assert_eq!(translated, found(&hers, &since));
        let back = |piece: &Piece| queued(&piece.row) && piece.row.returns > 0 && piece.translators.contains(&salma);
        let mut returned: Vec<u64> = pieces.returned_to(&salma).map(|piece| piece.row.position).collect();
        returned.sort_unstable();
        prop_assert_eq!(returned, found(&back, &|piece: &Piece| (piece.row.position, 0)));
        let counted: usize = pieces.shelved().values().sum();
        let all = pieces.all.iter().filter(|piece| !queued(&piece.row)).count();
        prop_assert_eq!(counted, all + shelf(Shelf::Behind, None).len());
    }

    #[test]
    fn pieces_read_as_they_are_written(steps in steps()) {
        let pieces = after(&steps);
        let written = serde_json::to_string(&pieces).unwrap();
        prop_assert_eq!(serde_json::from_str::<Pieces>(&written).unwrap(), pieces);
    }
}
