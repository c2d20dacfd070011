//! How near two texts are.

/// How near a match is, in thousandths.
///
/// 1000: the same text. 990: the same words in the same order, as they are compared (case, punctuation, white space,
/// diacritics, letter forms, the script of digits are not looked at). Else 1000 × (1 − distance ÷ the number of words
/// of the longer text), rounded down, at most 980; the distance is the least number of words added, left out or
/// replaced, where words that differ only in Arabic prefixes, and numbers that differ, count a half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Score(u16);

impl Score {
    pub const EXACT: Self = Self(1000);
    pub const NORMALISED: Self = Self(990);
    /// The most that a match has whose words are not the same.
    pub const FUZZY_MOST: Self = Self(980);
    /// Nothing less is ever found: nothing of use shares fewer words.
    pub const LEAST: Self = Self(300);

    /// So many thousandths, at least `LEAST` and at most `EXACT`.
    pub fn new(thousandths: u16) -> Self {
        Self(thousandths.clamp(Self::LEAST.0, Self::EXACT.0))
    }

    pub fn thousandths(self) -> u16 {
        self.0
    }

    /// Of texts whose words differ: `halves` is above 0, `words` counts the longer one.
    pub(crate) fn of(halves: u32, words: usize) -> Self {
        let whole = 2 * words;
        let alike = 1000 * whole.saturating_sub(halves as usize) / whole;
        u16::try_from(alike).map_or(Self::FUZZY_MOST, |alike| Self(alike).min(Self::FUZZY_MOST))
    }

    /// The most halves at which texts of so many words still have this score.
    pub(crate) fn halves_most(self, words: usize) -> u32 {
        if self > Self::FUZZY_MOST {
            return 0;
        }
        u32::try_from(2 * words * usize::from(1000 - self.0) / 1000).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_the_share_of_words_that_need_no_change() {
        assert_eq!(Score::of(2, 4), Score(750));
        assert_eq!(Score::of(1, 3), Score(833));
        assert_eq!(Score::of(1, 1000), Score::FUZZY_MOST);
        assert_eq!(Score::of(9, 3), Score(0));
    }

    #[test]
    fn a_score_is_asked_for_within_its_bounds() {
        assert_eq!(Score::new(0), Score::LEAST);
        assert_eq!(Score::new(5000), Score::EXACT);
    }

    #[test]
    fn the_most_halves_of_a_score_are_the_last_that_reach_it() {
        for words in 1..60 {
            for least in Score::LEAST.0..=Score::FUZZY_MOST.0 {
                let most = Score(least).halves_most(words);
                assert!(most == 0 || Score::of(most, words) >= Score(least), "{words} {least}");
                assert!(Score::of(most + 1, words) < Score(least), "{words} {least}");
            }
        }
        assert_eq!(Score::NORMALISED.halves_most(1000), 0);
    }
}
