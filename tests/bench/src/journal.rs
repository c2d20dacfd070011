//! The journal against the bare server: raw publishing, raw reading, commands through a service, rebuilding.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use async_nats::{
    Client,
    jetstream::{self, consumer::push, message::PublishMessage, stream},
};
use contract::{
    Request, Subject,
    translation::{Command, Refusal},
};
use futures_util::StreamExt;
use journal::{Log, Settings, States, Streams};
use natsd::{Port, Server};
use runtime::{Shutdown, clock, commands};
use tokio::task::JoinSet;
use translation::translation::Translation;

use crate::{
    fixtures::{facts, piece, requested, translator},
    report::{Better, Figure, Report, machine},
};

const CLIENTS: usize = 64;

/// How much of everything.
struct Size {
    sequential: usize,
    concurrent: usize,
    pieces: usize,
}

pub(crate) async fn run(quick: bool) -> anyhow::Result<Report> {
    let size = if quick {
        Size { sequential: 1_000, concurrent: 10_000, pieces: 10_000 }
    } else {
        Size { sequential: 5_000, concurrent: 50_000, pieces: 100_000 }
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    let (server, binary) = start(&folder).await?;
    let client = async_nats::connect(server.client_url()).await?;
    let log = Log::open(client.clone(), Settings { replicas: 1 }).await?;

    let raw = Raw::create(&client).await?;
    let service = Service::start(&client, &log).await?;
    let (raw_p50, raw_rate) =
        (raw.one_after_the_other(size.sequential).await?, raw.at_once(size.concurrent).await?);
    service.request(size.sequential + size.concurrent).await?;
    let p50 = service.one_after_the_other(size.sequential).await?;
    let rate = service.at_once(size.sequential, size.concurrent).await?;
    service.stop().await?;

    fill(&log, size.sequential + size.concurrent, size.pieces).await?;
    // The first reading fills the server's caches, for whichever comes next.
    read_raw(&client).await?;
    let reading = read_raw(&client).await?;
    let rebuilding = rebuild(&log).await?;
    server.stop().await?;
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    Ok(Report {
        name: "journal",
        figures: vec![
            Figure::ratio("command_p50_ratio", p50.as_secs_f64() / raw_p50.as_secs_f64(), 2.5, Better::Lower),
            Figure::ratio("commands_per_second_ratio", rate / raw_rate, 0.5, Better::Higher),
            Figure::ratio("rebuild_ratio", rebuilding / reading, 0.7, Better::Higher),
            Figure::plain("command_p50", micros(p50), "µs", Better::Lower),
            Figure::plain("raw_publish_p50", micros(raw_p50), "µs", Better::Lower),
            Figure::plain("commands_per_second", rate, "1/s", Better::Higher),
            Figure::plain("raw_publishes_per_second", raw_rate, "1/s", Better::Higher),
            Figure::plain("rebuilt_events_per_second", rebuilding, "1/s", Better::Higher),
            Figure::plain("raw_reads_per_second", reading, "1/s", Better::Higher),
        ],
        machine: machine(),
        versions: vec![format!("dragoman {}", env!("CARGO_PKG_VERSION")), version(&binary).await?],
    })
}

async fn start(folder: &Path) -> anyhow::Result<(Server, std::path::PathBuf)> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let cache = folder.join("../nats");
    let binary = match natsd::find(None, &cache).await? {
        Some(binary) => binary,
        None => natsd::fetch(&cache).await?,
    };
    let settings = natsd::Settings { binary: binary.clone(), folder: folder.to_owned(), port: Port::Free };
    Ok((Server::start(settings).await?, binary))
}

async fn version(binary: &Path) -> anyhow::Result<String> {
    let output = tokio::process::Command::new(binary).arg("--version").output().await?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Publishing with an expected sequence and an acknowledgement, and nothing else.
struct Raw {
    context: jetstream::Context,
    next: AtomicUsize,
}

impl Raw {
    async fn create(client: &Client) -> anyhow::Result<Self> {
        let context = jetstream::new(client.clone());
        let config = stream::Config {
            name: "BENCH".to_owned(),
            subjects: vec!["bench.>".to_owned()],
            allow_direct: true,
            ..stream::Config::default()
        };
        context.create_stream(config).await?;
        Ok(Self { context, next: AtomicUsize::new(0) })
    }

    async fn publish(&self) -> anyhow::Result<()> {
        let subject = format!("bench.{}", self.next.fetch_add(1, Ordering::Relaxed));
        let message =
            PublishMessage::build().payload(vec![b'x'; 400].into()).expected_last_subject_sequence(0);
        self.context.send_publish(subject, message).await?.await?;
        Ok(())
    }

    async fn one_after_the_other(&self, count: usize) -> anyhow::Result<Duration> {
        let mut times = Vec::with_capacity(count);
        for _ in 0..count {
            let start = Instant::now();
            self.publish().await?;
            times.push(start.elapsed());
        }
        Ok(median(times))
    }

    async fn at_once(&self, count: usize) -> anyhow::Result<f64> {
        let start = Instant::now();
        let publishing = (0..CLIENTS).map(|_| async {
            for _ in 0..count / CLIENTS {
                self.publish().await?;
            }
            anyhow::Ok(())
        });
        futures_util::future::try_join_all(publishing).await?;
        Ok(per_second(count, start))
    }
}

/// The translation service's commands, as they are served in the newsroom.
struct Service {
    client: Client,
    streams: Arc<Streams<Translation>>,
    serving: tokio::task::JoinHandle<anyhow::Result<()>>,
    shutdown: Shutdown,
    // The service stands as long as this is held.
    _service: async_nats::service::Service,
}

impl Service {
    async fn start(client: &Client, log: &Log) -> anyhow::Result<Self> {
        let streams = Arc::new(Streams::<Translation>::new(log.clone()));
        let service = commands::announce(
            client,
            "translation",
            "the bench's",
            &runtime::Health::new(contract::health::Durability::OnDisk),
        )
        .await?;
        let shutdown = Shutdown::new();
        let as_sent = |_, command| std::future::ready(Ok(command));
        let answers =
            commands::serve::<_, Command, _, _>(&service, Arc::clone(&streams), as_sent, shutdown.clone())
                .await?;
        let serving = tokio::spawn(answers);
        Ok(Self { client: client.clone(), streams, serving, shutdown, _service: service })
    }

    /// Pieces to claim: the states are warm afterwards, as they are in a running service.
    async fn request(&self, count: usize) -> anyhow::Result<()> {
        let requesting = (0..CLIENTS).map(|client| async move {
            for number in (client..count).step_by(CLIENTS) {
                let command = Command::Request(Box::new(requested()));
                let instruction =
                    journal::Instruction::new(clock::command_id(), None, translator(), clock::now());
                self.streams.execute(&Subject::translation(&piece(number)), &instruction, &command).await?;
            }
            anyhow::Ok(())
        });
        futures_util::future::try_join_all(requesting).await?;
        Ok(())
    }

    async fn one_after_the_other(&self, count: usize) -> anyhow::Result<Duration> {
        let mut times = Vec::with_capacity(count);
        for number in 0..count {
            let start = Instant::now();
            claim(&self.client, number).await?;
            times.push(start.elapsed());
        }
        Ok(median(times))
    }

    async fn at_once(&self, from: usize, count: usize) -> anyhow::Result<f64> {
        let start = Instant::now();
        let mut clients = JoinSet::new();
        for offset in 0..CLIENTS {
            let client = self.client.clone();
            clients.spawn(async move {
                for number in (from + offset..from + count).step_by(CLIENTS) {
                    claim(&client, number).await?;
                }
                anyhow::Ok(())
            });
        }
        for done in clients.join_all().await {
            done?;
        }
        Ok(per_second(count, start))
    }

    async fn stop(self) -> anyhow::Result<()> {
        self.shutdown.cancel();
        self.serving.await?
    }
}

async fn claim(client: &Client, number: usize) -> anyhow::Result<()> {
    let command = Command::Claim { minutes: 240 };
    let (id, stream) = (clock::command_id(), piece(number).to_string());
    let request = Request { id, stream, actor: translator(), cause: None, command };
    let answer = client.request("command.translation", serde_json::to_vec(&request)?.into()).await?;
    let reply: contract::Reply<Refusal> = serde_json::from_slice(&answer.payload)?;
    anyhow::ensure!(matches!(reply, contract::Reply::Recorded { .. }), "{reply:?}");
    Ok(())
}

/// Writes so many more pieces with all their facts.
async fn fill(log: &Log, from: usize, pieces: usize) -> anyhow::Result<()> {
    let at = clock::now();
    let mut writers = JoinSet::new();
    for offset in 0..CLIENTS * 4 {
        let log = log.clone();
        writers.spawn(async move {
            for number in (from + offset..from + pieces).step_by(CLIENTS * 4) {
                let subject = Subject::translation(&piece(number));
                let mut expected = 0;
                for fact in facts(&subject, at) {
                    expected = log.append(&subject, expected, fact).await?;
                }
            }
            anyhow::Ok(())
        });
    }
    for done in writers.join_all().await {
        done?;
    }
    Ok(())
}

/// The whole log by an ordered consumer, without looking into it: events per second.
async fn read_raw(client: &Client) -> anyhow::Result<f64> {
    let stream = jetstream::new(client.clone()).get_stream("EVENTS").await?;
    let config = push::OrderedConfig {
        deliver_subject: client.new_inbox(),
        filter_subject: "event.translation.>".to_owned(),
        ..push::OrderedConfig::default()
    };
    let start = Instant::now();
    let consumer = stream.create_consumer(config).await?;
    let count = usize::try_from(consumer.cached_info().num_pending)?;
    let mut messages = consumer.messages().await?;
    for _ in 0..count {
        messages.next().await.ok_or_else(|| anyhow::anyhow!("the consumer ended"))??;
    }
    Ok(per_second(count, start))
}

/// The whole log folded to the states of all translations: events per second.
async fn rebuild(log: &Log) -> anyhow::Result<f64> {
    let start = Instant::now();
    let states = States::<Translation>::fold(log).await?;
    Ok(per_second(usize::try_from(states.events)?, start))
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn per_second(count: usize, start: Instant) -> f64 {
    count as f64 / start.elapsed().as_secs_f64()
}
