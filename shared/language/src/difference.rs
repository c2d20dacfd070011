//! How two texts differ, word by word.

mod distance;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::{arabic, marks::is_combining};
pub use distance::Distance;

/// The text of the files that say how texts are compared: a figure that is kept is one of these.
pub const SOURCES: [&str; 2] = [include_str!("difference.rs"), include_str!("difference/distance.rs")];

/// The most pairs of words that are compared, spaces among them: two texts of some two thousand words each, many times what
/// a block has. Beyond it the whole counts as exchanged: the time would grow with the square.
const PAIRS_MOST: usize = 16_000_000;

/// A stretch of one of the texts, or of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// In both.
    Same(&'a str),
    /// Only in the old text.
    Gone(&'a str),
    /// Only in the new text.
    New(&'a str),
}

/// The parts of two texts in order: those that are the same or gone make up the old text, those that are the same or new
/// the new one. Words are exchanged whole, and what is exchanged around a mere space is one stretch. No part is empty.
pub fn between<'a>(old: &'a str, new: &'a str) -> Vec<Part<'a>> {
    let (was, is) = (words(old), words(new));
    let stretches = if was.len().saturating_mul(is.len()) > PAIRS_MOST {
        vec![Stretch { same: false, old: (0, was.len()), new: (0, is.len()) }]
    } else {
        joined(stretches(&was, &is), &was)
    };
    let mut parts = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    for Stretch { same, old: (from_old, to_old), new: (from_new, to_new) } in stretches {
        let gone = &old[at_old..at_old + length(&was[from_old..to_old])];
        let fresh = &new[at_new..at_new + length(&is[from_new..to_new])];
        (at_old, at_new) = (at_old + gone.len(), at_new + fresh.len());
        if same {
            parts.push(Part::Same(fresh));
        } else {
            parts.extend((!gone.is_empty()).then_some(Part::Gone(gone)));
            parts.extend((!fresh.is_empty()).then_some(Part::New(fresh)));
        }
    }
    parts
}

/// Words that are in both texts, or that are exchanged, as ranges of words.
#[derive(Clone, Copy)]
struct Stretch {
    same: bool,
    old: (usize, usize),
    new: (usize, usize),
}

fn stretches(was: &[&str], is: &[&str]) -> Vec<Stretch> {
    let stretch = |op: DiffOp| {
        let (old, new) = (op.old_range(), op.new_range());
        let same = matches!(op, DiffOp::Equal { .. });
        Stretch { same, old: (old.start, old.end), new: (new.start, new.end) }
    };
    capture_diff_slices(Algorithm::Myers, was, is).into_iter().map(stretch).collect()
}

/// A space between two exchanged stretches is exchanged with them: whole phrases read better than words with holes.
fn joined(stretches: Vec<Stretch>, was: &[&str]) -> Vec<Stretch> {
    let is_space = |stretch: &Stretch| {
        stretch.same && was[stretch.old.0..stretch.old.1].iter().all(|word| word.trim().is_empty())
    };
    let mut all: Vec<Stretch> = Vec::with_capacity(stretches.len());
    let mut rest = stretches.into_iter().peekable();
    while let Some(stretch) = rest.next() {
        let follows_exchange = all.last().is_some_and(|last| !last.same);
        let is_between = is_space(&stretch) && rest.peek().is_some_and(|next| !next.same);
        match all.last_mut() {
            Some(last) if follows_exchange && (is_between || !stretch.same) => {
                (last.old.1, last.new.1) = (stretch.old.1, stretch.new.1);
            }
            Some(_) | None => all.push(stretch),
        }
    }
    all
}

fn length(words: &[&str]) -> usize {
    words.iter().map(|word| word.len()).sum()
}

/// The text in words, stretches of white space, and single other characters. A mark belongs to the letter before it.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_word = |c: char| is_of_word(first) && is_of_word(c);
        let in_space = |c: char| first.is_whitespace() && c.is_whitespace();
        let more = rest.char_indices().skip(1).find(|(_, c)| !in_word(*c) && !in_space(*c));
        let (word, after) = rest.split_at(more.map_or(rest.len(), |(end, _)| end));
        words.push(word);
        rest = after;
    }
    words
}

/// Letters, digits, the marks on letters (Arabic vowel signs and Hebrew points among them), and what joins parts of words.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric()
        || is_combining(c)
        || arabic::is_mark(c)
        || matches!(c, '\u{200c}' | '\u{200d}' | '\'' | '’' | '_')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Part::*, *};

    #[test]
    fn words_are_exchanged_whole() {
        assert_eq!(
            between("The bridge was opened.", "The bridge was reopened."),
            [Same("The bridge was "), Gone("opened"), New("reopened"), Same(".")]
        );
        assert_eq!(
            between("أعيد فتح الجسر صباح اليوم.", "أعيد فتح الجسر مساء اليوم."),
            [Same("أعيد فتح الجسر "), Gone("صباح"), New("مساء"), Same(" اليوم.")]
        );
    }

    #[test]
    fn vowel_signs_do_not_part_a_word() {
        assert_eq!(between("كَتَبَ نص", "كُتِبَ نص"), [Gone("كَتَبَ"), New("كُتِبَ"), Same(" نص")]);
    }

    #[test]
    fn a_phrase_is_exchanged_as_one() {
        assert_eq!(
            between("it lasted for ten years.", "it lasted more than twenty years."),
            [Same("it lasted "), Gone("for ten"), New("more than twenty"), Same(" years.")]
        );
    }

    #[test]
    fn what_is_added_or_dropped_stands_alone() {
        assert_eq!(between("a c", "a b c"), [Same("a "), New("b "), Same("c")]);
        assert_eq!(between("a, b", "a b"), [Same("a"), Gone(","), Same(" b")]);
        assert_eq!(between("", "a"), [New("a")]);
        assert_eq!(between("same", "same"), [Same("same")]);
        assert!(between("", "").is_empty());
    }

    #[test]
    fn two_long_texts_that_have_nothing_in_common_are_exchanged() {
        let (old, new) = ("a ".repeat(20_000), "b ".repeat(20_000));
        assert_eq!(between(&old, &new), [Gone(&old), New(&new)]);
    }

    proptest! {
        #[test]
        fn the_parts_make_up_both_texts(old in "[ab،. ُ\n]{0,24}", new in "[ab،. ُ\n]{0,24}") {
            let parts = between(&old, &new);
            let text = |with: fn(&Part<'_>) -> Option<String>| parts.iter().filter_map(with).collect::<String>();
            let was = text(|part| match part { Same(text) | Gone(text) => Some((*text).to_owned()), New(_) => None });
            let is = text(|part| match part { Same(text) | New(text) => Some((*text).to_owned()), Gone(_) => None });
            prop_assert_eq!((&was, &is), (&old, &new));
            let is_empty = |part: &Part<'_>| match part { Same(text) | Gone(text) | New(text) => text.is_empty() };
            prop_assert!(!parts.iter().any(is_empty));
        }
    }
}
