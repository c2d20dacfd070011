//! My day: what is mine and due, what came back, where I am named, and what waits for my yes.

mod said;

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use contract::{MemberId, PieceId, Role};
use runtime::clock;

use self::said::{Named, named, noted};
use super::{
    card::{Act, Card, Line, Look, pill},
    done::After,
    frame::{Frame, Here, page},
    newsroom,
};
use crate::{
    api::route::Asked,
    board::{Board, Mention, Piece, Shelf, Stage, Wanted},
    listing::{self, is_free, is_mine},
    problem::Problem,
    reader::Reader,
    signed::Signed,
    state::State,
};

/// The lines of one group: the rest is a link away.
const SHOWN: usize = 10;

/// Mentions older than this are over.
const MENTIONED_WITHIN: TimeDelta = TimeDelta::days(7);

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(After { done }): Asked<After>,
) -> Result<Response, Problem> {
    let (now, me) = (clock::now(), &signed.actor.member);
    let (day, warning) = {
        let board = state.board.read();
        (Day::of(&board, &signed, now)?, board.settings.warning())
    };
    let look = Look { reader: signed.reader, me, now, warning };
    let changes = noted(&state, day.mine.iter().chain(&day.returned), signed.reader).await?;
    let mentions = named(&state, &day.mentions, &signed, now).await?;
    let reader = signed.reader;
    let title = reader.say("day-title");
    let review = day.review.first().map(|card| format!("/review/{}", card.row.id));
    let next = day.next.as_ref().map(|id| format!("/queue?piece={id}"));
    let groups = day.groups(&look, changes, mentions);
    let ways =
        if groups.is_empty() { ways(&state.board.read(), &signed, next.as_deref()) } else { Vec::new() };
    Ok(page(&DayPage {
        frame: Frame::new(&title, Here::Day, &signed).having(done),
        groups,
        next,
        review,
        ways,
    }))
}

/// What the board shows of one member's day.
struct Day {
    mine: Vec<Card>,
    returned: Vec<Card>,
    mentions: Vec<Named>,
    review: Vec<Card>,
    approved: Vec<Card>,
    behind: Vec<Card>,
    done: Vec<Card>,
    /// The piece whose turn it is, for those who translate.
    next: Option<PieceId>,
}

impl Day {
    fn of(board: &Board, signed: &Signed, now: DateTime<Utc>) -> Result<Self, Problem> {
        let (me, pieces) = (&signed.actor.member, &board.pieces);
        let member = board.members.get(me).ok_or_else(Problem::not_signed_in)?;
        let edits = signed.actor.roles.contains(&Role::Editor);
        let translates = signed.actor.roles.contains(&Role::Translator);
        let shelf = |shelf| {
            let all = edits.then(|| pieces.shelf(shelf, Wanted::default(), None));
            all.into_iter().flatten()
        };
        let mine = pieces.claimed_by(me).filter(|row| is_mine(&row.stage, me, now));
        let mut mine: Vec<Card> = mine.filter_map(|row| pieces.get(&row.id)).map(Card::of).collect();
        mine.sort_by_key(|card| card.row.brief.deadline.unwrap_or(DateTime::<Utc>::MAX_UTC));
        let returned = pieces.returned_to(me).filter(|piece| !is_mine(&piece.row.stage, me, now));
        let yesterday = yesterday(signed.reader, now);
        let done = pieces.translated_by(me).take_while(|piece| piece.moved_at >= yesterday);
        let done = done.filter(|piece| match piece.row.stage {
            Stage::Approved { .. } | Stage::Published { .. } => true,
            Stage::Open | Stage::Claimed { .. } | Stage::Submitted { .. } => false,
        });
        Ok(Self {
            mine,
            returned: some(returned),
            mentions: mentioned(board, me, now),
            review: some(shelf(Shelf::Submitted).filter(|piece| !piece.translators.contains(me))),
            approved: some(shelf(Shelf::Approved)),
            behind: some(shelf(Shelf::Behind)),
            done: some(done),
            next: translates.then(|| listing::next(pieces, member, now)).flatten().map(|row| row.id.clone()),
        })
    }

    fn groups(self, look: &Look<'_>, mut changes: said::Changes, mentions: Vec<Line>) -> Vec<Group> {
        let mut with_notes = |line: Line, card: &Card| Line { notes: changes.take(&card.row.id), ..line };
        let mine = |card: &Card| with_notes(mine(look, card), card);
        let mine: Vec<Line> = self.mine.iter().map(mine).collect();
        let returned = |card: &Card| with_notes(returned(look, card), card);
        let returned: Vec<Line> = self.returned.iter().map(returned).collect();
        let lines = |cards: &[Card], line: fn(&Look<'_>, &Card) -> Line| -> Vec<Line> {
            cards.iter().map(|card| line(look, card)).collect()
        };
        let groups = [
            ("mine", mine, Some("/queue?only=mine")),
            ("returned", returned, Some("/queue?only=returned")),
            ("mentions", mentions, None),
            ("review", lines(&self.review, to_review), Some("/review")),
            ("approved", lines(&self.approved, to_publish), Some("/board?show=approved")),
            ("behind", lines(&self.behind, behind), Some("/board?show=behind")),
            ("done", lines(&self.done, done), None),
        ];
        groups.into_iter().filter_map(|(id, lines, rest)| Group::new(look, id, lines, rest)).collect()
    }
}

/// As many as are shown, and one that says that there are more.
fn some<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<Card> {
    pieces.take(SHOWN + 1).map(Card::of).collect()
}

/// Where this member is named, in what is not on the wire since.
fn mentioned(board: &Board, me: &MemberId, now: DateTime<Utc>) -> Vec<Named> {
    let recent = board.mentions.of(me).take_while(|mention| now - mention.at < MENTIONED_WITHIN);
    let open = recent.filter_map(|mention: &Mention| {
        let piece = board.pieces.get(&mention.piece)?;
        let is_over =
            matches!(piece.row.stage, Stage::Published { .. }) && piece.row.since > mention.sequence;
        (!is_over).then(|| Named::new(mention, piece, board))
    });
    open.take(SHOWN).collect()
}

/// When yesterday began by the reader's clock.
fn yesterday(reader: Reader, now: DateTime<Utc>) -> DateTime<Utc> {
    let local = reader.local(now);
    let begun = local.date_naive().checked_sub_days(Days::new(1));
    let begun =
        begun.and_then(|day| day.and_time(NaiveTime::MIN).and_local_timezone(local.timezone()).earliest());
    begun.map_or(now - TimeDelta::days(1), |begun| begun.to_utc())
}

fn mine(look: &Look<'_>, card: &Card) -> Line {
    let mut line = look.line(card);
    if let Stage::Claimed { lease } = &card.row.stage {
        line.pills.push(look.reader.yours(lease, look.now));
    }
    line.pills.extend(look.source_changed(card));
    let act = look.go(line.address.clone(), "day-go-on");
    Line { act, ..line }
}

fn returned(look: &Look<'_>, card: &Card) -> Line {
    let mut line = look.line(card);
    let piece = card.row.id.to_string();
    let act = if is_free(&card.row.stage, look.now) {
        Act::Claim { piece, name: look.reader.say("day-claim") }
    } else {
        if let Stage::Claimed { lease } = &card.row.stage {
            line.pills.push(look.reader.holder(lease, look.me, look.now));
        }
        look.go(line.address.clone(), "day-look")
    };
    Line { address: format!("/queue?piece={}", card.row.id), act, ..line }
}

fn to_review(look: &Look<'_>, card: &Card) -> Line {
    let mut line = look.line(card);
    line.pills.push(pill("soon", look.stands(&card.row.stage)));
    line.pills.push(look.happened("day-submitted-at", card.moved_at));
    let address = format!("/review/{}", card.row.id);
    Line { act: look.go(address.clone(), "day-review"), address, ..line }
}

fn to_publish(look: &Look<'_>, card: &Card) -> Line {
    let mut line = look.line(card);
    line.pills.push(pill("mine", look.stands(&card.row.stage)));
    let address = format!("/review/{}", card.row.id);
    Line { act: look.go(address.clone(), "day-publish"), address, ..line }
}

fn behind(look: &Look<'_>, card: &Card) -> Line {
    let mut line = look.line(card);
    line.pills.extend(card.behind.iter().flat_map(|behind| look.behind(behind)));
    Line { address: format!("/published/{}", card.row.id), act: look.compare(card), ..line }
}

fn done(look: &Look<'_>, card: &Card) -> Line {
    let mut line = look.line(card);
    line.pills = vec![pill("", look.stands(&card.row.stage))];
    let published = matches!(card.row.stage, Stage::Published { .. });
    let address = format!("/{}/{}", if published { "published" } else { "review" }, card.row.id);
    Line { act: look.go(address.clone(), "day-look"), address, ..line }
}

/// Lines of one kind.
struct Group {
    id: &'static str,
    title: String,
    lines: Vec<Line>,
    /// Where the others are, if there are more.
    rest: Option<&'static str>,
}

impl Group {
    fn new(
        look: &Look<'_>,
        id: &'static str,
        mut lines: Vec<Line>,
        all: Option<&'static str>,
    ) -> Option<Self> {
        let rest = all.filter(|_| lines.len() > SHOWN);
        lines.truncate(SHOWN);
        let title = look.reader.named("day-group", id).unwrap_or_default();
        (!lines.is_empty()).then_some(Self { id, title, lines, rest })
    }
}

/// Where somebody goes on for whom nothing waits, and what that is called: what their roles let them do, where there is something
/// to be done.
fn ways(board: &Board, signed: &Signed, next: Option<&str>) -> Vec<(String, String)> {
    let may = |role| signed.actor.roles.contains(&role);
    let turn = match next {
        Some(address) => (address, "day-empty-next"),
        None => ("/queue", "day-empty-queue"),
    };
    let came = if board.articles.is_empty() {
        ("/sources", "day-empty-sources")
    } else {
        ("/inbox", "day-empty-inbox")
    };
    let lacks = may(Role::Administrator) && newsroom::is_unfinished(board, signed.reader);
    let ways = [
        may(Role::Translator).then_some(turn),
        may(Role::Editor).then_some(came),
        lacks.then_some(("/newsroom", "day-empty-newsroom")),
        (board.pieces.on_the_wire() > 0).then_some(("/board", "day-empty-board")),
    ];
    let said = |(address, id): (&str, &str)| (address.to_owned(), signed.reader.say(id));
    ways.into_iter().flatten().map(said).collect()
}

#[derive(askama::Template)]
#[template(path = "day.html")]
struct DayPage {
    frame: Frame,
    groups: Vec<Group>,
    /// Where the piece whose turn it is waits.
    next: Option<String>,
    /// Where the first piece is that waits for my yes.
    review: Option<String>,
    ways: Vec<(String, String)>,
}
