//! Where words stand in what was translated before, in either language.

use std::ops::Range;

use crate::{
    distance::Word,
    segment::Segment,
    stock::{Place, Stock},
    vocabulary::Core,
    volume::{Index, place},
    word,
};

/// The most words that are looked for at once; more are left aside.
const WORDS_ASKED_MOST: usize = 16;

/// The most segments of a language pair whose texts are read for one question: some hundredths of a second.
const READ_MOST: usize = 5_000;

/// In which language words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Source,
    Target,
}

/// A segment in which the words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'a> {
    pub segment: Segment<'a>,
    /// Where they stand in the text on the side that was asked for, in bytes, in order.
    pub places: Vec<Range<usize>>,
    /// Whether they follow each other somewhere as they do in the question.
    pub adjacent: bool,
}

/// At most `most` segments in which all words stand; approved ones first, then those in which they are adjacent, then
/// later ones.
pub(crate) fn find<'a>(stock: &'a Stock, side: Side, text: &str, most: usize) -> Vec<Hit<'a>> {
    let Some(asked) = words_of(stock, text) else { return Vec::new() };
    let mut cores: Vec<Core> = asked.iter().map(|word| word.core).collect();
    cores.sort_unstable();
    cores.dedup();
    let open = in_open(stock, side, &cores).into_iter().rev();
    let closed = stock.closed_last_first().flat_map(|(number, volume)| {
        let index = match side {
            Side::Source => &volume.sources,
            Side::Target => &volume.targets,
        };
        in_all(index, &cores).into_iter().rev().map(move |at| Place { volume: number, at })
    });
    let mut hits: Vec<_> = open
        .chain(closed)
        .filter(|place| !stock.is_removed(*place))
        .take(READ_MOST)
        .filter_map(|place| hit(stock, side, &asked, stock.segment(place)))
        .collect();
    // Later ones come first already, and sorting leaves equals as they are.
    hits.sort_by_key(|hit| std::cmp::Reverse((hit.segment.origin.is_approved(), hit.adjacent)));
    hits.truncate(most);
    hits
}

/// The words to look for; nothing where there is none, or one that was never met.
fn words_of(stock: &Stock, text: &str) -> Option<Vec<Word>> {
    let numbers = stock.vocabulary.numbers();
    let asked: Option<Vec<_>> = word::words(text)
        .take(WORDS_ASKED_MOST)
        .map(|word| match stock.vocabulary.look_up(&text[word]) {
            (Some(form), Some(core)) => Some(Word { form, core }),
            // Another number has the core of all, and that is no spelling of it.
            (None, Some(core)) if Some(core) != numbers => Some(Word { form: core, core }),
            (_, None) | (None, Some(_)) => None,
        })
        .collect();
    asked.filter(|words| !words.is_empty())
}

/// The segments of the open volume in which all these words stand.
fn in_open(stock: &Stock, side: Side, cores: &[Core]) -> Vec<Place> {
    let mut found = vec![0_u32; stock.open.len()];
    let mut mark = |core: Core, at: usize| {
        if let Ok(which) = cores.binary_search(&core) {
            found[at] |= 1 << which;
        }
    };
    match side {
        Side::Source => {
            for at in 0..stock.open.len() {
                stock.open.forms(at).iter().for_each(|form| mark(stock.vocabulary.core(*form), at));
            }
        }
        Side::Target => stock.open_targets.iter().for_each(|(core, at)| mark(*core, (*at).into())),
    }
    let (volume, all) = (stock.open_number(), (1 << cores.len()) - 1);
    let standing = found.iter().enumerate().filter(|(_, marks)| **marks == all);
    standing.map(|(at, _)| Place { volume, at: place(at) }).collect()
}

/// The segments of a closed volume in which all these words stand.
fn in_all(index: &Index, cores: &[Core]) -> Vec<u16> {
    let mut lists: Vec<&[u16]> = cores.iter().map(|core| index.places(*core)).collect();
    lists.sort_unstable_by_key(|places| places.len());
    let Some((shortest, others)) = lists.split_first() else { return Vec::new() };
    let everywhere = |at: &u16| others.iter().all(|places| places.binary_search(at).is_ok());
    shortest.iter().copied().filter(everywhere).collect()
}

fn hit<'a>(stock: &'a Stock, side: Side, asked: &[Word], segment: Segment<'a>) -> Option<Hit<'a>> {
    let text = match side {
        Side::Source => segment.source,
        Side::Target => segment.target,
    };
    let numbers = stock.vocabulary.numbers();
    let alike = |one: &Word, other: &Word| {
        one.form == other.form || (one.core == other.core && Some(one.core) != numbers)
    };
    let standing: Vec<(Range<usize>, Word)> = word::words(text)
        .filter_map(|place| {
            let form = stock.vocabulary.form(&text[place.clone()])?;
            Some((place, Word { form, core: stock.vocabulary.core(form) }))
        })
        .collect();
    let all = asked.iter().all(|word| standing.iter().any(|(_, other)| alike(word, other)));
    let adjacent = standing
        .windows(asked.len())
        .any(|window| window.iter().zip(asked).all(|((_, other), word)| alike(word, other)));
    let places = standing
        .into_iter()
        .filter(|(_, other)| asked.iter().any(|word| alike(word, other)))
        .map(|(place, _)| place)
        .collect();
    all.then_some(Hit { segment, places, adjacent })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use contract::{ArticleId, BlockId, Credit, Digest, PieceId};
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::{Approved, Imported, Memory, Origin, Pair};

    fn pair() -> Pair {
        Pair { source: "ar".parse().unwrap(), target: "en".parse().unwrap() }
    }

    fn imported() -> Origin {
        Origin::Imported(Imported { file: Digest::of(b"file"), by: None, at: None })
    }

    fn approved() -> Origin {
        let article = ArticleId::of(&"wadi".parse().unwrap(), "item");
        let piece = PieceId { article, language: "en".parse().unwrap() };
        let credit = |member: &str| Credit { member: member.parse().unwrap(), name: member.to_owned() };
        Origin::Approved(Approved {
            piece,
            block: BlockId(1),
            translator: credit("aino"),
            editor: credit("edith"),
            at: DateTime::<Utc>::UNIX_EPOCH,
        })
    }

    fn memory(texts: &[(Origin, &str, &str)]) -> Memory {
        let mut memory = Memory::default();
        for (origin, source, target) in texts {
            memory.add(&pair(), origin.clone(), source, target).unwrap();
        }
        memory
    }

    /// The words that are found, each hit's joined.
    fn found(memory: &Memory, side: Side, words: &str) -> Vec<String> {
        let hits = memory.concordance(&pair(), side, words, 10);
        hits.into_iter()
            .map(|hit| {
                let text = if side == Side::Source { hit.segment.source } else { hit.segment.target };
                hit.places.into_iter().map(|place| &text[place]).collect::<Vec<_>>().join("+")
            })
            .collect()
    }

    #[test]
    fn words_are_found_on_either_side_in_all_their_forms() {
        let memory = memory(&[
            (imported(), "زار الوزير بغداد", "The minister visited Baghdad"),
            (imported(), "قال وزيرٌ إن الحكومة ستوافق", "A Minister said the government would agree"),
            (imported(), "لا شيء", "Nothing"),
        ]);
        assert_eq!(found(&memory, Side::Source, "وزير"), ["وزيرٌ", "الوزير"]);
        assert_eq!(found(&memory, Side::Target, "MINISTER"), ["Minister", "minister"]);
        assert_eq!(found(&memory, Side::Target, "the minister"), ["The+minister", "Minister+the"]);
        assert_eq!(found(&memory, Side::Target, "nobody"), Vec::<String>::new());
        assert_eq!(found(&memory, Side::Target, "…"), Vec::<String>::new());
    }

    #[test]
    fn a_number_is_found_as_itself_alone() {
        let memory = memory(&[(imported(), "١٢ و15", "12 and 15"), (imported(), "15", "15")]);
        assert_eq!(found(&memory, Side::Source, "12"), ["١٢"]);
        assert_eq!(found(&memory, Side::Target, "15"), ["15", "15"]);
        assert_eq!(found(&memory, Side::Target, "99"), Vec::<String>::new());
    }

    #[test]
    fn approved_ones_stand_first_then_those_where_the_words_follow_each_other() {
        let memory = memory(&[
            (approved(), "س", "council of security"),
            (imported(), "ص", "the security council"),
            (imported(), "ض", "council security"),
        ]);
        let hits = memory.concordance(&pair(), Side::Target, "security council", 10);
        let told: Vec<_> = hits.iter().map(|hit| (hit.segment.source, hit.adjacent)).collect();
        assert_eq!(told, [("س", false), ("ص", true), ("ض", false)]);
        assert_eq!(memory.concordance(&pair(), Side::Target, "security", 2).len(), 2);
    }

    #[test]
    fn what_was_replaced_is_not_found() {
        let memory = memory(&[(approved(), "قديم", "Old"), (approved(), "جديد", "New")]);
        assert_eq!(found(&memory, Side::Target, "old"), Vec::<String>::new());
        assert_eq!(found(&memory, Side::Source, "جديد"), ["جديد"]);
    }

    proptest! {
        #[test]
        fn all_segments_with_all_words_are_found(
            texts in vec(("[a-d]( [a-d]){0,4}", "[a-d]( [a-d]){0,4}"), 0..40),
            asked in "[a-d]( [a-d]){0,2}",
        ) {
            let mut memory = Memory::default();
            for (source, target) in &texts {
                memory.add(&pair(), imported(), source, target).unwrap();
            }
            for side in [Side::Source, Side::Target] {
                let on_side = |texts: &(String, String)| {
                    if side == Side::Source { texts.0.clone() } else { texts.1.clone() }
                };
                let has_all = |text: &String| asked.split(' ').all(|word| text.split(' ').any(|other| other == word));
                let expected = texts.iter().map(on_side).filter(has_all).count();
                prop_assert_eq!(memory.concordance(&pair(), side, &asked, 100).len(), expected);
            }
        }
    }
}
