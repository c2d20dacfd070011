use chrono::TimeDelta;
use contract::{
    Added, AddedKind, BlockKind, Brief, CommandId, Digest,
    translation::{Lease, Requested, Submission},
};
use memory::Segment;

use super::*;

fn id() -> PieceId {
    "5f30e3e0-b84d-5621-a3a8-78f030be49d7_en".parse().unwrap()
}

fn credit(member: &str) -> Credit {
    Credit { member: member.parse().unwrap(), name: member.to_owned() }
}

/// Blocks by number and words, the headline first.
fn document(language: &str, blocks: &[(u32, &str)]) -> Document {
    let kind = |id| if id == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(id, text): &(u32, &str)| Block::plain(BlockId(*id), kind(*id), *text);
    Document { blocks: blocks.iter().map(block).collect(), language: language.parse().unwrap() }
}

fn origin(revision: u32) -> contract::Origin {
    contract::Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: Vec::new(),
        published_at: None,
        rights: "by agreement".to_owned(),
        section: "news".parse().unwrap(),
        language: "ar".parse().unwrap(),
        revision,
        document: Digest::of(b"document"),
        raw: Digest::of(b"raw"),
    }
}

fn notices() -> publication::Notices {
    let notice = || publication::Notice { text: "so".to_owned(), version: 1 };
    publication::Notices { outlet: notice(), attribution: notice(), disclaimer: notice(), rights: None }
}

/// A log of one piece, and what is remembered of it.
#[derive(Default)]
struct Log {
    sequence: u64,
    remembered: Remembered,
}

impl Log {
    fn fact(mut self, event: Event) -> Self {
        let subject = match event {
            Event::Edit(_) => Subject::edit(&id()),
            Event::Publication(_) => Subject::publication(&id()),
            Event::Translation(_) => Subject::translation(&id()),
            Event::Source(_)
            | Event::Article(_)
            | Event::Term(_)
            | Event::Memory(_)
            | Event::Policy(_)
            | Event::Member(_)
            | Event::Newsroom(_) => panic!("these facts are not looked at"),
        };
        self.sequence += 1;
        let id = CommandId("0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().unwrap());
        let at = DateTime::UNIX_EPOCH + TimeDelta::seconds(self.sequence.try_into().unwrap());
        let by = "edith".parse().unwrap();
        self.remembered.apply(Recorded { sequence: self.sequence, subject, id, cause: None, by, at, event });
        self
    }

    fn translation(self, event: translation::Event) -> Self {
        self.fact(Event::Translation(event))
    }

    fn requested(blocks: &[(u32, &str)]) -> Self {
        let requested = Requested {
            language: "en".parse().unwrap(),
            origin: origin(1),
            document: document("ar", blocks),
            brief: Brief::default(),
        };
        Self::default().translation(translation::Event::Requested(Box::new(requested)))
    }

    fn drafted(self, holder: &str, block: u32) -> Self {
        let until = DateTime::UNIX_EPOCH;
        let lease = Lease { holder: credit(holder), epoch: 1, until, minutes: 60 };
        let (block, text, marks) = (BlockId(block), String::new(), Vec::new());
        let draft = translation::Event::Drafted { epoch: 1, block, text, until, marks };
        self.translation(translation::Event::Claimed(lease)).translation(draft)
    }

    fn changed(self, blocks: &[(u32, &str)], open: &[u32]) -> Self {
        let (document, open) = (document("ar", blocks), open.iter().copied().map(BlockId).collect());
        self.translation(translation::Event::SourceChanged(Box::new(SourceChange {
            origin: origin(2),
            document,
            open,
        })))
    }

    fn accepted(self, block: u32) -> Self {
        let (epoch, revision, until) = (1, 2, DateTime::UNIX_EPOCH);
        self.translation(translation::Event::SourceAccepted { epoch, block: BlockId(block), revision, until })
    }

    fn approved(self, blocks: &[(u32, &str)]) -> Self {
        self.arranged(blocks, Arrangement::default())
    }

    fn arranged(self, blocks: &[(u32, &str)], arrangement: Arrangement) -> Self {
        let translators = [credit("salma"), credit("yusuf")].into();
        let submission = Submission::new(origin(1), document("en", blocks), translators, 1);
        let approval = Approval { arrangement, ..Approval::new(submission, credit("edith")) };
        self.fact(Event::Edit(edit::Event::Approved(Box::new(approval))))
    }

    fn published(self, blocks: &[(u32, &str)]) -> Self {
        let document = document("en", blocks);
        self.fact(Event::Publication(publication::Event::Published(Box::new(publication::Edition {
            version: 1,
            origin: origin(1),
            digest: document.digest(),
            document,
            translators: [credit("salma")].into(),
            editor: credit("edith"),
            published_at: DateTime::UNIX_EPOCH,
            notices: notices(),
            machine: Vec::new(),
            behind: None,
        }))))
    }

    /// Source, translation and translator of each block.
    fn remembers(&self) -> Vec<(String, String, String)> {
        let texts = |segment: Segment<'_>| {
            let Origin::Approved(approved) = segment.origin else { panic!("nothing was imported") };
            let translator = approved.translator.member.to_string();
            (segment.source.to_owned(), segment.target.to_owned(), translator)
        };
        self.remembered.memory().all().map(|(_, segment)| texts(segment)).collect()
    }
}

fn expected(texts: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let owned =
        |(source, target, by): &(&str, &str, &str)| ((*source).into(), (*target).into(), (*by).into());
    texts.iter().map(owned).collect()
}

const SOURCE: &[(u32, &str)] = &[(0, "جسر"), (1, "صباح"), (2, "…")];
const ENGLISH: &[(u32, &str)] = &[(0, "Bridge"), (1, "Morning"), (2, "…"), (9, "A note by the newsroom")];

#[test]
fn approved_blocks_are_remembered_with_who_wrote_them_last() {
    let log = Log::requested(SOURCE).drafted("salma", 0).drafted("salma", 1).drafted("yusuf", 1);
    assert_eq!(log.remembers(), []);
    let log = log.approved(ENGLISH);
    assert_eq!(log.remembers(), expected(&[("جسر", "Bridge", "salma"), ("صباح", "Morning", "yusuf")]));
}

#[test]
fn the_source_is_what_the_translation_answers_not_what_came_since() {
    let log = Log::requested(SOURCE).changed(&[(0, "جسور"), (1, "مساء")], &[0, 1]).accepted(1);
    let log = log.approved(&[(0, "Bridge"), (1, "Evening")]);
    assert_eq!(log.remembers(), expected(&[("جسر", "Bridge", "salma"), ("مساء", "Evening", "salma")]));
}

#[test]
fn blocks_that_were_joined_or_split_are_remembered_with_all_their_words() {
    let part = Added { after: BlockId(3), kind: AddedKind::Part };
    let note = Added { after: BlockId(3), kind: AddedKind::Note };
    let arrangement = Arrangement {
        omitted: [(BlockId(4), "an advertisement".to_owned())].into(),
        joined: [(BlockId(2), BlockId(1))].into(),
        added: [(BlockId(8), part), (BlockId(9), note)].into(),
    };
    let log = Log::requested(&[(0, "جسر"), (1, "صباح"), (2, "ومساء"), (3, "ليل"), (4, "إعلان")]);
    let english = [(0, "Bridge"), (1, "Morning and evening"), (3, "At"), (8, "night"), (9, "Seen by us")];
    let log = log.arranged(&english, arrangement);
    let all = [
        ("جسر", "Bridge", "salma"),
        ("صباح ومساء", "Morning and evening", "salma"),
        ("ليل", "At night", "salma"),
    ];
    assert_eq!(log.remembers(), expected(&all));
}

#[test]
fn parts_of_parts_and_what_is_joined_to_a_part_are_remembered_with_their_block() {
    let added = |after| Added { after: BlockId(after), kind: AddedKind::Part };
    let arrangement = Arrangement {
        joined: [(BlockId(2), BlockId(8))].into(),
        added: [(BlockId(8), added(1)), (BlockId(9), added(8))].into(),
        ..Arrangement::default()
    };
    let log = Log::requested(&[(0, "جسر"), (1, "صباح"), (2, "ومساء")]);
    let log = log.arranged(&[(0, "Bridge"), (1, "Morning"), (8, "and"), (9, "evening")], arrangement);
    let all = [("جسر", "Bridge", "salma"), ("صباح ومساء", "Morning and evening", "salma")];
    assert_eq!(log.remembers(), expected(&all));
}

#[test]
fn a_source_that_changed_before_its_piece_was_published_is_answered_afterwards() {
    let log = Log::requested(SOURCE).approved(ENGLISH);
    let log = log.changed(&[(0, "جسر"), (1, "مساء"), (3, "ليل")], &[1]).published(ENGLISH);
    let log = log.accepted(1).approved(&[(0, "Bridge"), (1, "Evening"), (3, "Night")]);
    let all = [("جسر", "Bridge", "salma"), ("مساء", "Evening", "salma"), ("ليل", "Night", "salma")];
    assert_eq!(log.remembers(), expected(&all));
}

#[test]
fn of_a_published_piece_no_text_is_kept_but_what_is_remembered() {
    let log = Log::requested(SOURCE).approved(ENGLISH);
    assert_eq!(log.remembered.pieces.len(), 1);
    let log = log.published(ENGLISH);
    assert!(log.remembered.pieces.is_empty());
    assert_eq!(log.remembers().len(), 2);
}

#[test]
fn a_correction_after_publication_loses_no_pair() {
    let log = Log::requested(SOURCE).drafted("yusuf", 0).approved(ENGLISH).published(ENGLISH);
    let log = log.approved(&[(0, "The bridge"), (1, "Morning")]);
    assert_eq!(log.remembers(), expected(&[("جسر", "The bridge", "salma"), ("صباح", "Morning", "salma")]));
}

#[test]
fn a_change_of_the_source_after_publication_is_answered_block_by_block() {
    let log = Log::requested(SOURCE).approved(ENGLISH).published(ENGLISH);
    let log = log.changed(&[(0, "جسور"), (1, "مساء"), (3, "ليل")], &[0, 1]).accepted(1);
    let log = log.approved(&[(0, "Bridge"), (1, "Evening"), (3, "Night")]);
    let all = [("جسر", "Bridge", "salma"), ("مساء", "Evening", "salma"), ("ليل", "Night", "salma")];
    assert_eq!(log.remembers(), expected(&all));
}

#[test]
fn words_that_are_taken_back_are_not_offered_any_more() {
    let log = Log::requested(SOURCE).approved(ENGLISH).approved(&[(0, "Bridge"), (1, "")]);
    assert_eq!(log.remembers(), expected(&[("جسر", "Bridge", "salma")]));
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let log = Log::requested(SOURCE).approved(ENGLISH).drafted("salma", 1);
    let written = serde_json::to_vec(&log.remembered).unwrap();
    assert_eq!(serde_json::from_slice::<Remembered>(&written).unwrap(), log.remembered);
}
