//! Punctuation and digits of another script.

use contract::{Check, Level};
use language::{Script, digit};

use crate::{found::Found, pair::Pair};

/// Marks of Arabic script, each with what Latin script has for it.
const ARABIC: [(char, char); 8] =
    [('،', ','), ('؛', ';'), ('؟', '?'), ('٪', '%'), ('٫', '.'), ('٬', ','), ('۔', '.'), ('٭', '*')];

/// Marks of Hebrew script.
const HEBREW: [(char, char); 4] = [('־', '-'), ('״', '"'), ('׳', '\''), ('׃', ':')];

/// Marks of East Asia, which keyboards bring in by chance.
const WIDE: [(char, char); 6] =
    [('，', ','), ('。', '.'), ('；', ';'), ('？', '?'), ('！', '!'), ('：', ':')];

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let text = pair.target.text();
    let mut before = None;
    let mut found = Vec::new();
    for (at, letter) in text.char_indices() {
        let next = text[at + letter.len_utf8()..].chars().next();
        if let Some(explanation) = fault(pair.target.script, before, letter, next) {
            let place = at..at + letter.len_utf8();
            found.push(Found::in_block(Check::Punctuation, Level::Warns, letter, explanation).at(place));
        }
        before = Some(letter);
    }
    found
}

/// What is wrong with a character in a text of this script; `before` and `next` are its neighbours.
fn fault(script: Script, before: Option<char>, letter: char, next: Option<char>) -> Option<String> {
    let listed = |marks: &[(char, char)]| marks.iter().find(|(mark, _)| *mark == letter).map(|(_, own)| *own);
    let foreign = match script {
        Script::Latin | Script::Cyrillic | Script::Greek => {
            listed(&ARABIC).or_else(|| listed(&HEBREW)).or_else(|| listed(&WIDE)).or_else(|| digits(letter))
        }
        Script::Hebrew => listed(&ARABIC).or_else(|| listed(&WIDE)).or_else(|| digits(letter)),
        Script::Arabic => listed(&HEBREW).or_else(|| listed(&WIDE)).or_else(|| latin(before, letter, next)),
        Script::Other => None,
    };
    foreign.map(|own| format!("“{letter}” belongs to another script: write “{own}”"))
}

fn digits(letter: char) -> Option<char> {
    digit(letter).filter(|_| !letter.is_ascii_digit()).map(|value| char::from(b'0' + value))
}

/// The Arabic mark for one of Latin script behind an Arabic word.
fn latin(before: Option<char>, letter: char, next: Option<char>) -> Option<char> {
    let own = ARABIC[..3].iter().find(|(_, latin)| *latin == letter).map(|(own, _)| *own)?;
    let behind_arabic = before.and_then(Script::of) == Some(Script::Arabic);
    (behind_arabic && next.is_none_or(|next| !next.is_ascii_alphanumeric())).then_some(own)
}
