use contract::{MarkKind, Place};
use proptest::{collection, option, prelude::*, sample};

use super::*;

mod refused;

const PIECE: &str = "6f1c2d0a-7b5e-5d43-9a53-3c0f52d108e7_en";

fn mark(kind: MarkKind, bytes: std::ops::Range<usize>) -> Mark {
    Mark { kind, place: Place::of(bytes) }
}

fn link(address: &str) -> MarkKind {
    MarkKind::Link { address: address.to_owned() }
}

fn plain(text: &str) -> Marked {
    Marked::new(text.to_owned(), Vec::new())
}

/// Words that a piece without words takes.
fn new(words: &Marked) -> Result<Words, Unfit> {
    over(words, "")
}

fn over(words: &Marked, over: &str) -> Result<Words, Unfit> {
    let (text, over) = (words.text.clone(), over.to_owned());
    words.anchors().map(|marks| Words::New(New { text, marks, over, is_newer: false }))
}

fn unit(block: u32, source: Marked, target: Option<Marked>) -> Unit {
    Unit { block: BlockId(block), source, target, state: State::Initial, remarks: Vec::new() }
}

fn file(units: Vec<Unit>) -> File {
    File {
        piece: PIECE.parse().unwrap(),
        original: "https://wadi.example/?a=1&b=\"2\"".to_owned(),
        source: "ar".parse().unwrap(),
        target: "en".parse().unwrap(),
        remarks: vec![Remark {
            category: Category::Brief,
            text: "Short & <sharp>,\nby \u{1} noon".to_owned(),
        }],
        units,
    }
}

/// A piece of three blocks: the second has words, the third a link, emphasis within it, and no words.
fn bridge() -> File {
    let linked = vec![mark(link("https://wadi.example/a"), 0..13), mark(MarkKind::Emphasis, 7..13)];
    file(vec![
        unit(0, plain("فتح الجسر"), None),
        unit(3, plain("سطر\nثان"), Some(plain("A line\nand another"))),
        unit(7, Marked::new("قال رجل إنه عاد".to_owned(), linked), None),
    ])
}

/// What comes of the file of this piece after a tool did something to its text.
fn after(file: &File, tool: impl Fn(&str) -> String) -> Vec<Result<Words, Unfit>> {
    let given = fit(tool(&write(file)).as_bytes(), file).unwrap();
    given.into_iter().map(|given| given.words).collect()
}

/// Puts a target into a unit that has none.
fn put(xml: &str, unit: &str, target: &str) -> String {
    let at = xml.find(&format!("<unit id=\"{unit}\"")).unwrap();
    let end = at + xml[at..].find("</segment>").unwrap();
    format!("{}<target>{target}</target>{}", &xml[..end], &xml[end..])
}

#[test]
fn a_file_that_nobody_worked_on_changes_nothing() {
    let given = after(&bridge(), str::to_owned);
    assert_eq!(given, [Ok(Words::None), Ok(Words::Same), Ok(Words::None)]);
}

#[test]
fn a_file_is_xliff_as_the_standard_has_it() {
    let xml = write(&bridge());
    for expected in [
        "version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"",
        "srcLang=\"ar\" trgLang=\"en\"",
        "original=\"https://wadi.example/?a=1&amp;b=&quot;2&quot;\"",
        "<note id=\"n1\" category=\"brief\">Short &amp; &lt;sharp&gt;,\nby \u{fffd} noon</note>",
        "<originalData>\n<data id=\"d1\">https://wadi.example/a</data>\n</originalData>\n<segment state=\"initial\">",
        "<pc id=\"m2\" type=\"link\" dataRefStart=\"d1\" dispStart=\"https://wadi.example/a\">قال <pc id=\"m1\" type=\"fmt\" subType=\"xlf:i\">",
    ] {
        assert!(xml.contains(expected), "{expected} in {xml}");
    }
}

#[test]
fn words_that_a_tool_put_in_are_taken() {
    let given =
        after(&bridge(), |xml| put(xml, "b0", "The bridge &amp; its &#x202B;opening<cp hex=\"0001\"/>"));
    let words = plain("The bridge & its \u{202b}opening\u{1}");
    assert_eq!(given, [new(&words), Ok(Words::Same), Ok(Words::None)]);
    let given = after(&bridge(), |xml| xml.replace("A line\nand another", "  "));
    assert_eq!(given[1], Ok(Words::None), "what is empty takes no words away");
}

#[test]
fn marks_come_back_however_a_tool_writes_them() {
    let file = bridge();
    let link = file.units[2].source.marks.iter().find(|mark| mark.kind != MarkKind::Emphasis).unwrap();
    let wanted = Marked::new(
        "He, a man, said".to_owned(),
        vec![mark(link.kind.clone(), 0..9), mark(MarkKind::Emphasis, 4..9)],
    );
    for target in [
        "<pc id=\"m2\">He, <pc id=\"m1\">a man</pc></pc>, said",
        "<sc id=\"m2\"/>He, <mrk id=\"x\" type=\"term\"><pc id=\"m1\">a man</pc></mrk><ec startRef=\"m2\"/>, said",
        "<pc id=\"7\" type=\"link\" dataRefStart=\"d1\">He, <pc id=\"8\" type=\"fmt\" subType=\"xlf:i\">a man</pc></pc>, said",
    ] {
        assert_eq!(after(&file, |xml| put(xml, "b7", target))[2], new(&wanted), "{target}");
    }
}

#[test]
fn a_unit_that_lost_its_marks_is_refused_alone() {
    let file = bridge();
    let came = |target: &str| after(&file, |xml| put(xml, "b7", target)).remove(2);
    let missing = |mark: &str| Err(Unfit::MarkMissing { mark: mark.to_owned() });
    assert_eq!(came("<pc id=\"m2\">He</pc> said"), missing("the emphasis of “رجل”"));
    for (target, unfit) in [
        ("<pc id=\"m9\">He</pc>", Unfit::MarkUnknown { id: "m9".to_owned() }),
        ("<pc id=\"m1\"></pc>He", Unfit::MarkDamaged { id: "m1".to_owned() }),
        ("<sc id=\"m1\"/>He", Unfit::MarkDamaged { id: "m1".to_owned() }),
        ("He<ec startRef=\"m1\"/>", Unfit::MarkDamaged { id: "m1".to_owned() }),
        ("He<ph id=\"p\"/>", Unfit::Placeholder { id: "p".to_owned() }),
        ("He<cp hex=\"D800\"/>", Unfit::NoCharacter { given: "D800".to_owned() }),
    ] {
        assert_eq!(came(target), Err(unfit), "{target}");
    }
}

#[test]
fn a_mark_that_the_saved_words_lack_may_go_on_lacking() {
    let mut file = bridge();
    file.units[2].target = Some(plain("He said"));
    let given = after(&file, |xml| xml.replace("He said", "He said so"));
    assert_eq!(given[2], over(&plain("He said so"), "He said"));
}

#[test]
fn what_nobody_changed_in_the_file_replaces_nothing_that_was_saved_since() {
    let (was, mut is) = (bridge(), bridge());
    is.units[1].target = Some(plain("Saved since"));
    let came = |xml: &str| fit(xml.as_bytes(), &is).unwrap().remove(1).words;
    assert_eq!(came(&write(&was)), Ok(Words::Same));
    let changed = Words::New(New {
        text: "A verse\nand another".to_owned(),
        marks: Vec::new(),
        over: "Saved since".to_owned(),
        is_newer: true,
    });
    assert_eq!(came(&write(&was).replace("A line", "A verse")), Ok(changed));
}

#[test]
fn a_mark_whose_words_do_not_name_one_place_is_refused() {
    let came = after(&bridge(), |xml| put(xml, "b7", "<pc id=\"m2\">x</pc>a<pc id=\"m1\">aa</pc>"));
    assert_eq!(came[2], Err(Unfit::MarkUnclear { words: "aa".to_owned() }));
}

#[test]
fn words_for_another_source_are_refused() {
    let (old, mut now) = (bridge(), bridge());
    now.units[0].source = plain("فتح الجسر القديم");
    let xml = put(&write(&old), "b0", "The bridge opens");
    assert_eq!(fit(xml.as_bytes(), &now).unwrap()[0].words, Err(Unfit::SourceChanged));
    // A tool that keeps nothing of ours: the text itself is compared.
    let digest = |xml: &str| {
        let at = xml.find(" dragoman:source=\"").unwrap();
        xml[..at].to_owned() + &xml[at + xml[at..].find('>').unwrap()..]
    };
    assert_eq!(fit(digest(&xml).as_bytes(), &now).unwrap()[0].words, Err(Unfit::SourceChanged));
    let taken = new(&plain("The bridge opens"));
    assert_eq!(fit(digest(&xml).as_bytes(), &old).unwrap()[0].words, taken);
}

#[test]
fn units_that_are_unknown_or_come_twice_are_refused_alone() {
    let xml = put(&write(&bridge()), "b0", "One");
    let (at, end) = (xml.find("<unit id=\"b0\"").unwrap(), xml.find("</unit>").unwrap() + 7);
    let twice = format!("{}{}{}", &xml[..end], xml[at..end].replace("One", "Two"), &xml[end..]);
    let given = fit(twice.as_bytes(), &bridge()).unwrap();
    assert_eq!((&given[0].words, &given[1].words), (&new(&plain("One")), &Err(Unfit::Twice)));
    for other in ["b1", "0", "b-1", "b99999999999"] {
        let given = fit(xml.replace("id=\"b0\"", &format!("id=\"{other}\"")).as_bytes(), &bridge()).unwrap();
        assert_eq!(given[0].words, Err(Unfit::NoSuchBlock), "{other}");
        assert_eq!(given[1].words, Ok(Words::Same), "{other}");
    }
}

#[test]
fn segments_that_a_tool_split_are_joined_in_their_order() {
    let file = bridge();
    let split = |inner: &str| {
        let xml = write(&file);
        let at = xml.find("<segment").unwrap();
        let end = xml.find("</unit>").unwrap();
        after(&file, |_| format!("{}{inner}{}", &xml[..at], &xml[end..])).remove(0)
    };
    let segment =
        |source: &str, target: &str| format!("<segment><source>{source}</source>{target}</segment>");
    let (first, second) =
        (segment("فتح", "<target>Opened</target>"), segment("الجسر", "<target>bridge</target>"));
    let space = "<ignorable><source> </source></ignorable>";
    assert_eq!(split(&format!("{first}{space}{second}")), new(&plain("Opened bridge")));
    let dots = "<ignorable><source> </source><target>… </target></ignorable>";
    assert_eq!(split(&format!("{first}{dots}{second}")), new(&plain("Opened… bridge")));
    let (third, fourth) = (
        first.replace("<target>", "<target order=\"3\">"),
        second.replace("<target>", "<target order=\"1\">"),
    );
    assert_eq!(split(&format!("{third}{space}{fourth}")), new(&plain("bridge Opened")));
    let half = format!("{first}{space}{}", segment("الجسر", ""));
    assert_eq!(split(&half), Err(Unfit::PartlyTranslated));
    let none = format!("{}{space}{}", segment("فتح", ""), segment("الجسر", "<target/>"));
    assert_eq!(split(&none), Ok(Words::None));
}

#[test]
fn what_tools_add_is_passed_over() {
    let match_of_memory = "<mtc:matches xmlns:mtc=\"urn:oasis:names:tc:xliff:matches:2.0\"><mtc:match ref=\"#s\">\
        <source>x</source><target>not these words</target></mtc:match></mtc:matches>";
    let given = after(&bridge(), |xml| {
        let xml = xml.replace("<originalData>", &format!("{match_of_memory}<originalData>"));
        let other = "<file id=\"other\"><unit id=\"b0\"><segment><source/><target>No</target></segment></unit></file>";
        let xml = xml.replace("<file id", &format!("{other}<file id"));
        xml.replace("<unit id=\"b3\"", "<group id=\"g\"><unit id=\"b3\"")
            .replace("</file>\n</xliff>", "</group></file></xliff>")
    });
    assert_eq!(given, [Ok(Words::None), Ok(Words::Same), Ok(Words::None)]);
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~ا-ي\u{64b}-\u{652}\u{200c}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{0}-\u{1f}\u{85}\u{a0}\u{2028}\u{feff}\u{fffe}\u{ffff}]{0,20}",
        "(\\r\\n|\\r|\\n|\\t| |&|<|>|\\]\\]>|\"|'|é|e\u{301}|שָׁלוֹם|😀|a){0,12}",
        any::<String>(),
    ]
}

/// Words with marks at places between their characters, which may nest, touch and cross.
fn marked() -> impl Strategy<Value = Marked> {
    let kind = sample::select(vec![
        MarkKind::Emphasis,
        MarkKind::Strong,
        link("https://a.example/?x=1&y=\"<\u{1}ا"),
        link("b"),
    ]);
    let places = collection::vec((kind, any::<sample::Index>(), any::<sample::Index>()), 0..4);
    (texts(), places).prop_map(|(text, places)| {
        let mut between: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        between.push(text.len());
        let marks = places.into_iter().filter_map(|(kind, one, other)| {
            let (one, other) = (*one.get(&between), *other.get(&between));
            (one != other).then(|| mark(kind, one.min(other)..one.max(other)))
        });
        let mut marks: Vec<Mark> = marks.collect();
        marks.sort();
        marks.dedup();
        Marked::new(text, marks)
    })
}

proptest! {
    #[test]
    fn every_text_goes_out_and_comes_in_unchanged(
        texts in collection::vec((marked(), option::of(marked())), 1..4),
    ) {
        let units = texts.iter().zip(0..).map(|((source, target), block)| unit(block, source.clone(), target.clone()));
        let known = file(units.collect());
        let xml = write(&known);
        for given in fit(xml.as_bytes(), &known).unwrap() {
            let (_, target) = &texts[given.block.unwrap().0 as usize];
            let blank = target.as_ref().is_none_or(|target| target.text.trim().is_empty());
            prop_assert_eq!(given.words, Ok(if blank { Words::None } else { Words::Same }), "{}", xml);
        }
        // Words that a tool put in are taken just as they are.
        let bare = file(texts.iter().zip(0..).map(|((_, target), block)| {
            unit(block, target.clone().unwrap_or_default(), None)
        }).collect());
        let full = file(texts.iter().zip(0..).map(|((_, target), block)| {
            unit(block, target.clone().unwrap_or_default(), target.clone())
        }).collect());
        for (given, (_, target)) in fit(write(&full).replace("dragoman:target", "dragoman:was").as_bytes(), &bare).unwrap().into_iter().zip(&texts) {
            let target = target.clone().filter(|target| !target.text.trim().is_empty());
            prop_assert_eq!(given.words, target.map_or(Ok(Words::None), |target| new(&target)));
        }
    }

    #[test]
    fn nothing_that_is_read_panics(
        text in any::<String>(),
        xml in "(<(unit id='b0'|segment|source|target|pc id='m1'|sc id='m1'/|ec/|cp hex='1'/|data|ignorable)>|</(unit|segment|source|target|pc)>|&|;|[a-z]|<!|\\[){0,24}",
    ) {
        let _ = fit(text.as_bytes(), &bridge());
        let whole = write(&bridge());
        let _ = fit(whole.replace("<unit id=\"b0\"", &format!("{xml}<unit id=\"b0\"")).as_bytes(), &bridge());
        let _ = fit(put(&whole, "b0", &xml).as_bytes(), &bridge());
    }
}
