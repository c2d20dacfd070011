//! A translator's work on a piece.

use clap::Args;
use contract::PieceId;
use desk::{
    api::bodies::{BlockName, Claim, PieceText, Under, Words},
    board::{PieceRow, Stage},
};

use super::{
    failure::Failure,
    name::{PieceName, short_piece},
    piece::{paragraphs, to_translate},
    session::{Session, text_of},
    table::line,
    words::{counted, short_digest, stage, time},
};

/// No claim has this number: words sent under it are refused, and kept for their author.
pub(super) const NO_CLAIM: u32 = 0;

/// A piece that the acting member has claimed.
#[derive(Args)]
pub(crate) struct Held {
    /// Its id, or as much of it as is plain
    pub(super) piece: PieceName,
    /// The number of the claim [default: the one that now holds]
    #[arg(long, value_name = "NUMBER", value_parser = super::given::number::<u32>)]
    pub(super) epoch: Option<u32>,
}

#[derive(Args)]
pub(crate) struct Draft {
    #[command(flatten)]
    held: Held,
    /// The number of the block; `summary` or `byline` for what stands under the headline
    #[arg(required_unless_present = "file", conflicts_with = "file", value_parser = super::given::block)]
    block: Option<BlockName>,
    /// The words; `-` or nothing reads them from standard input
    #[arg(conflicts_with = "file", allow_hyphen_values = true)]
    text: Option<String>,
    /// The words of all blocks: paragraphs separated by empty lines, in the order of the blocks; `-` is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<String>,
}

pub(super) async fn claim(session: &Session, name: &PieceName, minutes: Option<u32>) -> Result<(), Failure> {
    let id = session.piece(name).await?;
    let answer = session.desk.post(&format!("/api/pieces/{id}/claim"), &Claim { minutes }).await?;
    session.print(&answer, |row: PieceRow| match &row.stage {
        Stage::Claimed { lease } => {
            format!("Yours until {} UTC (claim {}): {}", time(lease.until), lease.epoch, line(&row.headline))
        }
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            stage(&row)
        }
    })?;
    let short = short_piece(&id);
    session.hint(format!(
        "To read it: dragoman show {short}\nTo save words: dragoman draft {short} BLOCK TEXT, or --file FILE for all blocks"
    ))
}

pub(super) async fn renew(session: &Session, held: Held) -> Result<(), Failure> {
    let (id, under) = under(session, &held).await?;
    let answer = session.desk.post(&format!("/api/pieces/{id}/renewal"), &under).await?;
    session.print(&answer, |row: PieceRow| match &row.stage {
        Stage::Claimed { lease } => format!("Yours until {} UTC.", time(lease.until)),
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            stage(&row)
        }
    })
}

pub(super) async fn release(session: &Session, held: Held) -> Result<(), Failure> {
    let (id, under) = under(session, &held).await?;
    let answer = session.desk.post(&format!("/api/pieces/{id}/release"), &under).await?;
    session.print(&answer, |_: PieceRow| "Given back. What was saved stays with the piece.".to_owned())
}

pub(super) async fn submit(session: &Session, held: Held) -> Result<(), Failure> {
    let (id, under) = under(session, &held).await?;
    let answer = session.desk.post(&format!("/api/pieces/{id}/submission"), &under).await;
    let answer = answer.map_err(|failure| {
        let (short, blocks) = (short_piece(&id), failure.blocks());
        failure
            .with_findings(&id)
            .advised("translation:blocks_missing", || {
                format!("Without words: {blocks}. To save some: dragoman draft {short} BLOCK TEXT")
            })
            .advised("translation:source_changed", || {
                format!("What it changed: {blocks}. To look at it: dragoman show {short}")
            })
    })?;
    session.print(&answer, |row: PieceRow| match &row.stage {
        Stage::Submitted { digest, .. } => format!("Submitted, as {}.", short_digest(digest)),
        Stage::Open | Stage::Claimed { .. } | Stage::Approved { .. } | Stage::Published { .. } => stage(&row),
    })?;
    session.hint(format!("An editor who did not translate it goes on: dragoman approve {}", short_piece(&id)))
}

pub(super) async fn draft(session: &Session, draft: Draft) -> Result<(), Failure> {
    let Draft { held, block, text, file } = draft;
    let (id, stage) = meant(session, &held).await?;
    let epoch = held.epoch.or(epoch(&stage)).unwrap_or(NO_CLAIM);
    let words = match (file, block) {
        (Some(file), _) => {
            let piece: PieceText = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
            let blocks = to_translate(&piece);
            let texts = paragraphs(&text_of(&file)?);
            if texts.len() != blocks.len() {
                return Err(Failure::Paragraphs { given: texts.len(), wanted: blocks.len() });
            }
            blocks.into_iter().zip(texts).collect()
        }
        (None, Some(block)) => vec![(block, typed(&id, block, text)?)],
        (None, None) => Vec::new(),
    };
    save(session, &id, epoch, words).await
}

/// The words of a block as they were given. Empty ones are meant only where they were typed so.
fn typed(id: &PieceId, block: BlockName, text: Option<String>) -> Result<String, Failure> {
    match text.as_deref() {
        None | Some("-") => match text_of("-")?.trim() {
            "" => Err(Failure::NoWords { piece: short_piece(id), block }),
            words => Ok(words.to_owned()),
        },
        Some(words) => Ok(words.to_owned()),
    }
}

/// Saves block by block. What is refused of one keeps none of the others from being saved.
async fn save(
    session: &Session,
    id: &PieceId,
    epoch: u32,
    words: Vec<(BlockName, String)>,
) -> Result<(), Failure> {
    let count = words.len();
    let (mut answer, mut saved, mut refused) = (None, 0, Vec::new());
    for (block, text) in words {
        let path = format!("/api/pieces/{id}/blocks/{block}");
        match session.desk.put(&path, &Words { epoch, text, marks: None, over: None }).await {
            Ok(answered) => {
                answer = Some(answered);
                saved += 1;
            }
            Err(failure) if failure.is_kept() || failure.is_about_words() => refused.push((block, failure)),
            // The rest would fare no better.
            Err(failure) => {
                refused.push((block, failure));
                break;
            }
        }
    }
    if !refused.is_empty() {
        return Err(unsaved(count, saved, epoch, refused));
    }
    let Some(answer) = answer else { return Ok(()) };
    let blocks = counted(count, "block");
    session.print(&answer, |row: PieceRow| match &row.stage {
        Stage::Claimed { lease } => format!("Saved {blocks}; yours until {} UTC.", time(lease.until)),
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            format!("Saved {blocks}.")
        }
    })?;
    session.hint(format!("When all is translated: dragoman submit {}", short_piece(id)))
}

/// Why words were not saved, block by block where there is more than one.
fn unsaved(count: usize, saved: usize, epoch: u32, mut refused: Vec<(BlockName, Failure)>) -> Failure {
    if epoch == NO_CLAIM && refused.iter().all(|(_, failure)| failure.is_kept()) {
        return Failure::KeptUnclaimed;
    }
    if saved == 0 && refused.len() == 1 {
        return refused.remove(0).1;
    }
    let line = |(block, failure): &(BlockName, Failure)| format!("  block {block}: {}", failure.in_full());
    let mut listed: Vec<String> = refused.iter().map(line).collect();
    let unsent = count - saved - refused.len();
    if unsent > 0 {
        listed.push(format!("  {} behind it: not sent", counted(unsent, "block")));
    }
    Failure::NotAllSaved { saved, listed: listed.join("\n") }
}

/// The piece and the claim that is meant. Once it is submitted, the service says that better than we.
pub(super) async fn under(session: &Session, held: &Held) -> Result<(PieceId, Under), Failure> {
    let (id, stage) = meant(session, held).await?;
    match held.epoch.or(epoch(&stage)) {
        Some(epoch) => Ok((id, Under { epoch })),
        None if stage == Stage::Open => Err(Failure::NotClaimed),
        None => Ok((id, Under { epoch: NO_CLAIM })),
    }
}

async fn meant(session: &Session, held: &Held) -> Result<(PieceId, Stage), Failure> {
    let id = session.piece(&held.piece).await?;
    let row: PieceRow = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
    Ok((id, row.stage))
}

/// The claim that now holds.
pub(super) fn epoch(stage: &Stage) -> Option<u32> {
    match stage {
        Stage::Claimed { lease } => Some(lease.epoch),
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
    }
}
