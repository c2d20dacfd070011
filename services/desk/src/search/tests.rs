//! Questions to a small index, each entry of it made by facts.

use futures_util::FutureExt;

use super::{
    entry::tests::{article, document, piece, salma, written},
    entry::{Change, Entry},
    index::Writer,
    *,
};

fn search(entries: &[Entry]) -> Search {
    let index = Index::in_memory().unwrap();
    let mut writer = Writer::of(index.clone()).unwrap();
    for entry in entries {
        writer.put(entry).unwrap();
    }
    let bound = index::Bound { applied: 1, event: Digest::of(b"event"), version: version() };
    writer.commit(&bound).unwrap();
    let search = Search::new(None);
    search.set_index(index);
    search
}

fn find(search: &Search, typed: &str) -> Found {
    search.find(&Question::of(typed), None, 50).unwrap()
}

/// The passages of what was found, best first, with brackets around the words that were looked for.
fn passages(search: &Search, typed: &str) -> Vec<String> {
    let entries = find(search, typed).articles.into_iter().flat_map(|article| article.entries);
    entries.filter_map(|entry| entry.passage).map(|passage| bracketed(&passage)).collect()
}

fn bracketed(Passage { text, marks, .. }: &Passage) -> String {
    let (mut told, mut at) = (String::new(), 0);
    for mark in marks {
        told.extend([&text[at..mark.start], "[", &text[mark.clone()], "]"]);
        at = mark.end;
    }
    told + &text[at..]
}

fn arabic(texts: &[&str]) -> Search {
    let entries: Vec<Entry> =
        (1..).zip(texts).map(|(number, text)| article(number, 1, "ar", &["عنوان", text])).collect();
    search(&entries)
}

#[test]
fn an_arabic_word_is_found_with_all_that_is_attached_to_it() {
    let search = arabic(&["قرأت الكتاب أمس", "والكتاب جديد", "بكتابهم", "كُتُبٌ كثيرة", "كتاب"]);
    let mut found = passages(&search, "كتاب");
    assert_eq!(found[0], "[كتاب]", "the word as it was typed stands first");
    found.sort();
    assert_eq!(found, ["[بكتابهم]", "[كتاب]", "[والكتاب] جديد", "قرأت [الكتاب] أمس"]);
    assert_eq!(passages(&search, "للكتاب").len(), 4);
    assert_eq!(passages(&search, "كِتَاب\u{200f}").len(), 4);
    assert_eq!(passages(&search, "-كتاب"), ["عنوان"]);
}

#[test]
fn a_letter_that_belongs_to_a_word_is_not_taken_off_it() {
    let search = arabic(&["زار لبنان", "اسمه بنان", "عاد إلى لبنان", "سافر بلبنان", "في اللبن"]);
    assert_eq!(passages(&search, "لبنان").len(), 3);
    assert_eq!(passages(&search, "وبلبنان").len(), 3);
    assert_eq!(passages(&search, "بنان").first().unwrap(), "اسمه [بنان]");
}

#[test]
fn all_words_must_be_there_phrases_follow_each_other_and_what_is_not_wanted_is_left_out() {
    let search = search(&[
        article(1, 1, "en", &["Dam", "The water minister spoke"]),
        article(2, 2, "en", &["Dam", "The minister drank water"]),
        article(3, 3, "en", &["Dam", "Water", "ministers"]),
        article(4, 4, "en", &["Dam", "No water"]),
    ]);
    assert_eq!(passages(&search, "water minister").len(), 3);
    assert_eq!(passages(&search, "\"water minister\""), ["The [water minister] spoke"]);
    assert_eq!(passages(&search, "water -minister"), ["No [water]"]);
    assert_eq!(passages(&search, "water -\"water minister\" -ministers").len(), 1);
    assert_eq!(passages(&search, "MINISTER")[2], "[ministers]", "as it was typed stands first");
    assert_eq!(passages(&search, "ministers")[0], "[ministers]");
    assert!(passages(&search, "\"water ministers\"").is_empty(), "no phrase goes from one block to the next");
    assert!(passages(&search, "water camel").is_empty());
}

#[test]
fn the_first_word_of_an_arabic_phrase_may_have_something_before_it() {
    let search = arabic(&["قال رئيس الوزراء", "ورئيس الوزراء غائب", "رئيس مجلس الوزراء"]);
    let mut found = passages(&search, "«رئيس الوزراء»");
    found.sort();
    assert_eq!(found, ["[ورئيس الوزراء] غائب", "قال [رئيس الوزراء]"]);
}

#[test]
fn sources_languages_people_and_days_narrow_what_is_found() {
    let settled = Change::Settled { document: document("en", &["Dam", "Text"]), people: vec![salma()] };
    let search = search(&[
        article(1, 1, "ar", &["سد", "نص"]),
        article(2, 20, "ar-eg", &["سد", "نص"]),
        piece(1, vec![settled]),
    ]);
    for (typed, found) in [
        ("source:wadi", 3),
        ("source:\"al wadi\"", 3),
        ("source:nahar", 0),
        ("language:ar", 2),
        ("language:ar-EG", 1),
        ("language:en", 1),
        ("by:salma", 1),
        ("by:\"Salma Haddad\"", 1),
        ("by:huda", 2),
        ("-by:huda", 1),
        ("before:2026-11-20", 1),
        ("after:2026-11-20", 2),
        ("after:2026-11 before:2026-12 language:ar", 2),
        ("سد قبل:2026-11-02 لغة:ar", 1),
        ("salma", 1),
        ("wadi", 3),
    ] {
        let entries = find(&search, typed).articles.into_iter().map(|article| article.entries.len());
        assert_eq!(entries.sum::<usize>(), found, "{typed}");
    }
}

#[test]
fn an_article_stands_with_its_pieces_and_a_headline_counts_more() {
    let search = search(&[
        article(
            1,
            1,
            "en",
            &["Bridge", "A dam among many words about something else that is told at length"],
        ),
        article(2, 1, "en", &["The dam", "Words"]),
        piece(2, vec![written(0, "The dam"), written(1, "dam dam")]),
        piece(3, vec![written(1, "the dam")]),
    ]);
    let found = find(&search, "dam");
    let told: Vec<usize> = found.articles.iter().map(|article| article.entries.len()).collect();
    assert_eq!((told[0], found.count), (2, 3));
    assert!(
        found.articles[0]
            .entries
            .iter()
            .all(|entry| entry.of.article() == found.articles[0].entries[0].of.article())
    );
}

#[test]
fn pages_together_have_everything_once() {
    let entries: Vec<Entry> = (0..23).map(|number| article(number, 1, "en", &["Dam", "water"])).collect();
    let search = search(&entries);
    let (mut after, mut seen) = (None, std::collections::BTreeSet::new());
    for page in 0..5 {
        let found = search.find(&Question::of("water"), after, 5).unwrap();
        assert_eq!((found.count, found.articles.len()), (23, if page < 4 { 5 } else { 3 }));
        seen.extend(found.articles.iter().map(|article| article.entries[0].of.clone()));
        after = found.next;
        assert_eq!(after.is_none(), page == 4);
    }
    assert_eq!(seen.len(), 23);
}

#[test]
fn hostile_questions_are_answered() {
    let search = arabic(&["قرأت الكتاب", "word"]);
    let long = "كتاب ".repeat(2_000);
    let one = "ا".repeat(10_000);
    let quotes = "\"".repeat(10_000);
    let minus = "-a ".repeat(3_000);
    for typed in [
        long.as_str(),
        one.as_str(),
        quotes.as_str(),
        minus.as_str(),
        "source: language: by: before: after:",
        "source:\"\" -source: : :: -:",
        "\u{202e}\u{200f}\u{2066}",
        "\u{202e}كتاب\u{200f} -\u{2067}word\u{2069}",
        "before:0000-00-00 after:9999-99-99 before:99999999999999999999",
        "<script>alert(1)</script> ' OR 1=1; --",
        "* ? ~ ^ ( ) [ ] { } \\ / && || ! +",
        "\0\u{1}\u{fffd}\u{10ffff}",
        "~كتاب",
    ] {
        find(&search, typed);
    }
    assert!(find(&search, "\u{202e} - \"\" :").articles.is_empty());
    assert_eq!(find(&search, "\u{202e}كتاب\u{200f}").count, 1);
}

#[tokio::test]
async fn a_question_waits_until_another_is_answered() {
    let search = Search::new(None);
    let mut turns = Vec::new();
    for _ in 0..ASKED_MOST {
        turns.extend(search.turn().await);
    }
    assert_eq!(turns.len(), ASKED_MOST);
    assert!(search.turn().now_or_never().is_none());
    turns.pop();
    assert!(search.turn().await.is_some());
}

#[test]
fn what_is_written_again_is_found_by_its_new_words_alone() {
    let index = Index::in_memory().unwrap();
    let mut writer = Writer::of(index.clone()).unwrap();
    let bound = |applied| index::Bound { applied, event: Digest::of(b"event"), version: version() };
    for (number, words) in [(1, "river"), (2, "lake")] {
        writer.put(&piece(1, vec![written(1, words)])).unwrap();
        writer.commit(&bound(number)).unwrap();
    }
    assert_eq!(index.bound(), Some(bound(2)));
    let search = Search::new(None);
    search.set_index(index);
    assert_eq!((find(&search, "river").count, find(&search, "lake").count), (0, 1));
}

#[test]
fn a_long_text_is_shown_around_the_words() {
    let before = "word ".repeat(200);
    let text = format!("{before}the water minister {before}");
    let search = search(&[article(1, 1, "en", &["Dam", &text])]);
    let found = passages(&search, "minister water");
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("the [water] [minister] word") && found[0].chars().count() < 300, "{found:?}");
}
