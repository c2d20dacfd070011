//! Every fact about an article and its pieces, in a line each.

use contract::{article, edit, publication, translation};
use desk::api::bodies::{Fact, Rows};
use serde::de::DeserializeOwned;

use super::{
    failure::Failure,
    name::ArticleName,
    session::Session,
    table::{Table, cut, line},
    words::{short_digest, time},
};

/// As much of a text as leaves room for the rest of a line.
const TEXT: usize = 50;

pub(super) async fn show(session: &Session, name: &ArticleName) -> Result<(), Failure> {
    let id = session.article(name).await?;
    let answer = session.desk.get(&format!("/api/articles/{id}/timeline")).await?;
    session.print(&answer, |list: Rows<Fact>| {
        let row = |fact: &Fact| {
            let language =
                fact.piece.as_ref().map_or_else(|| "-".to_owned(), |piece| piece.language.to_string());
            [
                fact.sequence.to_string(),
                time(fact.at),
                fact.by.to_string(),
                language,
                fact.kind.replace(['.', '_'], " "),
                said(fact),
            ]
        };
        Table::new(["EVENT", "AT (UTC)", "BY", "INTO", "WHAT", ""], list.rows.iter().map(row)).to_string()
    })
}

/// The gist of a fact. One that this program does not know, from a newer desk, has only its name.
fn said(fact: &Fact) -> String {
    let kind = fact.kind.split('.').next().unwrap_or_default();
    let said = match kind {
        "article" => read(fact).map(of_article),
        "translation" => read(fact).map(of_translation),
        "edit" => read(fact).map(of_edit),
        "publication" => read(fact).map(of_publication),
        _ => None,
    };
    said.unwrap_or_default()
}

fn read<E: DeserializeOwned>(fact: &Fact) -> Option<E> {
    serde_json::from_value(serde_json::json!({ "type": fact.kind, "data": fact.data })).ok()
}

fn of_article(event: article::Event) -> String {
    match event {
        article::Event::Received(received) => cut(received.document.headline(), TEXT),
        article::Event::Revised(revised) => {
            let (changed, gone) = (revised.changed.len(), revised.gone.len());
            format!("revision {}: {changed} blocks changed, {gone} gone", revised.origin.revision)
        }
        article::Event::Commissioned(commissioned) => format!("into {}", commissioned.language),
    }
}

fn of_translation(event: translation::Event) -> String {
    match event {
        translation::Event::Requested(requested) => format!("{} words", requested.document.words()),
        translation::Event::Claimed(lease) => {
            format!("by {} until {} (claim {})", line(&lease.holder.name), time(lease.until), lease.epoch)
        }
        translation::Event::Renewed { until, .. } => format!("until {}", time(until)),
        translation::Event::Released { epoch } | translation::Event::Lapsed { epoch } => {
            format!("claim {epoch}")
        }
        translation::Event::Drafted { block, text, .. } => format!("block {block}: {}", cut(&text, TEXT)),
        translation::Event::Rescued { block, text, .. } => format!("block {block}: {}", cut(&text, TEXT)),
        translation::Event::Submitted(submission) => {
            format!("round {}, {}", submission.round, short_digest(&submission.digest))
        }
        translation::Event::Returned { round, editor, .. } => {
            format!("round {round}, by {}", line(&editor.name))
        }
    }
}

fn of_edit(event: edit::Event) -> String {
    match event {
        edit::Event::Opened(submission) => {
            format!("round {}, {}", submission.round, short_digest(&submission.digest))
        }
        edit::Event::ChangesRequested { notes, .. } => {
            let notes: Vec<_> = notes.iter().map(|note| note.text.as_str()).collect();
            cut(&notes.join("; "), TEXT)
        }
        edit::Event::Approved(approval) => {
            format!("by {}, {}", line(&approval.editor.name), short_digest(&approval.digest))
        }
    }
}

fn of_publication(event: publication::Event) -> String {
    match event {
        publication::Event::Prepared(approval) => short_digest(&approval.digest),
        publication::Event::Published(edition) => {
            format!("version {}, {}", edition.version, short_digest(&edition.digest))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fact(kind: &str, data: serde_json::Value) -> Fact {
        let at = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Fact { sequence: 1, at, by: "salma".parse().unwrap(), piece: None, kind: kind.to_owned(), data }
    }

    #[test]
    fn a_fact_is_told_in_short() {
        let drafted = json!({"epoch": 1, "block": 3, "text": "The bridge", "until": "2026-11-22T14:05:00Z"});
        assert_eq!(said(&fact("translation.drafted", drafted)), "block 3: The bridge");
        assert_eq!(said(&fact("translation.lapsed", json!({"epoch": 2}))), "claim 2");
    }

    #[test]
    fn a_fact_from_a_newer_desk_has_only_its_name() {
        assert_eq!(said(&fact("translation.commented", json!({}))), "");
        assert_eq!(said(&fact("provenance.signed", json!({}))), "");
    }
}
