//! Where the sentences of a text stand, and which of two texts answer each other.

use std::ops::Range;

/// Signs that end a sentence where white space or the end of the text follows.
const ENDS: [char; 8] = ['.', '!', '?', '…', '؟', '۔', '‼', '⁇'];

/// Signs that end a sentence where no spaces are written.
const WIDE_ENDS: [char; 3] = ['。', '！', '？'];

/// What may stand between the sign that ends a sentence and the white space after it.
const CLOSES: [char; 9] = ['"', '\'', ')', ']', '»', '”', '’', '›', '}'];

/// Words before a full stop that are abbreviations, and so end no sentence.
const ABBREVIATIONS: [&str; 20] = [
    "Capt", "Col", "Dr", "Gen", "Gov", "Lt", "Maj", "Mme", "Mr", "Mrs", "Ms", "No", "Prof", "Rep", "Rev",
    "Sen", "Sgt", "St", "etc", "vs",
];

/// The sentences of a text, in bytes, without the white space around them.
///
/// A sentence ends with a line, and at a full stop, an exclamation or question mark or an ellipsis that white space
/// follows. A full stop after a single letter or a common abbreviation ends none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let mut end = at + letter.len_utf8();
        if ENDS.contains(&letter) || WIDE_ENDS.contains(&letter) {
            while let Some((at, closing)) =
                letters.next_if(|(_, c)| CLOSES.contains(c) || ENDS.contains(c) || WIDE_ENDS.contains(c))
            {
                end = at + closing.len_utf8();
            }
            let parted = letters.peek().is_none_or(|(_, c)| c.is_whitespace());
            let ends = WIDE_ENDS.contains(&letter) || (parted && !is_abbreviation(&text[from..at], letter));
            if !ends {
                continue;
            }
        } else if letter != '\n' {
            continue;
        }
        found.extend(trimmed(text, from..end));
        from = end;
    }
    found.extend(trimmed(text, from..text.len()));
    found
}

/// The sentences of source and target that answer each other, where both have equally many and more than one. None
/// where a sentence is more than twice as long or as short, beside its whole text, as the one that it would answer:
/// then they are not parted alike.
pub(crate) fn answering(source: &str, target: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let (ours, theirs) = (sentences(source), sentences(target));
    if ours.len() != theirs.len() || ours.len() < 2 {
        return Vec::new();
    }
    let alike = ours.iter().zip(&theirs).all(|(one, other)| {
        // Both sides of a comparison of two ratios, multiplied out.
        let (one, other) = (one.len() * target.len(), other.len() * source.len());
        one <= 2 * other && other <= 2 * one
    });
    if alike { ours.into_iter().zip(theirs).collect() } else { Vec::new() }
}

fn is_abbreviation(before: &str, sign: char) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    sign == '.' && (is_letter || ABBREVIATIONS.contains(&word))
}

fn trimmed(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let part = &text[place.clone()];
    let start = place.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn a_sentence_ends_at_its_sign_or_with_its_line() {
        assert_eq!(split("One. Two!  \"Three?\" Four"), ["One.", "Two!", "\"Three?\"", "Four"]);
        assert_eq!(split("قال: «نعم.» ثم خرج؟ لا.\nسطر"), ["قال: «نعم.»", "ثم خرج؟", "لا.", "سطر"]);
        assert_eq!(split("新华社。记者！"), ["新华社。", "记者！"]);
        assert_eq!(split("Wait... what?!"), ["Wait...", "what?!"]);
        assert_eq!(split(" \n "), Vec::<&str>::new());
    }

    #[test]
    fn abbreviations_and_numbers_end_none() {
        for one in [
            "Mr. Smith of the U.S. Senate",
            "J. K. Rowling",
            "It rose 3.5 per cent",
            "See example.org now",
            "أ. ب. علي",
        ] {
            assert_eq!(split(one), [one]);
        }
    }

    #[test]
    fn sentences_answer_each_other_where_both_texts_are_parted_alike() {
        let pairs = |source, target| answering(source, target).len();
        assert_eq!(pairs("واحد هنا. اثنان هناك.", "One here. Two there."), 2);
        assert_eq!(pairs("واحد هنا. اثنان هناك.", "One here and two there."), 0);
        assert_eq!(
            pairs("واحد. ثم جاء الناس كلهم من المدينة.", "One, and then all the people came. Two."),
            0
        );
        assert_eq!(pairs("واحد هنا.", "One here."), 0);
    }

    proptest! {
        #[test]
        fn every_word_stands_in_one_sentence(text in "[a-cA-C.!?؟ \"»\n]{0,60}") {
            let joined: String = split(&text).concat();
            let all = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(all(&joined), all(&text));
        }
    }
}
