use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use contract::{ArticleId, BlockId, Credit, Digest, PieceId};
use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{Approved, Extent, How, Imported, Memory, Origin, Pair, Unfit};

fn pair() -> Pair {
    Pair { source: "ar".parse().unwrap(), target: "en".parse().unwrap() }
}

fn imported() -> Origin {
    Origin::Imported(Imported { file: Digest::of(b"file"), by: None, at: None })
}

fn approved(block: u32) -> Origin {
    let article = ArticleId::of(&"wadi".parse().unwrap(), "item");
    Origin::Approved(Approved {
        piece: PieceId { article, language: "en".parse().unwrap() },
        block: BlockId(block),
        translator: Credit { member: "aino".parse().unwrap(), name: "Aino".to_owned() },
        editor: Credit { member: "edith".parse().unwrap(), name: "Edith".to_owned() },
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

/// The scores and translations that are found for a text.
fn found(memory: &Memory, text: &str) -> Vec<(u16, String)> {
    let found = memory.look_up(&pair(), text, Score::new(600), 10);
    found.into_iter().map(|it| (it.score.thousandths(), it.segment.target.to_owned())).collect()
}

fn one(score: u16, target: &str) -> Vec<(u16, String)> {
    vec![(score, target.to_owned())]
}

#[test]
fn the_same_text_stands_before_the_same_words_and_those_before_others() {
    let memory = memory(&[
        (imported(), "أعلنت الحكومة أمس عن 12 مشروعا", "fuzzy"),
        (imported(), "أُعلنت الحكومه اليوم، عن ١٥ مشروعاً!", "normalised"),
        (imported(), "أعلنت الحكومة اليوم عن 15 مشروعا", "exact"),
    ]);
    let expected = [(1000, "exact"), (990, "normalised"), (750, "fuzzy")];
    let expected = expected.map(|(score, target)| (score, target.to_owned()));
    assert_eq!(found(&memory, " أعلنت الحكومة اليوم عن 15 مشروعا "), expected);
}

#[test]
fn what_was_approved_stands_before_what_was_imported_and_the_later_before_the_earlier() {
    let source = "قال الوزير";
    let memory = memory(&[
        (imported(), source, "imported early"),
        (approved(1), source, "approved early"),
        (approved(2), source, "approved late"),
        (imported(), source, "imported late"),
        (imported(), "قال الوزير:", "approved early"),
    ]);
    let targets: Vec<_> = found(&memory, source).into_iter().map(|(_, target)| target).collect();
    assert_eq!(
        targets,
        ["approved late", "approved early", "imported late", "imported early", "approved early"]
    );
}

#[test]
fn the_same_segment_stands_once_with_its_best_origin() {
    let memory =
        memory(&[(approved(1), "نعم", "Yes"), (imported(), "نعم", "Yes"), (imported(), "نعم", "Yes")]);
    let all = memory.look_up(&pair(), "نعم", Score::LEAST, 10);
    assert_eq!(all.len(), 1);
    assert!(all[0].segment.origin.is_approved());
}

#[test]
fn a_later_approval_of_a_block_takes_the_place_of_the_earlier_one_with_its_sentences() {
    let mut memory = memory(&[(approved(1), "جاء أحمد. ذهب علي.", "Ahmad came. Ali went.")]);
    assert_eq!(memory.len(), 3);
    assert_eq!(found(&memory, "ذهب علي"), one(990, "Ali went."));
    memory.add(&pair(), approved(1), "جاء أحمد.", "Ahmad arrived.").unwrap();
    assert_eq!(memory.len(), 1);
    assert_eq!(found(&memory, "ذهب علي"), []);
    assert_eq!(found(&memory, "جاء أحمد."), one(1000, "Ahmad arrived."));
}

#[test]
fn an_approval_that_comes_again_changes_nothing() {
    let once = memory(&[(approved(1), "جاء أحمد", "Ahmad came"), (approved(2), "ذهب علي", "Ali went")]);
    let mut twice = once.clone();
    twice.add(&pair(), approved(1), "جاء أحمد", "Ahmad came").unwrap();
    assert_eq!(twice, once);
    assert_eq!(twice.len(), 2);
}

#[test]
fn what_is_no_longer_approved_is_taken_away() {
    let Origin::Approved(Approved { piece, block, .. }) = approved(1) else { panic!("it is approved") };
    let mut memory = memory(&[(approved(1), "نعم", "Yes"), (approved(2), "نعم", "Aye")]);
    memory.remove(&piece, block);
    memory.remove(&piece, block);
    assert_eq!(found(&memory, "نعم"), one(1000, "Aye"));
    assert_eq!(memory.len(), 1);
}

#[test]
fn an_approval_under_another_source_language_takes_the_place_of_the_earlier_one() {
    let mut memory = memory(&[(approved(1), "نعم", "Yes")]);
    let persian = Pair { source: "fa".parse().unwrap(), ..pair() };
    memory.add(&persian, approved(1), "بله", "Yes").unwrap();
    assert_eq!(memory.len(), 1);
    assert_eq!(found(&memory, "نعم"), []);
}

#[test]
fn a_sentence_is_found_for_itself() {
    let memory =
        memory(&[(imported(), "وصل الوفد أمس. غادر اليوم.", "The delegation arrived. It left today.")]);
    let all = memory.look_up(&pair(), "غادر اليوم.", Score::new(900), 10);
    assert_eq!(all[0].segment.target, "It left today.");
    assert_eq!((all.len(), all[0].segment.extent), (1, Extent::Sentence));
}

#[test]
fn what_was_kept_for_another_region_serves_and_another_language_does_not() {
    let memory = memory(&[(imported(), "نعم", "Yes")]);
    let asked = |source: &str, target: &str| {
        let pair = Pair { source: source.parse().unwrap(), target: target.parse().unwrap() };
        memory.look_up(&pair, "نعم", Score::LEAST, 10).len()
    };
    assert_eq!(
        (asked("ar-sy", "en-gb"), asked("fa", "en"), asked("ar", "fr"), asked("en", "ar")),
        (1, 0, 0, 0)
    );
}

#[test]
fn the_difference_names_the_places_in_both_texts() {
    let memory = memory(&[(imported(), "وصل 12 نائبا إلى بيروت أمس", "x")]);
    let asked = "وصل 15 نائبا إلى مدينة دمشق";
    let all = memory.look_up(&pair(), asked, Score::LEAST, 1);
    let kept = all[0].segment.source;
    let parts: Vec<_> = all[0]
        .difference
        .iter()
        .map(|it| (it.how, &asked[it.asked.clone()], &kept[it.kept.clone()]))
        .collect();
    assert_eq!(
        parts,
        [
            (How::Same, "وصل", "وصل"),
            (How::OtherForm, "15", "12"),
            (How::Same, "نائبا إلى", "نائبا إلى"),
            (How::Replaced, "مدينة دمشق", "بيروت أمس"),
        ]
    );
    assert_eq!(all[0].score.thousandths(), 583);
}

#[test]
fn what_has_no_words_or_too_many_bytes_is_not_kept() {
    let mut memory = Memory::default();
    let mut add = |source: &str, target: &str| memory.add(&pair(), imported(), source, target);
    assert_eq!(add("…", "Yes"), Err(Unfit::NoSource));
    assert_eq!(add("نعم", " — "), Err(Unfit::NoTarget));
    let long = "a ".repeat(crate::TEXT_BYTES_MOST);
    assert_eq!(add(&long, "Yes"), Err(Unfit::TooLong { bytes: long.len() }));
    assert_eq!(memory, Memory::default());
    assert!(memory.is_empty());
}

#[test]
fn a_text_of_too_many_words_is_near_to_nothing() {
    let text = "كلمة ".repeat(crate::WORDS_MOST + 1);
    let memory = memory(&[(imported(), &text, "words"), (imported(), "كلمة", "word")]);
    assert_eq!(found(&memory, &text), []);
    assert_eq!(found(&memory, "كلمة"), one(1000, "word"));
}

#[test]
fn what_is_serialised_comes_back_equal() {
    let mut memory = memory(&[
        (imported(), "جاء أحمد. ذهب علي.", "Ahmad came. Ali went."),
        (approved(1), "قديم", "Old"),
        (approved(1), "جديد", "New"),
    ]);
    let persian = Pair { source: "fa".parse().unwrap(), ..pair() };
    memory.add(&persian, imported(), "بله", "Yes").unwrap();
    let json = serde_json::to_string(&memory).unwrap();
    let read: Memory = serde_json::from_str(&json).unwrap();
    assert_eq!(read, memory);
    assert_eq!(read.len(), memory.len());
    assert_eq!(serde_json::to_string(&read).unwrap(), json);
    assert_ne!(read, Memory::default());
}

/// Texts of few words, so that many are near to each other and equal in score.
fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "قال",
        "وقال",
        "الوزير",
        "وزير",
        "وَزير",
        "12",
        "15",
        "1.5",
        "في",
        "المدينة",
        "بالمدينة",
        "بغداد",
        "أمس.",
        "غدا؟",
    ]);
    vec(word, 1..9).prop_map(|words| words.join(" "))
}

fn added() -> impl Strategy<Value = (Option<u32>, String, String)> {
    (prop::option::of(0..6_u32), text(), prop::sample::select(vec!["One. Two.", "Three", "Four. Five. Six."]))
        .prop_map(|(block, source, target)| (block, source, target.to_owned()))
}

/// The best by comparing with all that is kept, by the definition alone.
fn by_definition(stock: &Stock, text: &str, least: Score, most: usize) -> Vec<Rank> {
    let Some(asked) = Asked::of(stock, text.trim()) else { return Vec::new() };
    let mut ranks: Vec<Rank> = (0..=stock.open_number())
        .flat_map(|number| (0..stock.volume(number).len()).map(move |at| (number, at)))
        .map(|(number, at)| Place { volume: number, at: volume::place(at) })
        .filter(|place| !stock.is_removed(*place))
        .filter_map(|place| {
            let segment = stock.segment(place);
            let kept: Vec<_> = comparable(stock, stock.volume(place.volume), place.at.into()).collect();
            let halves = distance::halves(&asked.words, &kept, u32::MAX, &mut Vec::new()).unwrap();
            let score = match halves {
                0 if segment.source.trim() == text.trim() => Score::EXACT,
                0 => Score::NORMALISED,
                more => Score::of(more, asked.words.len().max(kept.len())),
            };
            (score >= least).then_some(Rank { score, approved: segment.origin.is_approved(), place })
        })
        .collect();
    ranks.sort_by_key(|rank| Reverse(*rank));
    let mut seen = Vec::new();
    ranks.retain(|rank| {
        let segment = stock.segment(rank.place);
        let texts = (segment.source, segment.target);
        let is_new = !seen.contains(&texts);
        seen.push(texts);
        is_new
    });
    ranks.truncate(most);
    ranks
}

proptest! {
    #[test]
    fn no_match_is_missed(
        texts in vec(added(), 0..120),
        asked in text(),
        least in 300..1001_u16,
        most in 0..6_usize,
    ) {
        let mut stock = Stock::default();
        for (block, source, target) in &texts {
            stock.add(block.map_or_else(imported, approved), source, target);
        }
        prop_assert!(stock.len() < 2 * volume::SEGMENTS || !stock.closed.is_empty());
        let all = by_definition(&stock, &asked, Score::new(least), most);
        let expected: Vec<_> = all.iter().map(|rank| (rank.score, stock.segment(rank.place))).collect();
        let found: Vec<_> = find(&stock, &asked, Score::new(least), most)
            .into_iter()
            .map(|it| (it.score, it.segment))
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_is_read_back_finds_the_same(texts in vec(added(), 0..60), asked in text()) {
        let mut memory = Memory::default();
        for (block, source, target) in &texts {
            memory.add(&pair(), block.map_or_else(imported, approved), source, target).unwrap();
        }
        let read: Memory = serde_json::from_slice(&serde_json::to_vec(&memory).unwrap()).unwrap();
        prop_assert_eq!(&read, &memory);
        prop_assert_eq!(read.len(), memory.len());
        let (one, other) = (memory.look_up(&pair(), &asked, Score::LEAST, 5), read.look_up(&pair(), &asked, Score::LEAST, 5));
        prop_assert_eq!(one, other);
    }
}
