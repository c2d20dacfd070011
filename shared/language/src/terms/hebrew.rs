//! What Hebrew attaches to a word.

use super::grammar::{PARTS_MOST, Reading};

/// The letters that stand before a word, in the order in which they may follow each other: and; that, when; in, to, as,
/// from; the.
const PREFIXES: [&[&str]; 4] = [&["ו"], &["ש", "כש", "מש"], &["ב", "ל", "כ", "מ"], &["ה"]];

/// The fewest letters of a word that has a letter before it, and of one that has several.
const STEM_FEWEST: [usize; 2] = [3, 4];

/// The word behind each run of prefixes that the language knows.
pub(crate) fn readings<'a>(word: &'a str, then: &mut dyn FnMut(Reading<'a>)) {
    behind(word, [0; PARTS_MOST], 0, then);
}

fn behind<'a>(word: &'a str, parted: [usize; PARTS_MOST], from: usize, then: &mut dyn FnMut(Reading<'a>)) {
    let [.., front] = parted;
    for (slot, prefixes) in PREFIXES.iter().enumerate().skip(from) {
        for prefix in prefixes.iter().filter(|prefix| word[front..].starts_with(**prefix)) {
            let next = front + prefix.len();
            let fewest = STEM_FEWEST[usize::from(next > 'ו'.len_utf8())];
            if word[next..].chars().count() >= fewest {
                then(Reading::behind(word, next).parted(parted));
                behind(word, [parted[1], parted[2], next], slot + 1, then);
            }
        }
    }
}
