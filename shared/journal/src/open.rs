//! Opening the log: its streams and stores, created where there is nothing yet, and judged where there is something.

use std::time::Duration;

use async_nats::jetstream::{
    self,
    context::CreateStreamErrorKind,
    object_store,
    stream::{Config, DiscardPolicy, PersistenceMode, StorageType},
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
        judge_raw(&context, settings).await?;
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
    let wanted = wanted(name, subjects, settings);
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

fn wanted(name: &str, subjects: &str, settings: Settings) -> Config {
    Config {
        name: name.to_owned(),
        subjects: vec![subjects.to_owned()],
        storage: StorageType::File,
        num_replicas: settings.replicas,
        discard: DiscardPolicy::New,
        deny_delete: true,
        deny_purge: true,
        allow_direct: true,
        ..Config::default()
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

/// Raw bytes are evidence, and as durable as the events that refer to them.
async fn judge_raw(context: &jetstream::Context, settings: Settings) -> Result<(), OpenError> {
    let stream = context.get_stream(format!("OBJ_{RAW}")).await;
    let stream = stream.map_err(|e| OpenError::Stream { stream: RAW, source: e.into() })?;
    let found = &stream.cached_info().config;
    if found.num_replicas == settings.replicas && found.storage == StorageType::File {
        return Ok(());
    }
    let difference = format!(
        "it has {} replicas in {:?} storage, must have {} in File storage",
        found.num_replicas, found.storage, settings.replicas
    );
    Err(OpenError::SetUpOtherwise { stream: RAW, difference })
}

/// What about an existing stream would break a promise of the log.
fn difference(wanted: &Config, found: &Config) -> Option<String> {
    let differs = [
        ("subjects", format!("{:?}", found.subjects), format!("{:?}", wanted.subjects)),
        ("storage", format!("{:?}", found.storage), format!("{:?}", wanted.storage)),
        ("replicas", found.num_replicas.to_string(), wanted.num_replicas.to_string()),
        ("discard", format!("{:?}", found.discard), format!("{:?}", wanted.discard)),
        ("retention", format!("{:?}", found.retention), format!("{:?}", wanted.retention)),
        (
            "persistence",
            format!("{:?}", found.persist_mode.unwrap_or_default()),
            format!("{:?}", PersistenceMode::Default),
        ),
    ];
    if let Some((what, is, must)) = differs.into_iter().find(|(_, is, must)| is != must) {
        return Some(format!("{what} is {is}, must be {must}"));
    }
    let limits = [
        found.max_bytes,
        found.max_messages,
        found.max_messages_per_subject,
        found.max_message_size.into(),
        found.max_consumers.into(),
    ];
    if limits.iter().any(|limit| *limit > 0) || !found.max_age.is_zero() {
        return Some("it has a limit of size, number or age, must have none".to_owned());
    }
    if found.mirror.is_some() || found.sources.iter().flatten().next().is_some() {
        return Some("it is filled from another stream, must be filled by the newsroom alone".to_owned());
    }
    let holds = [
        ("deny_delete", found.deny_delete),
        ("deny_purge", found.deny_purge),
        ("allow_direct", found.allow_direct),
        ("acknowledgement", !found.no_ack),
        ("writing (it is sealed)", !found.sealed),
        ("keeping subjects as they are (it transforms them)", found.subject_transform.is_none()),
    ];
    holds.into_iter().find(|(_, holds)| !holds).map(|(what, _)| format!("{what} is off, must be on"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use async_nats::jetstream::stream::{RetentionPolicy, Source, SubjectTransform};

    use super::*;

    type Break = fn(&mut Config);

    #[test]
    fn a_stream_that_breaks_a_promise_is_told_by_what_breaks_it() {
        let wanted = wanted(EVENTS, "event.>", Settings { replicas: 3 });
        // As a server gives it back: what has no limit is -1.
        let as_kept = Config { max_bytes: -1, max_message_size: -1, max_consumers: -1, ..wanted.clone() };
        assert_eq!(difference(&wanted, &as_kept), None);
        let breaks: [(&str, Break); 16] = [
            ("subjects", |it| it.subjects.push("other.>".to_owned())),
            ("storage", |it| it.storage = StorageType::Memory),
            ("replicas", |it| it.num_replicas = 1),
            ("discard", |it| it.discard = DiscardPolicy::Old),
            ("retention", |it| it.retention = RetentionPolicy::WorkQueue),
            ("persistence", |it| it.persist_mode = Some(PersistenceMode::Async)),
            ("limit", |it| it.max_bytes = 1_000_000),
            ("limit", |it| it.max_message_size = 1_000),
            ("limit", |it| it.max_age = Duration::from_hours(1)),
            ("filled", |it| it.sources = Some(vec![Source::default()])),
            ("deny_delete", |it| it.deny_delete = false),
            ("deny_purge", |it| it.deny_purge = false),
            ("allow_direct", |it| it.allow_direct = false),
            ("acknowledgement", |it| it.no_ack = true),
            ("sealed", |it| it.sealed = true),
            ("transforms", |it| {
                it.subject_transform =
                    Some(SubjectTransform { source: "event.>".to_owned(), destination: "e.>".to_owned() });
            }),
        ];
        for (what, break_it) in breaks {
            let mut found = as_kept.clone();
            break_it(&mut found);
            let told = difference(&wanted, &found).unwrap_or_default();
            assert!(told.contains(what), "{what}: {told}");
        }
    }
}
