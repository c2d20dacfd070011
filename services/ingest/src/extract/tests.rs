use proptest::prelude::*;

use super::*;

fn read(html: &str) -> Vec<(BlockKind, String)> {
    blocks(html, Some("https://wadi.example/news/1")).unwrap()
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
    assert_eq!(plain, [(Paragraph, "أ < ب &amp;".to_owned()), (Paragraph, "ج".to_owned())]);
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
    assert_eq!(blocks(&("<blockquote>".repeat(500) + "عمق"), None).unwrap(), [(Quotation, "عمق".to_owned())]);
}

proptest! {
    #[test]
    fn no_block_holds_markup_or_nothing(parts in prop::collection::vec(part(), 0..40)) {
        for (kind, text) in blocks(&parts.concat(), None).unwrap() {
            let image = matches!(kind, Image { .. });
            prop_assert!(image || visible(&text));
            prop_assert!(!text.contains(['<', '\u{0}', '\t']) && !text.contains("  "), "{text:?}");
            prop_assert!(!text.contains("alert"), "{text:?}");
            prop_assert_eq!(text.trim(), &text);
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
        &["p", "div", "b", "blockquote", "li", "ul", "table", "td", "br", "h2", "title", "svg"][..],
    );
    prop_oneof![
        tag.clone().prop_map(|tag| format!("<{tag}>")),
        tag.prop_map(|tag| format!("</{tag}>")),
        Just("<script>alert(1)</script>".to_owned()),
        Just("<img src=https://a.example/i alt='صورة'>".to_owned()),
        "[ابتث \n\t\u{0}&;]{0,12}",
    ]
}
