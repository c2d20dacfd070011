//! Figures over HTTP. What a person did is for that person and for the desk's head.

use axum::{Json, extract::State as Shared, http::StatusCode};
use chrono::{DateTime, Days, Utc};
use contract::{Actor, MemberId, PieceId, Role};
use decider::Fold;
use runtime::clock;

use super::{
    bodies::{FiguresFilter, FiguresPage, FromMachine, PartRow, PieceFigures, SumRow, SummedBy},
    route::{Asked, At},
};
use crate::{
    board::{Board, Pair},
    figures::{Figures, Help, Span, Sum, Whose, Work},
    problem::{Kind, Problem},
    signed::Signed,
    state::State,
};

/// Four weeks, the last day included.
const DAYS_USUAL: Days = Days::new(27);

pub(super) async fn of_piece(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
) -> Result<Json<PieceFigures>, Problem> {
    is_current(&state).await?;
    let work = state.figures.read().of(&id).cloned().ok_or_else(|| Problem::not_found("piece"))?;
    Ok(Json(PieceFigures::of(id, &work, &signed.actor, &state.board.read())))
}

pub(super) async fn sums(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(filter): Asked<FiguresFilter>,
) -> Result<Json<FiguresPage>, Problem> {
    page(&state, &signed.actor, &filter).await.map(Json)
}

/// The figures that this member may see, as they stand now.
pub(crate) async fn page(
    state: &State,
    actor: &Actor,
    filter: &FiguresFilter,
) -> Result<FiguresPage, Problem> {
    let (by, span) = (filter.by.unwrap_or_default(), span(filter)?);
    let whose = whose(actor, by, filter.member.as_ref())?;
    is_current(state).await?;
    // Nobody waits for the board while many pieces are summed.
    let rows = match by {
        SummedBy::Pair => {
            let sums = state.figures.read().by_pair(span);
            rows(sums, |pair| (pair.to_string(), in_words(pair)))
        }
        SummedBy::Source => {
            let sums = state.figures.read().by_source(span);
            let board = state.board.read();
            rows(sums, |id| {
                let name = board.sources.get(id).map(|source| source.registration.name.clone());
                (id.to_string(), name.unwrap_or_else(|| id.to_string()))
            })
        }
        SummedBy::Member => {
            let sums = state.figures.read().by_member(span, whose);
            let board = state.board.read();
            rows(sums, |id| (id.to_string(), name(&board, id)))
        }
    };
    Ok(FiguresPage { from: span.from, to: span.to, by, rows })
}

/// Whether somebody may see what each person did.
pub(crate) fn sees_all(actor: &Actor) -> bool {
    actor.roles.contains(&Role::Head)
}

fn whose<'a>(actor: &Actor, by: SummedBy, member: Option<&'a MemberId>) -> Result<Whose<'a>, Problem> {
    match (by, member) {
        (SummedBy::Pair | SummedBy::Source, Some(_)) => {
            Err(Problem::not_understood("a member's figures are summed with by=member"))
        }
        (SummedBy::Pair | SummedBy::Source, None) => Ok(Whose::Everybodys),
        (SummedBy::Member, None) if sees_all(actor) => Ok(Whose::Everybodys),
        (SummedBy::Member, Some(one)) if *one == actor.member || sees_all(actor) => Ok(Whose::Only(one)),
        (SummedBy::Member, None | Some(_)) => Err(others(&actor.member)),
    }
}

fn others(asking: &MemberId) -> Problem {
    let detail = format!(
        "what each person did is for that person and for the desk's head; for your own figures ask with by=member and \
         member={asking}"
    );
    Problem::plain(StatusCode::FORBIDDEN, Kind::FiguresOfOthers, &detail)
}

fn span(filter: &FiguresFilter) -> Result<Span, Problem> {
    let to = filter.to.unwrap_or_else(|| clock::now().date_naive());
    let from = filter.from.or_else(|| to.checked_sub_days(DAYS_USUAL)).unwrap_or(to);
    if from > to {
        return Err(Problem::not_understood("the first day comes after the last"));
    }
    Ok(Span { from, to })
}

/// Waits until the figures show what stands in the log.
async fn is_current(state: &State) -> Result<(), Problem> {
    let mut last = 0;
    for kind in Figures::KINDS {
        last = last.max(state.log.last_of(*kind).await?);
    }
    if state.figures.seen(last).await {
        return Ok(());
    }
    Err(Problem::unavailable("the figures are still being read from the log"))
}

fn rows<K>(sums: impl IntoIterator<Item = (K, Sum)>, named: impl Fn(&K) -> (String, String)) -> Vec<SumRow> {
    let row = |(key, sum): (K, Sum)| SumRow::of(named(&key), &sum);
    sums.into_iter().map(row).collect()
}

fn in_words(Pair { from, into }: &Pair) -> String {
    format!("{from} → {into}")
}

/// As people know a member; one who has left keeps the short name.
fn name(board: &Board, id: &MemberId) -> String {
    board.members.get(id).map_or_else(|| id.to_string(), |row| row.membership.name.clone())
}

/// Nothing where nothing was taken up.
fn help(help: Help) -> Option<FromMachine> {
    help.mean().map(|changed_thousandths| FromMachine { blocks: help.blocks, changed_thousandths })
}

impl SumRow {
    fn of((of, name): (String, String), sum: &Sum) -> Self {
        Self {
            of,
            name,
            pieces: sum.pieces,
            approved: sum.approved,
            source_words: sum.source_words,
            words: sum.words,
            active_seconds: sum.active_milliseconds / 1000,
            seconds_to_submission: sum.to_submission().map(|time| time.num_seconds()),
            seconds_to_approval: sum.to_approval().map(|time| time.num_seconds()),
            returns: sum.returns,
            edited_thousandths: (sum.approved > 0).then(|| sum.edited.thousandths()),
            machine: help(sum.machine),
        }
    }
}

impl PieceFigures {
    fn of(piece: PieceId, work: &Work, actor: &Actor, board: &Board) -> Self {
        let may_be_told = |member: &MemberId| *member == actor.member || sees_all(actor);
        let parts = work.shares.iter().filter(|(member, _)| may_be_told(member));
        let parts = parts.map(|(member, share)| PartRow {
            member: member.clone(),
            name: name(board, member),
            words: share.words,
            active_seconds: share.active_milliseconds / 1000,
        });
        let since = |at: DateTime<Utc>| (at - work.requested_at).num_seconds();
        Self {
            piece,
            source_words: work.source_words,
            words: work.words,
            requested_at: work.requested_at,
            seconds_to_submission: work.submitted_at.map(since),
            seconds_to_approval: work.approved_at.map(since),
            active_seconds: work.active_milliseconds() / 1000,
            returns: work.returns,
            edited_thousandths: work
                .edited
                .map(|apart| language::difference::Distance::from(apart).thousandths()),
            machine: help(work.machine()),
            parts: parts.collect(),
        }
    }
}
