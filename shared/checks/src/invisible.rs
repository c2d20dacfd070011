//! Characters that nobody sees.

use contract::{Check, Level};
use language::Script;

use crate::{found::Found, pair::Pair};

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let from_the_right = matches!(pair.target.script, Script::Arabic | Script::Hebrew);
    let depth = unclosed(pair.target.text());
    pair.target
        .text()
        .char_indices()
        .filter_map(|(at, letter)| {
            let (level, explanation) = fault(letter, from_the_right, depth)?;
            let code = format!("U+{:04X}", u32::from(letter));
            let place = at..at + letter.len_utf8();
            Some(Found::in_block(Check::Invisible, level, &code, format!("{explanation} ({code})")).at(place))
        })
        .collect()
}

/// How many directions are turned and not turned back.
fn unclosed(text: &str) -> i64 {
    text.chars().fold(0, |depth, letter| match letter {
        '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => depth + 1,
        '\u{202c}' | '\u{2069}' => depth - 1,
        _ => depth,
    })
}

/// What is wrong with a character. In a text that is written from the right, marks of direction around foreign words and
/// joiners between letters have their use.
fn fault(letter: char, from_the_right: bool, unclosed: i64) -> Option<(Level, &'static str)> {
    match letter {
        '\u{202d}' | '\u{202e}' => Some((
            Level::Blocks,
            "an invisible character turns the direction of the letters behind it: delete it",
        )),
        '\u{202a}' | '\u{202b}' | '\u{202c}' | '\u{2066}'..='\u{2069}' if !from_the_right => {
            Some((Level::Warns, "an invisible character turns the direction of the text: delete it"))
        }
        '\u{202a}' | '\u{202b}' | '\u{202c}' | '\u{2066}'..='\u{2069}' if unclosed != 0 => Some((
            Level::Warns,
            "an invisible character turns the direction of the text and is not turned back",
        )),
        '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{200c}' | '\u{200d}' if !from_the_right => {
            Some((Level::Warns, "an invisible character of another script stands here: delete it"))
        }
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fffc}' | '\u{fffd}' => {
            Some((Level::Warns, "a character without a shape stands here: delete it"))
        }
        '\t' | '\n' => None,
        letter if letter.is_control() => Some((Level::Warns, "a control character stands here: delete it")),
        _ => None,
    }
}
