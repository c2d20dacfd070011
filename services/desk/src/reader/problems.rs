//! Problems in the reader's language. English is what the problem says itself; other languages have a message for each kind
//! of problem, `problem-translation-claimed-by-another`, whose variables are the fields of the refusal.

use contract::{BlockId, Finding};
use runtime::clock;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Reader, Said, Speech, messages};
use crate::problem::Problem;

impl Reader {
    /// What happened and what to do, as a sentence.
    pub(crate) fn problem(self, problem: &Problem) -> String {
        let id = id(problem.full_name());
        if problem.is_told() {
            return problem.detail.clone();
        }
        match self.speech {
            Speech::English => sentence(&problem.detail),
            Speech::Arabic if messages::has(self.speech, &id) => self.say_with(&id, &fields(self, problem)),
            Speech::Arabic => self.of("problems-unknown", &problem.detail),
        }
    }

    /// The same as programs are told it: English as the problem has it.
    pub(crate) fn detail(self, problem: &Problem) -> String {
        match self.speech {
            Speech::English => problem.detail.clone(),
            Speech::Arabic => self.problem(problem),
        }
    }

    /// What kind of thing went wrong.
    pub(crate) fn problem_title(self, problem: &Problem) -> String {
        self.say(match problem.status {
            401 => "problems-sign-in",
            403 => "problems-not-for-you",
            404 => "problems-nothing",
            409 => "problems-faster",
            503 => "problems-away",
            _ => "problems-other",
        })
    }
}

pub(super) fn id(kind: &str) -> String {
    format!("problem-{}", kind.replace([':', '_'], "-"))
}

/// What a message can speak of: the fields of a refusal in the reader's words, and `$detail`, which is what the problem says
/// itself. Where blocks or findings are told, `$count` is how many.
pub(super) const FIELDS: [&str; 26] = [
    "address", "block", "by", "bytes", "count", "current", "form", "from", "given", "held", "holder", "into",
    "kind", "known", "language", "least", "minutes", "most", "name", "newest", "revision", "role", "seconds",
    "until", "what", "why",
];

fn fields(reader: Reader, problem: &Problem) -> Vec<(&'static str, Said<'static>)> {
    let refusal = problem.refusal.as_ref();
    let field = |name: &str| refusal?.get(name);
    let told = FIELDS.into_iter().filter_map(|name| Some((name, said(reader, name, field(name)?)?)));
    let mut all: Vec<_> = told.collect();
    if let Some(blocks) = field("blocks").and_then(read::<Vec<BlockId>>) {
        let names = reader.listed(blocks.iter().map(|block| reader.block(*block)));
        all.extend([("count", blocks.len().into()), ("blocks", Said::own(names))]);
    }
    if let Some(findings) = field("findings").and_then(read::<Vec<Finding>>) {
        all.push(("count", findings.len().into()));
    }
    all.push(("detail", problem.detail.clone().into()));
    all
}

fn said(reader: Reader, name: &str, value: &Value) -> Option<Said<'static>> {
    match name {
        "role" => read(value).map(|role| Said::own(reader.role(role))),
        "language" | "from" | "into" => read(value).map(|language| Said::own(reader.language(&language))),
        "block" => read(value).map(|block| Said::own(reader.block(block))),
        "until" => read(value).map(|until| Said::own(reader.told_when(until, clock::now()))),
        "kind" => reader.named("policies-kind", value.as_str()?).map(Said::own),
        "what" => {
            let what = value.as_str()?;
            Some(reader.told(what).map_or_else(|| what.to_owned().into(), Said::own))
        }
        _ => match value {
            Value::String(words) => Some(words.clone().into()),
            Value::Number(number) => usize::try_from(number.as_u64()?).ok().map(Said::from),
            Value::Object(fields) => Some(fields.get("name")?.as_str()?.to_owned().into()),
            Value::Null | Value::Bool(_) | Value::Array(_) => None,
        },
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// A message as a sentence: with a capital and a full stop.
pub(crate) fn sentence(message: &str) -> String {
    let mut letters = message.trim().chars();
    let Some(first) = letters.next() else { return String::new() };
    let ends = if message.trim_end().ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{ends}", first.to_uppercase(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use contract::source;

    use super::*;
    use crate::reader::tests::in_arabic;

    #[test]
    fn a_file_that_cannot_be_read_is_told_in_the_readers_language() {
        let what = "the feed has more than 10000 items: ask the source for a shorter feed".to_owned();
        let told = in_arabic().problem(&source::Refusal::Unreadable { what }.into());
        assert!(told.contains("١٠٬٠٠٠"), "{told}");
        assert!(!told.chars().any(|letter| letter.is_ascii_alphabetic()), "{told}");
    }

    #[test]
    fn a_message_becomes_a_sentence() {
        assert_eq!(sentence("claim it first"), "Claim it first.");
        assert_eq!(sentence("Really?"), "Really?");
        assert_eq!(sentence(""), "");
    }
}
