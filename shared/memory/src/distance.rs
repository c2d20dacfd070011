//! How far two texts are apart, in words.
//!
//! A word that one text has and the other lacks costs 1, and so does a word that stands for another; where both have
//! one core (they differ only in Arabic prefixes, or are two numbers) it costs a half. The distance is the least sum
//! that makes one text the other (a Levenshtein distance over words). It is counted in halves, so that it is exact.

use std::ops::Range;

use crate::vocabulary::{Core, Form};

/// A word of a text that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) form: Form,
    pub(crate) core: Core,
}

impl Word {
    /// What it costs that one word stands for the other, in halves.
    fn halves_to(self, other: Self) -> u32 {
        match (self.form == other.form, self.core == other.core) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        }
    }
}

/// More than any distance.
const BEYOND: u32 = u32::MAX / 2;

/// The distance in halves, or nothing where it is more than `most`. `row` is room to work in, of no meaning before or
/// after.
pub(crate) fn halves(asked: &[Word], kept: &[Word], most: u32, row: &mut Vec<u32>) -> Option<u32> {
    // A way that leaves the diagonal by more than this costs more than `most`.
    let reach = (most / 2) as usize;
    if asked.len().abs_diff(kept.len()) > reach {
        return None;
    }
    row.clear();
    row.extend((0..=kept.len()).map(|at| if at <= reach { cost_of(at) } else { BEYOND }));
    for (at, word) in asked.iter().enumerate() {
        let band = (at + 1).saturating_sub(reach).max(1)..(at + 1 + reach).min(kept.len()) + 1;
        let mut diagonal = row[band.start - 1];
        // What lies left of the band is out of reach, except for the empty text.
        row[band.start - 1] = if band.start == 1 { cost_of(at + 1) } else { BEYOND };
        let mut least = row[band.start - 1];
        for column in band {
            let above = row[column];
            let cost = (diagonal + word.halves_to(kept[column - 1])).min(above + 2).min(row[column - 1] + 2);
            diagonal = above;
            row[column] = cost;
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
    }
    row.last().copied().filter(|cost| *cost <= most)
}

/// What so many missing words cost, in halves.
fn cost_of(words: usize) -> u32 {
    u32::try_from(words).map_or(BEYOND, |words| 2 * words)
}

/// How one or several words of one text answer those of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Same,
    Form,
    Other,
    Added,
    Missing,
}

/// The steps of least cost from what is kept to what is asked, in order. Where several ways cost the same, words that
/// stand for each other are preferred to words that come and go.
pub(crate) fn steps(asked: &[Word], kept: &[Word]) -> Vec<Step> {
    let width = kept.len() + 1;
    let mut costs: Vec<u32> = (0..width).map(cost_of).collect();
    for (at, word) in asked.iter().enumerate() {
        costs.push(cost_of(at + 1));
        for (column, other) in kept.iter().enumerate() {
            let above = at * width + column;
            let least = (costs[above] + word.halves_to(*other))
                .min(costs[above + 1] + 2)
                .min(costs[above + width] + 2);
            costs.push(least);
        }
    }
    walk_back(asked, kept, &costs)
}

fn walk_back(asked: &[Word], kept: &[Word], costs: &[u32]) -> Vec<Step> {
    let width = kept.len() + 1;
    let (mut row, mut column) = (asked.len(), kept.len());
    let mut steps = Vec::with_capacity(row.max(column));
    while row > 0 || column > 0 {
        let here = costs[row * width + column];
        if row > 0 && column > 0 {
            let step = asked[row - 1].halves_to(kept[column - 1]);
            if costs[(row - 1) * width + column - 1] + step == here {
                steps.push([Step::Same, Step::Form, Step::Other][step as usize]);
                (row, column) = (row - 1, column - 1);
                continue;
            }
        }
        if row > 0 && costs[(row - 1) * width + column] + 2 == here {
            steps.push(Step::Added);
            row -= 1;
        } else {
            steps.push(Step::Missing);
            column -= 1;
        }
    }
    steps.reverse();
    steps
}

/// A stretch of words that stand to each other in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub how: How,
    /// Where it stands in the text that was asked for, in bytes; empty where it has nothing of it.
    pub asked: Range<usize>,
    /// Where it stands in the source that is kept, in bytes; empty where it has nothing of it.
    pub kept: Range<usize>,
}

/// How words that are asked for stand to those that are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The same words, as they are compared.
    Same,
    /// Word for word the same but for Arabic prefixes, or other numbers in the same places.
    OtherForm,
    /// Other words stand in their place.
    Replaced,
    /// The text that was asked for has them, what is kept has not.
    Added,
    /// What is kept has them, the text that was asked for has not.
    Missing,
}

impl From<Step> for How {
    fn from(step: Step) -> Self {
        match step {
            Step::Same => Self::Same,
            Step::Form => Self::OtherForm,
            Step::Other => Self::Replaced,
            Step::Added => Self::Added,
            Step::Missing => Self::Missing,
        }
    }
}

/// The parts that these steps come to, over the places of the words of both texts.
pub(crate) fn parts(steps: &[Step], asked: &[Range<usize>], kept: &[Range<usize>]) -> Vec<Part> {
    let (mut row, mut column) = (0, 0);
    steps
        .chunk_by(|one, next| one == next)
        .map(|run| {
            let how = How::from(run[0]);
            let rows = if how == How::Missing { 0 } else { run.len() };
            let columns = if how == How::Added { 0 } else { run.len() };
            let part = Part { how, asked: stretch(asked, row, rows), kept: stretch(kept, column, columns) };
            (row, column) = (row + rows, column + columns);
            part
        })
        .collect()
}

/// From the first of so many words to the last; none begin and end where the next one begins, or the last one ended.
fn stretch(places: &[Range<usize>], from: usize, count: usize) -> Range<usize> {
    match places[from..from + count] {
        [] => {
            let at = match places.get(from) {
                Some(next) => next.start,
                None => places.last().map_or(0, |last| last.end),
            };
            at..at
        }
        [ref one] => one.clone(),
        [ref first, .., ref last] => first.start..last.end,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn word() -> impl Strategy<Value = Word> {
        (0..5_u32).prop_map(|form| Word { form, core: form / 2 })
    }

    /// The distance by its definition.
    fn defined(asked: &[Word], kept: &[Word]) -> u32 {
        match (asked, kept) {
            ([], rest) | (rest, []) => cost_of(rest.len()),
            ([one, asked_rest @ ..], [other, kept_rest @ ..]) => (defined(asked_rest, kept_rest)
                + one.halves_to(*other))
            .min(defined(asked_rest, kept) + 2)
            .min(defined(asked, kept_rest) + 2),
        }
    }

    proptest! {
        #[test]
        fn the_distance_is_the_least_sum_and_nothing_where_that_is_too_much(
            asked in vec(word(), 0..7), kept in vec(word(), 0..7), most in 0..16_u32,
        ) {
            let least = defined(&asked, &kept);
            prop_assert_eq!(halves(&asked, &kept, most, &mut vec![9; 3]), Some(least).filter(|it| *it <= most));
        }

        #[test]
        fn the_steps_cost_what_the_distance_is_and_cover_all_words(asked in vec(word(), 0..7), kept in vec(word(), 0..7)) {
            let steps = steps(&asked, &kept);
            let (mut cost, mut row, mut column) = (0, 0, 0);
            for step in steps {
                match step {
                    Step::Added => (cost, row) = (cost + 2, row + 1),
                    Step::Missing => (cost, column) = (cost + 2, column + 1),
                    Step::Same | Step::Form | Step::Other => {
                        let halves = asked[row].halves_to(kept[column]);
                        prop_assert_eq!(step, [Step::Same, Step::Form, Step::Other][halves as usize]);
                        (cost, row, column) = (cost + halves, row + 1, column + 1);
                    }
                }
            }
            prop_assert_eq!((cost, row, column), (defined(&asked, &kept), asked.len(), kept.len()));
        }
    }
}
