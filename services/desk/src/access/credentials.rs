//! By what each member may sign in: a password, an account of the provider, and from where they have before.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contract::MemberId;
use journal::{CREDENTIALS, Fault, Purpose};
use serde::{Deserialize, Serialize};

use super::{
    caller::Network,
    owner::Owner,
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
    /// The sequence of the fact by which the member joined: of whoever joins later under this name nothing of it holds.
    #[serde(default)]
    joined: u64,
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
    /// Until when the last invitation leads in, or led in; none once it was followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    invited_until: Option<DateTime<Utc>>,
    /// The one used last at the end.
    #[serde(default)]
    pub(crate) networks: Vec<Network>,
}

/// Whether a member can come in, and else whether they are invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayIn {
    SetUp,
    Invited { until: DateTime<Utc> },
    InvitationOver { since: DateTime<Utc> },
    Nothing,
}

impl Kept for Credential {
    fn is_over(&self, _now: DateTime<Utc>) -> bool {
        false
    }
}

impl Credential {
    /// What of it holds for a member: nothing that was set before they joined.
    pub(crate) fn held_by(self, owner: &Owner) -> Self {
        if self.joined == owner.joined { self } else { Self { joined: owner.joined, ..Self::default() } }
    }

    pub(crate) fn way_in(&self, now: DateTime<Utc>) -> WayIn {
        if self.password.is_some() || self.account.is_some() {
            return WayIn::SetUp;
        }
        match self.invited_until {
            Some(until) if now < until => WayIn::Invited { until },
            Some(since) => WayIn::InvitationOver { since },
            None => WayIn::Nothing,
        }
    }

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

    fn with_password(self, hash: String, now: DateTime<Utc>) -> Self {
        Self { password: Some(hash), password_set: Some(now), invited_until: None, ..self }
    }

    fn with_account(self, account: Account) -> Self {
        Self { account: Some(account), invited_until: None, ..self }
    }

    /// Of several invitations the last one counts, also where the command of an earlier one is sent again.
    fn invited(self, until: DateTime<Utc>) -> Self {
        Self { invited_until: self.invited_until.max(Some(until)), ..self }
    }
}

/// All of them, by their members.
#[derive(Clone)]
pub(crate) struct Credentials(pub(super) Shelf<Credential>);

impl Credentials {
    /// As far as this desk knows.
    pub(crate) async fn of(&self, owner: &Owner) -> Result<Credential, Fault> {
        Ok(self.0.find(owner.member.as_str()).await?.unwrap_or_default().held_by(owner))
    }

    /// What stands under a name by the word of the server, whether a member has the name or nobody: it takes as long.
    pub(crate) async fn fetch(&self, named: &MemberId) -> Result<Credential, Fault> {
        Ok(self.0.fetch(named.as_str()).await?.map(|(credential, _)| credential).unwrap_or_default())
    }

    /// What holds for each member who has any, as far as this desk knows. None for a desk that has not read the bucket yet.
    pub(crate) async fn of_all(&self) -> Option<HashMap<String, Credential>> {
        Some(self.0.all(|_| true).await?.into_iter().collect())
    }

    /// Whom an account is bound to, if it is one member's. The outer None is for a desk that has not read the bucket yet.
    pub(crate) async fn with_account(
        &self,
        account: &Account,
        belongs: impl Fn(&Owner) -> bool,
    ) -> Option<Option<Owner>> {
        let with = self.all(|credential| credential.account.as_ref() == Some(account), belongs).await?;
        Some(the_one(with))
    }

    /// Who has an address.
    pub(crate) async fn with_email(
        &self,
        email: &str,
        belongs: impl Fn(&Owner) -> bool,
    ) -> Option<Vec<Owner>> {
        let email = email.to_lowercase();
        self.all(|credential| credential.email.as_ref() == Some(&email), belongs).await
    }

    async fn all(
        &self,
        fits: impl Fn(&Credential) -> bool,
        belongs: impl Fn(&Owner) -> bool,
    ) -> Option<Vec<Owner>> {
        let found = self.0.all(fits).await?.into_iter();
        let owners = found.filter_map(|(member, Credential { joined, .. })| {
            Some(Owner { member: member.parse().ok()?, joined })
        });
        Some(owners.filter(belongs).collect())
    }

    /// Sets a password, as all that follows false where the member has left meanwhile.
    pub(crate) async fn set_password(
        &self,
        owner: &Owner,
        hash: String,
        now: DateTime<Utc>,
    ) -> Result<bool, Fault> {
        self.change(owner, |credential| Some(credential.with_password(hash.clone(), now))).await
    }

    /// Sets another password in place of the one with this hash; false too where that is the member's no more.
    pub(crate) async fn change_password(
        &self,
        owner: &Owner,
        (old, hash): (&str, String),
        now: DateTime<Utc>,
    ) -> Result<bool, Fault> {
        let changed = |credential: Credential| {
            let is_the_one = credential.password.as_deref() == Some(old);
            is_the_one.then(|| credential.with_password(hash.clone(), now))
        };
        self.change(owner, changed).await
    }

    /// The member can come in by an invitation until then.
    pub(crate) async fn invite(&self, owner: &Owner, until: DateTime<Utc>) -> Result<bool, Fault> {
        self.change(owner, |credential| Some(credential.invited(until))).await
    }

    pub(crate) async fn set_email(&self, owner: &Owner, email: &str) -> Result<bool, Fault> {
        let email = email.to_lowercase();
        self.change(owner, |credential| Some(Credential { email: Some(email.clone()), ..credential })).await
    }

    pub(crate) async fn bind(&self, owner: &Owner, account: &Account) -> Result<bool, Fault> {
        self.change(owner, |credential| Some(credential.with_account(account.clone()))).await
    }

    /// Binds an account where none is bound and the member still has this address: an address can go to another person one
    /// day, an account cannot.
    pub(crate) async fn bind_by_address(
        &self,
        owner: &Owner,
        email: &str,
        account: &Account,
    ) -> Result<bool, Fault> {
        let email = email.to_lowercase();
        let bound = |credential: Credential| {
            let may_be = credential.account.is_none() && credential.email.as_ref() == Some(&email);
            may_be.then(|| credential.with_account(account.clone()))
        };
        self.change(owner, bound).await
    }

    /// The member comes in by the provider no more.
    pub(crate) async fn unbind(&self, owner: &Owner) -> Result<bool, Fault> {
        self.change(owner, |credential| Some(Credential { account: None, email: None, ..credential })).await
    }

    /// Nothing is kept of a member who has left. The key stays: who is taken in again under this name has it anew.
    pub(super) async fn clear(&self, owner: &Owner) -> Result<bool, Fault> {
        self.change(owner, |_| Some(Credential::default().held_by(owner))).await
    }

    /// A member has signed in from there.
    pub(crate) async fn seen_from(&self, owner: &Owner, network: &Network) -> Result<(), Fault> {
        if self.of(owner).await?.networks.last() == Some(network) {
            return Ok(());
        }
        self.change(owner, |credential| Some(credential.seen_from(network))).await.map(drop)
    }

    /// Changes what holds for a member. False where the change is none any more, or where another desk knows that somebody
    /// has joined under this name since.
    async fn change(
        &self,
        owner: &Owner,
        change: impl Fn(Credential) -> Option<Credential>,
    ) -> Result<bool, Fault> {
        let key = owner.member.as_str();
        for _ in 0..ATTEMPTS {
            let (credential, revision) = self.0.fetch(key).await?.unwrap_or_default();
            let is_anothers = credential.joined > owner.joined;
            let Some(changed) = change(credential.held_by(owner)).filter(|_| !is_anothers) else {
                return Ok(false);
            };
            if self.0.replace(key, &changed, revision).await? {
                return Ok(true);
            }
        }
        Err(Fault::Contended { subject: CREDENTIALS.to_owned(), attempts: ATTEMPTS })
    }
}

/// What several claim is nobody's.
fn the_one(mut owners: Vec<Owner>) -> Option<Owner> {
    let first = owners.pop();
    first.filter(|_| owners.is_empty())
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

    #[test]
    fn a_way_in_is_set_up_or_waits_for_an_invitation_to_be_followed() {
        let at = |hours| DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(hours);
        let invited = Credential::default().invited(at(9)).invited(at(5));
        assert_eq!(Credential::default().way_in(at(0)), WayIn::Nothing);
        assert_eq!(invited.way_in(at(8)), WayIn::Invited { until: at(9) });
        assert_eq!(invited.way_in(at(9)), WayIn::InvitationOver { since: at(9) });
        let account = Account { issuer: "provider".to_owned(), subject: "7".to_owned() };
        for followed in
            [invited.clone().with_password("hash".to_owned(), at(1)), invited.with_account(account)]
        {
            assert_eq!(followed.way_in(at(2)), WayIn::SetUp);
            let unbound = Credential { password: None, account: None, ..followed };
            assert_eq!(unbound.way_in(at(2)), WayIn::Nothing);
        }
    }

    #[test]
    fn nothing_that_was_set_before_a_member_joined_holds_for_them() {
        let owner = |joined| Owner { member: "salma".parse().unwrap(), joined };
        let set =
            Credential::default().held_by(&owner(3)).with_password("hash".to_owned(), DateTime::UNIX_EPOCH);
        assert_eq!(set.clone().held_by(&owner(3)), set);
        for other in [owner(7), owner(0)] {
            let held = set.clone().held_by(&other);
            assert_eq!((held.password, held.joined), (None, other.joined));
        }
    }
}
