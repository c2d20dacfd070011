//! Ending what a member has come in by.

use super::{Access, Owner};
use crate::problem::Problem;

/// Ends every session of a member but one.
pub(crate) async fn end_all(access: &Access, owner: &Owner, but: Option<&str>) -> Result<usize, Problem> {
    let mut theirs = access.sessions().there(owner).await?;
    theirs.retain(|(name, _)| Some(name.as_str()) != but);
    for (name, _) in &theirs {
        access.sessions().end(name).await?;
    }
    let member = &owner.member;
    tracing::info!(target: "access", { member.id = %member, sessions = theirs.len() }, "sessions were ended");
    Ok(theirs.len())
}

/// Forgets by what a member came in who has left. None of it leads in any more as it is: nothing depends on this being done.
pub(crate) async fn forget(access: &Access, owner: &Owner) -> Result<(), Problem> {
    end_all(access, owner, None).await?;
    access.tokens().revoke_all(owner).await?;
    access.invitations().end_all(owner).await?;
    access.credentials().clear(owner).await?;
    Ok(())
}
