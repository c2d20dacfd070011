//! What was found, put together by article: best first, page by page.

use std::{cmp::Ordering, fmt, str::FromStr};

use contract::Malformed;
use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::Column,
};

use super::index::{ARTICLE, AT};

/// Articles in order: the best first, and where two are as good, the newer one.
pub(super) struct Grouped {
    /// Only what follows this place.
    pub(super) after: Option<Rank>,
    /// At most so many.
    pub(super) limit: usize,
}

/// Where an article stands in the order of what was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rank {
    score: Score,
    at: i64,
    article: u64,
}

impl Rank {
    /// The better one is less.
    fn order(&self, other: &Self) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then(other.at.cmp(&self.at)).then(other.article.cmp(&self.article))
    }
}

/// As it stands in a cursor.
impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}_{:x}_{:x}", self.score.to_bits(), self.at, self.article)
    }
}

impl FromStr for Rank {
    type Err = Malformed;

    fn from_str(given: &str) -> Result<Self, Malformed> {
        let malformed =
            || Malformed { given: given.chars().take(80).collect(), wanted: "the `next` of an earlier page" };
        let mut parts = given.split('_');
        let mut next = || parts.next().ok_or_else(malformed);
        let score = u32::from_str_radix(next()?, 16).map_err(|_| malformed())?;
        let at = u64::from_str_radix(next()?, 16).map_err(|_| malformed())?;
        let article = u64::from_str_radix(next()?, 16).map_err(|_| malformed())?;
        Ok(Self { score: Score::from_bits(score), at: at.cast_signed(), article })
    }
}

/// One entry that was found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    rank: Rank,
    pub(super) address: DocAddress,
}

/// An article with all of it that was found, the best first.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) rank: Rank,
    pub(super) hits: Vec<Hit>,
}

/// A page of what was found.
#[derive(Debug)]
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
    /// Whether more follow.
    pub(super) more: bool,
    /// How many articles were found in all.
    pub(super) articles: usize,
}

pub(super) struct InPart {
    part: SegmentOrdinal,
    article: Column<u64>,
    at: Column<i64>,
    hits: Vec<Hit>,
}

impl Collector for Grouped {
    type Fruit = Groups;
    type Child = InPart;

    fn for_segment(&self, part: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<InPart> {
        let columns = segment.fast_fields();
        Ok(InPart { part, article: columns.u64(ARTICLE)?, at: columns.i64(AT)?, hits: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<Vec<Hit>>) -> tantivy::Result<Groups> {
        Ok(self.page(parts.into_iter().flatten().collect()))
    }
}

impl SegmentCollector for InPart {
    type Fruit = Vec<Hit>;

    fn collect(&mut self, document: DocId, score: Score) {
        let rank = Rank {
            score,
            at: self.at.first(document).unwrap_or_default(),
            article: self.article.first(document).unwrap_or_default(),
        };
        self.hits.push(Hit { rank, address: DocAddress::new(self.part, document) });
    }

    fn harvest(self) -> Vec<Hit> {
        self.hits
    }
}

impl Grouped {
    /// The page of these. There may be as many as there are entries: nothing else is kept of each of them.
    fn page(&self, mut hits: Vec<Hit>) -> Groups {
        let article = |hit: &Hit| hit.rank.article;
        hits.sort_unstable_by(|one, other| {
            article(one).cmp(&article(other)).then_with(|| one.rank.order(&other.rank))
        });
        let mut articles = 0;
        let mut page: Vec<&[Hit]> = hits
            .chunk_by(|one, other| article(one) == article(other))
            .inspect(|_| articles += 1)
            .filter(|hits| self.after.is_none_or(|after| after.order(&hits[0].rank).is_lt()))
            .collect();
        let better = |one: &&[Hit], other: &&[Hit]| one[0].rank.order(&other[0].rank);
        let more = page.len() > self.limit;
        if more {
            page.select_nth_unstable_by(self.limit, better);
            page.truncate(self.limit);
        }
        page.sort_unstable_by(better);
        let groups = page.into_iter().map(|hits| Group { rank: hits[0].rank, hits: hits.to_vec() }).collect();
        Groups { groups, more, articles }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    fn hit(score: u8, at: u8, article: u8) -> Hit {
        let rank = Rank { score: f32::from(score), at: at.into(), article: article.into() };
        Hit { rank, address: DocAddress::new(0, 0) }
    }

    #[test]
    fn a_cursor_is_read_as_it_is_written() {
        let rank = Rank { score: 1.25, at: -7, article: u64::MAX };
        assert_eq!(rank.to_string().parse::<Rank>().unwrap(), rank);
        for garbage in ["", "_", "1_2", "x_1_1", "1_1_-1", "99999999999_1_1"] {
            assert!(garbage.parse::<Rank>().is_err(), "{garbage}");
        }
    }

    proptest! {
        #[test]
        fn pages_together_have_each_article_once_and_in_order(
            hits in vec((0..4_u8, 0..4_u8, 0..30_u8), 0..80),
            limit in 1..7_usize,
        ) {
            let hits: Vec<Hit> = hits.into_iter().map(|(score, at, article)| hit(score, at, article)).collect();
            let whole = Grouped { after: None, limit: 1_000 }.page(hits.clone());
            prop_assert_eq!(whole.articles, whole.groups.len());
            prop_assert_eq!(whole.groups.iter().map(|group| group.hits.len()).sum::<usize>(), hits.len());
            let (mut after, mut read) = (None, Vec::new());
            loop {
                let page = Grouped { after, limit }.page(hits.clone());
                prop_assert!(page.groups.len() <= limit);
                read.extend(page.groups.iter().map(|group| group.rank));
                after = page.groups.last().map(|group| group.rank);
                if !page.more {
                    break;
                }
            }
            prop_assert!(read.windows(2).all(|pair| pair[0].order(&pair[1]).is_lt()));
            prop_assert_eq!(read, whole.groups.iter().map(|group| group.rank).collect::<Vec<_>>());
        }
    }
}
