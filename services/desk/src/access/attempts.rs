//! Attempts to sign in: who guesses has to wait, longer each time, at every desk alike.
//!
//! From where a member has signed in before, attempts are counted apart, so nobody elsewhere shuts them out there. From a network
//! that is new to the account whoever goes on guessing can: one guess every quarter of an hour keeps the pause as long as it is.
//! Then an administrator's invitation leads in, which is no attempt, and makes that network known.

use chrono::{DateTime, TimeDelta, Utc};
use journal::{Bucket, Fault, Purpose};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{caller::Network, secret::hexadecimal};

/// So many mistakes in typing are nobody's guesses.
const FREE_OF_ACCOUNT: u32 = 4;

/// In one network many people may mistype.
const FREE_OF_NETWORK: u32 = 20;

/// The pause after the first that is too many; it doubles with each that follows.
const PAUSE_FIRST: TimeDelta = TimeDelta::seconds(2);

/// No pause is longer: whoever mistyped too often can come back within the hour.
const PAUSE_MOST: TimeDelta = TimeDelta::minutes(15);

/// After so long without an attempt it is counted from the beginning: mistakes of many days do not add up.
const RESTED: TimeDelta = TimeDelta::hours(1);

/// How often an attempt is counted anew because others were counted at the same time.
const ATTEMPTS: usize = 16;

pub(super) const PURPOSE: Purpose = Purpose {
    name: "ATTEMPTS",
    description: "how often somebody failed to sign in lately, by account and by network",
    kept_for: Some(std::time::Duration::from_hours(24)),
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Tally {
    failed: u32,
    last: DateTime<Utc>,
}

impl Tally {
    /// With one attempt more.
    fn next(self, now: DateTime<Utc>) -> Self {
        let before = if now - self.last > RESTED { 0 } else { self.failed };
        Self { failed: before.saturating_add(1), last: now }
    }

    /// How long the next attempt must wait; none where it may be a mistake in typing, also beside others at the same moment.
    fn waits(self, free: u32, now: DateTime<Utc>) -> Option<TimeDelta> {
        let over = self.failed.checked_sub(free).filter(|over| *over > 0)?;
        let doubled = PAUSE_FIRST.num_seconds().saturating_mul(1 << (over - 1).min(20));
        let until = self.last + TimeDelta::seconds(doubled).min(PAUSE_MOST);
        (now < until).then(|| until - now)
    }
}

/// What an attempt counts against.
#[derive(Clone, Debug)]
struct Counter {
    key: String,
    free: u32,
}

/// After so many seconds the next attempt is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany {
    pub(crate) seconds: u16,
}

/// An attempt that is being made. It counts as failed unless it is said to have succeeded.
#[must_use]
pub(crate) struct Attempt {
    counters: Vec<Counter>,
}

#[derive(Clone)]
pub(crate) struct Attempts {
    pub(super) bucket: Bucket,
}

impl Attempts {
    /// Begins an attempt on an account, which need not be one that there is. It is counted before it is judged, so that many
    /// at once are as slow as one after the other.
    pub(crate) async fn begin(
        &self,
        account: &str,
        network: &Network,
        is_known: bool,
        now: DateTime<Utc>,
    ) -> Result<Result<Attempt, TooMany>, Fault> {
        let counters = counters(account, network, is_known);
        for (at, counter) in counters.iter().enumerate() {
            if let Err(too_many) = self.count(counter, now).await? {
                // What was counted already was not an attempt after all.
                self.take_back(&counters[..at]).await?;
                return Ok(Err(too_many));
            }
        }
        Ok(Ok(Attempt { counters }))
    }

    /// The attempt was a member's own: their account starts anew, and the network has one failure less.
    pub(crate) async fn succeeded(&self, attempt: Attempt) -> Result<(), Fault> {
        let [of_account, of_network @ ..] = attempt.counters.as_slice() else { return Ok(()) };
        let nothing = serde_json::to_vec(&Tally::default()).expect("a tally is a number and a time");
        self.bucket.put(&of_account.key, nothing).await?;
        self.take_back(of_network).await
    }

    /// Nobody has judged the attempt, so it was none.
    pub(crate) async fn abandon(&self, attempt: Attempt) -> Result<(), Fault> {
        self.take_back(&attempt.counters).await
    }

    async fn count(&self, counter: &Counter, now: DateTime<Utc>) -> Result<Result<(), TooMany>, Fault> {
        for _ in 0..ATTEMPTS {
            let (tally, revision) = self.tally(&counter.key).await?;
            if let Some(pause) = tally.waits(counter.free, now) {
                return Ok(Err(waits(pause)));
            }
            if self.write(&counter.key, tally.next(now), revision).await? {
                return Ok(Ok(()));
            }
        }
        // So many at once are no person.
        Ok(Err(waits(PAUSE_FIRST)))
    }

    async fn take_back(&self, counters: &[Counter]) -> Result<(), Fault> {
        for counter in counters {
            for _ in 0..ATTEMPTS {
                let (tally, revision) = self.tally(&counter.key).await?;
                let less = Tally { failed: tally.failed.saturating_sub(1), ..tally };
                if self.write(&counter.key, less, revision).await? {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn tally(&self, key: &str) -> Result<(Tally, u64), Fault> {
        let held = self.bucket.get(key).await?;
        Ok(held.map_or((Tally::default(), 0), |held| {
            (serde_json::from_slice(&held.bytes).unwrap_or_default(), held.revision)
        }))
    }

    async fn write(&self, key: &str, tally: Tally, revision: u64) -> Result<bool, Fault> {
        let bytes = serde_json::to_vec(&tally).expect("a tally is a number and a time");
        Ok(self.bucket.replace(key, bytes, revision).await?.is_some())
    }
}

/// From where the member is known, attempts count against the account only there; from elsewhere they do against the account
/// and against the network.
fn counters(account: &str, network: &Network, is_known: bool) -> Vec<Counter> {
    let digest = |text: &str| hexadecimal(&Sha256::digest(text)[..16]);
    let of_account = |key| Counter { key, free: FREE_OF_ACCOUNT };
    if is_known {
        return vec![of_account(format!("known.{}", digest(&format!("{account}\n{network}"))))];
    }
    let of_network =
        Counter { key: format!("network.{}", digest(&network.to_string())), free: FREE_OF_NETWORK };
    vec![of_account(format!("account.{}", digest(account))), of_network]
}

fn waits(pause: TimeDelta) -> TooMany {
    let seconds = (pause + TimeDelta::milliseconds(999)).num_seconds();
    TooMany { seconds: u16::try_from(seconds).unwrap_or(1).max(1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_grows_and_has_a_bound() {
        let last = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let pause = |failed| Tally { failed, last }.waits(4, last).map_or(0, |pause| pause.num_seconds());
        assert_eq!([0, 4, 5, 6, 7, 13].map(pause), [0, 0, 2, 4, 8, 512]);
        assert_eq!([14, 40, u32::MAX].map(pause), [900; 3]);
        let later = last + TimeDelta::seconds(2);
        assert_eq!(Tally { failed: 5, last }.waits(4, later), None);
        assert_eq!(Tally { failed: 4, last: later }.waits(4, last), None, "another came at the same moment");
    }

    #[test]
    fn mistakes_of_many_days_do_not_add_up() {
        let at = |minutes| DateTime::from_timestamp(1_800_000_000, 0).unwrap() + TimeDelta::minutes(minutes);
        let many = Tally { failed: 40, last: at(0) };
        assert_eq!(many.next(at(60)), Tally { failed: 41, last: at(60) });
        assert_eq!(many.next(at(61)), Tally { failed: 1, last: at(61) });
    }

    #[test]
    fn attempts_from_where_a_member_is_known_are_counted_apart() {
        let network = Network::of("203.0.113.7".parse().unwrap());
        let keys = |account, known| -> Vec<String> {
            counters(account, &network, known).into_iter().map(|counter| counter.key).collect()
        };
        let (known, unknown) = (keys("salma", true), keys("salma", false));
        assert_eq!((known.len(), unknown.len()), (1, 2));
        assert!(!unknown.contains(&known[0]));
        assert_ne!(keys("yusuf", true), known);
        assert_eq!(keys("yusuf", false)[1], unknown[1]);
    }
}
