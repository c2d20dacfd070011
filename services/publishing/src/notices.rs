//! Filling in policies: the texts that stand under one piece.

use std::collections::BTreeMap;

use contract::{
    Language, PolicyKind,
    edit::Approval,
    publication::{Notice, Notices, Refusal},
};

/// What can stand in braces in a policy, and is filled in for each piece.
pub(crate) const PLACEHOLDERS: [&str; 6] =
    ["outlet", "source", "address", "authors", "translators", "editor"];

/// The policies in force in one language, by kind.
pub type Policies = BTreeMap<PolicyKind, Notice>;

/// The first name in braces that nothing fills in.
pub(crate) fn unknown_placeholder(text: &str) -> Option<String> {
    pieces(text).find_map(|piece| match piece {
        Piece::Name(name) if !PLACEHOLDERS.contains(&name) => Some(name.to_owned()),
        Piece::Name(_) | Piece::Text(_) => None,
    })
}

/// The notices for approved words; refused where a policy that must be there is not.
pub(crate) fn notices(approval: &Approval, policies: &Policies) -> Result<Notices, Refusal> {
    let language = &approval.document.language;
    let outlet = required(policies, PolicyKind::Outlet, language)?;
    let fill = |notice: &Notice| Notice {
        text: fill(&notice.text, approval, &outlet.text),
        version: notice.version,
    };
    Ok(Notices {
        attribution: fill(required(policies, PolicyKind::Attribution, language)?),
        disclaimer: fill(required(policies, PolicyKind::Disclaimer, language)?),
        rights: policies.get(&PolicyKind::Rights).map(fill),
        outlet: outlet.clone(),
    })
}

fn required<'a>(
    policies: &'a Policies,
    kind: PolicyKind,
    language: &Language,
) -> Result<&'a Notice, Refusal> {
    policies.get(&kind).ok_or_else(|| Refusal::NoPolicy { kind, language: language.clone() })
}

/// The text with every name in braces filled in. What was filled in is not looked at again: a source whose name has
/// braces in it changes nothing else.
fn fill(text: &str, approval: &Approval, outlet: &str) -> String {
    let filled = pieces(text).map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Name(name) => value(name, approval, outlet),
    });
    filled.collect()
}

/// Where the source told no address or author, its own name stands for both.
fn value(name: &str, approval: &Approval, outlet: &str) -> String {
    let origin = &approval.origin;
    let source = || origin.source_name.clone();
    match name {
        "outlet" => outlet.to_owned(),
        "source" => source(),
        "address" => origin.address.clone().unwrap_or_else(source),
        "authors" if origin.authors.is_empty() => source(),
        "authors" => origin.authors.join(", "),
        "translators" => {
            approval.translators.iter().map(|credit| credit.name.as_str()).collect::<Vec<_>>().join(", ")
        }
        "editor" => approval.editor.name.clone(),
        // Refused when the policy was enacted; as it stands it does least harm.
        unknown => format!("{{{unknown}}}"),
    }
}

enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

/// The text in order: names in braces, and what stands between. A brace that opens no name is text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = name_at_start(rest) {
            rest = after;
            return Some(Piece::Name(name));
        }
        let next =
            rest.char_indices().skip(1).find(|(at, c)| *c == '{' && name_at_start(&rest[*at..]).is_some());
        let (piece, after) = rest.split_at(next.map_or(rest.len(), |(at, _)| at));
        rest = after;
        Some(Piece::Text(piece))
    })
}

fn name_at_start(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    plain.then_some((name, after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{approval, policies};

    #[test]
    fn the_reference_notice_stands_word_for_word_with_the_outlets_name() {
        let notices = notices(&approval(), &policies()).unwrap();
        assert_eq!(
            notices.disclaimer.text,
            "This article was translated and edited by The Harbour Desk. The Harbour Desk has not verified the story; \
             responsibility lies with the author."
        );
        assert_eq!(notices.attribution.text, "First published by Al-Wadi: https://wadi.example/1");
        assert_eq!((notices.disclaimer.version, notices.rights), (3, None));
    }

    #[test]
    fn everything_that_can_be_filled_in_is() {
        let text = PLACEHOLDERS.map(|name| format!("{{{name}}}")).join("|");
        let filled = fill(&text, &approval(), "The Harbour Desk");
        assert_eq!(filled, "The Harbour Desk|Al-Wadi|https://wadi.example/1|سلمى حداد|Aino|Edith");
    }

    #[test]
    fn a_source_without_address_and_author_is_named_instead() {
        let mut approval = approval();
        approval.origin.address = None;
        approval.origin.authors.clear();
        assert_eq!(fill("{address} {authors}", &approval, "x"), "Al-Wadi Al-Wadi");
    }

    #[test]
    fn braces_that_hold_no_name_are_text() {
        for text in ["{", "}", "{}", "{ outlet }", "a {1} b", "{{", "}{"] {
            assert_eq!(fill(text, &approval(), "x"), text);
            assert_eq!(unknown_placeholder(text), None);
        }
        assert_eq!(fill("{{outlet}", &approval(), "x"), "{x");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let mut approval = approval();
        approval.origin.source_name = "{editor}".to_owned();
        assert_eq!(fill("{source}", &approval, "x"), "{editor}");
    }

    #[test]
    fn a_policy_that_must_be_there_is_asked_for() {
        for kind in [PolicyKind::Outlet, PolicyKind::Attribution, PolicyKind::Disclaimer] {
            let mut policies = policies();
            policies.remove(&kind);
            let refusal = Refusal::NoPolicy { kind, language: "en".parse().unwrap() };
            assert_eq!(notices(&approval(), &policies), Err(refusal));
        }
    }
}
