//! A text that is asked for, and what a segment must have to be near enough to it.

use std::ops::{Range, RangeInclusive};

use crate::{
    distance::Word,
    score::Score,
    stock::{Stock, WORDS_MOST},
    vocabulary::Core,
    word,
};

/// A text that is asked for.
pub(crate) struct Asked<'t> {
    pub(crate) text: &'t str,
    pub(crate) places: Vec<Range<usize>>,
    pub(crate) words: Vec<Word>,
    /// The cores of its words that are known at all, in order, with how often each stands in it.
    pub(crate) cores: Vec<(Core, u16)>,
    /// A bit for each core that is known: whether it stands in the text.
    stands: Vec<u64>,
}

impl<'t> Asked<'t> {
    /// Nothing where the text has no words, or too many.
    pub(crate) fn of(stock: &Stock, text: &'t str) -> Option<Self> {
        let places: Vec<_> = word::words(text).take(WORDS_MOST + 1).collect();
        if places.is_empty() || places.len() > WORDS_MOST {
            return None;
        }
        // A word that was never met is like none that is kept; which number it gets makes no difference.
        let unknown = u32::MAX;
        let mut known = Vec::new();
        let mut stands = vec![0; stock.vocabulary.cores().len() / 64 + 1];
        let mut look_up = |place: &Range<usize>| {
            let (form, core) = stock.vocabulary.look_up(&text[place.clone()]);
            known.extend(core);
            if let Some(core) = core {
                stands[core as usize / 64] |= 1 << (core % 64);
            }
            Word { form: form.unwrap_or(unknown), core: core.unwrap_or(unknown) }
        };
        let words = places.iter().map(&mut look_up).collect();
        known.sort_unstable();
        let times = |run: &[Core]| u16::try_from(run.len()).expect("a text that is asked for has 1000 words");
        let cores = known.chunk_by(|one, next| one == next).map(|run| (run[0], times(run))).collect();
        Some(Self { text, places, words, cores, stands })
    }

    pub(crate) fn has(&self, core: Core) -> bool {
        self.stands[core as usize / 64] >> (core % 64) & 1 == 1
    }

    /// How many words a segment may have to reach this score.
    pub(crate) fn lengths(&self, least: Score) -> RangeInclusive<usize> {
        let (words, least) = (self.words.len(), usize::from(least.thousandths()));
        (words * least).div_ceil(1000)..=words * 1000 / least
    }

    /// How many of its words must at least stand in a segment that reaches this score.
    pub(crate) fn shared_least(&self, least: Score, words: usize) -> usize {
        let longer = words.max(self.words.len());
        longer - least.halves_most(longer) as usize / 2
    }
}
