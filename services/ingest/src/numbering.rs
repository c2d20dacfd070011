//! Numbering the blocks of a text so that what a revision leaves alone keeps its number.

use contract::{Block, BlockId, article::Unnumbered};

/// The most pairs that are compared to find what stayed. Beyond it (texts of thousands of blocks, all changed in the
/// middle) blocks are matched by their place alone.
const PAIRS_MOST: usize = 4_000_000;

/// The new text with numbers: a block with the same kind and words keeps its number, whatever is set apart in it by now, a
/// block that stands in the place of one of the same kind takes over its number, and what is left gets new ones from `next`
/// on.
pub fn number(old: &[Block], new: Vec<Unnumbered>, mut next: u32) -> (Vec<Block>, u32) {
    let kept = stayed(old, &new);
    let mut ids: Vec<Option<BlockId>> = vec![None; new.len()];
    let (mut old_at, mut new_at) = (0, 0);
    for (from, to) in kept.into_iter().chain([(old.len(), new.len())]) {
        replace(&old[old_at..from], &new[new_at..to], &mut ids[new_at..to]);
        if let (Some(block), Some(id)) = (old.get(from), ids.get_mut(to)) {
            *id = Some(block.id);
        }
        (old_at, new_at) = ((from + 1).min(old.len()), (to + 1).min(new.len()));
    }
    let numbered = new.into_iter().zip(ids).map(|(block, id)| {
        let id = id.unwrap_or_else(|| {
            let fresh = BlockId(next);
            next += 1;
            fresh
        });
        block.numbered(id)
    });
    (numbered.collect(), next)
}

/// Between two blocks that stayed: each new block takes the number of the next old one of its kind.
fn replace(old: &[Block], new: &[Unnumbered], ids: &mut [Option<BlockId>]) {
    let mut rest = old.iter();
    for (read, id) in new.iter().zip(ids) {
        let mut ahead = rest.clone();
        if let Some(block) = ahead.find(|block| block.kind == read.kind) {
            *id = Some(block.id);
            rest = ahead;
        }
    }
}

/// The places of the blocks that are the same in both, in order: a longest common subsequence.
fn stayed(old: &[Block], new: &[Unnumbered]) -> Vec<(usize, usize)> {
    let same = |i: usize, j: usize| old[i].kind == new[j].kind && old[i].text == new[j].text;
    let most = old.len().min(new.len());
    let head = (0..most).take_while(|&i| same(i, i)).count();
    let tail = (0..most - head).take_while(|&i| same(old.len() - 1 - i, new.len() - 1 - i)).count();
    let (rows, columns) = (old.len() - head - tail, new.len() - head - tail);

    let mut places: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    if rows.saturating_mul(columns) <= PAIRS_MOST {
        places.extend(
            common(rows, columns, |i, j| same(head + i, head + j)).map(|(i, j)| (head + i, head + j)),
        );
    }
    places.extend((0..tail).rev().map(|i| (old.len() - 1 - i, new.len() - 1 - i)));
    places
}

fn common(
    rows: usize,
    columns: usize,
    same: impl Fn(usize, usize) -> bool,
) -> impl Iterator<Item = (usize, usize)> {
    // lengths[i][j]: the longest common subsequence of what follows row i and column j.
    let mut lengths = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            lengths[i][j] =
                if same(i, j) { lengths[i + 1][j + 1] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while i < rows && j < columns {
            // A step that leaves the length as it is passes over a block that is not in the subsequence.
            if lengths[i][j] == lengths[i + 1][j] {
                i += 1;
            } else if lengths[i][j] == lengths[i][j + 1] {
                j += 1;
            } else {
                (i, j) = (i + 1, j + 1);
                return Some((i - 1, j - 1));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use contract::{BlockKind, Mark, MarkKind, Place};
    use proptest::prelude::*;

    use super::*;

    fn paragraphs(texts: &[&str]) -> Vec<Unnumbered> {
        texts.iter().map(|text| Unnumbered::plain(BlockKind::Paragraph, *text)).collect()
    }

    fn revised(old: &[&str], new: &[&str]) -> Vec<u32> {
        let (old, next) = number(&[], paragraphs(old), 0);
        number(&old, paragraphs(new), next).0.iter().map(|block| block.id.0).collect()
    }

    #[test]
    fn a_first_text_is_numbered_from_the_start() {
        assert_eq!(revised(&[], &["a", "b"]), [0, 1]);
    }

    #[test]
    fn what_is_left_alone_keeps_its_number() {
        assert_eq!(revised(&["a", "b", "c"], &["a", "b", "c"]), [0, 1, 2]);
        assert_eq!(revised(&["a", "b", "c"], &["a", "c"]), [0, 2]);
        assert_eq!(revised(&["a", "b"], &["a", "new", "b"]), [0, 2, 1]);
        assert_eq!(revised(&["a", "b", "c"], &["c", "a", "b"]), [3, 0, 1]);
    }

    #[test]
    fn a_block_with_new_words_in_the_same_place_keeps_its_number() {
        assert_eq!(revised(&["a", "b", "c"], &["a", "b, corrected", "c"]), [0, 1, 2]);
        assert_eq!(revised(&["a", "b", "c"], &["A", "b", "c", "d"]), [0, 1, 2, 3]);
    }

    #[test]
    fn a_block_in_which_something_else_is_set_apart_keeps_its_number() {
        let (old, next) = number(&[], paragraphs(&["a", "a", "b"]), 0);
        let mut new = paragraphs(&["new", "a", "a", "b"]);
        new[1].marks = vec![Mark { kind: MarkKind::Strong, place: Place::of(0..1) }];
        let (blocks, _) = number(&old, new, next);
        assert_eq!(blocks.iter().map(|block| block.id.0).collect::<Vec<_>>(), [3, 0, 1, 2]);
        assert_eq!(blocks[1].marks.len(), 1);
    }

    #[test]
    fn another_kind_of_block_is_another_block() {
        let (old, next) = number(&[], paragraphs(&["a", "b"]), 0);
        let new =
            vec![Unnumbered::plain(BlockKind::Heading, "a"), Unnumbered::plain(BlockKind::Paragraph, "b")];
        let ids: Vec<u32> = number(&old, new, next).0.iter().map(|block| block.id.0).collect();
        assert_eq!(ids, [2, 1]);
    }

    proptest! {
        #[test]
        fn numbers_are_never_doubled_and_words_never_lost(
            old in prop::collection::vec("[abc]{1,2}", 0..12),
            new in prop::collection::vec("[abc]{1,2}", 0..12),
        ) {
            let texts = |texts: &[String]| texts.iter().map(|t| Unnumbered::plain(BlockKind::Paragraph, t.clone())).collect::<Vec<_>>();
            let (before, next) = number(&[], texts(&old), 0);
            let (after, last) = number(&before, texts(&new), next);
            prop_assert_eq!(after.iter().map(|b| b.text.clone()).collect::<Vec<_>>(), new.clone());
            let ids: BTreeSet<_> = after.iter().map(|b| b.id).collect();
            prop_assert_eq!(ids.len(), new.len());
            prop_assert!(ids.iter().all(|id| id.0 < last));
            if old == new {
                prop_assert_eq!(before, after);
            }
        }
    }
}
