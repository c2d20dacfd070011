//! Leaving blocks of a translation out, joining, splitting and adding them.

use clap::Args;
use contract::{BlockId, PieceId};
use desk::{
    api::bodies::{BlockName, Joining, NewNote, Omission, PieceText, Splitting, Under},
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
    #[arg(value_parser = super::given::block)]
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
    is_of_the_source(&id, of.block)?;
    let answer = post(session, &id, of.block, "omission", &Omission { epoch, reason }).await?;
    said(session, &id, &answer, format!("Block {} is left out.", of.block))
}

pub(super) async fn join(session: &Session, Join { of, text }: Join) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    let answer = post(session, &id, of.block, "join", &Joining { epoch, text }).await?;
    let BlockName(block) = of.block;
    let words = match piece(session, &id).await?.arrangement.joined.get(&block) {
        Some(into) => format!("Block {block} is joined to block {}.", BlockName(*into)),
        None => format!("Block {block} is joined to the one before it."),
    };
    said(session, &id, &answer, words)
}

pub(super) async fn split(session: &Session, Split { of, head, tail }: Split) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    let before = piece(session, &id).await?;
    let answer = post(session, &id, of.block, "split", &Splitting { epoch, head, tail, over: None }).await?;
    let words = match added(&before, &piece(session, &id).await?) {
        Some(new) => format!("Block {} is two blocks now: what comes behind it is block {new}.", of.block),
        None => format!("Block {} is two blocks now.", of.block),
    };
    said(session, &id, &answer, words)
}

pub(super) async fn note(session: &Session, Note { of, text }: Note) -> Result<(), Failure> {
    let (id, Under { epoch }) = under(session, &of.held).await?;
    if text.trim().is_empty() {
        return Err(Failure::NoteWithoutWords { piece: short_piece(&id), after: of.block });
    }
    let before = piece(session, &id).await?;
    let BlockName(after) = of.block;
    let note = NewNote { epoch, after, text };
    let answer = session.desk.post(&format!("/api/pieces/{id}/notes"), &note).await?;
    let words = match added(&before, &piece(session, &id).await?) {
        Some(new) => format!("The note is block {new}, behind block {}.", of.block),
        None => format!("The note stands behind block {}.", of.block),
    };
    said(session, &id, &answer, words)
}

pub(super) async fn restore(session: &Session, of: OfHeld) -> Result<(), Failure> {
    let (id, under) = under(session, &of.held).await?;
    let before = piece(session, &id).await?;
    let answer = post(session, &id, of.block, "restoration", &under).await?;
    let words = format!("Block {} stands by itself again.", of.block);
    let BlockName(block) = of.block;
    let into = before.arrangement.joined.get(&block).copied();
    let words = match into.filter(|into| stands_in(&before, block, *into)) {
        Some(into) => format!(
            "{words} Its words still stand in block {into} too: dragoman draft {} {into} TEXT",
            short_piece(&id),
            into = BlockName(into),
        ),
        None => words,
    };
    said(session, &id, &answer, words)
}

pub(super) async fn remove(session: &Session, of: OfHeld) -> Result<(), Failure> {
    let (id, under) = under(session, &of.held).await?;
    is_of_the_source(&id, of.block)?;
    let answer = post(session, &id, of.block, "removal", &under).await?;
    said(session, &id, &answer, format!("Block {} is taken out; the timeline keeps its words.", of.block))
}

/// A summary and a byline are neither left out nor removed: they are there as long as they have words.
fn is_of_the_source(id: &PieceId, block: BlockName) -> Result<(), Failure> {
    match block.0 {
        BlockId::SUMMARY | BlockId::BYLINE => Err(Failure::TakenOutByWords { piece: short_piece(id), block }),
        _ => Ok(()),
    }
}

async fn piece(session: &Session, id: &PieceId) -> Result<PieceText, Failure> {
    session.desk.get(&format!("/api/pieces/{id}")).await?.read()
}

/// The number of the block that was added between the two. The claim keeps others from adding any.
fn added(before: &PieceText, after: &PieceText) -> Option<BlockName> {
    let mut all = after.arrangement.added.keys();
    all.find(|block| !before.arrangement.added.contains_key(block)).copied().map(BlockName)
}

/// Whether the words of a block stand in those of the block that it is joined to.
fn stands_in(piece: &PieceText, block: BlockId, into: BlockId) -> bool {
    let words = |of| piece.drafts.iter().find(|draft| draft.block == of).map(|draft| draft.text.trim());
    let (own, joined) = (words(block).unwrap_or_default(), words(into).unwrap_or_default());
    !own.is_empty() && joined.contains(own)
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
