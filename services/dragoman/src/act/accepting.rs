//! Accepting what the source changed while somebody translates it.

use clap::Args;
use contract::{BlockId, PieceId};
use desk::{
    api::bodies::{Acceptance, PieceText},
    board::PieceRow,
};

use super::{
    api::Answer,
    failure::Failure,
    name::short_piece,
    session::Session,
    work::{Held, NO_CLAIM, epoch},
};

/// The blocks whose words answer what the source says by now.
#[derive(Args)]
pub(crate) struct Accept {
    #[command(flatten)]
    held: Held,
    /// The numbers of the blocks [default: all that the source changed]
    #[arg(value_parser = super::given::number::<u32>)]
    blocks: Vec<u32>,
    /// The revision that was looked at [default: the newest]
    #[arg(long, value_name = "NUMBER", value_parser = super::given::number::<u32>)]
    revision: Option<u32>,
}

pub(super) async fn accept(session: &Session, accept: Accept) -> Result<(), Failure> {
    let Accept { held, blocks, revision } = accept;
    let id = session.piece(&held.piece).await?;
    let piece: PieceText = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
    let newest = piece.source_change.as_ref().map_or(piece.row.revision, |change| change.revision);
    are_open(&piece, &blocks)?;
    let had_any = piece.source_change.is_some();
    let acceptance = Acceptance {
        epoch: held.epoch.or(epoch(&piece.row.stage)).unwrap_or(NO_CLAIM),
        revision: revision.unwrap_or(newest),
    };
    let answer = accepted(session, &id, &blocks, acceptance).await?;
    session.print(&answer, |row: PieceRow| {
        let to = row.newest_revision;
        if !had_any && row.revision == to {
            format!("There was nothing to accept: the translation answers revision {to}.")
        } else if row.revision == to {
            format!("Accepted: the translation answers revision {to}.")
        } else {
            format!("Accepted; other blocks still differ from revision {to}.")
        }
    })?;
    session.hint(format!("To see what is left: dragoman show {}", short_piece(&id)))
}

/// Whether each of these blocks awaits its translator. Of a piece that nobody has, the desk says what is in the way.
fn are_open(piece: &PieceText, blocks: &[u32]) -> Result<(), Failure> {
    if epoch(&piece.row.stage).is_none() {
        return Ok(());
    }
    let changed = piece.source_change.iter().flat_map(|change| &change.blocks);
    let open: Vec<BlockId> = changed.map(|changed| changed.block).collect();
    let not_open = blocks.iter().filter(|block| !open.contains(&BlockId(**block)));
    let not_open: Vec<String> = not_open.map(ToString::to_string).collect();
    if not_open.is_empty() {
        return Ok(());
    }
    let open = if open.is_empty() {
        "; nor anywhere else".to_owned()
    } else {
        let open: Vec<String> = open.iter().map(|block| block.0.to_string()).collect();
        format!("; what it changed: block {}", open.join(", "))
    };
    Err(Failure::NotOpen { blocks: not_open, open })
}

/// The answer about the last one.
async fn accepted(
    session: &Session,
    id: &PieceId,
    blocks: &[u32],
    acceptance: Acceptance,
) -> Result<Answer, Failure> {
    let Some((last, before)) = blocks.split_last() else {
        return session.desk.post(&format!("/api/pieces/{id}/acceptance"), &acceptance).await;
    };
    let path = |block: &u32| format!("/api/pieces/{id}/blocks/{block}/acceptance");
    for block in before {
        session.desk.post(&path(block), &acceptance).await?;
    }
    session.desk.post(&path(last), &acceptance).await
}
