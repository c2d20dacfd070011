//! Problems in the reader's language. English is what the problem says itself; other languages have a message for each kind
//! of problem, `problem-translation-claimed-by-another`, whose variables are the fields of the refusal.

use serde_json::Value;

use super::{Reader, Said, Speech, messages};
use crate::problem::Problem;

/// What stands before the kind of each problem.
const KIND: &str = "urn:dragoman:problem:";

impl Reader {
    /// What happened and what to do, as a sentence.
    pub(crate) fn problem(self, problem: &Problem) -> String {
        let id = id(&problem.kind);
        if problem.is_told() {
            return problem.detail.clone();
        }
        match self.speech {
            Speech::English => sentence(&problem.detail),
            Speech::Arabic if messages::has(self.speech, &id) => self.say_with(&id, &fields(problem)),
            Speech::Arabic => self.of("problems-unknown", &problem.detail),
        }
    }
}

fn id(kind: &str) -> String {
    let name = kind.strip_prefix(KIND).unwrap_or(kind);
    format!("problem-{}", name.replace([':', '_'], "-"))
}

/// What a message can speak of: numbers, words and the names of members in the refusal.
fn fields(problem: &Problem) -> Vec<(&'static str, Said<'static>)> {
    const NAMES: [&str; 14] = [
        "address",
        "by",
        "epoch",
        "holder",
        "language",
        "least",
        "most",
        "newest",
        "revision",
        "role",
        "seconds",
        "size_bytes",
        "until",
        "why",
    ];
    let refusal = problem.refusal.as_ref();
    NAMES.into_iter().filter_map(|name| Some((name, said(refusal?.get(name)?)?))).collect()
}

fn said(value: &Value) -> Option<Said<'static>> {
    match value {
        Value::String(words) => Some(words.clone().into()),
        Value::Number(number) => usize::try_from(number.as_u64()?).ok().map(Said::from),
        Value::Object(fields) => Some(fields.get("name")?.as_str()?.to_owned().into()),
        Value::Null | Value::Bool(_) | Value::Array(_) => None,
    }
}

/// A message as a sentence: with a capital and a full stop.
fn sentence(message: &str) -> String {
    let mut letters = message.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let ends = if message.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{ends}", first.to_uppercase(), letters.as_str())
}
