//! Which segments of a volume are worth comparing, by counting.

use std::cmp::Reverse;

use crate::{vocabulary::Core, volume::Index};

/// Of the words that a segment must share, one in so many is counted at least: fewer candidates are worth longer lists.
const COUNTED_SHARE: usize = 2;

/// The segments, the last one first, in which, of the words that are asked for, at least so many could stand; some that fall short are among
/// them.
pub(crate) fn candidates(
    index: &Index,
    segments: usize,
    cores: &[(Core, u16)],
    shared_least: usize,
) -> Vec<u16> {
    let mut lists: Vec<(&[u16], usize)> =
        cores.iter().map(|(core, times)| (index.places(*core), usize::from(*times))).collect();
    lists.sort_unstable_by_key(|(places, _)| Reverse(places.len()));
    // The longest lists cost the most and tell the least. What is left out counts as if it stood in every segment.
    let counted_least = shared_least.div_ceil(COUNTED_SHARE).max(1);
    let mut left_out = 0;
    let first = lists.iter().position(|(_, times)| {
        let goes = left_out + times + counted_least <= shared_least;
        left_out += if goes { *times } else { 0 };
        !goes
    });
    let needed = shared_least.saturating_sub(left_out).max(1);
    let mut counts = vec![0_usize; segments];
    let mut found = Vec::new();
    for (places, times) in &lists[first.unwrap_or(lists.len())..] {
        for place in *places {
            let count = &mut counts[usize::from(*place)];
            if *count < needed && *count + times >= needed {
                found.push(*place);
            }
            *count += times;
        }
    }
    found.sort_unstable_by_key(|place| Reverse(*place));
    found
}
