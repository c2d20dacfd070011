//! What is known about languages. Pure.

pub mod arabic;
pub mod difference;
mod figures;
mod lexicon;
pub mod marks;
mod measure;
pub mod people;
mod reading;
mod script;
pub mod search;
pub mod terms;
mod token;

pub use figures::{Clock, Date, Figures, Form, Number, Value, Weekday};
pub use lexicon::{Calendar, Found, Lexicon, Negation, Phrases};
pub use measure::{Dimension, Measure};
pub use reading::{Reading, fold};
pub use script::Script;
pub use token::{Token, TokenKind, digit};

use contract::Language;

/// Languages that are written from right to left unless a script says otherwise, by their ISO 639 codes.
const FROM_THE_RIGHT: [&str; 20] = [
    "ar", "arc", "ary", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "mzn", "nqo", "pnb", "ps", "sd",
    "syr", "ug", "ur", "yi",
];

/// Scripts that run from right to left, by their ISO 15924 codes.
const SCRIPTS_FROM_THE_RIGHT: [&str; 11] =
    ["adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"];

/// Whether the language is written from right to left. A script subtag (RFC 5646, section 2.2.3: four letters) decides;
/// without one the usual script of the language does.
pub fn is_right_to_left(language: &Language) -> bool {
    let mut subtags = language.as_str().split('-').skip(1);
    let script = subtags.find(|tag| tag.len() == 4 && tag.bytes().all(|byte| byte.is_ascii_alphabetic()));
    script.map_or_else(
        || FROM_THE_RIGHT.contains(&language.primary()),
        |script| SCRIPTS_FROM_THE_RIGHT.contains(&script),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_script_gives_the_direction() {
        for tag in ["ar", "ar-eg", "fa", "he", "ur-pk", "ckb", "ps", "yi", "dv", "sd", "ug"] {
            assert!(is_right_to_left(&tag.parse().unwrap()), "{tag}");
        }
        for tag in ["en", "en-gb", "fr", "ru", "ku", "az", "zh-hant"] {
            assert!(!is_right_to_left(&tag.parse().unwrap()), "{tag}");
        }
    }

    #[test]
    fn a_script_decides_over_the_language() {
        for tag in ["ku-arab", "az-arab-ir", "pa-arab"] {
            assert!(is_right_to_left(&tag.parse().unwrap()), "{tag}");
        }
        for tag in ["ar-latn", "sd-deva", "ug-cyrl"] {
            assert!(!is_right_to_left(&tag.parse().unwrap()), "{tag}");
        }
    }
}
