use contract::{
    Block, BlockKind, Document, Origin,
    translation::{Command, SourceChange},
};
use decider::Decider;
use proptest::prelude::*;

use super::super::{
    tests::*,
    waive::tests::{looked_at, submit_as_it_stands},
};
use super::*;

/// The source by its headline and its paragraphs, which are numbered 1, 3, 4 and so on: 2 is the image.
pub(in super::super) fn revision(revision: u32, texts: &[(u32, &str)]) -> Revision {
    let kind = |id| match id {
        0 => BlockKind::Headline,
        2 => BlockKind::Image { address: "https://wadi.example/a.jpg".to_owned() },
        _ => BlockKind::Paragraph,
    };
    let block = |(id, text): &(u32, &str)| Block::plain(BlockId(*id), kind(*id), (*text).to_owned());
    let document = Document { blocks: texts.iter().map(block).collect(), language: "ar".parse().unwrap() };
    let origin = Origin { revision, document: document.digest(), ..origin() };
    Revision { origin, document }
}

pub(in super::super) fn any_revision() -> impl Strategy<Value = Revision> {
    let blocks = prop::sample::subsequence(vec![1, 2, 3], 0..=3);
    (2..6_u32, blocks, "[xy]{4}").prop_map(|(number, mut blocks, texts)| {
        blocks.insert(0, 0);
        let texts: Vec<_> = blocks.iter().zip(0..).map(|(id, at)| (*id, &texts[at..=at])).collect();
        revision(number, &texts)
    })
}

const HEADLINE: (u32, &str) = (0, "فتح الجسر القديم");
const IMAGE: (u32, &str) = (2, "");
const CORRECTED: (u32, &str) = (1, "أعيد فتح الجسر مساء اليوم.");

/// The second revision: its paragraph has other words.
fn second() -> Revision {
    revision(2, &[HEADLINE, CORRECTED, IMAGE])
}

fn change(revision: &Revision) -> Command {
    Command::ChangeSource(Box::new(revision.clone()))
}

fn changed(revision: &Revision, open: &[u32]) -> Event {
    let Revision { origin, document } = revision.clone();
    let open = open.iter().copied().map(BlockId).collect();
    Event::SourceChanged(Box::new(SourceChange { origin, document, open }))
}

fn accept(epoch: u32, block: u32, revision: u32) -> Command {
    Command::Accept { epoch, block: BlockId(block), revision }
}

fn accepted(block: u32, revision: u32, minutes: i64) -> Event {
    Event::SourceAccepted { epoch: 1, block: BlockId(block), revision, until: after(minutes + 60) }
}

/// A complete translation whose source changed in its paragraph.
fn behind() -> Vec<Event> {
    let mut events = complete();
    events.push(changed(&second(), &[1]));
    events
}

fn work(state: &Translation) -> &Work {
    match state {
        Translation::Absent => panic!("there is no work"),
        Translation::Open(work) | Translation::Claimed(work, _) | Translation::Submitted(work) => work,
    }
}

#[test]
fn only_the_service_changes_the_source_and_only_translators_accept() {
    let needs = |role| Refusal::NeedsRole { role };
    scenario(complete())
        .when(change(&second()), &translator("aino"), after(1))
        .then_refused(needs(contract::Role::Service));
    scenario(behind())
        .when(accept(1, 1, 2), &service(), after(1))
        .then_refused(needs(contract::Role::Translator));
}

#[test]
fn a_change_opens_the_blocks_that_have_words_wherever_the_work_stands() {
    let open = [Event::Released { epoch: 1 }];
    let sent = submitted().split_off(complete().len());
    for more in [vec![], open.to_vec(), sent] {
        scenario(complete().into_iter().chain(more))
            .when(change(&second()), &service(), after(1))
            .then(changed(&second(), &[1]));
    }
    scenario([]).when(change(&second()), &service(), after(1)).then_refused(Refusal::NotRequested);
}

#[test]
fn what_has_no_words_yet_is_taken_over_at_once() {
    let events = [requested(), claimed("aino", 1, noon()), drafted(1, 0, "Old bridge", noon())];
    let scenario =
        scenario(events).when(change(&second()), &service(), after(1)).then(changed(&second(), &[]));
    let Revision { origin, document } = second();
    assert_eq!(work(scenario.state()).source, Answered::new(origin, document));
}

#[test]
fn a_revision_is_recorded_once_and_an_older_one_changes_nothing() {
    let third = revision(3, &[HEADLINE, IMAGE]);
    scenario(behind()).when(change(&second()), &service(), after(1)).then_nothing();
    scenario(complete())
        .when(change(&third), &service(), after(1))
        .then(changed(&third, &[1]))
        .when(change(&second()), &service(), after(1))
        .then_nothing();
}

#[test]
fn a_text_that_is_behind_its_source_is_not_submitted() {
    scenario(behind())
        .when(submit(1), &translator("aino"), after(1))
        .then_refused(Refusal::SourceChanged { blocks: vec![BlockId(1)] });
}

#[test]
fn accepting_is_work_and_the_submission_names_the_revision_that_it_answers() {
    let submission =
        contract::translation::Submission { origin: second().origin, ..submission(1, &["aino"]) };
    let accepted = scenario(behind())
        .when(accept(1, 1, 2), &translator("aino"), after(30))
        .then(accepted(1, 2, 30))
        .when(accept(1, 1, 2), &translator("aino"), after(31))
        .then_nothing();
    let submit = submit_as_it_stands(accepted.state(), 1);
    // The lease would be over by now, had accepting not renewed it.
    accepted.when(submit, &translator("aino"), after(80)).then(Event::Submitted(Box::new(submission)));
}

#[test]
fn accepting_what_is_not_open_changes_nothing() {
    for block in [0, 2, 9] {
        scenario(behind()).when(accept(1, block, 2), &translator("aino"), after(1)).then_nothing();
    }
    scenario(complete()).when(accept(1, 1, 1), &translator("aino"), after(1)).then_nothing();
}

#[test]
fn only_what_was_seen_is_accepted() {
    let mut events = behind();
    let third = revision(3, &[HEADLINE, (1, "أعيد فتح الجسر ليلا."), IMAGE]);
    events.push(changed(&third, &[1]));
    scenario(events)
        .when(accept(1, 1, 2), &translator("aino"), after(1))
        .then_refused(Refusal::SourceChangedAgain { revision: 3 })
        .when(accept(1, 1, 3), &translator("aino"), after(1))
        .then(accepted(1, 3, 1));
}

#[test]
fn only_the_holder_accepts_and_only_in_time() {
    let by_another = Refusal::ClaimedByAnother { by: translator("aino").credit(), until: after(60) };
    scenario(behind()).when(accept(1, 1, 2), &translator("bea"), after(1)).then_refused(by_another);
    let ended = Refusal::LeaseEnded { until: after(60) };
    scenario(behind()).when(accept(1, 1, 2), &translator("aino"), after(60)).then_refused(ended);
}

#[test]
fn a_block_that_is_gone_leaves_with_its_words_when_that_is_accepted() {
    let shorter = revision(2, &[HEADLINE, IMAGE]);
    let scenario =
        scenario(complete()).when(change(&shorter), &service(), after(1)).then(changed(&shorter, &[1]));
    assert!(work(scenario.state()).has_words(BlockId(1)));
    let scenario = scenario.when(accept(1, 1, 2), &translator("aino"), after(2)).then(accepted(1, 2, 2));
    assert!(!work(scenario.state()).has_words(BlockId(1)));
    // Words that were on their way are refused, and can be kept.
    let by = translator("aino").credit();
    scenario
        .when(draft(1, 1, "late"), &translator("aino"), after(3))
        .then_refused(Refusal::BlockGone { block: BlockId(1) })
        .when(Command::Rescue { block: BlockId(1), text: "late".to_owned() }, &translator("aino"), after(3))
        .then(Event::Rescued { block: BlockId(1), text: "late".to_owned(), by });
}

#[test]
fn whose_words_have_left_the_text_is_none_of_its_translators() {
    let shorter = revision(2, &[HEADLINE, IMAGE]);
    let events = [
        requested(),
        claimed("aino", 1, noon()),
        drafted(1, 1, "The bridge was reopened this morning.", noon()),
        Event::Released { epoch: 1 },
        claimed("bea", 2, after(1)),
        drafted(2, 0, "Old bridge reopens", after(1)),
        changed(&shorter, &[1]),
    ];
    let accepted = scenario(events).when(accept(2, 1, 2), &translator("bea"), after(2));
    let submit = submit_as_it_stands(accepted.state(), 2);
    let scenario = accepted.when(submit, &translator("bea"), after(3));
    let submission = work(scenario.state()).submission(translator("bea").credit());
    assert_eq!(submission.translators, [translator("bea").credit()].into());
    assert!(matches!(scenario.state(), Translation::Submitted(_)));
}

#[test]
fn a_new_block_wants_words_before_the_text_is_submitted() {
    let longer = revision(2, &[HEADLINE, (1, "أعيد فتح الجسر صباح اليوم."), (3, "وحضر كثيرون."), IMAGE]);
    scenario(complete())
        .when(change(&longer), &service(), after(1))
        .then(changed(&longer, &[]))
        .when(submit(1), &translator("aino"), after(2))
        .then_refused(Refusal::BlocksMissing { blocks: vec![BlockId(3)] });
}

#[test]
fn what_comes_back_from_the_editors_knows_what_changed_meanwhile() {
    let mut events = submitted();
    events.extend([changed(&second(), &[1]), returned(), claimed("aino", 2, after(5))]);
    scenario(events)
        .when(submit(2), &translator("aino"), after(6))
        .then_refused(Refusal::SourceChanged { blocks: vec![BlockId(1)] });
}

/// A step of a history in which one member works and the source changes.
fn any_step() -> impl Strategy<Value = Command> {
    prop_oneof![
        2 => any_revision().prop_map(|revision| change(&revision)),
        4 => (0..4_u32, "[ab ]{0,2}").prop_map(|(block, text)| draft(1, block, &text)),
        4 => (0..4_u32, 1..6_u32).prop_map(|(block, revision)| accept(1, block, revision)),
        1 => Just(submit(1)),
    ]
}

proptest! {
    /// Over any history of changes, drafts and acceptances: words leave a block only by their writer, or by accepting
    /// that the block is gone; and what is submitted answers the newest revision, block by block in its order.
    #[test]
    fn words_stay_and_a_submission_answers_the_newest_revision(steps in prop::collection::vec(any_step(), 1..60)) {
        let mut state = Translation::default().evolve(requested()).evolve(claimed("aino", 1, noon()));
        let mut newest = Revision { origin: origin(), document: source() };
        for command in steps {
            let actor = if matches!(command, Command::ChangeSource(_)) { service() } else { translator("aino") };
            let context = Context { actor, at: after(1) };
            let command = looked_at(&state, command);
            let Ok(Some(event)) = state.decide(&command.clone().into(), &context) else { continue };
            let before = work(&state).clone();
            state = state.evolve(event.clone());
            let touched = match (&command, &event) {
                (Command::ChangeSource(revision), _) => { newest = (**revision).clone(); None }
                (Command::Draft { block, .. } | Command::Accept { block, .. }, _) => Some(*block),
                (_, Event::Submitted(submission)) => {
                    prop_assert_eq!(&submission.origin, &newest.origin);
                    let ids = |document: &Document| document.blocks.iter().map(|b| b.id).collect::<Vec<_>>();
                    prop_assert_eq!(ids(&submission.document), ids(&newest.document));
                    None
                }
                (command, _) => unreachable!("{command:?}"),
            };
            for block in before.drafts.keys().filter(|block| before.has_words(**block) && Some(**block) != touched) {
                prop_assert_eq!(work(&state).text(*block), before.text(*block));
            }
            if let Command::Accept { block, .. } = command {
                let is_gone = newest.document.block(block).is_none();
                prop_assert_eq!(work(&state).text(block), if is_gone { "" } else { before.text(block) });
            }
        }
    }
}
