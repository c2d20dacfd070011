//! Secrets that are given out once: only their SHA-256 is kept, so whoever reads the server's disk signs in nowhere.

use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use contract::CommandId;
use sha2::{Digest, Sha256};

use super::key::Key;

/// 256 bits, which nobody guesses.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret([u8; 32]);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Secret {
    pub(crate) fn drawn() -> Self {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).expect("the system gives random bytes once it has started");
        Self(bytes)
    }

    /// The same for the same command of the same member, so that a repeated command gets its first answer. Only whoever has
    /// the newsroom's key can tell it, and they can act as anybody.
    pub(crate) fn derived(key: &Key, purpose: &str, command: CommandId) -> Self {
        Self(key.derived(&format!("{purpose} {command}")))
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self(bytes.try_into().ok()?))
    }

    /// What is given out: 43 letters, digits, hyphens and underscores.
    pub(crate) fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Under what it is kept.
    pub(crate) fn kept_as(&self) -> String {
        hexadecimal(&Sha256::digest(self.0))
    }
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_given_out_and_shown_to_no_log() {
        let secret = Secret::drawn();
        assert_eq!(Secret::read(&secret.text()), Some(secret.clone()));
        assert_eq!((secret.text().len(), secret.kept_as().len()), (43, 64));
        assert_eq!(format!("{secret:?}"), "***");
        assert_ne!(Secret::drawn(), secret);
        for no_secret in ["", "x", &secret.text()[1..], "a.b", &"a".repeat(500)] {
            assert_eq!(Secret::read(no_secret), None, "{no_secret}");
        }
    }

    #[test]
    fn the_same_command_has_the_same_secret_and_no_other_has() {
        let key = Key::new([7; 32]);
        let command = |id: &str| CommandId(id.parse().unwrap());
        let one = command("0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7");
        let first = Secret::derived(&key, "token", one);
        assert_eq!(Secret::derived(&key, "token", one), first);
        assert_ne!(Secret::derived(&key, "invitation", one), first);
        assert_ne!(Secret::derived(&Key::new([8; 32]), "token", one), first);
        assert_ne!(Secret::derived(&key, "token", command("0198f3a2-7c1e-7d4b-9a55-3c0f52d108e8")), first);
    }
}
