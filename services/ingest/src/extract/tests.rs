use contract::{MARKS_MOST, MarkKind};
use proptest::prelude::*;

use super::*;

const BASE: &str = "https://wadi.example/news/1";

fn read(html: &str) -> Vec<(BlockKind, String)> {
    let blocks = blocks(html, Some(BASE)).unwrap();
    blocks.into_iter().map(|block| (block.kind, block.text)).collect()
}

fn expect(html: &str, expected: &[(BlockKind, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(kind, text)| (kind.clone(), (*text).to_owned())).collect();
    assert_eq!(read(html), expected, "{html}");
}

fn image(address: &str) -> BlockKind {
    Image { address: address.to_owned() }
}

use BlockKind::{Caption, Heading, Image, ListItem, Paragraph, Quotation};

#[test]
fn each_tag_becomes_its_kind_of_block() {
    expect(
        "<h2>عنوان فرعي</h2><p>نص  أول</p><blockquote><p>قول</p></blockquote><ul><li>بند<li><p>آخر</p></ul>\
         <figure><img src='/a.jpg' alt='سد على النهر'><figcaption>السد</figcaption></figure>",
        &[
            (Heading, "عنوان فرعي"),
            (Paragraph, "نص أول"),
            (Quotation, "قول"),
            (ListItem, "بند"),
            (ListItem, "آخر"),
            (image("https://wadi.example/a.jpg"), "سد على النهر"),
            (Caption, "السد"),
        ],
    );
}

#[test]
fn what_acts_is_gone_with_its_text() {
    expect(
        "<p onclick='x()'>قبل</p><script>alert('<p>لا')</script><style>p{}</style><iframe src='https://a.example'>إطار</iframe>\
         <svg><text>رسم</text></svg><noscript>لا</noscript><a href='javascript:x()'>بعد</a><!-- ملاحظة -->",
        &[(Paragraph, "قبل"), (Paragraph, "بعد")],
    );
}

#[test]
fn a_break_is_a_line_feed_and_two_begin_a_block() {
    expect(
        "<p>أول<br>ثان<br> <br/>ثالث<br></p><p>رابع</p>",
        &[(Paragraph, "أول\nثان"), (Paragraph, "ثالث"), (Paragraph, "رابع")],
    );
}

#[test]
fn text_without_blocks_is_paragraphs_between_blank_lines() {
    expect(
        "فقرة <b>أولى\nتتمة</b>\r\n \r\nثانية &amp; أخيرة",
        &[(Paragraph, "فقرة أولى تتمة"), (Paragraph, "ثانية & أخيرة")],
    );
    let plain = paragraphs("أ < ب &amp;\n\n\n \u{200f}\n\nج");
    assert_eq!(plain, ["أ < ب &amp;", "ج"].map(|text| Unnumbered::plain(Paragraph, text)));
}

#[test]
fn text_beside_tags_and_in_tables_is_paragraphs() {
    expect(
        "قبل<div>داخل<p>فقرة</p>بعد</div><table><tr><td>خلية</td><td>أخرى</td></tr></table>ذيل",
        &[
            (Paragraph, "قبل"),
            (Paragraph, "داخل"),
            (Paragraph, "فقرة"),
            (Paragraph, "بعد"),
            (Paragraph, "خلية"),
            (Paragraph, "أخرى"),
            (Paragraph, "ذيل"),
        ],
    );
}

#[test]
fn the_innermost_kind_holds() {
    expect(
        "<blockquote><ul><li><div>بند</div></li></ul>قول</blockquote>بعد",
        &[(ListItem, "بند"), (Quotation, "قول"), (Paragraph, "بعد")],
    );
}

#[test]
fn entities_are_decoded_once_and_spaces_collapsed() {
    expect(
        "<p>&amp;lt;b&amp;gt; &quot;أ&quot;&nbsp;&#1576;\u{a0}\n\t</p>",
        &[(Paragraph, "&lt;b&gt; \"أ\" ب")],
    );
}

#[test]
fn nothing_empty_is_kept() {
    expect("<p> </p><p>&nbsp;</p><p>\u{200f}\u{feff}</p><p><br></p><ul><li></li></ul>", &[]);
}

#[test]
fn an_image_in_a_sentence_follows_it() {
    expect(
        "<p>أول <img src='https://a.example/1.png'> آخر</p>",
        &[(Paragraph, "أول آخر"), (image("https://a.example/1.png"), "")],
    );
}

#[test]
fn pictures_that_count_readers_or_lead_nowhere_are_gone() {
    expect(
        "<img src='https://a.example/p' width=1 height=1><img src='data:image/png;base64,AA'><img alt='x'><img src='//b.example/2.png'>",
        &[(image("https://b.example/2.png"), "")],
    );
    assert_eq!(blocks("<img src='/relative.png'>", None).unwrap(), []);
}

#[test]
fn a_text_nested_without_end_is_refused() {
    assert_eq!(blocks(&"<div>".repeat(100_000), None), Err(Tangled));
    let deep = blocks(&("<blockquote>".repeat(500) + "عمق"), None);
    assert_eq!(deep.unwrap(), [Unnumbered::plain(Quotation, "عمق")]);
}

/// The marks of the only block, each as its words and what it is.
fn marked(html: &str) -> Vec<(String, MarkKind)> {
    let blocks = blocks(html, Some(BASE)).unwrap();
    let [block] = &blocks[..] else { panic!("{blocks:?}") };
    let words = |mark: &contract::Mark| mark.place.words(&block.text).unwrap().to_owned();
    block.marks.iter().map(|mark| (words(mark), mark.kind.clone())).collect()
}

fn expect_marks(html: &str, expected: &[(&str, MarkKind)]) {
    let expected: Vec<_> = expected.iter().map(|(words, kind)| ((*words).to_owned(), kind.clone())).collect();
    assert_eq!(marked(html), expected, "{html}");
}

fn link(address: &str) -> MarkKind {
    MarkKind::Link { address: address.to_owned() }
}

use MarkKind::{Emphasis, Strong};

#[test]
fn links_and_emphasis_are_marks_on_their_words() {
    expect_marks(
        "<p>\n قال <a href='https://a.example/x?a=1&amp;b=2'> الوزير  السابق </a>\n <em>إن</em><i>ه</i> <b> لا </b>يعلم</p>",
        &[("الوزير السابق", link("https://a.example/x?a=1&b=2")), ("إنه", Emphasis), ("لا", Strong)],
    );
    expect_marks("<p>قبل<br><strong>بعد<br>ذلك</strong></p>", &[("بعد\nذلك", Strong)]);
    expect_marks("نص بلا <a href='/2'>فقرات</a>", &[("فقرات", link("https://wadi.example/2"))]);
}

#[test]
fn marks_nest_and_the_longer_comes_first() {
    expect_marks(
        "<p><b><a href='2.html'>أول</a> <i>ثان</i></b> <em><em>ثالث</em></em></p>",
        &[
            ("أول ثان", Strong),
            ("أول", link("https://wadi.example/news/2.html")),
            ("ثان", Emphasis),
            ("ثالث", Emphasis),
        ],
    );
    expect_marks("<p><b>أ<i>ب</b>ج</i></p>", &[("أب", Strong), ("بج", Emphasis)]);
}

#[test]
fn a_mark_over_several_blocks_is_one_in_each() {
    let blocks = blocks("<b><p>أول</p><p>ثان <i>ثالث</i></p></b><p>رابع</p>", None).unwrap();
    let of = |at: usize| blocks[at].marks.iter().map(|mark| mark.kind.clone()).collect::<Vec<_>>();
    assert_eq!((of(0), of(1), of(2)), (vec![Strong], vec![Strong, Emphasis], vec![]));
}

#[test]
fn links_that_lead_nowhere_and_marks_on_nothing_are_gone() {
    for nothing in [
        "<a href='javascript:alert(1)'>نص</a>",
        "<a href=' java\tscript:alert(1)'>نص</a>",
        "<a href='JaVaScRiPt&colon;alert(1)'>نص</a>",
        "<a href='data:text/html,x'>نص</a>",
        "<a href='vbscript:x'>نص</a>",
        "<a href='file:///etc/passwd'>نص</a>",
        "<a href='http://'>نص</a>",
        "<a name='x'>نص</a>",
        "<a href='https://a.example'></a>نص<b> </b><em>\u{200f}</em><i><br></i>",
        "<a href='https://a.example'><img src='javascript:x'></a>نص",
    ] {
        expect_marks(&format!("<p>{nothing}</p>"), &[]);
    }
    let long = format!("<p><a href='https://a.example/{}'>نص</a></p>", "a".repeat(5000));
    expect_marks(&long, &[]);
    assert_eq!(blocks("<p><a href='/x'>نص</a></p>", None).unwrap()[0].marks, []);
}

#[test]
fn a_block_has_a_bounded_number_of_marks_however_they_are_nested() {
    let many = (0..500).map(|n| format!("<a href='/{n}'>{n}</a> ")).collect::<Vec<_>>().concat();
    assert_eq!(marked(&format!("<p>{many}</p>")).len(), MARKS_MOST);
    let deep = format!("<p>{}نص{}</p>", "<b><i>".repeat(300), "</i></b>".repeat(300));
    expect_marks(&deep, &[("نص", Emphasis), ("نص", Strong)]);
}

proptest! {
    #[test]
    fn no_block_holds_markup_or_nothing(parts in prop::collection::vec(part(), 0..40)) {
        for Unnumbered { kind, text, marks } in blocks(&parts.concat(), None).unwrap() {
            let image = matches!(kind, Image { .. });
            prop_assert!(image || visible(&text));
            prop_assert!(!text.contains(['<', '\u{0}', '\t']) && !text.contains("  "), "{text:?}");
            prop_assert!(!text.contains("alert"), "{text:?}");
            prop_assert_eq!(text.trim(), &text);
            prop_assert!(marks.is_sorted_by_key(|mark| mark.place.start) && marks.len() <= MARKS_MOST);
            for mark in marks {
                let words = mark.place.words(&text);
                prop_assert!(words.is_some_and(|words| visible(words) && words.trim() == words), "{words:?}");
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(html in any::<String>()) {
        let _ = blocks(&html, Some(&html));
        let _ = paragraphs(&html);
    }
}

fn part() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(
        &[
            "p",
            "div",
            "b",
            "em",
            "a href='/x'",
            "a",
            "blockquote",
            "li",
            "ul",
            "table",
            "td",
            "br",
            "h2",
            "title",
            "svg",
        ][..],
    );
    prop_oneof![
        tag.clone().prop_map(|tag| format!("<{tag}>")),
        tag.prop_map(|tag| format!("</{tag}>")),
        Just("<script>alert(1)</script>".to_owned()),
        Just("<img src=https://a.example/i alt='صورة'>".to_owned()),
        "[ابتث \n\t\u{0}&;]{0,12}",
    ]
}
