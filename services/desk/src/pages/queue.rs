//! The queue: what waits for a translator, and who has what until when.

mod asking;
mod rows;

use axum::{
    extract::State as Shared,
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{MemberId, PieceId, Priority, Role};
use runtime::clock;

use self::asking::Only;
pub(super) use self::{asking::Asking, rows::rows};
use super::{
    ROWS,
    assigning::{Form, Given, Told},
    choosing::{Chip, Choice, Narrowing, priorities},
    frame::{Frame, Here, page, refused},
    text::{Headline, Passage, Text},
    times::Pill,
    words::isolated,
};
use crate::{
    api::route::Asked,
    board::{Board, Order, PieceRow, Progress, Stage},
    listing::{self, Page, is_free, is_mine},
    problem::Problem,
    reader::{Reader, Said},
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let done = asking.done;
    let shown = view(&state, &signed, asking, Given::default()).await?;
    let frame = shown.frame.having(done);
    Ok(page(&QueuePage { frame, ..shown }))
}

/// The queue with this piece, and why what was wanted of it was not done.
pub(super) async fn not_done(
    state: &State,
    signed: &Signed,
    id: PieceId,
    given: Given,
    problem: &Problem,
) -> Result<Response, Problem> {
    let asking = Asking { piece: Some(id), ..Asking::default() };
    let shown = view(state, signed, asking, given).await?;
    let frame = shown.frame.refusing(problem);
    Ok(refused(problem, &QueuePage { frame, ..shown }))
}

/// On to the piece whose turn it is for this member.
pub(super) async fn next(Shared(state): Shared<State>, signed: Signed) -> Result<Response, Problem> {
    let next = {
        let board = state.board.read();
        let member = board.members.get(&signed.actor.member).ok_or_else(Problem::not_signed_in)?;
        listing::next(&board.pieces, member, clock::now()).map(|row| row.id.clone())
    };
    if let Some(id) = next {
        return Ok(Redirect::to(&format!("/queue?piece={id}")).into_response());
    }
    let shown = view(&state, &signed, Asking::default(), Given::default()).await?;
    let frame = shown.frame.refusing(&Problem::nothing_waits());
    Ok(page(&QueuePage { frame, ..shown }))
}

async fn view(state: &State, signed: &Signed, asking: Asking, given: Given) -> Result<QueuePage, Problem> {
    let (now, me, reader) = (clock::now(), &signed.actor.member, signed.reader);
    let (listed, narrowing) = {
        let board = state.board.read();
        (Listed::of(&board, &asking, me, now)?, narrowing(&board, &asking, reader))
    };
    let (open, yours) = (listed.count(Only::Open), listed.count(Only::Mine));
    let chips = chips(&asking, &listed, reader);
    let Page { rows, next } = listed.page;
    let wanted = asking.piece.clone().or_else(|| rows.first().map(|row| row.id.clone()));
    let chosen = match &wanted {
        None => None,
        Some(id) => Some(choose(state, signed, id, given, now).await?),
    };
    let commissions = signed.actor.roles.contains(&Role::Editor);
    let to_inbox = if commissions { "queue-to-inbox" } else { "queue-see-inbox" };
    let looked = Look { asking: &asking, wanted: wanted.as_ref(), me, now, warning: listed.warning, reader };
    Ok(QueuePage {
        frame: Frame::new(&reader.say("frame-queue"), Here::Queue, signed),
        chips,
        only: asking.only.name(),
        narrowing,
        first: asking.after.as_ref().map(|_| asking.first()),
        later: next.map(|cursor| asking.following(cursor)),
        rows: rows.iter().map(|row| Row::new(row, &looked)).collect(),
        rows_address: asking.rows(),
        open,
        yours,
        narrows: asking.narrows() || asking.only != Only::All,
        claims: signed.actor.roles.contains(&Role::Translator),
        to_inbox: reader.say(to_inbox),
        chosen,
        asked: asking.piece.is_some(),
    })
}

/// What the board shows of the queue at one moment.
struct Listed {
    page: Page,
    /// How many pieces there are of each choice, over the whole queue.
    counts: [(Only, usize); 5],
    warning: TimeDelta,
}

fn chips(asking: &Asking, listed: &Listed, reader: Reader) -> [Chip; 5] {
    Only::ALL.map(|(only, _, id)| Chip {
        address: asking.choosing(only),
        words: format!("{} {}", reader.say(id), reader.number(listed.count(only))),
        here: only == asking.only,
    })
}

impl Listed {
    fn count(&self, wanted: Only) -> usize {
        self.counts.iter().find(|(only, _)| *only == wanted).map_or(0, |(_, count)| *count)
    }

    fn of(board: &Board, asking: &Asking, me: &MemberId, now: DateTime<Utc>) -> Result<Self, Problem> {
        let pieces = &board.pieces;
        let count = |only| match only {
            Only::All => pieces.queued(),
            Only::Open => pieces.unclaimed(),
            Only::Mine => pieces.claimed_by(me).filter(|row| is_mine(&row.stage, me, now)).count(),
            Only::Returned => pieces.sent_back(),
            Only::Overdue => pieces.overdue(now),
        };
        Ok(Self {
            page: asking.filter().page(pieces, me, now, ROWS)?,
            counts: Only::ALL.map(|(only, ..)| (only, count(only))),
            warning: board.settings.warning(),
        })
    }
}

/// What the list can be narrowed and sorted by; the first choice of each narrows nothing.
fn narrowing(board: &Board, asking: &Asking, reader: Reader) -> Vec<Narrowing> {
    let pairs = board.pieces.pairs().iter().map(|(pair, count)| Choice {
        value: pair.to_string(),
        words: reader.say_with(
            "queue-pair",
            &[
                ("pair", Said::own(reader.pair(&pair.from, &pair.into))),
                ("queued", count.queued.into()),
                ("open", (count.queued - count.claimed).into()),
            ],
        ),
        chosen: asking.pair.as_ref() == Some(pair),
    });
    let sources = board.sources.values().map(|source| Choice {
        value: source.id.to_string(),
        words: isolated(&source.registration.name),
        chosen: asking.source.as_ref() == Some(&source.id),
    });
    let mut sections: Vec<_> = board.sources.values().map(|source| &source.registration.section).collect();
    sections.sort();
    sections.dedup();
    let sections = sections.into_iter().map(|section| Choice {
        value: section.to_string(),
        words: section.to_string(),
        chosen: asking.section.as_ref() == Some(section),
    });
    let orders = [
        (Order::Deadline, "queue-sort-deadline"),
        (Order::Age, "queue-sort-age"),
        (Order::Length, "queue-sort-length"),
        (Order::Newest, "queue-sort-newest"),
    ]
    .map(|(order, id)| Choice {
        value: order.name().to_owned(),
        words: reader.say(id),
        chosen: asking.sort == Some(order),
    });
    let by = |name, label, any, choices| Narrowing {
        name,
        label: reader.say(label),
        any: reader.say(any),
        choices,
    };
    vec![
        by("pair", "queue-by-pair", "queue-any-pair", pairs.collect()),
        by("source", "queue-by-source", "queue-any-source", sources.collect()),
        by("section", "queue-by-section", "queue-any-section", sections.collect()),
        by("priority", "queue-by-priority", "queue-any-priority", priorities(asking.priority, reader)),
        by("sort", "queue-by-order", "queue-any-order", orders.into()),
    ]
}

async fn choose(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    given: Given,
    now: DateTime<Utc>,
) -> Result<Chosen, Problem> {
    let piece = state.board.read().pieces.get(id).cloned().ok_or_else(|| Problem::not_found("piece"))?;
    let text = reading::piece(state, piece).await?;
    let (row, me, reader) = (&text.row, &signed.actor.member, signed.reader);
    let claimable = is_free(&row.stage, now);
    let translator = signed.actor.roles.contains(&Role::Translator);
    Ok(Chosen {
        id: id.to_string(),
        article: id.article.to_string(),
        about: reader.say_with(
            "queue-about",
            &[
                ("source", (&row.source_name).into()),
                ("number", row.revision.into()),
                ("language", Said::own(reader.language(&id.language))),
            ],
        ),
        note: row.brief.note.clone(),
        begun: reader.begun("queue-begun-already", row, now),
        text: Text::of(&text.document, signed.reader),
        may_claim: claimable && translator,
        needs_role: claimable && !translator,
        mine: is_mine(&row.stage, me, now),
        assigned: row.assignment.as_ref().map(|assignment| Told::of(assignment, signed, now)),
        assign: Form::of(&state.board.read(), row, signed, given, now),
    })
}

#[derive(askama::Template)]
#[template(path = "queue.html")]
struct QueuePage {
    frame: Frame,
    chips: [Chip; 5],
    /// The chip that is chosen, for the form that narrows the list.
    only: &'static str,
    narrowing: Vec<Narrowing>,
    rows: Vec<Row>,
    /// Where rows of this list can be had by themselves.
    rows_address: String,
    /// The first page, where this is another.
    first: Option<String>,
    later: Option<String>,
    open: usize,
    yours: usize,
    /// Whether less than the whole queue is shown.
    narrows: bool,
    /// Whether this member claims pieces.
    claims: bool,
    /// What this member may do in the inbox, where nothing waits here.
    to_inbox: String,
    chosen: Option<Chosen>,
    /// Whether somebody asked for the chosen piece.
    asked: bool,
}

/// How somebody looks at the list.
struct Look<'a> {
    asking: &'a Asking,
    wanted: Option<&'a PieceId>,
    me: &'a MemberId,
    now: DateTime<Utc>,
    warning: TimeDelta,
    reader: Reader,
}

struct Row {
    id: String,
    address: String,
    headline: Headline,
    about: String,
    words: String,
    due: Option<Pill>,
    who: Option<Pill>,
    here: bool,
    /// Whether it stands on this page of the list.
    on_page: bool,
}

impl Row {
    fn new(row: &PieceRow, look: &Look<'_>) -> Self {
        let reader = look.reader;
        let urgent = (row.brief.priority == Priority::Urgent).then(|| reader.say("queue-urgent"));
        let changed = (row.newest_revision > row.revision).then(|| reader.say("queue-changed"));
        let begun = reader.begun("queue-begun", row, look.now);
        let notes = [urgent, reader.returned(row.returns), changed, begun].into_iter().flatten();
        let since = Said::own(reader.when(row.requested_at, look.now).words);
        let since = reader.say_with("queue-since", &[("what", since)]);
        let pair = reader.pair(&row.source_language, &row.id.language);
        let about = [isolated(&row.source_name), pair, since].into_iter().chain(notes);
        let who = match &row.stage {
            Stage::Claimed { lease } => Some(reader.holder(lease, look.me, look.now)),
            Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
        };
        Self {
            id: row.id.to_string(),
            address: look.asking.beside(&row.id),
            headline: reader.headline(&row.source_language, &row.headline),
            about: about.collect::<Vec<_>>().join(" · "),
            words: reader.number(row.words),
            due: row.brief.deadline.map(|deadline| reader.due(deadline, look.now, look.warning)),
            who,
            here: look.wanted == Some(&row.id),
            on_page: true,
        }
    }
}

impl Reader {
    /// In how many blocks there are words of a piece that nobody has; nothing where there are none.
    fn begun(self, id: &str, row: &PieceRow, now: DateTime<Utc>) -> Option<String> {
        let Progress { written, wanted } = row.progress;
        let with = [("number", written.into()), ("count", wanted.into())];
        (written > 0 && is_free(&row.stage, now)).then(|| self.say_with(id, &with))
    }
}

struct Chosen {
    id: String,
    article: String,
    about: String,
    note: String,
    /// How far somebody came with it before.
    begun: Option<String>,
    text: Text,
    may_claim: bool,
    /// Whether it could be claimed, by a translator.
    needs_role: bool,
    mine: bool,
    /// What an editor decided about who has it.
    assigned: Option<Told>,
    assign: Option<Form>,
}
