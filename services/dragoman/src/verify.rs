//! Walking a newsroom's log once and saying whether it is as it must be.

mod digests;
mod events;
mod folds;
mod found;
mod progress;
mod raw;
mod report;
mod wire;

use anyhow::Context;
use clap::Args;
use runtime::clock;

use crate::{
    act::How,
    open::{self, Opened, Tended},
    place::Place,
    say,
};
use events::Walk;
use found::Findings;
use progress::Progress;
use raw::{Care, Raws};
use report::Report;
use wire::Wire;

#[derive(Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    tended: Tended,
    /// Read the raw bytes too, and hold them against their digests
    #[arg(long)]
    raw: bool,
}

/// Verifies the log and prints what was looked at and found. Whether all was as it must be.
pub(crate) async fn run(verify: Verify, how: &How, place: &Place) -> anyhow::Result<bool> {
    let servers = open::meant(&verify.tended.servers, place)?;
    let opened = open::existing(&servers, place).await?;
    let care = if verify.raw { Care::Read } else { Care::Present };
    let mut progress = Progress::new();
    let looked = look(&opened, open::named(&servers), care, &mut progress).await;
    progress.end();
    let report = looked.context("the log could not be read to its end")?;
    say::line(if how.json { report.json() } else { report.words() });
    Ok(report.findings.count() == 0)
}

async fn look(
    opened: &Opened,
    server: String,
    care: Care,
    progress: &mut Progress,
) -> anyhow::Result<Report> {
    let (log, mut findings) = (&opened.log, Findings::default());
    let mut walk = Walk::new(Raws::new(log.clone(), care));
    walk.on(log, progress, &mut findings).await?;
    progress.then("reading the wire");
    let wire = Wire::read(log, clock::now(), &mut findings).await?;
    let (wire_items, wire_end) = (wire.count, wire.end);
    // The newsroom may go on meanwhile: whatever stands behind the items on the wire is in the log by now.
    walk.on(log, progress, &mut findings).await?;
    wire.judge(&mut walk.digests, &mut findings);
    progress.then("folding again");
    let (end, events, streams) = (walk.end, walk.count, walk.streams());
    let (documents, raws) = (walk.digests.documents, walk.raws.count());
    let compared = walk.folds.compare(log, &mut findings).await?;
    Ok(Report {
        server,
        end,
        events,
        streams,
        documents,
        raws,
        care,
        wire_items,
        wire_end,
        compared,
        findings,
    })
}
