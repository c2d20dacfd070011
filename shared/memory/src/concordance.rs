//! Where words stand in what was translated before, in either language.

use std::ops::Range;

use crate::{
    distance::Word,
    segment::Segment,
    stock::{Place, Stock},
    vocabulary::Core,
    volume::{Index, place},
    word,
};

/// The most words that are looked for at once; more are left aside.
const WORDS_ASKED_MOST: usize = 16;

/// The most segments of a language pair whose texts are read for one question: some hundredths of a second.
const READ_MOST: usize = 5_000;

/// In which language words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Source,
    Target,
}

/// A segment in which the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    pub segment: Segment<'a>,
    /// Where they stand in the text on the side that was asked for, in bytes, in order.
    pub places: Vec<Range<usize>>,
    /// Whether they follow each other somewhere as they do in the question.
    pub adjacent: bool,
}

/// At most `most` segments in which all words stand; approved ones first, then those in which they are adjacent, then later ones.
pub(crate) fn find<'a>(stock: &'a Stock, side: Side, text: &str, most: usize) -> Vec<Hit<'a>> {
    let Some(asked) = words_of(stock, text) else { return Vec::new() };
    let mut cores: Vec<Core> = asked.iter().map(|word| word.core).collect();
    cores.sort_unstable();
    cores.dedup();
    let open = in_open(stock, side, &cores).into_iter().rev();
    let closed = stock.closed_last_first().flat_map(|(number, volume)| {
        let index = match side {
            Side::Source => &volume.sources,
            Side::Target => &volume.targets,
        };
        in_all(index, &cores).into_iter().rev().map(move |at| Place { volume: number, at })
    });
    let mut hits: Vec<_> = open
        .chain(closed)
        .filter(|place| !stock.is_replaced(*place))
        .take(READ_MOST)
        .filter_map(|place| hit(stock, side, &asked, stock.segment(place)))
        .collect();
    // Later ones come first already, and sorting leaves equals as they are.
    hits.sort_by_key(|hit| std::cmp::Reverse((hit.segment.origin.is_approved(), hit.adjacent)));
    hits.truncate(most);
    hits
}

/// The words to look for; nothing where there is none, or one that was never met.
fn words_of(stock: &Stock, text: &str) -> Option<Vec<Word>> {
    let numbers = stock.vocabulary.numbers();
    let asked: Option<Vec<_>> = word::words(text)
        .take(WORDS_ASKED_MOST)
        .map(|word| match stock.vocabulary.look_up(&text[word]) {
            (Some(form), Some(core)) => Some(Word { form, core }),
            // Another number has the core of all, and that is no spelling of it.
            (None, Some(core)) if Some(core) != numbers => Some(Word { form: core, core }),
            (_, None) | (None, Some(_)) => None,
        })
        .collect();
    asked.filter(|words| !words.is_empty())
}

/// The segments of the open volume in which all these words stand.
fn in_open(stock: &Stock, side: Side, cores: &[Core]) -> Vec<Place> {
    let mut found = vec![0_u32; stock.open.len()];
    let mut mark = |core: Core, at: usize| {
        if let Ok(which) = cores.binary_search(&core) {
            found[at] |= 1 << which;
        }
    };
    match side {
        Side::Source => {
            for at in 0..stock.open.len() {
                stock.open.forms(at).iter().for_each(|form| mark(stock.vocabulary.core(*form), at));
            }
        }
        Side::Target => stock.open_targets.iter().for_each(|(core, at)| mark(*core, (*at).into())),
    }
    let (volume, all) = (stock.open_number(), (1 << cores.len()) - 1);
    let standing = found.iter().enumerate().filter(|(_, marks)| **marks == all);
    standing.map(|(at, _)| Place { volume, at: place(at) }).collect()
}

/// The segments of a closed volume in which all these words stand.
fn in_all(index: &Index, cores: &[Core]) -> Vec<u16> {
    let mut lists: Vec<&[u16]> = cores.iter().map(|core| index.places(*core)).collect();
    lists.sort_unstable_by_key(|places| places.len());
    let Some((shortest, others)) = lists.split_first() else { return Vec::new() };
    let everywhere = |at: &u16| others.iter().all(|places| places.binary_search(at).is_ok());
    shortest.iter().copied().filter(everywhere).collect()
}

fn hit<'a>(stock: &'a Stock, side: Side, asked: &[Word], segment: Segment<'a>) -> Option<Hit<'a>> {
    let text = match side {
        Side::Source => segment.source,
        Side::Target => segment.target,
    };
    let numbers = stock.vocabulary.numbers();
    let alike = |one: &Word, other: &Word| {
        one.form == other.form || (one.core == other.core && Some(one.core) != numbers)
    };
    let standing: Vec<(Range<usize>, Word)> = word::words(text)
        .filter_map(|place| {
            let form = stock.vocabulary.form(&text[place.clone()])?;
            Some((place, Word { form, core: stock.vocabulary.core(form) }))
        })
        .collect();
    let all = asked.iter().all(|word| standing.iter().any(|(_, other)| alike(word, other)));
    let adjacent = standing
        .windows(asked.len())
        .any(|window| window.iter().zip(asked).all(|((_, other), word)| alike(word, other)));
    let places = standing
        .into_iter()
        .filter(|(_, other)| asked.iter().any(|word| alike(word, other)))
        .map(|(place, _)| place)
        .collect();
    all.then_some(Hit { segment, places, adjacent })
}
