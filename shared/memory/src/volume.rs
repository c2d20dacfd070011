//! Some thousands of segments that no longer change, with an index of their words: memory is shared between copies.

use std::ops::Range;

use crate::{
    segment::{Extent, Origin, Segment},
    vocabulary::{Core, Form},
};

/// How many segments are closed to a volume. Those of the open one are looked at one by one, and each volume costs
/// something to ask: so many keeps both small. The places of the last block's sentences must fit `u16` as well. Tests
/// have many volumes of few.
pub(crate) const SEGMENTS: usize = if cfg!(test) { 8 } else { 16_384 };

/// Texts, with the words of the sources as they are compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segments {
    texts: String,
    entries: Vec<Entry>,
    origins: Vec<Origin>,
    forms: Vec<Form>,
}

/// Places in `texts` and `forms`. A sentence lies within its block's texts.
#[derive(Clone, Debug)]
struct Entry {
    source: Range<u32>,
    target: Range<u32>,
    forms: Range<u32>,
    origin: u32,
    extent: Extent,
}

impl Segments {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds what was translated together; its parts follow.
    pub(crate) fn push_whole(&mut self, origin: Origin, source: &str, target: &str, forms: &[Form]) {
        let start = self.texts.len();
        self.texts.push_str(source);
        self.texts.push_str(target);
        let middle = start + source.len();
        if self.origins.last() != Some(&origin) {
            self.origins.push(origin);
        }
        self.push(start..middle, middle..self.texts.len(), forms, Extent::Whole);
    }

    /// Adds a sentence of the whole that was added last, by its places in source and target.
    pub(crate) fn push_sentence(&mut self, source: Range<usize>, target: Range<usize>, forms: &[Form]) {
        let whole = self.entries.iter().rfind(|entry| entry.extent == Extent::Whole);
        let (ours, theirs) =
            whole.map_or((0, 0), |whole| (whole.source.start as usize, whole.target.start as usize));
        let source = ours + source.start..ours + source.end;
        self.push(source, theirs + target.start..theirs + target.end, forms, Extent::Sentence);
    }

    fn push(&mut self, source: Range<usize>, target: Range<usize>, forms: &[Form], extent: Extent) {
        let start = self.forms.len();
        self.forms.extend_from_slice(forms);
        self.entries.push(Entry {
            source: short(source),
            target: short(target),
            forms: short(start..self.forms.len()),
            origin: offset(self.origins.len() - 1),
            extent,
        });
    }

    pub(crate) fn get(&self, at: usize) -> Segment<'_> {
        let entry = &self.entries[at];
        Segment {
            source: &self.texts[long(&entry.source)],
            target: &self.texts[long(&entry.target)],
            extent: entry.extent,
            origin: &self.origins[entry.origin as usize],
        }
    }

    pub(crate) fn forms(&self, at: usize) -> &[Form] {
        &self.forms[long(&self.entries[at].forms)]
    }

    /// How many words the source of a segment has.
    pub(crate) fn words(&self, at: usize) -> usize {
        self.entries[at].forms.len()
    }

    /// Gives back the room that was taken ahead.
    fn shrink(&mut self) {
        self.texts.shrink_to_fit();
        self.entries.shrink_to_fit();
        self.origins.shrink_to_fit();
        self.forms.shrink_to_fit();
    }
}

/// A closed volume.
#[derive(Debug)]
pub(crate) struct Volume {
    pub(crate) segments: Segments,
    pub(crate) sources: Index,
    pub(crate) targets: Index,
}

impl Volume {
    /// Closes these segments. The targets' words are only looked for, not compared: their cores are all that is kept of
    /// them.
    pub(crate) fn close(mut segments: Segments, targets: &[(Core, u16)], cores: &[Core]) -> Self {
        let mut sources = Vec::with_capacity(segments.forms.len());
        for (at, entry) in segments.entries.iter().enumerate() {
            let forms = &segments.forms[long(&entry.forms)];
            sources.extend(forms.iter().map(|form| (cores[*form as usize], place(at))));
        }
        segments.shrink();
        Self { segments, sources: Index::of(&sources, cores.len()), targets: Index::of(targets, cores.len()) }
    }
}

/// In which segments each word stands.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// In order.
    words: Box<[Core]>,
    /// Where the places of each word end; they begin where those of the word before end.
    ends: Box<[u32]>,
    places: Box<[u16]>,
}

impl Index {
    /// The segments, in order and each once, in which a word of this core stands.
    pub(crate) fn places(&self, core: Core) -> &[u16] {
        let Ok(at) = self.words.binary_search(&core) else { return &[] };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.places[start as usize..self.ends[at] as usize]
    }

    /// Of words with their places, which come in order; `words` is how many words there are at all.
    fn of(found: &[(Core, u16)], words: usize) -> Self {
        // Sorting by counting: the words are numbers without gaps, and the places are in order already.
        let mut ends = vec![0_u32; words + 1];
        for (core, _) in found {
            ends[*core as usize + 1] += 1;
        }
        for at in 0..words {
            ends[at + 1] += ends[at];
        }
        let mut sorted = vec![0_u16; found.len()];
        for (core, place) in found {
            let next = &mut ends[*core as usize];
            sorted[*next as usize] = *place;
            *next += 1;
        }
        Self::of_sorted(&sorted, &ends[..words])
    }

    /// Of the places of all words, one word after the other, and where those of each end.
    fn of_sorted(sorted: &[u16], all_ends: &[u32]) -> Self {
        let (mut words, mut ends, mut places) = (Vec::new(), Vec::new(), Vec::with_capacity(sorted.len()));
        let mut start = 0;
        for (core, end) in all_ends.iter().enumerate() {
            let run = &sorted[start as usize..*end as usize];
            if !run.is_empty() {
                let first = places.len();
                places.extend_from_slice(run);
                dedup_from(&mut places, first);
                words.push(offset(core));
                ends.push(offset(places.len()));
            }
            start = *end;
        }
        places.shrink_to_fit();
        Self { words: words.into(), ends: ends.into(), places: places.into() }
    }
}

/// Leaves one of equal neighbours, from here on.
fn dedup_from(places: &mut Vec<u16>, first: usize) {
    let mut kept = first;
    for at in first..places.len() {
        if kept == first || places[at] != places[kept - 1] {
            places[kept] = places[at];
            kept += 1;
        }
    }
    places.truncate(kept);
}

/// The place of a segment within its volume.
pub(crate) fn place(at: usize) -> u16 {
    u16::try_from(at).expect("a volume is closed before it has more segments")
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("a volume's texts take less than 4 GiB")
}

fn short(place: Range<usize>) -> Range<u32> {
    offset(place.start)..offset(place.end)
}

fn long(place: &Range<u32>) -> Range<usize> {
    place.start as usize..place.end as usize
}
