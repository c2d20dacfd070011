//! Opening the log: its streams and stores, created where there is nothing yet, and judged where there is something.

use std::time::Duration;

use async_nats::jetstream::{
    self,
    context::CreateStreamErrorKind,
    object_store,
    stream::{Config, DiscardPolicy, StorageType},
};

use crate::{log::Log, retry::Retry};

pub(crate) const EVENTS: &str = "EVENTS";
pub(crate) const WIRE: &str = "WIRE";
pub(crate) const RAW: &str = "RAW";
pub(crate) const SNAPSHOTS: &str = "SNAPSHOTS";

/// After this time without an acknowledgement an append is tried again: far longer than a disk takes, so that a leader
/// that was killed is given up early enough to try its successor several times.
const ACKNOWLEDGED_WITHIN: Duration = Duration::from_secs(3);

/// How the log is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// On how many servers each event stands: 1 alone, 3 in a cluster.
    pub replicas: usize,
}

/// Why the log cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the stream {stream} cannot be opened on the NATS server")]
    Stream { stream: &'static str, source: async_nats::Error },
    #[error(
        "the stream {stream} is set up otherwise than it must be: {difference}; correct it with the `nats` tool \
         (nothing was changed, because changing it wrongly could lose events)"
    )]
    SetUpOtherwise { stream: &'static str, difference: String },
}

impl Log {
    /// Opens the log, and creates what it needs where there is nothing yet. What is there and differs is an error.
    pub async fn open(client: async_nats::Client, settings: Settings) -> Result<Self, OpenError> {
        let context = context(client);
        let events = kept(&context, EVENTS, "event.>", settings).await?;
        let wire = kept(&context, WIRE, "wire.>", settings).await?;
        let raw = store(&context, RAW, crate::raw::store(settings)).await?;
        store(&context, SNAPSHOTS, crate::snapshot::store(settings)).await?;
        Ok(Self { context, events, wire, raw })
    }

    /// Opens the log that is there, for whoever looks after it: nothing is created, and how it is set up is not judged.
    pub async fn open_existing(client: async_nats::Client) -> Result<Self, OpenError> {
        let context = context(client);
        let stream = async |stream: &'static str| {
            context.get_stream(stream).await.map_err(|e| OpenError::Stream { stream, source: e.into() })?;
            let opened = context.get_stream_no_info(stream).await;
            opened.map_err(|e| OpenError::Stream { stream, source: e.into() })
        };
        let (events, wire) = (stream(EVENTS).await?, stream(WIRE).await?);
        let raw = context.get_object_store(RAW).await;
        let raw = raw.map_err(|e| OpenError::Stream { stream: RAW, source: e.into() })?;
        Ok(Self { context, events, wire, raw })
    }
}

fn context(client: async_nats::Client) -> jetstream::Context {
    jetstream::context::ContextBuilder::new().timeout(ACKNOWLEDGED_WITHIN).build(client)
}

/// A stream that keeps everything, opened or created.
async fn kept(
    context: &jetstream::Context,
    name: &'static str,
    subjects: &str,
    settings: Settings,
) -> Result<jetstream::stream::Stream<()>, OpenError> {
    let wanted = Config {
        name: name.to_owned(),
        subjects: vec![subjects.to_owned()],
        storage: StorageType::File,
        num_replicas: settings.replicas,
        discard: DiscardPolicy::New,
        deny_delete: true,
        deny_purge: true,
        allow_direct: true,
        ..Config::default()
    };
    let unopened = |source: async_nats::Error| OpenError::Stream { stream: name, source };
    let mut retry = Retry::new();
    let found = loop {
        match context.get_or_create_stream(wanted.clone()).await {
            Ok(found) => break found,
            // A cluster at work, or one that has no leader yet. Asked for again, what is there is given.
            Err(error) if error.kind() == CreateStreamErrorKind::TimedOut && retry.pause().await => {}
            Err(error) => return Err(unopened(error.into())),
        }
    };
    match difference(&wanted, &found.cached_info().config) {
        Some(difference) => Err(OpenError::SetUpOtherwise { stream: name, difference }),
        None => context.get_stream_no_info(name).await.map_err(|e| unopened(e.into())),
    }
}

/// A store of large bytes, opened or created.
async fn store(
    context: &jetstream::Context,
    name: &'static str,
    wanted: object_store::Config,
) -> Result<object_store::ObjectStore, OpenError> {
    let mut retry = Retry::new();
    loop {
        if let Ok(found) = context.get_object_store(name).await {
            return Ok(found);
        }
        match context.create_object_store(wanted.clone()).await {
            Ok(created) => return Ok(created),
            Err(_) if retry.pause().await => {}
            Err(error) => return Err(OpenError::Stream { stream: name, source: error.into() }),
        }
    }
}

/// What about an existing stream would break a promise of the log.
fn difference(wanted: &Config, found: &Config) -> Option<String> {
    let say =
        |what: &str, found: String, wanted: String| Some(format!("{what} is {found}, must be {wanted}"));
    if found.subjects != wanted.subjects {
        return say("subjects", format!("{:?}", found.subjects), format!("{:?}", wanted.subjects));
    }
    if found.storage != wanted.storage {
        return say("storage", format!("{:?}", found.storage), format!("{:?}", wanted.storage));
    }
    if found.num_replicas != wanted.num_replicas {
        return say("replicas", found.num_replicas.to_string(), wanted.num_replicas.to_string());
    }
    if found.discard != wanted.discard {
        return say("discard", format!("{:?}", found.discard), format!("{:?}", wanted.discard));
    }
    let limits = [found.max_bytes, found.max_messages, found.max_messages_per_subject];
    if limits.iter().any(|limit| *limit > 0) || !found.max_age.is_zero() {
        return Some("it has a limit of size, number or age, must have none".to_owned());
    }
    for (what, holds) in [
        ("deny_delete", found.deny_delete),
        ("deny_purge", found.deny_purge),
        ("allow_direct", found.allow_direct),
        ("acknowledgement", !found.no_ack),
    ] {
        if !holds {
            return say(what, "off".to_owned(), "on".to_owned());
        }
    }
    None
}
