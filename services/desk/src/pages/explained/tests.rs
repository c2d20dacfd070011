use std::{collections::BTreeSet, fs, path::Path};

use checks::Expected;
use contract::{
    Block, BlockId, BlockKind, Check, Document, Excuse, FindingId, Forbidden, Level, Loaded, Mark, MarkKind,
    Place, Style,
};

use super::*;
use crate::reader::tests::{in_arabic, in_english};

fn finding(explanation: &str) -> Finding {
    Finding {
        id: FindingId::of(Check::Number, BlockId(1), "", 0),
        check: Check::Number,
        level: Level::Warns,
        block: BlockId(1),
        target: None,
        source: None,
        explanation: explanation.to_owned(),
    }
}

#[test]
fn an_explanation_is_told_with_what_it_quotes() {
    let told = "the source says “خمسة” (5); the translation says “6”";
    let arabic = "في المصدر «\u{2068}خمسة\u{2069}» (5)، وفي الترجمة «\u{2068}6\u{2069}».";
    assert_eq!(in_arabic().explained(&finding(told)), arabic);
    let english = "The source says “\u{2068}خمسة\u{2069}” (5); the translation says “\u{2068}6\u{2069}”.";
    assert_eq!(in_english().explained(&finding(told)), english);
    let told = "the headline has 84 characters; at most 70 fit";
    assert_eq!(in_arabic().explained(&finding(told)), "في العنوان ٨٤ حرفًا، والحد الأقصى ٧٠.");
    let told = "the headline has 105 characters; at most 70 fit";
    assert_eq!(in_arabic().explained(&finding(told)), "في العنوان ١٠٥ أحرف، والحد الأقصى ٧٠.");
}

#[test]
fn an_explanation_that_is_not_known_still_says_what_to_look_at() {
    let told = in_arabic().explained(&finding("something new is the matter"));
    assert_eq!(told, "ليَنظر أحد في هذا: \u{2068}رقم\u{2069}.");
}

/// The words in quotation marks of a line of source text, with gaps for what is put in.
fn literals(line: &str) -> Vec<String> {
    let plain = line.replace("\\\"", "").replace("'\"'", "");
    let literals = plain.split('"').skip(1).step_by(2);
    let with_gaps = |literal: &str| {
        let mut words = String::new();
        let mut depth = 0;
        for letter in literal.chars() {
            match letter {
                '{' => {
                    depth += 1;
                    words.push_str("{}");
                }
                '}' => depth -= 1,
                '“' | '”' => {}
                letter if depth == 0 => words.push(letter),
                _ => {}
            }
        }
        words
    };
    literals.map(with_gaps).collect()
}

#[test]
fn every_sentence_of_the_checks_is_known_here() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/checks/src");
    let mut sentences = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for literal in code.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(literals) {
            for part in literal.split("{}").map(str::trim).filter(|part| part.split(' ').count() > 2) {
                let known = SENTENCES.iter().any(|(sentence, _)| sentence.contains(part));
                assert!(known, "the checks say “{part}”, which is not told in Arabic");
                sentences += 1;
            }
        }
    }
    assert!(sentences > 40, "only {sentences} were read");
}

/// A source and a translation, each in one block and one language, with what is set apart in them.
struct Texts {
    source: Document,
    target: Document,
    expected: Vec<Expected>,
}

fn texts((from, source): (&str, &str), (into, target): (&str, &str), kind: &BlockKind) -> Texts {
    let text = |language: &str, text: &str| {
        let block = Block::plain(BlockId(1), kind.clone(), text.to_owned());
        Document { language: language.parse().unwrap(), blocks: vec![block] }
    };
    Texts { source: text(from, source), target: text(into, target), expected: Vec::new() }
}

fn paragraph(source: &str, target: &str) -> Texts {
    texts(("ar", source), ("en", target), &BlockKind::Paragraph)
}

fn into_arabic(source: &str, target: &str) -> Texts {
    texts(("en", source), ("ar", target), &BlockKind::Paragraph)
}

fn marked(document: &mut Document, words: &str, kind: MarkKind) {
    let block = &mut document.blocks[0];
    let start = block.text.find(words).unwrap();
    block.marks.push(Mark { kind, place: Place::of(start..start + words.len()) });
}

impl Texts {
    fn source_marked(mut self, words: &str, kind: MarkKind) -> Self {
        marked(&mut self.source, words, kind);
        self
    }

    fn target_marked(mut self, words: &str, kind: MarkKind) -> Self {
        marked(&mut self.target, words, kind);
        self
    }

    /// With a note of the newsroom behind the translation.
    fn noted(mut self, note: &str) -> Self {
        self.target.blocks.push(Block::plain(BlockId(7), BlockKind::Note, note.to_owned()));
        self
    }

    /// With what was agreed on a term of the source.
    fn agreed(mut self, term: &str, renderings: &[&str], forbidden: &[&str]) -> Self {
        let start = self.source.blocks[0].text.find(term).unwrap();
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        self.expected.push(Expected {
            block: BlockId(1),
            source: start..start + term.len(),
            renderings: owned(renderings),
            forbidden: owned(forbidden),
        });
        self
    }
}

fn style() -> Style {
    let loaded = |expression: &str, excused_by, note: &str| Loaded {
        expression: expression.to_owned(),
        excused_by,
        note: note.to_owned(),
    };
    let forbidden = |expression: &str, instead: &str| Forbidden {
        expression: expression.to_owned(),
        instead: instead.to_owned(),
    };
    Style {
        headline_characters_most: Some(20),
        loaded: vec![
            loaded("brutal aggression", Excuse::Quotation, ""),
            loaded("martyr", Excuse::QuotationOrAttribution, "we say killed"),
            loaded("mercenary", Excuse::Attribution, ""),
        ],
        forbidden: vec![
            forbidden("collateral damage", "civilian casualties"),
            forbidden("honour killing", ""),
        ],
        ..Style::default()
    }
}

/// Texts in which each of the sentences is said at least once.
fn faulty() -> Vec<Texts> {
    let link = |address: &str| MarkKind::Link { address: address.to_owned() };
    let long = "وأعلنت البلدية أن الجسر القديم سيفتح أمام المشاة والحافلات والسيارات الصغيرة بعد انتهاء أعمال الترميم";
    vec![
        paragraph("أعيد فتح الجسر.", ""),
        paragraph("أعيد فتح الجسر صباح اليوم.", "أعيد فتح الجسر صباح اليوم."),
        paragraph("أعيد فتح الجسر صباح اليوم.", "أعيد فتح الجسر القديم صباح اليوم."),
        paragraph("ولد في 12 رجب في المدينة.", "He was born in the city on 3 May."),
        paragraph("حضر 1247 شخصا.", "Some 1250 people came."),
        paragraph("ارتفع السعر 5 بالمئة.", "The price rose by 5."),
        paragraph("دفع 150 مليون يورو.", "He paid $150 million."),
        paragraph("دفع 150 مليونا.", "He paid $150 million."),
        paragraph("غادر في 3 أيار 2024.", "He left."),
        paragraph("غادر.", "He left on 3 May 2024."),
        paragraph("قتل 12 شخصا.", "People were killed."),
        paragraph("قتل أشخاص.", "Some 12 people were killed."),
        paragraph("قتل 12 شخصا.", "Some 21 people were killed."),
        paragraph("قال: «سنبقى هنا».", "He said: “We will stay here."),
        paragraph("قال: سنبقى هنا.", "He said: We will stay here.”"),
        paragraph("قال: «سنبقى هنا ولن نرحل أبدا».", "They would stay there and never leave, in his view."),
        paragraph("زار «المدينة القديمة» أمس.", "He visited the old city yesterday."),
        paragraph("لم يغادر أحد المدينة.", "Everybody left the city."),
        paragraph("غادر الجميع المدينة.", "Nobody left the city; they did not go."),
        paragraph("غادر الجميع.", "They all left left the city."),
        paragraph("غادر الجميع.", "They  all left , they say ( all of them) together,before the others."),
        paragraph("غادر الجميع.", "They all left، they say."),
        paragraph("غادر الجميع.", "They \u{202e}all \u{202a}left\u{200f} the\u{200b} city\u{7}."),
        into_arabic("They all left.", "غادر\u{202b} الجميع."),
        paragraph(long, "The bridge opens."),
        paragraph(
            "أعلنت البلدية أن الجسر القديم سيفتح أمام المشاة.",
            &"The bridge opens to all. ".repeat(12),
        ),
        paragraph("زار المدينة أمس.", "He visited the مدينة yesterday."),
        paragraph("زار المدينة أمس.", "He visited the city yesterday.")
            .noted("The word is עיר in the original."),
        paragraph(
            "قتل الشاب.",
            "The brutal aggression by a mercenary made him a martyr, with collateral damage and an honour killing.",
        ),
        texts(("ar", "فتح الجسر"), ("en", "The old bridge has been opened"), &BlockKind::Headline),
        paragraph("زار حزب الله.", "He visited the Party of God.").agreed(
            "حزب الله",
            &["Hezbollah"],
            &["Party of God"],
        ),
        paragraph("زار حزب الله.", "He visited the Party of God.").agreed("حزب الله", &[], &["Party of God"]),
        paragraph("زار حزب الله.", "He visited them.").agreed("حزب الله", &["Hezbollah"], &[]),
        paragraph("نشر بيانا.", "He published it.").source_marked("بيانا", link("https://a.example/1")),
        paragraph("نشر بيانا.", "He published it.").target_marked("it", link("https://a.example/1")),
        paragraph("نشر بيانا.", "He published it.")
            .source_marked("بيانا", link("https://a.example/1"))
            .target_marked("it", link("https://b.example/2")),
        paragraph("نشر بيانا.", "He published it.").source_marked("بيانا", MarkKind::Strong),
        paragraph("نشر بيانا.", "He published it.").target_marked("it", MarkKind::Emphasis),
    ]
}

#[test]
fn what_the_checks_make_of_faulty_texts_is_told_as_a_whole() {
    let mut said = BTreeSet::new();
    for Texts { source, target, expected } in faulty() {
        let found = checks::look(&source, &target, &style(), &expected);
        for finding in found {
            let told = SENTENCES.iter().find(|(sentence, id)| {
                in_english().told_by(&[(sentence, id)], &finding.explanation, Said::of_a_gap).is_some()
            });
            let (_, id) = told.unwrap_or_else(|| panic!("nobody tells: {}", finding.explanation));
            said.insert(*id);
        }
    }
    let silent: Vec<_> = SENTENCES.iter().map(|(_, id)| *id).filter(|id| !said.contains(id)).collect();
    assert!(silent.is_empty(), "no check says {silent:?}");
}
