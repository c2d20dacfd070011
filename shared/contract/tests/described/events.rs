//! The JSON Schema of each type of event in its current version, envelope included.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, CommandId, Kind, MemberId, MemoryId, PieceId, PolicyId, SourceId, TermId, article, edit,
    member, memory, newsroom, policy, publication, raise::GROWTH, source, term, translation,
};
use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// The folder of the events among the schemas.
pub(super) const FOLDER: &str = "events/";

/// Where the schema of this version of a type is kept.
pub(super) fn file(event_type: &str, version: u32) -> String {
    format!("{FOLDER}{event_type}.v{version}.json")
}

pub(super) fn files() -> BTreeMap<String, Value> {
    Kind::ALL.into_iter().flat_map(of_kind).collect()
}

fn of_kind(kind: Kind) -> Vec<(String, Value)> {
    match kind {
        Kind::Source => of::<SourceId, source::Event>(kind),
        Kind::Article => of::<ArticleId, article::Event>(kind),
        Kind::Translation => of::<PieceId, translation::Event>(kind),
        Kind::Term => of::<TermId, term::Event>(kind),
        Kind::Memory => of::<MemoryId, memory::Event>(kind),
        Kind::Edit => of::<PieceId, edit::Event>(kind),
        Kind::Policy => of::<PolicyId, policy::Event>(kind),
        Kind::Publication => of::<PieceId, publication::Event>(kind),
        Kind::Member => of::<MemberId, member::Event>(kind),
        Kind::Newsroom => of::<String, newsroom::Event>(kind),
    }
}

/// The events `E` of the streams that the ids `I` name.
fn of<I: JsonSchema, E: JsonSchema>(kind: Kind) -> Vec<(String, Value)> {
    let mut generator = SchemaGenerator::new(SchemaSettings::draft2020_12());
    let around = around::<I>(kind, &mut generator);
    let events = E::json_schema(&mut generator).to_value();
    let definitions = generator.take_definitions(true);
    let types = events["oneOf"].as_array().cloned().unwrap_or_else(|| vec![events]);
    types.iter().map(|event| schema(event, &around, &definitions)).collect()
}

fn around<I: JsonSchema>(kind: Kind, generator: &mut SchemaGenerator) -> Map<String, Value> {
    let around = json!({
        "specversion": { "const": "1.0" },
        "id": generator.subschema_for::<CommandId>(),
        "source": { "const": format!("/{}", kind.token()) },
        "subject": generator.subschema_for::<I>(),
        "time": generator.subschema_for::<DateTime<Utc>>(),
        "actor": generator.subschema_for::<MemberId>(),
        "causationid": generator.subschema_for::<CommandId>(),
    });
    around.as_object().expect("it was written as an object").clone()
}

fn schema(event: &Value, around: &Map<String, Value>, definitions: &Map<String, Value>) -> (String, Value) {
    let event_type = event["properties"]["type"]["const"].as_str().expect("each event has one type");
    let version = GROWTH.version(event_type).expect("every type of event is in the table of versions");
    let mut properties = around.clone();
    properties.insert("schemaversion".to_owned(), json!({ "const": version }));
    properties.insert("type".to_owned(), json!({ "const": event_type }));
    properties.insert("data".to_owned(), event["properties"]["data"].clone());
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("{event_type}, version {version}"),
        "type": "object",
        "properties": properties,
        "required": ["specversion", "id", "source", "subject", "time", "actor", "schemaversion", "type", "data"],
    });
    if let Some(description) = event.get("description") {
        schema["description"] = description.clone();
    }
    schema["$defs"] = needed(&schema, definitions);
    (file(event_type, version), schema)
}

/// The definitions that a schema refers to, and those that they refer to.
fn needed(schema: &Value, definitions: &Map<String, Value>) -> Value {
    let mut names = BTreeSet::new();
    let mut unseen = references(schema);
    while let Some(name) = unseen.pop() {
        if names.insert(name) {
            unseen.extend(references(&definitions[name]));
        }
    }
    names.into_iter().map(|name| (name.to_owned(), definitions[name].clone())).collect()
}

fn references(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"));
            fields.values().flat_map(references).chain(name).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => vec![],
    }
}
