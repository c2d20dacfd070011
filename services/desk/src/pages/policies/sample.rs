//! How policies look under a piece, before they are in force. What is published is filled in by publishing itself.

use contract::{Language, PolicyId, PolicyKind, publication::Edition};

use super::super::{facts, text::Headline};
use crate::{
    board::Board,
    problem::Problem,
    reader::{Reader, Speech},
    state::State,
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

/// The newest edition in this language, if there is one.
pub(super) async fn newest(state: &State, language: &Language) -> Result<Option<Edition>, Problem> {
    let sequence = state.board.read().pieces.newest_in(language).and_then(|piece| piece.edition);
    match sequence {
        Some(sequence) => facts::edition(state, sequence).await.map(Some),
        None => Ok(None),
    }
}

impl Sample {
    /// As it would look if this text were in force, under this edition; under one of our own where there is none yet.
    pub(super) fn new(
        board: &Board,
        id: &PolicyId,
        text: &str,
        edition: Option<&Edition>,
        reader: Reader,
    ) -> Self {
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
        let outlet = of(PolicyKind::Outlet).unwrap_or_else(|| reader.say("policies-no-outlet"));
        let names = match edition {
            Some(edition) => Names::of(edition, outlet.clone()),
            None => Names::invented(outlet.clone(), reader),
        };
        let notices = [PolicyKind::Attribution, PolicyKind::Disclaimer, PolicyKind::Rights];
        Self {
            headline: headline(edition, &id.language, reader),
            outlet,
            notices: notices.into_iter().filter_map(of).map(|text| names.fill(&text)).collect(),
        }
    }
}

fn headline(edition: Option<&Edition>, language: &Language, reader: Reader) -> Headline {
    if let Some(edition) = edition {
        return reader.headline(language, edition.document.headline());
    }
    let tongue = reader.tongue(&reader.speech.tag().parse().expect("the desk's languages have tags"));
    Headline { tongue, words: reader.say("policies-sample-headline") }
}

impl Names {
    /// As publishing fills them in: where the source told no address or author, its name stands for both.
    fn of(edition: &Edition, outlet: String) -> Self {
        let origin = &edition.origin;
        let authors = origin.authors.join(", ");
        let translators: Vec<&str> = edition.translators.iter().map(|credit| credit.name.as_str()).collect();
        Self {
            outlet,
            source: origin.source_name.clone(),
            address: origin.address.clone().unwrap_or_else(|| origin.source_name.clone()),
            authors: if authors.is_empty() { origin.source_name.clone() } else { authors },
            translators: translators.join(", "),
            editor: edition.editor.name.clone(),
        }
    }

    fn invented(outlet: String, reader: Reader) -> Self {
        let source = reader.say("policies-sample-source");
        Self {
            outlet,
            address: "https://example.org/1".to_owned(),
            authors: source.clone(),
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
        let sample = Sample::new(&Board::default(), &id, text, None, in_english());
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
        assert_eq!(Sample::new(&board, &id, "{source}", None, in_english()).notices, ["By {source}."]);
    }
}
