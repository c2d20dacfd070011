//! Invitations: links with which a member comes in once, to set a password or to bind an account of the provider.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{CommandId, MemberId};
use journal::{Fault, Purpose};
use serde::{Deserialize, Serialize};

use super::{
    key::Key,
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
    pub(crate) member: MemberId,
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
    /// Invites a member; the same for the same command. Gives what the link ends with.
    pub(crate) async fn make(
        &self,
        key: &Key,
        command: CommandId,
        invitation: &Invitation,
    ) -> Result<Secret, Fault> {
        let secret = Secret::derived(key, &format!("invitation {}", invitation.member), command);
        self.0.replace(&secret.kept_as(), invitation, 0).await?;
        Ok(secret)
    }

    /// Whom a link invites, if it was not used and is not over.
    pub(crate) async fn find(&self, link: &str, now: DateTime<Utc>) -> Result<Option<Invitation>, Fault> {
        let Some(secret) = Secret::read(link) else { return Ok(None) };
        let found = self.0.fetch(&secret.kept_as()).await?;
        Ok(found.map(|(invitation, _)| invitation).filter(|invitation| !invitation.is_over(now)))
    }

    /// Uses a link up; of several who try, one succeeds. What else invites the same member is used up with it.
    pub(crate) async fn take(&self, link: &str, now: DateTime<Utc>) -> Result<Option<MemberId>, Fault> {
        let Some(key) = Secret::read(link).map(|secret| secret.kept_as()) else { return Ok(None) };
        let Some((invitation, revision)) = self.0.fetch(&key).await? else { return Ok(None) };
        if invitation.is_over(now) || !self.0.take(&key, revision).await? {
            return Ok(None);
        }
        let others = self.0.all(|other| other.member == invitation.member).await.unwrap_or_default();
        for (key, _) in others {
            self.0.remove(&key).await?;
        }
        Ok(Some(invitation.member))
    }
}
