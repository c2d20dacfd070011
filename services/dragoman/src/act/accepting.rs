//! Accepting what the source changed while somebody translates it.

use clap::Args;
use contract::PieceId;
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
    blocks: Vec<u32>,
    /// The revision that was looked at [default: the newest]
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
}

pub(super) async fn accept(session: &Session, accept: Accept) -> Result<(), Failure> {
    let Accept { held, blocks, revision } = accept;
    let id = session.piece(&held.piece).await?;
    let piece: PieceText = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
    let newest = piece.source_change.as_ref().map_or(piece.row.revision, |change| change.revision);
    let acceptance = Acceptance {
        epoch: held.epoch.or(epoch(&piece.row.stage)).unwrap_or(NO_CLAIM),
        revision: revision.unwrap_or(newest),
    };
    let answer = accepted(session, &id, &blocks, acceptance).await?;
    session.print(&answer, |row: PieceRow| {
        let to = row.newest_revision;
        if row.revision == to {
            format!("Accepted: the translation answers revision {to}.")
        } else {
            format!("Accepted; other blocks still differ from revision {to}.")
        }
    })?;
    session.hint(format!("To see what is left: dragoman show {}", short_piece(&id)))
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
