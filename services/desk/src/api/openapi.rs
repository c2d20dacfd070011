//! The OpenAPI 3.1 document, made from the table of routes and the types themselves.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::{
    route::{Describe, Route},
    version::AtLeast,
};
use crate::{
    access::{Needs, Scope},
    problem::Problem,
};

pub(super) fn document(routes: &[Route]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    let mut schemas = SchemaGenerator::new(settings);
    let problem = schemas.subschema_for::<Problem>();
    let mut paths = Map::new();
    for route in routes {
        let operation = operation(route, &mut schemas, &problem.clone().into());
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The newsroom that translates journalism. Every command may carry an `Idempotency-Key` (a UUID): \
                            sent again with the same key it is carried out once. Every answer has a `Dragoman-Version`: \
                            for a command the version that it recorded, for a read the one up to which the log is \
                            shown. Every read may ask for `at_least` a version: it never gets an older state. What is \
                            refused comes as problem details (RFC 9457). Their title and detail are in the language that \
                            the request names in `Accept-Language` (English or Arabic; English where it names none), and \
                            for a session in that of its member; `Content-Language` says in which. Type and refusal are \
                            the same in all languages.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "headers": { "Dragoman-Version": version() },
            "responses": { "Unavailable": unavailable(&problem.into()) },
            "securitySchemes": security_schemes()
        }
    })
}

fn security_schemes() -> Value {
    let scopes = Scope::ALL.map(Scope::name).join(", ");
    let of_programs = format!(
        "A program's token (`dgm_…`), made on one's own page or by `POST /api/tokens`. Its scopes ({scopes}) narrow what its \
         member's roles allow"
    );
    let of_people =
        "The session of a browser, by its cookie. Whatever it changes must come from a page of this desk";
    json!({
        "token": { "type": "http", "scheme": "bearer", "description": of_programs },
        "session": { "type": "apiKey", "in": "cookie", "name": "dragoman-…", "description": of_people }
    })
}

fn operation(route: &Route, schemas: &mut SchemaGenerator, problem: &Value) -> Value {
    let json = |schema: Value| json!({ "application/json": { "schema": schema } });
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": route.summary,
        "parameters": parameters(route, schemas),
        "responses": {
            "default": {
                "description": "Why not, and what to do",
                "content": { "application/problem+json": { "schema": problem } }
            }
        }
    });
    operation["security"] = security(route);
    let content = route.gives.map_or(json!({}), |gives| json(gives(schemas).into()));
    let version = json!({ "$ref": "#/components/headers/Dragoman-Version" });
    let headers = json!({ "Dragoman-Version": version });
    operation["responses"]["200"] = json!({ "description": "Done", "headers": headers, "content": content });
    operation["responses"]["503"] = json!({ "$ref": "#/components/responses/Unavailable" });
    if let Some(takes) = route.takes {
        operation["requestBody"] = json!({ "required": true, "content": json(takes(schemas).into()) });
    }
    if let Some(most) = route.takes_bytes {
        let description = format!("At most {most} bytes");
        operation["requestBody"] =
            json!({ "required": true, "description": description, "content": { "*/*": {} } });
    }
    operation
}

/// Any of the scopes will do. A route without one is for people alone: their browsers have sessions.
fn security(route: &Route) -> Value {
    match route.needs {
        None => json!([]),
        Some(Needs([])) => json!([{ "session": [] }]),
        Some(Needs(any)) => {
            let with = |scope: &Scope| json!({ "token": [scope.name()] });
            any.iter().map(with).chain([json!({ "session": [] })]).collect()
        }
    }
}

fn version() -> Value {
    json!({
        "description": "The version that a command recorded, or the version of the log up to which a read shows it",
        "schema": { "type": "integer", "minimum": 0 }
    })
}

fn unavailable(problem: &Value) -> Value {
    let retry =
        json!({ "description": "After how many seconds to ask again", "schema": { "type": "integer" } });
    json!({
        "description": "A part of the newsroom is away, or the desk does not show the version yet that was asked for",
        "headers": { "Retry-After": retry, "Dragoman-Version": { "$ref": "#/components/headers/Dragoman-Version" } },
        "content": { "application/problem+json": { "schema": problem } }
    })
}

/// `post /api/pieces/{piece}/claim` is `post_pieces_piece_claim`.
fn operation_id(route: &Route) -> String {
    let words =
        route.path.trim_start_matches("/api/").split(['/', '{', '}', '.']).filter(|word| !word.is_empty());
    words.fold(route.method.to_owned(), |id, word| id + "_" + word)
}

fn parameters(route: &Route, schemas: &mut SchemaGenerator) -> Vec<Value> {
    let in_path = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = in_path
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let at_least = (route.method == "get").then_some(AtLeast::json_schema as Describe);
    for query in route.query.into_iter().chain(at_least) {
        let schema: Value = query(schemas).into();
        let wanted = schema["required"].as_array().map(Vec::as_slice).unwrap_or_default();
        let properties = schema["properties"].as_object().into_iter().flatten();
        parameters.extend(properties.map(|(name, schema)| {
            let required = wanted.iter().any(|wanted| wanted == name);
            json!({ "name": name, "in": "query", "required": required, "schema": schema })
        }));
    }
    if route.method != "get" {
        let schema = json!({ "type": "string", "format": "uuid" });
        parameters.push(json!({ "name": "Idempotency-Key", "in": "header", "schema": schema }));
    }
    parameters
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn references<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    #[test]
    fn every_reference_leads_to_a_schema() {
        let document = crate::api::document();
        let mut found = BTreeSet::new();
        references(&document, &mut found);
        assert!(found.len() > 20, "{found:?}");
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_read_may_ask_for_a_version_and_every_answer_has_one() {
        let document = crate::api::document();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let parameters = operation["parameters"].as_array().unwrap();
                let asks = parameters.iter().any(|parameter| parameter["name"] == "at_least");
                assert_eq!(asks, method == "get", "{method} {path}");
                let headers = &operation["responses"]["200"]["headers"];
                assert!(headers["Dragoman-Version"].is_object(), "{method} {path}");
            }
        }
    }

    #[test]
    fn every_route_says_which_scopes_it_needs() {
        let document = crate::api::document();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let security = operation["security"].as_array().unwrap();
                let scopes: Vec<&str> = security
                    .iter()
                    .filter_map(|way| way["token"].as_array())
                    .flatten()
                    .map(|scope| scope.as_str().unwrap())
                    .collect();
                let expected = match (method.as_str(), path.as_str()) {
                    (_, "/api/health" | "/api/openapi.json") => scopes.is_empty() && security.is_empty(),
                    ("get", _) => scopes == ["read"],
                    _ => !scopes.is_empty() && !scopes.contains(&"read"),
                };
                assert!(expected, "{method} {path}: {security:?}");
            }
        }
    }

    #[test]
    fn what_a_query_must_hold_is_said() {
        let document = crate::api::document();
        let parameters =
            document["paths"]["/api/memory/concordance"]["get"]["parameters"].as_array().unwrap();
        let required = parameters.iter().filter(|parameter| parameter["required"] == true);
        let names: BTreeSet<_> = required.map(|parameter| parameter["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["from", "into", "q"].into());
    }

    #[test]
    fn every_operation_has_a_name_of_its_own_and_a_summary() {
        let document = crate::api::document();
        let paths = document["paths"].as_object().unwrap();
        let operations: Vec<&Value> =
            paths.values().flat_map(|path| path.as_object().unwrap().values()).collect();
        let names: BTreeSet<_> =
            operations.iter().map(|operation| operation["operationId"].as_str().unwrap()).collect();
        assert_eq!(names.len(), operations.len());
        assert!(operations.iter().all(|operation| !operation["summary"].as_str().unwrap().is_empty()));
    }
}
