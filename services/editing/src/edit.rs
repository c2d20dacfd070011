//! The rules of an edit: another pair of eyes says yes to exact words, or sends them back with notes.

use contract::{
    Digest, Kind, Note, Role,
    edit::{Approval, Command, Event, NOTES_BYTES_MOST, Refusal},
    translation::Submission,
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

/// One piece's way through review, over all rounds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Edit {
    #[default]
    Absent,
    Open(Box<Submission>),
    /// Back with the translator, who will submit the next round.
    Returned {
        round: u32,
    },
    Approved {
        round: u32,
        digest: Digest,
    },
}

impl Decider for Edit {
    const KIND: Kind = Kind::Edit;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: &Command, context: &Context) -> Decision<Self> {
        let role = match command {
            Command::Open(_) => Role::Service,
            Command::RequestChanges { .. }
            | Command::Approve { .. }
            | Command::Waive(_)
            | Command::Judge { .. } => Role::Editor,
        };
        if context.lacks(role) {
            return Err(Refusal::NeedsRole { role });
        }
        match command {
            Command::Open(submission) => Ok(self.open(submission)),
            Command::RequestChanges { notes } => self.request_changes(notes, context),
            Command::Approve { digest, .. } => self.approve(*digest, context),
            Command::Waive(_) | Command::Judge { .. } => Ok(None),
        }
    }

    fn evolve(self, event: Event) -> Self {
        match event {
            Event::Opened(submission) => Self::Open(submission),
            Event::ChangesRequested { round, .. } => Self::Returned { round },
            Event::Waived(_) | Event::Judged { .. } => self,
            Event::Approved(approval) => Self::Approved { round: self.round(), digest: approval.digest },
        }
    }
}

impl Edit {
    /// The round that was opened last; 0 for none.
    fn round(&self) -> u32 {
        match self {
            Self::Absent => 0,
            Self::Open(submission) => submission.round,
            Self::Returned { round } | Self::Approved { round, .. } => *round,
        }
    }

    fn open(&self, submission: &Submission) -> Option<Event> {
        // A submission that comes late or again is behind what was opened.
        (submission.round > self.round()).then(|| Event::Opened(Box::new(submission.clone())))
    }

    fn request_changes(&self, notes: &[Note], context: &Context) -> Decision<Self> {
        let submission = match self {
            Self::Absent => return Err(Refusal::NotSubmitted),
            Self::Returned { .. } => return Err(Refusal::WithTranslator),
            Self::Approved { .. } => return Err(Refusal::AlreadyApproved),
            Self::Open(submission) => submission,
        };
        if notes.is_empty() || notes.iter().any(|note| note.text.trim().is_empty()) {
            return Err(Refusal::NoNotes);
        }
        let bytes = notes.iter().map(|note| note.text.len()).sum();
        if bytes > NOTES_BYTES_MOST {
            return Err(Refusal::NotesTooLong { bytes, most: NOTES_BYTES_MOST });
        }
        let elsewhere = |block: &contract::BlockId| submission.document.block(*block).is_none();
        if let Some(block) = notes.iter().filter_map(|note| note.block).find(elsewhere) {
            return Err(Refusal::NoSuchBlock { block });
        }
        let editor = context.actor.credit();
        Ok(Some(Event::ChangesRequested { round: submission.round, notes: notes.to_vec(), editor }))
    }

    fn approve(&self, digest: Digest, context: &Context) -> Decision<Self> {
        let submission = match self {
            Self::Absent => return Err(Refusal::NotSubmitted),
            Self::Returned { .. } => return Err(Refusal::WithTranslator),
            Self::Approved { digest: approved, .. } if *approved == digest => return Ok(None),
            Self::Approved { digest: approved, .. } => {
                return Err(Refusal::OtherWords { current: *approved });
            }
            Self::Open(submission) => submission,
        };
        if submission.translators.iter().any(|translator| translator.member == context.actor.member) {
            return Err(Refusal::OwnTranslation);
        }
        if submission.digest != digest {
            return Err(Refusal::OtherWords { current: submission.digest });
        }
        let approval = Approval::new(submission.as_ref().clone(), context.actor.credit());
        Ok(Some(Event::Approved(Box::new(approval))))
    }
}

#[cfg(test)]
mod tests;
