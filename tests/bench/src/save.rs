//! Results that are kept: a table and a plot, side by side.

use std::{fmt::Write, fs, path::Path};

use crate::{plot, report::Report};

/// Writes `tests/bench/results/<name>.md` and `<name>.svg`.
pub(crate) fn save(report: &Report, name: &str) -> anyhow::Result<()> {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    anyhow::ensure!(plain, "a result is named by letters, digits, hyphens, dots and underscores");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{name}.md")), table(report, name))?;
    fs::write(folder.join(format!("{name}.svg")), plot::svg(report))?;
    Ok(())
}

fn table(report: &Report, name: &str) -> String {
    let mut text = format!(
        "# {}\n\nOn {}, {}. {}.\n\n{}\n\n\
         ![Each aim and how it is met]({name}.svg)\n",
        report.name,
        report.machine,
        report.ground,
        report.versions.join(", "),
        report.method
    );
    for group in report.groups() {
        let _ = write!(
            text,
            "\n## {}\n\n| what | measured | aim | | why |\n|---|--:|--:|---|---|\n",
            group[0].group
        );
        for figure in group {
            let (value, aim) = (figure.shown(), figure.aimed());
            let (verdict, reason) = (figure.verdict(), figure.reason());
            let _ = writeln!(text, "| {} | {value} | {aim} | {verdict} | {reason} |", figure.what);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Better, Figure};

    #[test]
    fn a_table_has_a_row_for_each_figure_under_its_group() {
        let figures = vec![
            Figure::ratio("one", "a", "first", 0.9).aim(0.7, Better::Higher),
            Figure::plain("other", "b", "second", 3.0, "ms", Better::Lower),
        ];
        let (machine, ground, versions) =
            ("2 × P".to_owned(), "five facts".to_owned(), vec!["v 1".to_owned()]);
        let text = table(&Report { name: "journal", figures, machine, ground, method: "So.", versions }, "x");
        assert!(text.contains("On 2 × P, five facts. v 1.\n\nSo.\n"));
        assert!(text.contains(
            "## one\n\n| what | measured | aim | | why |\n|---|--:|--:|---|---|\n| first | 0.90 × | ≥ 0.7 × | met |  |\n"
        ));
        assert!(text.contains("| second | 3.00 ms |  |  |  |\n"));
    }
}
