//! What English, French and Turkish attach to a word.

use std::borrow::Cow;

use super::{
    Manner,
    grammar::{Attached, Reading},
};

/// French words that lose their vowel before another.
const ELIDED: [&str; 13] =
    ["l", "d", "qu", "s", "n", "j", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// The most letters of a Turkish ending behind an apostrophe (`'dakilerden`).
const TURKISH_ENDING_MOST: usize = 10;

/// The plural in English.
pub(super) fn english<'a>(word: &'a str, then: &mut dyn FnMut(Reading<'a>)) {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() >= 2) {
        then(Reading { stem: Cow::Owned(format!("{stem}y")), ..Reading::before(word, "ies".len()) });
    }
    let hissing = ["s", "x", "z", "ch", "sh"];
    if word.strip_suffix("es").is_some_and(|stem| hissing.iter().any(|end| stem.ends_with(end))) {
        then(Reading::before(word, "es".len()));
    }
    if word.len() > 2 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") {
        then(Reading::before(word, "s".len()));
    }
}

/// The plural in French.
pub(super) fn french<'a>(word: &'a str, then: &mut dyn FnMut(Reading<'a>)) {
    if word.len() > 3 && (word.ends_with('s') || word.ends_with("ux")) {
        then(Reading::before(word, 1).only(Manner::Expression));
    }
}

pub(super) fn is_elided(word: &str) -> bool {
    ELIDED.contains(&word)
}

pub(super) fn english_ending(attached: &str) -> Option<Attached> {
    match attached {
        "s" => Some(Attached::Ending),
        "d" | "ll" | "m" | "re" | "ve" => Some(Attached::Word),
        _ => None,
    }
}

pub(super) fn is_turkish_ending(attached: &str) -> bool {
    attached.chars().all(char::is_alphabetic) && attached.chars().count() <= TURKISH_ENDING_MOST
}
