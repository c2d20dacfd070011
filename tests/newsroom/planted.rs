//! A log on a real server that is written past the journal, so that it can be damaged; and what `verify` says of it.

use std::process::Stdio;

use async_nats::jetstream::{
    self,
    message::PublishMessage,
    object_store::{self, ObjectStore},
    stream::{Config, Stream},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    ArticleId, Block, BlockId, BlockKind, Brief, Credit, Digest, Document, Event, Origin, PieceId,
    PolicyKind, Stamp, Subject, article,
    edit::{self, Approval},
    envelope, policy as policies,
    publication::{self, Edition, Notice, Notices},
    translation::{self, Requested, Submission},
};
use natsd::Server;
use publishing::ninjs::Item;
use runtime::clock;
use serde_json::Value;
use tokio::process::Command;

use crate::newsroom::server;

/// The raw bytes that the story's article was read from.
pub const RAW: &[u8] = b"<rss/>";

/// A log whose streams may be written and deleted at will.
pub struct Planted {
    pub server: Server,
    pub events: Stream,
    pub wire: Stream,
    pub raw: ObjectStore,
    context: jetstream::Context,
}

impl Planted {
    /// A log with these facts, each behind the one before it on its stream, and with the story's raw bytes.
    pub async fn with(name: &str, facts: impl IntoIterator<Item = (Subject, Event)>) -> Self {
        let server = server(name).await;
        let context = jetstream::new(async_nats::connect(server.client_url()).await.unwrap());
        let stream = async |name: &str, subjects: &str| {
            let config = Config {
                name: name.to_owned(),
                subjects: vec![subjects.to_owned()],
                allow_direct: true,
                ..Config::default()
            };
            context.create_stream(config).await.unwrap()
        };
        let (events, wire) = (stream("EVENTS", "event.>").await, stream("WIRE", "wire.>").await);
        let bucket = object_store::Config { bucket: "RAW".to_owned(), ..object_store::Config::default() };
        let raw = context.create_object_store(bucket).await.unwrap();
        let planted = Self { server, events, wire, raw, context };
        planted.keep(&Digest::of(RAW).to_string(), RAW).await;
        let mut last = std::collections::HashMap::new();
        for (subject, event) in facts {
            let before = last.get(&subject).copied().unwrap_or(0);
            let bytes = planted.envelope(&subject, &event);
            let sequence = planted.raw_append(&subject.to_string(), Some(before), bytes).await;
            last.insert(subject, sequence);
        }
        planted
    }

    pub async fn keep(&self, name: &str, mut bytes: &[u8]) {
        self.raw.put(name, &mut bytes).await.unwrap();
    }

    /// Loses the parts of what is kept, and not that it is kept.
    pub async fn lose_parts(&self) {
        let store = self.context.get_stream("OBJ_RAW").await.unwrap();
        store.purge().filter("$O.RAW.C.>").await.unwrap();
    }

    /// An event of an hour ago.
    #[expect(clippy::unused_self, reason = "what is written to a log is made by it")]
    pub fn envelope(&self, subject: &Subject, event: &Event) -> Vec<u8> {
        let at = clock::now() - TimeDelta::hours(1);
        let stamp = Stamp { id: clock::command_id(), cause: None, by: "planter".parse().unwrap(), at };
        envelope::write(subject, &stamp, event)
    }

    /// Appends whatever this is, naming this fact as the one before it, or none; gives the sequence.
    pub async fn raw_append(&self, subject: &str, before: Option<u64>, bytes: Vec<u8>) -> u64 {
        let message = PublishMessage::build().payload(bytes.into());
        let message = match before {
            Some(before) => message.expected_last_subject_sequence(before),
            None => message,
        };
        self.context.send_publish(subject.to_owned(), message).await.unwrap().await.unwrap().sequence
    }

    /// Puts an item on the wire.
    pub async fn put(&self, item: &Value) {
        let subject = format!("wire.en.world.{}", piece());
        self.raw_append(&subject, None, serde_json::to_vec(item).unwrap()).await;
    }

    /// Exactly these findings: what, and at which sequence or number.
    #[track_caller]
    pub fn finds<'a>(
        &'a self,
        arguments: &'a [&'a str],
        expected: &'a [(&'a str, u64)],
    ) -> impl Future<Output = Value> + 'a {
        let address = self.server.client_url();
        async move {
            let (code, said) = verify(&address, arguments).await;
            let findings = said["findings"].as_array().unwrap().iter();
            let mut found: Vec<(&str, u64)> = findings
                .map(|finding| (finding["found"].as_str().unwrap(), finding["sequence"].as_u64().unwrap()))
                .collect();
            let mut expected = expected.to_vec();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{said:#}");
            assert_eq!(code, Some(i32::from(!expected.is_empty())));
            said
        }
    }
}

/// What `dragoman verify --json` says of the log on this server, and its code.
pub async fn verify(server: &str, arguments: &[&str]) -> (Option<i32>, Value) {
    let output = dragoman("verify", server).arg("--json").args(arguments).output().await.unwrap();
    let said = serde_json::from_slice(&output.stdout);
    (output.status.code(), said.unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr))))
}

/// What it says to people.
pub async fn said(server: &str) -> String {
    String::from_utf8(dragoman("verify", server).output().await.unwrap().stdout).unwrap()
}

/// This command on the log of this server.
pub fn dragoman(command: &str, server: &str) -> Command {
    let mut dragoman = Command::new(env!("CARGO_BIN_EXE_dragoman"));
    dragoman.args([command, "--nats", server]).stdin(Stdio::null());
    dragoman
}

fn piece() -> PieceId {
    let article = ArticleId::of(&"wadi".parse().unwrap(), "guid-1");
    PieceId { article, language: "en".parse().unwrap() }
}

fn text(language: &str, headline: &str, paragraph: &str) -> Document {
    let block = |id, kind, text: &str| Block::plain(BlockId(id), kind, text.to_owned());
    let blocks = vec![block(0, BlockKind::Headline, headline), block(1, BlockKind::Paragraph, paragraph)];
    Document { blocks, language: language.parse().unwrap() }
}

pub fn source() -> Document {
    text("ar", "الجسر", "أعيد فتح الجسر.")
}

fn english() -> Document {
    text("en", "The bridge", "The bridge was reopened.")
}

fn credit(name: &str) -> Credit {
    Credit { member: name.to_lowercase().parse().unwrap(), name: name.to_owned() }
}

pub fn origin() -> Origin {
    Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: Vec::new(),
        published_at: None,
        rights: "by agreement".to_owned(),
        section: "world".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision: 1,
        document: source().digest(),
        raw: Digest::of(RAW),
    }
}

fn submission() -> Submission {
    Submission::new(origin(), english(), [credit("Salma")].into(), 1)
}

fn approval() -> Approval {
    Approval::new(submission(), credit("Edith"))
}

fn edition() -> Edition {
    let Approval { origin, document, digest, translators, editor, machine, behind, .. } = approval();
    let notice = |text: &str| Notice { text: text.to_owned(), version: 1 };
    let notices = Notices {
        outlet: notice("The Harbour Desk"),
        attribution: notice("First published by Al-Wadi"),
        disclaimer: notice("Not verified"),
        rights: None,
    };
    let published_at: DateTime<Utc> = clock::now() - TimeDelta::hours(1);
    Edition {
        version: 1,
        origin,
        document,
        digest,
        translators,
        editor,
        published_at,
        notices,
        machine,
        behind,
    }
}

/// The whole way of one article, in eight facts.
pub fn story() -> Vec<(Subject, Event)> {
    let (piece, origin) = (piece(), origin());
    let language = piece.language.clone();
    let submission = submission();
    let received = article::Received {
        item: "guid-1".to_owned(),
        origin: origin.clone(),
        document: source(),
        routes: Vec::new(),
    };
    let (brief, document) = (Brief::default(), source());
    let requested = Requested {
        language: language.clone(),
        origin: origin.clone(),
        document: document.clone(),
        brief: brief.clone(),
    };
    let commissioned = article::Commissioned { language, brief, origin, document };
    let of_article = Subject::article(piece.article);
    let (of_translation, of_edit) = (Subject::translation(&piece), Subject::edit(&piece));
    let of_publication = Subject::publication(&piece);
    vec![
        (of_article.clone(), Event::Article(article::Event::Received(received.into()))),
        (of_article, Event::Article(article::Event::Commissioned(commissioned.into()))),
        (of_translation.clone(), Event::Translation(translation::Event::Requested(requested.into()))),
        (of_translation, Event::Translation(translation::Event::Submitted(submission.clone().into()))),
        (of_edit.clone(), Event::Edit(edit::Event::Opened(submission.into()))),
        (of_edit, Event::Edit(edit::Event::Approved(approval().into()))),
        (of_publication.clone(), Event::Publication(publication::Event::Prepared(approval().into()))),
        (of_publication, Event::Publication(publication::Event::Published(edition().into()))),
    ]
}

/// A policy that comes into force.
pub fn policy(id: &str, kind: PolicyKind, text: &str) -> (Subject, Event) {
    let (language, text) = ("en".parse().unwrap(), text.to_owned());
    let enacted = policies::Event::Enacted { kind, language, text, version: 1 };
    (Subject::policy(&id.parse().unwrap()), Event::Policy(enacted))
}

/// The story's item for the wire, as this version; with these words, where they are to be others.
pub fn item(version: u32, digest: Option<Digest>) -> Value {
    let published = edition();
    let digest = digest.unwrap_or(published.digest);
    serde_json::to_value(Item::of(&piece(), &Edition { version, digest, ..published })).unwrap()
}
