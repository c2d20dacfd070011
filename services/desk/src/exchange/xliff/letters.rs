//! Characters as XML holds them: nothing is lost, and what XML 1.0 cannot hold is a `<cp>` where that may stand.

use std::fmt::Write as _;

/// Whether a character may stand in an XML 1.0 document.
const fn is_allowed(letter: char) -> bool {
    !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Writes text that is read again just as it is.
pub(super) fn content(xml: &mut String, text: &str) {
    for letter in text.chars() {
        if is_allowed(letter) {
            escaped(xml, letter);
        } else {
            let _ = write!(xml, "<cp hex=\"{:04X}\"/>", u32::from(letter));
        }
    }
}

/// Writes text where only characters may stand: those that XML cannot hold are shown as lost.
pub(super) fn plain(xml: &mut String, text: &str) {
    for letter in text.chars() {
        escaped(xml, if is_allowed(letter) { letter } else { char::REPLACEMENT_CHARACTER });
    }
}

/// The same within an attribute, where tabs and line breaks would be read as spaces.
pub(super) fn attribute(xml: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' => {
                let _ = write!(xml, "&#x{:X};", u32::from(letter));
            }
            letter => plain(xml, letter.encode_utf8(&mut [0; 4])),
        }
    }
}

fn escaped(xml: &mut String, letter: char) {
    match letter {
        '&' => xml.push_str("&amp;"),
        '<' => xml.push_str("&lt;"),
        '>' => xml.push_str("&gt;"),
        // As it is, it would be read as a line feed.
        '\r' => xml.push_str("&#xD;"),
        letter => xml.push(letter),
    }
}
