//! One approved piece and the policies for it, for the tests of this service.

use contract::{
    Actor, Arrangement, ArticleId, Block, BlockId, BlockKind, Digest, Document, Origin, PieceId, PolicyKind,
    Role, edit::Approval, publication::Notice,
};

use crate::notices::Policies;

pub(crate) fn member(name: &str, role: Role) -> Actor {
    Actor { member: name.to_lowercase().parse().unwrap(), name: name.to_owned(), roles: [role].into() }
}

pub(crate) fn piece() -> PieceId {
    let article = ArticleId::of(&"wadi".parse().unwrap(), "guid-1");
    PieceId { article, language: "en".parse().unwrap() }
}

pub(crate) fn document(blocks: Vec<(BlockKind, &str)>) -> Document {
    let numbered = blocks.into_iter().zip(0..);
    let blocks = numbered.map(|((kind, text), id)| Block::plain(BlockId(id), kind, text.to_owned()));
    Document { blocks: blocks.collect(), language: "en".parse().unwrap() }
}

pub(crate) fn approval() -> Approval {
    let document = document(vec![
        (BlockKind::Headline, "Old bridge reopens"),
        (BlockKind::Paragraph, "The bridge was reopened this morning,\nthe council said."),
        (BlockKind::Heading, "Months of work"),
        (BlockKind::Quotation, "“We walked across at dawn.”"),
        (BlockKind::ListItem, "Two lanes"),
        (BlockKind::ListItem, "One path"),
        (BlockKind::Image { address: "https://wadi.example/bridge.jpg".to_owned() }, "The bridge at dawn"),
        (BlockKind::Caption, "The bridge, before the work"),
    ]);
    Approval {
        origin: Origin {
            source: "wadi".parse().unwrap(),
            source_name: "Al-Wadi".to_owned(),
            address: Some("https://wadi.example/1".to_owned()),
            authors: vec!["سلمى حداد".to_owned()],
            published_at: chrono::DateTime::from_timestamp(1_799_990_000, 0),
            rights: "by agreement of 3 March 2026".to_owned(),
            section: "world".parse().unwrap(),
            language: "ar".parse().unwrap(),
            revision: 2,
            document: Digest::of(b"source"),
            raw: Digest::of(b"raw"),
        },
        digest: document.digest(),
        document,
        translators: [member("Aino", Role::Translator).credit()].into(),
        editor: member("Edith", Role::Editor).credit(),
        arrangement: Arrangement::default(),
        findings: Vec::new(),
        waived: Vec::new(),
        machine: Vec::new(),
        behind: None,
    }
}

pub(crate) fn policies() -> Policies {
    let notice = |text: &str, version| Notice { text: text.to_owned(), version };
    let disclaimer = "This article was translated and edited by {outlet}. {outlet} has not verified the story; \
                      responsibility lies with the author.";
    Policies::from([
        (PolicyKind::Outlet, notice("The Harbour Desk", 1)),
        (PolicyKind::Attribution, notice("First published by {source}: {address}", 2)),
        (PolicyKind::Disclaimer, notice(disclaimer, 3)),
    ])
}
