//! Arabic script, folded: two spellings of one word that differ only in what writers leave out or exchange freely come
//! to be the same text, and each place in it is known in the original.

use std::{iter, ops::Range};

use icu_normalizer::DecomposingNormalizerBorrowed;

/// A text folded for comparison, with the way back to the original.
///
/// Folding of Arabic script
/// - leaves out diacritics (harakat, tanwin, shadda, sukun, superscript alef, combining hamza and madda, Quranic marks),
///   tatweel, zero-width characters and bidi controls, the zero-width non-joiner of Persian included;
/// - writes every alef with hamza, madda or wasla as `ا`, `ؤ` as `و`, `ئ` as `ي`; a hamza on the line stays;
/// - writes alef maqsura and the Persian and Urdu ya as `ي`, the Persian kaf as `ك`, ta marbuta and the other forms of ha
///   as `ه`;
/// - takes presentation forms and their ligatures apart (the compatibility decomposition of Unicode, UAX 15).
///
/// Everything else stays as it is: digits, punctuation, white space, case and other scripts. Folding twice changes no more
/// than folding once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// One for each character of the text, in order.
    places: Vec<Place>,
}

/// Where a folded character comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// The byte at which the character begins in the folded text.
    at: usize,
    /// The bytes of the original that it stands for: its own and those of the marks on it.
    original: Range<usize>,
}

impl Folded {
    /// Folds a text.
    pub fn of(original: &str) -> Self {
        Self::by(original, |letter, then| each_folded(letter, then), is_mark)
    }

    /// Folds a text letter by letter in another way: `each` hands on what stands for a letter; a `mark` is left out and
    /// belongs to the letter before it.
    pub(crate) fn by(
        original: &str,
        each: impl Fn(char, &mut dyn FnMut(char)),
        mark: impl Fn(char) -> bool,
    ) -> Self {
        let mut folded = Self::default();
        for (start, letter) in original.char_indices() {
            let end = start + letter.len_utf8();
            if mark(letter) {
                folded.cover(end);
            } else if !is_invisible(letter) {
                each(letter, &mut |letter| folded.push(letter, start..end));
            }
        }
        folded
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that some bytes of the folded text come from. They begin and end between characters, and
    /// take in the marks on the last letter, but no invisible character after it. Where one character of the original was
    /// taken apart (a ligature), the whole of it is meant. An empty range gives the empty range before what follows.
    ///
    /// # Panics
    /// Where the range does not lie within the folded text.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        assert!(
            folded.start <= folded.end && folded.end <= self.text.len(),
            "the range lies within the text"
        );
        let first = self.places.partition_point(|place| place.at < folded.start);
        let after = self.places.partition_point(|place| place.at < folded.end);
        if first < after {
            self.places[first].original.start..self.places[after - 1].original.end
        } else {
            let start = match self.places.get(first) {
                Some(next) => next.original.start,
                None => self.places.last().map_or(0, |last| last.original.end),
            };
            start..start
        }
    }

    fn push(&mut self, letter: char, original: Range<usize>) {
        self.places.push(Place { at: self.text.len(), original });
        self.text.push(letter);
    }

    /// Lets the last character stand for the original up to this byte, and with it all that come from the same character.
    fn cover(&mut self, end: usize) {
        let Some(start) = self.places.last().map(|last| last.original.start) else { return };
        for place in self.places.iter_mut().rev().take_while(|place| place.original.start == start) {
            place.original.end = end;
        }
    }
}

/// The folded text alone: what `Folded` holds, without the way back.
pub fn fold(original: &str) -> String {
    let mut folded = String::with_capacity(original.len());
    for letter in original.chars().filter(|letter| !is_mark(*letter) && !is_invisible(*letter)) {
        each_folded(letter, |letter| folded.push(letter));
    }
    folded
}

/// Whether the character is written on or under the letter before it, or only lengthens it (tatweel): it carries nothing
/// that two spellings of one word must share.
pub fn is_mark(letter: char) -> bool {
    matches!(letter,
        '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{674}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{897}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        // Isolated diacritics among the presentation forms.
        | '\u{fc5e}'..='\u{fc63}' | '\u{fcf2}'..='\u{fcf4}' | '\u{fe70}'..='\u{fe7f}')
}

/// Whether the character takes no room and has no letter: zero-width characters, bidi controls and the soft hyphen.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}')
}

pub(crate) fn each_folded(letter: char, mut then: impl FnMut(char)) {
    if !is_presentation_form(letter) {
        return then(simplest(letter));
    }
    // A constant that borrows its tables from the program.
    let decomposing = const { DecomposingNormalizerBorrowed::new_nfkd() };
    decomposing
        .normalize_iter(iter::once(letter))
        .filter(|part| !is_mark(*part))
        .map(simplest)
        .for_each(then);
}

fn is_presentation_form(letter: char) -> bool {
    matches!(letter, '\u{fb50}'..='\u{fdff}' | '\u{fe80}'..='\u{fefc}')
}

/// The letter that stands for all that writers exchange with it.
fn simplest(letter: char) -> char {
    match letter {
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => 'ا',
        'ؤ' | 'ٶ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ے' | 'ۓ' | 'ٸ' | 'ۍ' => 'ي',
        'ک' | 'ڪ' => 'ك',
        'ة' | 'ۀ' | 'ہ' | 'ۂ' | 'ۃ' | 'ھ' | 'ە' => 'ه',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection, prelude::*};

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        for (written, folded) in [
            ("مُحَمَّدٌ", "محمد"),
            ("العـــراق", "العراق"),
            ("أحمد", "احمد"),
            ("إِبراهيم", "ابراهيم"),
            ("آمنة", "امنه"),
            ("ٱلله", "الله"),
            ("مسؤول", "مسوول"),
            ("رئيس", "رييس"),
            ("رئيس", "رييس"),
            ("مصطفى", "مصطفي"),
            ("مصطفی", "مصطفي"),
            ("کتاب‌ها", "كتابها"),
            ("جامعة", "جامعه"),
            ("هٰذا", "هذا"),
            ("بهاء", "بهاء"),
            ("ﻣﺤﻤﺪ", "محمد"),
            ("ﻻﺟﺊ", "لاجي"),
            ("ﷲ", "الله"),
            ("\u{202b}بغداد\u{202c}\u{200f}", "بغداد"),
            ("Beirut – ١٢ و12", "Beirut – ١٢ و12"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn a_place_is_found_again_with_its_marks_and_without_what_is_invisible() {
        let original = "قال \u{202b}مُحَمَّدٌ\u{202c} أمس";
        let folded = Folded::of(original);
        let at = folded.as_str().find("محمد").unwrap();
        assert_eq!(&original[folded.original(at..at + "محمد".len())], "مُحَمَّدٌ");
        let at = folded.as_str().find("امس").unwrap();
        assert_eq!(&original[folded.original(at..folded.as_str().len())], "أمس");
    }

    #[test]
    fn a_part_of_a_ligature_is_the_whole_of_it() {
        let original = "ﷲَ أكبر";
        let folded = Folded::of(original);
        assert_eq!(folded.as_str(), "الله اكبر");
        let lam = "ا".len().."ال".len();
        assert_eq!(&original[folded.original(lam)], "ﷲَ");
    }

    #[test]
    fn an_empty_range_is_empty_in_the_original() {
        let folded = Folded::of("ـأ ب");
        assert_eq!(folded.original(0..0), 2..2);
        assert_eq!(folded.original(3..3), 5..5);
        let end = folded.as_str().len();
        assert_eq!(folded.original(end..end), 7..7);
        assert_eq!(Folded::of("").original(0..0), 0..0);
        assert_eq!(Folded::of("ـ").original(0..0), 0..0);
    }

    /// Texts of all that folding touches, mixed with what it leaves alone.
    fn texts() -> impl Strategy<Value = String> {
        let letter = prop_oneof![
            4 => prop::char::range('\u{600}', '\u{6ff}'),
            1 => prop::char::range('\u{8a0}', '\u{8ff}'),
            1 => prop::char::range('\u{fb50}', '\u{feff}'),
            1 => prop::char::range('\u{200b}', '\u{206f}'),
            2 => prop::sample::select(vec![' ', 'a', 'É', '7', '.', '،', '\n', 'א', '😀']),
            1 => any::<char>(),
        ];
        collection::vec(letter, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn folding_again_changes_nothing(text in texts()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            let folded = Folded::of(&text);
            prop_assert_eq!(folded.as_str(), once);
        }

        #[test]
        fn no_mark_and_nothing_invisible_is_left(text in texts()) {
            prop_assert!(fold(&text).chars().all(|letter| !is_mark(letter) && !is_invisible(letter)));
        }

        #[test]
        fn every_place_of_the_original_folds_to_what_stands_there(text in texts(), from in 0..40_usize, most in 0..40_usize) {
            let folded = Folded::of(&text);
            let bounds: Vec<usize> =
                folded.as_str().char_indices().map(|(at, _)| at).chain([folded.as_str().len()]).collect();
            let from = from % bounds.len();
            let to = (from + most).min(bounds.len() - 1);
            let original = folded.original(bounds[from]..bounds[to]);
            let part = &folded.as_str()[bounds[from]..bounds[to]];
            // A ligature that was taken apart is meant as a whole.
            prop_assert!(fold(&text[original]).contains(part));
        }

        #[test]
        fn places_come_in_order_and_do_not_overlap(text in texts()) {
            let folded = Folded::of(&text);
            for pair in folded.places.windows(2) {
                prop_assert!(pair[0].at < pair[1].at);
                let apart = pair[0].original.end <= pair[1].original.start;
                prop_assert!(apart || pair[0].original == pair[1].original);
            }
        }

        #[test]
        fn text_in_other_scripts_stays(text in "[a-zA-Z0-9 .,é\u{400}-\u{4ff}\u{5d0}-\u{5ea}]{0,40}") {
            prop_assert_eq!(fold(&text), text.clone());
            let folded = Folded::of(&text);
            prop_assert_eq!(folded.original(0..text.len()), 0..text.len());
        }
    }
}
