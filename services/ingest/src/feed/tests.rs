use contract::BlockKind;
use proptest::prelude::*;

use super::*;

const ITEM: &str = "<item><title>افتتاح السد</title><link>https://wadi.example/1</link><guid>wadi-1</guid>\
    <pubDate>Sun, 01 Nov 2026 06:00:00 +0200</pubDate><dc:creator>ليلى حداد</dc:creator><author>desk@wadi.example</author>\
    <description>موجز</description><content:encoded><![CDATA[<p>نص كامل</p>]]></content:encoded></item>";

fn rss(items: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>وادي</title>{items}</channel></rss>"
    )
}

fn atom(entries: &str) -> String {
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>وادي</title><updated>2026-11-01T06:00:00Z</updated>\
         <author><name>هيئة التحرير</name></author>{entries}</feed>"
    )
}

fn json(items: &str) -> String {
    format!(r#"{{"version":"https://jsonfeed.org/version/1.1","title":"وادي","items":[{items}]}}"#)
}

fn entries(feed: &str) -> Vec<Entry> {
    read(feed.as_bytes(), None, Some("https://wadi.example/feed")).unwrap()
}

fn items(feed: &str) -> Vec<Item> {
    let item = |entry| match entry {
        Entry::Item(item) => item,
        Entry::Unusable { why, .. } => panic!("{why}"),
    };
    entries(feed).into_iter().map(item).collect()
}

fn refusal(feed: &[u8]) -> Unreadable {
    read(feed, None, None).unwrap_err()
}

fn whys(feed: &str) -> Vec<Option<Unusable>> {
    let why = |entry| match entry {
        Entry::Item(_) => None,
        Entry::Unusable { why, .. } => Some(why),
    };
    entries(feed).into_iter().map(why).collect()
}

fn paragraph(text: &str) -> Vec<Unnumbered> {
    vec![Unnumbered::plain(BlockKind::Paragraph, text)]
}

#[test]
fn an_rss_item_has_all_that_its_feed_says() {
    let expected = Item {
        key: "wadi-1".to_owned(),
        address: Some("https://wadi.example/1".to_owned()),
        authors: vec!["ليلى حداد".to_owned()],
        published_at: Some("2026-11-01T04:00:00Z".parse().unwrap()),
        headline: "افتتاح السد".to_owned(),
        body: paragraph("نص كامل"),
    };
    assert_eq!(items(&rss(ITEM)), [expected]);
}

#[test]
fn an_atom_entry_has_its_page_and_the_authors_of_its_feed() {
    let entry = "<entry><id>urn:1</id><title type='text'>أ &lt; ب</title><updated>2026-11-01T06:00:00Z</updated>\
        <link rel='self' href='/api/1'/><link href='news/1'/>\
        <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>أول</p><p>ثان</p></div></content></entry>";
    let item = items(&atom(entry)).remove(0);
    assert_eq!(item.headline, "أ < ب");
    assert_eq!(item.address.as_deref(), Some("https://wadi.example/news/1"));
    assert_eq!(item.authors, ["هيئة التحرير"]);
    assert_eq!(item.body, [paragraph("أول"), paragraph("ثان")].concat());
    assert!(item.published_at.is_some());
}

#[test]
fn a_json_item_is_read_as_html_or_as_text() {
    let read = items(&json(
        r#"{"id":"1","url":"/1","content_html":"<p>أول</p>","authors":[{"name":"سامر"}]},{"id":"2","content_text":"<p> نص"}"#,
    ));
    assert_eq!((read[0].body.clone(), read[0].authors.clone()), (paragraph("أول"), vec!["سامر".to_owned()]));
    assert_eq!(read[0].address.as_deref(), Some("https://wadi.example/1"));
    assert_eq!((read[1].body.clone(), read[1].address.clone()), (paragraph("<p> نص"), None));
}

#[test]
fn versions_of_rss_that_the_parser_does_not_know_are_read() {
    for version in ["", " version='0.93'", " version=\"2\"", " version=\"0.91\""] {
        let feed = format!("<rss{version}><channel><item><title>عنوان</title></item></channel></rss>");
        assert_eq!(items(&feed).len(), 1, "{version}");
    }
}

#[test]
fn authors_are_names_and_not_mail_addresses() {
    for (written, expected) in [
        ("<author>desk@wadi.example (سامر خوري)</author>", vec!["سامر خوري"]),
        ("<author>سامر خوري</author>", vec!["سامر خوري"]),
        ("<author>desk@wadi.example،</author>", vec![]),
        ("<dc:creator>أ</dc:creator><dc:creator>ب</dc:creator><dc:creator>أ</dc:creator>", vec!["أ", "ب"]),
    ] {
        let item = items(&rss(&format!("<item><title>عنوان</title>{written}</item>"))).remove(0);
        assert_eq!(item.authors, expected, "{written}");
    }
}

#[test]
fn an_item_may_lack_text_title_link_or_id() {
    let read =
        items(&rss("<item><title>عنوان فقط</title></item><item><description>نص فقط</description></item>"));
    assert_eq!(
        (read[0].headline.as_str(), read[0].body.len(), read[0].address.as_ref()),
        ("عنوان فقط", 0, None)
    );
    assert_eq!((read[1].headline.as_str(), read[1].body.clone()), ("", paragraph("نص فقط")));
    assert!(read[0].key.starts_with("sha256:") && read[0].key != read[1].key);
    let linked = items(&rss("<item><title>عنوان</title><link>/2</link></item>")).remove(0);
    assert_eq!(
        (linked.key.as_str(), linked.address.as_deref()),
        ("https://wadi.example/2", Some("https://wadi.example/2"))
    );
}

#[test]
fn an_item_without_any_words_is_set_aside_and_the_others_kept() {
    let feed = rss(&format!("<item><link>https://wadi.example/0</link></item>{ITEM}"));
    assert_eq!(whys(&feed), [Some(Unusable::NoText), None]);
}

#[test]
fn a_script_in_an_item_leaves_no_trace() {
    let item = "<item><title>عنوان&lt;script>x()&lt;/script></title><description>&lt;p onclick='x()'>نص&lt;/p>\
        &lt;script>x()&lt;/script></description></item>";
    let item = items(&rss(item)).remove(0);
    assert_eq!((item.headline.as_str(), item.body), ("عنوان", paragraph("نص")));
}

#[test]
fn an_item_too_deep_is_set_aside() {
    let deep = "&lt;div>".repeat(100_000);
    let feed = rss(&format!("<item><description>{deep}</description></item>{ITEM}"));
    assert_eq!(whys(&feed), [Some(Unusable::Tangled), None]);
}

#[test]
fn a_damaged_item_does_not_lose_the_others() {
    let feed = rss(&format!("<item><title>خبر</title><b></item>{ITEM}<item><title>آخر"));
    let entries = entries(&feed);
    assert!(
        matches!(&entries[0], Entry::Unusable { title, why: Unusable::Broken { .. }, .. } if title == "خبر")
    );
    assert!(matches!(&entries[1], Entry::Item(item) if item.key == "wadi-1"));
    assert!(matches!(&entries[2], Entry::Unusable { .. }));
    let feed = json(r#"{"id":7,"title":"رقم"},{"id":"8","title":["ليس نصا"]},5"#);
    assert!(
        matches!(&self::entries(&feed)[..], [Entry::Item(item), Entry::Unusable { .. }, Entry::Unusable { .. }] if item.key == "7")
    );
    let feed = "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/'><item><title>بلا رابط</title></item>\
        <item><title>خبر</title><link>https://wadi.example/1</link></item></rdf:RDF>";
    assert!(matches!(&self::entries(feed)[..], [Entry::Unusable { .. }, Entry::Item(_)]));
}

#[test]
fn one_key_is_one_item() {
    let other = ITEM.replace("افتتاح", "إغلاق");
    assert_eq!(whys(&rss(&format!("{ITEM}{ITEM}{other}"))), [None, Some(Unusable::KeyTaken)]);
}

#[test]
fn an_encoding_that_lies_is_found_out() {
    let feed = rss(ITEM);
    let lying = feed.replace("utf-8", "windows-1256");
    assert_eq!(entries(&lying), entries(&feed));
    let bytes = encoding_rs::WINDOWS_1256.encode(&feed).0;
    assert_eq!(
        read(&bytes, Some("text/xml; charset=utf-8"), Some("https://wadi.example/feed")).unwrap(),
        entries(&feed)
    );
    let bytes: Vec<u8> = feed.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(read(&bytes, None, Some("https://wadi.example/feed")).unwrap(), entries(&feed));
}

#[test]
fn what_is_no_feed_is_refused_with_its_reason() {
    assert_eq!(refusal(b""), Unreadable::Empty);
    assert_eq!(refusal(b"\xef\xbb\xbf \n"), Unreadable::Empty);
    assert_eq!(refusal(b"<!DOCTYPE html><html><p>x</html>"), Unreadable::Html);
    assert_eq!(read(b"<div>x", Some("text/html"), None), Err(Unreadable::Html));
    let nothing = |found: &str| Unreadable::NotAFeed { found: found.to_owned() };
    assert_eq!(refusal("ليس XML".as_bytes()), nothing("ليس XML"));
    assert_eq!(refusal(b"<svg></svg>"), nothing("<svg></svg>"));
    assert_eq!(refusal(b"{\"a\":1}"), nothing("{\"a\":1}"));
    assert!(matches!(refusal(b"{\"a\":"), Unreadable::Broken { .. }));
    assert!(matches!(refusal(b"<rss version='2.0'><channel>"), Unreadable::Broken { .. }));
    assert!(matches!(refusal(b"<rss version='2.0'><channel><item><a>"), Unreadable::Broken { .. }));
}

#[test]
fn what_is_too_large_is_refused_with_its_bounds() {
    let large = vec![b' '; 50_000_000];
    assert_eq!(refusal(&large), Unreadable::TooLarge { bytes: large.len(), most: FEED_BYTES_MOST });
    let many = Unreadable::TooManyItems { most: ITEMS_MOST };
    assert_eq!(refusal(rss(&"<item/>".repeat(ITEMS_MOST + 1)).as_bytes()), many);
    assert_eq!(refusal(json(&format!("1{}", ",1".repeat(ITEMS_MOST))).as_bytes()), many);
}

#[test]
fn bombs_do_not_go_off() {
    let laughs = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect::<Vec<_>>()
        .concat();
    let feed =
        format!("<!DOCTYPE rss [<!ENTITY l0 \"ha\">{laughs}]>{}", &rss(ITEM)[38..].replace("موجز", "&l9;"));
    assert_eq!(items(&feed).len(), 1);
    assert_eq!(refusal(rss(&"<a>".repeat(100_000)).as_bytes()), Unreadable::Tangled);
    assert!(matches!(
        refusal(format!("{{\"a\":{}", "[".repeat(100_000)).as_bytes()),
        Unreadable::Broken { .. }
    ));
    let feed = json(&format!("{{\"id\":\"1\",\"title\":{}1{}}}", "[".repeat(120), "]".repeat(120)));
    assert!(matches!(refusal(feed.as_bytes()), Unreadable::Broken { .. }));
}

#[test]
fn a_reason_is_written_with_its_name() {
    let written = serde_json::to_string(&Unreadable::TooLarge { bytes: 2, most: 1 }).unwrap();
    assert_eq!(written, r#"{"type":"too_large","bytes":2,"most":1}"#);
    assert_eq!(serde_json::to_string(&Unusable::NoText).unwrap(), r#"{"type":"no_text"}"#);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, None, None);
        let _ = read(&[b"<rss version='2.0'><channel>", &bytes[..]].concat(), Some("text/xml; charset=utf-16"), None);
    }

    #[test]
    fn a_feed_with_changes_anywhere_is_read_without_panic(
        which in 0_usize..3, cut in any::<prop::sample::Index>(), length in 0_usize..30, put in "[<>/&\"'=a-z\u{0}\\[\\]{}ا]{0,8}",
    ) {
        let feed = [rss(&ITEM.repeat(2)), atom("<entry><title>أ</title><content type='html'>ب</content></entry>"),
            json(r#"{"id":"1","content_html":"<p>أول</p>"}"#)][which].clone().into_bytes();
        let from = cut.index(feed.len());
        let to = (from + length).min(feed.len());
        let changed = [&feed[..from], put.as_bytes(), &feed[to..]].concat();
        for entry in read(&changed, None, Some("https://wadi.example/feed")).unwrap_or_default() {
            if let Entry::Item(item) = entry {
                prop_assert!(!item.key.is_empty());
                prop_assert!(!item.headline.is_empty() || !item.body.is_empty());
            }
        }
    }
}
