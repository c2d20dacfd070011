//! What a fact says, in people's words: who did it stands before them.

use chrono::{DateTime, Utc};
use contract::{
    BlockId, Brief, Check, Note, Priority, Verdict, Waived, Waiver, article, edit, publication, translation,
};

use super::super::words::capital;
use crate::reader::{Reader, Said};

pub(super) fn of_article(event: &article::Event, reader: Reader, now: DateTime<Utc>) -> Told {
    match event {
        article::Event::Received(received) => {
            let words = Said::own(reader.words(received.document.words()));
            let with = [("source", Said::from(&received.origin.source_name)), ("words", words)];
            Told::plain(reader.say_with("history-took-in", &with))
        }
        article::Event::Revised(revised) => {
            let with = [("number", revised.origin.revision.into()), ("count", revised.changed.len().into())];
            let said = reader.say_with("history-revised", &with);
            let gone = |gone: usize| {
                let with = [("revised", Said::own(said.clone())), ("count", gone.into())];
                reader.say_with("history-revised-gone", &with)
            };
            Told::plain(match revised.gone.len() {
                0 => said,
                some => gone(some),
            })
        }
        article::Event::Commissioned(commissioned) => {
            let language = Said::own(reader.language(&commissioned.language));
            let said = reader.say_with("history-commissioned", &[("what", language)]);
            Told::because(under(said, &commissioned.brief, reader, now), &commissioned.brief.note)
        }
    }
}

/// What was said, with the conditions of a commission where it has any.
fn under(said: String, brief: &Brief, reader: Reader, now: DateTime<Utc>) -> String {
    let priority = match brief.priority {
        Priority::Normal => None,
        priority @ (Priority::Urgent | Priority::Low) => Some(reader.priority(priority)),
    };
    let due = brief.deadline.map(|deadline| {
        let when = Said::own(reader.when(deadline, now).words);
        reader.say_with("history-due", &[("what", when)])
    });
    priority.into_iter().chain(due).fold(said, |said, condition| {
        let with = [("what", Said::own(said)), ("condition", Said::own(condition))];
        reader.say_with("history-with", &with)
    })
}

pub(super) fn of_translation(event: &translation::Event, reader: Reader, now: DateTime<Utc>) -> Told {
    let block = |id, block: &BlockId| reader.say_with(id, &[("block", Said::own(reader.block(*block)))]);
    let until = |at: DateTime<Utc>| Said::own(reader.when(at, now).words);
    let words = match event {
        translation::Event::Assigned { lease, reason, .. } => {
            let with = [("who", Said::from(&lease.holder.name)), ("time", until(lease.until))];
            return Told::because(reader.say_with("history-gave", &with), reason);
        }
        translation::Event::Unassigned { reason, .. } => {
            return Told::because(reader.say("history-put-back"), reason);
        }
        translation::Event::Omitted { block: left, reason, .. } => {
            return Told::because(block("history-left-out", left), reason);
        }
        translation::Event::Waived { waived, .. } => return let_stand(waived, reader),
        translation::Event::Joined { block, into, .. } => {
            let [block, into] = [block, into].map(|block| Said::own(reader.block(*block)));
            reader.say_with("history-joined", &[("block", block), ("into", into)])
        }
        translation::Event::Split { block: whole, .. } => block("history-split", whole),
        translation::Event::NoteAdded { after, .. } => block("history-note-added", after),
        translation::Event::Restored { block: back, .. } => block("history-restored", back),
        translation::Event::Removed { .. } => reader.say("history-removed"),
        translation::Event::Unwaived { .. } => reader.say("history-unwaived"),
        translation::Event::Suggested { block, suggestion, .. } => {
            let (engine, block) = (Said::from(&suggestion.engine), Said::own(reader.block(*block)));
            reader.say_with("history-suggested", &[("engine", engine), ("block", block)])
        }
        translation::Event::TakenUp { block: taken, .. } => block("history-taken-up", taken),
        translation::Event::Requested(_) => reader.say("history-requested"),
        translation::Event::Claimed(lease) => {
            reader.say_with("history-claimed", &[("what", until(lease.until))])
        }
        translation::Event::Renewed { .. }
        | translation::Event::Drafted { .. }
        | translation::Event::SourceAccepted { .. } => reader.say("history-worked"),
        translation::Event::Released { .. } => reader.say("history-released"),
        translation::Event::Lapsed { .. } => reader.say("history-lapsed"),
        translation::Event::Rescued { block: kept, .. } => block("history-rescued", kept),
        translation::Event::Submitted(submission) => {
            reader.count("history-submitted", submission.document.words())
        }
        translation::Event::Returned { .. } => reader.say("history-returned"),
        translation::Event::SourceChanged(change) => {
            let revision = ("number", Said::from(change.origin.revision));
            match change.open.len() {
                0 => reader.say_with("history-taken-over", &[revision]),
                open => reader.say_with("history-put-before", &[revision, ("count", open.into())]),
            }
        }
    };
    Told::plain(words)
}

pub(super) fn of_edit(event: &edit::Event, reader: Reader) -> Told {
    match event {
        edit::Event::Opened(_) => Told::plain(reader.say("history-opened")),
        edit::Event::ChangesRequested { notes, .. } => {
            let notes = notes.iter().map(|each| note(each, reader)).collect();
            Told { words: reader.say("history-changes"), notes }
        }
        edit::Event::Waived(waived) => let_stand(waived, reader),
        edit::Event::Judged { check, block, verdict, .. } => {
            let id = match verdict {
                Verdict::Fault => "history-fault",
                Verdict::NotAFault => "history-no-fault",
            };
            Told::plain(reader.say_with(id, &[("finding", finding(*check, *block, reader))]))
        }
        edit::Event::Approved(approval) => {
            let words = Said::own(reader.words(approval.document.words()));
            let translators = Said::own(reader.names(&approval.translators));
            let with = [("words", words), ("translators", translators)];
            Told::plain(reader.say_with("history-approved", &with))
        }
    }
}

fn let_stand(waived: &Waived, reader: Reader) -> Told {
    let Waiver { check, block, reason, .. } = &waived.waiver;
    let with = [("finding", finding(*check, *block, reader))];
    Told::because(reader.say_with("history-let-stand", &with), reason)
}

fn finding(check: Check, block: BlockId, reader: Reader) -> Said<'static> {
    let (check, block) = (Said::own(reader.check(check)), Said::own(reader.block(block)));
    Said::own(reader.say_with("history-finding", &[("check", check), ("block", block)]))
}

fn note(note: &Note, reader: Reader) -> String {
    let Some(block) = note.block else { return note.text.clone() };
    let block = Said::own(capital(&reader.block(block)));
    reader.say_with("history-note-on", &[("block", block), ("note", Said::from(&note.text))])
}

pub(super) fn of_publication(event: &publication::Event, reader: Reader) -> Told {
    match event {
        publication::Event::Prepared(_) => Told::plain(reader.say("history-prepared")),
        publication::Event::Published(edition) => {
            let with = [("number", edition.version.into())];
            Told::plain(reader.say_with("history-published", &with))
        }
    }
}

/// What happened, without who and when.
pub(super) struct Told {
    pub(super) words: String,
    pub(super) notes: Vec<String>,
}

impl Told {
    pub(super) fn plain(words: String) -> Self {
        Self { words, notes: Vec::new() }
    }

    fn because(words: String, reason: &str) -> Self {
        Self { words, notes: (!reason.is_empty()).then(|| reason.to_owned()).into_iter().collect() }
    }
}
