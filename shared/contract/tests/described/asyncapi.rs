//! The `AsyncAPI` 3.1 document: on which subjects what is said. The newsroom is the application.

use contract::{Kind, raise::GROWTH, source};
use serde_json::{Map, Value, json};

use super::{commands, events};

/// Where the format of what stands on the wire is kept by those who look after it.
const NINJS: &str = "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json";

/// Something that a service is asked on a subject of its own.
struct Question {
    /// Its subject without `command.`.
    name: String,
    about: String,
    service: &'static str,
}

pub(super) fn document() -> Value {
    let (mut channels, mut operations, mut messages) = (Map::new(), Map::new(), Map::new());
    for kind in Kind::ALL {
        facts(kind, &mut channels, &mut operations, &mut messages);
    }
    for question in questions() {
        ask(&question, &mut channels, &mut operations);
    }
    wire(&mut channels, &mut operations);
    json!({
        "asyncapi": "3.1.0",
        "info": {
            "title": "Dragoman",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The newsroom that translates journalism: its events, what its services are asked, and the wire, \
                            all over NATS. Events stand on the JetStream stream `EVENTS`, published pieces on `WIRE`; both keep \
                            everything.",
            "license": { "name": "MIT OR Apache-2.0" },
            "tags": [{ "name": "newsroom" }],
        },
        "defaultContentType": "application/json",
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages },
    })
}

fn facts(
    kind: Kind,
    channels: &mut Map<String, Value>,
    operations: &mut Map<String, Value>,
    messages: &mut Map<String, Value>,
) {
    let token = kind.token();
    let channel = format!("event.{token}");
    let mut references = Map::new();
    let of_kind = |event_type: &str| event_type.split('.').next() == Some(token);
    for (event_type, newest) in GROWTH.versions.iter().filter(|(event_type, _)| of_kind(event_type)) {
        for version in 1..=*newest {
            let name = format!("{event_type}.v{version}");
            references.insert(name.clone(), reference("components/messages", &name));
            let message = json!({
                "name": event_type,
                "title": format!("{event_type}, version {version}"),
                "contentType": "application/cloudevents+json",
                "headers": {
                    "type": "object",
                    "properties": { "Nats-Expected-Last-Subject-Sequence": {
                        "type": "string",
                        "pattern": "^[0-9]+$",
                        "description": "The sequence of the event before this one on its subject; 0 for the first.",
                    } },
                },
                "payload": { "$ref": format!("./{}", events::file(event_type, version)) },
            });
            messages.insert(name, message);
        }
    }
    let id = format!("The id of the {token} that the facts are about.");
    let address = format!("event.{token}.{{id}}");
    let about = format!("The facts about one {token}, in order.");
    channels.insert(
        channel.clone(),
        json!({
            "address": address,
            "description": about,
            "parameters": { "id": { "description": id } },
            "messages": references,
        }),
    );
    let operation = json!({
        "action": "send",
        "channel": reference("channels", &channel),
        "summary": format!("A fact about a {token} is recorded."),
    });
    operations.insert(format!("record.{token}"), operation);
}

fn questions() -> Vec<Question> {
    let command = |kind: Kind| {
        let (name, about) = (kind.token().to_owned(), format!("A command for one {}.", kind.token()));
        Question { name, about, service: service(kind) }
    };
    let take = Question {
        name: source::TAKE.trim_start_matches("command.").to_owned(),
        about: "A feed came as a file and is to be taken.".to_owned(),
        service: service(Kind::Source),
    };
    Kind::ALL.into_iter().map(command).chain([take]).collect()
}

/// The service that rules this kind: its replicas share one queue.
const fn service(kind: Kind) -> &'static str {
    match kind {
        Kind::Source | Kind::Article => "ingest",
        Kind::Translation | Kind::Term | Kind::Memory => "translation",
        Kind::Edit => "editing",
        Kind::Policy | Kind::Publication => "publishing",
        Kind::Member | Kind::Newsroom => "desk",
    }
}

fn ask(question: &Question, channels: &mut Map<String, Value>, operations: &mut Map<String, Value>) {
    let Question { name, about, service } = question;
    let (asked, answered) = (format!("command.{name}"), format!("reply.{name}"));
    let message =
        |title: &str, file: String| json!({ "title": title, "payload": { "$ref": format!("./{file}") } });
    channels.insert(
        asked.clone(),
        json!({
            "address": asked,
            "description": about,
            "messages": { "request": message(&format!("{name}: what is asked"), commands::asked(name)) },
        }),
    );
    channels.insert(
        answered.clone(),
        json!({
            "address": null,
            "description": "The inbox of whoever asks; no other reply subject is answered.",
            "messages": { "reply": message(&format!("{name}: what is answered"), commands::answered(name)) },
        }),
    );
    let operation = json!({
        "action": "receive",
        "channel": reference("channels", &asked),
        "summary": about,
        "reply": {
            "address": {
                "location": "$message.header#/reply",
                "description": "The reply subject of the NATS request; it begins with `_INBOX.`.",
            },
            "channel": reference("channels", &answered),
        },
        "bindings": { "nats": { "queue": service, "bindingVersion": "0.1.0" } },
    });
    operations.insert(format!("ask.{name}"), operation);
}

fn wire(channels: &mut Map<String, Value>, operations: &mut Map<String, Value>) {
    channels.insert(
        "wire".to_owned(),
        json!({
            "address": "wire.{language}.{section}.{piece}",
            "description": "What was published, in one order without a gap. services/publishing/WIRE.md says what can be \
                            relied on.",
            "parameters": {
                "language": { "description": "The language of the piece, such as `en`." },
                "section": { "description": "The part of the output that it belongs to, such as `politics`." },
                "piece": { "description": "The piece: its article's id, `_` and its language." },
            },
            "messages": { "item": {
                "title": "One version of a piece",
                "payload": {
                    "type": "object",
                    "title": "ninjs 3.1",
                    "externalDocs": { "url": NINJS, "description": "ninjs 3.1, the format of the IPTC" },
                },
            } },
        }),
    );
    let operation = json!({
        "action": "send",
        "channel": reference("channels", "wire"),
        "summary": "A version of a piece is published.",
    });
    operations.insert("publish".to_owned(), operation);
}

fn reference(place: &str, name: &str) -> Value {
    json!({ "$ref": format!("#/{place}/{name}") })
}
