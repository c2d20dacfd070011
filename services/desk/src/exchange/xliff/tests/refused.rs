//! Files that are refused as a whole.

use super::*;

fn refused(xml: &str) -> Unreadable {
    fit(xml.as_bytes(), &bridge()).expect_err("the file is refused")
}

#[test]
fn files_of_other_pieces_and_languages_are_refused_as_a_whole() {
    let xml = write(&bridge());
    let piece: PieceId = PIECE.parse().unwrap();
    let other = refused(&xml.replace(PIECE, "another"));
    assert_eq!(other, Unreadable::OtherPiece { given: "another".to_owned(), piece });
    for (was, is, given) in [
        ("trgLang=\"en\"", "trgLang=\"fr\"", "ar into fr"),
        ("trgLang=\"en\"", "", "ar into none"),
        ("srcLang=\"ar\"", "srcLang=\"fa\"", "fa into en"),
    ] {
        let (given, wanted) = (given.to_owned(), "ar into en".to_owned());
        assert_eq!(refused(&xml.replace(was, is)), Unreadable::OtherLanguages { given, wanted });
    }
    assert!(fit(xml.replace("\"ar\" trgLang=\"en\"", "\"AR\" trgLang=\"EN\"").as_bytes(), &bridge()).is_ok());
}

#[test]
fn what_is_no_xliff_of_a_known_version_is_refused_as_a_whole() {
    let xml = write(&bridge());
    let old = "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file/></xliff>";
    assert_eq!(refused(old), Unreadable::OtherVersion { version: "1.2".to_owned() });
    assert!(refused(old).to_string().contains("save it as XLIFF 2.1"), "it says what to do");
    assert_eq!(refused("<tmx version=\"1.4\"/>"), Unreadable::NotXliff { root: "tmx".to_owned() });
    assert_eq!(refused("words"), Unreadable::NotXml);
    let none = &xml[..xml.find("<file").unwrap()];
    assert_eq!(refused(&format!("{none}</xliff>")), Unreadable::NoFile);
    assert_eq!(refused(""), Unreadable::NotXml);
    let piece = |bytes: &[u8]| fit(bytes, &bridge()).expect_err("the file is refused");
    let wide: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(piece(&wide), Unreadable::NotText);
    assert_eq!(piece(&[0x3c, 0xe1, 0xf2]), Unreadable::NotText);
    let windows = xml.replace("UTF-8", "windows-1256");
    assert_eq!(refused(&windows), Unreadable::OtherEncoding { given: "windows-1256".to_owned() });
    assert!(fit(format!("\u{feff}{xml}").as_bytes(), &bridge()).is_ok(), "with a byte order mark");
}

#[test]
fn hostile_files_are_refused_within_bounds() {
    let xml = write(&bridge());
    let bomb = "<!DOCTYPE xliff [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>";
    assert_eq!(refused(&xml.replace("<xliff", &format!("{bomb}<xliff"))), Unreadable::DocumentType);
    let deep = put(&xml, "b0", &("<mrk id=\"x\">".repeat(100_000) + &"</mrk>".repeat(100_000)));
    assert_eq!(refused(&deep), Unreadable::TooDeep { most: DEPTH_MOST });
    let many = xml.replace("</file>", &("<unit id=\"u\"/>".repeat(UNITS_MOST) + "</file>"));
    assert_eq!(refused(&many), Unreadable::TooMany { most: UNITS_MOST });
    let attributes = (0..200_000).fold(String::new(), |all, number| all + &format!(" a{number}=\"\""));
    for broken in [
        xml.replace("<segment", &format!("<segment{attributes}")),
        xml.replace("</segment>", ""),
        xml.replace("</xliff>", ""),
        put(&xml, "b0", "&bomb;"),
        put(&xml, "b0", "&#0;"),
        put(&xml, "b0", "<pc id=\"m1\" id=\"m2\">x</pc>"),
        put(&xml, "b0", "<![CDATA[x"),
        xml.replace("<segment", "<segment a=\"&nothing;\""),
    ] {
        let refused = refused(&broken);
        assert!(matches!(refused, Unreadable::Broken { .. }), "{refused}: {broken}");
    }
}

#[test]
fn hostile_units_are_refused_alone_within_bounds() {
    let came = |target: String| after(&bridge(), |xml| put(xml, "b0", &target)).remove(0);
    let codes = |many: usize, code: &str| {
        (0..many).fold(String::new(), |all, number| all + &code.replace('#', &number.to_string()))
    };
    let begun = codes(20_000, "<sc id=\"#\" type=\"fmt\" subType=\"xlf:i\"/>a");
    assert_eq!(
        came(begun + &codes(20_000, "<ec startRef=\"#\"/>")),
        Err(Unfit::TooManyMarks { most: MARKS_MOST })
    );
    let many = "<pc id=\"1\" type=\"fmt\" subType=\"xlf:i\">a</pc>".repeat(20_000);
    assert_eq!(came(many), Err(Unfit::TooManyMarks { most: MARKS_MOST }));
    let long = Unfit::TooLong { bytes: 100_000, most: 64 * 1024 };
    assert_eq!(came("&#97;".repeat(100_000)), Err(long));
    let full = "<pc id=\"1\" type=\"fmt\" subType=\"xlf:i\">a</pc> ".repeat(MARKS_MOST);
    assert!(matches!(came(full), Ok(Words::New(_))), "as many as may be");
}
