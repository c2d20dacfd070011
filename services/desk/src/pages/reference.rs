//! The reference of the HTTP API: the same description that programs read, for people.

use std::sync::LazyLock;

use axum::response::Response;
use serde_json::Value;

use super::frame::{Frame, Here, page};
use crate::{
    api::{self, route::At},
    problem::Problem,
    reader::Said,
    signed::Signed,
};

/// So much of an example is shown: what matters of a long one stands at its beginning.
const LINES_MOST: usize = 40;

static ROOMS: LazyLock<Vec<Room>> = LazyLock::new(|| rooms(api::document()));

/// What there is, by rooms.
pub(super) async fn list(signed: Signed) -> Response {
    let reader = signed.reader;
    page(&ReferencePage {
        frame: Frame::new(&reader.say("reference-title"), Here::Reference, &signed),
        about: about(),
        rooms: &ROOMS,
    })
}

/// One operation: what it is told, an example of it, and what can come back.
pub(super) async fn show(signed: Signed, At(id): At<String>) -> Result<Response, Problem> {
    let reader = signed.reader;
    let all = ROOMS.iter().flat_map(|room| &room.operations);
    let operation = all
        .into_iter()
        .find(|operation| operation.id == id)
        .ok_or_else(|| Problem::not_found("operation"))?;
    let stands_for = [("desk", Said::from("$DESK")), ("token", Said::from("$TOKEN"))];
    Ok(page(&OperationPage {
        frame: Frame::new(&operation.summary, Here::Reference, &signed),
        stands_for: reader.say_with("reference-stands-for", &stands_for),
        operation,
    }))
}

#[derive(askama::Template)]
#[template(path = "reference.html")]
struct ReferencePage {
    frame: Frame,
    /// What holds for all operations, by paragraph.
    about: Vec<String>,
    /// They are described in English.
    rooms: &'static [Room],
}

#[derive(askama::Template)]
#[template(path = "reference_operation.html")]
struct OperationPage {
    frame: Frame,
    stands_for: String,
    operation: &'static Operation,
}

impl OperationPage {
    /// Where a parameter stands.
    fn place(&self, parameter: &Parameter) -> String {
        self.frame.reader.named("reference-in", &parameter.place).unwrap_or_default()
    }
}

struct Room {
    name: String,
    about: String,
    operations: Vec<Operation>,
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    /// The scopes of a token of which one is enough; none where nobody is asked who they are.
    scopes: Option<String>,
    parameters: Vec<Parameter>,
    example: Option<Example>,
    answers: Vec<(String, String)>,
}

struct Parameter {
    name: String,
    place: String,
    required: bool,
    about: String,
}

struct Example {
    curl: String,
    answered: String,
}

fn about() -> Vec<String> {
    let description = text(&api::document()["info"]["description"]);
    description.split("\n\n").map(|paragraph| paragraph.replace("**", "").replace('`', "")).collect()
}

fn rooms(document: &Value) -> Vec<Room> {
    let tags = document["tags"].as_array().into_iter().flatten();
    let room = |tag: &Value| {
        let paths = document["paths"].as_object().into_iter().flatten();
        let operations = paths.flat_map(|(path, methods)| {
            let methods = methods.as_object().into_iter().flatten();
            let here = methods.filter(|(_, operation)| operation["tags"][0] == tag["name"]);
            here.map(|(method, described)| operation(document, method, path, described))
        });
        Room { name: text(&tag["name"]), about: text(&tag["description"]), operations: operations.collect() }
    };
    tags.map(room).collect()
}

fn operation(document: &Value, method: &str, path: &str, described: &Value) -> Operation {
    let parameters = described["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<&Value> = parameters.map(|parameter| resolved(document, parameter)).collect();
    let answers = described["responses"].as_object().into_iter().flatten();
    let answers =
        answers.map(|(status, answer)| (status.clone(), text(&resolved(document, answer)["description"])));
    let method = method.to_uppercase();
    Operation {
        id: text(&described["operationId"]),
        example: example(&method, path, described, &parameters),
        method,
        path: path.to_owned(),
        summary: text(&described["summary"]),
        scopes: scopes(described),
        parameters: parameters.into_iter().map(told).collect(),
        answers: answers.collect(),
    }
}

/// Which scopes are enough; no names where it is for people alone.
fn scopes(described: &Value) -> Option<String> {
    let ways = described["security"].as_array().filter(|ways| !ways.is_empty())?;
    let named = ways.iter().filter_map(|way| way["token"].as_array()).flatten().map(text);
    Some(named.collect::<Vec<_>>().join(", "))
}

fn told(parameter: &Value) -> Parameter {
    Parameter {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        required: parameter["required"] == true,
        about: parameter
            .get("description")
            .or(parameter["schema"].get("description"))
            .map(text)
            .unwrap_or_default(),
    }
}

/// A request as `curl` sends it, and what came back in a newsroom.
fn example(method: &str, path: &str, described: &Value, parameters: &[&Value]) -> Option<Example> {
    let content = described["responses"]["200"]["content"].as_object()?;
    let answered = content.values().find_map(|media| media.get("example"))?;
    let mut address = path.to_owned();
    let mut query = form_urlencoded::Serializer::new(String::new());
    for parameter in parameters {
        let (name, Some(given)) = (text(&parameter["name"]), parameter.get("example")) else { continue };
        match parameter["in"].as_str() {
            Some("path") => address = address.replace(&format!("{{{name}}}"), &text(given)),
            Some("query") if name != "at_least" => drop(query.append_pair(&name, &text(given))),
            Some(_) | None => {}
        }
    }
    let query = query.finish();
    if !query.is_empty() {
        address = format!("{address}?{query}");
    }
    let verb = if method == "GET" { String::new() } else { format!(" -X {method}") };
    let mut curl = format!("curl{verb} \"$DESK{address}\" -H \"Authorization: Bearer $TOKEN\"");
    if let Some((kind, media)) =
        described["requestBody"]["content"].as_object().and_then(|all| all.iter().next())
    {
        let brought = match media.get("example") {
            Some(body) if kind == "application/json" => {
                format!("--data '{}'", body.to_string().replace('\'', "'\\''"))
            }
            Some(_) | None => "--data-binary @FILE".to_owned(),
        };
        curl = format!("{curl} \\\n  -H 'Content-Type: {kind}' {brought}");
    }
    Some(Example { curl, answered: shortened(answered) })
}

/// An example as it is read: as many lines as tell what it is like.
fn shortened(answered: &Value) -> String {
    let whole = match answered {
        Value::String(file) => file.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            serde_json::to_string_pretty(answered).unwrap_or_default()
        }
    };
    let mut lines: Vec<&str> = whole.lines().take(LINES_MOST + 1).collect();
    if lines.len() > LINES_MOST {
        lines[LINES_MOST] = "…";
    }
    lines.join("\n")
}

/// What a reference leads to.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference =
        value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

/// A value as it is read, without quotation marks.
fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_stands_on_the_page_once_and_says_what_can_come_back() {
        let document = api::document();
        let described = document["paths"].as_object().unwrap().values();
        let described: usize = described.map(|methods| methods.as_object().unwrap().len()).sum();
        let shown: Vec<&Operation> = ROOMS.iter().flat_map(|room| &room.operations).collect();
        assert_eq!(shown.len(), described);
        for operation in shown {
            assert!(operation.answers.iter().all(|(_, words)| !words.is_empty()), "{}", operation.id);
            assert!(operation.answers.iter().any(|(status, _)| status == "200"), "{}", operation.id);
        }
    }

    #[test]
    fn an_act_is_shown_as_curl_sends_it() {
        let operations = ROOMS.iter().flat_map(|room| &room.operations);
        let claim =
            operations.into_iter().find(|operation| operation.id == "post_pieces_piece_claim").unwrap();
        let curl = &claim.example.as_ref().unwrap().curl;
        let start = curl.strip_prefix("curl -X POST \"$DESK/api/pieces/").unwrap();
        let address = start.split('"').next().unwrap();
        assert!(address.ends_with("/claim") && !address.contains('{'), "{curl}");
        assert!(curl.contains("-H 'Content-Type: application/json' --data '{\"minutes\":90}'"), "{curl}");
    }
}
