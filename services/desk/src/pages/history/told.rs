//! What a fact says, in people's words.

use chrono::{DateTime, Utc};
use contract::{
    BlockId, Brief, Check, Note, Verdict, Waived, Waiver, article, edit, publication, translation,
};

use super::super::{times::when, words};

pub(super) fn of_article(event: &article::Event, now: DateTime<Utc>) -> Told {
    match event {
        article::Event::Received(received) => {
            let words = words::count(received.document.words(), "word", "words");
            Told::plain(format!("took it in from {}, {words}", received.origin.source_name))
        }
        article::Event::Revised(revised) => {
            let (changed, gone) = (revised.changed.len(), revised.gone.len());
            let changed = words::count(changed, "block has other words", "blocks have other words");
            let gone = if gone == 0 { String::new() } else { format!(", {gone} gone") };
            let revision = revised.origin.revision;
            Told::plain(format!("saw that the source changed it: revision {revision}, {changed}{gone}"))
        }
        article::Event::Commissioned(commissioned) => {
            let language = words::language(&commissioned.language);
            let said = format!("commissioned it into {language}{}", conditions(&commissioned.brief, now));
            Told::because(said, &commissioned.brief.note)
        }
    }
}

fn conditions(brief: &Brief, now: DateTime<Utc>) -> String {
    let priority = match brief.priority {
        contract::Priority::Normal => String::new(),
        priority @ (contract::Priority::Urgent | contract::Priority::Low) => {
            format!(", {}", words::priority(priority))
        }
    };
    let due =
        brief.deadline.map(|deadline| format!(", due {}", when(deadline, now).words)).unwrap_or_default();
    priority + &due
}

pub(super) fn of_translation(event: &translation::Event, now: DateTime<Utc>) -> Told {
    let words = match event {
        translation::Event::Assigned { lease, reason, .. } => {
            let (name, until) = (&lease.holder.name, when(lease.until, now).words);
            return Told::because(format!("gave it to {name} until {until}"), reason);
        }
        translation::Event::Unassigned { reason, .. } => {
            return Told::because("put it back into the queue".to_owned(), reason);
        }
        translation::Event::Omitted { block, reason, .. } => {
            return Told::because(format!("left {} out", words::block(*block)), reason);
        }
        translation::Event::Waived { waived, .. } => return let_stand(waived),
        translation::Event::Joined { block, into, .. } => {
            format!("joined {} to {}", words::block(*block), words::block(*into))
        }
        translation::Event::Split { block, .. } => {
            format!("split the translation of {}", words::block(*block))
        }
        translation::Event::NoteAdded { after, .. } => {
            format!("added a note behind {}", words::block(*after))
        }
        translation::Event::Restored { block, .. } => format!("brought {} back", words::block(*block)),
        translation::Event::Removed { .. } => "took an added block out".to_owned(),
        translation::Event::Unwaived { .. } => "took a waiver back".to_owned(),
        translation::Event::Suggested { block, suggestion, .. } => {
            format!("asked {} about {}", suggestion.engine, words::block(*block))
        }
        translation::Event::TakenUp { block, .. } => {
            format!("worked with the machine’s words for {}", words::block(*block))
        }
        translation::Event::Requested(_) => "put it into the queue".to_owned(),
        translation::Event::Claimed(lease) => format!("claimed it until {}", when(lease.until, now).words),
        translation::Event::Renewed { .. }
        | translation::Event::Drafted { .. }
        | translation::Event::SourceAccepted { .. } => "went on working".to_owned(),
        translation::Event::Released { .. } => "gave it back".to_owned(),
        translation::Event::Lapsed { .. } => "put it back into the queue: the time was over".to_owned(),
        translation::Event::Rescued { block, .. } => {
            format!("had words for {} that could not be saved; they were kept", words::block(*block))
        }
        translation::Event::Submitted(submission) => {
            format!("submitted {}", words::count(submission.document.words(), "word", "words"))
        }
        translation::Event::Returned { .. } => "put it back into the queue with the notes".to_owned(),
        translation::Event::SourceChanged(change) => {
            let revision = change.origin.revision;
            match change.open.len() {
                0 => format!("took revision {revision} over: no words were written yet where it differs"),
                open => {
                    let blocks = words::count(open, "block waits", "blocks wait");
                    format!("put revision {revision} before the translator: {blocks} to be accepted")
                }
            }
        }
    };
    Told::plain(words)
}

pub(super) fn of_edit(event: &edit::Event) -> Told {
    match event {
        edit::Event::Opened(_) => Told::plain("put it before the editors".to_owned()),
        edit::Event::ChangesRequested { notes, .. } => {
            Told { words: "asked for changes".to_owned(), notes: notes.iter().map(note).collect() }
        }
        edit::Event::Waived(waived) => let_stand(waived),
        edit::Event::Judged { check, block, verdict, .. } => {
            let is = match verdict {
                Verdict::Fault => "a fault",
                Verdict::NotAFault => "no fault",
            };
            Told::plain(format!("called it {is}: {}", finding(*check, *block)))
        }
        edit::Event::Approved(approval) => {
            let words = words::count(approval.document.words(), "word", "words");
            Told::plain(format!("approved exactly these {words} by {}", words::names(&approval.translators)))
        }
    }
}

fn let_stand(waived: &Waived) -> Told {
    let Waiver { check, block, reason, .. } = &waived.waiver;
    Told::because(format!("let stand {}", finding(*check, *block)), reason)
}

fn finding(check: Check, block: BlockId) -> String {
    format!("what the check “{}” found in {}", words::check(check), words::block(block))
}

fn note(note: &Note) -> String {
    note.block.map(|block| format!("Block {block}: ")).unwrap_or_default() + &note.text
}

pub(super) fn of_publication(event: &publication::Event) -> Told {
    match event {
        publication::Event::Prepared(_) => Told::plain("made it ready to be published".to_owned()),
        publication::Event::Published(edition) => {
            Told::plain(format!("published it: version {}, on the wire", edition.version))
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
