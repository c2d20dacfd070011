use contract::{
    Role,
    translation::{BLOCK_BYTES_MOST, Command, Submission},
};
use decider::{Scenario, given};

use super::super::tests::*;
use super::*;

const SAID: &str = "The bridge was opened again this morning.";

fn suggestion(text: &str) -> Suggestion {
    Suggestion { engine: "LibreTranslate".to_owned(), text: text.to_owned() }
}

fn suggest(epoch: u32, block: u32, text: &str) -> Command {
    Command::Suggest { epoch, block: BlockId(block), suggestion: suggestion(text) }
}

fn take_up(epoch: u32, block: u32) -> Command {
    Command::TakeUp { epoch, block: BlockId(block) }
}

fn suggested(epoch: u32, block: u32, text: &str, minutes: i64) -> Event {
    let until = after(minutes + 60);
    Event::Suggested { epoch, block: BlockId(block), suggestion: suggestion(text), until }
}

fn taken_up(epoch: u32, block: u32, minutes: i64) -> Event {
    Event::TakenUp { epoch, block: BlockId(block), until: after(minutes + 60) }
}

fn held() -> Vec<Event> {
    vec![requested(), claimed("aino", 1, noon())]
}

fn with(events: Vec<Event>, more: impl IntoIterator<Item = Event>) -> Scenario<Translation> {
    given(events.into_iter().chain(more))
}

/// The machine help that a submission by Aino tells.
fn told(events: Vec<Event>, more: impl IntoIterator<Item = Event>) -> Vec<(u32, u16)> {
    let scenario = with(events, more);
    let Translation::Claimed(work, _) = scenario.state() else { panic!("nobody has it") };
    let Submission { machine, .. } = work.submission(translator("aino").credit());
    machine.into_iter().map(|help| (help.block.0, help.changed)).collect()
}

#[test]
fn what_a_machine_said_is_recorded_and_renews_the_lease_and_changes_no_words() {
    let aino = translator("aino");
    let scenario = with(held(), [drafted(1, 1, "My own words.", noon())]);
    let before = scenario.state().digests();
    let scenario = scenario
        .when(suggest(1, 1, SAID), &aino, after(1))
        .then(suggested(1, 1, SAID, 1))
        .when(suggest(1, 1, SAID), &aino, after(2))
        .then_nothing()
        .when(take_up(1, 1), &aino, after(3))
        .then(taken_up(1, 1, 3))
        .when(take_up(1, 1), &aino, after(4))
        .then_nothing();
    assert_eq!(scenario.state().digests(), before);
    scenario.when(suggest(1, 1, "Another."), &aino, after(5)).then(suggested(1, 1, "Another.", 5));
}

#[test]
fn only_what_was_said_under_this_claim_is_taken_up() {
    let (aino, bo) = (translator("aino"), translator("bo"));
    let nothing = |block| Refusal::NothingSuggested { block: BlockId(block) };
    with(held(), []).when(take_up(1, 1), &aino, after(1)).then_refused(nothing(1));
    with(held(), [suggested(1, 0, "x", 0)]).when(take_up(1, 1), &aino, after(1)).then_refused(nothing(1));
    let again = [suggested(1, 1, SAID, 0), Event::Released { epoch: 1 }, claimed("bo", 2, after(2))];
    with(held(), again).when(take_up(2, 1), &bo, after(3)).then_refused(nothing(1));
}

#[test]
fn only_who_holds_the_piece_asks_and_takes_up() {
    let (aino, bo) = (translator("aino"), translator("bo"));
    for command in [suggest(1, 1, SAID), take_up(1, 1)] {
        let held = || with(held(), [suggested(1, 1, "x", 0)]);
        let until = after(60);
        let by_another = Refusal::ClaimedByAnother { by: aino.credit(), until };
        held().when(command.clone(), &bo, after(1)).then_refused(by_another);
        held().when(command.clone(), &aino, after(61)).then_refused(Refusal::LeaseEnded { until });
        let needs = Refusal::NeedsRole { role: Role::Translator };
        held().when(command.clone(), &service(), after(1)).then_refused(needs);
        with(vec![requested()], []).when(command, &aino, noon()).then_refused(Refusal::NotClaimed);
    }
}

#[test]
fn what_is_too_long_or_of_no_block_is_refused() {
    let aino = translator("aino");
    let long = "x".repeat(BLOCK_BYTES_MOST + 1);
    let too_long = |bytes, most| Refusal::TextTooLong { bytes, most };
    with(held(), [])
        .when(suggest(1, 1, &long), &aino, after(1))
        .then_refused(too_long(long.len(), BLOCK_BYTES_MOST));
    let engine = "x".repeat(ENGINE_BYTES_MOST + 1);
    let named = Command::Suggest {
        epoch: 1,
        block: BlockId(1),
        suggestion: Suggestion { engine, text: SAID.to_owned() },
    };
    with(held(), [])
        .when(named, &aino, after(1))
        .then_refused(too_long(ENGINE_BYTES_MOST + 1, ENGINE_BYTES_MOST));
    for command in [suggest(1, 7, SAID), take_up(1, 7)] {
        with(held(), [])
            .when(command, &aino, after(1))
            .then_refused(Refusal::NoSuchBlock { block: BlockId(7) });
    }
}

#[test]
fn a_submission_tells_what_was_taken_up_and_how_far_it_was_changed() {
    let taken = [suggested(1, 1, SAID, 0), taken_up(1, 1, 0)];
    assert_eq!(told(complete(), taken.clone()), [(1, 250)], "two of eight words and marks");
    assert_eq!(told(complete(), [suggested(1, 1, SAID, 0)]), [], "what was only looked at is no help");
    assert_eq!(told(complete(), taken.into_iter().chain([drafted(1, 1, SAID, noon())])), [(1, 0)]);
    let own = complete().into_iter().take(3).collect();
    assert_eq!(
        told(own, [suggested(1, 1, SAID, 0), taken_up(1, 1, 0)]),
        [],
        "no words of the block are left"
    );
    // It goes out with what is submitted, also by whoever has the piece next.
    let next = [
        suggested(1, 1, "The bridge was reopened this morning.", 0),
        taken_up(1, 1, 0),
        Event::Released { epoch: 1 },
        claimed("bo", 2, after(1)),
    ];
    let machine = vec![MachineHelp { block: BlockId(1), engine: "LibreTranslate".to_owned(), changed: 0 }];
    let submission = Submission { machine, ..submission(1, &["aino", "bo"]) };
    with(complete(), next)
        .when(submit(2), &translator("bo"), after(2))
        .then(Event::Submitted(Box::new(submission)));
}

#[test]
fn help_is_told_where_the_words_stand_after_blocks_were_joined_or_split() {
    let document = |texts: &[(u32, &str)]| {
        let mut document = source();
        document.blocks.retain(|block| texts.iter().any(|(id, _)| block.id.0 == *id));
        for (id, text) in texts {
            match document.blocks.iter_mut().find(|block| block.id.0 == *id) {
                Some(block) => block.text = (*text).to_owned(),
                None => {
                    document.blocks.push(Block::plain(BlockId(*id), contract::BlockKind::Paragraph, *text));
                }
            }
        }
        document
    };
    let mut machine = Machine::default();
    for (block, text) in [(1, "One two."), (2, "Three four.")] {
        machine.suggested(1, BlockId(block), suggestion(text));
        machine.taken_up(1, BlockId(block));
    }
    let help = |document: &Document, arrangement: &Arrangement| {
        let help = machine.help(document, arrangement).into_iter();
        help.map(|help| (help.block.0, help.changed)).collect::<Vec<_>>()
    };
    let joined = Arrangement { joined: [(BlockId(2), BlockId(1))].into(), ..Arrangement::default() };
    assert_eq!(help(&document(&[(1, "One two. Three four.")]), &joined), [(1, 0)]);
    let added = contract::Added { after: BlockId(1), kind: contract::AddedKind::Part };
    let split = Arrangement { added: [(BlockId(9), added)].into(), ..Arrangement::default() };
    assert_eq!(help(&document(&[(1, "One"), (9, "two."), (2, "Three five.")]), &split), [(1, 0), (2, 333)]);
    let omitted = Arrangement { omitted: [(BlockId(2), "old".to_owned())].into(), ..Arrangement::default() };
    assert_eq!(help(&document(&[(1, "One two.")]), &omitted), [(1, 0)]);
}

#[test]
fn the_help_for_a_part_is_told_also_when_it_is_joined_again_and_of_every_machine() {
    let (until, part) = (after(60), BlockId::ADDED_FIRST);
    let (head, tail) = ("The bridge was reopened".to_owned(), String::new());
    let (head_marks, tail_marks) = (Vec::new(), Vec::new());
    let split = Event::Split { epoch: 1, block: BlockId(1), part, head, tail, until, head_marks, tail_marks };
    let text = "The bridge was reopened this morning.".to_owned();
    let joined = Event::Joined { epoch: 1, block: part, into: BlockId(1), text, until, marks: Vec::new() };
    let suggestion = Suggestion { engine: "Apertium".to_owned(), text: "this morning.".to_owned() };
    let of_part = [
        split,
        Event::Suggested { epoch: 1, block: part, suggestion, until },
        Event::TakenUp { epoch: 1, block: part, until },
        joined,
    ];
    assert_eq!(told(complete(), of_part.clone()), [(1, 571)], "four of seven words and marks");
    let of_both = [suggested(1, 1, "The bridge was reopened", 0), taken_up(1, 1, 0)];
    let scenario = with(complete(), of_both.into_iter().chain(of_part));
    let Translation::Claimed(work, _) = scenario.state() else { panic!("nobody has it") };
    let machine = work.submission(translator("aino").credit()).machine;
    let told: Vec<_> =
        machine.iter().map(|help| (help.block.0, help.engine.as_str(), help.changed)).collect();
    assert_eq!(told, [(1, "Apertium", 0), (1, "LibreTranslate", 0)]);
}

#[test]
fn what_a_submission_tells_of_machines_is_bounded() {
    let mut machine = Machine::default();
    let long = Suggestion { engine: "x".repeat(ENGINE_BYTES_MOST), text: "x".to_owned() };
    let mut block = 0;
    while machine.bytes_with(BlockId(block), &long) <= HELP_BYTES_MOST {
        machine.suggested(1, BlockId(block), long.clone());
        machine.taken_up(1, BlockId(block));
        block += 1;
    }
    let help = MachineHelp { block: BlockId(u32::MAX), engine: long.engine, changed: 1000 };
    let told = vec![help; machine.taken.len()];
    assert!((300..400).contains(&told.len()));
    assert!(serde_json::to_vec(&told).unwrap().len() <= HELP_BYTES_MOST);
}
