//! How often one may ask: so many requests in a minute for each member, and for each address of those who give no token.
//!
//! A bucket holds as many requests as a minute has, and fills evenly. It is kept as the time at which it will be full again (the
//! generic cell rate algorithm), in memory, for those who asked last. Each replica of the desk counts for itself.

use std::{
    fmt,
    net::{IpAddr, Ipv6Addr},
    num::{NonZeroU32, NonZeroUsize},
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{Request, State as Shared},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use contract::MemberId;
use lru::LruCache;
use runtime::clock;

use crate::{
    access::address,
    problem::Problem,
    signed::{self, Who},
    state::State,
};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");

const MINUTE_MICROSECONDS: i64 = 60_000_000;

/// Those who asked last. Whoever was forgotten has a full bucket, so many strangers can only be generous to each other.
const KNOWN_MOST: NonZeroUsize = NonZeroUsize::new(65_536).expect("it is not zero");

/// The bits of an address of IPv6 that name a network; whoever has one has all its addresses (RFC 4291, section 2.5.1).
const NETWORK_V6: u128 = u128::MAX << 64;

/// How many requests a minute has for whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For a member, by all tokens together.
    pub member: NonZeroU32,
    /// For an address from which somebody asks whom the desk does not know, by a token or session, at once.
    pub stranger: NonZeroU32,
}

impl Limits {
    /// A person at the workbench sends a few requests in a second, a script far more: a hundred in each second go on for ever.
    pub const USUAL_MEMBER: u32 = 6000;
    /// Ten in each second: a newsroom behind one address signs in, and looks at its health.
    pub const USUAL_STRANGER: u32 = 600;

    /// As good as none.
    pub const NONE: Self = Self { member: NonZeroU32::MAX, stranger: NonZeroU32::MAX };
}

impl Default for Limits {
    fn default() -> Self {
        let usual = |most| NonZeroU32::new(most).expect("a constant that is not zero");
        Self { member: usual(Self::USUAL_MEMBER), stranger: usual(Self::USUAL_STRANGER) }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Asker {
    Member(MemberId),
    /// By what one household or machine has at least: an address of IPv4, a /64 of IPv6.
    Stranger(IpAddr),
}

impl Asker {
    fn stranger(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self::Stranger(v4.into()),
            IpAddr::V6(v6) => Self::Stranger(Ipv6Addr::from_bits(v6.to_bits() & NETWORK_V6).into()),
        }
    }
}

/// What is left to whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Allowance {
    most: NonZeroU32,
    left: u32,
    /// Until all of it is there again.
    full_in_seconds: u64,
    /// Until there is one more, where none is left; what was asked is refused then.
    again_in_seconds: Option<u16>,
}

/// What each asker has used.
#[derive(Clone)]
pub(crate) struct Buckets {
    limits: Limits,
    full_at: Arc<Mutex<LruCache<Asker, i64>>>,
}

impl fmt::Debug for Buckets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Buckets").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Buckets {
    pub(crate) fn new(limits: Limits) -> Self {
        Self { limits, full_at: Arc::new(Mutex::new(LruCache::new(KNOWN_MOST))) }
    }

    fn ask(&self, asker: &Asker, now: DateTime<Utc>) -> Allowance {
        let most = match asker {
            Asker::Member(_) => self.limits.member,
            Asker::Stranger(_) => self.limits.stranger,
        };
        // It is whole after every call, so a panic elsewhere does not spoil it.
        let mut known = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = known.get(asker).copied().unwrap_or(i64::MIN);
        let (full_at, allowance) = take(most, full_at, now.timestamp_micros());
        known.put(asker.clone(), full_at);
        allowance
    }
}

/// Takes one from a bucket that will be full at that time; gives when it will be full then, and what is left.
fn take(most: NonZeroU32, full_at: i64, now: i64) -> (i64, Allowance) {
    // In microseconds a bucket of more than sixty million cannot be told from one without bounds.
    let each = (MINUTE_MICROSECONDS / i64::from(most.get())).max(1);
    let whole = each * i64::from(most.get());
    let after = full_at.max(now) + each;
    let over = after - now - whole;
    // No wait is longer than a minute and what one request takes of it.
    let again = u16::try_from(seconds(over)).unwrap_or(u16::MAX);
    let (full_at, again_in_seconds) = if over > 0 { (full_at, Some(again)) } else { (after, None) };
    let left = u32::try_from(((whole - (full_at - now)) / each).max(0)).unwrap_or(u32::MAX);
    (full_at, Allowance { most, left, full_in_seconds: seconds(full_at - now), again_in_seconds })
}

/// Whole seconds in which that much has passed.
fn seconds(microseconds: i64) -> u64 {
    microseconds.max(0).unsigned_abs().div_ceil(1_000_000)
}

impl Allowance {
    /// As draft-ietf-httpapi-ratelimit-headers-10 has them.
    fn tell(&self, response: &mut Response) {
        let policy = format!("\"minute\";q={};w=60", self.most);
        let left = format!("\"minute\";r={};t={}", self.left, self.full_in_seconds);
        for (name, value) in [(POLICY, policy), (LEFT, left)] {
            let value = HeaderValue::from_str(&value).expect("digits and ASCII signs");
            response.headers_mut().insert(name, value);
        }
    }
}

/// Counts a request, and refuses it where there were too many. What belongs to a page, such as its scripts, does not count.
///
/// Whoever gives a secret that this desk does not know is a stranger until it has been counted: only then may the server be asked
/// about it, which costs far more than the count.
pub(crate) async fn answer(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/assets/") {
        return next.run(request).await;
    }
    let who = Who::of(request.extensions());
    let asker = match signed::member_at_hand(&state, &who, request.headers()) {
        Some(member) => Asker::Member(member),
        None => Asker::stranger(address(request.extensions(), request.headers(), &state.access)),
    };
    let allowance = state.limits.ask(&asker, clock::now());
    let mut response = match allowance.again_in_seconds {
        None => next.run(request).await,
        Some(seconds) => Problem::too_many(seconds).into_response(),
    };
    allowance.tell(&mut response);
    response
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn most(most: u32) -> NonZeroU32 {
        NonZeroU32::new(most).unwrap()
    }

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_800_000_000_000 + milliseconds).unwrap()
    }

    #[test]
    fn a_bucket_is_emptied_at_once_and_fills_evenly() {
        let buckets = Buckets::new(Limits { member: most(60), stranger: most(1) });
        let salma = Asker::Member("salma".parse().unwrap());
        for left in (0..60).rev() {
            let allowance = buckets.ask(&salma, at(0));
            assert_eq!((allowance.left, allowance.again_in_seconds), (left, None));
        }
        assert_eq!(buckets.ask(&salma, at(0)).again_in_seconds, Some(1));
        assert_eq!(buckets.ask(&salma, at(999)).again_in_seconds, Some(1));
        let allowance = buckets.ask(&salma, at(1000));
        assert_eq!((allowance.left, allowance.again_in_seconds, allowance.full_in_seconds), (0, None, 60));
        assert_eq!(buckets.ask(&salma, at(61_000)).left, 59);
    }

    #[test]
    fn nobody_uses_what_is_anothers() {
        let buckets = Buckets::new(Limits { member: most(1), stranger: most(1) });
        let askers = [
            Asker::Member("salma".parse().unwrap()),
            Asker::Member("yusuf".parse().unwrap()),
            Asker::stranger([127, 0, 0, 1].into()),
            Asker::stranger([127, 0, 0, 2].into()),
            Asker::stranger("2001:db8:0:1::1".parse().unwrap()),
            Asker::stranger("2001:db8:0:2::1".parse().unwrap()),
        ];
        for asker in &askers {
            assert_eq!(buckets.ask(asker, at(0)).again_in_seconds, None);
            assert!(buckets.ask(asker, at(0)).again_in_seconds.is_some());
        }
    }

    #[test]
    fn a_stranger_with_a_network_of_addresses_has_one_bucket() {
        let stranger = |address: &str| Asker::stranger(address.parse().unwrap());
        assert_eq!(stranger("2001:db8:0:1::1"), stranger("2001:db8:0:1:ffff:ffff:ffff:ffff"));
        assert_ne!(stranger("2001:db8:0:1::1"), stranger("2001:db8:0:2::1"));
        assert_eq!(stranger("::ffff:192.0.2.1"), stranger("192.0.2.1"));
        assert_ne!(stranger("192.0.2.1"), stranger("192.0.2.2"));
    }

    proptest! {
        #[test]
        fn no_minute_has_more_than_twice_its_number_and_nobody_waits_longer_than_said(
            limit in 1_u32..100,
            pauses in prop::collection::vec(0_i64..5_000_000, 1..400),
        ) {
            let (mut full_at, mut now, mut taken) = (i64::MIN, 0_i64, Vec::new());
            for pause in pauses {
                now += pause;
                let (after, allowance) = take(most(limit), full_at, now);
                full_at = after;
                match allowance.again_in_seconds {
                    None => taken.push(now),
                    Some(seconds) => {
                        let then = now + i64::from(seconds) * 1_000_000;
                        prop_assert_eq!(take(most(limit), full_at, then).1.again_in_seconds, None);
                    }
                }
            }
            for end in &taken {
                let minute = taken.iter().filter(|at| (end - MINUTE_MICROSECONDS..=*end).contains(at));
                prop_assert!(minute.count() <= 2 * usize::try_from(limit).unwrap());
            }
        }
    }

    #[test]
    fn as_good_as_no_limit_lets_everything_through() {
        let (_, allowance) = take(Limits::NONE.member, i64::MIN, 0);
        assert_eq!(allowance.again_in_seconds, None);
    }
}
