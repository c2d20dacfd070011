//! Names and terms without their agreed rendering.

use std::ops::Range;

use contract::{Check, Level};

use crate::{Expected, expression, found::Found, pair::Pair};

/// What the translation makes of a name or term of the source.
pub(crate) fn look(pair: &Pair<'_>, expected: &Expected) -> Vec<Found> {
    let Some(term) = pair.source.text().get(expected.source.clone()) else { return Vec::new() };
    let agreed: Vec<Range<usize>> = all_places(pair, &expected.renderings);
    let overlaps =
        |place: &Range<usize>| agreed.iter().any(|other| other.start < place.end && place.start < other.end);
    let mut found: Vec<Found> = expected
        .forbidden
        .iter()
        .flat_map(|rendering| expression::places(&pair.target.reading, rendering))
        .filter(|tokens| !overlaps(tokens))
        .map(|tokens| refused(pair, expected, term, tokens))
        .collect();
    if found.is_empty() && agreed.is_empty() && !expected.renderings.is_empty() {
        found.push(missing(pair, expected, term));
    }
    found
}

fn all_places(pair: &Pair<'_>, renderings: &[String]) -> Vec<Range<usize>> {
    renderings.iter().flat_map(|rendering| expression::places(&pair.target.reading, rendering)).collect()
}

fn refused(pair: &Pair<'_>, expected: &Expected, term: &str, tokens: Range<usize>) -> Found {
    let place = pair.target.reading.place(tokens);
    let words = &pair.target.text()[place.clone()];
    let explanation = match expected.renderings.first() {
        Some(agreed) => format!("“{term}” is not to be called “{words}”: write “{agreed}”"),
        None => format!("“{term}” is not to be called “{words}”"),
    };
    Found::in_block(Check::Term, Level::Warns, format!("{term} {words}"), explanation)
        .at(place)
        .of(expected.source.clone())
}

fn missing(pair: &Pair<'_>, expected: &Expected, term: &str) -> Found {
    let agreed = &expected.renderings[0];
    // Whoever was named in full before goes by the last name.
    let last = |rendering: &String| {
        let words = expression::words(rendering);
        words.len() > 1
            && rendering.starts_with(char::is_uppercase)
            && words.last().is_some_and(|last| {
                last.len() > 3 && !expression::places(&pair.target.reading, last).is_empty()
            })
    };
    let level = if expected.renderings.iter().any(last) { Level::Informs } else { Level::Warns };
    let explanation = format!("“{term}” stands in the source; the translation does not call it “{agreed}”");
    Found::in_block(Check::Term, level, term, explanation).of(expected.source.clone())
}
