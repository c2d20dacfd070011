//! `dragoman rebuild`: every process of a service folds anew beside what it has in use, and says what differs.

use std::time::Duration;

use anyhow::Context;
use async_nats::Client;
use clap::{Args, ValueEnum};
use contract::Digest;
use futures_util::StreamExt;
use journal::{Comparison, Fault, Log, fold_version, prepare};
use runtime::rebuild::{Answer, Question, subject};
use serde::Serialize;

use crate::{
    act::How,
    open::{Opened, Tended, existing},
    place::Place,
    say,
};

/// How long the processes of a service have to say that they are there.
const PRESENT_WITHIN: Duration = Duration::from_millis(500);

/// Folding a hundred million events takes some minutes.
const REBUILT_WITHIN: Duration = Duration::from_mins(30);

#[derive(Args)]
pub(crate) struct Rebuild {
    /// The service to fold anew
    service: Service,
    #[command(flatten)]
    tended: Tended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Service {
    Ingest,
    Translation,
    Editing,
    Publishing,
    Desk,
}

/// What one process came to.
#[derive(Debug, Serialize)]
struct Process {
    instance: String,
    #[serde(flatten)]
    answer: Answer,
}

/// What the rebuild of a service came to.
#[derive(Debug, Default, Serialize)]
struct Outcome {
    processes: Vec<Process>,
    /// Where a running process folds otherwise than this program: up to which event a snapshot for this program goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    prepared: Option<u64>,
}

/// Has a service folded anew. Whether all was as it should be.
pub(crate) async fn run(rebuild: Rebuild, how: &How, place: &Place) -> anyhow::Result<bool> {
    let Opened { client, log } = existing(&rebuild.tended.servers, place).await?;
    let service = rebuild.service;
    let folding = say::while_waiting(format!("Folding {} anew …", service.name()), ask(&client, service));
    let mut outcome = Outcome { processes: folding.await?, prepared: None };
    let folds_otherwise = outcome.processes.iter().any(|process| process.answer == Answer::FoldsOtherwise);
    if folds_otherwise || outcome.processes.is_empty() {
        outcome.prepared =
            say::while_waiting("Folding for this program …", Box::pin(service.prepare(&log))).await?;
    }
    if how.json {
        say::line(serde_json::to_string_pretty(&outcome)?);
    } else {
        say::line(outcome.told(service));
    }
    Ok(outcome.is_well())
}

impl Service {
    const fn name(self) -> &'static str {
        match self {
            Self::Ingest => "ingest",
            Self::Translation => "translation",
            Self::Editing => "editing",
            Self::Publishing => "publishing",
            Self::Desk => "desk",
        }
    }

    /// How this program folds for the service; nothing where the service only reads streams back.
    fn fold_version(self) -> Option<Digest> {
        match self {
            Self::Ingest => Some(fold_version::<ingest::feeds::Feeds>()),
            Self::Translation => Some(fold_version::<translation::leases::Leases>()),
            Self::Editing | Self::Publishing => None,
            Self::Desk => Some(desk::folds::version()),
        }
    }

    /// Leaves a snapshot for a process of this program that starts next: gives up to which event it goes.
    async fn prepare(self, log: &Log) -> Result<Option<u64>, Fault> {
        match self {
            Self::Ingest => prepare::<ingest::feeds::Feeds>(log).await.map(Some),
            Self::Translation => prepare::<translation::leases::Leases>(log).await.map(Some),
            Self::Editing | Self::Publishing => Ok(None),
            Self::Desk => desk::folds::prepare(log).await.map(Some),
        }
    }
}

async fn ask(client: &Client, service: Service) -> anyhow::Result<Vec<Process>> {
    let question = serde_json::to_vec(&Question { fold_version: service.fold_version() })?;
    let mut processes = Vec::new();
    for instance in present(client, service).await? {
        let request =
            async_nats::Request::new().payload(question.clone().into()).timeout(Some(REBUILT_WITHIN));
        let answer = client.send_request(subject(service.name(), &instance), request).await;
        let answer = answer.with_context(|| format!("{} ({instance}) did not answer", service.name()))?;
        let answer = serde_json::from_slice(&answer.payload).context("an answer cannot be read")?;
        processes.push(Process { instance, answer });
    }
    Ok(processes)
}

/// The instance ids of the service's processes, by the standard discovery.
async fn present(client: &Client, service: Service) -> anyhow::Result<Vec<String>> {
    let inbox = client.new_inbox();
    let mut answers = client.subscribe(inbox.clone()).await?;
    let ping = format!("$SRV.PING.dragoman-{}", service.name());
    client.publish_with_reply(ping, inbox, bytes::Bytes::new()).await?;
    let mut instances = Vec::new();
    let collect = async {
        while let Some(answer) = answers.next().await {
            let answer: serde_json::Value = serde_json::from_slice(&answer.payload).unwrap_or_default();
            instances.extend(answer["id"].as_str().map(ToOwned::to_owned));
        }
    };
    // Discovery has no end of its own: whoever has not answered by then is not there.
    let _ = tokio::time::timeout(PRESENT_WITHIN, collect).await;
    instances.sort_unstable();
    Ok(instances)
}

impl Outcome {
    fn is_well(&self) -> bool {
        self.processes.iter().all(|process| match &process.answer {
            Answer::Rebuilt { comparisons } => comparisons.iter().all(|c| c.differences.is_empty()),
            Answer::FoldsOtherwise => true,
            Answer::NotUnderstood { .. } | Answer::Failed { .. } => false,
        })
    }

    fn told(&self, service: Service) -> String {
        let name = service.name();
        let mut lines: Vec<String> = self.processes.iter().flat_map(|process| process.told(name)).collect();
        if self.processes.is_empty() {
            lines.push(format!("{name} does not run here, so there is nothing to compare with."));
        }
        if let Some(applied) = self.prepared {
            lines.push(format!(
                "A snapshot for this program is ready, up to event {applied}: {name} begins from it when it is started."
            ));
        }
        lines.join("\n")
    }
}

impl Process {
    fn told(&self, name: &str) -> Vec<String> {
        let mut lines = vec![format!("{name} {}", self.instance)];
        match &self.answer {
            Answer::Rebuilt { comparisons } => lines.extend(comparisons.iter().flat_map(compared)),
            Answer::FoldsOtherwise => {
                lines.push("  runs another program, which goes on undisturbed".to_owned());
            }
            Answer::NotUnderstood { why } => lines.push(format!("  did not understand: {why}")),
            Answer::Failed { why } => lines.push(format!("  could not be folded anew: {why}")),
        }
        lines
    }
}

fn compared(comparison: &Comparison) -> Vec<String> {
    let Comparison { name, compared, applied, differences } = comparison;
    if *compared == 0 {
        return vec![format!("  {name:<12} nothing at hand to compare")];
    }
    let verdict = match differences.len() {
        0 => "as it was".to_owned(),
        1 => "1 difference, put right".to_owned(),
        count => format!("{count} differences, put right"),
    };
    let mut lines = vec![format!("  {name:<12} {compared:>6} compared, up to event {applied}: {verdict}")];
    for difference in differences {
        lines.push(format!(
            "    {}: was {}, is {}",
            difference.at,
            shown(&difference.was),
            shown(&difference.is)
        ));
    }
    lines
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "missing" } else { value }
}
