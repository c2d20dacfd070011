//! A plot of how each aim is met: one bar each, on a logarithmic scale whose 1 is the aim.

use std::fmt::Write;

use crate::report::{Figure, Report};

const WIDTH: f64 = 900.0;
/// Where the labels end and the bars' field begins and ends.
const LEFT: f64 = 370.0;
const RIGHT: f64 = 725.0;
const TOP: f64 = 78.0;
const ROW: f64 = 26.0;

/// The ends of the scale. A bar that would go further stops there; its value stands beside it.
const LEAST: f64 = 0.1;
const MOST: f64 = 100.0;
const TICKS: [(f64, &str); 7] =
    [(0.1, "0.1"), (0.3, "0.3"), (1.0, "1 = aim"), (3.0, "3"), (10.0, "10"), (30.0, "30"), (100.0, "100")];

// The card has a ground of its own, so that it reads on light and on dark pages alike; it follows a dark one where the
// viewer tells.
const STYLE: &str = "
  .card { fill: #ffffff; stroke: #c9ced6 } text { font: 13px system-ui, sans-serif; fill: #1d2733 }
  .title { font-size: 17px; font-weight: 600 } .small { font-size: 12px; fill: #55606e }
  .grid { stroke: #dde1e7 } .aim { stroke: #1d2733; stroke-width: 1.5 }
  .met { fill: #2b7a5d } .missed { fill: #c2571a }
  @media (prefers-color-scheme: dark) {
    .card { fill: #171c23; stroke: #3a4350 } text { fill: #e6eaf0 } .small { fill: #a3adba }
    .grid { stroke: #2b333e } .aim { stroke: #e6eaf0 } .met { fill: #4fb08c } .missed { fill: #e5874d }
  }
";

/// The plot as a whole SVG document.
pub(crate) fn svg(report: &Report) -> String {
    let judged: Vec<&Figure> = report.figures.iter().filter(|figure| figure.aim.is_some()).collect();
    #[expect(clippy::cast_precision_loss, reason = "a few dozen rows")]
    let bottom = TOP + ROW * judged.len() as f64;
    let height = bottom + 62.0;
    let title = format!("Dragoman, {}: aims and how they are met", report.name);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" \
         aria-label=\"{title}\">\n<style>{STYLE}</style>\n\
         <rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n",
        WIDTH - 1.0,
        height - 1.0
    );
    let about = format!("{}, {}", report.machine, report.ground);
    let _ = writeln!(text, "<text class=\"title\" x=\"20\" y=\"32\">{}</text>", escaped(&title));
    let _ = writeln!(text, "<text class=\"small\" x=\"20\" y=\"53\">{}</text>", escaped(&about));
    scale(&mut text, bottom);
    let mut y = TOP;
    for figure in judged {
        bar(&mut text, figure, y);
        y += ROW;
    }
    let x = at(1.0);
    let _ = writeln!(
        text,
        "<line class=\"aim\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{bottom}\"/>\n</svg>"
    );
    text
}

fn scale(text: &mut String, bottom: f64) {
    for (value, label) in TICKS {
        let x = at(value);
        let _ =
            writeln!(text, "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{bottom}\"/>");
        let y = bottom + 18.0;
        let _ = writeln!(
            text,
            "<text class=\"small\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{label}</text>"
        );
    }
    let (x, y) = (f64::midpoint(LEFT, RIGHT), bottom + 42.0);
    let said = "how many times as good as the aim (logarithmic; right of 1 is met)";
    let _ = writeln!(text, "<text class=\"small\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{said}</text>");
}

fn bar(text: &mut String, figure: &Figure, y: f64) {
    let Some(goodness) = figure.goodness() else { return };
    let (from, to) = (at(1.0).min(at(goodness)), at(1.0).max(at(goodness)));
    let (class, line) = (figure.verdict(), y + 17.0);
    let label = escaped(figure.what);
    let _ = writeln!(text, "<text x=\"{:.1}\" y=\"{line}\" text-anchor=\"end\">{label}</text>", LEFT - 12.0);
    let (width, top, tall) = ((to - from).max(1.0), y + 4.0, ROW - 8.0);
    let _ = writeln!(
        text,
        "<rect class=\"{class}\" x=\"{from:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{tall}\" rx=\"2\"/>"
    );
    let said = escaped(&format!("{} ({})", figure.shown(), figure.aimed()));
    let x = RIGHT + 10.0;
    let _ = writeln!(text, "<text class=\"small\" x=\"{x}\" y=\"{line}\">{said}</text>");
}

/// Where a value stands on the scale.
fn at(value: f64) -> f64 {
    let share = (value.clamp(LEAST, MOST) / LEAST).log10() / (MOST / LEAST).log10();
    LEFT + (RIGHT - LEFT) * share
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_goes_from_end_to_end_and_no_further() {
        assert!((at(LEAST) - LEFT).abs() < 1e-9 && (at(MOST) - RIGHT).abs() < 1e-9);
        assert!((at(1e9) - RIGHT).abs() < 1e-9 && (at(0.0) - LEFT).abs() < 1e-9);
    }
}
