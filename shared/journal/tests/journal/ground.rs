//! A server and a log for each test, and facts to put on it.

use std::path::Path;

use chrono::{DateTime, Utc};
use contract::{Actor, CommandId, Stamp, Subject, envelope, policy};
use journal::{AppendError, Instruction, Log, Settings};
use natsd::{Port, Server};

/// A server with an empty folder. Each test has a name of its own.
pub(crate) async fn server(name: &str) -> Server {
    let tmp = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = tmp.join("journal").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let cache = tmp.join("../nats");
    let binary = natsd::binary(&cache).await.unwrap();
    Server::start(natsd::Settings { binary, folder, port: Port::Free }).await.unwrap()
}

pub(crate) async fn log(server: &Server) -> Log {
    let client = journal::connect(&[server.client_url().parse().unwrap()]).await.unwrap();
    Log::open(client, Settings { replicas: 1 }).await.unwrap()
}

pub(crate) fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

/// The same for the same name.
pub(crate) fn id(name: &str) -> CommandId {
    CommandId::caused_by(CommandId(contract::ArticleId::of(&"test".parse().unwrap(), "id").0), name)
}

pub(crate) fn by(name: &str) -> Instruction {
    Instruction::new(id(name), None, Actor::service("test"), now())
}

pub(crate) fn subject(name: &str) -> Subject {
    Subject::policy(&format!("rights-{name}").parse().unwrap())
}

pub(crate) fn enacted(text: &str) -> policy::Event {
    let (kind, language) = (contract::PolicyKind::Rights, "en".parse().unwrap());
    policy::Event::Enacted { kind, language, text: text.to_owned(), version: 1 }
}

/// The bytes of an event with this text, by a command with the name `name`.
pub(crate) fn written(on: &Subject, name: &str, text: &str) -> Vec<u8> {
    let stamp = Stamp { id: id(name), cause: None, by: Actor::service("test").member, at: now() };
    envelope::write(on, &stamp, &enacted(text))
}

/// Appends a fact that nobody else appends; gives its sequence.
pub(crate) async fn append(log: &Log, on: &Subject, expected: u64, bytes: Vec<u8>) -> u64 {
    match log.append(on, expected, bytes).await {
        Ok(sequence) => sequence,
        // Its acknowledgement took too long on a busy machine, and it was there when it was tried again.
        Err(AppendError::Conflict) => log.last(on).await.unwrap().unwrap().sequence,
        Err(AppendError::Fault(fault)) => panic!("{fault}"),
    }
}

/// The same, as a program of tomorrow would write it.
pub(crate) fn written_tomorrow(on: &Subject, name: &str) -> Vec<u8> {
    let today = String::from_utf8(written(on, name, "x")).unwrap();
    let tomorrow = today.replace(r#""schemaversion":1"#, r#""schemaversion":2"#);
    assert_ne!(today, tomorrow);
    tomorrow.into_bytes()
}
