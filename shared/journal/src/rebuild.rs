//! What a fold comes to when it is folded anew, beside what is in use.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The most differences that are told: who sees these has seen enough to look further.
const DIFFERENCES_MOST: usize = 20;

/// The most characters of a value that are told.
const VALUE_CHARS_MOST: usize = 120;

/// What is in use, compared with the same folded anew from the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// The fold, or the kind of the streams at hand.
    pub name: String,
    /// How many things were compared: 1 for a fold.
    pub compared: usize,
    /// The sequence of the last event in what was compared.
    pub applied: u64,
    /// None: they are the same. At most 20 are told.
    pub differences: Vec<Difference>,
}

/// One place at which they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// Where, as a path of names.
    pub at: String,
    /// What was in use there, as JSON; nothing where it was missing.
    pub was: String,
    /// What the log says.
    pub is: String,
}

impl Comparison {
    pub(crate) fn new(name: &str, compared: usize) -> Self {
        Self { name: name.to_owned(), compared, applied: 0, differences: Vec::new() }
    }

    /// Tells these too, as far as there is room.
    pub(crate) fn tell(&mut self, differences: Vec<Difference>) {
        let room = DIFFERENCES_MOST - self.differences.len();
        self.differences.extend(differences.into_iter().take(room));
    }
}

impl Difference {
    /// The places at which these two differ as JSON.
    pub fn between<T: Serialize>(at: &str, was: &T, is: &T) -> Vec<Self> {
        let json = |value| serde_json::to_value(value).expect("strings, numbers, lists and maps by name");
        let mut found = Vec::new();
        compare(at, &json(was), &json(is), &mut found);
        found
    }

    fn new(at: &str, was: Option<&Value>, is: Option<&Value>) -> Self {
        let told = |value: Option<&Value>| {
            value.map(ToString::to_string).unwrap_or_default().chars().take(VALUE_CHARS_MOST).collect()
        };
        Self { at: at.to_owned(), was: told(was), is: told(is) }
    }
}

fn compare(at: &str, was: &Value, is: &Value, found: &mut Vec<Difference>) {
    if was == is || found.len() == DIFFERENCES_MOST {
        return;
    }
    match (was, is) {
        (Value::Object(was), Value::Object(is)) => {
            let names = was.keys().chain(is.keys().filter(|name| !was.contains_key(*name)));
            for name in names {
                beneath(&format!("{at}/{name}"), was.get(name), is.get(name), found);
            }
        }
        (Value::Array(was), Value::Array(is)) => {
            for place in 0..was.len().max(is.len()) {
                beneath(&format!("{at}/{place}"), was.get(place), is.get(place), found);
            }
        }
        _ => found.push(Difference::new(at, Some(was), Some(is))),
    }
}

fn beneath(at: &str, was: Option<&Value>, is: Option<&Value>, found: &mut Vec<Difference>) {
    match (was, is) {
        (Some(was), Some(is)) => compare(at, was, is, found),
        _ if found.len() == DIFFERENCES_MOST => {}
        _ => found.push(Difference::new(at, was, is)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_differs_is_named_by_its_place() {
        let was = json!({"pieces": {"a": {"stage": "open", "words": 3}}, "members": ["x"]});
        let is = json!({"pieces": {"a": {"stage": "claimed", "words": 3}, "b": {}}, "members": ["x", "y"]});
        let told: Vec<_> = Difference::between("board", &was, &is)
            .into_iter()
            .map(|Difference { at, was, is }| format!("{at}: {was} {is}"))
            .collect();
        let expected =
            ["board/members/1:  \"y\"", "board/pieces/a/stage: \"open\" \"claimed\"", "board/pieces/b:  {}"];
        assert_eq!(told, expected);
        assert!(Difference::between("board", &was, &was).is_empty());
    }

    #[test]
    fn not_more_is_told_than_anybody_reads() {
        let (was, is): (Vec<u32>, Vec<u32>) = ((0..100).collect(), (100..200).collect());
        assert_eq!(Difference::between("", &was, &is).len(), DIFFERENCES_MOST);
    }
}
