//! The queue: what waits for a translator, and who has what until when.

use axum::{extract::State as Shared, response::Response};
use chrono::{DateTime, Utc};
use contract::{MemberId, PieceId, Role};
use runtime::clock;
use serde::Deserialize;

use super::{
    ROWS,
    frame::{Done, Frame, Here, Message, page, refused},
    text::{Headline, Passage, Text, Tongue},
    times::{Pill, due, holder},
    words,
};
use crate::{
    api::route::Asked,
    board::{PieceRow, Pieces, Stage},
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

#[derive(Clone, Default, Deserialize)]
pub(super) struct Asking {
    pub(super) piece: Option<PieceId>,
    #[serde(default)]
    only: Only,
    #[serde(default)]
    page: usize,
    done: Option<Done>,
}

/// Which pieces are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Only {
    #[default]
    All,
    Open,
    Mine,
    Returned,
}

impl Only {
    const ALL: [(Self, &str, &str); 4] = [
        (Self::All, "all", "All"),
        (Self::Open, "open", "Open"),
        (Self::Mine, "mine", "Mine"),
        (Self::Returned, "returned", "Returned"),
    ];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(only, ..)| *only == self).map_or("all", |(_, name, _)| name)
    }

    /// The pieces of the queue that are shown, in the order of their turns.
    fn of<'a>(
        self,
        pieces: &'a Pieces,
        me: &'a MemberId,
        now: DateTime<Utc>,
    ) -> Box<dyn Iterator<Item = &'a PieceRow> + 'a> {
        match self {
            Self::All => Box::new(pieces.queue()),
            Self::Open => Box::new(pieces.queue().filter(move |row| is_free(&row.stage, now))),
            Self::Mine => Box::new(pieces.claimed_by(me).filter(move |row| is_mine(&row.stage, me, now))),
            Self::Returned => Box::new(pieces.returned()),
        }
    }

    /// How many these are.
    fn count(self, pieces: &Pieces, me: &MemberId, now: DateTime<Utc>) -> usize {
        match self {
            Self::All => pieces.queued(),
            Self::Open => pieces.unclaimed(),
            Self::Mine => self.of(pieces, me, now).count(),
            Self::Returned => pieces.sent_back(),
        }
    }
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(asking): Asked<Asking>,
) -> Result<Response, Problem> {
    let done = asking.done.map(Message::from);
    let shown = view(&state, &signed, asking).await?;
    let frame = shown.frame.saying(done);
    Ok(page(&QueuePage { frame, ..shown }))
}

/// The queue with this piece, and why it could not be claimed.
pub(super) async fn not_claimed(
    state: &State,
    signed: &Signed,
    id: PieceId,
    problem: &Problem,
) -> Result<Response, Problem> {
    let shown = view(state, signed, Asking { piece: Some(id), ..Asking::default() }).await?;
    let frame = shown.frame.saying(Some(Message::from(problem)));
    Ok(refused(problem, &QueuePage { frame, ..shown }))
}

/// Whether anybody may claim it now.
pub(super) fn is_free(stage: &Stage, now: DateTime<Utc>) -> bool {
    match stage {
        Stage::Open => true,
        Stage::Claimed { lease } => !lease.holds(now),
        Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => false,
    }
}

/// Whether this member has it now.
pub(super) fn is_mine(stage: &Stage, me: &MemberId, now: DateTime<Utc>) -> bool {
    match stage {
        Stage::Claimed { lease } => lease.holds(now) && lease.holder.member == *me,
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => false,
    }
}

async fn view(state: &State, signed: &Signed, asking: Asking) -> Result<QueuePage, Problem> {
    let (now, me) = (clock::now(), &signed.actor.member);
    let (counts, mut rows) = shown(state, &asking, me, now);
    let count = |wanted: Only| counts.iter().find(|(only, _)| *only == wanted).map_or(0, |(_, count)| *count);
    let chips = Only::ALL.map(|(only, name, words)| Chip {
        address: format!("/queue?only={name}"),
        words: format!("{words} {}", count(only)),
        here: only == asking.only,
    });
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let wanted = asking.piece.clone().or_else(|| rows.first().map(|row| row.id.clone()));
    let chosen = match &wanted {
        None => None,
        Some(id) => Some(choose(state, signed, id, now).await?),
    };
    let around = |page: usize| format!("/queue?only={}&page={page}", asking.only.name());
    Ok(QueuePage {
        frame: Frame::new("Queue", Here::Queue, signed),
        chips,
        earlier: asking.page.checked_sub(1).map(around),
        later: more.then(|| around(asking.page + 1)),
        rows: rows.iter().map(|row| Row::new(row, &asking, wanted.as_ref(), me, now)).collect(),
        open: count(Only::Open),
        yours: count(Only::Mine),
        chosen,
        asked: asking.piece.is_some(),
    })
}

/// How many pieces there are of each choice, and the rows of the page, with one more if there is one.
fn shown(
    state: &State,
    asking: &Asking,
    me: &MemberId,
    now: DateTime<Utc>,
) -> ([(Only, usize); 4], Vec<PieceRow>) {
    let board = state.board.read();
    let counts = Only::ALL.map(|(only, ..)| (only, only.count(&board.pieces, me, now)));
    let first = asking.page.saturating_mul(ROWS);
    let rows = asking.only.of(&board.pieces, me, now).skip(first).take(ROWS + 1).cloned().collect();
    (counts, rows)
}

async fn choose(state: &State, signed: &Signed, id: &PieceId, now: DateTime<Utc>) -> Result<Chosen, Problem> {
    let piece = state.board.read().pieces.get(id).cloned().ok_or_else(|| Problem::not_found("piece"))?;
    let text = reading::piece(state, piece).await?;
    let row = &text.row;
    let claimable = is_free(&row.stage, now);
    let translator = signed.actor.roles.contains(&Role::Translator);
    Ok(Chosen {
        id: id.to_string(),
        article: id.article.to_string(),
        about: format!(
            "{} · revision {} · into {}",
            row.source_name,
            row.revision,
            words::language(&id.language)
        ),
        note: row.brief.note.clone(),
        text: Text::of(&text.document),
        may_claim: claimable && translator,
        needs_role: claimable && !translator,
        mine: is_mine(&row.stage, &signed.actor.member, now),
    })
}

#[derive(askama::Template)]
#[template(path = "queue.html")]
struct QueuePage {
    frame: Frame,
    chips: [Chip; 4],
    rows: Vec<Row>,
    earlier: Option<String>,
    later: Option<String>,
    open: usize,
    yours: usize,
    chosen: Option<Chosen>,
    /// Whether somebody asked for the chosen piece.
    asked: bool,
}

struct Chip {
    address: String,
    words: String,
    here: bool,
}

struct Row {
    address: String,
    headline: Headline,
    about: String,
    words: usize,
    due: Option<Pill>,
    who: Option<Pill>,
    here: bool,
}

impl Row {
    fn new(
        row: &PieceRow,
        asking: &Asking,
        wanted: Option<&PieceId>,
        me: &MemberId,
        now: DateTime<Utc>,
    ) -> Self {
        let (from, into) = (Tongue::of(&row.source_language).name, words::language(&row.id.language));
        let urgent = (row.brief.priority == contract::Priority::Urgent).then(|| "urgent".to_owned());
        let changed = (row.newest_revision > row.revision).then(|| "source changed since".to_owned());
        let notes = [urgent, words::returned(row.returns), changed].into_iter().flatten();
        let about = [row.source_name.clone(), format!("{from} → {into}")].into_iter().chain(notes);
        let who = match &row.stage {
            Stage::Claimed { lease } => Some(holder(lease, me, now)),
            Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
        };
        Self {
            address: format!("/queue?only={}&page={}&piece={}", asking.only.name(), asking.page, row.id),
            headline: Headline::new(&row.source_language, &row.headline),
            about: about.collect::<Vec<_>>().join(" · "),
            words: row.words,
            due: row.brief.deadline.map(|deadline| due(deadline, now)),
            who,
            here: wanted == Some(&row.id),
        }
    }
}

struct Chosen {
    id: String,
    article: String,
    about: String,
    note: String,
    text: Text,
    may_claim: bool,
    /// Whether it could be claimed, by a translator.
    needs_role: bool,
    mine: bool,
}
