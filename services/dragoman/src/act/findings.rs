//! What the checks found in a piece, and what people say of it.

use clap::{Args, Subcommand, ValueEnum};
use contract::{Excuse, Finding, FindingId, Language, Level, PieceId, Style, Verdict};
use desk::{
    api::bodies::{
        BlockName, CheckFigures, Findings, FoundHere, LookedAt, NewVerdict, NewWaiver, PieceText, Rows,
    },
    board::PieceRow,
};

use super::{
    failure::Failure,
    name::{PieceName, short_piece},
    session::{Session, text_of},
    table::{Table, line, wrapped},
    work,
};

/// As much of an explanation as leaves room for the rest of a line.
const EXPLANATION: usize = 90;

/// As much of a finding's name as people type.
const NAME: usize = 8;

#[derive(Args)]
pub(crate) struct Show {
    /// The piece's id, or as much of it as is plain
    piece: PieceName,
    /// Only what is found in this block
    #[arg(long, value_name = "BLOCK", value_parser = super::given::block)]
    block: Option<BlockName>,
}

#[derive(Args)]
pub(crate) struct Waive {
    /// The piece's id, or as much of it as is plain
    piece: PieceName,
    /// The finding's name, as `dragoman findings` shows it
    finding: String,
    /// Why it stays as it is
    #[arg(long, value_name = "REASON", required_unless_present = "back")]
    because: Option<String>,
    /// Take the waiver back
    #[arg(long, conflicts_with = "because")]
    back: bool,
}

#[derive(Args)]
pub(crate) struct Judge {
    /// The piece's id, or as much of it as is plain
    piece: PieceName,
    /// The finding's name, as `dragoman findings` shows it
    finding: String,
    /// Whether the check was right
    verdict: Word,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Word {
    Fault,
    NotAFault,
}

#[derive(Subcommand)]
pub(crate) enum StyleAct {
    /// Show what is looked at in texts of a language
    Show {
        /// Such as en
        language: Language,
    },
    /// Decide what is looked at: a file in JSON, as `style show --json` prints it
    Set {
        /// Such as en
        language: Language,
        /// The file; `-` reads it from standard input
        #[arg(long)]
        file: String,
    },
}

pub(super) async fn show(session: &Session, show: Show) -> Result<(), Failure> {
    let id = session.piece(&show.piece).await?;
    let only = show.block.map(|BlockName(block)| format!("?block={}", block.0)).unwrap_or_default();
    let answer = session.desk.get(&format!("/api/pieces/{id}/findings{only}")).await?;
    session.print(&answer, |seen: Findings| table(&seen))?;
    if answer.read::<Findings>()?.findings.is_empty() {
        return Ok(());
    }
    let short = short_piece(&id);
    session.hint(format!(
        "To let one stand: dragoman waive {short} FINDING --because REASON\n\
         As an editor: dragoman judge {short} FINDING fault, or not-a-fault"
    ))
}

pub(super) async fn waive(session: &Session, waive: Waive) -> Result<(), Failure> {
    let (id, seen) = seen(session, &waive.piece).await?;
    let finding = named(&waive.finding, &seen)?;
    let epoch = match seen.words {
        LookedAt::Drafted => {
            let piece: PieceText = session.desk.get(&format!("/api/pieces/{id}")).await?.read()?;
            Some(work::epoch(&piece.row.stage).ok_or(Failure::NotClaimed)?)
        }
        LookedAt::Submitted => None,
    };
    let path = format!("/api/pieces/{id}/waivers/{}", finding.0);
    let (answer, said) = match (waive.because, epoch) {
        (Some(reason), _) => {
            (session.desk.put(&path, &NewWaiver { reason, epoch }).await?, "It stands, with your reason.")
        }
        (None, Some(epoch)) => {
            (session.desk.delete(&format!("{path}?epoch={epoch}")).await?, "The waiver is taken back.")
        }
        (None, None) => return Err(Failure::NotClaimed),
    };
    session.print(&answer, |_: PieceRow| said.to_owned())
}

pub(super) async fn judge(session: &Session, judge: Judge) -> Result<(), Failure> {
    let (id, seen) = seen(session, &judge.piece).await?;
    let finding = named(&judge.finding, &seen)?;
    let (verdict, said) = match judge.verdict {
        Word::Fault => (Verdict::Fault, "Recorded: a fault. The check was right."),
        Word::NotAFault => (Verdict::NotAFault, "Recorded: not a fault. It is counted against the check."),
    };
    let path = format!("/api/pieces/{id}/verdicts");
    let answer = session.desk.post(&path, &NewVerdict { finding, verdict }).await?;
    session.print(&answer, |_: PieceRow| said.to_owned())
}

pub(super) async fn checks(session: &Session) -> Result<(), Failure> {
    let answer = session.desk.get("/api/checks").await?;
    session.print(&answer, |list: Rows<CheckFigures>| {
        let row = |row: &CheckFigures| {
            let bounds = row.precision_least.zip(row.precision_most);
            [
                row.check.name().replace('_', " "),
                row.raised.to_string(),
                row.fault.to_string(),
                row.not_a_fault.to_string(),
                row.waived.to_string(),
                row.precision.map_or_else(|| "-".to_owned(), percent),
                bounds.map_or_else(
                    || "-".to_owned(),
                    |(least, most)| format!("{} to {}", percent(least), percent(most)),
                ),
            ]
        };
        let headings = ["CHECK", "RAISED", "FAULT", "NO FAULT", "LET STAND", "PRECISION", "BOUNDS"];
        Table::new(headings, list.rows.iter().map(row)).to_string()
    })
}

pub(super) async fn style(session: &Session, act: StyleAct) -> Result<(), Failure> {
    match act {
        StyleAct::Show { language } => {
            let answer = session.desk.get(&format!("/api/newsroom/styles/{language}")).await?;
            session.print(&answer, |style: Style| words(&style))
        }
        StyleAct::Set { language, file } => {
            let style: Style = serde_json::from_str(&text_of(&file)?)
                .map_err(|source| Failure::NotAStyle { file: file.clone(), source })?;
            let answer = session.desk.put(&format!("/api/newsroom/styles/{language}"), &style).await?;
            session.print(&answer, |style: Style| words(&style))
        }
    }
}

/// What holds a submission or an approval up, with what to do: nothing where it was refused for something else.
pub(super) fn holding_up(piece: &PieceId, failure: &Failure) -> Option<String> {
    let Failure::Refused { problem, .. } = failure else { return None };
    let findings = problem.refusal.as_ref()?.get("findings")?.clone();
    let findings: Vec<Finding> = serde_json::from_value(findings).ok()?;
    let rows = findings.iter().flat_map(|finding| rows(finding, ""));
    let table = Table::new(HEADINGS, rows);
    let short = short_piece(piece);
    Some(format!("{table}\n\nMend them, or: dragoman waive {short} FINDING --because REASON"))
}

const HEADINGS: [&str; 6] = ["FINDING", "BLOCK", "CHECK", "LEVEL", "SAID", "WHAT"];

fn table(seen: &Findings) -> String {
    if seen.findings.is_empty() {
        return "The checks find nothing.".to_owned();
    }
    let said = |found: &FoundHere| match (&found.judged, found.waived.first()) {
        (Some(judged), _) if judged.verdict == Verdict::NotAFault => "no fault",
        (Some(_), _) => "a fault",
        (None, Some(_)) => "waived",
        (None, None) => "",
    };
    let rows = seen.findings.iter().flat_map(|found| rows(&found.finding, said(found)));
    Table::new(HEADINGS, rows).to_string()
}

/// One row, and as many below it as the explanation takes.
fn rows(finding: &Finding, said: &str) -> Vec<[String; 6]> {
    let mut explanation = wrapped(&finding.explanation, EXPLANATION).into_iter();
    let first = [
        bare(finding.id).chars().take(NAME).collect(),
        finding.block.to_string(),
        finding.check.name().replace('_', " "),
        strictness(finding.level).to_owned(),
        said.to_owned(),
        explanation.next().unwrap_or_default(),
    ];
    let more =
        explanation.map(|line| std::array::from_fn(|at| if at == 5 { line.clone() } else { String::new() }));
    std::iter::once(first).chain(more).collect()
}

async fn seen(session: &Session, piece: &PieceName) -> Result<(PieceId, Findings), Failure> {
    let id = session.piece(piece).await?;
    let seen = session.desk.get(&format!("/api/pieces/{id}/findings")).await?.read()?;
    Ok((id, seen))
}

/// The one finding whose name begins so, among what is found now and what was waived.
fn named(given: &str, seen: &Findings) -> Result<FindingId, Failure> {
    let begins = |id: &FindingId| !given.is_empty() && bare(*id).starts_with(&given.to_lowercase());
    let found = seen.findings.iter().map(|found| found.finding.id);
    let mut all: Vec<FindingId> =
        found.chain(seen.waivers.iter().map(|waived| waived.waiver.finding)).collect();
    all.sort_unstable();
    all.dedup();
    let looked_at = all.len();
    all.retain(begins);
    match all.as_slice() {
        [] => Err(Failure::NotThere { what: "finding", given: given.to_owned(), looked_at }),
        [one] => Ok(*one),
        _ => Err(Failure::Ambiguous { given: given.to_owned(), of: all.into_iter().map(bare).collect() }),
    }
}

/// A finding's name without the name of the algorithm.
fn bare(id: FindingId) -> String {
    let whole = id.0.to_string();
    whole.split_once(':').map_or(whole.clone(), |(_, bare)| bare.to_owned())
}

const fn strictness(level: Level) -> &'static str {
    match level {
        Level::Blocks => "blocks",
        Level::Warns => "warns",
        Level::Informs => "informs",
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

fn words(style: &Style) -> String {
    let mut lines = vec![match style.headline_characters_most {
        Some(most) => format!("A headline has at most {most} characters."),
        None => "A headline may have any length.".to_owned(),
    }];
    for loaded in &style.loaded {
        let excuse = match loaded.excused_by {
            Excuse::Quotation => "in quotation marks",
            Excuse::Attribution => "with its attribution",
            Excuse::QuotationOrAttribution => "in quotation marks or with its attribution",
        };
        lines.push(format!("Loaded: {}, fit {excuse}. {}", line(&loaded.expression), line(&loaded.note)));
    }
    for forbidden in &style.forbidden {
        lines.push(format!("Forbidden: {}. {}", line(&forbidden.expression), line(&forbidden.instead)));
    }
    for (check, level) in &style.levels {
        lines.push(format!("{}: {}.", check.name().replace('_', " "), strictness(*level)));
    }
    for check in &style.left_out {
        lines.push(format!("{}: is left out.", check.name().replace('_', " ")));
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use contract::{BlockId, Check, Forbidden};

    use super::*;

    fn seen(abouts: &[&str]) -> Findings {
        let finding = |about: &&str| Finding {
            id: FindingId::of(Check::Number, BlockId(1), about, 0),
            check: Check::Number,
            level: Level::Blocks,
            block: BlockId(1),
            target: None,
            source: None,
            explanation: "look".to_owned(),
        };
        let here = |about| FoundHere {
            told: None,
            finding: finding(about),
            at: None,
            waived: Vec::new(),
            judged: None,
            holds_up: true,
        };
        let digest = contract::Digest::of(b"x");
        let findings = abouts.iter().map(here).collect();
        Findings { words: LookedAt::Drafted, source: digest, target: digest, findings, waivers: Vec::new() }
    }

    #[test]
    fn a_finding_is_named_by_as_much_as_is_plain() {
        let seen = seen(&["7", "8"]);
        let id = seen.findings[0].finding.id;
        assert_eq!(named(&bare(id)[..NAME], &seen).unwrap(), id);
        assert!(matches!(named("", &seen), Err(Failure::NotThere { looked_at: 2, .. })));
        assert!(matches!(named("xyz", &seen), Err(Failure::NotThere { .. })));
        assert!(table(&seen).contains("number"), "{}", table(&seen));
    }

    #[test]
    fn a_style_reads_line_by_line() {
        let forbidden = Forbidden { expression: "regime".to_owned(), instead: "government".to_owned() };
        let style = Style {
            forbidden: vec![forbidden],
            levels: [(Check::Number, Level::Blocks)].into(),
            ..Style::default()
        };
        let said = words(&style);
        assert!(
            said.contains("Forbidden: regime. government") && said.ends_with("number: blocks."),
            "{said}"
        );
    }
}
