//! Doing it once: what an `Idempotency-Key` stands for (draft-ietf-httpapi-idempotency-key-header).
//!
//! An event's id is its command's id, and a command whose id stands on its stream of facts is not carried out again. So it is
//! enough that the same request has the same id. The id follows from the key **and** from who asks, what for, and every byte of the
//! body. A repeat has the same id on any replica, after any restart. The same key with other words has another id: were it carried
//! out, it would be as a request of its own, and never be answered with what came of other words. So no words are lost, whatever is
//! remembered.
//!
//! That a key came before with another request is a mistake of whoever sends it, and is told: 422. For that each desk remembers, in
//! bounds, which request a key came with. It is a courtesy: where it was forgotten, the request is carried out as the new one it is.

use std::{
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
};

use axum::http::{HeaderMap, Method, Uri, request::Parts};
use contract::{CommandId, Digest, MemberId};
use lru::LruCache;
use runtime::clock;

use crate::{ask::Docket, problem::Problem};

/// Names the command, so that the same request sent again is carried out once. A UUID, in quotation marks or without.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A day's work of a large newsroom: 32 bytes each, and what a map costs.
const KEYS_MOST: NonZeroUsize = NonZeroUsize::new(100_000).expect("it is not zero");

/// What is asked: the method, the address and the body, in one digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fingerprint(Digest);

impl Fingerprint {
    pub(crate) fn of(method: &Method, uri: &Uri, body: &[u8]) -> Self {
        let address = uri.path_and_query().map_or("/", |address| address.as_str());
        Self(Digest::of(format!("{method} {address} {}", Digest::of(body)).as_bytes()))
    }
}

/// The version of the thing that whoever asks has seen, and wants unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seen(pub(crate) u64);

/// Which request each key came with, of those that came last. Cheap to clone: all clones know the same.
#[derive(Clone)]
pub(crate) struct Keys(Arc<Mutex<LruCache<CommandId, Fingerprint>>>);

impl Default for Keys {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(LruCache::new(KEYS_MOST))))
    }
}

impl Keys {
    fn note(&self, key: CommandId, fingerprint: Fingerprint) -> Result<(), Problem> {
        // It is whole after every call, so a panic elsewhere does not spoil it.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(&key) {
            Some(before) if *before != fingerprint => Err(Problem::key_reused()),
            Some(_) => Ok(()),
            None => {
                known.put(key, fingerprint);
                Ok(())
            }
        }
    }

    /// Whether this very request came before, with this key.
    pub(crate) fn knows(&self, member: &MemberId, key: CommandId, fingerprint: Fingerprint) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.peek(&of(member, key)) == Some(&fingerprint)
    }
}

/// The id for the command that a request of this member may lead to, and the version that it may rest on.
pub(crate) fn docket(parts: &Parts, keys: &Keys, member: &MemberId) -> Result<Docket, Problem> {
    let seen = parts.extensions.get::<Seen>().map(|Seen(version)| *version);
    let id = match (key(&parts.headers)?, parts.extensions.get::<Fingerprint>()) {
        // What pages post is named by a field of the form.
        (None, _) | (_, None) => clock::command_id(),
        (Some(key), Some(fingerprint)) => {
            keys.note(of(member, key), *fingerprint)?;
            command(member, key, *fingerprint)
        }
    };
    Ok(Docket { id, seen })
}

/// The id of the command that a request with this key leads to.
pub(crate) fn command(member: &MemberId, key: CommandId, Fingerprint(digest): Fingerprint) -> CommandId {
    CommandId::caused_by(of(member, key), &digest.to_string())
}

/// A key is its member's own: another's is another key.
fn of(member: &MemberId, key: CommandId) -> CommandId {
    CommandId::caused_by(key, member.as_str())
}

/// The key that a request carries.
pub(crate) fn key(headers: &HeaderMap) -> Result<Option<CommandId>, Problem> {
    let Some(given) = headers.get(IDEMPOTENCY_KEY) else { return Ok(None) };
    let quoted = |given: &str| given.strip_prefix('"')?.strip_suffix('"').map(str::to_owned);
    let key = given.to_str().ok().map(|given| quoted(given).unwrap_or_else(|| given.to_owned()));
    let key = key.and_then(|key| key.parse().ok()).map(CommandId);
    key.map(Some).ok_or_else(|| Problem::not_understood("the Idempotency-Key is not a UUID"))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    const KEY: &str = "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7";

    fn asked(keys: &Keys, member: &str, key: &str, path: &str, body: &str) -> Result<CommandId, Problem> {
        let uri: Uri = path.parse().unwrap();
        let fingerprint = Fingerprint::of(&Method::POST, &uri, body.as_bytes());
        let request =
            Request::builder().header(IDEMPOTENCY_KEY, key).extension(fingerprint).body(()).unwrap();
        docket(&request.into_parts().0, keys, &member.parse().unwrap()).map(|docket| docket.id)
    }

    #[test]
    fn a_repeat_has_the_same_id_on_any_replica_and_in_either_spelling_of_the_key() {
        let first = asked(&Keys::default(), "salma", KEY, "/a", "{}").unwrap();
        assert_eq!(asked(&Keys::default(), "salma", &format!("\"{KEY}\""), "/a", "{}").unwrap(), first);
    }

    #[test]
    fn a_key_with_other_words_is_told_where_it_is_remembered_and_never_has_the_id_of_the_first() {
        let keys = Keys::default();
        let first = asked(&keys, "salma", KEY, "/a", "one").unwrap();
        for (path, body) in [("/a", "two"), ("/b", "one"), ("/a?x", "one")] {
            assert_eq!(asked(&keys, "salma", KEY, path, body).unwrap_err().name(), "key_reused");
            assert_ne!(asked(&Keys::default(), "salma", KEY, path, body).unwrap(), first);
        }
        assert_eq!(
            asked(&keys, "salma", KEY, "/a", "one").unwrap(),
            first,
            "the first one stays what it was"
        );
        assert_ne!(asked(&keys, "yusuf", KEY, "/a", "two").unwrap(), first, "another's key is another key");
    }

    #[test]
    fn what_is_no_uuid_is_no_key() {
        for given in ["", "1", "\"", "\"\"", "0198f3a2"] {
            let problem = asked(&Keys::default(), "salma", given, "/a", "").unwrap_err();
            assert_eq!(problem.name(), "not_understood", "{given}");
        }
    }
}
