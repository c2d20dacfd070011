//! The way of a piece as commands: asked for, claimed, drafted block by block, submitted, opened, approved.
//!
//! The peers' package reads this file too, so that all walk the same way with the same words.

use contract::{
    Actor, ArticleId, Block, BlockId, BlockKind, Brief, Digest, Document, Looked, Origin, PieceId, Role,
    edit,
    translation::{self, Requested, Submission},
};

/// The blocks of each text, and so the drafts of each piece.
pub(crate) const BLOCKS: u32 = 8;

/// Every command records one fact: a request, a claim, the drafts, a submission; an opening, an approval.
pub(crate) const STEPS: usize = BLOCKS as usize + 5;

/// For how long each piece is claimed.
pub(crate) const MINUTES: u32 = 240;

/// One command on one of a piece's two streams of facts.
pub(crate) enum Step {
    Translation(translation::Command),
    Edit(edit::Command),
}

/// All steps of a piece in order, each block drafted once.
pub(crate) fn steps() -> Vec<Step> {
    steps_with(BLOCKS)
}

/// The same with so many drafts: the blocks in turn, and then again in other words.
pub(crate) fn steps_with(drafts: u32) -> Vec<Step> {
    let submission = submission_of(drafts);
    let digest = submission.digest;
    let translating = [
        translation::Command::Request(Box::new(requested())),
        translation::Command::Claim { minutes: MINUTES },
    ];
    let drafting = (0..drafts).map(|draft| translation::Command::Draft {
        epoch: 1,
        block: BlockId(draft % BLOCKS),
        text: drafted(draft),
        marks: None,
        over: None,
    });
    let looked = Looked { source: requested().document.digest(), target: digest, findings: Vec::new() };
    let submitting = [translation::Command::Submit { epoch: 1, looked: looked.clone() }];
    let approve = edit::Command::Approve { digest, looked, newest: 1, behind: None };
    let editing = [edit::Command::Open(Box::new(submission)), approve];
    let translation = translating.into_iter().chain(drafting).chain(submitting).map(Step::Translation);
    translation.chain(editing.into_iter().map(Step::Edit)).collect()
}

/// Who does the step: nobody approves their own translation.
pub(crate) fn actor(step: &Step) -> Actor {
    match step {
        Step::Translation(_) => translator(),
        Step::Edit(_) => editor(),
    }
}

pub(crate) fn translator() -> Actor {
    member("salma", "Salma", Role::Translator)
}

pub(crate) fn editor() -> Actor {
    member("mariam", "Mariam", Role::Editor)
}

// The role of a service lets one actor ask and open as well, which the reactions do in the newsroom.
fn member(member: &str, name: &str, role: Role) -> Actor {
    Actor {
        member: member.parse().expect("a short name"),
        name: name.to_owned(),
        roles: [role, Role::Service].into(),
    }
}

pub(crate) fn piece(number: usize) -> PieceId {
    let article = ArticleId::of(&"bench".parse().expect("a short name"), &number.to_string());
    PieceId { article, language: "en".parse().expect("a language") }
}

/// What a translator writes for each block: some 260 bytes.
pub(crate) fn words() -> String {
    "The old bridge was reopened this morning after months of restoration, the council said. ".repeat(3)
}

pub(crate) fn requested() -> Requested {
    let text = "أعيد فتح الجسر القديم صباح اليوم بعد أشهر من الترميم";
    let document = document("ar", text);
    Requested {
        language: "en".parse().expect("a language"),
        origin: origin(&document),
        document,
        brief: Brief::default(),
    }
}

/// The words of this draft: those of the first round are all the same.
fn drafted(draft: u32) -> String {
    if draft < BLOCKS { words() } else { format!("{}{draft}", words()) }
}

/// What so many drafts amount to: each block has the words of its last one.
fn submission_of(drafts: u32) -> Submission {
    let mut document = document("en", "");
    for draft in 0..drafts {
        let block = usize::try_from(draft % BLOCKS).expect("a few blocks");
        document.blocks[block].text = drafted(draft).trim().to_owned();
    }
    Submission::new(requested().origin, document, [translator().credit()].into(), 1)
}

fn document(language: &str, text: &str) -> Document {
    let kind = |id| if id == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |id| Block::plain(BlockId(id), kind(id), text.to_owned());
    Document { blocks: (0..BLOCKS).map(block).collect(), language: language.parse().expect("a language") }
}

fn origin(document: &Document) -> Origin {
    Origin {
        source: "bench".parse().expect("a short name"),
        source_name: "Bench".to_owned(),
        address: Some("https://bench.example/1".to_owned()),
        authors: vec![],
        published_at: None,
        rights: "none".to_owned(),
        section: "news".parse().expect("a short name"),
        language: "ar".parse().expect("a language"),
        revision: 1,
        document: document.digest(),
        raw: Digest::of(b"raw"),
    }
}
