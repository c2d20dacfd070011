use contract::{
    Actor, BlockId, Check, Digest, FINDINGS_MOST, Finding, Level, Looked, Role,
    edit::{Approval, Behind, Command},
    translation::REASON_BYTES_MOST,
};
use decider::{Decider, Scenario, given};

use super::super::tests::{approved, changes_requested, document, edith, member, noon, opened, submission};
use super::*;

fn finding(about: &str, level: Level) -> Finding {
    let (check, block) = (Check::Number, BlockId(0));
    let explanation = "look at it".to_owned();
    let id = FindingId::of(check, block, about, 0);
    Finding { id, check, level, block, target: None, source: None, explanation }
}

fn blocking() -> Finding {
    finding("7", Level::Blocks)
}

fn looked(findings: &[Finding]) -> Looked {
    Looked { source: Digest::of(b"source"), target: document("one").digest(), findings: findings.to_vec() }
}

fn yes(looked: Looked, newest: u32, behind: Option<&str>) -> Command {
    let digest = document("one").digest();
    Command::Approve { digest, looked, newest, behind: behind.map(str::to_owned) }
}

fn waiver(finding: &Finding, reason: &str) -> Waiver {
    Waiver { finding: finding.id, check: finding.check, block: finding.block, reason: reason.to_owned() }
}

fn waived(finding: &Finding, reason: &str, by: &Actor) -> Waived {
    Waived { waiver: waiver(finding, reason), by: by.credit() }
}

fn judge(finding: &Finding, verdict: Verdict) -> Command {
    Command::Judge { finding: finding.id, check: finding.check, block: finding.block, verdict }
}

fn judged(finding: &Finding, verdict: Verdict) -> Event {
    let (check, block, editor) = (finding.check, finding.block, edith().credit());
    Event::Judged { finding: finding.id, check, block, verdict, editor }
}

fn open(command: Command) -> Scenario<Edit> {
    given::<Edit>([opened(1, "one")]).when(command, &edith(), noon())
}

fn approval(findings: &[Finding], waived: &[Waived]) -> Event {
    let approval = Approval::new(*submission(1, "one"), edith().credit());
    Event::Approved(Box::new(Approval { findings: findings.to_vec(), waived: waived.to_vec(), ..approval }))
}

#[test]
fn words_that_were_not_looked_at_beside_their_source_are_not_approved() {
    let elsewhere = Digest::of(b"elsewhere");
    let others = Looked { target: elsewhere, ..looked(&[]) };
    let beside_another = Looked { source: elsewhere, ..looked(&[]) };
    let too_many = looked(&vec![finding("7", Level::Warns); FINDINGS_MOST + 1]);
    for looked in [others, beside_another, too_many] {
        open(yes(looked, 1, None)).then_refused(Refusal::NotLookedAt);
    }
}

#[test]
fn a_finding_that_blocks_is_waived_by_an_editor_with_a_reason() {
    let warning = finding("8", Level::Warns);
    let found = [blocking(), warning];
    open(yes(looked(&found), 1, None))
        .then_refused(Refusal::FindingsBlock { findings: vec![blocking()] })
        .when(Command::Waive(waiver(&blocking(), " ")), &edith(), noon())
        .then_refused(Refusal::NeedsReason)
        .when(Command::Waive(waiver(&blocking(), " so ")), &edith(), noon())
        .then(Event::Waived(waived(&blocking(), "so", &edith())))
        .when(Command::Waive(waiver(&blocking(), "so")), &edith(), noon())
        .then_nothing()
        .when(yes(looked(&found), 1, None), &edith(), noon())
        .then(approval(&found, &[waived(&blocking(), "so", &edith())]));
}

#[test]
fn what_the_translator_waived_holds_nothing_up() {
    let by_aino = waived(&blocking(), "as agreed", &member("aino", Role::Translator));
    let sent = contract::translation::Submission { waived: vec![by_aino.clone()], ..*submission(1, "one") };
    let expected = Approval {
        findings: vec![blocking()],
        waived: vec![by_aino],
        ..Approval::new(*submission(1, "one"), edith().credit())
    };
    given::<Edit>([Event::Opened(Box::new(sent))])
        .when(yes(looked(&[blocking()]), 1, None), &edith(), noon())
        .then(Event::Approved(Box::new(expected)));
}

#[test]
fn a_finding_that_is_no_fault_holds_nothing_up_and_the_last_word_counts() {
    open(judge(&blocking(), Verdict::NotAFault))
        .then(judged(&blocking(), Verdict::NotAFault))
        .when(judge(&blocking(), Verdict::NotAFault), &edith(), noon())
        .then_nothing()
        .when(judge(&blocking(), Verdict::Fault), &edith(), noon())
        .then(judged(&blocking(), Verdict::Fault))
        .when(yes(looked(&[blocking()]), 1, None), &edith(), noon())
        .then_refused(Refusal::FindingsBlock { findings: vec![blocking()] })
        .when(judge(&blocking(), Verdict::NotAFault), &edith(), noon())
        .then(judged(&blocking(), Verdict::NotAFault))
        .when(yes(looked(&[blocking()]), 1, None), &edith(), noon())
        .then(approval(&[blocking()], &[]));
}

#[test]
fn what_was_said_holds_over_all_rounds() {
    let events =
        [opened(1, "two"), judged(&blocking(), Verdict::NotAFault), changes_requested(1), opened(2, "one")];
    let scenario = given::<Edit>(events).when(yes(looked(&[blocking()]), 1, None), &edith(), noon());
    assert!(matches!(scenario.state(), Edit::Approved { round: 2, .. }));
}

#[test]
fn whoever_translated_it_says_nothing_of_findings_here() {
    let aino = member("aino", Role::Editor);
    for command in [Command::Waive(waiver(&blocking(), "so")), judge(&blocking(), Verdict::NotAFault)] {
        given::<Edit>([opened(1, "one")])
            .when(command.clone(), &aino, noon())
            .then_refused(Refusal::OwnTranslation);
        let bea = member("bea", Role::Translator);
        given::<Edit>([opened(1, "one")])
            .when(command.clone(), &bea, noon())
            .then_refused(Refusal::NeedsRole { role: Role::Editor });
        given::<Edit>([]).when(command, &edith(), noon()).then_refused(Refusal::NotSubmitted);
    }
}

#[test]
fn waivers_are_for_what_is_under_review_and_verdicts_for_all_that_ever_was() {
    let waive = || Command::Waive(waiver(&blocking(), "so"));
    let back = || given::<Edit>([opened(1, "one"), changes_requested(1)]);
    back().when(waive(), &edith(), noon()).then_refused(Refusal::WithTranslator);
    let done = || given::<Edit>([opened(1, "one"), approved("one")]);
    done().when(waive(), &edith(), noon()).then_refused(Refusal::AlreadyApproved);
    for scenario in [back(), done()] {
        scenario
            .when(judge(&blocking(), Verdict::Fault), &edith(), noon())
            .then(judged(&blocking(), Verdict::Fault));
    }
}

#[test]
fn there_is_an_end_to_what_editors_say() {
    let (bytes, most) = (WHY_BYTES_MOST + 1, WHY_BYTES_MOST);
    open(Command::Waive(waiver(&blocking(), &"a".repeat(bytes))))
        .then_refused(Refusal::ReasonTooLong { bytes, most });
    let nth = |nth: usize| finding(&nth.to_string(), Level::Blocks);
    let judged = (0..WAIVED_MOST).map(|count| judged(&nth(count), Verdict::Fault));
    let full = || given::<Edit>([opened(1, "one")].into_iter().chain(judged.clone()));
    for command in [judge(&nth(WAIVED_MOST), Verdict::Fault), Command::Waive(waiver(&nth(WAIVED_MOST), "so"))]
    {
        full().when(command, &edith(), noon()).then_refused(Refusal::TooManyFindings { most: WAIVED_MOST });
    }
    full().when(Command::Waive(waiver(&nth(0), "so")), &edith(), noon()).then(Event::Waived(waived(
        &nth(0),
        "so",
        &edith(),
    )));
}

#[test]
fn words_behind_their_source_go_on_with_a_reason_only() {
    let expected = |reason: &str| {
        let behind = Some(Behind { newest: 3, reason: reason.to_owned() });
        let approval = Approval::new(*submission(1, "one"), edith().credit());
        Event::Approved(Box::new(Approval { behind, ..approval }))
    };
    for silence in [None, Some(" ")] {
        open(yes(looked(&[]), 3, silence)).then_refused(Refusal::BehindSource { revision: 1, newest: 3 });
    }
    open(yes(looked(&[]), 3, Some(" a comma "))).then(expected("a comma"));
    // A reason that is not needed is none.
    open(yes(looked(&[]), 1, Some("a comma"))).then(approval(&[], &[]));
    let (bytes, most) = (REASON_BYTES_MOST + 1, REASON_BYTES_MOST);
    open(yes(looked(&[]), 3, Some(&"a".repeat(bytes)))).then_refused(Refusal::ReasonTooLong { bytes, most });
}

/// Every history of up to five commands: nothing is approved with a finding that blocks, unless it was waived, or judged no
/// fault, by then.
#[test]
fn no_history_approves_what_a_finding_blocks() {
    let commands = [
        Command::Waive(waiver(&blocking(), "so")),
        judge(&blocking(), Verdict::NotAFault),
        judge(&blocking(), Verdict::Fault),
        yes(looked(&[blocking()]), 1, None),
        yes(looked(&[finding("7", Level::Warns)]), 1, None),
    ];
    let mut histories = vec![(Edit::default().evolve(opened(1, "one")), false, false)];
    for _ in 0..5 {
        let mut longer = Vec::new();
        for (state, waived, no_fault) in &histories {
            for command in &commands {
                let context = Context { actor: edith(), at: noon() };
                let Ok(Some(event)) = state.decide(command, &context) else { continue };
                let (mut waived, mut no_fault) = (*waived, *no_fault);
                match &event {
                    Event::Waived(_) => waived = true,
                    Event::Judged { verdict, .. } => no_fault = *verdict == Verdict::NotAFault,
                    Event::Approved(approval) => {
                        let blocks = approval.findings.iter().any(|one| one.level == Level::Blocks);
                        assert!(!blocks || waived || no_fault);
                    }
                    Event::Opened(_) | Event::ChangesRequested { .. } => panic!("nobody asked for this"),
                }
                longer.push((state.clone().evolve(event), waived, no_fault));
            }
        }
        histories = longer;
    }
}
