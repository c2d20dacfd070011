//! Commands and replay on cqrs-es with postgres-es, called directly in this process. Prints one JSON object.

mod aggregate;
mod replay;
#[path = "../../src/way.rs"]
mod way;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use clap::Parser;
use cqrs_es::CqrsFramework;
use editing::edit::Edit;
use postgres_es::{PostgresCqrs, postgres_cqrs};
use serde::Serialize;
use sqlx::{Pool, Postgres, postgres::PgPoolOptions};
use tokio::task::JoinSet;
use translation::translation::Translation;

use crate::{
    aggregate::{Asked, Ruled},
    way::{STEPS, Step},
};

/// The same as ours.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The tables as postgres-es describes them.
const TABLES: &str = "CREATE TABLE events (
    aggregate_type text NOT NULL, aggregate_id text NOT NULL, sequence bigint CHECK (sequence >= 0) NOT NULL,
    event_type text NOT NULL, event_version text NOT NULL, payload json NOT NULL, metadata json NOT NULL,
    PRIMARY KEY (aggregate_type, aggregate_id, sequence))";

#[derive(Parser)]
struct Arguments {
    /// Where the database is, as `postgres://user@host:port/database`.
    #[arg(long)]
    database: String,
    /// Pieces whose commands are given one after the other.
    #[arg(long)]
    sequential: usize,
    /// Pieces whose commands are given by 64 clients.
    #[arg(long)]
    concurrent: usize,
}

#[derive(Serialize)]
struct Measured {
    /// Commands at one client.
    one: Pace,
    /// Commands at 64 clients.
    many: Pace,
    /// Events read and folded per second.
    replayed_per_second: f64,
    versions: Vec<String>,
}

#[derive(Serialize)]
struct Pace {
    commands_per_second: f64,
    p50_seconds: f64,
    p99_seconds: f64,
}

/// The clients of the second measure: each waits for its answer before it asks again.
const CLIENTS: usize = 64;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let pool = PgPoolOptions::new()
        .min_connections(u32::try_from(CLIENTS)?)
        .max_connections(u32::try_from(CLIENTS)?)
        .connect(&arguments.database)
        .await?;
    sqlx::query(TABLES).execute(&pool).await?;
    let stores = Arc::new(Stores::new(&pool));
    // A first piece for each client, which is not counted: connections and plans are warm afterwards.
    clients(&stores, 0, CLIENTS, CLIENTS).await?;
    let one = clients(&stores, CLIENTS, arguments.sequential, 1).await?;
    let many = clients(&stores, CLIENTS + arguments.sequential, arguments.concurrent, CLIENTS).await?;
    let measured =
        Measured { one, many, replayed_per_second: replayed(&pool).await?, versions: versions(&pool).await? };
    #[expect(clippy::print_stdout, reason = "the answer, for the program that asked")]
    {
        println!("{}", serde_json::to_string(&measured)?);
    }
    Ok(())
}

/// One framework for each kind of aggregate, on one pool.
struct Stores {
    translations: PostgresCqrs<Ruled<Translation>>,
    edits: PostgresCqrs<Ruled<Edit>>,
}

impl Stores {
    fn new(pool: &Pool<Postgres>) -> Self {
        let translations: CqrsFramework<_, _> = postgres_cqrs(pool.clone(), Vec::new(), ());
        Self { translations, edits: postgres_cqrs(pool.clone(), Vec::new(), ()) }
    }

    async fn walk(&self, number: usize) -> anyhow::Result<Vec<Duration>> {
        let id = way::piece(number).to_string();
        let mut times = Vec::with_capacity(STEPS);
        for step in way::steps() {
            let actor = way::actor(&step);
            let start = Instant::now();
            match step {
                Step::Translation(command) => {
                    self.translations.execute(&id, Asked { actor, command: command.into() }).await?;
                }
                Step::Edit(command) => self.edits.execute(&id, Asked { actor, command }).await?,
            }
            times.push(start.elapsed());
        }
        Ok(times)
    }
}

/// So many pieces from `from` on walk their way, shared among so many clients.
async fn clients(stores: &Arc<Stores>, from: usize, pieces: usize, clients: usize) -> anyhow::Result<Pace> {
    let mut walking = JoinSet::new();
    let start = Instant::now();
    for client in 0..clients {
        let stores = Arc::clone(stores);
        walking.spawn(async move {
            let mut times = Vec::new();
            for number in (from + client..from + pieces).step_by(clients) {
                times.extend(stores.walk(number).await?);
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    for walked in walking.join_all().await {
        times.extend(walked?);
    }
    let took = start.elapsed();
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64();
    Ok(Pace { commands_per_second: per_second(times.len(), took), p50_seconds: at(50), p99_seconds: at(99) })
}

/// All events read and folded. The second of two readings is told: the first one finds cold caches.
async fn replayed(pool: &Pool<Postgres>) -> anyhow::Result<f64> {
    let mut rate = 0.0;
    for _ in 0..2 {
        let (translations, translating) = replay::all::<Translation>(pool).await?;
        let (edits, editing) = replay::all::<Edit>(pool).await?;
        let (kept,): (i64,) = sqlx::query_as("SELECT count(*) FROM events").fetch_one(pool).await?;
        anyhow::ensure!(
            i64::try_from(translations + edits)? == kept,
            "of {kept} events not all were replayed"
        );
        rate = per_second(translations + edits, translating + editing);
    }
    Ok(rate)
}

async fn versions(pool: &Pool<Postgres>) -> anyhow::Result<Vec<String>> {
    let (server,): (String,) = sqlx::query_as("SHOW server_version").fetch_one(pool).await?;
    let mut versions = vec![format!("PostgreSQL {}", server.split(' ').next().unwrap_or_default())];
    for setting in ["synchronous_commit", "fsync"] {
        let (value,): (String,) = sqlx::query_as(&format!("SHOW {setting}")).fetch_one(pool).await?;
        anyhow::ensure!(value == "on", "{setting} is {value}; the comparison needs it on");
        versions.push(format!("{setting} {value}"));
    }
    Ok(versions)
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn per_second(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}
