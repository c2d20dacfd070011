//! What an editor decides about who has a piece.

use clap::Args;
use contract::MemberId;
use desk::{
    api::bodies::{NewAssignment, Unassignment},
    board::{PieceRow, Stage},
};

use super::{
    failure::Failure,
    name::PieceName,
    session::Session,
    table::line,
    words::{stage, time},
};

#[derive(Args)]
pub(crate) struct Assign {
    /// Its id, or as much of it as is plain
    piece: PieceName,
    /// The translator who gets it
    #[arg(long, value_name = "MEMBER")]
    to: MemberId,
    /// For how long, from now on [default: as long as a claim lasts in this newsroom]
    #[arg(long, value_parser = super::given::number::<u32>)]
    minutes: Option<u32>,
    /// Why. Where another has the piece, it is taken over from them for this reason
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Args)]
pub(crate) struct Unassign {
    /// Its id, or as much of it as is plain
    piece: PieceName,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

pub(super) async fn assign(session: &Session, assign: Assign) -> Result<(), Failure> {
    let Assign { piece, to: member, minutes, reason } = assign;
    let id = session.piece(&piece).await?;
    // Only who gives a reason means to take it from somebody, and only from who has it now.
    let over = match &reason {
        Some(_) => epoch(&session.desk.get(&format!("/api/pieces/{id}")).await?.read()?),
        None => None,
    };
    let new = NewAssignment { member, minutes, over, reason: reason.unwrap_or_default() };
    let answer = session.desk.post(&format!("/api/pieces/{id}/assignment"), &new).await?;
    session.print(&answer, |row: PieceRow| match &row.stage {
        Stage::Claimed { lease } => format!(
            "{} has it until {} UTC (claim {}): {}",
            line(&lease.holder.name),
            time(lease.until),
            lease.epoch,
            line(&row.headline)
        ),
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => {
            stage(&row)
        }
    })
}

pub(super) async fn unassign(session: &Session, unassign: Unassign) -> Result<(), Failure> {
    let Unassign { piece, reason } = unassign;
    let id = session.piece(&piece).await?;
    let row = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
    // Where nobody has it, the service finds that, and there is nothing to do.
    let epoch = epoch(&row).unwrap_or_default();
    let answer =
        session.desk.post(&format!("/api/pieces/{id}/unassignment"), &Unassignment { epoch, reason }).await?;
    session.print(&answer, |row: PieceRow| format!("Nobody has it now: {}", line(&row.headline)))
}

/// The number of the claim that the desk shows.
fn epoch(row: &PieceRow) -> Option<u32> {
    match &row.stage {
        Stage::Claimed { lease } => Some(lease.epoch),
        Stage::Open | Stage::Submitted { .. } | Stage::Approved { .. } | Stage::Published { .. } => None,
    }
}
