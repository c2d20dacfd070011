//! Links and emphasis: what the source has set apart, and the translation has not, or otherwise.

use std::{collections::BTreeSet, ops::Range};

use contract::{Check, Level, Mark, MarkKind};

use crate::found::{Found, short};
use crate::pair::Pair;

/// A link, and the bytes that it stands on.
struct Link<'t> {
    address: &'t str,
    place: Range<usize>,
}

/// Whether a link stands on other words, or is there once for two, is the translator's choice: addresses are compared.
pub(crate) fn look(pair: &Pair<'_>) -> Vec<Found> {
    let source = links(pair.source_marks, pair.source.text());
    let target = links(pair.target_marks, pair.target.text());
    let (lost, added) = (not_among(&source, &target), not_among(&target, &source));
    let mut found: Vec<Found> = lost.iter().zip(&added).map(|(lost, added)| elsewhere(lost, added)).collect();
    let alike = found.len();
    found.extend(lost[alike..].iter().map(|link| {
        let (words, address) = (short(&pair.source.text()[link.place.clone()]), short(link.address));
        let explanation =
            format!("“{words}” is a link to {address} in the source; the translation has none to there");
        Found::in_block(Check::Mark, Level::Warns, link.address, explanation).of(link.place.clone())
    }));
    found.extend(added[alike..].iter().map(|link| {
        let address = short(link.address);
        let explanation = format!("this is a link to {address}, and the source has none to there");
        Found::in_block(Check::Mark, Level::Warns, link.address, explanation).at(link.place.clone())
    }));
    found.extend(emphasis(pair));
    found
}

fn elsewhere(lost: &Link<'_>, added: &Link<'_>) -> Found {
    let (here, there) = (short(added.address), short(lost.address));
    let explanation = format!("this link leads to {here}; in the source it leads to {there}");
    let about = format!("{} {}", lost.address, added.address);
    Found::in_block(Check::Mark, Level::Warns, about, explanation)
        .at(added.place.clone())
        .of(lost.place.clone())
}

/// Links that lead anywhere, each address once.
fn links<'t>(marks: &'t [Mark], text: &str) -> Vec<Link<'t>> {
    let mut known = BTreeSet::new();
    let links = marks
        .iter()
        .filter_map(|mark| Some(Link { address: mark.kind.leads_to()?, place: place(mark, text)? }));
    links.filter(|link| known.insert(plain(link.address))).collect()
}

fn place(mark: &Mark, text: &str) -> Option<Range<usize>> {
    let start = usize::try_from(mark.place.start).ok()?;
    mark.place.words(text).map(|words| start..start + words.len())
}

fn not_among<'l, 't>(links: &'l [Link<'t>], others: &[Link<'_>]) -> Vec<&'l Link<'t>> {
    let others: BTreeSet<&str> = others.iter().map(|link| plain(link.address)).collect();
    links.iter().filter(|link| !others.contains(plain(link.address))).collect()
}

/// An address without what makes no other of it.
fn plain(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.trim_end_matches('/')
}

/// Where one of the texts emphasises and the other does not.
fn emphasis(pair: &Pair<'_>) -> Option<Found> {
    let source = emphasised(pair.source_marks, pair.source.text());
    let target = emphasised(pair.target_marks, pair.target.text());
    let informs = |explanation: String| Found::in_block(Check::Mark, Level::Informs, "emphasis", explanation);
    match (source.first(), target.first()) {
        (Some(place), None) => {
            let words = short(&pair.source.text()[place.clone()]);
            Some(
                informs(format!("“{words}” is emphasised in the source; the translation emphasises nothing"))
                    .of(place.clone()),
            )
        }
        (None, Some(place)) => {
            Some(informs("this is emphasised, and nothing is in the source".to_owned()).at(place.clone()))
        }
        (Some(_), Some(_)) | (None, None) => None,
    }
}

fn emphasised(marks: &[Mark], text: &str) -> Vec<Range<usize>> {
    let emphasis = marks.iter().filter(|mark| match mark.kind {
        MarkKind::Emphasis | MarkKind::Strong => true,
        MarkKind::Link { .. } => false,
    });
    emphasis.filter_map(|mark| place(mark, text)).collect()
}
