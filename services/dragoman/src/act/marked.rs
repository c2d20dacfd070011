//! Texts with their links and emphasis, for a terminal.

use contract::{Mark, MarkKind, Stretch, stretches};

/// The text with its marks as signs: `[words](address)`, `*emphasis*`, `**strong**`.
pub(super) fn marked(text: &str, marks: &[Mark]) -> String {
    let stretch = |stretch| match stretch {
        Stretch::Words(words) => words.to_owned(),
        Stretch::Begins(MarkKind::Link { .. }) => "[".to_owned(),
        Stretch::Ends(MarkKind::Link { address }) => format!("]({})", super::table::line(address)),
        Stretch::Begins(MarkKind::Emphasis) | Stretch::Ends(MarkKind::Emphasis) => "*".to_owned(),
        Stretch::Begins(MarkKind::Strong) | Stretch::Ends(MarkKind::Strong) => "**".to_owned(),
    };
    stretches(text, marks).into_iter().map(stretch).collect()
}

#[cfg(test)]
mod tests {
    use contract::Place;

    use super::*;

    #[test]
    fn marks_are_signs_around_their_words() {
        let mark = |kind, bytes| Mark { kind, place: Place::of(bytes) };
        let link = MarkKind::Link { address: "https://a.example".to_owned() };
        let marks = [mark(link, 0..12), mark(MarkKind::Strong, 4..12), mark(MarkKind::Emphasis, 13..17)];
        assert_eq!(marked("The minister said", &marks), "[The **minister**](https://a.example) *said*");
        assert_eq!(marked("The minister", &[]), "The minister");
    }
}
