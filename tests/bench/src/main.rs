//! How fast the newsroom is: each figure is a ratio to the bare server on the same machine in the same run.

mod commands;
mod corpus;
mod desk;
mod facts;
mod filling;
mod ground;
mod growth;
mod holding;
mod journal;
mod listening;
mod memory;
mod newsroom;
mod pace;
mod pages;
mod peers;
mod plot;
mod raw;
mod reasons;
mod rebuilding;
mod recall;
mod report;
mod save;
mod searching;
mod service;
mod toolkit;
mod versions;
mod way;

use std::{io::Write, path::PathBuf};

use clap::{Args, Parser, Subcommand};

use crate::{memory::Held, report::Report};

/// As the program itself has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(about)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// How a run is made and told.
#[derive(Args)]
struct Run {
    /// A tenth of the work or less: a minute or two, and less exact.
    #[arg(long)]
    quick: bool,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
    /// Keeps the table and a plot as `tests/bench/results/<NAME>.md` and `.svg`.
    #[arg(long, value_name = "NAME")]
    save: Option<String>,
}

#[derive(Subcommand)]
enum What {
    /// Commands, rebuilding, start, memory and growth, against raw publishing and raw reading.
    Journal {
        #[command(flatten)]
        run: Run,
        /// The same commands on cqrs-es with postgres-es as well: installs `PostgreSQL` where it is missing.
        #[arg(long)]
        peers: bool,
    },
    /// The desk's pages over HTTP, where a hundred thousand pieces wait and others went on.
    Pages {
        #[command(flatten)]
        run: Run,
    },
    /// Search in everything: making the index of a hundred thousand articles, what it takes, and questions over HTTP.
    Search {
        /// The file whose units the articles are put together from, in Arabic and English.
        #[arg(long, value_name = "TMX", default_value = "../shared/data/tmx/all.en-ar.tmx")]
        units: PathBuf,
        #[command(flatten)]
        run: Run,
    },
    /// Two hundred open pages that are told what moves, ten times a second.
    Live {
        #[command(flatten)]
        run: Run,
    },
    /// Translation memory: building, looking up and reading back a million segments, and how well changed texts are found.
    Memory {
        /// The file whose units are taken apart and put together anew, from Arabic into English.
        #[arg(long, value_name = "TMX", default_value = "../shared/data/tmx/all.en-ar.tmx")]
        units: PathBuf,
        #[command(flatten)]
        run: Run,
    },
    /// Holds something in memory and says what it takes: a process of the run above.
    #[command(hide = true)]
    Hold {
        what: Held,
        #[arg(long)]
        address: String,
        #[arg(long)]
        pieces: usize,
    },
    /// A desk alone on a log: a process of the run with open pages.
    #[command(hide = true)]
    Desk {
        #[arg(long)]
        address: String,
        #[arg(long)]
        people: usize,
    },
    /// Open pages: the other process of that run.
    #[command(hide = true)]
    Listen {
        pages: listening::Pages,
        #[arg(long)]
        desk: String,
        #[arg(long)]
        people: usize,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Arguments::parse().what {
        What::Journal { run, peers } => {
            let size = if run.quick { journal::QUICK } else { journal::FULL };
            let report = if peers {
                Box::pin(journal::with_peers(size)).await?
            } else {
                Box::pin(journal::alone(size)).await?
            };
            told(&report, run)
        }
        What::Pages { run } => {
            let size = if run.quick { pages::QUICK } else { pages::FULL };
            told(&Box::pin(pages::measure(size)).await?, run)
        }
        What::Search { units, run } => {
            let size = if run.quick { searching::QUICK } else { searching::FULL };
            told(&Box::pin(searching::measure(&units, size)).await?, run)
        }
        What::Memory { units, run } => {
            let segments = if run.quick { 100_000 } else { 1_000_000 };
            told(&recall::measured(&units, segments).await?, run)
        }
        What::Hold { what, address, pieces } => {
            let holding = memory::hold(what, &address, pieces).await?;
            say(&serde_json::to_string(&holding)?)
        }
        What::Live { run } => {
            let size = if run.quick { listening::QUICK } else { listening::FULL };
            told(&Box::pin(listening::measure(size)).await?, run)
        }
        What::Desk { address, people } => {
            let desk = Box::pin(listening::desk(&address, people)).await?;
            say(&desk.address)?;
            listening::until_told().await?;
            desk.stop().await
        }
        What::Listen { pages, desk, people } => {
            say(&listening::listen(&desk, people, pages, || say("listening")).await?)
        }
    }
}

/// One line to whoever has started this process.
fn say(line: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn told(report: &Report, Run { save, json, .. }: Run) -> anyhow::Result<()> {
    if let Some(name) = save {
        save::save(report, &name)?;
    }
    if json { report.print_json() } else { report.print_table() }
}
