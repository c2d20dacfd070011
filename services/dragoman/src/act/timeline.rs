//! Every fact about an article and its pieces, in a line each.

use std::collections::HashMap;

use contract::{CommandId, Verdict, Waived, Waiver, article, edit, publication, translation};
use desk::api::bodies::{Fact, Timeline};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{
    failure::Failure,
    name::{ArticleName, short},
    session::Session,
    table::{Table, cut, line},
    words::{counted, short_digest, time},
};

/// As much of a text as leaves room for the rest of a line.
const TEXT: usize = 50;

/// How many facts are asked for at once: the most that the desk gives.
const PART: usize = 200;

/// Facts word for word as the desk told them.
#[derive(Deserialize)]
struct AsTheyAre {
    rows: Vec<Box<RawValue>>,
}

pub(super) async fn show(session: &Session, name: &ArticleName) -> Result<(), Failure> {
    let id = session.article(name).await?;
    let (mut facts, mut as_they_are, mut after) = (Vec::new(), Vec::new(), Some(0));
    while let Some(begin) = after {
        let path = format!("/api/articles/{id}/timeline?limit={PART}&after={begin}");
        let answer = session.desk.get(&path).await?;
        let part: Timeline = answer.read()?;
        as_they_are.extend(answer.read::<AsTheyAre>()?.rows);
        facts.extend(part.rows);
        after = part.next;
    }
    session.print_either(|| table(&facts), || together(&as_they_are))?;
    let Some(last) = facts.last() else { return Ok(()) };
    session.hint(format!(
        "WHY is the event that this one answers, or - for a person’s own act; --json has the command ids.\n\
         How it stood at one of them: dragoman timeline {} --at {}",
        short(id),
        last.sequence
    ))
}

fn together(facts: &[Box<RawValue>]) -> String {
    let facts: Vec<&str> = facts.iter().map(|fact| fact.get()).collect();
    format!("{{\"rows\":[{}]}}", facts.join(","))
}

fn table(facts: &[Fact]) -> String {
    let places: HashMap<CommandId, u64> = facts.iter().map(|fact| (fact.id, fact.sequence)).collect();
    let row = |fact: &Fact| {
        let cause =
            fact.cause.map(|cause| places.get(&cause).map_or_else(|| cause.to_string(), u64::to_string));
        let language = fact.piece.as_ref().map(|piece| piece.language.to_string());
        [
            fact.sequence.to_string(),
            time(fact.at),
            fact.by.to_string(),
            language.unwrap_or_else(|| "-".to_owned()),
            fact.kind.replace(['.', '_'], " "),
            cause.unwrap_or_else(|| "-".to_owned()),
            said(fact),
        ]
    };
    Table::new(["EVENT", "AT (UTC)", "BY", "INTO", "WHAT", "WHY", ""], facts.iter().map(row)).to_string()
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
            format!(
                "revision {}: {} changed, {gone} gone",
                revised.origin.revision,
                counted(changed, "block")
            )
        }
        article::Event::Commissioned(commissioned) => format!("into {}", commissioned.language),
    }
}

fn of_translation(event: translation::Event) -> String {
    match event {
        translation::Event::Requested(requested) => counted(requested.document.words(), "word"),
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
        translation::Event::Assigned { lease, reason, .. } => {
            let (name, until) = (line(&lease.holder.name), time(lease.until));
            because(format!("to {name} until {until} (claim {})", lease.epoch), &reason)
        }
        translation::Event::Unassigned { epoch, reason, .. } => because(format!("claim {epoch}"), &reason),
        translation::Event::Returned { round, editor, .. } => {
            format!("round {round}, by {}", line(&editor.name))
        }
        translation::Event::SourceChanged(change) => {
            let (revision, open) = (change.origin.revision, change.open.len());
            format!("revision {revision}: to be looked at by the translator: {}", counted(open, "block"))
        }
        translation::Event::SourceAccepted { block, revision, .. } => {
            format!("block {block}, as of revision {revision}")
        }
        translation::Event::Omitted { block, reason, .. } => because(format!("block {block}"), &reason),
        translation::Event::Joined { block, into, text, .. } => {
            format!("block {block} to block {into}: {}", cut(&text, TEXT))
        }
        translation::Event::Split { block, head, tail, .. } => {
            format!("block {block}: {} / {}", cut(&head, TEXT), cut(&tail, TEXT))
        }
        translation::Event::NoteAdded { after, text, .. } => {
            format!("behind block {after}: {}", cut(&text, TEXT))
        }
        translation::Event::Restored { block, .. } | translation::Event::Removed { block, .. } => {
            format!("block {block}")
        }
        translation::Event::Waived { waived, .. } => of_waiver(&waived),
        translation::Event::Unwaived { .. } => String::new(),
        translation::Event::Suggested { block, suggestion, .. } => {
            format!("block {block}, by {}: {}", line(&suggestion.engine), cut(&suggestion.text, TEXT))
        }
        translation::Event::TakenUp { block, .. } => format!("block {block}"),
    }
}

/// What was done, and the reason where one was given.
fn because(words: String, reason: &str) -> String {
    if reason.is_empty() { words } else { format!("{words}: {}", cut(reason, TEXT)) }
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
        edit::Event::Waived(waived) => of_waiver(&waived),
        edit::Event::Judged { check, block, verdict, .. } => {
            let is = match verdict {
                Verdict::Fault => "a fault",
                Verdict::NotAFault => "no fault",
            };
            format!("{check} in block {block}: {is}")
        }
        edit::Event::Approved(approval) => {
            format!("by {}, {}", line(&approval.editor.name), short_digest(&approval.digest))
        }
    }
}

fn of_waiver(waived: &Waived) -> String {
    let Waiver { check, block, reason, .. } = &waived.waiver;
    because(format!("{check} in block {block}"), reason)
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
        let (id, by) = (CommandId(uuid::Uuid::nil()), "salma".parse().unwrap());
        Fact { sequence: 1, id, cause: None, at, by, piece: None, kind: kind.to_owned(), data }
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
