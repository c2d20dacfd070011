//! What a run found, as a table for people or one JSON object for programs.

use std::io::Write;

use serde::Serialize;

use crate::reasons;

#[derive(Serialize)]
pub(crate) struct Report {
    pub(crate) name: &'static str,
    pub(crate) figures: Vec<Figure>,
    pub(crate) machine: String,
    /// What it was measured on.
    pub(crate) ground: String,
    /// How the figures came about, as a sentence.
    pub(crate) method: &'static str,
    pub(crate) versions: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct Figure {
    pub(crate) group: &'static str,
    /// For programs: the same from run to run.
    pub(crate) name: &'static str,
    /// For people.
    pub(crate) what: &'static str,
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

impl Better {
    pub(crate) const fn sign(self) -> char {
        match self {
            Self::Higher => '≥',
            Self::Lower => '≤',
        }
    }
}

impl Figure {
    /// A ratio, which has no unit.
    pub(crate) fn ratio(group: &'static str, name: &'static str, what: &'static str, value: f64) -> Self {
        Self::plain(group, name, what, value, "×", Better::Higher)
    }

    pub(crate) fn plain(
        group: &'static str,
        name: &'static str,
        what: &'static str,
        value: f64,
        unit: &'static str,
        better: Better,
    ) -> Self {
        Self { group, name, what, value, aim: None, better, unit }
    }

    /// The same, to be judged.
    pub(crate) fn aim(self, aim: f64, better: Better) -> Self {
        Self { aim: Some(aim), better, ..self }
    }

    /// How many times as good as its aim it is: 1 is just good enough.
    pub(crate) fn goodness(&self) -> Option<f64> {
        let aim = self.aim?;
        Some(match self.better {
            Better::Higher => self.value / aim,
            Better::Lower => aim / self.value,
        })
    }

    /// The value as it is shown.
    pub(crate) fn shown(&self) -> String {
        let digits = if self.value < 100.0 { 2 } else { 0 };
        format!("{:.digits$} {}", self.value, self.unit)
    }

    /// The aim as it is shown; nothing where there is none.
    pub(crate) fn aimed(&self) -> String {
        self.aim.map(|aim| format!("{} {aim} {}", self.better.sign(), self.unit)).unwrap_or_default()
    }

    /// Whether the aim is met, in a word; nothing where there is none.
    pub(crate) fn verdict(&self) -> &'static str {
        match self.goodness() {
            None => "",
            Some(goodness) if goodness >= 1.0 => "met",
            Some(_) => "missed",
        }
    }

    /// Why the aim is missed, if it is and a profile or the figures beside it have shown it.
    pub(crate) fn reason(&self) -> &'static str {
        if self.verdict() == "missed" { reasons::why_missed(self.name) } else { "" }
    }
}

impl Report {
    /// The figures of each group, in the order in which they were measured.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &[Figure]> {
        self.figures.chunk_by(|one, next| one.group == next.group)
    }

    pub(crate) fn print_json(&self) -> anyhow::Result<()> {
        writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(self)?)?;
        Ok(())
    }

    pub(crate) fn print_table(&self) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{} on {}, {}", self.name, self.machine, self.ground)?;
        writeln!(out, "{}", self.versions.join(", "))?;
        for group in self.groups() {
            writeln!(out, "\n{}", group[0].group)?;
            for figure in group {
                let (value, aim) = (figure.shown(), figure.aimed());
                writeln!(out, "  {:<52} {value:>14}  {aim:<10} {}", figure.what, figure.verdict())?;
                if !figure.reason().is_empty() {
                    writeln!(out, "      {}", figure.reason())?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_is_met_from_its_own_value_on() {
        let figure = |value| Figure::ratio("group", "name", "what", value);
        assert_eq!(figure(2.5).aim(2.5, Better::Lower).verdict(), "met");
        assert_eq!(figure(2.6).aim(2.5, Better::Lower).verdict(), "missed");
        assert_eq!(figure(0.5).aim(0.5, Better::Higher).verdict(), "met");
        assert_eq!(figure(0.4).aim(0.5, Better::Higher).verdict(), "missed");
        assert_eq!(figure(0.4).verdict(), "");
    }
}
