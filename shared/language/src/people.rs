//! Names of people that stand in a text, found by lists of given and family names.

mod latin;

use std::{collections::HashSet, ops::Range};

use crate::{
    arabic::fold,
    terms::{
        grammar::Grammar,
        spelling::is_function_word,
        words::{Gap, Words},
    },
};

pub use latin::Latin;

/// The most words of a name: a chain of given names ends somewhere.
const WORDS_MOST: usize = 6;

/// The fewest letters of a family name that is on no list: shorter words that begin with the article and end in ya are
/// mostly adjectives.
const NISBA_FEWEST: usize = 6;

/// Given and family names that a newsroom knows, in Arabic script.
#[derive(Clone, Debug, Default)]
pub struct Names {
    given: HashSet<String>,
    family: HashSet<String>,
    /// Words that only begin like something attached to a name: لصالح is not ل and صالح.
    known: HashSet<String>,
}

impl Names {
    /// Names in any spelling; what is written as two words (`عبد الله`) is one name.
    pub fn new<'a>(
        given: impl IntoIterator<Item = &'a str>,
        family: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            given: given.into_iter().map(joined).collect(),
            family: family.into_iter().map(joined).collect(),
            known: Grammar::Arabic.known().collect(),
        }
    }

    /// Where somebody is named in full: a given name that is on the list, then at least one more name, given or family, with
    /// `بن`, `أبو`, `آل` and the like between them. What is attached before the first name is left out. Text in `covered`,
    /// such as terms that were found, begins no name.
    ///
    /// These are candidates: people say whether they are names.
    pub fn candidates(&self, text: &str, covered: &[Range<usize>]) -> Vec<Range<usize>> {
        let words = Words::of(text, Grammar::Arabic);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let place = words.place(at, 0, 0);
            let is_covered = covered.iter().any(|term| term.start < place.end && place.start < term.end);
            let name = self.name_at(&words, at);
            match name.filter(|name| !is_covered && !name.has_function_word(&words, text, at)) {
                Some(name) => {
                    let start = words.place(at, name.front, 0).start;
                    found.push(start..words.place(at + name.words - 1, 0, 0).end);
                    at += name.words;
                }
                None => at += 1,
            }
        }
        found
    }

    fn name_at(&self, words: &Words, at: usize) -> Option<Name> {
        let (front, first) = self.first(words, at)?;
        let mut name = Name { front, words: first };
        let mut parts = 1;
        while let Some(more) =
            self.next(words, at + name.words).filter(|more| name.words + more <= WORDS_MOST)
        {
            if !joins(words, at + name.words - 1) {
                break;
            }
            name.words += more;
            parts += 1;
        }
        (parts > 1).then_some(name)
    }

    /// A given name, whole or behind a letter that is attached, and how many words it takes.
    fn first(&self, words: &Words, at: usize) -> Option<(usize, usize)> {
        let word = words.word(at);
        let is_one_word = self.known.contains(word);
        let attached = ["", "و", "ف", "ب", "ل", "وب", "ول"].into_iter();
        let attached = attached.filter(|front| word.starts_with(front) && (front.is_empty() || !is_one_word));
        let mut readings = attached.map(|front| (front.len(), &word[front.len()..]));
        readings.find_map(|(front, rest)| Some((front, self.given(words, at, rest)?)))
    }

    fn given(&self, words: &Words, at: usize, word: &str) -> Option<usize> {
        let two = || words_joined(words, at, word).filter(|two| self.given.contains(two)).map(|_| 2);
        if self.given.contains(word) { Some(1) } else { two() }
    }

    /// A further part of a name, and how many words it takes: `بن أبي طالب` has two words before the name in it.
    fn next(&self, words: &Words, at: usize) -> Option<usize> {
        let before = (0..=2).take_while(|number| *number == 0 || is_relation(words, at + number - 1));
        let mut parts = before.filter_map(|number| Some(number + self.part(words, at + number)?));
        parts.next()
    }

    /// A name, and how many words it takes.
    fn part(&self, words: &Words, at: usize) -> Option<usize> {
        if at >= words.len() {
            return None;
        }
        let word = words.word(at);
        let two =
            words_joined(words, at, word).filter(|two| self.given.contains(two) || self.family.contains(two));
        if two.is_some() {
            return Some(2);
        }
        (self.given.contains(word) || self.is_family(word)).then_some(1)
    }

    fn is_family(&self, word: &str) -> bool {
        let bare = word.strip_prefix("ال");
        let is_nisba = bare.is_some() && word.ends_with('ي') && word.chars().count() > NISBA_FEWEST;
        self.family.contains(word) || bare.is_some_and(|bare| self.family.contains(bare)) || is_nisba
    }
}

struct Name {
    /// The bytes of the first word that stand before the name.
    front: usize,
    words: usize,
}

impl Name {
    /// Whether a word of it is one that stands in every text and only folds to a name: على is not علي.
    fn has_function_word(&self, words: &Words, text: &str, at: usize) -> bool {
        let front = |number| if number == 0 { self.front } else { 0 };
        (0..self.words).any(|number| is_function_word(&text[words.place(at + number, front(number), 0)]))
    }
}

/// Whether the word leads to another name: son, daughter, father, mother, house.
fn is_relation(words: &Words, at: usize) -> bool {
    let leads = |word| matches!(word, "بن" | "ابن" | "بنت" | "ابو" | "ابي" | "ابا" | "ام" | "ال");
    at < words.len() && leads(words.word(at)) && joins(words, at)
}

fn joins(words: &Words, at: usize) -> bool {
    words.gap_after(at) == Some(Gap::Loose)
}

/// This word and the next as one name, if nothing but space is between them.
fn words_joined(words: &Words, at: usize, word: &str) -> Option<String> {
    (joins(words, at)).then(|| format!("{word}{}", words.word(at + 1)))
}

/// A name of the list, folded and without the space in it.
fn joined(name: &str) -> String {
    fold(name).split_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let given = ["محمد", "علي", "سلمى", "عبد الله", "خالد", "كريم"];
        Names::new(given, ["حداد", "الأسعد", "خوري"])
    }

    fn found(text: &str) -> Vec<&str> {
        names().candidates(text, &[]).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn people_are_found_by_given_and_family_names() {
        for (text, expected) in [
            ("قالت سلمى حداد إن", "سلمى حداد"),
            ("التقى بمحمد علي الأسعد أمس", "محمد علي الأسعد"),
            ("وعبد الله خوري وصل", "عبد الله خوري"),
            ("لعبدالله بن خالد الحداد.", "عبدالله بن خالد الحداد"),
            ("قال كريم الطرابلسي،", "كريم الطرابلسي"),
            ("مُحمّد أبو علي", "مُحمّد أبو علي"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_names_nobody_in_full_is_left_alone() {
        for text in ["قال محمد إن", "محمد، علي", "كريم جدا", "وصل خوري محمدي", "على حداد", ""]
        {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn what_a_term_covers_is_no_candidate() {
        let text = "قالت سلمى حداد إن";
        let place = text.find("سلمى").unwrap();
        let term = place..place + "سلمى حداد".len();
        assert!(names().candidates(text, std::slice::from_ref(&term)).is_empty());
    }
}
