//! Passwords are kept as Argon2id hashes, which take their time and memory: a few at once, and no more wait than can be answered.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::password::Password;

/// By the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Two take 38 MiB and leave processors for the newsroom's work.
const AT_ONCE: usize = 2;

/// What may wait: some seconds of work. Whoever comes then is asked to come again.
const WAITING_MOST: usize = 32;

/// Too many are signing in at once.
#[derive(Debug)]
pub(crate) struct Busy;

/// Cheap to clone; all clones share the bounds.
#[derive(Clone)]
pub(crate) struct Hashing {
    at_work: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    /// A hash that no password has: somebody without one waits as long as everybody.
    nobodys: Arc<str>,
}

impl Hashing {
    pub(super) fn new() -> Self {
        let mut unknown = [0; 32];
        getrandom::fill(&mut unknown).expect("the system gives random bytes once it has started");
        Self {
            at_work: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING_MOST)),
            nobodys: hash(&unknown).into(),
        }
    }

    /// What is kept of a password.
    pub(crate) async fn hash(&self, password: Password) -> Result<String, Busy> {
        let place = self.enter().await?;
        let hashed = tokio::task::spawn_blocking(move || {
            let _held = place;
            hash(password.as_bytes())
        });
        Ok(hashed.await.expect("hashing does not panic"))
    }

    /// Whether this is the password that a hash was made of. Without a hash it takes as long, and is not.
    pub(crate) async fn verify(&self, password: Password, kept: Option<String>) -> Result<bool, Busy> {
        let place = self.enter().await?;
        let (is_there, against) = (kept.is_some(), kept.unwrap_or_else(|| self.nobodys.to_string()));
        let verified = tokio::task::spawn_blocking(move || {
            let _held = place;
            PasswordHash::new(&against)
                .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(verified.await.expect("verifying does not panic") && is_there)
    }

    /// A place among those who wait, and one at work. The work itself holds them: it goes on where nobody waits for it any more.
    async fn enter(&self) -> Result<[OwnedSemaphorePermit; 2], Busy> {
        let place = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| Busy)?;
        let work = Arc::clone(&self.at_work).acquire_owned().await.expect("the semaphore is never closed");
        Ok([place, work])
    }
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &[u8]) -> String {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).expect("the system gives random bytes once it has started");
    let hash = argon2().hash_password_with_salt(password, &salt);
    hash.expect("any password of a bounded length can be hashed").to_string()
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_no_other_is() {
        let hashing = Hashing::new();
        let typed = |typed| Password::typed(typed);
        let kept = hashing.hash(typed("correct horse battery staple")).await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(hashing.verify(typed("correct horse battery staple"), Some(kept.clone())).await.unwrap());
        assert!(!hashing.verify(typed("correct horse battery stable"), Some(kept)).await.unwrap());
        assert!(!hashing.verify(typed("correct horse battery staple"), None).await.unwrap());
        assert!(!hashing.verify(typed("x"), Some("damaged".to_owned())).await.unwrap());
    }

    #[tokio::test]
    async fn no_more_wait_than_can_be_answered() {
        let hashing = Hashing::new();
        let full = hashing.waiting.acquire_many(u32::try_from(WAITING_MOST).unwrap()).await.unwrap();
        assert!(hashing.verify(Password::typed("x"), None).await.is_err());
        drop(full);
        assert!(hashing.verify(Password::typed("x"), None).await.is_ok());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_any_more_counts_until_it_is_done() {
        let hashing = Hashing::new();
        assert!(hashing.verify(Password::typed("x"), None).now_or_never().is_none());
        assert_eq!(hashing.at_work.available_permits(), AT_ONCE - 1);
        let all = hashing.at_work.acquire_many(u32::try_from(AT_ONCE).unwrap()).await.unwrap();
        drop(all);
        assert_eq!(hashing.waiting.available_permits(), WAITING_MOST);
    }
}
