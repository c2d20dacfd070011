//! Addresses and account names.

use std::ops::Range;

use contract::{Check, Level};

use crate::found::Found;
use crate::pair::Pair;

/// What ends the addresses that are written without their scheme.
const ENDINGS: [&str; 12] =
    [".com", ".org", ".net", ".info", ".edu", ".gov", ".int", ".news", ".io", ".co", ".tv", ".me"];

pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let (source, target) = (addresses(pair.source.text()), addresses(pair.target.text()));
    let kept = |place: &Range<usize>, text: &str, by: &[Range<usize>], other: &str| {
        by.iter().any(|at| same(&text[place.clone()], &other[at.clone()]))
    };
    let lost = source.iter().filter(|place| !kept(place, pair.source.text(), &target, pair.target.text()));
    let added = target.iter().filter(|place| !kept(place, pair.target.text(), &source, pair.source.text()));
    let lost = lost.map(|place| {
        let address = &pair.source.text()[place.clone()];
        let explanation = format!("{address} is in the source and not in the translation");
        Found::in_block(Check::Link, Level::Warns, address, explanation).of(place.clone())
    });
    let added = added.map(|place| {
        let address = &pair.target.text()[place.clone()];
        let explanation = format!("{address} is in the translation and not in the source");
        Found::in_block(Check::Link, Level::Warns, address, explanation).at(place.clone())
    });
    lost.chain(added).collect()
}

fn same(one: &str, other: &str) -> bool {
    let plain = |address: &str| address.trim_end_matches('/').to_lowercase();
    plain(one) == plain(other)
}

/// The addresses in a text, in bytes. Letters of other scripts and punctuation around them do not belong to them.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_of_address(letter)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                places.extend(trimmed(text, from..at).filter(|place| is_address(&text[place.clone()])));
                start = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    places
}

fn is_of_address(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~:/?#@!$&*+,;=%".contains(letter)
}

fn trimmed(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let ends = |letter: char| ".,;:!?'*#&=-_".contains(letter);
    let word = &text[place.clone()];
    let start = place.start + (word.len() - word.trim_start_matches(ends).len());
    let end = place.start + word.trim_end_matches(ends).len();
    (start < end).then_some(start..end)
}

fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    let with_scheme = ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start));
    let account = word.strip_prefix('@').is_some_and(|name| name.len() > 1);
    let mail = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let host = lower.split('/').next().unwrap_or(&lower);
    let named = host.len() > 5 && ENDINGS.iter().any(|ending| host.ends_with(ending));
    with_scheme || account || mail || named
}
