use contract::translation::{Revision, SourceChange};

use super::{super::super::source::tests::revision, *};

/// The second revision has these paragraphs besides the headline and the picture.
fn changed(paragraphs: &[(u32, &str)], open: &[u32]) -> Event {
    let first = source();
    let (headline, image) = ((0, &*first.blocks[0].text), (2, ""));
    let texts: Vec<_> = [headline].into_iter().chain(paragraphs.iter().copied()).chain([image]).collect();
    let Revision { origin, document } = revision(2, &texts);
    let open = open.iter().copied().map(BlockId).collect();
    Event::SourceChanged(Box::new(SourceChange { origin, document, open }))
}

fn change(event: &Event) -> Command {
    let Event::SourceChanged(change) = event else { panic!("a change") };
    let (origin, document) = (change.origin.clone(), change.document.clone());
    Command::ChangeSource(Box::new(Revision { origin, document }))
}

fn accepted(block: u32) -> Event {
    Event::SourceAccepted { epoch: 1, block: BlockId(block), revision: 2, until: after(61) }
}

#[test]
fn a_change_of_what_is_set_aside_awaits_the_translator() {
    let one = (1, &*source().blocks[1].text.clone());
    let of_third = changed(&[one, (3, "other words"), (4, "source 4")], &[3]);
    let of_fourth = changed(&[one, (3, "source 3"), (4, "other words")], &[4]);
    let joined = joined(BlockId(4), 3, "Three and four.");
    for (aside, event) in [(omitted(3, "why"), of_third), (joined, of_fourth)] {
        let mut events = longer();
        // It has no words of its own: what was decided is about the words of the source.
        events
            .retain(|event| event.words().iter().all(|(block, _)| ![BlockId(3), BlockId(4)].contains(block)));
        events.push(aside);
        scenario(events).when(change(&event), &service(), after(2)).then(event);
    }
}

#[test]
fn what_was_left_out_stays_so_when_its_change_is_accepted_and_leaves_with_its_block() {
    let one = (1, &*source().blocks[1].text.clone());
    let other = changed(&[one, (3, "other words"), (4, "source 4")], &[3]);
    let work_of = |more: Event| work(with(&[omitted(3, "why"), more, accepted(3)]));
    assert_eq!(work_of(other).arrangement.omitted.len(), 1);
    let gone = work_of(changed(&[one, (4, "source 4")], &[3]));
    assert!(gone.arrangement.omitted.is_empty());
    assert!(gone.answers_newest().is_ok());
}

#[test]
fn parts_leave_with_a_block_that_is_gone_and_notes_and_what_was_joined_stay() {
    let one = (1, &*source().blocks[1].text.clone());
    let events = [
        parted(3, PART, "Thr", "ee."),
        noted(NOTE, PART.0, "A note."),
        joined(BlockId(4), PART.0, "ee. Four."),
        changed(&[one, (4, "source 4")], &[3]),
        accepted(3),
    ];
    let work = work(with(&events));
    assert_eq!(body(&work), texts(&[(1, "One."), (4, "Four."), (2, ""), (NOTE.0, "A note.")]));
    assert_eq!(work.document().language, "en".parse().unwrap());
    let refusal = Refusal::BlockGone { block: PART };
    scenario(with(&events)).when(save(PART, "late"), &aino(), after(2)).then_refused(refusal);
}

#[test]
fn a_block_whose_words_stand_in_a_part_of_it_is_open_when_its_source_changes() {
    let one = (1, &*source().blocks[1].text.clone());
    let event = changed(&[one, (3, "other words"), (4, "source 4")], &[3]);
    let events = [parted(3, PART, "", "Three.")];
    scenario(with(&events)).when(change(&event), &service(), after(2)).then(event);
}
