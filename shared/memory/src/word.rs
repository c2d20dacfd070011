//! Where the words of a text stand.

use std::ops::Range;

use language::{
    arabic::{is_invisible, is_mark},
    marks::is_combining,
};

/// The places of the words of a text, in bytes, in order.
///
/// A word is a run of letters, digits and the marks on them; an apostrophe or a hyphen parts two words. Digits with a
/// point or a comma between them are one word. A sign of currency or per cent is a word of its own, and so is each
/// character of a script that puts no spaces between words. Everything else (white space, punctuation) is no part of a
/// word.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(begins)?;
        let mut letters = text[start..].char_indices().map(|(at, letter)| (start + at, letter));
        let (_, first) = letters.next()?;
        let end = if stands_alone(first) { start + first.len_utf8() } else { end_of(text, letters) };
        from = end;
        Some(start..end)
    })
}

/// Where the word ends whose letters from the second on are these.
fn end_of(text: &str, letters: impl Iterator<Item = (usize, char)>) -> usize {
    for (at, letter) in letters {
        if !goes_on(letter) && !is_within_number(text, at, letter) {
            return at;
        }
    }
    text.len()
}

/// Letters of ASCII and of Arabic are most of what is read, and asking Unicode's tables takes most of the time.
fn begins(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric() || letter == '$' || letter == '%',
        'ء'..='غ' | 'ف'..='ي' => true,
        _ => (letter.is_alphanumeric() && !is_mark(letter)) || stands_alone(letter),
    }
}

fn goes_on(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        'ء'..='غ' | 'ف'..='ي' => true,
        _ => {
            (letter.is_alphanumeric() || is_mark(letter) || is_invisible(letter) || is_combining(letter))
                && !stands_alone(letter)
        }
    }
}

/// Signs that mean something by themselves, and the characters of Chinese, Japanese, Thai, Lao, Burmese and Khmer,
/// which are written without spaces.
fn stands_alone(letter: char) -> bool {
    match letter {
        '$' | '%' => true,
        '\0'..='\u{a1}' => false,
        _ => matches!(letter,
            '\u{a2}'..='\u{a5}' | '٪' | '\u{20a0}'..='\u{20cf}'
            | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'),
    }
}

/// Whether a sign parts the digits of one number: `1,000.5`, `١٬٠٠٠٫٥`.
fn is_within_number(text: &str, at: usize, sign: char) -> bool {
    matches!(sign, '.' | ',' | '٫' | '٬')
        && text[..at].ends_with(char::is_numeric)
        && text[at + sign.len_utf8()..].starts_with(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word]).collect()
    }

    #[test]
    fn words_are_letters_and_the_marks_on_them() {
        assert_eq!(split("قالَ «مُحَمَّد» أمس، ثمّ خرج."), ["قالَ", "مُحَمَّد", "أمس", "ثمّ", "خرج"]);
        assert_eq!(
            split("  COVID-19’s l'Etat e\u{301}te\u{301} "),
            ["COVID", "19", "s", "l", "Etat", "e\u{301}te\u{301}"]
        );
        assert_eq!(split("می‌خواهم"), ["می‌خواهم"]);
        assert_eq!(split("… — ، \u{64b} ـ"), Vec::<&str>::new());
        assert_eq!(split(""), Vec::<&str>::new());
    }

    #[test]
    fn a_number_is_one_word_and_its_unit_another() {
        assert_eq!(
            split("1,000.5% of $30, or ١٬٠٠٠٫٥٪."),
            ["1,000.5", "%", "of", "$", "30", "or", "١٬٠٠٠٫٥", "٪"]
        );
        assert_eq!(split("in 2019."), ["in", "2019"]);
    }

    #[test]
    fn a_character_is_a_word_where_no_spaces_are_written() {
        assert_eq!(split("新华社 ok"), ["新", "华", "社", "ok"]);
        assert_eq!(split("ok新"), ["ok", "新"]);
    }
}
