//! How long it takes to read an event, against reading its bytes twice: `cargo run --release -p contract --example decoding`.
#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::{hint::black_box, time::Instant};

use chrono::{DateTime, Utc};
use contract::{
    ArticleId, Block, BlockId, BlockKind, CommandId, Document, MemberId, PieceId, Stamp, Subject, envelope,
    translation::{Event, Requested},
};
use serde::Deserialize;

/// What stands around the data, read by itself.
#[derive(Deserialize)]
#[expect(dead_code, reason = "it is read, not looked at")]
struct Around {
    id: CommandId,
    time: DateTime<Utc>,
    actor: MemberId,
    causationid: Option<CommandId>,
    schemaversion: u32,
}

fn twice(subject: Subject, bytes: &[u8]) -> (Subject, Around, Event) {
    let around = serde_json::from_slice(bytes).expect("an envelope");
    (subject, around, serde_json::from_slice(bytes).expect("an event"))
}

/// Nanoseconds for one, the best of many rounds: what disturbs only adds.
fn measure(mut work: impl FnMut()) -> u128 {
    let round = |work: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..2000).for_each(|_| work());
        start.elapsed().as_nanos() / 2000
    };
    (0..60).map(|_| round(&mut work)).min().expect("some rounds")
}
fn main() {
    let article = ArticleId::of(&"wadi".parse().expect("a short name"), "1");
    let subject = Subject::translation(&PieceId { article, language: "en".parse().expect("a language") });
    let at = DateTime::from_timestamp(1_800_000_000, 123_456_000).expect("a time");
    let stamp = Stamp {
        id: CommandId::caused_by(CommandId(article.0), "1"),
        cause: None,
        by: "salma".parse().expect("a short name"),
        at,
    };
    let text = "The old bridge was reopened this morning after months of work. ";
    let drafted = Event::Drafted { epoch: 1, block: BlockId(3), text: text.repeat(3), until: at };
    let arabic = "أعيد فتح الجسر القديم صباح اليوم بعد أشهر من الترميم. ".repeat(3);
    let blocks = (0..32)
        .map(|id| Block { id: BlockId(id), kind: BlockKind::Paragraph, text: arabic.clone() })
        .collect();
    let document = Document { blocks, language: "ar".parse().expect("a language") };
    let origin = serde_json::from_value(serde_json::json!({"source":"wadi","source_name":"Al-Wadi","address":null,"authors":[],"published_at":null,"rights":"by agreement","section":"world","language":"ar","revision":1,"document":document.digest(),"raw":document.digest()})).expect("an origin");
    let requested = Event::Requested(Box::new(Requested {
        language: "en".parse().expect("a language"),
        origin,
        document,
        brief: contract::Brief::default(),
    }));
    for event in [drafted, requested] {
        let bytes = envelope::write(&subject, &stamp, &event);
        let two = measure(|| drop(black_box(twice(subject.clone(), black_box(&bytes)))));
        let one = measure(|| {
            drop(black_box(envelope::read::<Event>(subject.clone(), 1, black_box(&bytes)).expect("an event")))
        });
        println!("{:>6} bytes: twice {two} ns, once {one} ns", bytes.len());
    }
}
