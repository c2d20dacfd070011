//! What a run found, as a table for people or one JSON object for programs.

use std::io::Write;

use serde::Serialize;

#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) name: &'static str,
    pub(crate) figures: Vec<Figure>,
    pub(crate) machine: String,
    pub(crate) versions: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    /// Only what has one is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) aim: Option<f64>,
    pub(crate) better: Better,
    pub(crate) unit: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Better {
    Higher,
    Lower,
}

impl Figure {
    pub(crate) fn ratio(name: &'static str, value: f64, aim: f64, better: Better) -> Self {
        Self { name, value, aim: Some(aim), better, unit: "ratio" }
    }

    pub(crate) fn plain(name: &'static str, value: f64, unit: &'static str, better: Better) -> Self {
        Self { name, value, aim: None, better, unit }
    }

    fn verdict(&self) -> String {
        let Some(aim) = self.aim else { return String::new() };
        let (met, sign) = match self.better {
            Better::Higher => (self.value >= aim, '≥'),
            Better::Lower => (self.value <= aim, '≤'),
        };
        format!("aim {sign} {aim}: {}", if met { "met" } else { "missed" })
    }
}

impl Report {
    pub(crate) fn print_json(&self) -> anyhow::Result<()> {
        writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(self)?)?;
        Ok(())
    }

    pub(crate) fn print_table(&self) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{} on {}\n{}\n", self.name, self.machine, self.versions.join(", "))?;
        for figure in &self.figures {
            let value = if figure.value < 100.0 {
                format!("{:.2}", figure.value)
            } else {
                format!("{:.0}", figure.value)
            };
            writeln!(out, "{:<28} {value:>10} {:<10} {}", figure.name, figure.unit, figure.verdict())?;
        }
        Ok(())
    }
}

/// The processor's name and how many of it there are, where the system tells.
pub(crate) fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!("{cores} × {}", name.unwrap_or("a processor without a name"))
}
