//! How far two texts are apart, as a figure.

use std::{iter::Sum, ops::Add};

use super::{Part, between, words};

/// How far two texts are apart, in words and marks of punctuation. Distances of several pairs of texts can be added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Distance {
    /// What must be exchanged, added or left out to make one text of the other; at most `of`.
    pub exchanged: usize,
    /// The length of the longer text.
    pub of: usize,
}

impl Distance {
    /// The distance between two texts, either way. White space does not count.
    pub fn between(old: &str, new: &str) -> Self {
        let of = count(old).max(count(new));
        let (mut exchanged, mut gone) = (0, 0);
        for part in between(old, new) {
            match part {
                Part::Same(_) => {
                    exchanged += gone;
                    gone = 0;
                }
                Part::Gone(text) => gone += count(text),
                // One word in the place of another is one exchange.
                Part::New(text) => {
                    exchanged += count(text).max(gone);
                    gone = 0;
                }
            }
        }
        Self { exchanged: (exchanged + gone).min(of), of }
    }

    /// In thousandths of the longer text, rounded: 0 where nothing differs, 1000 where nothing is left.
    pub fn thousandths(self) -> u16 {
        let rounded = (self.exchanged.min(self.of) * 1000 + self.of / 2).checked_div(self.of);
        rounded.and_then(|share| u16::try_from(share).ok()).unwrap_or(0)
    }
}

impl Add for Distance {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { exchanged: self.exchanged + other.exchanged, of: self.of + other.of }
    }
}

impl Sum for Distance {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::add)
    }
}

fn count(text: &str) -> usize {
    words(text).into_iter().filter(|word| !word.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apart(old: &str, new: &str) -> (usize, usize, u16) {
        let distance = Distance::between(old, new);
        (distance.exchanged, distance.of, distance.thousandths())
    }

    #[test]
    fn a_word_that_is_exchanged_added_or_left_out_counts_once() {
        assert_eq!(apart("the bridge was opened", "the bridge was reopened"), (1, 4, 250));
        assert_eq!(apart("the bridge", "the old bridge"), (1, 3, 333));
        assert_eq!(apart("the old bridge", "the bridge"), (1, 3, 333));
        assert_eq!(apart("it lasted for ten years", "it lasted more than twenty years"), (3, 6, 500));
        assert_eq!(apart("أعيد فتح الجسر صباح اليوم.", "أعيد فتح الجسر مساء اليوم."), (1, 6, 167));
    }

    #[test]
    fn what_is_the_same_is_not_apart_and_what_has_nothing_in_common_is_wholly() {
        assert_eq!(apart("", ""), (0, 0, 0));
        assert_eq!(apart("same words", "same  words\n"), (0, 2, 0));
        assert_eq!(apart("", "new words here"), (3, 3, 1000));
        assert_eq!(apart("one two", "three"), (2, 2, 1000));
    }

    #[test]
    fn distances_of_several_texts_add_up() {
        let all = [("a b", "a c"), ("d", "d"), ("", "e")];
        let sum: Distance = all.iter().map(|(old, new)| Distance::between(old, new)).sum();
        assert_eq!((sum, sum.thousandths()), (Distance { exchanged: 2, of: 4 }, 500));
    }

    proptest! {
        #[test]
        fn a_distance_is_within_the_longer_text_and_nothing_only_between_the_same_words(
            old in "[ab،. ]{0,24}", new in "[ab،. ]{0,24}",
        ) {
            let distance = Distance::between(&old, &new);
            prop_assert!(distance.exchanged <= distance.of);
            let spoken = |text| words(text).into_iter().filter(|word| !word.trim().is_empty()).collect::<Vec<_>>();
            prop_assert_eq!(distance.exchanged == 0, spoken(&old) == spoken(&new));
        }
    }
}
