//! A newsroom of its own for a test: a server on its own port and folder, services as tasks or as processes.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use async_nats::Client;
use contract::{Actor, CommandId, Reply, Request, Role, Subject, health::Durability, member, policy};
use journal::{Log, Settings};
use natsd::{Port, Server};
use runtime::{Health, Shutdown, clock};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{browser::Browser, person::Person};

/// What anything in a test may take. Two cores may be busy with other tests.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The people of the test newsroom, with their roles.
const PEOPLE: [(&str, &[Role]); 6] = [
    ("adam", &[Role::Administrator]),
    ("edith", &[Role::Editor]),
    ("omar", &[Role::Editor, Role::Translator]),
    ("salma", &[Role::Translator]),
    ("yusuf", &[Role::Translator]),
    ("mariam", &[Role::Translator]),
];

pub const OUTLET: &str = "The Harbour Desk";
pub const DISCLAIMER: &str = "This article was translated and edited by {outlet}. {outlet} has not verified the story; \
                              responsibility lies with the author.";
pub const ATTRIBUTION: &str = "First published by {source}: {address}";

/// The services, by the names of their commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Ingest,
    Translation,
    Editing,
    Publishing,
}

impl Service {
    pub const ALL: [Self; 4] = [Self::Ingest, Self::Translation, Self::Editing, Self::Publishing];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Translation => "translation",
            Self::Editing => "editing",
            Self::Publishing => "publishing",
        }
    }
}

/// A folder of its own for each test, empty at the start.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newsroom").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The nats-server, which the tests of the whole workspace share.
pub async fn binary() -> PathBuf {
    natsd::binary(&Path::new(env!("CARGO_TARGET_TMPDIR")).join("../nats")).await.unwrap()
}

pub async fn server(name: &str) -> Server {
    let settings = natsd::Settings { binary: binary().await, folder: folder(name), port: Port::Free };
    Server::start(settings).await.unwrap()
}

/// A connection and a log of its own, as each process has.
pub async fn connect(server: &Server) -> (Client, Log) {
    let client = async_nats::connect(server.client_url()).await.unwrap();
    let log = Log::open(client.clone(), Settings { replicas: 1 }).await.unwrap();
    (client, log)
}

/// The servers of tests always sync.
fn health() -> Health {
    Health::new(Durability::OnDisk)
}

/// Services running as tasks of the test.
pub struct Newsroom {
    pub server: Server,
    pub client: Client,
    pub address: String,
    key: desk::Key,
    /// What translators may ask, from the next start of the desk on.
    pub machine: Option<desk::machine::Machine>,
    /// Where the search index is kept, from the next start of the desk on.
    pub index: Option<PathBuf>,
    pub access: desk::access::Settings,
    pub limits: desk::limits::Limits,
    shutdown: Shutdown,
    running: Vec<JoinHandle<anyhow::Result<()>>>,
}

impl Newsroom {
    /// Every service once, the desk, the people, the policies and a source `wadi` with a routing rule into English.
    pub async fn start(name: &str) -> Self {
        let mut newsroom = Self::empty(name).await;
        newsroom.open(&Service::ALL).await;
        newsroom.settle().await;
        newsroom
    }

    /// The same, with a machine that translators may ask.
    pub async fn with_machine(name: &str, machine: desk::machine::Machine) -> Self {
        let mut newsroom = Self::start(name).await;
        newsroom.close().await;
        newsroom.machine = Some(machine);
        newsroom.open_desk().await;
        newsroom.open(&Service::ALL).await;
        let edith = newsroom.person("edith");
        until(async || (edith.get("/api/health").await.body["rebuilt"] == true).then_some(())).await;
        until(async || (edith.get("/api/members").await.status == 200).then_some(())).await;
        newsroom
    }

    /// The same, where people come in as these settings say.
    pub async fn with_access(name: &str, access: desk::access::Settings) -> Self {
        let mut newsroom = Self::empty_with(name, access).await;
        newsroom.open(&Service::ALL).await;
        newsroom.settle().await;
        newsroom
    }

    /// A server and a desk, without services.
    pub async fn empty(name: &str) -> Self {
        Self::empty_with(name, desk::access::Settings::default()).await
    }

    async fn empty_with(name: &str, access: desk::access::Settings) -> Self {
        let mut newsroom = Self::closed(name).await;
        newsroom.access = access;
        newsroom.open_desk().await;
        newsroom
    }

    /// A server alone.
    pub async fn closed(name: &str) -> Self {
        let server = server(name).await;
        let (client, _) = connect(&server).await;
        Self {
            server,
            client,
            address: String::new(),
            key: desk::Key::new([7; 32]),
            machine: None,
            index: None,
            access: desk::access::Settings::default(),
            // Tests ask as fast as they can.
            limits: desk::limits::Limits::NONE,
            shutdown: Shutdown::new(),
            running: Vec::new(),
        }
    }

    pub async fn open_desk(&mut self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        self.address = format!("http://{}", listener.local_addr().unwrap());
        let (client, log) = connect(&self.server).await;
        let (key, machine) = (self.key.clone(), self.machine.clone());
        let (access, index) = (self.access.clone(), self.index.clone());
        let config = desk::Config { listener, key, access, machine, index, limits: self.limits };
        let shutdown = self.shutdown.clone();
        self.running.push(tokio::spawn(desk::run(client, log, config, health(), shutdown)));
    }

    /// Starts one more replica of each of these.
    pub async fn open(&mut self, services: &[Service]) {
        for service in services {
            let (client, log) = connect(&self.server).await;
            let shutdown = self.shutdown.clone();
            self.running.push(match service {
                Service::Ingest => tokio::spawn(ingest::run(client, log, health(), shutdown)),
                Service::Translation => tokio::spawn(translation::run(client, log, health(), shutdown)),
                Service::Editing => tokio::spawn(editing::run(client, log, health(), shutdown)),
                Service::Publishing => tokio::spawn(publishing::run(client, log, health(), shutdown)),
            });
        }
    }

    /// Stops every service and the desk, drained.
    pub async fn close(&mut self) {
        self.shutdown.cancel();
        for running in self.running.drain(..) {
            running.await.unwrap().unwrap();
        }
        self.shutdown = Shutdown::new();
    }

    /// An administrator has come in, and has done nothing yet.
    pub async fn begin(&self) {
        join(&self.client, &PEOPLE[..1]).await;
        let adam = self.person("adam");
        until(async || (adam.get("/api/members").await.status == 200).then_some(())).await;
    }

    /// The others come in too.
    pub async fn people(&self) {
        join(&self.client, &PEOPLE[1..]).await;
        let adam = self.person("adam");
        until(async || {
            (adam.get("/api/members").await.body["rows"].as_array()?.len() == PEOPLE.len()).then_some(())
        })
        .await;
    }

    pub async fn settle(&self) {
        self.begin().await;
        self.people().await;
        rules(&self.client, &self.person("adam")).await;
    }

    /// People, policies and a source, for services that are running or about to.
    pub async fn settle_through(server: &str, adam: &Person) {
        let client = async_nats::connect(server).await.unwrap();
        join(&client, &PEOPLE).await;
        rules(&client, adam).await;
    }

    pub fn person(&self, member: &str) -> Person {
        Person::new(&self.address, self.token(member))
    }

    /// A browser in which this member is signed in.
    pub fn browser(&self, member: &str) -> Browser {
        Browser::new(&self.address, &self.token(member))
    }

    pub fn token(&self, member: &str) -> String {
        let until = clock::now() + chrono::TimeDelta::hours(1);
        self.key.token(&member.parse().unwrap(), until)
    }
}

/// Takes these people in.
async fn join(client: &Client, people: &[(&str, &[Role])]) {
    for (id, roles) in people {
        let membership = member::Membership {
            name: id[..1].to_uppercase() + &id[1..],
            roles: roles.iter().copied().collect(),
            languages: std::collections::BTreeSet::new(),
        };
        let subject = Subject::member(&id.parse().unwrap());
        ask::<_, member::Refusal>(client, &subject, member::Command::Join(membership)).await;
    }
}

/// The policies for English, and a source that is routed into it.
async fn rules(client: &Client, adam: &Person) {
    for (id, text) in [("outlet-en", OUTLET), ("attribution-en", ATTRIBUTION), ("disclaimer-en", DISCLAIMER)]
    {
        let subject = Subject::policy(&id.parse().unwrap());
        let enact = policy::Command::Enact { text: text.to_owned() };
        ask::<_, policy::Refusal>(client, &subject, enact).await;
    }
    let source = serde_json::json!({
        "id": "wadi", "name": "Al-Wadi", "feed": null, "language": "ar", "section": "world",
        "rights": "by agreement", "routes": [{ "language": "en" }], "every_minutes": 15
    });
    adam.until_done("POST", "/api/sources", &source).await;
}

/// Asks a service straight away, as somebody who may do anything, until it is there to answer.
pub async fn ask<C: Serialize + Clone, R: DeserializeOwned>(client: &Client, subject: &Subject, command: C) {
    let actor = Actor {
        member: "service-test".parse().unwrap(),
        name: "Test".to_owned(),
        roles: [Role::Administrator, Role::Editor, Role::Service].into(),
    };
    let id: CommandId = clock::command_id();
    let request = Request { id, stream: subject.id().to_owned(), actor, cause: None, seen: None, command };
    let bytes = serde_json::to_vec(&request).unwrap();
    let done = until(async || {
        let answer = client.request(subject.kind().command_subject(), bytes.clone().into()).await.ok()?;
        let reply: Reply<R> = serde_json::from_slice(&answer.payload).unwrap();
        matches!(reply, Reply::Recorded { .. } | Reply::Unchanged { .. }).then_some(())
    });
    done.await;
}

/// Looks again until there is something to see. The looks are requests to real services, so they pace themselves; a
/// short pause keeps two cores free for what is awaited.
pub async fn until<T>(mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let mut pause = tokio::time::interval(Duration::from_millis(20));
    let seen = async {
        loop {
            pause.tick().await;
            if let Some(seen) = look().await {
                return seen;
            }
        }
    };
    tokio::time::timeout(PATIENCE, seen).await.expect("what was awaited did not come")
}
