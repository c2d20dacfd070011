use contract::{MARKS_MOST, MarkKind};

use super::*;

#[test]
fn words_are_saved_over_those_that_were_known_and_no_others() {
    let over = |text: &str, words: &str| Command::Draft {
        epoch: 1,
        block: BlockId(3),
        text: text.to_owned(),
        marks: None,
        over: Some(Digest::of(words.as_bytes())),
    };
    ask(&[], over("Three!", "Three.")).then(saved(BlockId(3), "Three!"));
    ask(&[], over("Third.", "Thr")).then_refused(Refusal::OtherWordsSaved);
    // The other page wrote the same: there is nothing to choose between.
    ask(&[], over("Three.", "Thr")).then_nothing();
    let mut blank = longer();
    blank.remove(4);
    scenario(blank).when(over("Three.", ""), &aino(), after(1)).then(saved(BlockId(3), "Three."));
    assert!(Refusal::OtherWordsSaved.is_over());
}

#[test]
fn words_are_split_where_they_are_those_that_were_known_and_no_others() {
    let over = |block, words: &str| Command::Split {
        epoch: 1,
        block,
        head: "Thr".to_owned(),
        tail: "ee.".to_owned(),
        over: Some(Digest::of(words.as_bytes())),
    };
    ask(&[], over(BlockId(3), "Three.")).then(parted(3, PART, "Thr", "ee."));
    ask(&[saved(BlockId(3), "Third.")], over(BlockId(3), "Three.")).then_refused(Refusal::OtherWordsSaved);
    ask(&[], over(BlockId(9), "Three.")).then_refused(Refusal::NoSuchBlock { block: BlockId(9) });
}

#[test]
fn marks_go_with_their_words() {
    let anchor = |words: &str, nth| Anchor { kind: MarkKind::Emphasis, nth, words: words.to_owned() };
    let marked = |block: u32, text: &str, marks: Vec<Anchor>| {
        let (block, text) = (BlockId(block), text.to_owned());
        Event::Drafted { epoch: 1, block, text, until: after(61), marks }
    };
    let events = [
        marked(3, "the mayor and the council", vec![anchor("the", 1)]),
        marked(4, "the end", vec![anchor("the", 0)]),
    ];
    let together = "the mayor and the council, the end";
    let work = work(with(&events));
    let under = Under { epoch: 1, until: after(61) };
    let Ok(Event::Joined { marks, .. }) = work.join(BlockId(4), Some(together), under) else {
        panic!("joined")
    };
    assert_eq!(marks, [anchor("the", 1), anchor("the", 2)]);
    let split = work.split(BlockId(3), "the mayor", "and the council", under);
    let Ok(Event::Split { head_marks, tail_marks, .. }) = split else { panic!("split") };
    assert_eq!((head_marks, tail_marks), (vec![], vec![anchor("the", 0)]));
}

#[test]
fn marks_are_as_few_in_a_block_that_others_were_joined_to() {
    let link = |address: usize| {
        let kind = MarkKind::Link { address: format!("https://wadi.example/{address}") };
        Anchor { kind, nth: 0, words: "end".to_owned() }
    };
    let marked = |block: u32, text: &str| {
        let (block, text, marks) = (BlockId(block), text.to_owned(), (0..MARKS_MOST).map(link).collect());
        Event::Drafted { epoch: 1, block, text, until: after(61), marks }
    };
    let events = [marked(3, "the end"), marked(4, "the end")];
    ask(&events, join(BlockId(4), "the end, the end"))
        .then_refused(Refusal::TooManyMarks { most: MARKS_MOST });
    // What the words of only one are left of has its marks alone.
    let Event::Joined { epoch, block, into, text, until, .. } = joined(BlockId(4), 3, "the end") else {
        panic!("joined")
    };
    let marks = (0..MARKS_MOST).map(link).collect();
    ask(&events, join(BlockId(4), "the end")).then(Event::Joined { epoch, block, into, text, until, marks });
}

#[test]
fn whoever_sets_something_apart_in_words_of_another_is_not_their_only_author() {
    let marks = vec![Anchor { kind: MarkKind::Strong, nth: 0, words: "Three".to_owned() }];
    let mark =
        Event::Drafted { epoch: 2, block: BlockId(3), text: "Three.".to_owned(), until: after(61), marks };
    let work = work(with(&[Event::Released { epoch: 1 }, claimed("bea", 2, after(1)), mark]));
    assert_eq!(work.drafts[&BlockId(3)].by, [translator("aino").credit(), translator("bea").credit()].into());
}

#[test]
fn whose_words_were_moved_is_among_its_translators() {
    let bea = |event| [Event::Released { epoch: 1 }, claimed("bea", 2, after(1)), event].to_vec();
    let names = |events: &[Event]| -> Vec<String> {
        let submission = work(with(events)).submission(translator("bea").credit());
        submission.translators.iter().map(|credit| credit.member.to_string()).collect()
    };
    let mut events = bea(drafted(2, 0, "Bridge", after(1)));
    events.extend([1, 4].map(|block| drafted(2, block, "Hers.", after(1))));
    events.push(omitted(3, "why"));
    assert_eq!(names(&events), ["bea"], "what is left out is not in it");
    events.push(restored(3));
    assert_eq!(names(&events), ["aino", "bea"]);
    events.push(joined(BlockId(4), 3, "Three. Hers."));
    assert_eq!(names(&events), ["aino", "bea"], "his words stand in what she joined");
}

#[test]
fn reasons_count_among_the_bytes_of_a_submission() {
    let Event::Requested(mut requested) = requested() else { panic!("a request") };
    let blocks = (3..203).map(|id| Block::plain(BlockId(id), BlockKind::Paragraph, "source"));
    requested.document.blocks.extend(blocks);
    let mut events = complete();
    events[0] = Event::Requested(requested);
    events.extend((3..203).map(|id| omitted(id, &"a".repeat(REASON_BYTES_MOST))));
    let decided = events.into_iter().fold(Translation::default(), decider::Decider::evolve);
    let (source, target) = decided.digests().unwrap();
    let looked = contract::Looked { source, target, findings: Vec::new() };
    let submit = Command::Submit { epoch: 1, looked };
    let context = Context { actor: aino(), at: after(1) };
    let refused = decider::Decider::decide(&decided, &submit.into(), &context);
    assert!(matches!(refused, Err(Refusal::TextTooLong { .. })), "{refused:?}");
}
