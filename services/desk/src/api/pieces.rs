//! Pieces over HTTP: their translation, their edit, their publication.

use axum::{Json, extract::State as Shared};
use contract::{BlockId, CommandId, Digest, PieceId, Subject, edit, publication, translation};
use runtime::clock;

use super::{
    bodies::{
        Acceptance, BlockName, Changes, Claim, Listed, PieceFilter, PiecePage, PieceText, Saved, These,
        Under, Words,
    },
    paging::Paged,
    route::{Asked, At, Body},
    version::Shown,
};
use crate::{
    ask::{Refused, Version},
    board::{Piece, PieceRow},
    listing, looking,
    problem::Problem,
    reading,
    signed::Signed,
    state::State,
};

pub(super) async fn list(
    Shared(state): Shared<State>,
    signed: Signed,
    Asked(filter): Asked<PieceFilter>,
) -> Result<Paged<PiecePage>, Problem> {
    let (board, now) = (state.board.read(), clock::now());
    let page = filter.page(&board.pieces, &signed.actor.member, now, super::limit(filter.limit))?;
    let rows = page.rows.into_iter().map(|row| Listed::of(row, &board, now)).collect();
    let next = page.next.map(|cursor| cursor.to_string());
    Ok(Paged { body: PiecePage { rows, next: next.clone() }, next })
}

pub(super) async fn next(Shared(state): Shared<State>, signed: Signed) -> Result<Json<Listed>, Problem> {
    let (board, now) = (state.board.read(), clock::now());
    let member = board.members.get(&signed.actor.member).ok_or_else(Problem::not_signed_in)?;
    let row = listing::next(&board.pieces, member, now).ok_or_else(Problem::nothing_waits)?;
    Ok(Json(Listed::of(row.clone(), &board, now)))
}

pub(super) async fn show(
    Shared(state): Shared<State>,
    _: Signed,
    At(id): At<PieceId>,
) -> Result<Json<PieceText>, Problem> {
    reading::piece(&state, known(&state, &id)?).await.map(Json)
}

pub(super) async fn claim(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(claim): Body<Claim>,
) -> Result<Shown<PieceRow>, Problem> {
    let minutes = claim.minutes.unwrap_or_else(|| lease_minutes(&state));
    translate(&state, &signed, &id, translation::Command::Claim { minutes }).await
}

pub(super) async fn renew(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Renew { epoch }).await
}

pub(super) async fn release(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Release { epoch }).await
}

pub(super) async fn draft(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(words): Body<Words>,
) -> Result<Shown<Saved>, Problem> {
    let saved = Digest::of(words.text.as_bytes());
    let Shown { version, row } = save(&state, &signed, &id, block, words).await?;
    Ok(Shown { version, row: Saved { row, saved } })
}

pub(super) async fn accept(
    Shared(state): Shared<State>,
    signed: Signed,
    At((id, BlockName(block))): At<(PieceId, BlockName)>,
    Body(Acceptance { epoch, revision }): Body<Acceptance>,
) -> Result<Shown<PieceRow>, Problem> {
    translate(&state, &signed, &id, translation::Command::Accept { epoch, block, revision }).await
}

pub(super) async fn accept_all(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(acceptance): Body<Acceptance>,
) -> Result<Shown<PieceRow>, Problem> {
    accept_every(&state, &signed, &id, acceptance).await
}

pub(super) async fn submit(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Under { epoch }): Body<Under>,
) -> Result<Shown<PieceRow>, Problem> {
    submit_looked_at(&state, &signed, &id, epoch).await
}

pub(super) async fn request_changes(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(Changes { notes }): Body<Changes>,
) -> Result<Shown<PieceRow>, Problem> {
    review(&state, &signed, &id, edit::Command::RequestChanges { notes }).await
}

pub(super) async fn approve(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(These { digest, behind }): Body<These>,
) -> Result<Shown<PieceRow>, Problem> {
    approve_looked_at(&state, &signed, &id, digest, behind).await
}

pub(super) async fn publish(
    Shared(state): Shared<State>,
    signed: Signed,
    At(id): At<PieceId>,
    Body(These { digest, behind }): Body<These>,
) -> Result<Shown<PieceRow>, Problem> {
    put_out(&state, &signed, &id, digest, behind).await
}

/// For how long a piece is claimed or given unless said otherwise.
pub(crate) fn lease_minutes(state: &State) -> u32 {
    state.board.read().settings.lease_minutes
}

pub(crate) fn known(state: &State, id: &PieceId) -> Result<Piece, Problem> {
    let piece = state.board.read().pieces.get(id).cloned();
    piece.ok_or_else(|| state.lacks("piece"))
}

/// The same, also on a desk that has just started: it reads the log to its end before it says that there is none.
pub(crate) async fn known_by_now(state: &State, id: &PieceId) -> Result<Piece, Problem> {
    if let Ok(piece) = known(state, id) {
        return Ok(piece);
    }
    state.await_version(state.log.end().await?).await?;
    known(state, id)
}

/// Saves a block's words. Where the claim is over they are kept for their author, and the refusal says so.
pub(crate) async fn save(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    block: BlockId,
    words: Words,
) -> Result<Shown<PieceRow>, Problem> {
    let draft = translation::Command::Draft {
        epoch: words.epoch,
        block,
        text: words.text.clone(),
        marks: words.marks,
        over: words.over,
    };
    save_draft(state, signed, id, block, words.text, draft).await
}

/// The same, for a draft that says more than a page does.
pub(crate) async fn save_draft(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    block: BlockId,
    text: String,
    draft: translation::Command,
) -> Result<Shown<PieceRow>, Problem> {
    let subject = Subject::translation(id);
    let drafted = state.ask.refusable(&subject, signed.command, &signed.actor, draft).await?;
    let Refused::<translation::Refusal> { refusal, version } = match drafted {
        Ok(version) => return Ok(Shown { version, row: known(state, id)?.row }),
        Err(refused) => refused,
    };
    let problem = Problem::from(refusal.clone()).on_version(version);
    if !refusal.is_over() || text.trim().is_empty() {
        return Err(problem);
    }
    let rescue = translation::Command::Rescue { block, text };
    let rescued = CommandId::caused_by(signed.command.id, &subject.to_string());
    let version =
        state.ask.command::<_, translation::Refusal>(&subject, rescued, &signed.actor, rescue).await?.number;
    let detail = format!("{}; your words were kept", problem.detail);
    Err(Problem { detail, kept: Some(true), ..problem }.on_version(version))
}

/// Accepts every change that awaits the translator, one by one: asked again, it goes on with those that are left.
pub(crate) async fn accept_every(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    Acceptance { epoch, revision }: Acceptance,
) -> Result<Shown<PieceRow>, Problem> {
    let piece = known(state, id)?;
    let mut shown = Shown { version: Version::unchanged(piece.row.version), row: piece.row };
    for block in piece.source.open {
        let each = signed.with(CommandId::caused_by(signed.command.id, &format!("{id} {block}")));
        shown = translate(state, &each, id, translation::Command::Accept { epoch, block, revision }).await?;
    }
    Ok(shown)
}

pub(crate) async fn translate(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    command: translation::Command,
) -> Result<Shown<PieceRow>, Problem> {
    let subject = Subject::translation(id);
    let version = state
        .ask
        .command::<_, translation::Refusal>(&subject, signed.command, &signed.actor, command)
        .await?;
    Ok(Shown { version, row: known(state, id)?.row })
}

pub(crate) async fn review(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    command: edit::Command,
) -> Result<Shown<PieceRow>, Problem> {
    let subject = Subject::edit(id);
    let version =
        state.ask.command::<_, edit::Refusal>(&subject, signed.command, &signed.actor, command).await?;
    Ok(Shown { version, row: known(state, id)?.row })
}

/// Submits the words so far, after they were looked at. Where they changed meanwhile, or this desk had not read them yet,
/// they are looked at once more.
pub(crate) async fn submit_looked_at(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    epoch: u32,
) -> Result<Shown<PieceRow>, Problem> {
    let mut answer = submit_once(state, signed, id, epoch).await?;
    if let Err(Refused { refusal: translation::Refusal::NotLookedAt, version }) = answer {
        state.await_version(version).await?;
        answer = submit_once(state, signed, id, epoch).await?;
    }
    shown(state, id, answer)
}

async fn submit_once(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    epoch: u32,
) -> Result<Result<Version, Refused<translation::Refusal>>, Problem> {
    let text = reading::piece(state, known_by_now(state, id).await?).await?;
    let looked = looking::drafted(state, &text).await?.looked();
    let submit = translation::Command::Submit { epoch, looked };
    state.ask.refusable(&Subject::translation(id), signed.command, &signed.actor, submit).await
}

/// Approves what was submitted, after it was looked at again; where this desk had not read it yet, once more.
pub(crate) async fn approve_looked_at(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    digest: Digest,
    behind: Option<String>,
) -> Result<Shown<PieceRow>, Problem> {
    let mut answer = approve_once(state, signed, id, digest, behind.clone()).await?;
    if let Err(Refused { refusal: edit::Refusal::NotLookedAt, version }) = answer {
        state.await_version(version).await?;
        answer = approve_once(state, signed, id, digest, behind).await?;
    }
    shown(state, id, answer)
}

async fn approve_once(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    digest: Digest,
    behind: Option<String>,
) -> Result<Result<Version, Refused<edit::Refusal>>, Problem> {
    let text = reading::piece(state, known_by_now(state, id).await?).await?;
    let (looked, newest) = (looking::submitted(state, &text).await?.looked(), text.row.newest_revision);
    let approve = edit::Command::Approve { digest, looked, newest, behind };
    state.ask.refusable(&Subject::edit(id), signed.command, &signed.actor, approve).await
}

/// What the board shows after a command.
fn shown<R: Into<Problem>>(
    state: &State,
    id: &PieceId,
    answer: Result<Version, Refused<R>>,
) -> Result<Shown<PieceRow>, Problem> {
    let version =
        answer.map_err(|Refused { refusal, version }: Refused<R>| refusal.into().on_version(version))?;
    Ok(Shown { version, row: known(state, id)?.row })
}

pub(crate) async fn put_out(
    state: &State,
    signed: &Signed,
    id: &PieceId,
    digest: Digest,
    behind: Option<String>,
) -> Result<Shown<PieceRow>, Problem> {
    let newest = known_by_now(state, id).await?.row.newest_revision;
    let command = publication::Command::Publish { digest, newest, behind };
    let subject = Subject::publication(id);
    let version = state
        .ask
        .command::<_, publication::Refusal>(&subject, signed.command, &signed.actor, command)
        .await?;
    Ok(Shown { version, row: known(state, id)?.row })
}
