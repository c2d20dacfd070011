use chrono::{DateTime, Utc};

use super::*;

const PART: BlockId = BlockId::ADDED_FIRST;
const SECOND: BlockId = BlockId(BlockId::ADDED_FIRST.0 + 1);
const THIRD: BlockId = BlockId(BlockId::ADDED_FIRST.0 + 2);

fn source(paragraphs: u32) -> Document {
    let paragraphs = (1..=paragraphs).map(|id| (id, BlockKind::Paragraph));
    let blocks = [(0, BlockKind::Headline)].into_iter().chain(paragraphs);
    let block = |(id, kind)| Block::plain(BlockId(id), kind, format!("source {id}"));
    Document { blocks: blocks.map(block).collect(), language: "ar".parse().unwrap() }
}

fn until() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn omitted(block: u32) -> Event {
    Event::Omitted { epoch: 1, block: BlockId(block), reason: "why".to_owned(), until: until() }
}

fn joined(block: BlockId, into: u32) -> Event {
    let (into, text) = (BlockId(into), String::new());
    Event::Joined { epoch: 1, block, into, text, until: until(), marks: Vec::new() }
}

fn split(block: BlockId, part: BlockId) -> Event {
    let (head, tail) = (String::new(), String::new());
    let (head_marks, tail_marks) = (Vec::new(), Vec::new());
    Event::Split { epoch: 1, block, part, head, tail, until: until(), head_marks, tail_marks }
}

fn noted(block: BlockId, after: BlockId) -> Event {
    Event::NoteAdded { epoch: 1, block, after, text: String::new(), until: until() }
}

/// After these facts, where nothing was removed.
fn after(events: &[Event]) -> Arrangement {
    events.iter().fold(Arrangement::default(), |mut arrangement, event| {
        arrangement.follow(event, |_| true);
        arrangement
    })
}

/// The blocks of the translation of a source, each with its number as its words.
fn standing(arrangement: &Arrangement, source: &Document) -> Vec<BlockId> {
    let document = arrangement.compose(source, &"en".parse().unwrap(), |block| match block {
        BlockId::SUMMARY | BlockId::BYLINE => Written::default(),
        _ => Written { text: "words", marks: &[] },
    });
    document.blocks.iter().map(|block| block.id).collect()
}

#[test]
fn what_is_split_again_and_again_stays_in_the_order_of_its_words() {
    // The first split gives 1 and a part; then the head is split, and then the part.
    let events = [split(BlockId(1), PART), split(BlockId(1), SECOND), split(PART, THIRD)];
    let blocks = standing(&after(&events), &source(2));
    assert_eq!(blocks, [BlockId(0), BlockId(1), SECOND, PART, THIRD, BlockId(2)]);
}

#[test]
fn summary_and_byline_stand_under_the_headline_and_only_with_words() {
    let words = |block| match block {
        BlockId::BYLINE => Written { text: " By the desk ", marks: &[] },
        _ => Written::default(),
    };
    let document = Arrangement::default().compose(&source(1), &"en".parse().unwrap(), words);
    let blocks: Vec<_> = document.blocks.iter().map(|block| (block.id, &*block.text)).collect();
    assert_eq!(blocks, [(BlockId(0), ""), (BlockId::BYLINE, "By the desk"), (BlockId(1), "")]);
}

#[test]
fn parts_leave_with_a_block_that_is_left_out_and_notes_stay() {
    let mut events = vec![split(BlockId(1), PART), noted(SECOND, PART), omitted(1)];
    assert_eq!(standing(&after(&events), &source(1)), [BlockId(0), SECOND]);
    events.push(Event::Restored { epoch: 1, block: BlockId(1), until: until() });
    assert_eq!(standing(&after(&events), &source(1)), [BlockId(0), BlockId(1), PART, SECOND]);
}

#[test]
fn a_part_is_of_the_kind_of_its_block_and_a_part_of_a_note_is_a_note() {
    let events = [split(BlockId(0), PART), noted(SECOND, BlockId(1)), split(SECOND, THIRD)];
    let slots = after(&events).slots(&source(1));
    let kind = |id| slots.iter().find(|slot| slot.id == id).unwrap().kind.clone();
    assert_eq!(
        [kind(PART), kind(SECOND), kind(THIRD)],
        [BlockKind::Paragraph, BlockKind::Note, BlockKind::Note]
    );
}

#[test]
fn what_was_joined_goes_on_with_the_block_that_it_was_joined_to() {
    let joined = after(&[joined(BlockId(3), 2), joined(BlockId(2), 1)]);
    assert_eq!(joined.joined, [(BlockId(2), BlockId(1)), (BlockId(3), BlockId(1))].into());
    assert_eq!(standing(&joined, &source(3)), [BlockId(0), BlockId(1)]);
}

#[test]
fn what_was_joined_to_a_block_that_leaves_stands_by_itself_again() {
    let left_out = after(&[joined(BlockId(2), 1), omitted(1)]);
    assert_eq!(standing(&left_out, &source(2)), [BlockId(0), BlockId(2)]);
    let mut gone = after(&[joined(BlockId(2), 1)]);
    gone.settle(|block| block != BlockId(1));
    assert!(gone.joined.is_empty());
}

#[test]
fn notes_behind_a_block_that_is_gone_stand_at_the_end() {
    let noted = after(&[noted(PART, BlockId(1)), noted(SECOND, BlockId(2))]);
    let mut shorter = source(2);
    shorter.blocks.remove(1);
    assert_eq!(standing(&noted, &shorter), [BlockId(0), BlockId(2), SECOND, PART]);
    assert!(noted.has_place(PART, |block| shorter.block(block).is_some()));
    assert!(!after(&[split(BlockId(1), PART)]).has_place(PART, |block| shorter.block(block).is_some()));
}

#[test]
fn a_part_that_is_joined_is_no_block_any_more_and_its_number_is_not_used_again() {
    let joined = after(&[split(BlockId(1), PART), joined(PART, 1)]);
    assert!(joined.joined.is_empty());
    assert_eq!(joined.next_added(), SECOND);
}

#[test]
fn an_arrangement_is_read_back_wherever_it_stands() {
    #[derive(Serialize, Deserialize)]
    struct Outer {
        #[serde(flatten)]
        inner: Inner,
    }
    #[derive(Serialize, Deserialize)]
    struct Inner {
        arrangement: Arrangement,
    }
    let added = Added { after: BlockId(1), kind: AddedKind::Note };
    let arrangement = Arrangement {
        omitted: [(BlockId(2), "so".to_owned())].into(),
        joined: [(BlockId(4), BlockId(3))].into(),
        added: [(BlockId::ADDED_FIRST, added)].into(),
    };
    let written =
        serde_json::to_string(&Outer { inner: Inner { arrangement: arrangement.clone() } }).unwrap();
    assert_eq!(serde_json::from_str::<Outer>(&written).unwrap().inner.arrangement, arrangement);
    assert!(serde_json::from_str::<Arrangement>(r#"{"joined":{"summary":1}}"#).is_err());
}
