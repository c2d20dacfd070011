//! How whole translations are looked at: what belongs together over blocks, what a newsroom sets, what findings are known by.

#![expect(clippy::unwrap_used, reason = "what does not hold fails the test")]

use checks::{Check, Finding, Level, Style, Waiver, look};
use contract::{Block, BlockId, BlockKind, Document, Mark, MarkKind, Place};

fn document(language: &str, texts: &[&str]) -> Document {
    let kind = |at| if at == 0 { BlockKind::Headline } else { BlockKind::Paragraph };
    let block = |(at, text): (u32, &&str)| Block::plain(BlockId(at), kind(at), (*text).to_owned());
    Document { language: language.parse().unwrap(), blocks: (0..).zip(texts).map(block).collect() }
}

fn findings(source: &Document, target: &Document) -> Vec<Finding> {
    look(source, target, &Style::default(), &[])
}

fn alarms(source: &Document, target: &Document) -> Vec<(u32, Check)> {
    let alarms = findings(source, target).into_iter().filter(|finding| finding.level > Level::Informs);
    alarms.map(|finding| (finding.block.0, finding.check)).collect()
}

#[test]
fn a_block_that_is_not_there_is_untranslated_and_blocks() {
    let source = document("ar", &["عنوان", "فقرة أولى.", "فقرة ثانية."]);
    let mut target = document("en", &["A headline", "A first paragraph.", "A second paragraph."]);
    assert_eq!(findings(&source, &target), []);
    target.blocks.remove(1);
    let found = findings(&source, &target);
    assert_eq!(
        (found.len(), found[0].block, found[0].check, found[0].level, found[0].target),
        (1, BlockId(1), Check::Untranslated, Level::Blocks, None)
    );
}

#[test]
fn a_headline_that_the_source_does_not_have_is_not_asked_for() {
    assert_eq!(findings(&document("ar", &["", "فقرة."]), &document("en", &["", "A paragraph."])), []);
}

#[test]
fn a_block_of_the_newsroom_is_looked_at_for_itself() {
    let source = document("ar", &["عنوان"]);
    let mut target = document("en", &["A headline"]);
    let note = |text: &str| Block::plain(BlockId(7), BlockKind::Paragraph, text.to_owned());
    target.blocks.push(note("This article was translated in 2026 and has not been verified."));
    assert_eq!(findings(&source, &target), []);
    target.blocks[1] = note("This article was translated  in 2026.");
    assert_eq!(alarms(&source, &target), [(7, Check::Spacing)]);
}

#[test]
fn a_block_of_the_newsroom_is_in_the_script_of_the_translation() {
    let source = document("ar", &["عنوان"]);
    let told = |language: &str, kind: BlockKind, text: &str| {
        let mut target = document(language, &["Headline"]);
        target.blocks.push(Block::plain(BlockId(7), kind, text.to_owned()));
        let found = findings(&source, &target).into_iter().filter(|finding| finding.block == BlockId(7));
        found.map(|finding| (finding.check, finding.level)).collect::<Vec<_>>()
    };
    let warned = [(Check::SourceLeft, Level::Warns)];
    assert_eq!(told("en", BlockKind::Byline, "By Rana al-Khatib"), []);
    assert_eq!(told("en", BlockKind::Byline, "By رنا الخطيب"), warned);
    assert_eq!(told("en", BlockKind::Summary, "The bridge is open again, مازن reports."), warned);
    assert_eq!(told("en", BlockKind::Note, "The word is הגשר in the original."), warned);
    // What is given in brackets is there on purpose.
    let informed = [(Check::SourceLeft, Level::Informs)];
    assert_eq!(told("en", BlockKind::Note, "The bridge (الجسر) was built in 1961."), informed);
    assert_eq!(told("ar", BlockKind::Byline, "رنا الخطيب، BBC"), []);
    assert_eq!(told("ar", BlockKind::Byline, "רנה, BBC"), warned);
}

#[test]
fn a_quotation_may_run_over_several_blocks() {
    let source = document("ar", &["", "وقال: «سنبقى هنا.", "ولن نرحل»."]);
    for target in [
        ["", "“We will stay here,” he said.", "“And we will not leave.”"],
        ["", "He said: “We will stay here.", "We will not leave.”"],
    ] {
        assert_eq!(alarms(&source, &document("en", &target)), [], "{target:?}");
    }
    let whole = document("ar", &["", "وقال: «سنبقى هنا».", "ثم غادر."]);
    let broken = document("en", &["", "He said: “We will stay here.", "Then he went."]);
    assert_eq!(alarms(&whole, &broken), [(1, Check::QuotationMark)]);
}

#[test]
fn a_finding_keeps_its_name_when_the_text_around_it_changes() {
    let source = document("ar", &["", "قتل 12 شخصا في القرية."]);
    let before = findings(&source, &document("en", &["", "The raid killed 21 people in the village."]));
    let after = findings(
        &source,
        &document("en", &["", "In the village, officials say, the raid killed 21 people."]),
    );
    assert_eq!((before.len(), before[0].id), (1, after[0].id));
    assert_ne!(before[0].target, after[0].target);
    let other = findings(&source, &document("en", &["", "The raid killed 22 people in the village."]));
    assert_ne!(before[0].id, other[0].id);
}

#[test]
fn a_waiver_covers_the_finding_that_it_names_and_no_other() {
    let source = document("ar", &["", "قتل 12 شخصا في القرية."]);
    let found = findings(&source, &document("en", &["", "The  raid killed 21 people  in the village."]));
    let number = found.iter().find(|finding| finding.check == Check::Number).unwrap();
    let reason = "the source was corrected by telephone".to_owned();
    let waiver = Waiver { finding: number.id, check: number.check, block: number.block, reason };
    let open: Vec<Check> =
        found.iter().filter(|finding| !waiver.covers(finding)).map(|finding| finding.check).collect();
    assert_eq!(open, [Check::Spacing, Check::Spacing]);
}

#[test]
fn the_same_fault_twice_has_two_names() {
    let target = document("en", &["", "One  two and one  two"]);
    let found = findings(&document("ar", &["", "واحد اثنان وواحد اثنان"]), &target);
    let spacing: Vec<&Finding> = found.iter().filter(|finding| finding.check == Check::Spacing).collect();
    assert_eq!(spacing.len(), 2);
    assert_ne!(spacing[0].id, spacing[1].id);
}

#[test]
fn a_newsroom_sets_the_level_of_a_check_or_leaves_it_out() {
    let source = document("ar", &["", "قتل 12 شخصا."]);
    let target = document("en", &["", "The raid killed  21 people."]);
    let style: Style =
        serde_json::from_str(r#"{"levels": {"number": "blocks"}, "left_out": ["spacing"]}"#).unwrap();
    let found = look(&source, &target, &style, &[]);
    assert_eq!(
        found.iter().map(|finding| (finding.check, finding.level)).collect::<Vec<_>>(),
        [(Check::Number, Level::Blocks)]
    );
}

#[test]
fn a_place_is_that_of_the_words_that_are_meant() {
    let source = document("ar", &["", "بلغت الكلفة 150 مليون يورو، بحسب البيان."]);
    let target = document("en", &["", "The cost came to $150 million, the statement said."]);
    let found = findings(&source, &target);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].target.unwrap().words(&target.blocks[1].text), Some("$150 million"));
    assert_eq!(found[0].source.unwrap().words(&source.blocks[1].text), Some("150 مليون يورو"));
    assert_eq!(found[0].explanation, "the source says “150 مليون يورو”; the translation says “$150 million”");
}

/// The text with a mark on these words of its second block.
fn marked(document: &Document, words: &str, kind: MarkKind) -> Document {
    let mut marked = document.clone();
    let start = marked.blocks[1].text.find(words).unwrap();
    marked.blocks[1].marks.push(Mark { kind, place: Place::of(start..start + words.len()) });
    marked
}

#[test]
fn a_link_that_leads_elsewhere_is_told_with_both_addresses() {
    let link = |address: &str| MarkKind::Link { address: address.to_owned() };
    let (source, target) =
        (document("ar", &["", "نشرت بيانا أمس."]), document("en", &["", "It issued a statement."]));
    let linked = marked(&source, "بيانا", link("https://a.example/1"));
    let lost = &findings(&linked, &target)[0];
    assert_eq!(lost.source.unwrap().words(&source.blocks[1].text), Some("بيانا"));
    assert_eq!((lost.check, lost.level, lost.target), (Check::Mark, Level::Warns, None));
    let elsewhere = &findings(&linked, &marked(&target, "a statement", link("https://b.example")))[0];
    assert_eq!(elsewhere.target.unwrap().words(&target.blocks[1].text), Some("a statement"));
    assert_eq!(
        elsewhere.explanation,
        "this link leads to https://b.example; in the source it leads to https://a.example/1"
    );
    assert_eq!(findings(&linked, &marked(&target, "statement", link("http://a.example/1/"))), []);
}

#[test]
fn an_explanation_quotes_no_more_than_is_read() {
    let long = "نص ".repeat(2_000);
    let address = format!("https://a.example/{}", "a".repeat(2_000));
    let source = document("ar", &["", long.trim()]);
    let linked = marked(&source, long.trim(), MarkKind::Link { address });
    let word = "a".repeat(10_000);
    let target = document("en", &["", &format!("{word} {word} https://{word}.example")]);
    let found = findings(&linked, &target);
    assert!(found.iter().all(|finding| finding.explanation.len() <= 600));
    let of = |check| &found.iter().find(|finding| finding.check == check).unwrap().explanation;
    assert!(of(Check::Mark).ends_with("the translation has none to there"));
    assert!(of(Check::Link).ends_with('…') && of(Check::RepeatedWord).ends_with('…'));
}

#[test]
fn lost_emphasis_informs() {
    let (source, target) =
        (document("ar", &["", "قال لا أكثر."]), document("en", &["", "“No more,” he said."]));
    let told = |source: &Document, target: &Document| {
        let found = findings(source, target).into_iter().filter(|finding| finding.check == Check::Mark);
        found.map(|finding| finding.level).collect::<Vec<_>>()
    };
    let [strong, weak] =
        [marked(&source, "لا أكثر", MarkKind::Strong), marked(&target, "No more", MarkKind::Emphasis)];
    assert_eq!(told(&strong, &target), [Level::Informs]);
    assert_eq!(told(&source, &weak), [Level::Informs]);
    assert_eq!(told(&strong, &weak), []);
}

#[test]
fn another_target_language_is_looked_at_by_its_own_words() {
    let source = document("en", &["", "The 12 men did not leave on 3 May, he said."]);
    let good = document("ar", &["", "قال إن الرجال الـ12 لم يغادروا في 3 أيار."]);
    assert_eq!(alarms(&source, &good), []);
    let faulty = document("ar", &["", "قال إن الرجال الـ13 غادروا, في 3 آذار."]);
    assert_eq!(
        alarms(&source, &faulty),
        [(1, Check::Negation), (1, Check::Number), (1, Check::Punctuation), (1, Check::Date)]
    );
    let french = document("fr", &["", "Les 12 hommes ne sont pas partis le 3 mai : il l'a dit ?"]);
    assert_eq!(alarms(&source, &french), []);
}

#[test]
fn a_language_that_is_not_known_is_looked_at_as_far_as_signs_go() {
    let source = document("sw", &["", "Watu 12 walifika tarehe 3."]);
    assert_eq!(alarms(&source, &document("en", &["", "Twelve people arrived on the 3rd."])), []);
    assert_eq!(
        alarms(&source, &document("en", &["", "Some 15 people arrived on the 3rd."])),
        [(1, Check::Number)]
    );
}
