//! Words as they are searched for: spellings that writers exchange freely are one, and what a language attaches to a word
//! is known, so that كتاب finds والكتاب.

mod stems;

use std::ops::Range;

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::{
    arabic::{self, Folded, each_folded},
    marks::is_combining,
    token::{digit, is_apostrophe},
};
pub use stems::{Stem, Taken, stems_of};

/// The text of the files that say how words are folded and parted: an index is made by one version of them.
pub const SOURCES: [&str; 7] = [
    include_str!("search.rs"),
    include_str!("search/stems.rs"),
    include_str!("arabic.rs"),
    include_str!("marks.rs"),
    include_str!("terms/arabic.rs"),
    include_str!("terms/hebrew.rs"),
    include_str!("token.rs"),
];

/// The most bytes of a word that are looked at: what is longer is no word, and two of the kind that begin alike are one.
const FORM_BYTES_MOST: usize = 96;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The bytes of the text.
    pub place: Range<usize>,
    /// The word, folded: letters and digits only, never empty.
    pub form: String,
}

/// The words of a text in order, whatever its language. Folding leaves out case, accents, vowel points and what is
/// invisible; it writes the letters that Arabic exchanges as one, and every digit in ASCII. The thousands of a number are
/// written together; a letter of a script that is written without spaces (Chinese, Japanese) is a word of its own.
pub fn words(text: &str) -> Vec<Word> {
    let folded = Folded::by(
        text,
        |letter, then| each_folded(letter, |letter| each_plain(letter, then)),
        |letter| arabic::is_mark(letter) || is_combining(letter),
    );
    let place = |range: Range<usize>| folded.original(range);
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(word) = next_word(folded.as_str(), at) {
        at = word.after;
        words.push(Word { place: place(word.place), form: word.form });
    }
    words
}

/// The letters that stand for a letter beyond the folding of Arabic script.
fn each_plain(letter: char, then: &mut dyn FnMut(char)) {
    if let Some(value) = digit(letter) {
        return then(char::from(b'0' + value));
    }
    match letter {
        // Most letters stand for themselves; only others are worth looking up.
        ' '..='@' | '['..='~' | 'א'..='ת' | '\u{600}'..='\u{65f}' | '\u{66e}'..='\u{6ff}' => then(letter),
        'A'..='Z' => then(letter.to_ascii_lowercase()),
        '\u{66b}' => then('.'),
        '\u{66c}' => then(','),
        '\u{2018}' | '׳' => then('\''),
        '״' => then('"'),
        _ if is_apostrophe(letter) => then('\''),
        _ => {
            // A constant that borrows its tables from the program.
            let decomposing = const { DecomposingNormalizerBorrowed::new_nfkd() };
            decomposing
                .normalize_iter(letter.to_lowercase())
                .filter(|part| !is_combining(*part) && !arabic::is_invisible(*part))
                .for_each(|part| each_latin(part, then));
        }
    }
}

/// Latin letters that are their own in one language and written plainly in others.
fn each_latin(letter: char, then: &mut dyn FnMut(char)) {
    match letter {
        'ı' => then('i'),
        'ø' => then('o'),
        'ł' => then('l'),
        'đ' | 'ð' => then('d'),
        'ħ' => then('h'),
        'ß' => "ss".chars().for_each(then),
        'æ' => "ae".chars().for_each(then),
        'œ' => "oe".chars().for_each(then),
        'þ' => "th".chars().for_each(then),
        other => other.to_lowercase().for_each(then),
    }
}

/// A word of a folded text, and where to look for the next.
struct Found {
    place: Range<usize>,
    form: String,
    after: usize,
}

fn next_word(folded: &str, from: usize) -> Option<Found> {
    let start = from + folded[from..].find(char::is_alphanumeric)?;
    let (mut form, mut end, mut before) = (String::new(), start, ' ');
    while let Some(letter) = folded[end..].chars().next() {
        let behind = &folded[end + letter.len_utf8()..];
        if letter.is_alphanumeric() {
            if !form.is_empty() && (stands_alone(letter) || stands_alone(before)) {
                break;
            }
            if form.len() < FORM_BYTES_MOST {
                form.push(letter);
            }
        } else if !is_within(before, letter, behind) {
            break;
        }
        (end, before) = (end + letter.len_utf8(), letter);
    }
    let after = end + possessive(&folded[end..]);
    Some(Found { place: start..end, form, after })
}

/// Whether a sign belongs to the word around it: the mark of a Hebrew abbreviation, or what parts thousands.
fn is_within(before: char, sign: char, behind: &str) -> bool {
    let next = behind.chars().next().unwrap_or(' ');
    match sign {
        '"' | '\'' => is_hebrew(before) && is_hebrew(next),
        ',' => before.is_ascii_digit() && thousands(behind),
        _ => false,
    }
}

/// Whether three digits follow and no more.
fn thousands(behind: &str) -> bool {
    behind.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// The bytes of an English `'s` behind a word: it is no word of its own.
fn possessive(behind: &str) -> usize {
    let rest = behind.strip_prefix("'s");
    rest.filter(|rest| !rest.starts_with(char::is_alphanumeric)).map_or(0, |_| "'s".len())
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, 'א'..='ת')
}

/// Whether the letter is of a script that is written without spaces: ideographs and kana.
fn stands_alone(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
