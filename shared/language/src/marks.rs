//! Marks on letters of the Latin and the Hebrew script. Those of the Arabic script are [`crate::arabic::is_mark`].

/// Whether the character is an accent that a letter is written with apart (Latin, Greek, Cyrillic), or a Hebrew point.
pub fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}') || is_hebrew_point(letter)
}

/// Whether the character is a vowel point or an accent of the Hebrew script; its punctuation (maqaf, paseq, sof pasuq, nun
/// hafukha) is none.
pub fn is_hebrew_point(letter: char) -> bool {
    matches!(
        letter,
        '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_and_accents_are_marks_and_letters_and_signs_are_none() {
        assert!(['\u{301}', '\u{5b8}', '\u{5c4}'].into_iter().all(is_combining));
        assert!(
            ['e', 'é', 'א', '־', '׃', '\u{5c6}', '\u{64e}'].into_iter().all(|letter| !is_combining(letter))
        );
    }
}
