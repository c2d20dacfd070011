use chrono::TimeZone as _;
use proptest::{collection::vec, option, prelude::*};

use super::*;
use crate::Score;

const HEADER: &str = r#"<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="ar" datatype="plaintext"/>"#;

fn file(units: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">{HEADER}<body>{units}</body></tmx>"#
    )
}

fn unit(source: &str, target: &str) -> String {
    format!(
        r#"<tu><tuv xml:lang="ar"><seg>{source}</seg></tuv><tuv xml:lang="en-GB"><seg>{target}</seg></tuv></tu>"#
    )
}

fn read(file: &[u8]) -> Result<Vec<Entry>, Fault> {
    Reader::new(file)?.collect()
}

/// The texts of the only unit.
fn texts(units: &str) -> Vec<String> {
    match read(file(units).as_bytes()).unwrap().remove(0) {
        Entry::Unit(unit) => unit.texts.into_iter().map(|(_, text)| text).collect(),
        Entry::Refused(refused) => panic!("{refused}"),
    }
}

/// Why the first unit is refused.
fn reason(units: &str) -> Reason {
    match read(file(units).as_bytes()).unwrap().remove(0) {
        Entry::Unit(unit) => panic!("{unit:?} is not refused"),
        Entry::Refused(refused) => refused.why,
    }
}

fn fault(file: &[u8]) -> Fault {
    read(file).unwrap_err()
}

#[test]
fn a_unit_has_its_texts_by_language_and_who_made_it_when() {
    let units = r#"<note>about the file</note>
        <tu tuid="a1" creationdate="20260401T093000Z" creationid="aino" changedate="20260402T000000Z">
          <note>n</note><prop type="p">v</prop>
          <tuv xml:lang="AR_sy"><prop type="p">v</prop><seg>نعم</seg></tuv>
          <tuv lang="en"><seg>Yes</seg></tuv>
          <tuv xml:lang="fr"><seg/></tuv>
        </tu>"#;
    let at = Utc.with_ymd_and_hms(2026, 4, 2, 0, 0, 0).unwrap();
    let texts = [("ar-sy", "نعم"), ("en", "Yes"), ("fr", "")];
    let texts = texts.map(|(language, text)| (language.parse().unwrap(), text.to_owned())).to_vec();
    let unit = Unit { id: Some("a1".to_owned()), by: Some("aino".to_owned()), at: Some(at), texts };
    assert_eq!(read(file(units).as_bytes()).unwrap(), [Entry::Unit(unit.clone())]);
    assert_eq!(unit.text(&"ar-sy".parse().unwrap()), Some("نعم"));
    assert_eq!(unit.text(&"en-gb".parse().unwrap()), Some("Yes"));
    assert_eq!(unit.text(&"de".parse().unwrap()), None);
}

#[test]
fn the_header_has_seven_attributes() {
    let given = file("");
    let reader = Reader::new(given.as_bytes()).unwrap();
    let header = Header {
        creation_tool: "t".to_owned(),
        creation_tool_version: "1".to_owned(),
        segment_type: "sentence".to_owned(),
        original_format: "x".to_owned(),
        admin_language: "en".to_owned(),
        source_language: "ar".to_owned(),
        data_type: "plaintext".to_owned(),
    };
    assert_eq!(reader.header(), &header);
    assert_eq!(reader.count(), 0);
}

#[test]
fn inline_elements_are_read_as_the_text_that_they_hold() {
    let source = concat!(
        r#"Click <bpt i="1" x="1">&lt;b&gt;</bpt>here<ept i="1">&lt;/b&gt;</ept>, <hi>or <hi>not</hi></hi>"#,
        r#"<ph>&lt;img alt="<sub>a map</sub>"&gt;</ph><it pos="begin">[</it><ut>{</ut>&#x21;&amp;<![CDATA[<3]]><!-- c -->."#
    );
    assert_eq!(texts(&unit(source, "x")), ["Click here, or nota map!&<3.", "x"]);
}

#[test]
fn a_unit_that_does_not_fit_is_refused_with_its_reason_and_the_next_is_read() {
    let misplaced = |element: &str| Reason::Misplaced { element: element.to_owned() };
    let long = unit(&"a".repeat(TEXT_BYTES_MOST + 1), "x");
    for (bad, why) in [
        ("<tu><tuv><seg>a</seg></tuv></tu>", Reason::NoLanguage),
        (r#"<tu><tuv xml:lang="?"><seg>a</seg></tuv></tu>"#, Reason::BadLanguage { given: "?".to_owned() }),
        (r#"<tu><tuv xml:lang="ar"><seg>a</seg></tuv></tu>"#, Reason::TooFewTexts { count: 1 }),
        ("<tu/>", Reason::TooFewTexts { count: 0 }),
        (r#"<tu><tuv xml:lang="ar"><note>a</note></tuv></tu>"#, Reason::NotOneSegment),
        (r#"<tu><tuv xml:lang="ar"><seg>a</seg><seg>b</seg></tuv></tu>"#, Reason::NotOneSegment),
        ("<tu><seg>a</seg></tu>", misplaced("seg")),
        ("<tu><tu></tu></tu>", misplaced("tu")),
        (&unit("a <b>b</b>", "x"), misplaced("b")),
        (&unit("<ph><ph/></ph>", "x"), misplaced("ph")),
        (&unit("&nbsp;", "x"), Reason::UnknownEntity { name: "nbsp".to_owned() }),
        (&unit("&#0;", "x"), Reason::BadCharacter),
        (&unit("&#x1;", "x"), Reason::BadCharacter),
        (&unit("&#xD800;", "x"), Reason::BadCharacter),
        (&unit("&#xFFFFFFFFFF;", "x"), Reason::BadCharacter),
        (r#"<tu tuid="&x;"></tu>"#, Reason::BadAttributes),
        ("<tu tuid=x></tu>", Reason::BadAttributes),
        (&long, Reason::TooLong),
    ] {
        assert_eq!(reason(bad), why, "{}", &bad[..bad.len().min(200)]);
        let entries = read(file(&format!("{bad}{}", unit("نعم", "Yes"))).as_bytes()).unwrap();
        assert!(matches!(&entries[..], [Entry::Refused(_), Entry::Unit(_)]), "{entries:?}");
    }
}

#[test]
fn a_refusal_names_the_unit() {
    let entries = read(file(&format!("{}<tu tuid=\"b\"/>", unit("a", "b"))).as_bytes()).unwrap();
    let Entry::Refused(refused) = &entries[1] else { panic!("it is refused") };
    assert_eq!(refused.to_string(), "unit 2 (b): it has 0 texts; two are needed at least");
}

#[test]
fn a_file_that_is_no_tmx_is_told_apart() {
    assert!(matches!(fault(b""), Fault::NotTmx));
    assert!(matches!(fault(b"plain"), Fault::NotTmx));
    assert!(matches!(fault(b"<html></html>"), Fault::NotTmx));
    assert!(matches!(fault(br#"<tmx version="1.4"><body/></tmx>"#), Fault::NotTmx));
    assert!(
        matches!(fault(br#"<tmx version="2.0"><header/>"#), Fault::OtherVersion { version } if version == "2.0")
    );
    let encoded = br#"<?xml version="1.0" encoding="windows-1256"?><tmx version="1.4">"#;
    assert!(matches!(fault(encoded), Fault::OtherEncoding { encoding } if encoding == "windows-1256"));
}

#[test]
fn what_is_not_well_formed_ends_the_reading_and_what_came_before_stands() {
    let broken = file(&format!("{}<tu></tuv>", unit("a", "b")));
    let mut reader = Reader::new(broken.as_bytes()).unwrap();
    assert!(matches!(reader.next(), Some(Ok(Entry::Unit(_)))));
    assert!(matches!(reader.next(), Some(Err(Fault::Malformed(_)))));
    assert!(reader.next().is_none());
    let whole = file(&unit("a", "b"));
    let cut = &whole[..whole.len() - "</seg></tuv></tu></body></tmx>".len()];
    assert!(matches!(fault(cut.as_bytes()), Fault::CutOff));
    assert!(matches!(fault(b"<tmx version='1.4'>"), Fault::CutOff));
    let mut bytes = file(&unit("a", "b")).into_bytes();
    bytes.insert(300, 0xff);
    assert!(matches!(fault(&bytes), Fault::Malformed(_)));
}

#[test]
fn entities_that_a_file_defines_are_not_read() {
    let laughs = r#"<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><tmx version="1.4">"#;
    assert!(matches!(fault(laughs.as_bytes()), Fault::DefinesEntities));
    let outside = r#"<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx version="1.4">"#;
    assert!(matches!(fault(outside.as_bytes()), Fault::DefinesEntities));
}

/// A file that begins like this and goes on with the same for 50 MB.
fn endless(begin: &str, then: &str) -> Vec<u8> {
    format!("{begin}{}", then.repeat(50 * 1024 * 1024 / then.len())).into_bytes()
}

#[test]
fn what_is_too_large_or_too_deep_ends_the_reading_before_it_fills_the_memory() {
    let start = file("");
    let start = start.trim_end_matches("</body></tmx>");
    for (begin, then) in [
        ("<tu><tuv xml:lang='ar'><seg>", "a"),
        ("<tu><tuv xml:lang='ar'><seg>", "<ph/>"),
        ("<tu tuid='", "a"),
        ("<!--", "a"),
        ("", " "),
    ] {
        let last = Reader::new(&endless(&format!("{start}{begin}"), then)[..]).unwrap().last();
        assert!(matches!(last, Some(Err(Fault::TooLarge))), "{begin}{then}: {last:?}");
    }
    let deep = endless(&format!("{start}<tu><tuv xml:lang='ar'><seg>"), "<hi>");
    let last = Reader::new(&deep[..]).unwrap().last();
    assert!(matches!(last, Some(Err(Fault::TooDeep))), "{last:?}");
    for begin in ["", "<tmx version='1.4", "<!DOCTYPE "] {
        assert!(matches!(Reader::new(&endless(begin, "a")[..]), Err(Fault::TooLarge)), "{begin}");
    }
}

#[test]
fn a_long_file_of_small_units_is_read_to_its_end() {
    let units = unit("نعم", "Yes").repeat(60_000);
    assert!(units.len() > UNIT_BYTES_MOST);
    let given = file(&units);
    let mut memory = Memory::default();
    let pair = Pair { source: "ar".parse().unwrap(), target: "en".parse().unwrap() };
    let (file, mut count) = (Digest::of(given.as_bytes()), 0);
    for entry in Reader::new(given.as_bytes()).unwrap() {
        let Entry::Unit(unit) = entry.unwrap() else { panic!("nothing is refused") };
        memory.import(&pair, file, &unit).unwrap();
        count += 1;
    }
    assert_eq!((count, memory.len()), (60_000, 60_000));
}

#[test]
fn utf_16_is_read_in_both_orders() {
    let given = file(&unit("نعم", "Yes"));
    let expected = read(given.as_bytes()).unwrap();
    let little = given.encode_utf16().flat_map(u16::to_le_bytes);
    let big = given.encode_utf16().flat_map(u16::to_be_bytes);
    assert_eq!(read(&[0xff, 0xfe].into_iter().chain(little).collect::<Vec<_>>()).unwrap(), expected);
    assert_eq!(read(&[0xfe, 0xff].into_iter().chain(big).collect::<Vec<_>>()).unwrap(), expected);
}

#[test]
fn a_unit_is_imported_for_a_pair_or_refused() {
    let mut memory = Memory::default();
    let texts = [("ar-SY", " نعم\n"), ("en", "Yes"), ("fr", "…")];
    let texts = texts.map(|(language, text)| (language.parse().unwrap(), text.to_owned())).to_vec();
    let unit = Unit { texts, ..Unit::default() };
    let mut import = |source: &str, target: &str| {
        let pair = Pair { source: source.parse().unwrap(), target: target.parse().unwrap() };
        memory.import(&pair, Digest::of(b"file"), &unit)
    };
    assert_eq!(import("ar", "en-gb"), Ok(()));
    assert_eq!(import("ar", "de"), Err(Reason::LanguageMissing { language: "de".parse().unwrap() }));
    assert_eq!(import("ar", "fr"), Err(Reason::Unfit(Unfit::NoTarget)));
    let pair = Pair { source: "ar".parse().unwrap(), target: "en".parse().unwrap() };
    let found = memory.look_up(&pair, "نعم", Score::EXACT, 1);
    assert_eq!(found[0].segment.source, "نعم");
    assert!(!found[0].segment.origin.is_approved());
}

/// Texts of all that XML writes otherwise or allows.
fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        prop::sample::select(vec![
            '<', '>', '&', '"', '\'', ' ', '\n', '\r', '\t', ']', 'a', 'ع', '😀', '\u{85}', '\u{2028}'
        ]),
        any::<char>().prop_filter("XML allows it", |letter| unit::is_allowed(*letter)),
    ];
    vec(letter, 0..20).prop_map(String::from_iter)
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let language =
        prop::sample::select(vec!["ar", "en-gb", "zh-hant-tw", "fr"]).prop_map(|tag| tag.parse().unwrap());
    let moment = (0..4_000_000_000_i64).prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap());
    (option::of(text()), option::of(text()), option::of(moment), vec((language, text()), 2..4))
        .prop_map(|(id, by, at, texts)| Unit { id, by, at, texts })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(units in vec(any_unit(), 0..5), tool in text()) {
        let header = Header { creation_tool: tool, source_language: "*all*".to_owned(), ..Header::default() };
        let written = write(Vec::new(), &header, units.clone()).unwrap();
        let mut reader = Reader::new(&written[..]).unwrap();
        prop_assert_eq!(reader.header(), &header);
        let read: Vec<_> = reader.by_ref().map(Result::unwrap).collect();
        prop_assert_eq!(read, units.into_iter().map(Entry::Unit).collect::<Vec<_>>());
    }

    #[test]
    fn no_file_makes_it_panic(pieces in vec(prop::sample::select(vec![
        "<tmx version='1.4'>", "<header/>", "<body>", "<tu>", "<tuv xml:lang='ar'>", "<seg>", "a", "<hi>", "</hi>", "</seg>",
        "</tuv>", "</tu>", "</body>", "</tmx>", "<", ">", "&", ";", "&#", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE tmx", "<?x",
        "?>", "'", "\"", "\u{feff}", "<?xml version='1.0' encoding='utf-16'?>",
    ]), 0..40)) {
        if let Ok(reader) = Reader::new(pieces.concat().as_bytes()) {
            let _ = reader.count();
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}
