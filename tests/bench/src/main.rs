//! How fast the newsroom is: each figure is a ratio to the bare server on the same machine in the same run.

mod fixtures;
mod journal;
mod report;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about)]
struct Arguments {
    #[command(subcommand)]
    what: What,
    /// One JSON object instead of a table.
    #[arg(long, global = true)]
    json: bool,
    /// Fewer events and commands: under a minute, and less exact.
    #[arg(long, global = true)]
    quick: bool,
}

#[derive(Subcommand)]
enum What {
    /// Commands and rebuilding against raw publishing and raw reading.
    Journal,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let report = match arguments.what {
        What::Journal => journal::run(arguments.quick).await?,
    };
    if arguments.json { report.print_json() } else { report.print_table() }
}
