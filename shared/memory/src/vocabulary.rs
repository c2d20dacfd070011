//! All words that a memory has met, by number: words that are spelt alike but for what writers exchange freely have
//! one.

use std::hash::{BuildHasher as _, RandomState};

use hashbrown::HashTable;
use icu_normalizer::ComposingNormalizerBorrowed;
use language::arabic;

/// A word as it is compared: the same for all its spellings.
pub(crate) type Form = u32;

/// What a word is apart from its Arabic prefixes; all numbers have one. The form of the word without prefixes.
pub(crate) type Core = u32;

/// The core of all numbers. No word is written so.
const NUMBER: &str = "#";

/// The words of one memory's texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    /// All spellings, one after the other.
    spelt: String,
    spellings: Vec<Spelling>,
    /// The spellings by what they are.
    by_text: HashTable<u32>,
    hasher: RandomState,
    /// The core of each form.
    cores: Vec<Core>,
}

#[derive(Clone, Copy, Debug)]
struct Spelling {
    start: u32,
    end: u32,
    form: Form,
}

impl Vocabulary {
    /// The form of this word, which it learns if it is new.
    pub(crate) fn learn(&mut self, word: &str) -> Form {
        if let Some(form) = self.form(word) {
            return form;
        }
        let folded = fold(word);
        let form = if folded == word {
            self.learn_form(&folded)
        } else {
            self.form(&folded).unwrap_or_else(|| self.learn_form(&folded))
        };
        if folded != word {
            self.spell(word, form);
        }
        form
    }

    /// The form that has exactly this spelling, if it was met.
    pub(crate) fn form(&self, spelling: &str) -> Option<Form> {
        let hash = self.hasher.hash_one(spelling);
        let found = self.by_text.find(hash, |&at| self.text(self.spellings[at as usize]) == spelling)?;
        Some(self.spellings[*found as usize].form)
    }

    /// What this word is, whether it was met or not.
    pub(crate) fn look_up(&self, word: &str) -> (Option<Form>, Option<Core>) {
        if let Some(form) = self.form(word) {
            return (Some(form), Some(self.core(form)));
        }
        let folded = fold(word);
        match self.form(&folded) {
            Some(form) => (Some(form), Some(self.core(form))),
            None => (None, self.form(core(&folded))),
        }
    }

    pub(crate) fn core(&self, form: Form) -> Core {
        self.cores[form as usize]
    }

    pub(crate) fn cores(&self) -> &[Core] {
        &self.cores
    }

    /// The core of all numbers, if one was met.
    pub(crate) fn numbers(&self) -> Option<Core> {
        self.form(NUMBER)
    }

    fn learn_form(&mut self, folded: &str) -> Form {
        let core = core(folded);
        let form = u32::try_from(self.cores.len()).expect("a memory's words are fewer than 2^32");
        self.cores.push(form);
        self.spell(folded, form);
        if core != folded {
            self.cores[form as usize] = self.form(core).unwrap_or_else(|| self.learn_form(core));
        }
        form
    }

    fn spell(&mut self, spelling: &str, form: Form) {
        let offset = |at: usize| u32::try_from(at).expect("a memory's words take less than 4 GiB");
        let start = offset(self.spelt.len());
        self.spelt.push_str(spelling);
        let at = offset(self.spellings.len());
        self.spellings.push(Spelling { start, end: offset(self.spelt.len()), form });
        let (spelt, spellings, hasher) = (&self.spelt, &self.spellings, &self.hasher);
        let hash_of = |at: u32| {
            let Spelling { start, end, .. } = spellings[at as usize];
            hasher.hash_one(&spelt[start as usize..end as usize])
        };
        self.by_text.insert_unique(hash_of(at), at, |&at| hash_of(at));
    }

    fn text(&self, spelling: Spelling) -> &str {
        &self.spelt[spelling.start as usize..spelling.end as usize]
    }
}

/// The word without what writers leave out or exchange freely: case, width, the way accents are encoded, the script of
/// digits, and in Arabic script diacritics and letter forms.
pub(crate) fn fold(word: &str) -> String {
    // A constant that borrows its tables from the program.
    let composing = const { ComposingNormalizerBorrowed::new_nfkc() };
    let plain = arabic::fold(&composing.normalize(word).to_lowercase());
    if plain.is_ascii() { plain } else { plain.chars().map(digit).collect() }
}

fn digit(letter: char) -> char {
    let (zero, value) = match letter {
        '٠'..='٩' => ('٠', letter),
        '۰'..='۹' => ('۰', letter),
        '٫' => return '.',
        '٬' => return ',',
        '٪' => return '%',
        _ => return letter,
    };
    char::from_digit(value as u32 - zero as u32, 10).unwrap_or(letter)
}

/// The part of a folded word that its relatives share.
fn core(folded: &str) -> &str {
    if is_number(folded) { NUMBER } else { without_prefixes(folded) }
}

fn is_number(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit())
        && folded.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

/// Arabic words carry `and`, `so`, `in`, `like`, `for` and the article as prefixes. What remains must be long enough to
/// be a word; where a word merely begins like a prefix, it loses that in every form alike.
fn without_prefixes(mut word: &str) -> &str {
    /// Each with the fewest letters that must remain.
    const PREFIXES: [(&str, usize); 6] = [("بال", 3), ("كال", 3), ("ال", 3), ("لل", 3), ("و", 4), ("ف", 4)];
    while let Some(rest) = PREFIXES
        .iter()
        .find_map(|(prefix, least)| word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= *least))
    {
        word = rest;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same_form(one: &str, other: &str) -> bool {
        let mut vocabulary = Vocabulary::default();
        vocabulary.learn(one) == vocabulary.learn(other)
    }

    fn same_core(one: &str, other: &str) -> bool {
        let mut vocabulary = Vocabulary::default();
        let forms = [one, other].map(|word| vocabulary.learn(word));
        vocabulary.core(forms[0]) == vocabulary.core(forms[1])
    }

    #[test]
    fn spellings_of_one_word_have_one_form() {
        for (one, other) in [
            ("Beirut", "BEIRUT"),
            ("e\u{301}te\u{301}", "été"),
            ("١٢٣", "123"),
            ("۱٫۵", "1.5"),
            ("مُحَمَّد", "محمد"),
            ("إلى", "الي"),
            ("ﻣﺪﺭﺳﺔ", "مدرسه"),
        ] {
            assert!(same_form(one, other), "{one} {other}");
        }
        assert!(!same_form("1,5", "1.5"));
        assert!(!same_form("كتاب", "كتب"));
    }

    #[test]
    fn words_that_differ_in_their_prefixes_and_all_numbers_have_one_core() {
        for (one, other) in [
            ("والمدرسة", "مدرسة"),
            ("بالمدرسة", "المدرسة"),
            ("للرئيس", "الرئيس"),
            ("12", "1,000.5"),
            ("وزير", "الوزير"),
        ] {
            assert!(same_core(one, other), "{one} {other}");
            assert!(!same_form(one, other), "{one} {other}");
        }
        assert!(!same_core("وزير", "زير"));
        assert!(!same_core("12", "12th"));
    }

    #[test]
    fn a_word_that_was_never_met_is_known_by_its_core() {
        let mut vocabulary = Vocabulary::default();
        let form = vocabulary.learn("الحكومة");
        assert_eq!(vocabulary.look_up("والحكومة"), (None, Some(vocabulary.core(form))));
        assert_eq!(vocabulary.look_up("الحُكُومة"), (Some(form), Some(vocabulary.core(form))));
        assert_eq!(vocabulary.look_up("برلمان"), (None, None));
    }
}
