//! A document and its notices as HTML and as plain text, for the bodies of an item on the wire.

use std::fmt::Write;

use contract::{Block, BlockKind, MarkKind, Stretch, is_on_the_web, publication::Edition, stretches};

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
        push_block(&mut html, block, &edition.notices.outlet.text);
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
    let blocks = body.map(|block| {
        let is_note = block.kind == BlockKind::Note;
        if is_note { format!("[{outlet}: {}]", block.text) } else { block.text.clone() }
    });
    let blocks = blocks.chain(notices.into_iter().cloned());
    blocks.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The block as its element; a note says that it is this outlet's.
fn push_block(html: &mut String, block: &Block, outlet: &str) {
    let (before, after) = match &block.kind {
        // These have places of their own.
        BlockKind::Headline | BlockKind::Byline => return,
        BlockKind::Note => return push_note(html, outlet, &block.text),
        BlockKind::Image { address } => return push_image(html, address, &block.text),
        BlockKind::Summary => ("<p class=\"summary\">", "</p>\n"),
        BlockKind::Heading => ("<h2>", "</h2>\n"),
        BlockKind::Paragraph => ("<p>", "</p>\n"),
        BlockKind::Quotation => ("<blockquote><p>", "</p></blockquote>\n"),
        BlockKind::ListItem => ("<li>", "</li>\n"),
        BlockKind::Caption => ("<p class=\"caption\">", "</p>\n"),
    };
    html.push_str(before);
    for stretch in stretches(&block.text, &block.marks) {
        match stretch {
            Stretch::Words(words) => html.push_str(&lines(words)),
            Stretch::Begins(kind) => begin(html, kind),
            Stretch::Ends(kind) => html.push_str(match kind {
                MarkKind::Emphasis => "</em>",
                MarkKind::Strong => "</strong>",
                MarkKind::Link { .. } => "</a>",
            }),
        }
    }
    html.push_str(after);
}

fn begin(html: &mut String, kind: &MarkKind) {
    match kind {
        MarkKind::Emphasis => html.push_str("<em>"),
        MarkKind::Strong => html.push_str("<strong>"),
        MarkKind::Link { address } => {
            // What a source links to is not recommended by the newsroom, and learns nothing of who reads it here.
            let _ = write!(html, "<a href=\"{}\" rel=\"nofollow noopener noreferrer\">", escape(address));
        }
    }
}

fn push_image(html: &mut String, address: &str, text: &str) {
    if is_on_the_web(address) {
        let _ = writeln!(html, "<figure><img src=\"{}\" alt=\"{}\"></figure>", escape(address), escape(text));
    }
}

/// A note says whose it is, so that nobody takes it for words of the source.
fn push_note(html: &mut String, outlet: &str, text: &str) {
    push(html, "<aside class=\"note\"><p><strong>", outlet, ":</strong> ");
    push(html, "", text, "</p></aside>\n");
}

fn push(html: &mut String, before: &str, text: &str, after: &str) {
    html.push_str(before);
    html.push_str(&lines(text));
    html.push_str(after);
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
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
    use contract::{Mark, Place};

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
    fn links_and_emphasis_are_elements_and_plain_text_has_none() {
        let mut edition = edition();
        let words = "Old & new bridge";
        let mark = |kind, bytes| Mark { kind, place: Place::of(bytes) };
        let address = "https://a.example/?a=1&b='\"><script>".to_owned();
        let mut document = document(vec![(BlockKind::Paragraph, words)]);
        document.blocks[0].marks = vec![
            mark(MarkKind::Link { address }, 0..words.len()),
            mark(MarkKind::Emphasis, 0..3),
            mark(MarkKind::Strong, 6..9),
        ];
        edition.document = document;
        let expected = "<p><a href=\"https://a.example/?a=1&amp;b=&#39;&quot;&gt;&lt;script&gt;\" \
            rel=\"nofollow noopener noreferrer\"><em>Old</em> &amp; <strong>new</strong> bridge</a></p>\n";
        assert!(html(&edition).starts_with(expected), "{}", html(&edition));
        assert!(text(&edition).starts_with("Old & new bridge\n\n"));
    }

    #[test]
    fn no_link_leads_anywhere_but_to_the_web() {
        let mut edition = edition();
        for hostile in [
            "javascript:alert(1)",
            "JAVASCRIPT://%0aalert(1)",
            "data:text/html,x",
            "\u{1}https://a",
            "mailto:a@b.example",
        ] {
            let mut document = document(vec![(BlockKind::Paragraph, "words")]);
            let kind = MarkKind::Link { address: hostile.to_owned() };
            document.blocks[0].marks = vec![Mark { kind, place: Place::of(0..5) }];
            edition.document = document;
            assert!(html(&edition).starts_with("<p>words</p>\n"), "{hostile}");
        }
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
