//! By what each member may sign in: a password, an account of the provider, and from where they have before.

use chrono::{DateTime, Utc};
use contract::MemberId;
use journal::{CREDENTIALS, Fault, Purpose};
use serde::{Deserialize, Serialize};

use super::{
    caller::Network,
    shelf::{Kept, Shelf},
};

/// From so many networks a member is known: home, work, and the last few on the way.
const NETWORKS_MOST: usize = 12;

/// How often a change is made anew because another was made at the same time.
const ATTEMPTS: usize = 16;

pub(super) const PURPOSE: Purpose = Purpose {
    name: CREDENTIALS,
    description: "by what each member may sign in: hashes of passwords, accounts of the provider",
    kept_for: None,
};

/// An account of the provider: the subject is the provider's own name for it, which never goes to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) issuer: String,
    pub(crate) subject: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Credential {
    /// The Argon2id hash, as a PHC string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) password: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) password_set: Option<DateTime<Utc>>,
    /// In small letters, as an administrator gave it: an account with this address, verified by the provider, is the member's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) account: Option<Account>,
    /// The one used last at the end.
    #[serde(default)]
    pub(crate) networks: Vec<Network>,
}

impl Kept for Credential {
    fn is_over(&self, _now: DateTime<Utc>) -> bool {
        false
    }
}

impl Credential {
    pub(crate) fn is_known_from(&self, network: &Network) -> bool {
        self.networks.contains(network)
    }

    fn seen_from(mut self, network: &Network) -> Self {
        self.networks.retain(|known| known != network);
        self.networks.push(network.clone());
        let too_many = self.networks.len().saturating_sub(NETWORKS_MOST);
        self.networks.drain(..too_many);
        self
    }
}

/// All of them, by their members.
#[derive(Clone)]
pub(crate) struct Credentials(pub(super) Shelf<Credential>);

impl Credentials {
    pub(crate) async fn of(&self, member: &MemberId) -> Result<Credential, Fault> {
        Ok(self.0.find(member.as_str()).await?.unwrap_or_default())
    }

    /// The member that an account is bound to. The outer None is for a desk that has not read the bucket yet.
    pub(crate) async fn with_account(&self, account: &Account) -> Option<Option<MemberId>> {
        let fits = |credential: &Credential| credential.account.as_ref() == Some(account);
        self.one(fits).await
    }

    /// The member with an address, if it is one member's alone and no account is bound to them yet.
    pub(crate) async fn with_email(&self, email: &str) -> Option<Option<MemberId>> {
        let email = email.to_lowercase();
        self.one(|credential| credential.email.as_ref() == Some(&email)).await
    }

    async fn one(&self, fits: impl Fn(&Credential) -> bool) -> Option<Option<MemberId>> {
        let found = self.0.all(fits).await?;
        let [(member, _)] = found.as_slice() else { return Some(None) };
        Some(member.parse().ok())
    }

    pub(crate) async fn set_password(
        &self,
        member: &MemberId,
        hash: String,
        now: DateTime<Utc>,
    ) -> Result<(), Fault> {
        self.change(member, |credential| Credential {
            password: Some(hash.clone()),
            password_set: Some(now),
            ..credential
        })
        .await
    }

    pub(crate) async fn set_email(&self, member: &MemberId, email: &str) -> Result<(), Fault> {
        let email = email.to_lowercase();
        self.change(member, |credential| Credential { email: Some(email.clone()), ..credential }).await
    }

    pub(crate) async fn bind(&self, member: &MemberId, account: &Account) -> Result<(), Fault> {
        self.change(member, |credential| Credential { account: Some(account.clone()), ..credential }).await
    }

    /// A member has signed in from there.
    pub(crate) async fn seen_from(&self, member: &MemberId, network: &Network) -> Result<(), Fault> {
        if self.of(member).await?.networks.last() == Some(network) {
            return Ok(());
        }
        self.change(member, |credential| credential.seen_from(network)).await
    }

    async fn change(
        &self,
        member: &MemberId,
        change: impl Fn(Credential) -> Credential,
    ) -> Result<(), Fault> {
        for _ in 0..ATTEMPTS {
            let (credential, revision) = self.0.fetch(member.as_str()).await?.unwrap_or_default();
            if self.0.replace(member.as_str(), &change(credential), revision).await? {
                return Ok(());
            }
        }
        Err(Fault::Contended { subject: CREDENTIALS.to_owned(), attempts: ATTEMPTS })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_known_from_the_last_few_networks() {
        let network = |number: u8| Network::of([10, 0, number, 1].into());
        let credential = (0..20).fold(Credential::default(), |known, n| known.seen_from(&network(n)));
        assert_eq!(credential.networks.len(), NETWORKS_MOST);
        assert!(credential.is_known_from(&network(19)) && !credential.is_known_from(&network(7)));
        let again = credential.seen_from(&network(8));
        assert_eq!((again.networks.len(), again.networks.last()), (NETWORKS_MOST, Some(&network(8))));
    }
}
