//! What Persian attaches to a word.

use super::{Manner, grammar::Reading};

/// The plural and what follows it.
const PLURALS: [&str; 6] = ["هايشان", "هايش", "هايي", "هاي", "ها", "هايمان"];

/// The fewest letters of a word that has something attached: a shorter one is too often the beginning of another.
const STEM_FEWEST: usize = 3;

/// The plural with its endings, and the ya of the ezafe behind a long vowel or a silent ha. What else may be attached is
/// left alone: it cannot be told from the letters of other words.
pub(super) fn readings<'a>(word: &'a str, then: &mut dyn FnMut(Reading<'a>)) {
    for plural in PLURALS {
        if word.strip_suffix(plural).is_some_and(|stem| stem.chars().count() >= STEM_FEWEST) {
            then(Reading::before(word, plural.len()).only(Manner::Expression));
        }
    }
    let ezafe = word.strip_suffix('ي').filter(|stem| stem.ends_with(['ا', 'و', 'ه']));
    if ezafe.is_some_and(|stem| stem.chars().count() >= STEM_FEWEST) {
        then(Reading::before(word, 'ي'.len_utf8()));
    }
}
