use proptest::{collection, option, prelude::*, sample};

use super::*;

fn language(tag: &str) -> Language {
    tag.parse().unwrap()
}

fn scope() -> Scope {
    Scope { from: Some(language("ar")), into: Some(language("en")), kind: None }
}

fn entry() -> Entry {
    Entry {
        from: language("ar"),
        into: language("en"),
        kind: TermKind::Organisation,
        source: "الأمم المتحدة".to_owned(),
        alternatives: vec!["أمم | متحدة".to_owned(), "UN".to_owned()],
        rendering: "the United Nations".to_owned(),
        allowed: vec!["the \"UN\"; a <body> & more".to_owned()],
        forbidden: vec!["U.N.\\".to_owned()],
        note: "First in full,\nthen \"the UN\"".to_owned(),
    }
}

fn only(bytes: &str, scope: &Scope) -> Result<Entry, Unfit> {
    let mut given = read(bytes.as_bytes(), scope).unwrap();
    assert_eq!(given.len(), 1, "{given:?}");
    given.remove(0).entry
}

#[test]
fn what_is_written_is_read_again() {
    for format in [Format::Csv, Format::Tbx] {
        assert_eq!(only(&write(format, [entry()].iter()), &scope()), Ok(entry()), "{format:?}");
    }
}

#[test]
fn tables_of_spreadsheets_are_read() {
    let entry =
        Entry { kind: TermKind::Place, alternatives: vec![], allowed: vec![], forbidden: vec![], ..entry() };
    let entry = Entry { note: String::new(), ..entry };
    let place = Scope { kind: Some(TermKind::Place), ..scope() };
    for table in [
        "\u{feff}Source;Rendering\r\nالأمم المتحدة;the United Nations\r\n",
        "rendering\tsource\nthe  United Nations\t الأمم المتحدة \n",
        "source,extra,rendering,kind,from,into\nالأمم المتحدة,x,the United Nations,PLACE,ar,en\n",
    ] {
        assert_eq!(only(table, &place), Ok(entry.clone()), "{table}");
    }
}

#[test]
fn what_a_table_has_no_column_for_stays_as_it_is() {
    let place = Scope { kind: Some(TermKind::Place), ..scope() };
    let given = |table: &str| {
        let mut given = read(table.as_bytes(), &place).unwrap().remove(0);
        let unsaid = std::mem::take(&mut given.unsaid);
        over(&entry(), given.entry.unwrap(), &unsaid)
    };
    let bare = given("source,rendering\nالأمم المتحدة,the UN\n");
    let expected = Entry { kind: TermKind::Place, rendering: "the UN".to_owned(), ..entry() };
    assert_eq!(bare, expected);
    assert_eq!(differing(&entry(), &bare), ["kind", "rendering"]);
    // An empty field says that there is none; a row that ends early says nothing.
    let emptied = given("source,rendering,forbidden,note\nالأمم المتحدة,the UN,\n");
    assert_eq!(emptied, Entry { forbidden: vec![], ..expected });
}

#[test]
fn the_edition_before_is_read_too() {
    let martif = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX-Basic" xml:lang="en">
        <text><body><termEntry id="1"><descrip type="subjectField">place</descrip>
        <langSet xml:lang="EN"><tig><term>the <hi>West</hi> Bank</term></tig><tig><term>Cisjordan</term>
        <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig><note>not a concept's</note></langSet>
        <langSet xml:lang="ar-PS"><ntig><termGrp><term>الضفة&#x20;الغربية</term></termGrp></ntig></langSet>
        <langSet xml:lang="fr"><tig><term>la Cisjordanie</term></tig></langSet></termEntry></body></text></martif>"#;
    let read = only(martif, &scope()).unwrap();
    assert_eq!((read.source.as_str(), read.rendering.as_str()), ("الضفة الغربية", "the West Bank"));
    assert_eq!((read.forbidden, read.note.as_str()), (vec!["Cisjordan".to_owned()], ""));
}

#[test]
fn entries_that_do_not_fit_are_told_and_the_others_are_taken() {
    let table =
        "source,rendering,kind,from\nا,a,person,\nب,b,thing,\nج,c,person,???\nا,d,place,\n\"د\"x,e,place,\n";
    let given = read(table.as_bytes(), &scope()).unwrap();
    let unfit: Vec<_> = given.iter().map(|given| given.entry.as_ref().err()).collect();
    let (thing, tag) = ("thing".to_owned(), "???".to_owned());
    assert_eq!(
        unfit,
        [
            None,
            Some(&Unfit::NoKind { given: thing }),
            Some(&Unfit::NoLanguage { given: tag }),
            Some(&Unfit::Twice),
            None
        ]
    );
    let concept =
        |inner: &str| format!("<tbx><text><body><conceptEntry>{inner}</conceptEntry></body></text></tbx>");
    let arabic = "<langSec xml:lang='ar'><termSec><term>ا</term></termSec></langSec>";
    let english = |note: &str| {
        format!(
            "<langSec xml:lang='en'><termSec><term>a</term><termNote type='administrativeStatus'>{note}</termNote></termSec></langSec>"
        )
    };
    let en = language("en");
    for (inner, unfit) in [
        (arabic.to_owned(), Unfit::NoTermIn { language: en.clone() }),
        (format!("{arabic}{}", english("supersededTerm-admn-sts")), Unfit::AllDeprecated { language: en }),
        (format!("{arabic}{}", english("")), Unfit::NoKind { given: String::new() }),
        (
            format!("<note>&bomb;</note>{arabic}{}", english("")),
            Unfit::UnknownEntity { name: "bomb".to_owned() },
        ),
    ] {
        assert_eq!(only(&concept(&inner), &scope()), Err(unfit), "{inner}");
    }
}

#[test]
fn files_that_are_something_else_are_refused_as_a_whole() {
    let refusal = |bytes: &[u8], scope: &Scope| read(bytes, scope).expect_err("it is refused");
    assert_eq!(refusal(&[0xff, 0xfe, 0x3c, 0], &scope()), Unreadable::NotText);
    assert_eq!(refusal(b"name,word\n", &scope()), Unreadable::NoColumn { missing: "source" });
    assert_eq!(refusal(b"", &scope()), Unreadable::NoColumn { missing: "source" });
    assert_eq!(refusal(b"<html></html>", &scope()), Unreadable::NotTbx { root: "html".to_owned() });
    assert_eq!(refusal(b"<tbx></tbx>", &Scope::default()), Unreadable::NoLanguages);
    for broken in ["<tbx><text>", "<tbx></text></tbx>", "<tbx><term", "<tbx>&#;</tbx", "<tbx><![CDATA[</tbx>"]
    {
        let refused = refusal(broken.as_bytes(), &scope());
        assert!(matches!(refused, Unreadable::Broken { .. }), "{broken}: {refused}");
    }
    let bomb = r#"<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><tbx><conceptEntry><note>&b;</note></conceptEntry></tbx>"#;
    assert_eq!(only(bomb, &scope()), Err(Unfit::UnknownEntity { name: "b".to_owned() }));
    let many = format!("source,rendering\n{}", "ا,a\n".repeat(ENTRIES_MOST + 1));
    assert_eq!(refusal(many.as_bytes(), &scope()), Unreadable::TooMany { most: ENTRIES_MOST });
}

fn forms() -> impl Strategy<Value = String> {
    "[ا-ي a-zA-Z0-9<>&\"'|\\\\;,=\u{202b}\u{64e}]{0,12}[ا-يa-z]"
}

fn entries() -> impl Strategy<Value = Entry> {
    let many = || collection::vec(forms(), 0..4);
    let kind = sample::select(TermKind::ALL.to_vec());
    let note = option::of("[ا-يa-z \n\r<>&|\\\\\"']{0,20}");
    (forms(), many(), forms(), many(), many(), kind, note).prop_map(
        |(source, alternatives, rendering, allowed, forbidden, kind, note)| {
            let note = note.unwrap_or_default();
            let (from, into) = (language("ar"), language("en"));
            Entry { from, into, kind, source, alternatives, rendering, allowed, forbidden, note }.tidied()
        },
    )
}

proptest! {
    #[test]
    fn every_register_goes_out_and_in_unchanged(entries in collection::vec(entries(), 0..8)) {
        let mut seen = std::collections::HashSet::new();
        let entries: Vec<Entry> = entries.into_iter().filter(|entry| seen.insert(entry.source.clone())).collect();
        for format in [Format::Csv, Format::Tbx] {
            let given = read(write(format, entries.iter()).as_bytes(), &scope()).unwrap();
            let again: Vec<Entry> = given.into_iter().map(|given| given.entry.unwrap()).collect();
            prop_assert_eq!(&again, &entries);
        }
    }

    #[test]
    fn nothing_that_is_read_panics(text in "\\PC{0,60}", xml in "(<(tbx|term|note|conceptEntry|langSec)>|</(tbx|term)>|&|;|[a-z]|<!|\\[){0,20}") {
        let _ = read(text.as_bytes(), &scope());
        let _ = read(format!("<tbx>{xml}").as_bytes(), &scope());
    }
}
