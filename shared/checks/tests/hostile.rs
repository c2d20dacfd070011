//! Whatever a text holds, looking at it comes to an end, names places that exist, and says the same again.

#![expect(clippy::unwrap_used, reason = "what does not hold fails the test")]

use std::time::Instant;

use checks::{Excuse, Expected, Finding, Forbidden, Loaded, Style, look};
use contract::{Block, BlockId, BlockKind, Document, Mark, MarkKind, Place};
use proptest::{collection, prelude::*, sample};

fn style() -> Style {
    Style {
        headline_characters_most: Some(20),
        loaded: vec![Loaded {
            expression: "regime".to_owned(),
            excused_by: Excuse::QuotationOrAttribution,
            note: String::new(),
        }],
        forbidden: vec![Forbidden { expression: "entity".to_owned(), instead: String::new() }],
        ..Style::default()
    }
}

fn document(language: &str, texts: &[String]) -> Document {
    let kind = |at| if at == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(at, text): (u32, &String)| Block {
        marks: marks(text),
        ..Block::plain(BlockId(at), kind(at), text.clone())
    };
    Document { language: language.parse().unwrap(), blocks: (0..).zip(texts).map(block).collect() }
}

/// Marks at places that may not exist, and with addresses out of the text.
fn marks(text: &str) -> Vec<Mark> {
    let link = |address: String| MarkKind::Link { address };
    let mark = |kind, bytes| Mark { kind, place: Place::of(bytes) };
    let half = text.len() / 2;
    vec![
        mark(link(text.to_owned()), 0..half),
        mark(MarkKind::Emphasis, half..text.len() + 1),
        mark(link(format!("https://a.example/{half}")), half..text.len()),
    ]
}

/// What checks look for, a space between them.
const PIECES: &str = "3 ٣ ۳ 1,250 1.250.000 12/5/2024 15:30 % ٪ $ million مليون ألفا و والثلاثين twenty - five خمسة عشر half \
    ونصف milyon yüz bin quatre-vingt n' 'te March آب رمضان \" “ ” « » ' ’ „ لا not only ليس فحسب فقط، بل المئة بالمئة https:// @ a@b.c the،the , ، ؟ \u{202e} \
    \u{200f} regime said entity . ! שלוש צה\"ל ß İ ﷲ e\u{301} 😀";

/// Those pieces, mixed with whatever Unicode has.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => sample::select(PIECES.split_whitespace().collect::<Vec<_>>()).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "\\PC{0,6}",
        2 => sample::select(vec![" ", "  ", "\n", " the the "]).prop_map(str::to_owned),
    ];
    collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn assert_sound(findings: &[Finding], source: &Document, target: &Document) {
    for (at, finding) in findings.iter().enumerate() {
        let text = |document: &Document| document.block(finding.block).map(|block| block.text.clone());
        for (place, document) in [(finding.target, target), (finding.source, source)] {
            let Some(place) = place else { continue };
            let text = text(document).unwrap();
            assert!(place.words(&text).is_some() && place.utf16(&text).is_some(), "{finding:?} in {text:?}");
        }
        assert!(!finding.explanation.is_empty());
        assert!(
            findings[..at].iter().all(|other| other.id != finding.id),
            "two findings of one name: {finding:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_at(
        languages in (sample::select(vec!["ar", "fa", "tr", "fr", "he", "en", "de"]), sample::select(vec!["en", "ar", "fr", "he"])),
        source in collection::vec(texts(), 1..4),
        target in collection::vec(texts(), 1..4),
        term in 0..12_usize,
    ) {
        let (source, target) = (document(languages.0, &source), document(languages.1, &target));
        let expected = Expected {
            block: BlockId(0),
            source: term..term + 3,
            renderings: vec!["al-Assad".to_owned(), String::new()],
            forbidden: vec!["regime".to_owned()],
        };
        let expected = [expected];
        let findings = look(&source, &target, &style(), &expected);
        assert_sound(&findings, &source, &target);
        prop_assert_eq!(look(&source, &target, &style(), &expected), findings);
    }

    #[test]
    fn a_finding_keeps_its_name_when_another_block_changes(
        texts in collection::vec(texts(), 2..4),
        other in texts(),
    ) {
        let source = document("ar", &texts);
        let target = document("en", &texts);
        let mut changed = target.clone();
        let last = changed.blocks.len() - 1;
        changed.blocks[last].text = other;
        let of_first = |target: &Document| {
            let findings = look(&source, target, &style(), &[]);
            findings.into_iter().filter(|finding| finding.block == BlockId(0)).map(|finding| finding.id).collect::<Vec<_>>()
        };
        // A quotation may run over into the next block: only then does the next block matter.
        if last > 1 {
            prop_assert_eq!(of_first(&target), of_first(&changed));
        }
    }
}

/// Twice the text takes about twice the time: four times is the bound, for machines that are busy.
#[test]
fn time_grows_with_the_text() {
    let arabic =
        "وقال المتحدث «لم يصل 1250 شخصا في 15 رمضان 1445» بنسبة 12 في المئة، إلى https://example.org. ";
    let english = "The spokesman said “1,250 people did not arrive on 15 Ramadan 1445”, 12 percent, at https://example.org. ";
    let took = |bytes: usize| {
        let repeated = |text: &str| text.repeat(bytes / text.len());
        let source = document("ar", &[String::new(), repeated(arabic)]);
        let target = document("en", &[String::new(), repeated(english)]);
        let began = Instant::now();
        look(&source, &target, &style(), &[]);
        began.elapsed()
    };
    let small = (0..3).map(|_| took(50 * 1024)).min().unwrap();
    let large = took(200 * 1024);
    println!("a block of 50 KiB takes {small:?}, one of 200 KiB {large:?}");
    assert!(large < small * 16, "{small:?} for 50 KiB, {large:?} for 200 KiB");
}

/// Texts of one thing again and again are where a search within a search shows.
#[test]
fn texts_of_one_thing_take_no_longer() {
    for piece in [
        "\" ",
        "1 ",
        "1 2,",
        "the ",
        "لا ",
        "not ( ",
        "' ",
        "\u{202e}",
        "@a ",
        "(",
        "5 March ",
        ". ",
        "“",
        "twenty-",
        "3 million and ",
    ] {
        let text = piece.repeat(100 * 1024 / piece.len());
        let source = document("ar", &[String::new(), "نص 1".repeat(10_000)]);
        let target = document("en", &[String::new(), text]);
        let began = Instant::now();
        look(&source, &target, &style(), &[]);
        let took = began.elapsed();
        println!("100 KiB of {piece:?} take {took:?}");
        assert!(took.as_secs() < 20, "100 KiB of {piece:?} take {took:?}");
    }
}
