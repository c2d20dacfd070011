//! Bytes → text, also where what they say of their encoding is not so.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// No encoding fits the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Undecodable;

/// How far into a document its XML declaration may reach.
const DECLARATION_BYTES_MOST: usize = 1024;

/// In UTF-8 with some damage there are at least this many sound characters beyond ASCII for each broken one.
const SOUND_PER_BROKEN: usize = 20;

/// The text of the bytes, without byte order mark.
///
/// Believed in this order: a byte order mark; bytes that are UTF-8; the charset of `content_type` (HTTP); the encoding
/// in the XML declaration; a guess from the letters. A declaration that the bytes contradict is passed over. Characters
/// are replaced by U+FFFD only where UTF-8 itself is damaged in a few places, as by a text cut within a letter.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> Result<String, Undecodable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && let Some(text) = exact(encoding, &bytes[mark..])
    {
        return Ok(text);
    }
    if let Some(text) = unmarked_utf_16(bytes).and_then(|encoding| exact(encoding, bytes)) {
        return Ok(text);
    }
    let declared = [content_type.and_then(charset), declaration(bytes).and_then(encoding_attribute)];
    let declared = || declared.iter().flatten().filter_map(|label| Encoding::for_label(label.as_bytes()));
    // Text in UTF-8 is hardly ever anything else, unless it is ASCII with escapes, as in ISO-2022-JP.
    let escapes = bytes.is_ascii() && bytes.contains(&0x1b);
    if !escapes && let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    if let Some(text) = damaged_utf_8(bytes) {
        return Ok(text);
    }
    let guess = guess(bytes);
    let believed = declared()
        .filter(|&encoding| encoding != WINDOWS_1252 || guess == WINDOWS_1252 || !letters_crowd(bytes));
    believed.chain([guess]).find_map(|encoding| exact(encoding, bytes)).ok_or(Undecodable)
}

/// The text without its XML declaration: what it says of the encoding no longer holds.
pub fn without_declaration(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match declaration(text.as_bytes()) {
        Some(declaration) => text[declaration.len()..].trim_start(),
        None => text,
    }
}

fn exact(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Markup begins with `<` or `{`: in UTF-16 a zero byte stands beside it.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b'<' | b'{', ..] => Some(UTF_16BE),
        [b'<' | b'{', 0, ..] => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-8 with few breaks among many sound characters.
fn damaged_utf_8(bytes: &[u8]) -> Option<String> {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (sound >= broken * SOUND_PER_BROKEN).then(|| String::from_utf8_lossy(bytes).into_owned())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// In Western text letters beyond ASCII stand alone; where they mostly stand together, the text is of another script
/// and only declared Western, as servers do by default.
fn letters_crowd(bytes: &[u8]) -> bool {
    let beyond = |byte: &u8| *byte >= 0xc0;
    let all = bytes.iter().filter(|byte| beyond(byte)).count();
    let together = bytes.windows(2).filter(|pair| pair.iter().all(beyond)).count();
    together * 2 > all
}

/// `charset` of a content type, as in `text/xml; charset="utf-8"`.
fn charset(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// `<?xml … ?>`, where the bytes begin with it.
fn declaration(bytes: &[u8]) -> Option<&[u8]> {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let bytes = &bytes[start..];
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES_MOST)];
    if !head.starts_with(b"<?xml") {
        return None;
    }
    head.windows(2).position(|pair| pair == b"?>").map(|end| &head[..end + 2])
}

fn encoding_attribute(declaration: &[u8]) -> Option<String> {
    let declaration = String::from_utf8_lossy(declaration);
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use encoding_rs::{ISO_8859_6, UTF_8, WINDOWS_1256};

    use super::*;

    const NEWS: &str = "أعلنت وزارة المياه اليوم أن العمل في السد الجديد يبدأ في الربيع، وقال الوزير إن المشروع يخدم القرى كلها.";

    fn document(encoding: &str) -> String {
        format!("<?xml version=\"1.0\" encoding='{encoding}'?>\n<rss>{NEWS}</rss>")
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_declared_encoding_is_used() {
        for encoding in [WINDOWS_1256, ISO_8859_6, UTF_8] {
            let text = document(encoding.name()).replace('،', ",");
            let (bytes, _, unmappable) = encoding.encode(&text);
            assert!(!unmappable);
            assert_eq!(decode(&bytes, None).unwrap(), text, "{}", encoding.name());
        }
    }

    #[test]
    fn the_charset_of_http_goes_before_the_declaration() {
        let text = document("iso-8859-6");
        let bytes = WINDOWS_1256.encode(&text).0;
        assert_eq!(decode(&bytes, Some("text/xml; charset=\"windows-1256\"")).unwrap(), text);
    }

    #[test]
    fn utf_8_is_found_out_whatever_is_declared() {
        for lie in ["windows-1256", "iso-8859-1", "utf-16", "nonsense"] {
            let text = document(lie);
            assert_eq!(decode(text.as_bytes(), Some("text/xml; charset=iso-8859-1")).unwrap(), text);
        }
    }

    #[test]
    fn arabic_that_says_it_is_utf_8_or_western_is_found_out() {
        for lie in ["utf-8", "iso-8859-1", "us-ascii", "nonsense"] {
            let text = document(lie);
            for encoding in [WINDOWS_1256, ISO_8859_6] {
                let bytes = encoding.encode(&text).0;
                assert_eq!(decode(&bytes, None).unwrap(), text, "{} as {lie}", encoding.name());
            }
        }
    }

    #[test]
    fn utf_16_is_read_with_and_without_mark() {
        let text = document("utf-8");
        for bytes in [utf_16(&text, u16::to_le_bytes), utf_16(&text, u16::to_be_bytes)] {
            assert_eq!(decode(&bytes, None).unwrap(), text);
        }
        assert_eq!(decode(&utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes), None).unwrap(), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes(), None).unwrap(), text);
    }

    #[test]
    fn a_letter_cut_in_two_does_not_spoil_the_rest() {
        let mut bytes = document("utf-8").into_bytes();
        let cut = bytes.len() - "</rss>".len() - 3;
        bytes.remove(cut);
        let text = decode(&bytes, None).unwrap();
        assert!(text.contains("أعلنت وزارة المياه") && text.contains('\u{fffd}'), "{text}");
    }

    #[test]
    fn western_text_stays_western() {
        let text = "<?xml version='1.0' encoding='iso-8859-1'?><rss>Müller café à Genève, élève</rss>";
        assert_eq!(decode(&WINDOWS_1252.encode(text).0, None).unwrap(), text);
    }

    #[test]
    fn the_declaration_goes_and_the_rest_stays() {
        assert_eq!(without_declaration("\u{feff}\n<?xml version='1.0' encoding='x'?>\n<rss/>"), "<rss/>");
        assert_eq!(without_declaration("<rss/>"), "<rss/>");
        assert_eq!(without_declaration("<?xml <rss/>"), "<?xml <rss/>");
    }
}
