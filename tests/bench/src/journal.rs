//! The whole run: commands alone and in a cluster, peers, rebuilding, holding, growing.

use std::{io::Write, path::Path};

use crate::{
    commands::{self, R1, R3},
    facts::PER_PIECE,
    ground::{self, Ground},
    growth::{self, Filled},
    holding,
    peers::Peers,
    rebuilding::{self, Rebuilt},
    report::Report,
    versions::{OURS, PEERS, locked, machine},
};

/// How much of everything.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) commands: commands::Size,
    pub(crate) growth: growth::Size,
    pub(crate) short: usize,
    pub(crate) long: usize,
    pub(crate) rebuilds: usize,
}

/// What the aims are stated for.
pub(crate) const FULL: Size = Size {
    commands: commands::Size { rounds: 7, one: 60, many: 1_280 },
    growth: growth::Size { rounds: 5, walks: 40, cold: 400, pages: 200 },
    short: 10_000,
    long: 1_000_000,
    rebuilds: 3,
};

/// A look in a minute or two.
pub(crate) const QUICK: Size = Size {
    commands: commands::Size { rounds: 3, one: 20, many: 256 },
    growth: growth::Size { rounds: 3, walks: 10, cold: 100, pages: 50 },
    short: 10_000,
    long: 50_000,
    rebuilds: 2,
};

/// Our own figures, against the bare server.
pub(crate) async fn alone(size: Size) -> anyhow::Result<Report> {
    Ok(Box::pin(measured(size)).await?.0)
}

/// The same, and the peers' in the same run.
pub(crate) async fn with_peers(size: Size) -> anyhow::Result<Report> {
    let peers = Peers::run(size.commands).await?;
    let (mut report, ours, rebuilt) = Box::pin(measured(size)).await?;
    report.figures.extend(peers.compared(&ours, &rebuilt));
    report.versions.extend([locked(PEERS, "cqrs-es"), locked(PEERS, "postgres-es"), locked(PEERS, "sqlx")]);
    report.versions.extend(peers.versions);
    Ok(report)
}

async fn measured(size: Size) -> anyhow::Result<(Report, commands::Ours, Rebuilt)> {
    let binary = ground::binary().await?;
    say("commands on one server");
    let ground = Ground::alone(&binary, "commands").await?;
    let mut ours = commands::measure(&ground, size.commands, &R1).await?;
    ground.stop().await?;
    let mut figures = std::mem::take(&mut ours.figures);
    say("commands on three servers");
    let ground = Ground::three(&binary, "cluster").await?;
    figures.extend(commands::measure(&ground, size.commands, &R3).await?.figures);
    ground.stop().await?;

    say("filling the logs");
    let short = filled(&binary, "short", size.short).await?;
    let long = filled(&binary, "long", size.long).await?;
    say("rebuilding");
    let mut rebuilt = rebuilding::measure(&long.ground, size.rebuilds).await?;
    figures.append(&mut rebuilt.figures);
    say("start and memory");
    figures.extend(holding::measure(&long).await?);
    say("from a short log to a long one");
    figures.extend(growth::measure(&short, &long, size.growth).await?);
    short.ground.stop().await?;
    long.ground.stop().await?;

    let versions = vec![
        format!("dragoman {}", env!("CARGO_PKG_VERSION")),
        ground::version(&binary).await?,
        locked(OURS, "async-nats"),
    ];
    let (machine, ground) = (machine(), format!("a log of {} facts", size.long));
    let method = "Each ratio is the median of rounds in which both sides took turns.";
    let report = Report { name: "journal", figures, machine, ground, method, versions };
    Ok((report, ours, rebuilt))
}

async fn filled(binary: &Path, name: &str, events: usize) -> anyhow::Result<Filled> {
    let pieces = events / PER_PIECE;
    Ok(Filled { ground: Ground::filled(binary, name, pieces).await?, pieces })
}

/// A run takes minutes, and whoever waits wants to see that it goes on. Not being heard is no fault.
fn say(what: &str) {
    let _ = writeln!(std::io::stderr(), "bench: {what}");
}
