//! The rules of an edit: another pair of eyes says yes to exact words, or sends them back with notes.

mod approve;
mod said;

use contract::{
    BlockId, Digest, Kind, Note, Role,
    edit::{Command, Event, NOTES_BYTES_MOST, Refusal},
    translation::Submission,
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

use self::{approve::Yes, said::Said};

/// One piece's way through review, over all rounds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Edit {
    #[default]
    Absent,
    Open(Box<Submission>, Said),
    /// Back with the translator, who will submit the next round.
    Returned {
        round: u32,
        said: Said,
    },
    Approved {
        round: u32,
        digest: Digest,
        said: Said,
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
            Command::Approve { digest, looked, newest, behind } => {
                let yes = Yes { digest: *digest, looked, newest: *newest, behind: behind.as_deref() };
                self.approve(&yes, context)
            }
            Command::Waive(waiver) => self.waive(waiver, context),
            Command::Judge { finding, check, block, verdict } => {
                let (finding, check, block) = (*finding, *check, *block);
                let (verdict, editor) = (*verdict, context.actor.credit());
                self.judge(Event::Judged { finding, check, block, verdict, editor }, context)
            }
        }
    }

    fn evolve(self, event: Event) -> Self {
        match (self, event) {
            (state, Event::Opened(submission)) => {
                let said = state.said().unwrap_or_default().also_by(&submission.translators);
                Self::Open(submission, said)
            }
            (state, Event::ChangesRequested { round, .. }) => {
                Self::Returned { round, said: state.said().unwrap_or_default() }
            }
            (state, Event::Approved(approval)) => {
                let (round, digest) = (state.round(), approval.digest);
                Self::Approved { round, digest, said: state.said().unwrap_or_default() }
            }
            (state, Event::Waived(waived)) => state.saying(|said| said.waiving(waived)),
            (state, Event::Judged { finding, verdict, .. }) => {
                state.saying(|said| said.judging(finding, verdict))
            }
        }
    }
}

impl Edit {
    /// The round that was opened last; 0 for none.
    fn round(&self) -> u32 {
        match self {
            Self::Absent => 0,
            Self::Open(submission, _) => submission.round,
            Self::Returned { round, .. } | Self::Approved { round, .. } => *round,
        }
    }

    /// What editors have said of findings, over all rounds; none where nothing was submitted yet.
    fn said(self) -> Option<Said> {
        match self {
            Self::Absent => None,
            Self::Open(_, said) | Self::Returned { said, .. } | Self::Approved { said, .. } => Some(said),
        }
    }

    /// The same state after editors said more.
    fn saying(self, change: impl FnOnce(Said) -> Said) -> Self {
        match self {
            Self::Absent => Self::Absent,
            Self::Open(submission, said) => Self::Open(submission, change(said)),
            Self::Returned { round, said } => Self::Returned { round, said: change(said) },
            Self::Approved { round, digest, said } => Self::Approved { round, digest, said: change(said) },
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
            Self::Open(submission, _) => submission,
        };
        if notes.is_empty() || notes.iter().any(|note| note.text.trim().is_empty()) {
            return Err(Refusal::NoNotes);
        }
        let bytes = notes.iter().map(|note| note.text.len()).sum();
        if bytes > NOTES_BYTES_MOST {
            return Err(Refusal::NotesTooLong { bytes, most: NOTES_BYTES_MOST });
        }
        let Submission { document, arrangement, .. } = submission.as_ref();
        // What was left out or joined has no words here: an editor may want it otherwise.
        let elsewhere = |block: &BlockId| document.block(*block).is_none() && !arrangement.sets_aside(*block);
        if let Some(block) = notes.iter().filter_map(|note| note.block).find(elsewhere) {
            return Err(Refusal::NoSuchBlock { block });
        }
        let editor = context.actor.credit();
        Ok(Some(Event::ChangesRequested { round: submission.round, notes: notes.to_vec(), editor }))
    }
}

#[cfg(test)]
mod tests;
