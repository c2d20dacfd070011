//! Latin spellings of names, put together from those of their parts.

use std::collections::HashMap;

use super::{joined, joins, words_joined};
use crate::terms::{grammar::Grammar, words::Words};

/// Latin spellings of given and family names in Arabic script, as a newsroom's list has them.
#[derive(Clone, Debug, Default)]
pub struct Latin {
    spellings: HashMap<String, String>,
}

impl Latin {
    /// Of names in any spelling, each with a Latin one and how often it is met. Of several the one that is met most counts,
    /// then the one that stands first.
    pub fn new<'a>(spellings: impl IntoIterator<Item = (&'a str, &'a str, u64)>) -> Self {
        let mut met: HashMap<String, Vec<(&str, u64)>> = HashMap::new();
        for (name, latin, times) in spellings {
            let known = met.entry(joined(name)).or_default();
            match known.iter_mut().find(|(spelling, _)| *spelling == latin) {
                Some((_, count)) => *count += times,
                None => known.push((latin, times)),
            }
        }
        let most = |spellings: Vec<(&str, u64)>| {
            let best = spellings.into_iter().rev().max_by_key(|(_, times)| *times);
            best.map_or_else(String::new, |(latin, _)| latin.to_owned())
        };
        Self { spellings: met.into_iter().map(|(name, spellings)| (name, most(spellings))).collect() }
    }

    /// How a name is spelled, part by part; nothing where the list lacks a part. People say whether it is this person's.
    pub fn spelling(&self, name: &str) -> Option<String> {
        let words = Words::of(name, Grammar::Arabic);
        let mut parts = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if at > 0 && !joins(&words, at - 1) {
                return None;
            }
            let word = words.word(at);
            let two = words_joined(&words, at, word).and_then(|two| self.spellings.get(&two));
            if let Some(two) = two {
                parts.push(two.clone());
                at += 2;
            } else {
                parts.push(self.part(word)?);
                at += 1;
            }
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    fn part(&self, word: &str) -> Option<String> {
        let listed = || self.spellings.get(word).cloned();
        let with_article = || {
            let bare = word.strip_prefix("ال")?;
            self.spellings.get(bare).map(|latin| format!("al-{latin}"))
        };
        relation(word).map(ToOwned::to_owned).or_else(listed).or_else(with_article)
    }
}

/// How a word that leads to another name is spelled.
fn relation(word: &str) -> Option<&'static str> {
    match word {
        "بن" => Some("bin"),
        "ابن" => Some("ibn"),
        "بنت" => Some("bint"),
        "ابو" | "ابي" | "ابا" => Some("Abu"),
        "ام" => Some("Umm"),
        "ال" => Some("Al"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latin() -> Latin {
        Latin::new([
            ("محمد", "Mohamad", 36),
            ("مُحمّد", "Muhammad", 175),
            ("عبد الله", "Abdullah", 39),
            ("سلمى", "Salma", 1),
            ("سلمى", "Selma", 1),
            ("أسعد", "Asaad", 4),
            ("الخوري", "el-Khoury", 2),
        ])
    }

    #[test]
    fn a_name_is_spelled_part_by_part_as_the_list_spells_it_most() {
        for (name, expected) in [
            ("محمد الأسعد", "Muhammad al-Asaad"),
            ("عبدالله بن محمد", "Abdullah bin Muhammad"),
            ("سلمى الخوري", "Salma el-Khoury"),
            ("أبو محمد", "Abu Muhammad"),
        ] {
            assert_eq!(latin().spelling(name).as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_name_with_a_part_that_is_on_no_list_is_not_spelled() {
        for name in ["محمد حداد", "", "محمد، سلمى", "…"] {
            assert_eq!(latin().spelling(name), None, "{name}");
        }
    }
}
