//! Invitations: links with which a member comes in once, to set a password or to bind an account of the provider.

use chrono::{DateTime, TimeDelta, Utc};
use contract::CommandId;
use journal::{Fault, Purpose};
use serde::{Deserialize, Serialize};

use super::{
    key::Key,
    owner::Owner,
    secret::Secret,
    shelf::{Kept, Shelf},
};

/// How long a link may be used.
pub(crate) const LASTS: TimeDelta = TimeDelta::days(7);

pub(super) const PURPOSE: Purpose = Purpose {
    name: "INVITATIONS",
    description: "links with which members come in once, by their SHA-256",
    kept_for: Some(std::time::Duration::from_hours(8 * 24)),
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Invitation {
    #[serde(flatten)]
    pub(crate) owner: Owner,
    pub(crate) until: DateTime<Utc>,
}

impl Kept for Invitation {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.until <= now
    }
}

/// All that wait to be used.
#[derive(Clone)]
pub(crate) struct Invitations(pub(super) Shelf<Invitation>);

impl Invitations {
    /// Invites a member; the same for the same command. Gives what the link ends with, and what stands there. None where the
    /// same command made one that was used.
    pub(crate) async fn make(
        &self,
        key: &Key,
        command: CommandId,
        invitation: Invitation,
    ) -> Result<Option<(Secret, Invitation)>, Fault> {
        let secret = Secret::derived(key, &format!("invitation {}", invitation.owner.member), command);
        if self.0.replace(&secret.kept_as(), &invitation, 0).await? {
            return Ok(Some((secret, invitation)));
        }
        let there = self.0.fetch(&secret.kept_as()).await?.map(|(there, _)| there);
        Ok(there.filter(|there| there.owner == invitation.owner).map(|there| (secret, there)))
    }

    /// Whom a link invites, if it was not used and is not over, and what the link is kept as.
    pub(crate) async fn find(
        &self,
        link: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(String, Invitation)>, Fault> {
        let Some(key) = Secret::read(link).map(|secret| secret.kept_as()) else { return Ok(None) };
        let found = self.0.fetch(&key).await?.filter(|(invitation, _)| !invitation.is_over(now));
        Ok(found.map(|(invitation, _)| (key, invitation)))
    }

    /// Uses an invitation up, by what its link is kept as; of several who try, one succeeds. What else invites the same member
    /// is used up with it.
    pub(crate) async fn take(&self, key: &str, now: DateTime<Utc>) -> Result<Option<Owner>, Fault> {
        let Some((invitation, revision)) = self.0.fetch(key).await? else { return Ok(None) };
        if invitation.is_over(now) || !self.0.take(key, revision).await? {
            return Ok(None);
        }
        self.end_all(&invitation.owner).await?;
        Ok(Some(invitation.owner))
    }

    /// None of a member leads in any more.
    pub(super) async fn end_all(&self, owner: &Owner) -> Result<(), Fault> {
        self.0.remove_all(|invitation| invitation.owner == *owner).await
    }
}
