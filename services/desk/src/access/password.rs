//! Which passwords are good enough, by NIST SP 800-63B-4, section 3.1.1.2: long, of whatever people like, and not of those that
//! are tried first. Nothing is asked about kinds of characters.

use icu_normalizer::ComposingNormalizerBorrowed;

/// A password that stands alone has at least so many characters.
pub(crate) const CHARACTERS_LEAST: usize = 15;

/// Far more than anybody types, and little enough to be hashed.
pub(crate) const CHARACTERS_MOST: usize = 256;

/// What must be left of a password once everything that is guessed first was taken out of it.
const LEFT_LEAST: usize = 6;

/// What passwords are made of that are guessed first, in every list of those that were leaked.
const WORST: [&str; 26] = [
    "password", "passwort", "passw0rd", "p@ssword", "p@ssw0rd", "qwerty", "azerty", "letmein", "welcome",
    "iloveyou", "football", "baseball", "princess", "sunshine", "superman", "batman", "monkey", "dragon",
    "master", "shadow", "secret", "changeme", "admin", "login", "dragoman", "newsroom",
];

/// Rows that fingers run along.
const ROWS: [&str; 5] = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Why a password is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    #[error(
        "a password has at least {CHARACTERS_LEAST} characters; several words in a row are easy to remember"
    )]
    TooShort,
    #[error("a password has at most {CHARACTERS_MOST} characters")]
    TooLong,
    #[error(
        "this is one of the passwords that are guessed first; take several words that do not belong together"
    )]
    GuessedFirst,
}

/// A password that is good enough, in the one spelling in which it is kept (NFKC): the same keys on another keyboard give the
/// same password.
pub(crate) struct Password(String);

impl Password {
    /// What was chosen by whom; words of their own name are guessed first as well.
    pub(crate) fn choose(typed: &str, names: &[&str]) -> Result<Self, Weakness> {
        let password = Self::typed(typed);
        match password.0.chars().count() {
            few if few < CHARACTERS_LEAST => Err(Weakness::TooShort),
            many if many > CHARACTERS_MOST => Err(Weakness::TooLong),
            _ if is_guessed_first(&password.0, names) => Err(Weakness::GuessedFirst),
            _ => Ok(password),
        }
    }

    /// What somebody typed to sign in; nothing is asked of it.
    pub(crate) fn typed(typed: &str) -> Self {
        // What is longer than any password is none: it is cut where it can be told from all of them.
        let typed: String = typed.chars().take(CHARACTERS_MOST + 1).collect();
        Self(ComposingNormalizerBorrowed::new_nfkc().normalize(&typed).into_owned())
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Whether little is left without words that everybody tries, names, rows of keys, and letters that come again.
fn is_guessed_first(password: &str, names: &[&str]) -> bool {
    let mut left = password.to_lowercase();
    let names = names.iter().flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let names: Vec<String> = names.map(str::to_lowercase).filter(|name| name.chars().count() > 2).collect();
    for known in WORST.into_iter().chain(names.iter().map(String::as_str)) {
        left = left.replace(known, "");
    }
    let letters: Vec<char> = left.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut distinct: Vec<char> = letters.clone();
    distinct.sort_unstable();
    distinct.dedup();
    let new = letters.windows(2).filter(|pair| !is_in_a_row(pair[0], pair[1])).count();
    new + 1 < LEFT_LEAST || distinct.len() < LEFT_LEAST || comes_again(&letters)
}

/// Whether a key stands beside the one before, on either side, or is the same.
fn is_in_a_row(one: char, next: char) -> bool {
    one == next
        || ROWS.iter().any(|row| {
            let at = |key| row.chars().position(|known| known == key);
            at(one).zip(at(next)).is_some_and(|(one, next)| one.abs_diff(next) == 1)
        })
}

/// Whether it is one short thing over and over.
fn comes_again(letters: &[char]) -> bool {
    (1..LEFT_LEAST).any(|length| letters.windows(length + 1).all(|window| window[0] == window[length]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(typed: &str) -> Result<(), Weakness> {
        Password::choose(typed, &["salma", "Salma Haddad"]).map(drop)
    }

    #[test]
    fn a_password_is_long_and_otherwise_as_people_like() {
        for good in [
            "correct horse battery staple",
            "all lower case and no digit",
            "الجسر القديم فوق النهر",
            "ein Regenschirm im Treppenhaus",
            "🦉 owls read by moonlight 🦉",
        ] {
            assert_eq!(judged(good), Ok(()), "{good}");
        }
        assert_eq!(judged("fourteen signs"), Err(Weakness::TooShort));
        assert_eq!(judged("Tr0ub4dor&3"), Err(Weakness::TooShort));
        assert_eq!(judged(&"owl ".repeat(100)), Err(Weakness::TooLong));
    }

    #[test]
    fn what_is_guessed_first_is_not_taken() {
        for guessed in [
            "passwordpassword",
            "Password12345678!",
            "123456789012345",
            "qwertyuiopasdfghjkl",
            "aaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "dragoman-newsroom-1",
            "Salma Haddad Salma",
            "iloveyou iloveyou 2026",
        ] {
            assert_eq!(judged(guessed), Err(Weakness::GuessedFirst), "{guessed}");
        }
    }

    #[test]
    fn the_same_signs_are_the_same_password_however_they_were_typed() {
        assert_eq!(Password::typed("e\u{301}te\u{301}").as_bytes(), Password::typed("été").as_bytes());
        assert_eq!(Password::typed("ﬁve").as_bytes(), Password::typed("five").as_bytes());
    }
}
