//! All that is kept of one language pair.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use contract::{ArticleId, BlockId};

use crate::{
    segment::{Extent, Origin, Segment, Unfit},
    sentences,
    vocabulary::{Core, Form, Vocabulary},
    volume::{self, Segments, Volume},
    word,
};

/// The most bytes of UTF-8 that a text to be kept, or its translation, may take: as much as the translation of a block.
pub const TEXT_BYTES_MOST: usize = contract::translation::BLOCK_BYTES_MOST;

/// The most words that are compared. A longer text is kept for looking up words in it, and for its sentences; it is
/// never found as a match.
pub const WORDS_MOST: usize = 1_000;

/// Whether a text and its translation can be kept.
pub(crate) fn check(source: &str, target: &str) -> Result<(), Unfit> {
    if let Some(text) = [source, target].into_iter().find(|text| text.len() > TEXT_BYTES_MOST) {
        return Err(Unfit::TooLong { bytes: text.len() });
    }
    if word::words(source).next().is_none() {
        return Err(Unfit::NoSource);
    }
    if word::words(target).next().is_none() {
        return Err(Unfit::NoTarget);
    }
    Ok(())
}

/// The segments of one pair, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stock {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) closed: Vec<Arc<Volume>>,
    pub(crate) open: Segments,
    /// The words of the open segments' targets, each with its segment, by which they are indexed when they are closed.
    pub(crate) open_targets: Vec<(Core, u16)>,
    /// Where the segments of each approved block stand.
    by_block: HashMap<(ArticleId, BlockId), Run>,
    /// What was taken away since it came: it stays in its volume until the memory is read back from a snapshot.
    removed: BTreeSet<Place>,
}

/// Where a segment stands: in which volume, and in it. Later ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) volume: u32,
    pub(crate) at: u16,
}

/// The segments of one block, which stand side by side.
#[derive(Clone, Copy, Debug)]
struct Run {
    first: Place,
    count: u16,
}

impl Run {
    fn places(self) -> impl Iterator<Item = Place> {
        (0..self.count).map(move |more| Place { at: self.first.at + more, ..self.first })
    }
}

impl Stock {
    /// How many segments are kept.
    pub(crate) fn len(&self) -> usize {
        let closed: usize = self.closed.iter().map(|volume| volume.segments.len()).sum();
        closed + self.open.len() - self.removed.len()
    }

    /// Adds texts that were checked, and the sentences in which they answer each other. An approval takes the place of
    /// what was approved for its block before; what stands so already is left as it is.
    pub(crate) fn add(&mut self, origin: Origin, source: &str, target: &str) {
        let Origin::Approved(approved) = &origin else {
            self.push(origin, source, target);
            return;
        };
        let block = (approved.piece.article, approved.block);
        if let Some(run) = self.by_block.get(&block) {
            let before = self.segment(run.first);
            if (before.source, before.target, before.origin) == (source, target, &origin) {
                return;
            }
        }
        self.remove(block.0, block.1);
        let run = self.push(origin, source, target);
        self.by_block.insert(block, run);
    }

    /// The source text of what was approved for this block.
    pub(crate) fn approved_source(&self, article: ArticleId, block: BlockId) -> Option<&str> {
        self.by_block.get(&(article, block)).map(|run| self.segment(run.first).source)
    }

    /// Takes away what was approved for this block.
    pub(crate) fn remove(&mut self, article: ArticleId, block: BlockId) {
        if let Some(run) = self.by_block.remove(&(article, block)) {
            self.removed.extend(run.places());
        }
    }

    fn push(&mut self, origin: Origin, source: &str, target: &str) -> Run {
        let first = Place { volume: self.open_number(), at: volume::place(self.open.len()) };
        let forms = self.forms(source);
        self.push_target(target);
        self.open.push_whole(origin, source, target, &forms);
        for (source_part, target_part) in sentences::answering(source, target) {
            let forms = self.forms(&source[source_part.clone()]);
            if !forms.is_empty() && word::words(&target[target_part.clone()]).next().is_some() {
                self.push_target(&target[target_part.clone()]);
                self.open.push_sentence(source_part, target_part, &forms);
            }
        }
        let run = Run { first, count: volume::place(self.open.len()) - first.at };
        if self.open.len() >= volume::SEGMENTS {
            let (segments, targets) =
                (std::mem::take(&mut self.open), std::mem::take(&mut self.open_targets));
            self.closed.push(Arc::new(Volume::close(segments, &targets, self.vocabulary.cores())));
        }
        run
    }

    fn forms(&mut self, source: &str) -> Vec<Form> {
        word::words(source).map(|word| self.vocabulary.learn(&source[word])).collect()
    }

    fn push_target(&mut self, target: &str) {
        let at = volume::place(self.open.len());
        for word in word::words(target) {
            let form = self.vocabulary.learn(&target[word]);
            self.open_targets.push((self.vocabulary.core(form), at));
        }
    }

    /// The number of the open volume.
    pub(crate) fn open_number(&self) -> u32 {
        u32::try_from(self.closed.len()).expect("a memory has fewer than 2^32 volumes")
    }

    /// The closed volumes with their numbers, from the last one to the first.
    pub(crate) fn closed_last_first(&self) -> impl Iterator<Item = (u32, &Volume)> {
        (0..self.open_number()).zip(&self.closed).rev().map(|(number, volume)| (number, &**volume))
    }

    /// The segments of a volume, be it closed or the open one.
    pub(crate) fn volume(&self, number: u32) -> &Segments {
        self.closed.get(number as usize).map_or(&self.open, |volume| &volume.segments)
    }

    pub(crate) fn segment(&self, place: Place) -> Segment<'_> {
        self.volume(place.volume).get(place.at.into())
    }

    pub(crate) fn is_removed(&self, place: Place) -> bool {
        !self.removed.is_empty() && self.removed.contains(&place)
    }

    /// What was translated together, in the order in which it came, without what was taken away and without sentences.
    pub(crate) fn wholes(&self) -> impl Iterator<Item = Segment<'_>> {
        (0..=self.open_number())
            .flat_map(|volume| {
                (0..self.volume(volume).len()).map(move |at| Place { volume, at: volume::place(at) })
            })
            .filter(|place| !self.is_removed(*place))
            .map(|place| self.segment(place))
            .filter(|segment| segment.extent == Extent::Whole)
    }
}
