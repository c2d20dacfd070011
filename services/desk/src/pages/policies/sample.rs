//! How policies look under a piece, before they are in force. What is published is filled in by publishing itself.

use contract::{Language, PolicyId, PolicyKind};

use super::super::text::Headline;
use crate::{
    board::{Board, PieceRow},
    reader::{Reader, Speech},
};

/// What can stand in braces.
pub(super) const PLACEHOLDERS: [&str; 6] =
    ["outlet", "source", "address", "authors", "translators", "editor"];

/// A piece with the notices that stand under it.
pub(super) struct Sample {
    pub(super) headline: Headline,
    pub(super) outlet: String,
    pub(super) notices: Vec<String>,
}

/// What the braces are filled in with.
struct Names {
    outlet: String,
    source: String,
    address: String,
    authors: String,
    translators: String,
    editor: String,
}

impl Sample {
    /// As it would look if this text were in force, under the newest piece in its language that was published.
    pub(super) fn new(board: &Board, id: &PolicyId, text: &str, reader: Reader) -> Self {
        // What stands in for names is in the language of the piece, where the desk speaks it.
        let speech = Speech::of(id.language.as_str()).unwrap_or(Speech::English);
        let reader = Reader { speech, ..reader };
        let of = |kind: PolicyKind| {
            if kind == id.kind {
                return Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            }
            let policy = PolicyId { kind, language: id.language.clone() };
            board.policies.get(&policy).map(|row| row.text.clone())
        };
        let piece = board.pieces.published().find(|row| row.id.language == id.language);
        let outlet = of(PolicyKind::Outlet).unwrap_or_else(|| reader.say("policies-no-outlet"));
        let names = Names::new(board, piece, outlet.clone(), reader);
        let notices = [PolicyKind::Attribution, PolicyKind::Disclaimer, PolicyKind::Rights];
        Self {
            headline: headline(piece, &id.language, reader),
            outlet,
            notices: notices.into_iter().filter_map(of).map(|text| names.fill(&text)).collect(),
        }
    }
}

fn headline(piece: Option<&PieceRow>, language: &Language, reader: Reader) -> Headline {
    if let Some(words) = piece.and_then(|row| row.translated_headline.as_deref()) {
        return reader.headline(language, words);
    }
    let tongue = reader.tongue(&reader.speech.tag().parse().expect("the desk's languages have tags"));
    Headline { tongue, words: reader.say("policies-sample-headline") }
}

impl Names {
    fn new(board: &Board, piece: Option<&PieceRow>, outlet: String, reader: Reader) -> Self {
        let article = piece.and_then(|row| board.articles.get(&row.id.article));
        let source =
            piece.map_or_else(|| reader.say("policies-sample-source"), |row| row.source_name.clone());
        let address = article.and_then(|article| article.row.address.clone());
        let authors = article.map(|article| article.row.authors.join(", ")).filter(|names| !names.is_empty());
        Self {
            outlet,
            // Where the source told none, its name stands for it.
            address: address.unwrap_or_else(|| match piece {
                Some(_) => source.clone(),
                None => "https://example.org/1".to_owned(),
            }),
            authors: authors.unwrap_or_else(|| source.clone()),
            source,
            translators: reader.say("policies-sample-translator"),
            editor: reader.say("policies-sample-editor"),
        }
    }

    /// Every name in braces, once: what was filled in is not looked at again.
    fn fill(&self, text: &str) -> String {
        let (mut filled, mut rest) = (String::new(), text);
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at..];
            let name = PLACEHOLDERS
                .into_iter()
                .find(|name| rest[1..].strip_prefix(name).is_some_and(|behind| behind.starts_with('}')));
            if let Some(name) = name {
                filled.push_str(self.value(name));
                rest = &rest[name.len() + 2..];
            } else {
                filled.push('{');
                rest = &rest[1..];
            }
        }
        filled + rest
    }

    fn value(&self, name: &str) -> &str {
        match name {
            "outlet" => &self.outlet,
            "source" => &self.source,
            "address" => &self.address,
            "authors" => &self.authors,
            "translators" => &self.translators,
            _ => &self.editor,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::in_english;

    #[test]
    fn a_policy_is_seen_under_a_piece_before_it_is_in_force() {
        let id: PolicyId = "disclaimer-en".parse().unwrap();
        let text = "Translated by {outlet}. {outlet}{ {x} {source}";
        let sample = Sample::new(&Board::default(), &id, text, in_english());
        let (outlet, source) = (&sample.outlet, in_english().say("policies-sample-source"));
        assert_eq!(sample.notices, [format!("Translated by {outlet}. {outlet}{{ {{x}} {source}")]);
    }

    #[test]
    fn what_was_filled_in_is_not_filled_in_again() {
        let id: PolicyId = "outlet-en".parse().unwrap();
        let mut board = Board::default();
        let disclaimer = crate::board::PolicyRow {
            id: "disclaimer-en".parse().unwrap(),
            text: "By {outlet}.".to_owned(),
            version: 1,
            enacted_at: chrono::DateTime::UNIX_EPOCH,
        };
        board.policies.insert(disclaimer.id.clone(), disclaimer);
        assert_eq!(Sample::new(&board, &id, "{source}", in_english()).notices, ["By {source}."]);
    }
}
