//! What Arabic attaches to a word: conjunctions, prepositions and the article before it, pronouns after it.

use std::{borrow::Cow, collections::HashSet};

use super::{
    Manner,
    grammar::{PARTS_MOST, Reading},
};

/// The fewest letters of a word that has something attached and stands alone. With two, nearly everything is another word.
const STEM_FEWEST: usize = 3;

/// The same behind `ك`: few nouns are compared with, and many words begin so.
const COMPARED_FEWEST: usize = 4;

/// Pronouns that are not the end of many other words. `ي` and `ك` are, and are not read.
const PRONOUNS: [&str; 5] = ["هما", "ها", "هم", "نا", "ه"];

/// Other endings of nouns and verbs.
const ENDINGS: [&str; 8] = ["ا", "ي", "يه", "ون", "ين", "ات", "ان", "ت"];

/// The fewest letters of a known word that is known with an ending too: a shorter one with an ending is often the
/// beginning of a name.
const ENDED_FEWEST: usize = 4;

/// All readings of a word in which something is attached.
pub(crate) fn readings<'a>(word: &'a str, then: &mut dyn FnMut(Reading<'a>)) {
    endings(word, 0, then);
    article(word, 0, then);
    prepositions(word, 0, then);
    if word.starts_with(['و', 'ف']) {
        let front = 'و'.len_utf8();
        noun(word, front, STEM_FEWEST, &mut |reading| then(reading.parted([0; PARTS_MOST])));
        prepositions(word, front, then);
    }
}

/// Whether a reading holds: where a word was parted stands no word that is known, for `وزير` is not `و` and `زير`, and no
/// pronoun was read into a ta marbuta.
pub(super) fn holds(
    reading: &Reading<'_>,
    word: &str,
    last_letter: Option<char>,
    known: &HashSet<String>,
) -> bool {
    let taken_for_ending =
        reading.back > 0 && (last_letter == Some('ة') || known.contains(&word[reading.front..]));
    let is_whole = |at: &usize| is_known(&word[*at..], known);
    !taken_for_ending && !reading.parted.is_some_and(|parted| parted.iter().any(is_whole))
}

/// Whether a word is known, with or without an ending.
fn is_known(word: &str, known: &HashSet<String>) -> bool {
    let ends = |ending: &&str| {
        let stem = word.strip_suffix(*ending).filter(|stem| letters(stem) >= ENDED_FEWEST);
        let opened = stem.and_then(|stem| stem.strip_suffix('ت'));
        stem.is_some_and(|stem| known.contains(stem))
            || opened.is_some_and(|opened| known.contains(&format!("{opened}ه")))
    };
    known.contains(word) || PRONOUNS.iter().chain(&ENDINGS).any(ends)
}

fn prepositions<'a>(word: &'a str, front: usize, then: &mut dyn FnMut(Reading<'a>)) {
    let behind = front + 'ب'.len_utf8();
    let mut then = |reading: Reading<'a>| then(reading.parted([0, 0, front]));
    match word[front..].chars().next() {
        Some('ل') if word[behind..].starts_with('ل') => {
            to_the(word, front, &mut then);
            noun(word, behind, STEM_FEWEST, &mut then);
        }
        Some('ب' | 'ل') => noun(word, behind, STEM_FEWEST, &mut then),
        Some('ك') => noun(word, behind, COMPARED_FEWEST, &mut then),
        _ => {}
    }
}

/// What stands behind something attached, with and without its article.
fn noun<'a>(word: &'a str, front: usize, fewest: usize, then: &mut dyn FnMut(Reading<'a>)) {
    match letters(&word[front..]) {
        0 | 1 => {}
        few if few < fewest => then(Reading { doubtful: true, ..Reading::behind(word, front) }),
        _ => {
            then(Reading::behind(word, front));
            endings(word, front, then);
            article(word, front, then);
        }
    }
}

/// `لل`: the article lost its alef behind `ل`, and its lam too where the word begins with lam.
fn to_the<'a>(word: &'a str, front: usize, then: &mut dyn FnMut(Reading<'a>)) {
    let article = front + "لل".len();
    let rest = &word[article..];
    if letters(rest) < STEM_FEWEST - 1 {
        return;
    }
    for stem in [format!("ال{rest}"), format!("الل{rest}")] {
        // The lam of the article stands in the word and belongs to the stem.
        let front = front + 'ل'.len_utf8();
        then(Reading { stem: Cow::Owned(stem), ..Reading::behind(word, front) });
    }
    if letters(rest) >= STEM_FEWEST {
        then(Reading { article: true, ..Reading::behind(word, article) }.only(Manner::Expression));
    }
}

/// The article before a word that the register has without it.
fn article<'a>(word: &'a str, front: usize, then: &mut dyn FnMut(Reading<'a>)) {
    let behind = front + "ال".len();
    let defined = word[front..].starts_with("ال");
    if defined && letters(&word[behind..]) >= STEM_FEWEST {
        then(Reading { article: true, ..Reading::behind(word, behind) }.only(Manner::Expression));
    }
}

/// Pronouns, and the alef of the accusative. A word with the article takes neither.
fn endings<'a>(word: &'a str, front: usize, then: &mut dyn FnMut(Reading<'a>)) {
    let rest = &word[front..];
    if rest.starts_with("ال") {
        return;
    }
    for ending in PRONOUNS.into_iter().chain(["ا"]) {
        let Some(stem) = rest.strip_suffix(ending).filter(|stem| letters(stem) >= STEM_FEWEST) else {
            continue;
        };
        let reading = Reading { front, back: ending.len(), ..Reading::whole(stem) }.only(Manner::Expression);
        if let Some(opened) = stem.strip_suffix('ت').filter(|_| ending != "ا") {
            // Ta marbuta is opened before a pronoun: وزارة, وزارته.
            then(Reading { stem: Cow::Owned(format!("{opened}ه")), ..reading.clone() });
        }
        then(reading);
    }
}

fn letters(word: &str) -> usize {
    word.chars().count()
}
