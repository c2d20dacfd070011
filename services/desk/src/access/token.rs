//! Tokens with which programs act in a member's name: shown once, for some scopes, until a day.

use chrono::{DateTime, TimeDelta, Utc};
use contract::CommandId;
use journal::{Fault, Purpose, TOKENS};
use serde::{Deserialize, Serialize};

use super::{
    key::Key,
    owner::Owner,
    scope::Scopes,
    secret::Secret,
    session::is_name,
    shelf::{Kept, Known, Shelf},
};

/// The most days that a token lasts: somebody looks at each of them once a year.
pub(crate) const DAYS_MOST: u16 = 366;

/// The most letters of a token's name.
pub(crate) const NAME_MOST: usize = 80;

/// What a token begins with, so that it is known for one wherever it turns up.
const PREFIX: &str = "dgm_";

/// Its use is written down at most this often.
const USED_EVERY: TimeDelta = TimeDelta::minutes(5);

pub(super) const PURPOSE: Purpose = Purpose {
    name: TOKENS,
    description: "tokens with which programs act in a member's name, by their SHA-256",
    kept_for: None,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Token {
    /// What its member calls it.
    pub(crate) name: String,
    #[serde(flatten)]
    pub(crate) owner: Owner,
    pub(crate) scopes: Scopes,
    pub(crate) made: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
    /// When it was used last, to some minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) used: Option<DateTime<Utc>>,
}

impl Kept for Token {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.until <= now
    }
}

impl Token {
    fn was_used_lately(&self, now: DateTime<Utc>) -> bool {
        self.used.is_some_and(|used| now < used + USED_EVERY)
    }
}

/// All of them. Each is kept under the SHA-256 of its secret, by which it is also named.
#[derive(Clone)]
pub(crate) struct MachineTokens(pub(super) Shelf<Token>);

impl MachineTokens {
    /// Makes a token; the same for the same command. Gives its name here, what is kept, and what is shown once. None where the
    /// same command made one that was revoked.
    pub(crate) async fn make(
        &self,
        key: &Key,
        command: CommandId,
        token: Token,
    ) -> Result<Option<(String, Token, String)>, Fault> {
        let secret = Secret::derived(key, &format!("token {}", token.owner.member), command);
        let (name, shown) = (secret.kept_as(), format!("{PREFIX}{}", secret.text()));
        if self.0.replace(&name, &token, 0).await? {
            return Ok(Some((name, token, shown)));
        }
        let there = self.0.find(&name).await?.filter(|there| there.owner == token.owner);
        Ok(there.map(|there| (name, there, shown)))
    }

    /// The token that was shown as this, if it is not over.
    pub(crate) async fn find(&self, shown: &str, now: DateTime<Utc>) -> Result<Option<Token>, Fault> {
        let Some(name) = named_by(shown) else { return Ok(None) };
        Ok(self.0.find(&name).await?.and_then(|token| self.used(name, token, now)))
    }

    /// The same, as far as this desk knows without asking the server.
    pub(crate) fn at_hand(&self, shown: &str, now: DateTime<Utc>) -> Known<Token> {
        let Some(name) = named_by(shown) else { return Known::Gone };
        self.0.at_hand(&name).and_then(|token| self.used(name, token, now))
    }

    /// A token that is looked for to be used, unless it is over.
    fn used(&self, name: String, token: Token, now: DateTime<Utc>) -> Option<Token> {
        if token.is_over(now) {
            return None;
        }
        if !token.was_used_lately(now) {
            let tokens = self.clone();
            // Nobody waits for this, and where it fails the next use writes it.
            tokio::spawn(async move { tokens.saw(&name, now).await });
        }
        Some(token)
    }

    /// Under the revision that was read: a token that was revoked meanwhile is not brought back.
    async fn saw(&self, name: &str, now: DateTime<Utc>) -> Result<(), Fault> {
        if let Some((token, revision)) = self.0.fetch(name).await?
            && !token.was_used_lately(now)
        {
            self.0.replace(name, &Token { used: Some(now), ..token }, revision).await?;
        }
        Ok(())
    }

    /// Those of a member, the newest first. None where the desk has not read them yet.
    pub(crate) async fn of(&self, owner: &Owner) -> Option<Vec<(String, Token)>> {
        let mut theirs = self.0.all(|token| token.owner == *owner).await?;
        theirs.sort_by(|(a, x), (b, y)| (y.made, a).cmp(&(x.made, b)));
        Some(theirs)
    }

    pub(crate) async fn named(&self, name: &str) -> Result<Option<Token>, Fault> {
        if is_name(name) { self.0.find(name).await } else { Ok(None) }
    }

    pub(crate) async fn revoke(&self, name: &str) -> Result<(), Fault> {
        self.0.remove(name).await
    }

    /// Revokes all of a member who has left.
    pub(super) async fn revoke_all(&self, owner: &Owner) -> Result<(), Fault> {
        self.0.remove_all(|token| token.owner == *owner).await
    }
}

/// The name under which a token is kept that was shown as this; none for what cannot be one.
fn named_by(shown: &str) -> Option<String> {
    shown.strip_prefix(PREFIX).and_then(Secret::read).map(|secret| secret.kept_as())
}
