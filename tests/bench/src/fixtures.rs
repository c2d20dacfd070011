//! A log as a busy newsroom fills it: pieces that are requested, claimed, drafted block by block and submitted.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    Actor, ArticleId, Block, BlockId, BlockKind, Brief, CommandId, Digest, Document, Origin, PieceId, Role,
    Stamp, Subject, envelope,
    translation::{Event, Lease, Requested},
};

/// Ten facts for each piece: a request, a claim, a save for each of its blocks.
const BLOCKS: u32 = 8;

pub(crate) fn translator() -> Actor {
    Actor {
        member: "salma".parse().expect("a short name"),
        name: "Salma".to_owned(),
        roles: [Role::Translator, Role::Service].into(),
    }
}

pub(crate) fn piece(number: usize) -> PieceId {
    let article = ArticleId::of(&"bench".parse().expect("a short name"), &number.to_string());
    PieceId { article, language: "en".parse().expect("a language") }
}

pub(crate) fn requested() -> Requested {
    let text = "أعيد فتح الجسر القديم صباح اليوم بعد أشهر من الترميم".to_owned();
    let kind = |id| if id == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let blocks =
        (0..BLOCKS).map(|id| Block { id: BlockId(id), kind: kind(id), text: text.clone() }).collect();
    let document = Document { blocks, language: "ar".parse().expect("a language") };
    Requested {
        language: "en".parse().expect("a language"),
        origin: Origin {
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
        },
        document,
        brief: Brief::default(),
    }
}

/// The facts of a piece in order, as bytes for the log.
pub(crate) fn facts(subject: &Subject, at: DateTime<Utc>) -> Vec<Vec<u8>> {
    let until = at + TimeDelta::hours(4);
    let lease = Lease { holder: translator().credit(), epoch: 1, until, minutes: 240 };
    let text =
        "The old bridge was reopened this morning after months of restoration, the council said. ".repeat(3);
    let drafted = |block| Event::Drafted { epoch: 1, block: BlockId(block), text: text.clone(), until };
    let events = [Event::Requested(Box::new(requested())), Event::Claimed(lease)];
    let events = events.into_iter().chain((0..BLOCKS).map(drafted));
    let write = |(number, event): (usize, Event)| {
        let id = CommandId::caused_by(CommandId(piece(0).article.0), &format!("{subject}{number}"));
        let stamp = Stamp { id, cause: None, by: translator().member, at };
        envelope::write(subject, &stamp, &event)
    };
    events.enumerate().map(write).collect()
}
