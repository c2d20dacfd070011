//! Languages to choose from: those that the newsroom works in first, then the others that the desk can name.

use std::collections::BTreeSet;

use contract::Language;

use super::{choosing::Choice, words};
use crate::{board::Board, reader::Reader};

/// The languages that something is said of: sources, where their articles go, what is published, and who works here.
pub(super) fn in_use(board: &Board) -> BTreeSet<Language> {
    let mut languages = translated_into(board);
    languages.extend(board.sources.values().map(|row| row.registration.language.clone()));
    languages.extend(board.members.values().flat_map(|row| row.membership.languages.iter().cloned()));
    languages
}

/// The languages in which something is published, or may be: policies must be in force in them.
pub(super) fn translated_into(board: &Board) -> BTreeSet<Language> {
    let routes = board.sources.values().flat_map(|row| &row.registration.routes);
    let mut languages: BTreeSet<Language> = routes.map(|route| route.language.clone()).collect();
    languages.extend(board.pieces.asked().keys().map(|pair| pair.into.clone()));
    languages.extend(board.policies.keys().map(|policy| policy.language.clone()));
    languages
}

/// One of them is chosen; where none is, the first choice says so.
pub(super) fn one_of(reader: Reader, ours: &BTreeSet<Language>, chosen: &str, none: &str) -> Vec<Choice> {
    let nothing = Choice { value: String::new(), words: reader.say(none), chosen: chosen.is_empty() };
    std::iter::once(nothing).chain(choices(reader, ours, chosen)).collect()
}

/// The same, where none need be chosen.
pub(super) fn choices(reader: Reader, ours: &BTreeSet<Language>, chosen: &str) -> Vec<Choice> {
    let languages = all(reader, ours, chosen.parse().ok());
    let choice = |(language, words): (Language, String)| Choice {
        chosen: language.as_str() == chosen,
        value: language.to_string(),
        words,
    };
    languages.into_iter().map(choice).collect()
}

/// Any of them are chosen: those that the newsroom works in, and the others.
pub(super) fn any_of(
    reader: Reader,
    ours: &BTreeSet<Language>,
    chosen: &BTreeSet<Language>,
) -> (Vec<Choice>, Vec<Choice>) {
    let near: BTreeSet<Language> = ours.union(chosen).cloned().collect();
    let choice = |(language, words): (Language, String)| Choice {
        chosen: chosen.contains(&language),
        value: language.to_string(),
        words,
    };
    let choices: Vec<Choice> = all(reader, &near, None).into_iter().map(choice).collect();
    choices.into_iter().partition(|choice| near.iter().any(|language| language.as_str() == choice.value))
}

fn all(reader: Reader, ours: &BTreeSet<Language>, also: Option<Language>) -> Vec<(Language, String)> {
    let mut ours = ours.clone();
    ours.extend(also);
    let mut others: BTreeSet<Language> = words::LANGUAGES.iter().filter_map(|tag| tag.parse().ok()).collect();
    others.retain(|language| !ours.contains(language));
    let by_name = |languages: BTreeSet<Language>| {
        let name = |language: Language| (reader.language(&language), language);
        let mut named: Vec<(String, Language)> = languages.into_iter().map(name).collect();
        named.sort_unstable();
        named.into_iter().map(|(name, language)| (language, name))
    };
    by_name(ours).chain(by_name(others)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::in_english;

    #[test]
    fn the_newsrooms_languages_come_first_and_the_chosen_one_is_among_them() {
        let ours = ["en", "ar"].map(|tag| tag.parse().unwrap()).into();
        let choices = one_of(in_english(), &ours, "tlh", "frame-more");
        let values: Vec<&str> = choices.iter().take(5).map(|choice| choice.value.as_str()).collect();
        assert_eq!(values, ["", "ar", "en", "tlh", "bn"]);
        assert!(choices[3].chosen && !choices[0].chosen);
    }

    #[test]
    fn several_are_chosen_among_the_near_ones() {
        let (ours, chosen) =
            (["ar"].map(|tag| tag.parse().unwrap()).into(), ["fa"].map(|tag| tag.parse().unwrap()).into());
        let (near, others) = any_of(in_english(), &ours, &chosen);
        let near: Vec<_> = near.iter().map(|choice| (choice.value.as_str(), choice.chosen)).collect();
        assert_eq!(near, [("ar", false), ("fa", true)]);
        assert!(others.iter().all(|choice| !choice.chosen));
    }
}
