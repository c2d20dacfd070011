//! What comes back: which statuses, with which headers, and of which shape.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use super::examples;
use crate::api::route::Route;

/// The statuses of problems that many operations share, in words.
const PROBLEMS: [(u16, &str); 13] = [
    (400, "It could not be read, or holds a parameter that is not known here"),
    (401, "Nobody is signed in: give a token that has not run out"),
    (403, "It is not for this member to do or to see, or not for this token"),
    (404, "There is no such thing"),
    (409, "As things stand it cannot be done: somebody was faster, or something comes first"),
    (410, "The source has taken that block out of its text"),
    (412, "It has changed since it was seen: look again, and decide anew"),
    (413, "It is more than can be taken at once"),
    (415, "The body is of another kind than is taken here"),
    (
        422,
        "It was understood, and the rules do not allow it; or the Idempotency-Key came before with another request",
    ),
    (429, "These were too many requests in so short a time"),
    (500, "Something stands in the way that does not pass by itself: tell whoever runs the newsroom"),
    (503, "A part of the newsroom is away, or the desk does not show the version yet that was asked for"),
];

pub(super) fn headers() -> Value {
    let header = |description: &str, schema: Value| json!({ "description": description, "schema": schema });
    let text = json!({ "type": "string" });
    json!({
        "Dragoman-Version": header(
            "The version that an act recorded, or the version of the log up to which a read shows it",
            json!({ "type": "integer", "minimum": 0 }),
        ),
        "Dragoman-Recorded": header(
            "Whether the act has recorded anything; not where things were as it wants them already",
            json!({ "type": "boolean" }),
        ),
        "ETag": header("The tag of what is shown: for If-None-Match, and of one thing for If-Match", text.clone()),
        "Link": header("Where the page that follows is, with rel=\"next\"; none on the last one", text.clone()),
        "RateLimit": header("How many requests are left, and in how many seconds all are there again", text.clone()),
        "RateLimit-Policy": header("How many requests a minute has", text),
        "Retry-After": header("After how many seconds to ask again", json!({ "type": "integer", "minimum": 0 })),
        "WWW-Authenticate": header("By what to sign in: `Bearer`, with a token", json!({ "type": "string" })),
    })
}

/// The problems that operations refer to, by status.
pub(super) fn shared(problem: &Value) -> Value {
    let shared = PROBLEMS.iter().map(|(status, description)| {
        let mut media = json!({ "schema": problem });
        if let Some(example) = examples::problem(*status) {
            media["example"] = example.clone();
        }
        let names: &[&str] = match status {
            401 => &["Dragoman-Version", "RateLimit", "RateLimit-Policy", "WWW-Authenticate"],
            429 => &["RateLimit", "RateLimit-Policy", "Retry-After"],
            503 => &["Dragoman-Version", "RateLimit", "RateLimit-Policy", "Retry-After"],
            _ => &["Dragoman-Version", "RateLimit", "RateLimit-Policy"],
        };
        let response = json!({
            "description": description,
            "headers": referred(names),
            "content": { "application/problem+json": media }
        });
        (name(*status), response)
    });
    let mut shared: Map<String, Value> = shared.collect();
    let unchanged = json!({
        "description": "It is as the ETag in If-None-Match says: nothing is given again",
        "headers": referred(&["Dragoman-Version", "ETag", "RateLimit", "RateLimit-Policy"])
    });
    shared.insert(name(304), unchanged);
    Value::Object(shared)
}

pub(super) fn of(route: &Route, schemas: &mut SchemaGenerator, example: Option<&Value>) -> Value {
    let mut answers = Map::new();
    answers.insert("200".to_owned(), done(route, schemas, example));
    for status in statuses(route) {
        let reference = json!({ "$ref": format!("#/components/responses/{}", name(status)) });
        answers.insert(status.to_string(), reference);
    }
    Value::Object(answers)
}

fn done(route: &Route, schemas: &mut SchemaGenerator, example: Option<&Value>) -> Value {
    let mut names = vec!["Dragoman-Version", "RateLimit", "RateLimit-Policy"];
    if route.records {
        names.push("Dragoman-Recorded");
    }
    if !route.acts() && !is_endless(route) {
        names.push("ETag");
    }
    if !route.acts() && route.parameters().contains("after") {
        names.push("Link");
    }
    let mut content = Map::new();
    let answered = example.and_then(|example| example.pointer("/response/body"));
    if let Some(gives) = route.gives {
        let mut media = json!({ "schema": gives(schemas) });
        if let Some(answered) = answered {
            media["example"] = answered.clone();
        }
        content.insert("application/json".to_owned(), media);
    }
    for kind in route.gives_file {
        let mut media = json!({ "schema": { "type": "string" } });
        let came = example.and_then(|example| example.pointer("/response/type")).and_then(Value::as_str);
        if let Some(answered) = answered.filter(|_| came == Some(*kind)) {
            media["example"] = answered.clone();
        }
        content.insert((*kind).to_owned(), media);
    }
    let description = if route.acts() { "It is done" } else { "Here it is" };
    json!({ "description": description, "headers": referred(&names), "content": content })
}

/// What goes on for as long as somebody listens.
fn is_endless(route: &Route) -> bool {
    route.gives_file.contains(&"text/event-stream")
}

/// The statuses other than 200 that can come.
fn statuses(route: &Route) -> BTreeSet<u16> {
    let has_path = route.path.contains('{');
    let mut statuses = BTreeSet::from([400, 429, 503]);
    // A token may lack the scope.
    if route.needs.is_some() {
        statuses.extend([401, 403]);
    }
    if has_path {
        statuses.insert(404);
    }
    if route.acts() {
        statuses.extend([412, 413, 422, 500]);
        statuses.extend(refusals(route.path));
        if route.takes.is_some() {
            statuses.insert(415);
        }
    } else {
        statuses.extend(of_reads(route.path));
        if !is_endless(route) {
            statuses.insert(304);
        }
    }
    statuses
}

/// What the rules can say of an act, beside that it is not for this member, or not allowed as it is: `problem/refusals.rs` has
/// the statuses.
fn refusals(path: &str) -> Vec<u16> {
    let first = path.split('/').nth(2).unwrap_or_default();
    match first {
        "pieces" if path.contains("{block}") => vec![404, 409, 410],
        "pieces" | "terms" | "members" | "memories" | "tokens" | "sessions" | "you" => vec![404, 409],
        "sources" if !path.contains('{') => vec![409],
        _ => Vec::new(),
    }
}

fn of_reads(path: &str) -> Vec<u16> {
    match path {
        "/api/pieces/next" | "/api/sessions" | "/api/tokens" => vec![404],
        "/api/articles/{article}/state" | "/api/articles/{article}/differences" => vec![422],
        _ => Vec::new(),
    }
}

fn referred(names: &[&str]) -> Value {
    let reference =
        |name: &&str| ((*name).to_owned(), json!({ "$ref": format!("#/components/headers/{name}") }));
    Value::Object(names.iter().map(reference).collect())
}

/// Such as `NotFound`.
fn name(status: u16) -> String {
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    reason.unwrap_or_default().split([' ', '-']).collect()
}
