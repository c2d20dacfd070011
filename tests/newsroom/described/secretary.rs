//! Writes down what was asked and answered, and holds each answer against the description.

use std::{collections::BTreeSet, path::Path};

use serde_json::{Map, Value, json};

use crate::person::{Answer, Person};

/// What a request brings.
pub enum Brought {
    Nothing,
    Json(Value),
    File(&'static str, Vec<u8>),
}

pub struct Secretary {
    pub address: String,
    /// A memory that is withdrawn at the end, and why.
    pub withdrawn: Option<(String, Value)>,
    document: Value,
    examples: Map<String, Value>,
    problems: Map<String, Value>,
}

impl Secretary {
    pub async fn new(anyone: &Person) -> Self {
        let document = anyone.get("/api/openapi.json").await.done();
        let (examples, problems) = (Map::new(), Map::new());
        Self { address: anyone.address.clone(), withdrawn: None, document, examples, problems }
    }

    pub async fn get(&mut self, who: &Person, path: &str, places: &[&str], query: &str) -> Value {
        self.act_by("GET", who, path, places, query, Brought::Nothing).await
    }

    pub async fn post(
        &mut self,
        who: &Person,
        path: &str,
        places: &[&str],
        query: &str,
        body: Value,
    ) -> Value {
        self.act_by("POST", who, path, places, query, Brought::Json(body)).await
    }

    pub async fn put(
        &mut self,
        who: &Person,
        path: &str,
        places: &[&str],
        query: &str,
        body: Value,
    ) -> Value {
        self.act_by("PUT", who, path, places, query, Brought::Json(body)).await
    }

    pub async fn act(
        &mut self,
        who: &Person,
        path: &str,
        places: &[&str],
        query: &str,
        brought: Brought,
    ) -> Value {
        self.act_by("POST", who, path, places, query, brought).await
    }

    /// Carries out an operation, which must be done, and keeps it as the example.
    pub async fn act_by(
        &mut self,
        method: &str,
        who: &Person,
        path: &str,
        places: &[&str],
        query: &str,
        brought: Brought,
    ) -> Value {
        let operation = &self.document["paths"][path][method.to_lowercase()];
        let id = operation["operationId"]
            .as_str()
            .unwrap_or_else(|| panic!("{method} {path} is described"))
            .to_owned();
        let (mut address, mut in_path) = (path.to_owned(), Map::new());
        for place in places {
            let name = address[address.find('{').unwrap() + 1..address.find('}').unwrap()].to_owned();
            address = address.replace(&format!("{{{name}}}"), place);
            in_path.insert(name, json!(place));
        }
        let asked = asked(query, operation);
        let address = if query.is_empty() { address } else { format!("{address}?{query}") };
        let (answer, body) = match brought {
            Brought::Nothing if method == "GET" => (who.get(&address).await, Value::Null),
            Brought::Nothing => (who.bare(method, &address).await, Value::Null),
            Brought::Json(body) => (who.ask(method, &address, &body).await, body),
            Brought::File(kind, bytes) => {
                let text = String::from_utf8(bytes.clone()).unwrap();
                (who.post_bytes(&address, kind, bytes).await, json!(text))
            }
        };
        assert_eq!(answer.status, 200, "{method} {address}: {answer:?}");
        self.check(&id, operation, &answer);
        let given = if answer.body.is_null() { json!(answer.text) } else { answer.body.clone() };
        // The description does not stand in itself.
        let given = if path == "/api/openapi.json" { Value::Null } else { given };
        let example = json!({
            "request": { "path": in_path, "query": asked, "body": body },
            "response": { "type": answer.kind(), "body": given }
        });
        self.examples.insert(id, without_nothing(example));
        answer.body
    }

    /// Keeps an answer that must be a no.
    pub fn problem(&mut self, answer: &Answer) {
        assert!(answer.status >= 400, "{answer:?}");
        assert_eq!(answer.kind(), "application/problem+json");
        let problem = json!({ "$ref": "#/components/schemas/Problem" });
        self.validate("a problem", &problem, &answer.body);
        self.problems.insert(answer.status.to_string(), answer.body.clone());
    }

    /// Holds an answer against what is described: its type, its headers, its body.
    fn check(&self, id: &str, operation: &Value, answer: &Answer) {
        let described = &operation["responses"]["200"];
        let media = &described["content"][answer.kind()];
        assert!(media.is_object(), "{id} answers {}", answer.kind());
        for name in described["headers"].as_object().unwrap().keys().filter(|name| *name != "Link") {
            assert!(answer.header(name).is_some(), "{id} answers without {name}");
        }
        if answer.kind() == "application/json" {
            self.validate(id, &media["schema"], &answer.body);
        }
    }

    fn validate(&self, id: &str, schema: &Value, body: &Value) {
        let mut schema = schema.clone();
        // `true` takes everything.
        if schema.is_boolean() {
            return;
        }
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["components"] = self.document["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{id} is not as its schema says: {errors:?}\n{body}");
    }

    /// Operations that were not carried out; what has no end is left out.
    pub fn left(&self) -> BTreeSet<String> {
        self.operations()
            .into_iter()
            .filter(|id| !self.examples.contains_key(id) && id != "get_live")
            .collect()
    }

    fn operations(&self) -> BTreeSet<String> {
        let paths = self.document["paths"].as_object().unwrap().values();
        let operations = paths.flat_map(|methods| methods.as_object().unwrap().values());
        operations.map(|operation| operation["operationId"].as_str().unwrap().to_owned()).collect()
    }

    /// Writes the examples down where they can be taken from; gives the place.
    pub fn keep(&mut self) -> String {
        let mut all = std::mem::take(&mut self.examples);
        all.insert("problems".to_owned(), Value::Object(std::mem::take(&mut self.problems)));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples.json");
        std::fs::write(&path, serde_json::to_string_pretty(&Value::Object(all)).unwrap() + "\n").unwrap();
        path.display().to_string()
    }

    /// The examples that the description gives are of its own operations, and as its schemas say.
    pub fn check_kept(&self, kept: &Value, now: &str) {
        let kept = kept.as_object().unwrap();
        let named: BTreeSet<String> = kept.keys().filter(|id| *id != "problems").cloned().collect();
        let mut wanted = self.operations();
        wanted.remove("get_live");
        let how = format!("take what was written down now: cp {now} services/desk/src/api/examples.json");
        assert_eq!(named, wanted, "the examples are not those of all operations; {how}");
        for methods in self.document["paths"].as_object().unwrap().values() {
            for operation in methods.as_object().unwrap().values() {
                self.check_examples(operation, &how);
            }
        }
        for problem in kept["problems"].as_object().unwrap().values() {
            self.validate(
                "a problem that is kept",
                &json!({ "$ref": "#/components/schemas/Problem" }),
                problem,
            );
        }
    }

    fn check_examples(&self, operation: &Value, how: &str) {
        let id = operation["operationId"].as_str().unwrap();
        let asked = &operation["requestBody"]["content"]["application/json"];
        let given = &operation["responses"]["200"]["content"]["application/json"];
        for media in [asked, given] {
            if let (Some(schema), Some(example)) = (media.get("schema"), media.get("example")) {
                self.validate(&format!("{id} ({how})"), schema, example);
            }
        }
        for parameter in operation["parameters"].as_array().unwrap() {
            if let (Some(schema), Some(example)) = (parameter.get("schema"), parameter.get("example")) {
                self.validate(&format!("{id}, {} ({how})", parameter["name"]), schema, example);
            }
        }
    }
}

/// A query as values: numbers where numbers are asked for.
fn asked(query: &str, operation: &Value) -> Value {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = |name: &str, given: &str| {
        let parameters = operation["parameters"].as_array().unwrap();
        let parameter = parameters.iter().find(|parameter| parameter["name"] == name);
        let is_number = parameter.is_some_and(|parameter| parameter["schema"]["type"] == "integer");
        if is_number { json!(given.parse::<u64>().unwrap()) } else { json!(given) }
    };
    Value::Object(pairs.map(|(name, given)| (name.to_owned(), value(name, given))).collect())
}

fn without_nothing(mut example: Value) -> Value {
    for half in ["request", "response"] {
        let half = example[half].as_object_mut().unwrap();
        half.retain(|_, value| !value.is_null() && value.as_object().is_none_or(|object| !object.is_empty()));
    }
    example
}
