//! What is said between processes, described from its types: a JSON Schema (draft 2020-12) of every event and command,
//! and an `AsyncAPI` 3.1 document over them. The example `schemas` writes it down; a test says whether that is current.

mod asyncapi;
mod commands;
mod events;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::{Map, Value, json};

/// Where the files are kept.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

/// All files as they should be now, by their path in the folder. Those of former versions are not among them.
pub fn files() -> BTreeMap<String, Value> {
    let mut files = events::files();
    files.extend(commands::files());
    files.insert("asyncapi.json".to_owned(), asyncapi::document());
    files
}

/// What is wrong with changing a file from `kept` to `made`, if it is an event's: what one version may hold never
/// changes, only the words about it.
pub fn fault(file: &str, kept: &Value, made: &Value) -> Option<String> {
    let changed = file.starts_with(events::FOLDER) && without_words(kept) != without_words(made);
    changed.then(|| {
        format!(
            "schemas/{file} would change, but events of this version stand on logs. Give the type its next version: \
             shared/contract/src/raise.rs says how."
        )
    })
}

fn without_words(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let words =
                |name: &str, value: &Value| matches!(name, "title" | "description") && value.is_string();
            let kept = fields.iter().filter(|(name, value)| !words(name, value));
            ungrouped(kept.map(|(name, value)| (name.clone(), without_words(value))).collect())
        }
        Value::Array(items) => items.iter().map(without_words).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => schema.clone(),
    }
}

/// Variants without a comment stand together in one `enum`, those with one apart: a list of all says the same.
fn ungrouped(fields: Map<String, Value>) -> Value {
    let given = match (fields.get("oneOf"), fields.contains_key("enum")) {
        (Some(Value::Array(choices)), _) => choices.clone(),
        (None, true) => vec![Value::Object(fields)],
        (Some(_) | None, _) => return Value::Object(fields),
    };
    let single = |choice: Value| match (choice["enum"].as_array(), choice["oneOf"].as_array()) {
        (Some(values), _) => {
            values.iter().map(|value| json!({ "const": value, "type": choice["type"] })).collect()
        }
        (None, Some(choices)) => choices.clone(),
        (None, None) => vec![choice],
    };
    let mut choices: Vec<_> = given.into_iter().flat_map(single).collect();
    choices.sort_by_key(Value::to_string);
    json!({ "oneOf": choices })
}
