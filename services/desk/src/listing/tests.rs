use std::collections::HashMap;

use contract::{
    Brief, Credit, PieceId, Role,
    member::{Membership, Preferences},
    translation::Lease,
};

use super::*;
use crate::board::{Piece, open_piece};

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

fn hours(hours: i64) -> DateTime<Utc> {
    now() + TimeDelta::hours(hours)
}

fn me() -> MemberId {
    "salma".parse().unwrap()
}

fn held(member: &str, until: DateTime<Utc>) -> Stage {
    let holder = Credit { member: member.parse().unwrap(), name: member.to_owned() };
    Stage::Claimed { lease: Lease { holder, epoch: 1, until, minutes: 60 } }
}

fn due(number: u64, deadline: DateTime<Utc>) -> PieceRow {
    PieceRow { brief: Brief { deadline: Some(deadline), ..Brief::default() }, ..open_piece(number) }
}

fn pieces(rows: impl IntoIterator<Item = PieceRow>) -> Pieces {
    let whole = |row: PieceRow| (row.id.clone(), Piece::requested(row));
    Pieces::from(rows.into_iter().map(whole).collect::<HashMap<PieceId, Piece>>())
}

fn shown(pieces: &Pieces, filter: &PieceFilter) -> Vec<u64> {
    filter.page(pieces, &me(), now(), 50).unwrap().rows.iter().map(|row| row.position).collect()
}

fn sorted(sort: Order) -> PieceFilter {
    PieceFilter { sort, ..PieceFilter::default() }
}

/// A queue in which each piece differs from the first in one thing.
fn varied() -> Pieces {
    pieces([
        open_piece(1),
        PieceRow { source_language: "fa".parse().unwrap(), ..open_piece(2) },
        PieceRow { id: open_piece(3).id.to_string().replace("_en", "_fr").parse().unwrap(), ..open_piece(3) },
        PieceRow { section: "culture".parse().unwrap(), ..open_piece(4) },
        PieceRow { source: "nahar".parse().unwrap(), ..open_piece(5) },
        PieceRow { brief: Brief { priority: Priority::Urgent, ..Brief::default() }, ..open_piece(6) },
        PieceRow { stage: held("salma", hours(1)), words: 7, ..open_piece(7) },
        PieceRow { stage: held("yusuf", hours(1)), ..open_piece(8) },
        PieceRow { stage: held("salma", hours(-1)), ..open_piece(9) },
        PieceRow { returns: 1, ..open_piece(10) },
        due(11, hours(-1)),
        due(12, hours(1)),
    ])
}

#[test]
fn each_filter_leaves_what_it_names() {
    let turn = || sorted(Order::Turn);
    let cases: [(PieceFilter, &[u64]); 9] = [
        (PieceFilter { from: "fa".parse().ok(), ..turn() }, &[2]),
        (PieceFilter { into: "fr".parse().ok(), ..turn() }, &[3]),
        (PieceFilter { section: "culture".parse().ok(), ..turn() }, &[4]),
        (PieceFilter { source: "nahar".parse().ok(), ..turn() }, &[5]),
        (PieceFilter { priority: Some(Priority::Urgent), ..turn() }, &[6]),
        (PieceFilter { mine: true, ..turn() }, &[7]),
        (PieceFilter { returned: true, ..turn() }, &[10]),
        (PieceFilter { overdue: true, ..turn() }, &[11]),
        (PieceFilter { stage: Some(StageName::Claimed), ..turn() }, &[7, 8, 9]),
    ];
    for (filter, expected) in cases {
        assert_eq!(shown(&varied(), &filter), expected, "{filter:?}");
    }
    // A claim that is over is free to all.
    let free = shown(&varied(), &PieceFilter { unclaimed: true, ..turn() });
    assert_eq!(free, [6, 11, 12, 1, 2, 3, 4, 5, 9, 10]);
    let several = PieceFilter { overdue: true, from: "fa".parse().ok(), ..turn() };
    assert!(shown(&varied(), &several).is_empty());
}

#[test]
fn each_order_is_kept() {
    for (order, first) in [
        (Order::Newest, [12, 11, 10]),
        (Order::Turn, [6, 11, 12]),
        (Order::Deadline, [11, 12, 1]),
        (Order::Age, [1, 2, 3]),
        (Order::Length, [7, 1, 2]),
    ] {
        assert_eq!(shown(&varied(), &sorted(order))[..3], first, "{order:?}");
    }
}

#[test]
fn pages_follow_each_other_and_stay_right_while_pieces_come_and_go() {
    for order in Order::ALL {
        let whole = shown(&varied(), &sorted(order));
        let (mut read, mut filter) = (Vec::new(), sorted(order));
        loop {
            let page = filter.page(&varied(), &me(), now(), 5).unwrap();
            read.extend(page.rows.iter().map(|row| row.position));
            let Some(next) = page.next else { break };
            filter.after = Some(next.to_string());
        }
        assert_eq!(read, whole, "{order:?}");
    }
    // What was read is gone, and something urgent came: the next page is as it would have been.
    let first = sorted(Order::Turn).page(&varied(), &me(), now(), 3).unwrap();
    let after = first.next.map(|cursor| cursor.to_string());
    let moved =
        varied().queue(Order::Age, None).filter(|row| row.position != 12).cloned().collect::<Vec<_>>();
    let urgent =
        PieceRow { brief: Brief { priority: Priority::Urgent, ..Brief::default() }, ..open_piece(13) };
    let moved = pieces(moved.into_iter().chain([urgent]));
    assert_eq!(shown(&moved, &PieceFilter { after, ..sorted(Order::Turn) })[..3], [1, 2, 3]);
}

#[test]
fn what_cannot_be_listed_is_told() {
    let why = |filter: PieceFilter| filter.page(&varied(), &me(), now(), 5).err().unwrap().detail;
    let other = sorted(Order::Age).page(&varied(), &me(), now(), 2).unwrap().next.unwrap().to_string();
    assert!(why(PieceFilter { after: Some(other), ..sorted(Order::Turn) }).contains("same sort"));
    assert!(why(PieceFilter { after: Some("7".to_owned()), ..sorted(Order::Turn) }).contains("same sort"));
    let published = PieceFilter { stage: Some(StageName::Published), ..sorted(Order::Turn) };
    assert!(why(published).contains("open or claimed"));
}

#[test]
fn next_is_by_turn_what_nobody_has_in_ones_languages() {
    let member = |languages: &[&str]| MemberRow {
        id: me(),
        membership: Membership {
            name: "Salma".to_owned(),
            roles: [Role::Translator].into(),
            languages: languages.iter().map(|language| language.parse().unwrap()).collect(),
        },
        joined: 1,
        preferences: Preferences::default(),
    };
    let next = |languages: &[&str]| next(&varied(), &member(languages), now()).map(|row| row.position);
    assert_eq!(next(&[]), Some(6));
    assert_eq!(next(&["fa", "en-gb"]), Some(2));
    assert_eq!(next(&["ar", "fr"]), Some(3));
    assert_eq!(next(&["ar"]), None);
}

#[test]
fn a_deadline_warns_before_it_passes() {
    let warning = TimeDelta::hours(2);
    for (minutes, expected) in
        [(-1, Due::Overdue), (0, Due::Overdue), (119, Due::Soon), (120, Due::Later), (500, Due::Later)]
    {
        assert_eq!(Due::at(now() + TimeDelta::minutes(minutes), now(), warning), expected, "{minutes}");
    }
}
