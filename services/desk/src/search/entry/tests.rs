use contract::{Anchor, Block, BlockKind, Brief, Digest};

use super::*;

const AT: &str = "2026-11-30T12:00:00Z";

pub(crate) fn origin(language: &str) -> Origin {
    Origin {
        source: "wadi".parse().unwrap(),
        source_name: "Al-Wadi".to_owned(),
        address: None,
        authors: vec!["Huda Karim".to_owned()],
        published_at: None,
        rights: String::new(),
        section: "world".parse().unwrap(),
        language: language.parse().unwrap(),
        revision: 1,
        document: Digest::of(b""),
        raw: Digest::of(b"raw"),
    }
}

pub(crate) fn document(language: &str, texts: &[&str]) -> Document {
    let kind = |number| if number == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let blocks = (0..).zip(texts).map(|(number, text)| Block::plain(BlockId(number), kind(number), *text));
    Document { blocks: blocks.collect(), language: language.parse().unwrap() }
}

fn number(number: u64) -> ArticleId {
    ArticleId::of(&"wadi".parse().unwrap(), &number.to_string())
}

/// An article with these texts, the headline first, that came in on a day of November.
pub(crate) fn article(id: u64, day: u32, language: &str, texts: &[&str]) -> Entry {
    let at = format!("2026-11-{day:02}T08:00:00Z").parse().unwrap();
    Entry::after(None, received(id, at, language, texts)).unwrap()
}

/// That an article with these texts came in.
pub(crate) fn received(id: u64, at: DateTime<Utc>, language: &str, texts: &[&str]) -> Seen {
    let change = Change::Text { origin: Box::new(origin(language)), document: document(language, texts) };
    Seen { of: Of::Article(number(id)), at, change }
}

/// A translation of it into English, with what was done to it.
pub(crate) fn piece(id: u64, changes: Vec<Change>) -> Entry {
    let of = Of::Piece(PieceId { article: number(id), language: "en".parse().unwrap() });
    let wanted = Change::Wanted { origin: Box::new(origin("ar")), headline: Some(BlockId(0)) };
    let facts = [wanted].into_iter().chain(changes);
    let seen = |change| Seen { of: of.clone(), at: AT.parse().unwrap(), change };
    facts.fold(None, |entry, change| Entry::after(entry, seen(change))).unwrap()
}

pub(crate) fn written(block: u32, text: &str) -> Change {
    Change::Written { words: vec![(BlockId(block), text.to_owned())], out: None }
}

pub(crate) fn salma() -> Credit {
    Credit { member: "salma".parse().unwrap(), name: "Salma Haddad".to_owned() }
}

fn texts(entry: &Entry) -> Vec<(u32, &str)> {
    entry.texts().map(|(block, text)| (block.0, text)).collect()
}

/// What of this fact is to be found.
fn change(event: Event) -> Option<Change> {
    let piece = PieceId { article: number(1), language: "en".parse().unwrap() };
    let is_article = matches!(event, Event::Article(_));
    let subject = if is_article {
        contract::Subject::article(number(1))
    } else {
        contract::Subject::translation(&piece)
    };
    let recorded = Recorded {
        sequence: 1,
        subject,
        id: "0198f3a2-7c1e-7d4b-9a55-3c0f52d108e7".parse().map(contract::CommandId).unwrap(),
        cause: None,
        by: salma().member,
        at: AT.parse().unwrap(),
        event,
    };
    Seen::of(recorded).map(|seen| seen.change)
}

#[test]
fn an_article_is_its_newest_text_and_stays_at_the_time_at_which_it_came() {
    let first = article(1, 3, "ar", &["سد", "نص"]);
    let revised =
        Change::Text { origin: Box::new(origin("ar")), document: document("ar", &["سد", "آخر", ""]) };
    let seen = Seen { of: first.of.clone(), at: AT.parse().unwrap(), change: revised };
    let entry = Entry::after(Some(first.clone()), seen).unwrap();
    assert_eq!((entry.at, texts(&entry)), (first.at, vec![(0, "سد"), (1, "آخر")]));
    assert_eq!(entry.headline(), Some("سد"));
    assert_eq!(entry.people().collect::<Vec<_>>(), ["Huda Karim", "Huda Karim"]);
}

#[test]
fn a_piece_is_what_was_settled_and_what_was_written_since() {
    let settled = Change::Settled { document: document("en", &["Dam", "Old words"]), people: vec![salma()] };
    let entry = piece(1, vec![written(0, "Dams"), written(1, "Old"), settled, written(1, "New words")]);
    assert_eq!(texts(&entry), [(1, "New words"), (0, "Dam"), (1, "Old words")]);
    assert_eq!((entry.headline(), entry.language.as_str()), (Some("Dam"), "en"));
    assert_eq!(entry.people().collect::<Vec<_>>(), ["salma", "Salma Haddad"]);
}

#[test]
fn a_block_that_is_taken_out_has_no_words_left_and_one_that_is_written_alike_has_them_once() {
    let out = Change::Written { words: vec![(BlockId(1), "both".to_owned())], out: Some(BlockId(2)) };
    let settled = Change::Settled { document: document("en", &["Dam"]), people: Vec::new() };
    let entry = piece(1, vec![settled, written(0, "Dam"), written(2, "gone"), out]);
    assert_eq!(texts(&entry), [(0, "Dam"), (1, "both")]);
}

#[test]
fn a_fact_about_a_piece_that_nobody_asked_for_makes_none() {
    let of = Of::Piece(PieceId { article: number(1), language: "en".parse().unwrap() });
    let seen = Seen { of, at: AT.parse().unwrap(), change: written(0, "words") };
    assert_eq!(Entry::after(None, seen), None);
}

#[test]
fn facts_tell_what_is_to_be_found_and_no_more() {
    let until = AT.parse().unwrap();
    let (epoch, block, marks) = (1, BlockId(1), Vec::<Anchor>::new());
    let joined = translation::Event::Joined {
        epoch,
        block: BlockId::ADDED_FIRST,
        into: block,
        text: "both".to_owned(),
        until,
        marks,
    };
    let expected =
        Change::Written { words: vec![(block, "both".to_owned())], out: Some(BlockId::ADDED_FIRST) };
    assert_eq!(change(Event::Translation(joined)), Some(expected));
    assert_eq!(change(Event::Translation(translation::Event::Renewed { epoch, until })), None);
    let rescued = translation::Event::Rescued { block, text: "lost".to_owned(), by: salma() };
    assert_eq!(change(Event::Translation(rescued)), None);
    let commissioned = article::Commissioned {
        language: "en".parse().unwrap(),
        brief: Brief::default(),
        origin: origin("ar"),
        document: document("ar", &["سد"]),
    };
    assert_eq!(change(Event::Article(article::Event::Commissioned(Box::new(commissioned)))), None);
}
