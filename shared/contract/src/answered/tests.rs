use proptest::prelude::*;

use super::*;
use crate::{BlockKind, Digest};

/// Blocks by number and words, the headline first.
fn document(blocks: &[(u32, &str)]) -> Document {
    let kind = |place| if place == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(place, (id, text)): (usize, &(u32, &str))| {
        Block::plain(BlockId(*id), kind(place), (*text).to_owned())
    };
    Document { blocks: blocks.iter().enumerate().map(block).collect(), language: "ar".parse().unwrap() }
}

fn revision(revision: u32, document: Document) -> Revision {
    let origin = Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: vec![],
        published_at: None,
        rights: "by agreement".to_owned(),
        section: "news".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision,
        document: document.digest(),
        raw: Digest::of(b"raw"),
    };
    Revision { origin, document }
}

fn first(blocks: &[(u32, &str)]) -> Answered {
    let Revision { origin, document } = revision(1, document(blocks));
    Answered::new(origin, document)
}

/// The text after this revision, and the blocks that are open.
fn changed(answered: Answered, to: Revision, words: &[u32]) -> (Answered, Vec<u32>) {
    let change = answered.changed_by(&to, |block| words.contains(&block.0)).expect("a newer revision");
    let open = change.open.iter().map(|block| block.0).collect();
    (answered.change(change), open)
}

const TEXT: &[(u32, &str)] = &[(0, "h"), (1, "a"), (2, "b"), (3, "c")];

#[test]
fn what_has_no_words_is_taken_over_at_once() {
    let newest = revision(2, document(&[(0, "h"), (4, "new"), (1, "A"), (3, "c")]));
    let (answered, open) = changed(first(TEXT), newest.clone(), &[0, 3]);
    assert!(open.is_empty());
    assert_eq!(answered, Answered::new(newest.origin, newest.document));
}

#[test]
fn a_block_with_words_keeps_its_former_text_until_its_change_is_accepted() {
    let newest = revision(2, document(&[(0, "H"), (1, "a"), (2, "B"), (3, "c"), (4, "new")]));
    let (answered, open) = changed(first(TEXT), newest.clone(), &[0, 1]);
    assert_eq!(open, [0]);
    let kept = document(&[(0, "h"), (1, "a"), (2, "B"), (3, "c"), (4, "new")]);
    assert_eq!((&answered.document, answered.origin.revision), (&kept, 1));
    assert_eq!(answered.change_of(BlockId(0)), Some(newest.document.block(BlockId(0))));
    assert_eq!(answered.change_of(BlockId(2)), None);
    assert_eq!(answered.accept(BlockId(0)), Answered::new(newest.origin, newest.document));
}

#[test]
fn a_block_that_is_gone_stands_where_it_stood_until_that_is_accepted() {
    let newest = revision(2, document(&[(0, "h"), (4, "new"), (3, "C")]));
    let (answered, open) = changed(first(TEXT), newest, &[1, 2, 3]);
    assert_eq!(open, [1, 2, 3]);
    assert_eq!(answered.document, document(&[(0, "h"), (1, "a"), (2, "b"), (4, "new"), (3, "c")]));
    assert_eq!(answered.change_of(BlockId(2)), Some(None));
    let answered = answered.accept(BlockId(1));
    assert_eq!(answered.document, document(&[(0, "h"), (2, "b"), (4, "new"), (3, "c")]));
}

#[test]
fn a_revision_that_takes_the_change_back_leaves_nothing_open() {
    let (answered, open) = changed(first(TEXT), revision(2, document(&[(0, "h"), (1, "A")])), &[1, 2]);
    assert_eq!(open, [1, 2]);
    let back = revision(3, document(TEXT));
    assert_eq!(changed(answered, back.clone(), &[1, 2]), (Answered::new(back.origin, back.document), vec![]));
}

#[test]
fn a_revision_that_is_known_or_older_changes_nothing() {
    let (answered, _) = changed(first(TEXT), revision(3, document(&[(0, "h"), (1, "A")])), &[1]);
    for late in [1, 2, 3] {
        assert_eq!(answered.changed_by(&revision(late, document(&[(0, "late")])), |_| true), None);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Change(Document),
    Write(u32),
    Accept(u32),
}

fn any_document() -> impl Strategy<Value = Document> {
    let body = prop::sample::subsequence((1..8_u32).collect::<Vec<_>>(), 0..=7).prop_shuffle();
    (body, prop::collection::vec("[ab]", 8)).prop_map(|(body, texts)| {
        let ids = std::iter::once(0).chain(body);
        document(&ids.zip(texts.iter().map(String::as_str)).collect::<Vec<_>>())
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => any_document().prop_map(Step::Change),
        3 => (0..8_u32).prop_map(Step::Write),
        3 => (0..8_u32).prop_map(Step::Accept),
    ]
}

fn ids(document: &Document) -> Vec<BlockId> {
    document.blocks.iter().map(|block| block.id).collect()
}

/// The blocks in which two texts differ.
fn differing(one: &Document, other: &Document) -> BTreeSet<BlockId> {
    let all: BTreeSet<_> = ids(one).into_iter().chain(ids(other)).collect();
    all.into_iter().filter(|id| one.block(*id) != other.block(*id)).collect()
}

fn open(answered: &Answered) -> BTreeSet<BlockId> {
    answered.open().into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    /// Over any history: open is exactly where the answered and the newest text differ, and only where there were words;
    /// no block with words goes, or gets another source, without being accepted; the order is that of the newest text;
    /// when all is accepted the text is the newest one.
    #[test]
    fn nothing_is_answered_that_was_not_accepted_and_no_words_are_lost(
        begin in any_document(), steps in prop::collection::vec(any_step(), 1..40)
    ) {
        let mut newest = revision(1, begin);
        let mut answered = Answered::new(newest.origin.clone(), newest.document.clone());
        let mut words: BTreeSet<BlockId> = BTreeSet::new();
        for step in steps {
            let before = answered.clone();
            match step {
                Step::Change(document) => {
                    newest = revision(newest.origin.revision + 1, document);
                    let change = answered.changed_by(&newest, |block| words.contains(&block));
                    let change = change.expect("it is newer");
                    answered = answered.change(change);
                    let differ = differing(&before.document, &newest.document);
                    prop_assert_eq!(open(&answered), &differ & &words, "what has words and changed is open");
                    for block in &words {
                        prop_assert_eq!(answered.document.block(*block), before.document.block(*block));
                    }
                }
                Step::Write(block) => {
                    words.extend(before.document.block(BlockId(block)).map(|block| block.id));
                }
                Step::Accept(block) => {
                    let block = BlockId(block);
                    answered = answered.accept(block);
                    if open(&before).contains(&block) {
                        prop_assert_eq!(answered.document.block(block), newest.document.block(block));
                        prop_assert!(!open(&answered).contains(&block));
                        if newest.document.block(block).is_none() {
                            words.remove(&block);
                        }
                    } else {
                        prop_assert_eq!(&answered, &before, "what is not open stays as it is");
                    }
                }
            }
            prop_assert_eq!(answered.newest_revision(), newest.origin.revision);
            prop_assert_eq!(open(&answered), differing(&answered.document, &newest.document));
            prop_assert_eq!(answered.newer.is_none(), open(&answered).is_empty());
            prop_assert!(words.iter().all(|block| answered.document.block(*block).is_some()), "words are lost");
            let mut order = ids(&answered.document);
            order.retain(|id| newest.document.block(*id).is_some());
            prop_assert_eq!(order, ids(&newest.document));
        }
        let all = open(&answered).into_iter().fold(answered, Answered::accept);
        prop_assert_eq!(all, Answered::new(newest.origin, newest.document));
    }
}
