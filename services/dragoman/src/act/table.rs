//! Columns for a terminal. Text from outside is made harmless there, and right-to-left text does not jumble the line.

use std::fmt;

use unicode_width::UnicodeWidthStr;

/// Between two columns.
const GAP: &str = "  ";

/// A table with a heading for each column.
pub(crate) struct Table<const N: usize> {
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(crate) fn new(headings: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Self {
        let rows = std::iter::once(headings.map(str::to_owned)).chain(rows).collect();
        Self { rows }
    }
}

impl<const N: usize> fmt::Display for Table<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| self.rows.iter().map(|row| row[column].width()).max().unwrap_or_default();
        let widths: [usize; N] = std::array::from_fn(width);
        for (place, row) in self.rows.iter().enumerate() {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths) {
                line.push_str(cell);
                line.push_str(&" ".repeat(width - cell.width()));
                line.push_str(GAP);
            }
            if place > 0 {
                writeln!(f)?;
            }
            f.write_str(line.trim_end())?;
        }
        Ok(())
    }
}

/// Text from outside, on one line.
pub(crate) fn line(text: &str) -> String {
    isolated(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The same, cut to what fits a table.
pub(super) fn cut(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return line(text);
    }
    let beginning: String = text.chars().take(characters - 1).collect();
    line(&format!("{}…", beginning.trim_end()))
}

/// The same in lines of at most so many characters, where no word is longer. There is at least one.
pub(super) fn wrapped(text: &str, characters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is always one");
        if last.is_empty() {
            last.push_str(word);
        } else if last.chars().count() + 1 + word.chars().count() <= characters {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|text| line(text)).collect()
}

/// Text from outside, each line of it indented by so much.
pub(super) fn indented(text: &str, by: usize) -> String {
    let indent = " ".repeat(by);
    text.lines().map(|line| format!("{indent}{}", isolated(line))).collect::<Vec<_>>().join("\n")
}

/// Without what would steer a terminal, and with right-to-left text between FIRST STRONG ISOLATE and POP DIRECTIONAL
/// ISOLATE (Unicode Standard Annex 9).
fn isolated(text: &str) -> String {
    let harmless: String = text.chars().filter(|c| !c.is_control() && !steers_direction(*c)).collect();
    if harmless.chars().any(is_right_to_left) { format!("\u{2068}{harmless}\u{2069}") } else { harmless }
}

fn steers_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Hebrew, Arabic, Syriac, Thaana and their neighbours, with their presentation forms.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let rows = [
            ["1".to_owned(), line("قِطاف"), "x".to_owned()],
            ["22".to_owned(), "olive".to_owned(), "y".to_owned()],
        ];
        let shown = Table::new(["N", "WHAT", "END"], rows).to_string();
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "N   WHAT   END");
        assert_eq!(lines[1], "1   \u{2068}قِطاف\u{2069}   x");
        assert_eq!(lines[2], "22  olive  y");
    }

    #[test]
    fn text_from_outside_cannot_steer_the_terminal() {
        assert_eq!(line("a\u{1b}[31m b\nc\u{202e}d"), "a[31m b cd");
        assert_eq!(line("جسر\u{2069}x"), "\u{2068}جسرx\u{2069}");
    }

    #[test]
    fn a_long_text_is_wrapped_between_words() {
        assert_eq!(wrapped("all of it is  there, unabridged", 9), ["all of it", "is there,", "unabridged"]);
        assert_eq!(wrapped(" ", 9), [""]);
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(cut("short", 5), "short");
        assert_eq!(cut("too long", 5), "too…");
    }
}
