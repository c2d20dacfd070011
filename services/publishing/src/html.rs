//! A document and its notices as HTML and as plain text, for the bodies of an item on the wire.

use std::fmt::Write;

use contract::{Block, BlockKind, publication::Edition};

/// The piece as HTML, without its headline; attribution and disclaimer at the end.
pub(crate) fn html(edition: &Edition) -> String {
    let mut html = String::new();
    let mut in_list = false;
    for block in edition.document.body() {
        let item = block.kind == BlockKind::ListItem;
        if item != in_list {
            html.push_str(if item { "<ul>\n" } else { "</ul>\n" });
            in_list = item;
        }
        match block.kind {
            BlockKind::Note => push_note(&mut html, &edition.notices.outlet.text, &block.text),
            // It has a place of its own.
            BlockKind::Byline => {}
            BlockKind::Headline
            | BlockKind::Heading
            | BlockKind::Paragraph
            | BlockKind::Quotation
            | BlockKind::ListItem
            | BlockKind::Caption
            | BlockKind::Image { .. }
            | BlockKind::Summary => push_block(&mut html, block),
        }
    }
    if in_list {
        html.push_str("</ul>\n");
    }
    let notices = &edition.notices;
    push(&mut html, "<p class=\"attribution\">", &notices.attribution.text, "</p>\n");
    push(&mut html, "<p class=\"disclaimer\">", &notices.disclaimer.text, "</p>\n");
    html
}

/// The piece as plain text, without its headline; blocks are separated by empty lines.
pub(crate) fn text(edition: &Edition) -> String {
    let notices = [&edition.notices.attribution.text, &edition.notices.disclaimer.text];
    let body = edition.document.body().filter(|block| block.kind != BlockKind::Byline);
    let outlet = &edition.notices.outlet.text;
    let blocks = body.map(|block| match block.kind {
        BlockKind::Note => format!("[{outlet}: {}]", block.text),
        BlockKind::Headline
        | BlockKind::Heading
        | BlockKind::Paragraph
        | BlockKind::Quotation
        | BlockKind::ListItem
        | BlockKind::Caption
        | BlockKind::Image { .. }
        | BlockKind::Summary
        | BlockKind::Byline => block.text.clone(),
    });
    let blocks = blocks.chain(notices.into_iter().cloned());
    blocks.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn push_block(html: &mut String, block: &Block) {
    let text = &block.text;
    match &block.kind {
        // These have places of their own, or are marked as whose they are.
        BlockKind::Headline | BlockKind::Byline | BlockKind::Note => {}
        BlockKind::Summary => push(html, "<p class=\"summary\">", text, "</p>\n"),
        BlockKind::Heading => push(html, "<h2>", text, "</h2>\n"),
        BlockKind::Paragraph => push(html, "<p>", text, "</p>\n"),
        BlockKind::Quotation => push(html, "<blockquote><p>", text, "</p></blockquote>\n"),
        BlockKind::ListItem => push(html, "<li>", text, "</li>\n"),
        BlockKind::Caption => push(html, "<p class=\"caption\">", text, "</p>\n"),
        BlockKind::Image { address } => {
            if let Some(address) = on_the_web(address) {
                let _ = writeln!(
                    html,
                    "<figure><img src=\"{}\" alt=\"{}\"></figure>",
                    escape(address),
                    escape(text)
                );
            }
        }
    }
}

/// A note says whose it is, so that nobody takes it for words of the source.
fn push_note(html: &mut String, outlet: &str, text: &str) {
    push(html, "<aside class=\"note\"><p><strong>", outlet, ":</strong> ");
    push(html, "", text, "</p></aside>\n");
}

fn push(html: &mut String, before: &str, text: &str, after: &str) {
    html.push_str(before);
    html.push_str(&escape(text).replace('\n', "<br>"));
    html.push_str(after);
}

fn on_the_web(address: &str) -> Option<&str> {
    (address.starts_with("https://") || address.starts_with("http://")).then_some(address)
}

/// Text that stands in HTML, in an element or in a quoted attribute, as text.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{fixtures::document, ninjs::tests::edition};

    #[test]
    fn blocks_become_their_elements_and_lists_are_one() {
        let html = html(&edition());
        assert!(
            html.starts_with("<p>The bridge was reopened this morning,<br>the council said.</p>\n"),
            "{html}"
        );
        assert!(html.contains("<ul>\n<li>Two lanes</li>\n<li>One path</li>\n</ul>\n<figure>"), "{html}");
        assert!(html.contains("<blockquote><p>“We walked across at dawn.”</p></blockquote>"), "{html}");
        assert!(!html.contains("Old bridge reopens"), "the headline has a place of its own: {html}");
        assert!(html.trim_end().ends_with("responsibility lies with the author.</p>"), "{html}");
    }

    #[test]
    fn a_list_at_the_end_is_closed_before_the_notices() {
        let mut edition = edition();
        edition.document = document(vec![(BlockKind::Headline, "h"), (BlockKind::ListItem, "one")]);
        assert!(html(&edition).starts_with("<ul>\n<li>one</li>\n</ul>\n<p class=\"attribution\">"));
    }

    #[test]
    fn what_the_newsroom_adds_is_marked_as_such_and_the_byline_stands_elsewhere() {
        let mut edition = edition();
        edition.document = document(vec![
            (BlockKind::Headline, "h"),
            (BlockKind::Summary, "In short."),
            (BlockKind::Byline, "By the desk"),
            (BlockKind::Note, "Wadi is <north>."),
        ]);
        let html = html(&edition);
        let expected = "<p class=\"summary\">In short.</p>\n<aside class=\"note\"><p><strong>The Harbour Desk:</strong> Wadi \
                        is &lt;north&gt;.</p></aside>\n";
        assert!(html.starts_with(expected), "{html}");
        assert!(!html.contains("By the desk"));
        assert!(text(&edition).starts_with("In short.\n\n[The Harbour Desk: Wadi is <north>.]\n\n"));
    }

    #[test]
    fn text_stays_text_whatever_stands_in_it() {
        let mut edition = edition();
        let hostile = "</p><script>alert('1')</script> & \"quoted\"";
        let image = |address: &str| BlockKind::Image { address: address.to_owned() };
        edition.document = document(vec![
            (BlockKind::Paragraph, hostile),
            (image("https://a.example/?a=\"><script>"), hostile),
            (image("javascript:alert(1)"), hostile),
        ]);
        let html = html(&edition);
        assert!(!html.contains("<script") && !html.contains("javascript:"), "{html}");
        assert!(html.contains(
            "<p>&lt;/p&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;</p>"
        ));
        assert!(text(&edition).starts_with(hostile));
    }
}
