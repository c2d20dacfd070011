//! What a request can say beside its body.

use contract::{ArticleId, FindingId, Language, MemberId, MemoryId, PieceId, PolicyId, SourceId, TermId};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use crate::api::{
    entity::Place,
    route::{Describe, Route},
    version::AtLeast,
};

/// Those that many operations share.
pub(super) fn shared() -> Value {
    let mut schemas = SchemaGenerator::default();
    let at_least: Value = AtLeast::json_schema(&mut schemas).into();
    let schema = &at_least["properties"]["at_least"];
    json!({
        "at_least": {
            "name": "at_least",
            "in": "query",
            "description": schema["description"],
            "schema": { "type": "integer", "format": "uint64", "minimum": 0 },
            "example": 0
        },
        "Idempotency-Key": {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Names this request, so that it is carried out once however often it is sent",
            "schema": { "type": "string", "format": "uuid" }
        },
        "If-Match": {
            "name": "If-Match",
            "in": "header",
            "description": "The ETag of the thing as it was seen, or its version in quotation marks: it is done only while that \
                            is what there is",
            "schema": { "type": "string" }
        },
        "If-None-Match": {
            "name": "If-None-Match",
            "in": "header",
            "description": "The ETag of an earlier answer: where it would be the same, nothing is given again",
            "schema": { "type": "string" }
        }
    })
}

pub(super) fn of(route: &Route, schemas: &mut SchemaGenerator, example: Option<&Value>) -> Vec<Value> {
    let asked = |place: &str, name: &str| {
        let asked = example?.pointer(&format!("/request/{place}"))?;
        asked.get(name).cloned()
    };
    let in_path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = in_path
        .map(|name| {
            let schema = named(name, schemas);
            with_example(
                json!({ "name": name, "in": "path", "required": true, "schema": schema }),
                asked("path", name),
            )
        })
        .collect();
    if let Some(query) = route.query {
        let schema: Value = query(schemas).into();
        let wanted = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        let properties = schema["properties"].as_object().into_iter().flatten();
        parameters.extend(properties.map(|(name, schema)| {
            let required = wanted.iter().any(|wanted| wanted == name);
            let mut schema = spelled(schema.clone());
            let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
            let mut parameter =
                json!({ "name": name, "in": "query", "required": required, "schema": schema });
            if let Some(description) = description {
                parameter["description"] = description;
            }
            with_example(parameter, asked("query", name))
        }));
    }
    let shared = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    if route.acts() {
        parameters.push(shared("Idempotency-Key"));
        if Place::of(route.path).is_some() {
            parameters.push(shared("If-Match"));
        }
    } else {
        parameters.extend([shared("at_least"), shared("If-None-Match")]);
    }
    parameters
}

fn with_example(mut parameter: Value, example: Option<Value>) -> Value {
    if let Some(example) = example {
        parameter["example"] = example;
    }
    parameter
}

/// What stands in a path under this name.
fn named(name: &str, schemas: &mut SchemaGenerator) -> Value {
    let describe: Describe = match name {
        "source" => SchemaGenerator::subschema_for::<SourceId>,
        "article" => SchemaGenerator::subschema_for::<ArticleId>,
        "piece" => SchemaGenerator::subschema_for::<PieceId>,
        "term" => SchemaGenerator::subschema_for::<TermId>,
        "memory" => SchemaGenerator::subschema_for::<MemoryId>,
        "policy" => SchemaGenerator::subschema_for::<PolicyId>,
        "member" => SchemaGenerator::subschema_for::<MemberId>,
        "finding" => SchemaGenerator::subschema_for::<FindingId>,
        "language" => SchemaGenerator::subschema_for::<Language>,
        "block" => {
            return json!({
                "description": "The number of a block of the source, or `summary`, `byline`, `added-1` and so on",
                "type": "string",
                "pattern": "^([0-9]{1,9}|summary|byline|added-[1-9][0-9]{0,8})$"
            });
        }
        _ => SchemaGenerator::subschema_for::<String>,
    };
    describe(schemas).into()
}

/// In a query there is no null: what may be left out is left out.
fn spelled(mut schema: Value) -> Value {
    if let Some(fields) = schema.as_object_mut()
        && fields.get("default") == Some(&Value::Null)
    {
        fields.remove("default");
    }
    if let Some(kinds) = schema.get_mut("type").and_then(Value::as_array_mut) {
        kinds.retain(|kind| kind != "null");
        if let [kind] = kinds.as_slice() {
            schema["type"] = kind.clone();
        }
    }
    if let Some(ways) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        ways.retain(|way| way["type"] != "null");
        if let [way] = ways.as_slice() {
            let way = way.clone();
            let description = schema.get("description").cloned();
            schema = way;
            if let (Some(description), Some(schema)) = (description, schema.as_object_mut()) {
                schema.insert("description".to_owned(), description);
            }
        }
    }
    schema
}
