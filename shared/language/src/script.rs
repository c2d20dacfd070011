//! The script that a letter belongs to.

use contract::Language;

use crate::is_right_to_left;

/// A script, as far as newsrooms that translate from and into these languages need to tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    Latin,
    Arabic,
    Hebrew,
    Cyrillic,
    Greek,
    /// Any other.
    Other,
}

impl Script {
    /// The script of a letter; none for what is no letter.
    pub fn of(letter: char) -> Option<Self> {
        if !letter.is_alphabetic() {
            return None;
        }
        Some(match letter {
            'a'..='z'
            | 'A'..='Z'
            | '\u{aa}'..='\u{24f}'
            | '\u{1e00}'..='\u{1eff}'
            | '\u{fb00}'..='\u{fb06}' => Self::Latin,
            '\u{600}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}' => Self::Arabic,
            '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Self::Hebrew,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Self::Greek,
            _ => Self::Other,
        })
    }

    /// The script that a language is usually written in.
    pub fn usual(language: &Language) -> Self {
        match language.primary() {
            "he" | "yi" => Self::Hebrew,
            "ru" | "uk" | "bg" | "sr" | "be" | "mk" => Self::Cyrillic,
            "el" => Self::Greek,
            "zh" | "ja" | "ko" | "hy" | "ka" | "am" | "dv" | "syr" | "nqo" => Self::Other,
            _ if is_right_to_left(language) => Self::Arabic,
            _ => Self::Latin,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_told_apart_and_nothing_else_is_a_letter() {
        for (letter, script) in [
            ('ç', Some(Script::Latin)),
            ('İ', Some(Script::Latin)),
            ('ق', Some(Script::Arabic)),
            ('گ', Some(Script::Arabic)),
            ('ש', Some(Script::Hebrew)),
            ('Ж', Some(Script::Cyrillic)),
            ('漢', Some(Script::Other)),
            ('٣', None),
            ('،', None),
            (' ', None),
        ] {
            assert_eq!(Script::of(letter), script, "{letter}");
        }
    }
}
