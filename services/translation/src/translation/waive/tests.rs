use contract::{Block, BlockId, BlockKind, Check, Document, FINDINGS_MOST, Finding, Level, Place};
use decider::Decider;
use proptest::prelude::*;

use super::super::tests::{
    after, claimed, complete, draft, noon, requested, scenario, source, submission, submitted, translator,
};
use super::*;
use contract::translation::Command;

fn finding(check: Check, level: Level) -> Finding {
    let block = BlockId(1);
    let (target, explanation) = (Some(Place::of(0..3)), "look at it".to_owned());
    Finding {
        id: FindingId::of(check, block, "x", 0),
        check,
        level,
        block,
        target,
        source: None,
        explanation,
    }
}

/// Submits what stands there now, looked at.
pub(in super::super) fn submit_as_it_stands(state: &Translation, epoch: u32) -> Command {
    let (source, target) = state.digests().unwrap();
    Command::Submit { epoch, looked: Looked { source, target, findings: Vec::new() } }
}

/// The command; a submission of what stands there now, looked at.
pub(in super::super) fn looked_at(state: &Translation, command: Command) -> Command {
    if let Command::Submit { epoch, .. } = command { submit_as_it_stands(state, epoch) } else { command }
}

fn blocking() -> Finding {
    finding(Check::Number, Level::Blocks)
}

fn looked(findings: &[Finding]) -> Looked {
    Looked { source: source().digest(), target: submission(1, &[]).digest, findings: findings.to_vec() }
}

fn submit(findings: &[Finding]) -> Command {
    Command::Submit { epoch: 1, looked: looked(findings) }
}

fn waiver(finding: &Finding, reason: &str) -> Waiver {
    Waiver { finding: finding.id, check: finding.check, block: finding.block, reason: reason.to_owned() }
}

fn waive(finding: &Finding, reason: &str) -> Command {
    Command::Waive { epoch: 1, waiver: waiver(finding, reason) }
}

fn by_aino(finding: &Finding, reason: &str) -> Waived {
    Waived { waiver: waiver(finding, reason), by: translator("aino").credit() }
}

fn waived(finding: &Finding, reason: &str, minutes: i64) -> Event {
    Event::Waived { epoch: 1, waived: by_aino(finding, reason), until: after(minutes + 60) }
}

#[test]
fn words_that_were_not_looked_at_as_they_stand_are_not_submitted() {
    let elsewhere = Digest::of(b"other words");
    let others = Looked { target: elsewhere, ..looked(&[]) };
    let beside_another = Looked { source: elsewhere, ..looked(&[]) };
    let too_many = looked(&vec![finding(Check::Spacing, Level::Warns); FINDINGS_MOST + 1]);
    for looked in [others, beside_another, too_many] {
        scenario(complete())
            .when(Command::Submit { epoch: 1, looked }, &translator("aino"), after(1))
            .then_refused(Refusal::NotLookedAt);
    }
}

#[test]
fn a_finding_that_blocks_is_mended_or_waived_before_the_words_are_submitted() {
    let warning = finding(Check::Length, Level::Warns);
    let expected = Submission {
        findings: vec![blocking(), warning.clone()],
        waived: vec![by_aino(&blocking(), "as agreed")],
        ..submission(1, &["aino"])
    };
    scenario(complete())
        .when(submit(&[blocking(), warning.clone()]), &translator("aino"), after(1))
        .then_refused(Refusal::FindingsBlock { findings: vec![blocking()] })
        .when(waive(&blocking(), " as agreed "), &translator("aino"), after(2))
        .then(waived(&blocking(), "as agreed", 2))
        .when(submit(&[blocking(), warning]), &translator("aino"), after(3))
        .then(Event::Submitted(Box::new(expected)));
}

#[test]
fn what_warns_holds_nothing_up_and_is_recorded() {
    let warning = finding(Check::Length, Level::Warns);
    let expected = Submission { findings: vec![warning.clone()], ..submission(1, &["aino"]) };
    scenario(complete())
        .when(submit(&[warning]), &translator("aino"), after(1))
        .then(Event::Submitted(Box::new(expected)));
}

#[test]
fn a_waiver_can_be_taken_back() {
    let unwaive = || Command::Unwaive { epoch: 1, finding: blocking().id };
    scenario(complete())
        .when(unwaive(), &translator("aino"), after(1))
        .then_nothing()
        .when(waive(&blocking(), "so"), &translator("aino"), after(1))
        .then(waived(&blocking(), "so", 1))
        .when(waive(&blocking(), "so"), &translator("aino"), after(2))
        .then_nothing()
        .when(waive(&blocking(), "better said"), &translator("aino"), after(2))
        .then(waived(&blocking(), "better said", 2))
        .when(unwaive(), &translator("aino"), after(3))
        .then(Event::Unwaived { epoch: 1, finding: blocking().id, until: after(63) })
        .when(submit(&[blocking()]), &translator("aino"), after(4))
        .then_refused(Refusal::FindingsBlock { findings: vec![blocking()] });
}

#[test]
fn a_waiver_needs_a_reason_of_some_length() {
    let refused = |reason: &str, refusal| {
        scenario(complete())
            .when(waive(&blocking(), reason), &translator("aino"), after(1))
            .then_refused(refusal);
    };
    refused(" \n", Refusal::NeedsWhy);
    let (bytes, most) = (WHY_BYTES_MOST + 1, WHY_BYTES_MOST);
    refused(&"a".repeat(bytes), Refusal::TextTooLong { bytes, most });
}

#[test]
fn not_everything_is_waived() {
    let nth = |nth| Finding { id: FindingId::of(Check::Date, BlockId(1), "x", nth), ..blocking() };
    let mut events = complete();
    events.extend((0..WAIVED_MOST).map(|count| waived(&nth(count), "so", 0)));
    scenario(events)
        .when(waive(&nth(WAIVED_MOST), "so"), &translator("aino"), after(1))
        .then_refused(Refusal::TooManyWaived { most: WAIVED_MOST })
        .when(waive(&nth(0), "another reason"), &translator("aino"), after(1))
        .then(waived(&nth(0), "another reason", 1));
}

#[test]
fn only_the_holder_waives_and_a_waiver_goes_with_the_piece() {
    scenario([requested()])
        .when(waive(&blocking(), "so"), &translator("aino"), after(1))
        .then_refused(Refusal::NotClaimed);
    scenario(submitted())
        .when(waive(&blocking(), "so"), &translator("aino"), after(1))
        .then_refused(Refusal::AlreadySubmitted);
    let mut events = complete();
    events.extend([waived(&blocking(), "so", 0), Event::Released { epoch: 1 }, claimed("bea", 2, noon())]);
    let expected = Submission {
        findings: vec![blocking()],
        waived: vec![by_aino(&blocking(), "so")],
        ..submission(1, &["aino", "bea"])
    };
    scenario(events)
        .when(waive(&blocking(), "so"), &translator("aino"), after(1))
        .then_refused(Refusal::OldEpoch { given: 1, current: 2 })
        .when(Command::Submit { epoch: 2, looked: looked(&[blocking()]) }, &translator("bea"), after(1))
        .then(Event::Submitted(Box::new(expected)));
}

/// The text as it stands, with findings at these levels.
fn any_step() -> impl Strategy<Value = Command> {
    let checks = || prop::sample::select(vec![Check::Number, Check::Date, Check::Link]);
    let levels = prop::sample::select(vec![Level::Warns, Level::Blocks]);
    let findings = prop::collection::vec((checks(), levels), 0..4);
    prop_oneof![
        3 => (checks(), "[ab ]{0,2}").prop_map(|(check, why)| waive(&finding(check, Level::Blocks), &why)),
        1 => checks().prop_map(|check| Command::Unwaive { epoch: 1, finding: finding(check, Level::Blocks).id }),
        1 => "[ab]{1,2}".prop_map(|text| draft(1, 1, &text)),
        2 => (findings, "[ab]{1,2}").prop_map(|(findings, text)| {
            let findings = findings.into_iter().map(|(check, level)| finding(check, level)).collect();
            let block = |id, kind, text: &str| Block::plain(BlockId(id), kind, text.to_owned());
            let image = source().blocks[2].clone();
            let blocks = vec![
                block(0, BlockKind::Headline, "Old bridge reopens"),
                block(1, BlockKind::Paragraph, &text),
                Block { text: String::new(), ..image },
            ];
            let document = Document { blocks, language: "en".parse().unwrap() };
            let looked = Looked { source: source().digest(), target: document.digest(), findings };
            Command::Submit { epoch: 1, looked }
        }),
    ]
}

proptest! {
    /// Over any history, what is submitted has no finding that blocks and that nobody has waived, and was looked at as it is.
    #[test]
    fn nothing_is_submitted_with_a_finding_that_blocks(steps in prop::collection::vec(any_step(), 1..30)) {
        let mut state = complete().into_iter().fold(Translation::default(), Translation::evolve);
        let mut waived = std::collections::BTreeSet::new();
        for command in steps {
            let context = Context { actor: translator("aino"), at: after(1) };
            let Ok(Some(event)) = state.decide(&command.clone().into(), &context) else { continue };
            if let Event::Waived { waived: one, .. } = &event {
                waived.insert(one.waiver.finding);
            } else if let Event::Unwaived { finding, .. } = &event {
                waived.remove(finding);
            } else if let (Event::Submitted(submission), Command::Submit { looked, .. }) = (&event, &command) {
                prop_assert_eq!(submission.digest, looked.target);
                prop_assert_eq!(&submission.findings, &looked.findings);
                let stands = |id: FindingId| submission.waived.iter().any(|one| one.waiver.finding == id);
                for finding in &submission.findings {
                    prop_assert_eq!(stands(finding.id), waived.contains(&finding.id));
                    prop_assert!(finding.level != Level::Blocks || stands(finding.id));
                }
            }
            state = state.evolve(event);
        }
    }
}
