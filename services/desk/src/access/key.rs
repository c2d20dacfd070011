//! The newsroom's key, and the short-lived tokens that the command line signs with it on the newsroom's own machine.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use contract::MemberId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// No token that is signed with the key lasts longer: it cannot be revoked, so it is made when it is needed.
const SIGNED_FOR_MOST: TimeDelta = TimeDelta::hours(12);

/// The secret with which the desk signs tokens. Whoever can read it can act as any member.
#[derive(Clone)]
pub struct Key([u8; 32]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Key {
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A token with which this member may act until then: `<member>.<end in seconds since 1970>.<HMAC-SHA256>`.
    pub fn token(&self, member: &MemberId, until: DateTime<Utc>) -> String {
        let claim = format!("{member}.{}", until.timestamp());
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&claim).finalize().into_bytes());
        format!("{claim}.{signature}")
    }

    /// The member that this token was made for, if it is genuine, not over, and not made for longer than half a day.
    pub fn member(&self, token: &str, now: DateTime<Utc>) -> Option<MemberId> {
        let (claim, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        self.mac(claim).verify_slice(&signature).ok()?;
        let (member, until) = claim.split_once('.')?;
        let until = DateTime::from_timestamp(until.parse().ok()?, 0)?;
        let holds = now < until && until <= now + SIGNED_FOR_MOST;
        if holds { member.parse().ok() } else { None }
    }

    /// 256 bits that follow from the key and this purpose, and tell nothing of either.
    pub(super) fn derived(&self, purpose: &str) -> [u8; 32] {
        // No token has a line break, so none is ever signed for a purpose.
        self.mac(&format!("purpose\n{purpose}")).finalize().into_bytes().into()
    }

    fn mac(&self, claim: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(claim.as_bytes());
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_token_is_good_for_its_member_until_its_end() {
        let key = Key::new([7; 32]);
        let mariam: MemberId = "mariam".parse().unwrap();
        let token = key.token(&mariam, at(60));
        assert_eq!(key.member(&token, at(59)), Some(mariam));
        assert_eq!(key.member(&token, at(60)), None);
        let for_ever = key.token(&"mariam".parse().unwrap(), at(13 * 3600));
        assert_eq!(key.member(&for_ever, at(0)), None, "it could not be revoked");
    }

    #[test]
    fn a_forged_token_is_nobodys() {
        let key = Key::new([7; 32]);
        let token = key.token(&"mariam".parse().unwrap(), at(60));
        let others = Key::new([8; 32]).token(&"mariam".parse().unwrap(), at(60));
        let renamed = token.replacen("mariam", "edith", 1);
        for forged in ["", "mariam", "mariam.1800000060.", &others, &renamed, &token[..token.len() - 2]] {
            assert_eq!(key.member(forged, at(0)), None, "{forged}");
        }
    }
}
