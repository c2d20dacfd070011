//! Sessions: browsers in which somebody is signed in.

use chrono::{DateTime, TimeDelta, Utc};
use journal::{Fault, Purpose};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    agent::Agent,
    caller::Caller,
    owner::Owner,
    secret::Secret,
    shelf::{Kept, Known, Shelf},
};

/// However much it is used, a session ends after this time.
pub(crate) const LASTS: TimeDelta = TimeDelta::days(14);

/// One that nobody uses ends sooner: a weekend may lie between two shifts.
const UNUSED_FOR: TimeDelta = TimeDelta::days(4);

/// Its use is written down at most this often.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

pub(super) const PURPOSE: Purpose = Purpose {
    name: "SESSIONS",
    description: "browsers in which somebody is signed in, by the SHA-256 of their secrets",
    kept_for: Some(std::time::Duration::from_hours(15 * 24)),
};

/// By what somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By choosing a name, in a demonstration.
    OneClick,
    Password,
    Provider,
    /// By a link from an administrator.
    Invitation,
    /// By a token of the command line on the newsroom's own machine.
    Key,
}

impl Way {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OneClick => "one_click",
            Self::Password => "password",
            Self::Provider => "provider",
            Self::Invitation => "invitation",
            Self::Key => "key",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Session {
    #[serde(flatten)]
    pub(crate) owner: Owner,
    pub(crate) made: DateTime<Utc>,
    /// When it was used last, to some minutes.
    pub(crate) seen: DateTime<Utc>,
    pub(crate) until: DateTime<Utc>,
    pub(crate) agent: Agent,
    pub(crate) way: Way,
}

impl Kept for Session {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.until <= now || self.seen + UNUSED_FOR <= now
    }
}

/// All of them. Each is kept under the SHA-256 of its secret, by which it is also named.
#[derive(Clone)]
pub(crate) struct Sessions {
    shelf: Shelf<Session>,
    /// Whether one click leads in. Where it does not, neither does what was begun by one.
    one_click: bool,
}

impl Sessions {
    pub(super) const fn new(shelf: Shelf<Session>, one_click: bool) -> Self {
        Self { shelf, one_click }
    }

    /// Begins a session; the browser gets the secret, which nobody had before.
    pub(crate) async fn begin(
        &self,
        owner: &Owner,
        way: Way,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<Secret, Fault> {
        let secret = Secret::drawn();
        let (owner, agent) = (owner.clone(), caller.agent.clone());
        let session = Session { owner, made: now, seen: now, until: now + LASTS, agent, way };
        self.shelf.replace(&secret.kept_as(), &session, 0).await?;
        Ok(secret)
    }

    /// The session of a secret, if it is not over.
    pub(crate) async fn find(&self, secret: &Secret, now: DateTime<Utc>) -> Result<Option<Session>, Fault> {
        let key = secret.kept_as();
        Ok(self.shelf.find(&key).await?.and_then(|session| self.used(key, session, now)))
    }

    /// The same, as far as this desk knows without asking the server.
    pub(crate) fn at_hand(&self, secret: &Secret, now: DateTime<Utc>) -> Known<Session> {
        let key = secret.kept_as();
        self.shelf.at_hand(&key).and_then(|session| self.used(key, session, now))
    }

    /// A session that is looked for to be used, unless it is over.
    fn used(&self, key: String, session: Session, now: DateTime<Utc>) -> Option<Session> {
        if session.is_over(now) || !self.leads_in(session.way) {
            return None;
        }
        if session.seen + SEEN_EVERY <= now {
            let (sessions, seen) = (self.clone(), Session { seen: now, ..session.clone() });
            // Nobody waits for this, and where it fails the next use writes it.
            tokio::spawn(async move { sessions.saw(&key, seen).await });
        }
        Some(session)
    }

    const fn leads_in(&self, way: Way) -> bool {
        match way {
            Way::OneClick => self.one_click,
            Way::Password | Way::Provider | Way::Invitation | Way::Key => true,
        }
    }

    /// Under the revision that was read: a session that was ended meanwhile is not brought back.
    async fn saw(&self, key: &str, seen: Session) -> Result<(), Fault> {
        if let Some((there, revision)) = self.shelf.fetch(key).await?
            && there.seen + SEEN_EVERY <= seen.seen
        {
            self.shelf.replace(key, &Session { seen: seen.seen, ..there }, revision).await?;
        }
        Ok(())
    }

    /// Those by which a member comes in, the one used last first. None where the desk has not read them yet.
    pub(crate) async fn of(&self, owner: &Owner) -> Option<Vec<(String, Session)>> {
        let is_theirs = |session: &Session| session.owner == *owner && self.leads_in(session.way);
        let mut theirs = self.shelf.all(is_theirs).await?;
        theirs.sort_by(|(a, x), (b, y)| (y.seen, a).cmp(&(x.seen, b)));
        Some(theirs)
    }

    /// Those of a member by the word of the server: one that another desk has just begun is among them.
    pub(crate) async fn there(&self, owner: &Owner) -> Result<Vec<(String, Session)>, Fault> {
        self.shelf.fetch_all(|session| session.owner == *owner).await
    }

    /// A session by its name.
    pub(crate) async fn named(&self, name: &str) -> Result<Option<Session>, Fault> {
        if is_name(name) { self.shelf.find(name).await } else { Ok(None) }
    }

    pub(crate) async fn end(&self, name: &str) -> Result<(), Fault> {
        self.shelf.remove(name).await
    }
}

/// A SHA-256 as it is written here. Anything else is no key of a bucket, nor a pattern of several.
pub(super) fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::hours(hours)
    }

    #[test]
    fn a_session_ends_by_its_time_or_when_nobody_uses_it() {
        let session = Session {
            owner: Owner { member: "salma".parse().unwrap(), joined: 7 },
            made: at(0),
            seen: at(0),
            until: at(0) + LASTS,
            agent: Agent::default(),
            way: Way::Password,
        };
        assert!(!session.is_over(at(95)) && session.is_over(at(96)));
        let used = Session { seen: at(13 * 24), ..session };
        assert!(!used.is_over(at(14 * 24 - 1)) && used.is_over(at(14 * 24)));
    }

    #[test]
    fn a_session_is_named_by_a_digest_and_by_nothing_else() {
        assert!(is_name(&"0a".repeat(32)));
        for wrong in ["", ">", "*", &"0A".repeat(32), &"0a".repeat(31), &"..".repeat(32)] {
            assert!(!is_name(wrong), "{wrong}");
        }
    }
}
