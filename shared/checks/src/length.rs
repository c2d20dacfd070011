//! Translations far shorter or longer than their source.

use contract::{Check, Level};

use crate::{found::Found, pair::Pair};

/// Shorter sources say nothing about the length of their translations, in letters.
const LETTERS_LEAST: usize = 30;

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let letters = pair.source.letters();
    if letters < LETTERS_LEAST {
        return Vec::new();
    }
    let density =
        |side: &crate::pair::Side<'_>| usize::try_from(side.reading.lexicon.density).unwrap_or(1000);
    let expected = (letters * density(&pair.target) / density(&pair.source)).max(1);
    let share = pair.target.letters() * 100 / expected;
    let (least, most) = if letters < 100 { (30, 280) } else { (42, 230) };
    let (level, explanation) = match share {
        share if share < least => (
            Level::Warns,
            format!(
                "the translation has {share} % of the length that a source of this length usually gets: is something missing?"
            ),
        ),
        share if share > most => (
            Level::Warns,
            format!(
                "the translation has {share} % of the length that a source of this length usually gets: was something added?"
            ),
        ),
        _ => return Vec::new(),
    };
    vec![Found::in_block(Check::Length, level, "", explanation)]
}
