//! A text as it is read in its language.

use std::ops::Range;

use contract::Language;

use crate::{
    Lexicon, arabic,
    marks::is_combining,
    token::{Token, TokenKind, Writing, digit, is_apostrophe, tokens},
};

/// A text with its tokens, and what each comes to when spelling is set aside.
pub struct Reading<'t> {
    /// The text itself: all places are bytes of it.
    pub text: &'t str,
    /// The words of its language.
    pub lexicon: &'static Lexicon,
    /// In order, without overlap.
    pub tokens: Vec<Token>,
    /// For each token: in lower case, without marks, Arabic letters that are freely exchanged as one, digits as ASCII.
    pub folded: Vec<String>,
}

impl<'t> Reading<'t> {
    /// Reads a text. The time that it takes grows with the length of the text.
    pub fn of(text: &'t str, language: &Language) -> Self {
        let lexicon = Lexicon::of(language);
        let (tokens, folded) = split(text, lexicon.words.writing).into_iter().unzip();
        Self { text, lexicon, tokens, folded }
    }

    /// What the token is in the text.
    pub fn word(&self, at: usize) -> &'t str {
        &self.text[self.tokens[at].place()]
    }

    /// Whether the token is a word and begins with a capital letter.
    pub fn is_capitalised(&self, at: usize) -> bool {
        self.word(at).starts_with(char::is_uppercase)
    }

    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether the token is this sign.
    pub fn is_sign(&self, at: usize, sign: &str) -> bool {
        self.folded.get(at).is_some_and(|folded| folded == sign)
    }

    /// Whether nothing stands between the token and the next.
    pub fn is_adjacent(&self, at: usize) -> bool {
        matches!((self.tokens.get(at), self.tokens.get(at + 1)), (Some(one), Some(next)) if one.end == next.start)
    }

    /// The bytes that these tokens take, with what stands between them.
    pub fn place(&self, tokens: Range<usize>) -> Range<usize> {
        match self.tokens.get(tokens.start..tokens.end) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.place(),
            Some([]) | None => 0..0,
        }
    }
}

/// The tokens of a text, each with its folded form.
pub(crate) fn split(text: &str, writing: Writing) -> Vec<(Token, String)> {
    let fold = |token: Token| (token, fold(&text[token.place()]));
    tokens(text, writing).into_iter().map(fold).collect()
}

/// A word for comparison: lower case, no marks, one apostrophe, ASCII digits.
pub fn fold(word: &str) -> String {
    let plain = word.to_lowercase();
    arabic::fold(&plain).chars().filter_map(simplest).collect()
}

fn simplest(letter: char) -> Option<char> {
    match letter {
        letter if is_combining(letter) => None,
        '\u{5f4}' | '\u{201c}' | '\u{201d}' => Some('"'),
        letter if is_apostrophe(letter) => Some('\''),
        letter => match digit(letter) {
            Some(value) => Some(char::from(b'0' + value)),
            None => Some(letter),
        },
    }
}
