//! The same commands on `cqrs-es` with `postgres-es`: run by their own script on a `PostgreSQL` of its own.

use std::{path::Path, process::Stdio};

use serde::Deserialize;

use crate::{
    commands::{Ours, Size},
    rebuilding::Rebuilt,
    report::{Better, Figure},
};

const GROUP: &str = "peers: cqrs-es with postgres-es on PostgreSQL, synchronous commit";

/// What the peers' script says.
#[derive(Deserialize)]
pub(crate) struct Peers {
    one: Pace,
    many: Pace,
    replayed_per_second: f64,
    pub(crate) versions: Vec<String>,
}

#[derive(Deserialize)]
struct Pace {
    commands_per_second: f64,
    p50_seconds: f64,
    p99_seconds: f64,
}

impl Peers {
    /// Runs the script: it installs, builds, starts, measures, stops and removes what it needs.
    pub(crate) async fn run(size: Size) -> anyhow::Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/run");
        let (one, many) = (size.one * size.rounds, size.many * size.rounds);
        let output = tokio::process::Command::new(script)
            .args(["--sequential", &one.to_string(), "--concurrent", &many.to_string()])
            .stderr(Stdio::inherit())
            .output()
            .await?;
        anyhow::ensure!(output.status.success(), "the peers' script failed: {}", output.status);
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    pub(crate) fn compared(&self, ours: &Ours, rebuilt: &Rebuilt) -> Vec<Figure> {
        let ratio = |name, what, ours: f64, theirs: f64, aim| {
            Figure::ratio(GROUP, name, what, ours / theirs).aim(aim, Better::Higher)
        };
        // What no code of ours could do better than, on the same disk and processor.
        let bare = |name, what, ratio| Figure::ratio(GROUP, name, what, ratio);
        let plain = |name, what, value, unit, better| Figure::plain(GROUP, name, what, value, unit, better);
        let (one, many) = (&self.one, &self.many);
        vec![
            ratio(
                "peers_commands_1",
                "commands per second, 1 client, ours ÷ theirs",
                ours.one_per_second,
                one.commands_per_second,
                5.0,
            ),
            ratio(
                "peers_commands_64",
                "commands per second, 64 clients, ours ÷ theirs",
                ours.many_per_second,
                many.commands_per_second,
                5.0,
            ),
            ratio(
                "peers_replay",
                "events replayed per second, ours ÷ theirs",
                rebuilt.states_per_second,
                self.replayed_per_second,
                10.0,
            ),
            bare(
                "peers_raw_publishes",
                "the bare server's publishes, 64 tasks, ÷ their commands",
                ours.raw_many_per_second / many.commands_per_second,
            ),
            bare(
                "peers_raw_reads",
                "the bare server's reading ÷ their replay",
                rebuilt.raw_per_second / self.replayed_per_second,
            ),
            plain("peers_1", "their commands, 1 client", one.commands_per_second, "1/s", Better::Higher),
            plain("peers_1_p50", "their command, 1 client, p50", one.p50_seconds * 1e3, "ms", Better::Lower),
            plain("peers_1_p99", "their command, 1 client, p99", one.p99_seconds * 1e3, "ms", Better::Lower),
            plain("peers_64", "their commands, 64 clients", many.commands_per_second, "1/s", Better::Higher),
            plain(
                "peers_64_p50",
                "their command, 64 clients, p50",
                many.p50_seconds * 1e3,
                "ms",
                Better::Lower,
            ),
            plain(
                "peers_64_p99",
                "their command, 64 clients, p99",
                many.p99_seconds * 1e3,
                "ms",
                Better::Lower,
            ),
            plain("peers_replayed", "their events replayed", self.replayed_per_second, "1/s", Better::Higher),
        ]
    }
}
