//! Leaving blocks of a translation out, joining, splitting and adding them.

use clap::Args;
use contract::PieceId;
use desk::{
    api::bodies::{BlockName, Joining, NewNote, Omission, Splitting, Under},
    board::PieceRow,
};

use super::{
    api::Answer,
    failure::Failure,
    name::short_piece,
    session::Session,
    work::{Held, under},
};

/// A block of a piece that the acting member has claimed.
#[derive(Args)]
pub(crate) struct OfHeld {
    #[command(flatten)]
    held: Held,
    /// The number of the block
    block: BlockName,
}

/// A block that is left out, and why.
#[derive(Args)]
pub(crate) struct Omit {
    #[command(flatten)]
    of: OfHeld,
    /// Why: it stands in the work and before the editors
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// A block that is joined to the one before it.
#[derive(Args)]
pub(crate) struct Join {
    #[command(flatten)]
    of: OfHeld,
    /// The words of both [default: as they are saved, one behind the other]
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
}

/// A block that is split, and the words of its two parts.
#[derive(Args)]
pub(crate) struct Split {
    #[command(flatten)]
    of: OfHeld,
    /// The words that stay in it
    #[arg(allow_hyphen_values = true)]
    head: String,
    /// The words of the block that comes behind it
    #[arg(allow_hyphen_values = true)]
    tail: String,
}

/// A note by the newsroom.
#[derive(Args)]
pub(crate) struct Note {
    #[command(flatten)]
    of: OfHeld,
    /// Its words
    #[arg(allow_hyphen_values = true)]
    text: String,
}

pub(super) async fn omit(session: &Session, Omit { of, reason }: Omit) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    let answer = post(session, &id, of.block, "omission", &Omission { epoch, reason }).await?;
    said(session, &id, &answer, format!("Block {} is left out.", of.block))
}

pub(super) async fn join(session: &Session, Join { of, text }: Join) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    let answer = post(session, &id, of.block, "join", &Joining { epoch, text }).await?;
    said(session, &id, &answer, format!("Block {} is joined to the one before it.", of.block))
}

pub(super) async fn split(session: &Session, Split { of, head, tail }: Split) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    let answer = post(session, &id, of.block, "split", &Splitting { epoch, head, tail, over: None }).await?;
    said(session, &id, &answer, format!("Block {} is two blocks now.", of.block))
}

pub(super) async fn note(session: &Session, Note { of, text }: Note) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    let BlockName(after) = of.block;
    let note = NewNote { epoch, after, text };
    let answer = session.desk.post(&format!("/api/pieces/{id}/notes"), &note).await?;
    said(session, &id, &answer, format!("The note stands behind block {}.", of.block))
}

pub(super) async fn restore(session: &Session, of: OfHeld) -> Result<(), Failure> {
    let (id, under) = under(session, &of.held).await?;
    let answer = post(session, &id, of.block, "restoration", &under).await?;
    said(session, &id, &answer, format!("Block {} stands by itself again.", of.block))
}

pub(super) async fn remove(session: &Session, of: OfHeld) -> Result<(), Failure> {
    let (id, under) = under(session, &of.held).await?;
    let answer = post(session, &id, of.block, "removal", &under).await?;
    said(session, &id, &answer, format!("Block {} is taken out; the timeline keeps its words.", of.block))
}

async fn post<T: serde::Serialize>(
    session: &Session,
    id: &PieceId,
    block: BlockName,
    act: &str,
    body: &T,
) -> Result<Answer, Failure> {
    session.desk.post(&format!("/api/pieces/{id}/blocks/{block}/{act}"), body).await
}

fn said(session: &Session, id: &PieceId, answer: &Answer, words: String) -> Result<(), Failure> {
    session.print(answer, |_: PieceRow| words)?;
    session.hint(format!("To see how it stands: dragoman show {}", short_piece(id)))
}
