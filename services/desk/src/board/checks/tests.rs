use chrono::DateTime;
use contract::{BlockId, Document, Level, Waived, Waiver, edit::Approval, translation::Submission};

use super::*;
use crate::board::open_piece;

fn finding(about: &str) -> Finding {
    let (check, block, explanation) = (Check::Number, BlockId(1), String::new());
    let id = FindingId::of(check, block, about, 0);
    Finding { id, check, level: Level::Warns, block, target: None, source: None, explanation }
}

fn edith() -> Credit {
    Credit { member: "edith".parse().unwrap(), name: "Edith".to_owned() }
}

fn waived(about: &str) -> Waived {
    let Finding { id, check, block, .. } = finding(about);
    Waived { waiver: Waiver { finding: id, check, block, reason: "so".to_owned() }, by: edith() }
}

fn submission(found: &[&str]) -> Submission {
    let document = Document { blocks: Vec::new(), language: "en".parse().unwrap() };
    let origin = serde_json::from_value(serde_json::json!({
        "source": "wadi", "source_name": "Al-Wadi", "address": null, "authors": [], "published_at": null,
        "rights": "x", "section": "news", "language": "ar", "revision": 1,
        "document": document.digest(), "raw": document.digest()
    }));
    let submission = Submission::new(origin.unwrap(), document, [edith()].into(), 1);
    Submission { findings: found.iter().map(|about| finding(about)).collect(), ..submission }
}

fn submitted(found: &[&str]) -> translation::Event {
    translation::Event::Submitted(Box::new(submission(found)))
}

fn judged(about: &str, verdict: Verdict) -> edit::Event {
    let Finding { id, check, block, .. } = finding(about);
    edit::Event::Judged { finding: id, check, block, verdict, editor: edith() }
}

fn number(checks: &Checks) -> CheckFigures {
    let figures = checks.figures();
    assert_eq!(figures.len(), Check::ALL.len());
    figures.into_iter().find(|figures| figures.check == Check::Number).unwrap()
}

#[test]
fn findings_are_counted_once_and_the_last_verdict_counts() {
    let (mut checks, piece) = (Checks::default(), open_piece(1).id);
    let none = number(&checks);
    assert_eq!((none.raised, none.precision, none.precision_least), (0, None, None));
    checks.translation(&piece, &submitted(&["7", "8", "9", "10"]), 1);
    checks.translation(&piece, &submitted(&["7", "8", "9"]), 2);
    let approval = Approval { findings: vec![finding("7")], ..Approval::new(submission(&[]), edith()) };
    checks.edit(&piece, &edit::Event::Approved(Box::new(approval)), 3);
    checks.edit(&piece, &judged("7", Verdict::Fault), 4);
    checks.edit(&piece, &judged("7", Verdict::NotAFault), 5);
    checks.edit(&piece, &judged("8", Verdict::Fault), 6);
    let figures = number(&checks);
    assert_eq!((figures.raised, figures.fault, figures.not_a_fault, figures.waived), (4, 1, 1, 0));
    let precision = [figures.precision, figures.precision_least, figures.precision_most];
    assert_eq!(precision, [Some(0.5), Some(0.25), Some(0.75)]);
}

#[test]
fn the_same_finding_in_another_piece_is_another_one() {
    let (mut checks, one, other) = (Checks::default(), open_piece(1).id, open_piece(2).id);
    assert_ne!(one, other);
    for piece in [one, other] {
        checks.translation(&piece, &submitted(&["7"]), 1);
    }
    assert_eq!(number(&checks).raised, 2);
}

#[test]
fn what_is_waived_counts_once_it_was_raised_and_while_it_is() {
    let (mut checks, piece) = (Checks::default(), open_piece(1).id);
    let until = DateTime::UNIX_EPOCH;
    checks.translation(&piece, &translation::Event::Waived { epoch: 1, waived: waived("7"), until }, 1);
    assert_eq!((number(&checks).raised, number(&checks).waived), (0, 0));
    checks.translation(&piece, &submitted(&["7", "8"]), 2);
    assert_eq!((number(&checks).raised, number(&checks).waived), (2, 1));
    checks.edit(&piece, &edit::Event::Waived(waived("8")), 3);
    assert_eq!(number(&checks).waived, 2);
    let unwaived = translation::Event::Unwaived { epoch: 1, finding: finding("7").id, until };
    checks.translation(&piece, &unwaived, 4);
    assert_eq!(number(&checks).waived, 1);
}
