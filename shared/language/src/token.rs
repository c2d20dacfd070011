//! A text as words, figures and signs.

use std::ops::Range;

use crate::{arabic, marks::is_combining};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with the marks on them and what joins them (an apostrophe, a zero-width non-joiner, Hebrew gershayim).
    Word,
    /// Digits of any script, with the separators between them.
    Digits,
    /// One character that is none of these and no white space.
    Sign,
}

/// A part of a text between white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    /// The byte at which it begins.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
}

impl Token {
    /// The bytes that it takes in its text.
    pub fn place(self) -> Range<usize> {
        self.start..self.end
    }
}

/// What an apostrophe between letters does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apostrophe {
    /// It stands within a word: `don't`.
    Within,
    /// It ends a word, and the next begins after it: `l'accord`.
    Ends,
    /// A word ends before it, and an ending follows: `Ankara'da`.
    Endings,
}

/// How a language writes words and figures.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Writing {
    pub apostrophe: Apostrophe,
    /// Whether a plain space may stand between the thousands of a figure.
    pub spaced_thousands: bool,
}

/// The value of a digit: those of ASCII, Arabic, Persian and the full-width ones of East Asia.
pub fn digit(letter: char) -> Option<u8> {
    let zero = match letter {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    u8::try_from(u32::from(letter) - u32::from(zero)).ok()
}

pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}')
}

fn is_mark(letter: char) -> bool {
    arabic::is_mark(letter) || arabic::is_invisible(letter) || is_combining(letter)
}

fn is_hebrew(letter: char) -> bool {
    matches!(letter, '\u{5d0}'..='\u{5ea}')
}

/// The tokens of a text, in order; white space is left out.
pub(crate) fn tokens(text: &str, writing: Writing) -> Vec<Token> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&(start, letter)) = letters.get(at) {
        let (kind, next) = if letter.is_alphabetic() {
            (TokenKind::Word, word_end(&letters, at, writing.apostrophe))
        } else if digit(letter).is_some() {
            (TokenKind::Digits, digits_end(&letters, at, writing))
        } else {
            (TokenKind::Sign, at + 1)
        };
        let end = letters.get(next).map_or(text.len(), |(end, _)| *end);
        if !letter.is_whitespace() {
            tokens.push(Token { kind, start, end });
        }
        at = next;
    }
    tokens
}

fn word_end(letters: &[(usize, char)], start: usize, apostrophe: Apostrophe) -> usize {
    let letter = |at: usize| letters.get(at).map(|(_, letter)| *letter);
    let is_letter = |at: usize| letter(at).is_some_and(char::is_alphabetic);
    let mut at = start + 1;
    while let Some(current) = letter(at) {
        let follows = is_letter(at + 1) || (apostrophe == Apostrophe::Ends && at + 1 == letters.len());
        if is_apostrophe(current) && follows {
            match apostrophe {
                Apostrophe::Within => at += 1,
                Apostrophe::Ends => return at + 1,
                Apostrophe::Endings => return at,
            }
        } else if current.is_alphabetic() || is_mark(current) || joins_hebrew(letters, at) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Whether a quotation mark stands between Hebrew letters, where it marks an abbreviation.
fn joins_hebrew(letters: &[(usize, char)], at: usize) -> bool {
    let hebrew = |at: usize| letters.get(at).is_some_and(|(_, letter)| is_hebrew(*letter));
    matches!(letters[at].1, '"' | '\u{5f3}' | '\u{5f4}' | '\u{201c}' | '\u{201d}' | '\'' | '\u{2018}')
        && hebrew(at - 1)
        && hebrew(at + 1)
}

fn digits_end(letters: &[(usize, char)], start: usize, writing: Writing) -> usize {
    let is_digit = |at: usize| letters.get(at).is_some_and(|(_, letter)| digit(*letter).is_some());
    let run = |from: usize| (from..letters.len()).take_while(|at| is_digit(*at)).count();
    // What stands behind other figures is part of a telephone number.
    let follows_digits = start > 1 && letters[start - 1].1 == ' ' && is_digit(start - 2);
    let mut at = start + run(start);
    let mut group = at - start;
    while let Some((_, separator)) = letters.get(at) {
        let next = run(at + 1);
        let joins = match separator {
            '.' | ',' | '\u{66b}' | '\u{66c}' => next > 0,
            '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}' | '\u{60c}' => next == 3 && group <= 3,
            ' ' => writing.spaced_thousands && next == 3 && group <= 3 && !follows_digits,
            _ => false,
        };
        if !joins {
            break;
        }
        at += 1 + next;
        group = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, apostrophe: Apostrophe) -> Vec<&str> {
        let spaced_thousands = apostrophe == Apostrophe::Ends;
        tokens(text, Writing { apostrophe, spaced_thousands }).iter().map(|t| &text[t.place()]).collect()
    }

    #[test]
    fn words_figures_and_signs_stand_apart() {
        assert_eq!(
            words("It doesn't cost $1,250.50, he said.", Apostrophe::Within),
            ["It", "doesn't", "cost", "$", "1,250.50", ",", "he", "said", "."]
        );
        assert_eq!(words("قال: ١٬٥٠٠ شخص.", Apostrophe::Within), ["قال", ":", "١٬٥٠٠", "شخص", "."]);
        assert_eq!(words("דובר צה\"ל אמר", Apostrophe::Within), ["דובר", "צה\"ל", "אמר"]);
    }

    #[test]
    fn an_apostrophe_does_what_the_language_says() {
        assert_eq!(
            words("L’accord n'a coûté 12 500 euros", Apostrophe::Ends),
            ["L’", "accord", "n'", "a", "coûté", "12 500", "euros"]
        );
        assert_eq!(words("2024'te Ankara'da", Apostrophe::Endings), ["2024", "'", "te", "Ankara", "'", "da"]);
    }
}
