use chrono::DateTime;
use contract::{
    Answered, Arrangement, Block, BlockKind, Brief, CommandId, Digest, Document, Event, Origin, PieceId,
    Recorded, Subject,
    translation::{Event as Fact, Requested, Revision},
};
use proptest::prelude::*;

use super::*;
use crate::board::{Board, open_piece};

/// A piece on the board, and its facts read as whoever shows its words reads them: from the texts themselves.
struct Given {
    board: Board,
    id: PieceId,
    sequence: u64,
    answered: Answered,
    texts: Vec<(BlockId, String)>,
    arrangement: Arrangement,
}

impl Given {
    fn requested(blocks: &[(u32, &str)]) -> Self {
        let (id, document) = (open_piece(1).id, document(blocks));
        let origin = origin(1, &document);
        let answered = Answered::new(origin.clone(), document.clone());
        let (language, brief) = (id.language.clone(), Brief::default());
        let (texts, arrangement) = (Vec::new(), Arrangement::default());
        let mut given = Self { board: Board::default(), id, sequence: 0, answered, texts, arrangement };
        given.fact(Fact::Requested(Box::new(Requested { language, origin, document, brief })));
        given
    }

    fn fact(&mut self, fact: Fact) {
        self.sequence += 1;
        for (block, words) in fact.words() {
            self.texts.push((block, words.text.to_owned()));
        }
        self.texts.retain(|(block, _)| fact.takes_out() != Some(*block));
        let texts = &self.texts;
        let drafted = |block| texts.iter().any(|(written, _)| *written == block);
        self.arrangement.follow(&fact, |block| !block.is_added() || drafted(block));
        if let Fact::SourceChanged(change) = &fact {
            self.answered = self.answered.clone().change((**change).clone());
        } else if let Fact::SourceAccepted { block, .. } = &fact {
            self.answered = self.answered.clone().accept(*block);
        }
        self.board.record(Recorded {
            sequence: self.sequence,
            subject: Subject::translation(&self.id),
            id: "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(CommandId).unwrap(),
            cause: None,
            by: "salma".parse().unwrap(),
            at: DateTime::UNIX_EPOCH,
            event: Event::Translation(fact),
        });
    }

    fn writes(&mut self, block: u32, text: &str) {
        let (block, text) = (BlockId(block), text.to_owned());
        self.fact(Fact::Drafted { epoch: 1, block, text, until: DateTime::UNIX_EPOCH, marks: Vec::new() });
    }

    /// The source has other words by now: what has words and differs awaits the translator.
    fn changes(&mut self, blocks: &[(u32, &str)]) {
        let document = document(blocks);
        let origin = origin(self.answered.newest_revision() + 1, &document);
        let revision = Revision { origin, document };
        let change = self.answered.changed_by(&revision, |block| !self.text(block).trim().is_empty());
        self.fact(Fact::SourceChanged(Box::new(change.unwrap())));
    }

    fn accepts(&mut self, block: u32) {
        let revision = self.answered.newest_revision();
        self.fact(Fact::SourceAccepted {
            epoch: 1,
            block: BlockId(block),
            revision,
            until: DateTime::UNIX_EPOCH,
        });
    }

    fn text(&self, block: BlockId) -> &str {
        let newest = self.texts.iter().rev().find(|(written, _)| *written == block);
        newest.map_or("", |(_, text)| text)
    }

    fn progress(&self) -> (usize, usize) {
        let progress = self.board.pieces.get(&self.id).unwrap().row.progress;
        (progress.written, progress.wanted)
    }

    /// The same, by looking at every block.
    fn found(&self) -> (usize, usize) {
        let source = &self.answered.document;
        let is_of_source = |block| source.block(block).is_some();
        let has_place = |block| self.arrangement.has_place(block, is_of_source);
        let drafted =
            |block: BlockId| self.texts.iter().any(|(written, _)| *written == block) && has_place(block);
        let mut settled = self.arrangement.clone();
        settled.settle(|block| is_of_source(block) || block.is_added() && drafted(block));
        let slots = settled.slots(source);
        let wants_words = |block: &&Block| {
            let stands = slots.iter().any(|slot| slot.id == block.id && slot.stands);
            stands && (block.kind == BlockKind::Headline || !block.text.trim().is_empty())
        };
        let wanted: Vec<_> = source.blocks.iter().filter(wants_words).collect();
        let written = wanted.iter().filter(|block| !self.text(block.id).trim().is_empty()).count();
        (written, wanted.len())
    }
}

fn document(blocks: &[(u32, &str)]) -> Document {
    let kind = |block: u32| if block == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let blocks = blocks.iter().map(|(block, text)| Block::plain(BlockId(*block), kind(*block), *text));
    Document { blocks: blocks.collect(), language: "ar".parse().unwrap() }
}

fn origin(revision: u32, document: &Document) -> Origin {
    Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: Vec::new(),
        published_at: None,
        rights: String::new(),
        section: "news".parse().unwrap(),
        language: document.language.clone(),
        revision,
        document: document.digest(),
        raw: Digest::of(b"raw"),
    }
}

const BRIDGE: [(u32, &str); 4] = [(0, "الجسر"), (1, "فتح الجسر"), (2, ""), (3, "حضر مئة")];

#[test]
fn a_block_counts_once_however_often_it_is_written_and_not_when_it_is_emptied() {
    let mut piece = Given::requested(&BRIDGE);
    assert_eq!(piece.progress(), (0, 3), "a block without words wants none");
    piece.writes(1, "The bridge opened");
    piece.writes(1, "The bridge was opened");
    piece.writes(2, "What readers should know");
    assert_eq!(piece.progress(), (1, 3));
    piece.writes(3, "A hundred came");
    piece.writes(1, " \n");
    assert_eq!(piece.progress(), (1, 3));
    piece.writes(1, "It opened");
    assert_eq!(piece.progress(), (2, 3));
}

#[test]
fn what_is_left_out_or_joined_wants_no_words_of_its_own() {
    let mut piece = Given::requested(&BRIDGE);
    let (epoch, until) = (1, DateTime::UNIX_EPOCH);
    piece.fact(Fact::Omitted { epoch, block: BlockId(3), reason: "an advertisement".to_owned(), until });
    assert_eq!(piece.progress(), (0, 2));
    let (block, into, text) = (BlockId(3), BlockId(1), "The bridge opened; a hundred came".to_owned());
    piece.fact(Fact::Restored { epoch, block, until });
    piece.fact(Fact::Joined { epoch, block, into, text, until, marks: Vec::new() });
    assert_eq!(piece.progress(), (1, 2));
    // Where what it was joined to leaves the source, it stands by itself again.
    piece.changes(&[(0, "الجسر"), (3, "حضر مئة")]);
    assert_eq!(piece.progress(), (1, 2), "what is gone awaits the translator, with its words");
    piece.accepts(1);
    assert_eq!(piece.progress(), (0, 2));
}

#[test]
fn a_block_is_counted_as_the_translation_answers_it() {
    let mut piece = Given::requested(&BRIDGE);
    piece.writes(1, "The bridge opened");
    piece.changes(&[(0, "الجسر"), (3, "حضر مئتان"), (4, "وتعود الحافلات")]);
    assert_eq!(piece.progress(), (1, 4));
    piece.accepts(1);
    assert_eq!(piece.progress(), (0, 3));
}

#[derive(Clone, Debug)]
enum Step {
    Write(u32, &'static str),
    Omit(u32),
    Join(u32, u32),
    Restore(u32),
    Split(u32),
    Note(u32),
    Remove(usize),
    Change(Vec<(u32, &'static str)>),
    Accept(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let words = || prop::sample::select(vec!["", " ", "words", "others"]);
    let source = prop::collection::btree_map(1..6_u32, words(), 0..5);
    prop::collection::vec(
        prop_oneof![
            4 => (0..6_u32, words()).prop_map(|(block, text)| Step::Write(block, text)),
            1 => (1..6_u32).prop_map(Step::Omit),
            1 => (1..6_u32, 1..6_u32).prop_map(|(block, into)| Step::Join(block, into)),
            1 => (1..6_u32).prop_map(Step::Restore),
            1 => (1..6_u32).prop_map(Step::Split),
            1 => (0..6_u32).prop_map(Step::Note),
            1 => (0..4_usize).prop_map(Step::Remove),
            2 => source.prop_map(|blocks| Step::Change([(0, "headline")].into_iter().chain(blocks).collect())),
            2 => (0..6_u32).prop_map(Step::Accept),
        ],
        0..40,
    )
}

fn take(piece: &mut Given, step: Step) {
    let (epoch, until) = (1, DateTime::UNIX_EPOCH);
    let stands = |piece: &Given, block: u32| {
        piece.answered.document.block(BlockId(block)).is_some() && piece.arrangement.stands(BlockId(block))
    };
    match step {
        Step::Write(block, text) => piece.writes(block, text),
        Step::Omit(block) => {
            piece.fact(Fact::Omitted { epoch, block: BlockId(block), reason: String::new(), until });
        }
        Step::Join(block, into) => {
            if into < block && stands(piece, into) && stands(piece, block) {
                let (block, into, text, marks) =
                    (BlockId(block), BlockId(into), "both".to_owned(), Vec::new());
                piece.fact(Fact::Joined { epoch, block, into, text, until, marks });
            }
        }
        Step::Restore(block) => piece.fact(Fact::Restored { epoch, block: BlockId(block), until }),
        Step::Split(block) => {
            let (block, part) = (BlockId(block), piece.arrangement.next_added());
            let (head, tail) = ("head".to_owned(), "tail".to_owned());
            let (head_marks, tail_marks) = (Vec::new(), Vec::new());
            piece.fact(Fact::Split { epoch, block, part, head, tail, until, head_marks, tail_marks });
        }
        Step::Note(after) => {
            let (block, after, text) = (piece.arrangement.next_added(), BlockId(after), "note".to_owned());
            piece.fact(Fact::NoteAdded { epoch, block, after, text, until });
        }
        Step::Remove(which) => {
            if let Some(block) = piece.arrangement.added.keys().nth(which).copied() {
                piece.fact(Fact::Removed { epoch, block, until });
            }
        }
        Step::Change(blocks) => piece.changes(&blocks),
        Step::Accept(block) => piece.accepts(block),
    }
}

proptest! {
    #[test]
    fn what_is_counted_on_the_way_is_what_looking_at_every_block_finds(steps in steps()) {
        let mut piece = Given::requested(&BRIDGE);
        for step in steps {
            take(&mut piece, step);
            prop_assert_eq!(piece.progress(), piece.found());
        }
    }

    #[test]
    fn a_board_that_is_read_again_goes_on_counting(steps in steps(), later in steps()) {
        let mut piece = Given::requested(&BRIDGE);
        for step in steps {
            take(&mut piece, step);
        }
        piece.board = serde_json::from_slice(&serde_json::to_vec(&piece.board).unwrap()).unwrap();
        for step in later {
            take(&mut piece, step);
        }
        prop_assert_eq!(piece.progress(), piece.found());
    }
}
