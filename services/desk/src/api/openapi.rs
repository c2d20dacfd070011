//! The OpenAPI 3.1 document, made from the table of routes and the types themselves.

mod answers;
mod examples;
mod parameters;
mod rooms;

use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use super::route::Route;
use crate::{
    access::{Needs, Scope},
    problem::Problem,
};

/// How the types write the pattern of a language.
const LANGUAGE: &str = r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$";

/// What stands for the name of the session's cookie until a desk says its own: each newsroom has another.
const COOKIE: &str = "dragoman";

const DESCRIPTION: &str = "\
The newsroom that translates journalism: all that the desk does.

**Acts** may carry an `Idempotency-Key` (a UUID): the same request sent again with the same key is carried out once and gets the \
first answer; the key with another request is refused. `Dragoman-Recorded` says whether an act has recorded anything. An act on a \
thing may carry `If-Match` with the ETag of what was seen, or with a `Dragoman-Version` in quotation marks: where the thing has \
moved on since, nothing is done.

**Reads** have an `ETag`, and give nothing again where `If-None-Match` has it. Every answer has a `Dragoman-Version`: of an act the \
version that it recorded, of a read the one up to which the log is shown. Every read may ask for `at_least` a version: it never \
gets an older state.

**Lists** that can grow are given page by page: `limit` bounds a page, and `after` takes the `next` of the page before; `Link` \
leads on. A parameter that is not listed here is refused.

What is refused comes as **problem details** (RFC 9457); type and refusal are the same in all languages, title and detail in \
the one that `Accept-Language` names (English or Arabic), for a session in that of its member, as `Content-Language` says. Requests are counted by member, or where the desk does not know one by address (of IPv6 by its /64), \
as `RateLimit` tells. A token does what its scopes name, as far as the roles of its member allow it. Whoever gives none that is good \
is told by `WWW-Authenticate` what to give. A password is changed on one's own page alone: that ends sessions and begins one, and no \
program's token decides by what its member comes in. HEAD answers wherever GET does, and OPTIONS says what a path takes.";

pub(super) fn document(routes: &[Route]) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    let mut schemas = SchemaGenerator::new(settings);
    let problem: Value = schemas.subschema_for::<Problem>().into();
    let mut paths = Map::new();
    for route in routes {
        let operation = operation(route, &mut schemas);
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        path[route.method] = operation;
    }
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": env!("CARGO_PKG_VERSION"),
            "description": DESCRIPTION,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": "/" }],
        "tags": rooms::tags(routes),
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "headers": answers::headers(),
            "parameters": parameters::shared(),
            "responses": answers::shared(&problem),
            "securitySchemes": security_schemes()
        }
    });
    bound(&mut document);
    // A map's keys are its type's own words, which its schema in events does not say.
    if let Some(levels) = document.pointer_mut("/components/schemas/Style/properties/levels") {
        levels["propertyNames"] = json!({ "$ref": "#/components/schemas/Check" });
    }
    document
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
        "session": { "type": "apiKey", "in": "cookie", "name": COOKIE, "description": of_people }
    })
}

/// Says of numbers what their format means: JSON Schema knows of no `uint32`. And what may be left out has no value in its place.
fn bound(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let most = match fields.get("format").and_then(Value::as_str) {
                Some("uint8") => Some(u64::from(u8::MAX)),
                Some("uint16") => Some(u64::from(u16::MAX)),
                Some("uint32") => Some(u64::from(u32::MAX)),
                Some("uint" | "uint64") => Some(u64::MAX),
                Some(_) | None => None,
            };
            if let Some(most) = most {
                fields.entry("maximum").or_insert(json!(most));
            }
            // That of languages, whose schema in events stays as it is: RFC 5646 wants no more than 35 characters to be kept.
            if fields.get("pattern").and_then(Value::as_str) == Some(LANGUAGE) {
                fields.entry("maxLength").or_insert(json!(35));
            }
            if fields.contains_key("type") && fields.get("default") == Some(&Value::Null) {
                fields.remove("default");
            }
            fields.values_mut().for_each(bound);
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn operation(route: &Route, schemas: &mut SchemaGenerator) -> Value {
    let (id, room) = (operation_id(route), rooms::of(route.path));
    let example = examples::of(&id);
    let mut operation = json!({
        "operationId": id,
        "tags": [room.name],
        "summary": route.summary,
        "parameters": parameters::of(route, schemas, example),
        "responses": answers::of(route, schemas, example),
    });
    operation["security"] = security(route);
    if let Some(body) = body(route, schemas, example) {
        operation["requestBody"] = body;
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

/// What a request brings.
fn body(route: &Route, schemas: &mut SchemaGenerator, example: Option<&Value>) -> Option<Value> {
    let brought = example.and_then(|example| example.pointer("/request/body"));
    if let Some(takes) = route.takes {
        let mut media = json!({ "schema": takes(schemas) });
        if let Some(brought) = brought {
            media["example"] = brought.clone();
        }
        return Some(json!({ "required": true, "content": { "application/json": media } }));
    }
    let most = route.takes_bytes?;
    let description =
        format!("A file of at most {most} bytes; of what kind it is, is read from the file itself");
    let mut media = json!({ "schema": { "type": "string", "format": "binary" } });
    if let Some(brought) = brought {
        media["example"] = brought.clone();
    }
    Some(
        json!({ "required": true, "description": description, "content": { "application/octet-stream": media } }),
    )
}

/// `post /api/pieces/{piece}/claim` is `post_pieces_piece_claim`.
pub(super) fn operation_id(route: &Route) -> String {
    let words =
        route.path.trim_start_matches("/api/").split(['/', '{', '}', '.']).filter(|word| !word.is_empty());
    words.fold(route.method.to_owned(), |id, word| id + "_" + word)
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
        references(document, &mut found);
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
                let at_least = "#/components/parameters/at_least";
                let asks = parameters.iter().any(|parameter| parameter["$ref"] == at_least);
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
                    ("post", "/api/tokens" | "/api/members/{member}/invitations") => scopes.is_empty(),
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

    #[test]
    fn every_operation_stands_in_a_room_and_has_an_example_that_came_from_a_newsroom() {
        let document = crate::api::document();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                assert!(operation["tags"][0].is_string(), "{method} {path}");
                let id = operation["operationId"].as_str().unwrap();
                assert!(
                    examples::of(id).is_some() || path == "/api/live",
                    "{id} has no example: call it in tests/newsroom/described.rs, which writes what was answered"
                );
            }
        }
    }
}
