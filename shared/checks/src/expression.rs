//! Expressions that the newsroom gives to others, or does not use.

use std::ops::Range;

use contract::{Check, Level};
use language::{Reading, fold};

use crate::{Excuse, Style, found::Found, pair::Pair};

pub(crate) fn look_for_loaded(pair: &Pair<'_>, style: &Style) -> Vec<Found> {
    let mut found = Vec::new();
    for loaded in &style.loaded {
        for tokens in places(&pair.target.reading, &loaded.expression) {
            if !is_excused(pair, &tokens, loaded.excused_by) {
                let words = &pair.target.text()[pair.target.reading.place(tokens.clone())];
                let wanted = match loaded.excused_by {
                    Excuse::Quotation => "put it in quotation marks",
                    Excuse::Attribution => "say whose word it is",
                    Excuse::QuotationOrAttribution => "say whose word it is, or put it in quotation marks",
                };
                let note = if loaded.note.is_empty() { String::new() } else { format!(" ({})", loaded.note) };
                let explanation =
                    format!("“{words}” takes sides in the newsroom's own voice: {wanted}{note}");
                found.push(
                    Found::in_block(Check::Loaded, Level::Warns, &loaded.expression, explanation)
                        .at(pair.target.reading.place(tokens)),
                );
            }
        }
    }
    found
}

pub(crate) fn look_for_forbidden(pair: &Pair<'_>, style: &Style) -> Vec<Found> {
    let mut found = Vec::new();
    for forbidden in &style.forbidden {
        for tokens in places(&pair.target.reading, &forbidden.expression) {
            let place = pair.target.reading.place(tokens);
            let words = &pair.target.text()[place.clone()];
            let explanation = if forbidden.instead.is_empty() {
                format!("the newsroom does not use “{words}”")
            } else {
                format!("the newsroom does not use “{words}”: write “{}”", forbidden.instead)
            };
            found.push(
                Found::in_block(Check::Forbidden, Level::Warns, &forbidden.expression, explanation).at(place),
            );
        }
    }
    found
}

fn is_excused(pair: &Pair<'_>, tokens: &Range<usize>, by: Excuse) -> bool {
    let quoted = pair.target.quotations.hold(tokens.start);
    let reading = &pair.target.reading;
    let sentence = pair.target.sentences.iter().find(|sentence| sentence.contains(&tokens.start));
    let attributed = sentence.is_some_and(|sentence| {
        sentence.clone().any(|at| !tokens.contains(&at) && reading.lexicon.speech.holds(&reading.folded, at))
    });
    match by {
        Excuse::Quotation => quoted,
        Excuse::Attribution => attributed,
        Excuse::QuotationOrAttribution => quoted || attributed,
    }
}

/// As many places of one expression are told in a block.
const PLACES_MOST: usize = 50;

/// The tokens of every form of an expression in a text, the first places of it. Hyphens and accents make no difference.
pub(crate) fn places(reading: &Reading<'_>, expression: &str) -> Vec<Range<usize>> {
    let words: Vec<String> = words(expression);
    (0..reading.tokens.len()).filter_map(|at| Some(at..end(reading, &words, at)?)).take(PLACES_MOST).collect()
}

pub(crate) fn words(expression: &str) -> Vec<String> {
    expression
        .split(|letter: char| letter.is_whitespace() || is_hyphen(letter))
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect()
}

/// A word without what transliteration adds to its letters.
fn plain(word: &str) -> String {
    fold(word).chars().filter_map(unaccented).collect()
}

fn unaccented(letter: char) -> Option<char> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ş' | 'š' | 'ṣ' => 's',
        'ğ' => 'g',
        'ḥ' | 'ẖ' => 'h',
        'ḍ' => 'd',
        'ṭ' => 't',
        'ẓ' | 'ž' => 'z',
        'ʿ' | 'ʾ' | '‘' | '`' => return None,
        other => other,
    })
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// The token after a form of these words that begins at this token.
fn end(reading: &Reading<'_>, words: &[String], start: usize) -> Option<usize> {
    let mut at = start;
    for (nth, wanted) in words.iter().enumerate() {
        if nth > 0
            && reading.tokens.get(at).is_some_and(|token| reading.text[token.place()].starts_with(is_hyphen))
        {
            at += 1;
        }
        let word = plain(reading.folded.get(at)?);
        reading.lexicon.is_form_of(&word, wanted).then_some(())?;
        at += 1;
    }
    (at > start).then_some(at)
}
