//! The passage of a text that shows best why it was found.

use std::ops::Range;

use contract::BlockId;
use language::search::words;

use super::query::{Phrase, Written};

/// About how many characters of a text are shown, and how many of them before the first word that was found.
const SHOWN: usize = 260;
const BEFORE: usize = 60;

/// A stretch of a block's text, with what was looked for in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) block: BlockId,
    pub(crate) text: String,
    /// The bytes of the words that were looked for, in order; none overlaps another.
    pub(crate) marks: Vec<Range<usize>>,
    /// Whether the block's text goes on before and after it.
    pub(crate) begins_within: bool,
    pub(crate) ends_within: bool,
}

/// What stands in one block.
struct Stretch {
    /// How many of the wanted phrases are within.
    wanted: usize,
    shown: Range<usize>,
    marks: Vec<Range<usize>>,
}

impl Passage {
    /// The best of these texts: where most of what is wanted stands together, the earlier first. Where nothing stands in any,
    /// the beginning of the first.
    pub(super) fn of<'t>(texts: impl Iterator<Item = (BlockId, &'t str)>, wanted: &[Phrase]) -> Option<Self> {
        let mut best: Option<(BlockId, &str, Stretch)> = None;
        for (block, text) in texts {
            let stretch = Stretch::best(text, wanted);
            if best.as_ref().is_none_or(|(.., known)| known.wanted < stretch.wanted) {
                let all = stretch.wanted == wanted.len();
                best = Some((block, text, stretch));
                if all {
                    break;
                }
            }
        }
        let (block, text, Stretch { shown, marks, .. }) = best?;
        Some(Self {
            block,
            text: text[shown.clone()].to_owned(),
            marks: marks.into_iter().map(|mark| mark.start - shown.start..mark.end - shown.start).collect(),
            begins_within: shown.start > 0,
            ends_within: shown.end < text.len(),
        })
    }
}

impl Stretch {
    fn best(text: &str, wanted: &[Phrase]) -> Self {
        let words: Vec<Written> = words(text).into_iter().map(Written::from).collect();
        let mut places: Vec<(Range<usize>, usize)> = Vec::new();
        for (number, phrase) in wanted.iter().enumerate() {
            places.extend(phrase.places(&words).into_iter().map(|place| (in_text(&words, place), number)));
        }
        places.sort_unstable_by_key(|(place, _)| (place.start, place.end));
        let first = (0..places.len()).map(|from| (within(&places[from..], wanted.len()), from));
        let (count, from) = first.max_by_key(|(count, from)| (*count, usize::MAX - from)).unwrap_or((0, 0));
        let start = places.get(from).map_or(0, |(place, _)| place.start);
        let shown = window(text, &words, start);
        let mut marks: Vec<Range<usize>> = Vec::new();
        for (place, _) in
            places.into_iter().filter(|(place, _)| shown.start <= place.start && place.end <= shown.end)
        {
            match marks.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                Some(_) | None => marks.push(place),
            }
        }
        Self { wanted: count, shown, marks }
    }
}

/// The bytes that some words take.
fn in_text(words: &[Written], place: Range<usize>) -> Range<usize> {
    words[place.start].word.place.start..words[place.end - 1].word.place.end
}

/// How many different phrases stand near to the first of these places.
fn within(places: &[(Range<usize>, usize)], phrases: usize) -> usize {
    let mut seen = vec![false; phrases];
    let end = places.first().map_or(0, |(place, _)| place.start + SHOWN - BEFORE);
    let near = places.iter().take_while(|(place, _)| place.end <= end);
    near.for_each(|(_, phrase)| seen[*phrase] = true);
    seen.into_iter().filter(|seen| *seen).count()
}

/// The bytes that are shown around a place: from the beginning of a word to the end of one.
fn window(text: &str, words: &[Written], start: usize) -> Range<usize> {
    if text.chars().count() <= SHOWN {
        return 0..text.len();
    }
    let from = text[..start].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let from = words
        .iter()
        .map(|written| written.word.place.start)
        .find(|at| from > 0 && *at >= from)
        .unwrap_or(from);
    let most = text[from..].char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| from + at);
    let ends = words.iter().map(|written| written.word.place.end).take_while(|end| *end <= most);
    let to = if most == text.len() { most } else { ends.last().filter(|end| *end > start).unwrap_or(most) };
    from.min(start)..to
}
