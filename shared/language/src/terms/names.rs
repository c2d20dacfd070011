//! Spellings of one name that differ in where words begin and end, and in the forms of `ابن` and `أبو`.

use super::{Manner, Spelling, grammar::Grammar};
use crate::arabic::fold;

/// The most variants of one spelling: a long chain of names could otherwise have thousands.
const VARIANTS_MOST: usize = 24;

/// All spellings that are one name with the given one, itself first. Only names in Arabic script have others.
pub(super) fn variants(spelling: Spelling<'_>, grammar: Grammar) -> Vec<String> {
    let arabic = matches!(grammar, Grammar::Arabic | Grammar::Persian);
    match spelling.manner {
        Manner::Name if arabic => of_name(spelling.text),
        Manner::Name | Manner::Expression => vec![spelling.text.to_owned()],
    }
}

fn of_name(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut begun = vec![String::new()];
    let mut at = 0;
    while at < words.len() {
        let (parts, taken) = parts(&words[at..]);
        let room = (VARIANTS_MOST / begun.len()).max(1);
        begun = begun
            .iter()
            .flat_map(|start| {
                parts.iter().take(room).map(move |part| format!("{start} {part}").trim().to_owned())
            })
            .collect();
        at += taken;
    }
    begun
}

/// The ways to write the words at the beginning that belong together, as they are given first, and how many those are.
fn parts(words: &[&str]) -> (Vec<String>, usize) {
    let folded = fold(words[0]);
    let next = words.get(1).map(|next| (*next, fold(next)));
    match (folded.as_str(), next) {
        ("بن" | "ابن", Some(_)) => (forms(words[0], &["بن", "ابن"]), 1),
        ("ابو" | "ابا" | "ابي", Some((next, _))) => {
            let mut forms: Vec<String> = forms(words[0], &["ابو", "ابا", "ابي"])
                .iter()
                .map(|father| format!("{father} {next}"))
                .collect();
            forms.push(format!("أبو{next}"));
            (forms, 2)
        }
        (first, Some((next, of))) if first == "عبد" || is_of(&of) => {
            (vec![format!("{} {next}", words[0]), format!("{}{next}", words[0])], 2)
        }
        _ => (split(words[0], &folded), 1),
    }
}

/// The form that is given, then the others.
fn forms(given: &str, forms: &[&str]) -> Vec<String> {
    let folded = fold(given);
    let others = forms.iter().filter(|form| **form != folded).map(|form| (*form).to_owned());
    [given.to_owned()].into_iter().chain(others).collect()
}

/// Whether the word is the second of a name in two words that many write as one.
fn is_of(folded: &str) -> bool {
    matches!(folded, "الله" | "الدين" | "الرحمن")
}

/// A name written as one word, and as the two that it is made of.
fn split(word: &str, folded: &str) -> Vec<String> {
    let mut ways = vec![word.to_owned()];
    if let Some(of) = folded.strip_prefix("عبد").filter(|of| of.starts_with("ال") && of.chars().count() > 4)
    {
        ways.push(format!("عبد {of}"));
    } else if let Some(of) = folded.strip_prefix("ابو").filter(|of| of.chars().count() > 2) {
        ways.extend(["أبو", "أبا", "أبي"].map(|father| format!("{father} {of}")));
    } else {
        let seconds = ["الدين", "الله"];
        let second = seconds.into_iter().find_map(|second| Some((folded.strip_suffix(second)?, second)));
        ways.extend(
            second.filter(|(first, _)| first.chars().count() > 1).map(|(first, of)| format!("{first} {of}")),
        );
    }
    ways
}
