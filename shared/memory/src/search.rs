//! Finding what was translated before: all segments are compared that could be near enough, and no other.
//!
//! A text of M words that is n halves of a word away from another shares at least M − n/2 cores of words with it, M
//! being the number of words of the longer one. So only segments are compared in which so many words of the question
//! stand, counted by an index of words, whose longest lists are left out: what they could add is known.

use crate::{
    asked::Asked,
    candidates::candidates,
    distance::{self, Part, Word},
    score::Score,
    segment::Segment,
    stock::{Place, Stock},
    volume::{self, Segments, Volume},
    word,
};

/// A segment that is near to what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    pub segment: Segment<'a>,
    pub score: Score,
    /// How the text that was asked for stands to the segment's source, word by word.
    pub difference: Vec<Part>,
}

/// How a match ranks: by score, then what was approved over what was imported, then what came later.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    score: Score,
    approved: bool,
    place: Place,
}

/// Finds the `most` nearest segments of a score of at least `least`, best first. Of segments with the same texts only
/// the best stands.
pub(crate) fn find<'a>(stock: &'a Stock, text: &str, least: Score, most: usize) -> Vec<Match<'a>> {
    let Some(asked) = Asked::of(stock, text.trim()) else { return Vec::new() };
    let mut best =
        Best { stock, asked: &asked, least, most, found: Vec::new(), row: Vec::new(), kept: Vec::new() };
    best.look_through_open();
    for (number, volume) in stock.closed_last_first() {
        best.look_through(number, volume);
    }
    best.found.into_iter().map(|rank| matched(stock, &asked, rank)).collect()
}

fn matched<'a>(stock: &'a Stock, asked: &Asked<'_>, rank: Rank) -> Match<'a> {
    let segment = stock.segment(rank.place);
    let places: Vec<_> = word::words(segment.source).collect();
    let kept = comparable(stock, stock.volume(rank.place.volume), rank.place.at.into());
    let steps = distance::steps(&asked.words, &kept.collect::<Vec<_>>());
    let difference = distance::parts(&steps, &asked.places, &places);
    Match { segment, score: rank.score, difference }
}

fn comparable<'a>(stock: &'a Stock, segments: &'a Segments, at: usize) -> impl Iterator<Item = Word> + 'a {
    segments.forms(at).iter().map(|form| Word { form: *form, core: stock.vocabulary.core(*form) })
}

/// The best so far.
struct Best<'a> {
    stock: &'a Stock,
    asked: &'a Asked<'a>,
    /// What a segment must reach to be among the best: it grows when there are enough of them.
    least: Score,
    most: usize,
    /// Best first.
    found: Vec<Rank>,
    row: Vec<u32>,
    kept: Vec<Word>,
}

impl Best<'_> {
    /// The open volume has no index: each of its segments is looked at.
    fn look_through_open(&mut self) {
        let volume = self.stock.open_number();
        for at in (0..self.stock.open.len()).rev() {
            self.consider(Place { volume, at: volume::place(at) });
        }
    }

    fn look_through(&mut self, number: u32, volume: &Volume) {
        let lengths = self.asked.lengths(self.least);
        let shared_least = self.asked.shared_least(self.least, 0);
        for at in candidates(&volume.sources, volume.segments.len(), &self.asked.cores, shared_least) {
            if lengths.contains(&volume.segments.words(at.into())) {
                self.consider(Place { volume: number, at });
            }
        }
    }

    /// Compares a segment, unless it is seen before that it cannot be among the best.
    fn consider(&mut self, place: Place) {
        let (segments, at) = (self.stock.volume(place.volume), usize::from(place.at));
        let words = segments.words(at);
        if !self.asked.lengths(self.least).contains(&words)
            || self.stock.is_removed(place)
            || self.has_better(place)
        {
            return;
        }
        self.kept.clear();
        self.kept.extend(comparable(self.stock, segments, at));
        let shared = self.kept.iter().filter(|word| self.asked.has(word.core)).count();
        if shared < self.asked.shared_least(self.least, words) {
            return;
        }
        let longer = words.max(self.asked.words.len());
        let most = self.least.halves_most(longer);
        let Some(halves) = distance::halves(&self.asked.words, &self.kept, most, &mut self.row) else {
            return;
        };
        let segment = segments.get(at);
        let score = match halves {
            0 if segment.source.trim() == self.asked.text => Score::EXACT,
            0 => Score::NORMALISED,
            more => Score::of(more, longer),
        };
        if score >= self.least {
            self.keep(Rank { score, approved: segment.origin.is_approved(), place });
        }
    }

    /// Whether a segment with the same texts and a better origin was found. Comparing texts is cheap, and what stands
    /// under every article is kept once for each.
    fn has_better(&self, place: Place) -> bool {
        let approved = self.stock.segment(place).origin.is_approved();
        let same = self.found.iter().find(|other| self.has_same_texts(other.place, place));
        same.is_some_and(|other| (other.approved, other.place) > (approved, place))
    }

    fn has_same_texts(&self, one: Place, other: Place) -> bool {
        let (one, other) = (self.stock.segment(one), self.stock.segment(other));
        (one.source, one.target) == (other.source, other.target)
    }

    /// Puts a segment among the best, in the place of one with the same texts.
    fn keep(&mut self, rank: Rank) {
        if let Some(same) = self.found.iter().position(|other| self.has_same_texts(other.place, rank.place)) {
            self.found.remove(same);
        }
        let at = self.found.partition_point(|other| *other > rank);
        self.found.insert(at, rank);
        self.found.truncate(self.most);
        if self.found.len() == self.most
            && let Some(last) = self.found.last()
        {
            self.least = last.score;
        }
    }
}

#[cfg(test)]
mod tests;
