use std::slice::from_ref;

use contract::{Actor, Block, Document, translation::Submission};

use super::{super::tests::*, *};

const PART: BlockId = BlockId::ADDED_FIRST;
const NOTE: BlockId = BlockId(BlockId::ADDED_FIRST.0 + 1);

fn omit(block: u32, reason: &str) -> Command {
    Command::Omit { epoch: 1, block: BlockId(block), reason: reason.to_owned() }
}

fn omitted(block: u32, reason: &str) -> Event {
    Event::Omitted { epoch: 1, block: BlockId(block), reason: reason.to_owned(), until: after(61) }
}

fn join(block: BlockId, text: &str) -> Command {
    Command::Join { epoch: 1, block, text: Some(text.to_owned()) }
}

fn joined(block: BlockId, into: u32, text: &str) -> Event {
    let (into, text) = (BlockId(into), text.to_owned());
    Event::Joined { epoch: 1, block, into, text, until: after(61), marks: Vec::new() }
}

fn split(block: BlockId, head: &str, tail: &str) -> Command {
    Command::Split { epoch: 1, block, head: head.to_owned(), tail: tail.to_owned(), over: None }
}

fn parted(block: u32, part: BlockId, head: &str, tail: &str) -> Event {
    let (head, tail) = (head.to_owned(), tail.to_owned());
    let (head_marks, tail_marks) = (Vec::new(), Vec::new());
    let block = BlockId(block);
    Event::Split { epoch: 1, block, part, head, tail, until: after(61), head_marks, tail_marks }
}

fn add_note(after: BlockId, text: &str) -> Command {
    Command::AddNote { epoch: 1, after, text: text.to_owned() }
}

fn noted(block: BlockId, behind: u32, text: &str) -> Event {
    let after_block = BlockId(behind);
    Event::NoteAdded { epoch: 1, block, after: after_block, text: text.to_owned(), until: after(61) }
}

fn restore(block: u32) -> Command {
    Command::Restore { epoch: 1, block: BlockId(block) }
}

fn restored(block: u32) -> Event {
    Event::Restored { epoch: 1, block: BlockId(block), until: after(61) }
}

fn remove(block: BlockId) -> Command {
    Command::Remove { epoch: 1, block }
}

fn removed(block: BlockId) -> Event {
    Event::Removed { epoch: 1, block, until: after(61) }
}

fn save(block: BlockId, text: &str) -> Command {
    Command::Draft { epoch: 1, block, text: text.to_owned(), marks: None, over: None }
}

fn saved(block: BlockId, text: &str) -> Event {
    Event::Drafted { epoch: 1, block, text: text.to_owned(), until: after(61), marks: Vec::new() }
}

fn aino() -> Actor {
    translator("aino")
}

/// A source of a headline and three paragraphs, 1, 3 and 4, with a picture, 2, which has no words.
fn longer() -> Vec<Event> {
    let Event::Requested(mut requested) = requested() else { panic!("a request") };
    let paragraph = |id: u32| Block::plain(BlockId(id), BlockKind::Paragraph, format!("source {id}"));
    requested.document.blocks.extend([paragraph(3), paragraph(4)]);
    requested.origin.document = requested.document.digest();
    vec![
        Event::Requested(requested),
        claimed("aino", 1, noon()),
        drafted(1, 0, "Old bridge reopens", noon()),
        drafted(1, 1, "One.", noon()),
        drafted(1, 3, "Three.", noon()),
        drafted(1, 4, "Four.", noon()),
    ]
}

fn with(more: &[Event]) -> Vec<Event> {
    longer().into_iter().chain(more.iter().cloned()).collect()
}

fn work(events: Vec<Event>) -> Work {
    match events.into_iter().fold(Translation::default(), decider::Decider::evolve) {
        Translation::Absent => panic!("there is no work"),
        Translation::Open(work) | Translation::Claimed(work, _) | Translation::Submitted(work) => work,
    }
}

/// The body as it would be submitted.
fn body(work: &Work) -> Vec<(u32, String)> {
    work.document().body().map(|block| (block.id.0, block.text.clone())).collect()
}

fn texts(blocks: &[(u32, &str)]) -> Vec<(u32, String)> {
    blocks.iter().map(|(id, text)| (*id, (*text).to_owned())).collect()
}

fn submission_of(work: &Work) -> Submission {
    work.submission(aino().credit())
}

fn ask(events: &[Event], command: Command) -> decider::Scenario<Translation> {
    scenario(with(events)).when(command, &aino(), after(1))
}

#[test]
fn a_block_is_left_out_with_a_reason_and_then_wants_no_words() {
    ask(&[], omit(3, " \n")).then_refused(Refusal::NeedsWhy);
    let bytes = REASON_BYTES_MOST + 1;
    ask(&[], omit(3, &"a".repeat(bytes)))
        .then_refused(Refusal::TextTooLong { bytes, most: REASON_BYTES_MOST });
    ask(&[], omit(3, " told in 1 "))
        .then(omitted(3, "told in 1"))
        .when(omit(3, "told in 1"), &aino(), after(1))
        .then_nothing()
        .when(omit(3, "not ours"), &aino(), after(1))
        .then(omitted(3, "not ours"));
    let mut events = longer();
    events.remove(4);
    assert_eq!(work(events.clone()).missing(), [BlockId(3)]);
    events.push(omitted(3, "told in 1"));
    let work = work(events);
    assert!(work.missing().is_empty());
    assert_eq!(body(&work), texts(&[(1, "One."), (2, ""), (4, "Four.")]));
    assert_eq!(submission_of(&work).arrangement.omitted[&BlockId(3)], "told in 1");
}

#[test]
fn the_headline_is_neither_left_out_nor_joined() {
    ask(&[], omit(0, "why")).then_refused(Refusal::HeadlineStays);
    ask(&[], join(BlockId(0), "words")).then_refused(Refusal::HeadlineStays);
}

#[test]
fn the_first_part_of_a_block_that_is_split_has_words() {
    ask(&[], split(BlockId(4), " ", "four")).then_refused(Refusal::PartWithoutWords);
}

#[test]
fn what_is_set_aside_is_not_drafted_and_its_words_can_be_kept() {
    let by = aino().credit();
    for aside in [omitted(3, "why"), joined(BlockId(3), 1, "One. Three.")] {
        ask(from_ref(&aside), save(BlockId(3), "late"))
            .then_refused(Refusal::BlockSetAside { block: BlockId(3) })
            .when(Command::Rescue { block: BlockId(3), text: "late".to_owned() }, &aino(), after(1))
            .then(Event::Rescued { block: BlockId(3), text: "late".to_owned(), by: by.clone() });
        ask(&[aside], join(BlockId(3), "words")).then_refused(Refusal::BlockSetAside { block: BlockId(3) });
    }
    ask(&[joined(BlockId(3), 1, "One. Three.")], omit(3, "why"))
        .then_refused(Refusal::BlockSetAside { block: BlockId(3) });
    assert!(Refusal::BlockSetAside { block: BlockId(3) }.is_over());
}

#[test]
fn a_block_is_joined_to_the_nearest_before_it_that_stands_by_itself() {
    ask(&[], join(BlockId(4), "Three. Four.")).then(joined(BlockId(4), 3, "Three. Four."));
    let left_out = omitted(3, "why");
    // Between 1 and 4 stands only a picture, which takes no other words in.
    ask(&[left_out], join(BlockId(4), "One. Four.")).then(joined(BlockId(4), 1, "One. Four."));
    ask(&[], join(BlockId(1), "words")).then_refused(Refusal::NothingBefore);
    ask(&[], join(BlockId(2), "words")).then_refused(Refusal::NothingBefore);
    let note = noted(PART, 3, "A note.");
    ask(&[note], join(BlockId(4), "Three. Four.")).then(joined(BlockId(4), 3, "Three. Four."));
}

#[test]
fn what_is_joined_has_the_words_of_both_and_its_own_come_back() {
    let joined = joined(BlockId(4), 3, "Three and four.");
    let together = work(with(from_ref(&joined)));
    assert_eq!(body(&together), texts(&[(1, "One."), (2, ""), (3, "Three and four.")]));
    assert!(together.missing().is_empty());
    ask(from_ref(&joined), restore(4)).then(restored(4));
    let apart = work(with(&[joined, restored(4)]));
    assert_eq!(body(&apart), texts(&[(1, "One."), (2, ""), (3, "Three and four."), (4, "Four.")]));
    ask(&[], restore(4)).then_refused(Refusal::NotSetAside);
}

#[test]
fn without_other_words_what_is_joined_has_those_that_are_saved_by_then() {
    let as_saved = || Command::Join { epoch: 1, block: BlockId(4), text: None };
    ask(&[], as_saved()).then(joined(BlockId(4), 3, "Three. Four."));
    ask(&[saved(BlockId(3), " Third. "), saved(BlockId(4), " ")], as_saved()).then(joined(
        BlockId(4),
        3,
        "Third.",
    ));
    let long = "a".repeat(BLOCK_BYTES_MOST);
    let (bytes, most) = (BLOCK_BYTES_MOST + " Four.".len(), BLOCK_BYTES_MOST);
    ask(&[saved(BlockId(3), &long)], as_saved()).then_refused(Refusal::TextTooLong { bytes, most });
}

#[test]
fn what_was_joined_to_a_block_that_is_left_out_stands_by_itself_again() {
    let work = work(with(&[joined(BlockId(4), 3, "Three and four."), omitted(3, "why")]));
    assert_eq!(body(&work), texts(&[(1, "One."), (2, ""), (4, "Four.")]));
}

#[test]
fn a_block_is_split_and_its_part_is_written_joined_again_or_taken_out() {
    let parted = parted(3, PART, "Thr", "ee.");
    ask(&[], split(BlockId(3), "Thr", "ee.")).then(parted.clone());
    ask(from_ref(&parted), save(PART, "ee, four.")).then(saved(PART, "ee, four."));
    let work_of = |more: &[Event]| body(&work(with(more)));
    let whole = |three: &str| texts(&[(1, "One."), (2, ""), (3, three), (4, "Four.")]);
    let mut apart = whole("Thr");
    apart.insert(3, (PART.0, "ee.".to_owned()));
    assert_eq!(work_of(from_ref(&parted)), apart);
    ask(from_ref(&parted), join(PART, "Three.")).then(joined(PART, 3, "Three."));
    assert_eq!(work_of(&[parted.clone(), joined(PART, 3, "Three.")]), whole("Three."));
    ask(from_ref(&parted), remove(PART)).then(removed(PART));
    assert_eq!(work_of(&[parted.clone(), removed(PART)]), whole("Thr"));
    // It is not there any more: not to be written, and not to be taken out twice.
    ask(&[parted.clone(), removed(PART)], remove(PART)).then_nothing();
    ask(&[parted.clone(), removed(PART)], save(PART, "late"))
        .then_refused(Refusal::BlockGone { block: PART });
    ask(&[parted, removed(PART)], split(BlockId(3), "Th", "r")).then(self::parted(3, NOTE, "Th", "r"));
    ask(&[], remove(PART)).then_refused(Refusal::NotAdded { block: PART });
}

#[test]
fn a_block_goes_into_the_part_before_it() {
    let events = [parted(3, PART, "Thr", "ee.")];
    ask(&events, join(BlockId(4), "ee. Four.")).then(joined(BlockId(4), PART.0, "ee. Four."));
    let work = work(with(&[events[0].clone(), joined(BlockId(4), PART.0, "ee. Four."), removed(PART)]));
    assert_eq!(body(&work), texts(&[(1, "One."), (2, ""), (3, "Thr"), (4, "Four.")]));
}

#[test]
fn a_block_wants_words_where_it_was_joined_to() {
    let events = [parted(3, PART, "Three.", ""), joined(BlockId(4), PART.0, "Four."), saved(PART, " ")];
    let work = work(with(&events));
    assert_eq!(body(&work), texts(&[(1, "One."), (2, ""), (3, "Three.")]));
    assert_eq!(work.missing(), [PART]);
}

#[test]
fn notes_are_numbered_on_and_stand_behind_their_block() {
    let note = noted(PART, 1, "Wadi is in the north.");
    ask(&[], add_note(BlockId(1), "Wadi is in the north.")).then(note.clone());
    ask(&[note.clone(), removed(PART)], add_note(BlockId(1), "Again.")).then(noted(NOTE, 1, "Again."));
    ask(&[], add_note(BlockId(9), "where?")).then_refused(Refusal::NoSuchBlock { block: BlockId(9) });
    let work = work(with(&[note]));
    let kinds: Vec<_> = work.document().body().map(|block| block.kind.clone()).collect();
    assert_eq!(kinds[1], BlockKind::Note);
}

#[test]
fn only_so_many_blocks_are_added() {
    let first = BlockId::ADDED_FIRST.0;
    let many = (0..u32::try_from(ADDED_MOST).unwrap()).map(|at| noted(BlockId(first + at), 1, "note"));
    let many: Vec<_> = many.collect();
    let refusal = || Refusal::TooManyAdded { most: ADDED_MOST };
    ask(&many, add_note(BlockId(1), "one more")).then_refused(refusal());
    ask(&many, split(BlockId(1), "One", ".")).then_refused(refusal());
}

#[test]
fn summary_and_byline_are_always_written_and_never_split() {
    for block in [BlockId::SUMMARY, BlockId::BYLINE] {
        ask(&[], save(block, "By the desk")).then(saved(block, "By the desk"));
        ask(&[], split(block, "By", "the desk")).then_refused(Refusal::NoSuchBlock { block });
        ask(&[], omit(block.0, "why")).then_refused(Refusal::NoSuchBlock { block });
    }
    let work = work(with(&[saved(BlockId::SUMMARY, "In short.")]));
    assert_eq!(work.document().blocks[1].kind, BlockKind::Summary);
}

#[test]
fn texts_have_bounds_wherever_they_come_from() {
    let (bytes, most) = (BLOCK_BYTES_MOST + 1, BLOCK_BYTES_MOST);
    let long = "a".repeat(bytes);
    for command in [
        join(BlockId(4), &long),
        split(BlockId(4), &long, ""),
        split(BlockId(4), "Four.", &long),
        add_note(BlockId(4), &long),
    ] {
        ask(&[], command).then_refused(Refusal::TextTooLong { bytes, most });
    }
}

#[test]
fn only_the_holder_arranges_and_only_in_time() {
    let by = translator("aino").credit();
    for command in [
        omit(3, "why"),
        join(BlockId(4), "words"),
        split(BlockId(3), "Thr", "ee."),
        add_note(BlockId(1), "note"),
        restore(3),
        remove(PART),
    ] {
        let refusal = Refusal::ClaimedByAnother { by: by.clone(), until: after(60) };
        scenario(longer()).when(command.clone(), &translator("bea"), after(1)).then_refused(refusal);
        let refusal = Refusal::LeaseEnded { until: after(60) };
        scenario(longer()).when(command, &aino(), after(60)).then_refused(refusal);
    }
}

#[test]
fn arranging_is_work() {
    let document: Document = work(with(&[])).document();
    assert_eq!(document.blocks.len(), 5);
    // Without the omission the lease would be over by then.
    ask(&[omitted(3, "why")], omit(3, "why")).then_nothing();
    scenario(with(&[Event::Omitted {
        epoch: 1,
        block: BlockId(3),
        reason: "why".to_owned(),
        until: after(90),
    }]))
    .when(save(BlockId(1), "One!"), &aino(), after(80))
    .then(Event::Drafted {
        epoch: 1,
        block: BlockId(1),
        text: "One!".to_owned(),
        until: after(140),
        marks: Vec::new(),
    });
}

mod changing;
mod words;
