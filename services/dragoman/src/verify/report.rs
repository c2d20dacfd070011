//! What was looked at and what was found, for people and for programs.

use serde_json::json;

use super::{
    folds::Compared,
    found::{Finding, Findings, Place},
    raw::Care,
};

/// So many findings of one kind are shown to people; programs get more.
const SHOWN: usize = 10;

/// What was looked at.
pub(super) struct Report {
    pub(super) server: String,
    /// The sequence of the last event.
    pub(super) end: u64,
    pub(super) events: u64,
    pub(super) streams: usize,
    pub(super) documents: u64,
    pub(super) raws: usize,
    pub(super) care: Care,
    pub(super) wire_items: u64,
    pub(super) wire_end: u64,
    pub(super) compared: Compared,
    pub(super) findings: Findings,
}

impl Report {
    pub(super) fn json(&self) -> String {
        let findings: Vec<&Finding> = self.findings.groups().into_iter().flatten().collect();
        json!({
            "server": self.server,
            "events": { "read": self.events, "end": self.end, "streams": self.streams },
            "documents": self.documents,
            "raw": { "references": self.raws, "read": self.care == Care::Read },
            "wire": { "items": self.wire_items, "end": self.wire_end },
            "folds": self.compared,
            "found": self.findings.count(),
            "from_the_future": self.findings.from_the_future,
            "left_out": self.findings.left_out,
            "findings": findings,
        })
        .to_string()
    }

    pub(super) fn words(&self) -> String {
        let mut parts = vec![self.looked_at()];
        parts.extend(self.findings.groups().into_iter().map(group));
        parts.push(self.verdict());
        parts.join("\n\n")
    }

    fn looked_at(&self) -> String {
        let Self { events, streams, end, documents, raws, wire_items, wire_end, compared, .. } = self;
        let care = match self.care {
            Care::Present => "are looked for in the object store; --raw reads the bytes too",
            Care::Read => "are read from the object store and held against their digests",
        };
        [
            format!("Verified the log at {}", self.server),
            String::new(),
            format!(
                "  events     {} in {} streams, up to sequence {}",
                grouped(*events),
                grouped(*streams as u64),
                grouped(*end)
            ),
            format!(
                "  documents  {} held against their digests, and each step against the one before",
                grouped(*documents)
            ),
            format!("  raw bytes  {} {care}", grouped(*raws as u64)),
            format!(
                "  wire       {} items up to number {}, held against what was published",
                grouped(*wire_items),
                grouped(*wire_end)
            ),
            format!(
                "  folds      {} streams and {} articles folded in two ways",
                compared.streams, compared.articles
            ),
        ]
        .join("\n")
    }

    fn verdict(&self) -> String {
        let (found, future) = (self.findings.count(), self.findings.from_the_future);
        match (found, future) {
            (0, _) => "Nothing was found. The log is as it must be.".to_owned(),
            (1, 0) => "One finding.".to_owned(),
            (_, 0) => format!("{} findings.", grouped(found)),
            (_, _) => format!("{} findings, of which {future} are events from the future.", grouped(found)),
        }
    }
}

/// Findings that mean the same.
fn group(findings: &[Finding]) -> String {
    let means = findings.first().map_or("", |first| first.means);
    let mut lines = vec![wrapped(means)];
    lines.extend(findings.iter().take(SHOWN).map(one));
    if findings.len() > SHOWN {
        lines.push(format!("  and {} more, which --json has", grouped((findings.len() - SHOWN) as u64)));
    }
    lines.join("\n")
}

fn one(finding: &Finding) -> String {
    let place = match finding.log {
        Place::Events => "event",
        Place::Wire => "item",
    };
    let at = format!("  {place} {}", grouped(finding.sequence));
    if finding.subject == "-" {
        return format!("{at}  {}", finding.says);
    }
    format!("{at}  {}\n      {}", harmless(&finding.subject), harmless(&finding.says))
}

/// Text from the log without what would steer a terminal.
fn harmless(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Lines of at most so many characters.
fn wrapped(text: &str) -> String {
    const WIDTH: usize = 100;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let is_full = lines.last().is_some_and(|line| !line.is_empty() && line.len() + word.len() >= WIDTH);
        match lines.last_mut() {
            Some(line) if !is_full => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

/// `1 234 567`, with narrow spaces that do not break.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            said.push('\u{202f}');
        }
        said.push(digit);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        let said = [0, 999, 1000, 1_234_567].map(grouped);
        assert_eq!(said, ["0", "999", "1\u{202f}000", "1\u{202f}234\u{202f}567"]);
    }

    #[test]
    fn long_words_are_wrapped() {
        assert_eq!(wrapped("one two"), "one two");
        assert!(wrapped(&"word ".repeat(60)).lines().all(|line| line.len() <= 100));
    }
}
