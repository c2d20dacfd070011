//! The translation memory of the Python translate-toolkit: read from a file that we wrote, and asked the same.

use std::{path::Path, process::Stdio};

use ::memory::{Pair, tmx};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt as _;

use crate::corpus::Known;

/// What its script says.
#[derive(Deserialize)]
pub(crate) struct Told {
    pub(crate) version: String,
    /// How many units it read.
    units: usize,
    /// What its memory server answers, without the way over HTTP.
    pub(crate) server: Found,
    /// What its matcher answers, which looks at all units in memory.
    pub(crate) matcher: Found,
}

#[derive(Deserialize)]
pub(crate) struct Found {
    pub(crate) seconds: Vec<f64>,
    /// The source of the first match of each text; nothing where there is none.
    pub(crate) first: Vec<Option<String>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    file: &'a Path,
    source: &'a str,
    target: &'a str,
    /// In per cent.
    least: u16,
    texts: &'a [String],
    /// What the memory server is asked for: it takes seconds for each.
    few: &'a [String],
}

/// Writes a file of these units and asks for matches of at least so many per cent: the matcher for these texts, the memory
/// server for those few.
pub(crate) async fn ask(
    pair: &Pair,
    known: &[Known],
    [texts, few]: [&[String]; 2],
    least: u16,
) -> anyhow::Result<Told> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/peers");
    std::fs::create_dir_all(&folder)?;
    let file = folder.join("units.tmx");
    std::fs::write(&file, written(pair, known)?)?;
    let asked =
        Asked { file: &file, source: pair.source.as_str(), target: pair.target.as_str(), least, texts, few };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers/toolkit");
    let mut running = tokio::process::Command::new(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = running.stdin.take() {
        stdin.write_all(&serde_json::to_vec(&asked)?).await?;
    }
    let output = running.wait_with_output().await?;
    anyhow::ensure!(output.status.success(), "the toolkit's script failed: {}", output.status);
    let told: Told = serde_json::from_slice(&output.stdout)?;
    anyhow::ensure!(told.units == known.len(), "it read {} of {} units", told.units, known.len());
    Ok(told)
}

fn written(pair: &Pair, known: &[Known]) -> std::io::Result<Vec<u8>> {
    let header = tmx::Header {
        creation_tool: "dragoman".to_owned(),
        creation_tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        segment_type: "block".to_owned(),
        original_format: "dragoman".to_owned(),
        admin_language: "en".to_owned(),
        source_language: pair.source.to_string(),
        data_type: "plaintext".to_owned(),
    };
    let units = known.iter().map(|(source, target)| tmx::Unit {
        texts: vec![(pair.source.clone(), source.clone()), (pair.target.clone(), target.clone())],
        ..tmx::Unit::default()
    });
    tmx::write(Vec::new(), &header, units)
}
