//! The rules of a translation: one holder at a time, every word saved under its claim, submitted when complete.

mod arrange;
mod assign;
mod load;
mod marks;
mod source;
mod suggest;
mod waive;
mod work;

use chrono::{DateTime, Utc};
use contract::{
    Anchor, BlockId, DOCUMENT_BYTES_MOST, Digest, Kind, Looked, Role,
    translation::{Command, Event, LEASE_MINUTES, Lease, Refusal, Requested},
};
use decider::{Context, Decider, Decision};
use serde::Serialize;

use self::assign::Assignment;
pub use load::{Asked, Load};
pub use work::Work;

/// One article on its way into one language.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Translation {
    #[default]
    Absent,
    Open(Work),
    Claimed(Work, Lease),
    /// With the editors. The lease is over.
    Submitted(Work),
}

impl Decider for Translation {
    const KIND: Kind = Kind::Translation;
    type Command = Asked;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, asked: &Asked, context: &Context) -> Decision<Self> {
        let Asked { command, load } = asked;
        let role = match command {
            Command::Request(_)
            | Command::Lapse { .. }
            | Command::Return { .. }
            | Command::ChangeSource(_) => Role::Service,
            Command::Claim { .. }
            | Command::Renew { .. }
            | Command::Release { .. }
            | Command::Draft { .. }
            | Command::Rescue { .. }
            | Command::Submit { .. }
            | Command::Accept { .. }
            | Command::Omit { .. }
            | Command::Join { .. }
            | Command::Split { .. }
            | Command::AddNote { .. }
            | Command::Restore { .. }
            | Command::Remove { .. }
            | Command::Waive { .. }
            | Command::Unwaive { .. }
            | Command::Suggest { .. }
            | Command::TakeUp { .. } => Role::Translator,
            Command::Assign { .. } | Command::Unassign { .. } => Role::Editor,
        };
        if context.lacks(role) {
            return Err(Refusal::NeedsRole { role });
        }
        match command {
            Command::Request(requested) => Ok(self.request(requested)),
            Command::Claim { minutes } => self.claim(*minutes, *load, context),
            Command::Renew { epoch } => self.renew(*epoch, context),
            Command::Release { epoch } => self.release(*epoch, context),
            Command::Lapse { epoch } => self.lapse(*epoch, context.at),
            Command::Draft { epoch, block, text, marks, over } => {
                self.draft(*epoch, *block, text, marks.as_deref(), *over, context)
            }
            Command::Rescue { block, text } => self.rescue(*block, text, context),
            Command::Submit { epoch, looked } => self.submit(*epoch, looked, context),
            Command::Return { round, notes, editor } => {
                let returned =
                    Event::Returned { round: *round, notes: notes.clone(), editor: editor.clone() };
                self.take_back(*round, returned)
            }
            Command::Assign { to, minutes, over, reason } => {
                self.assign(&Assignment { to, minutes: *minutes, over: *over, reason }, context)
            }
            Command::Unassign { epoch, reason } => self.unassign(*epoch, reason, context),
            Command::ChangeSource(revision) => self.change_source(revision),
            Command::Accept { epoch, block, revision } => self.accept(*epoch, *block, *revision, context),
            Command::Omit { epoch, .. }
            | Command::Join { epoch, .. }
            | Command::Split { epoch, .. }
            | Command::AddNote { epoch, .. }
            | Command::Restore { epoch, .. }
            | Command::Remove { epoch, .. } => self.arrange(*epoch, command, context),
            Command::Waive { epoch, waiver } => self.waive(*epoch, waiver, context),
            Command::Unwaive { epoch, finding } => self.unwaive(*epoch, *finding, context),
            Command::Suggest { epoch, block, suggestion } => {
                self.suggest(*epoch, *block, suggestion, context)
            }
            Command::TakeUp { epoch, block } => self.take_up(*epoch, *block, context),
        }
    }

    fn evolve(self, event: Event) -> Self {
        let until = event.renews_until();
        match (self.step(event), until) {
            (Self::Claimed(work, lease), Some(until)) => Self::Claimed(work, Lease { until, ..lease }),
            (state, _) => state,
        }
    }
}

impl Translation {
    /// The digests of the source text and of the translation as it would be submitted now: whoever submits has looked at
    /// these. None where nobody asked for a translation.
    pub fn digests(&self) -> Option<(Digest, Digest)> {
        match self {
            Self::Absent => None,
            Self::Open(work) | Self::Claimed(work, _) | Self::Submitted(work) => {
                Some((work.source.document.digest(), work.document().digest()))
            }
        }
    }

    /// What the event says, apart from the end of the lease.
    fn step(self, event: Event) -> Self {
        match (self, event) {
            (_, Event::Requested(requested)) => Self::Open(Work::begin(*requested)),
            (
                Self::Open(work) | Self::Claimed(work, _),
                Event::Claimed(lease) | Event::Assigned { lease, .. },
            ) => Self::Claimed(Work { epoch: lease.epoch, ..work }, lease),
            (
                Self::Claimed(work, lease),
                event @ (Event::Drafted { .. }
                | Event::Omitted { .. }
                | Event::Joined { .. }
                | Event::Split { .. }
                | Event::NoteAdded { .. }
                | Event::Restored { .. }
                | Event::Removed { .. }),
            ) => Self::Claimed(work.written(&event, &lease.holder), lease),
            (
                Self::Claimed(work, _),
                Event::Released { .. } | Event::Lapsed { .. } | Event::Unassigned { .. },
            ) => Self::Open(work),
            (Self::Claimed(work, _), Event::Submitted(submission)) => {
                Self::Submitted(Work { round: submission.round, ..work })
            }
            (Self::Submitted(work), Event::Returned { .. }) => Self::Open(work),
            (state, Event::SourceChanged(change)) => {
                state.working(|work| work.answering(|source| source.change(*change)))
            }
            (Self::Claimed(work, lease), Event::SourceAccepted { block, .. }) => {
                Self::Claimed(work.answering(|source| source.accept(block)), lease)
            }
            (Self::Claimed(work, lease), Event::Waived { waived, .. }) => {
                Self::Claimed(work.waiving(waived), lease)
            }
            (Self::Claimed(work, lease), Event::Unwaived { finding, .. }) => {
                Self::Claimed(work.not_waiving(finding), lease)
            }
            (Self::Claimed(mut work, lease), Event::Suggested { epoch, block, suggestion, .. }) => {
                work.machine.suggested(epoch, block, suggestion);
                Self::Claimed(work, lease)
            }
            (Self::Claimed(mut work, lease), Event::TakenUp { epoch, block, .. }) => {
                work.machine.taken_up(epoch, block);
                Self::Claimed(work, lease)
            }
            // Rescued words are their author's, not the work's.
            (state, Event::Rescued { .. }) => state,
            // No decision leads here; a state believes what the log says and stays.
            (
                state,
                Event::Claimed(_)
                | Event::Renewed { .. }
                | Event::Drafted { .. }
                | Event::Released { .. }
                | Event::Lapsed { .. }
                | Event::Submitted(_)
                | Event::Returned { .. }
                | Event::Assigned { .. }
                | Event::Unassigned { .. }
                | Event::SourceAccepted { .. }
                | Event::Omitted { .. }
                | Event::Joined { .. }
                | Event::Split { .. }
                | Event::NoteAdded { .. }
                | Event::Restored { .. }
                | Event::Removed { .. }
                | Event::Waived { .. }
                | Event::Unwaived { .. }
                | Event::Suggested { .. }
                | Event::TakenUp { .. },
            ) => state,
        }
    }

    /// The same state with other work.
    fn working(self, change: impl FnOnce(Work) -> Work) -> Self {
        match self {
            Self::Absent => Self::Absent,
            Self::Open(work) => Self::Open(change(work)),
            Self::Claimed(work, lease) => Self::Claimed(change(work), lease),
            Self::Submitted(work) => Self::Submitted(change(work)),
        }
    }

    fn request(&self, requested: &Requested) -> Option<Event> {
        match self {
            Self::Absent => Some(Event::Requested(Box::new(requested.clone()))),
            Self::Open(_) | Self::Claimed(..) | Self::Submitted(_) => None,
        }
    }

    fn claim(&self, minutes: u32, load: Load, context: &Context) -> Decision<Self> {
        within_bounds(minutes)?;
        match self {
            Self::Absent => Err(Refusal::NotRequested),
            Self::Claimed(_, lease) if lease.holds(context.at) => kept_from(lease, context).map(|()| None),
            Self::Open(work) | Self::Claimed(work, _) => {
                load.takes_one_more()?;
                Ok(Some(work.claimed(minutes, context)))
            }
            Self::Submitted(_) => Err(Refusal::AlreadySubmitted),
        }
    }

    fn renew(&self, epoch: u32, context: &Context) -> Decision<Self> {
        let (_, lease) = self.held(epoch, context)?;
        let until = lease.renewed(context.at);
        Ok((until > lease.until).then_some(Event::Renewed { epoch, until }))
    }

    fn release(&self, epoch: u32, context: &Context) -> Decision<Self> {
        self.held(epoch, context)?;
        Ok(Some(Event::Released { epoch }))
    }

    fn lapse(&self, epoch: u32, at: DateTime<Utc>) -> Decision<Self> {
        match self {
            Self::Claimed(_, lease) if lease.epoch == epoch && lease.holds(at) => {
                Err(Refusal::LeaseHolds { until: lease.until })
            }
            Self::Claimed(_, lease) if lease.epoch == epoch => Ok(Some(Event::Lapsed { epoch })),
            Self::Absent | Self::Open(_) | Self::Claimed(..) | Self::Submitted(_) => Ok(None),
        }
    }

    fn draft(
        &self,
        epoch: u32,
        block: BlockId,
        text: &str,
        marks: Option<&[Anchor]>,
        over: Option<Digest>,
        context: &Context,
    ) -> Decision<Self> {
        let (work, lease) = self.held(epoch, context)?;
        work.accepts(block, text)?;
        let marks = work.marks(block, marks)?;
        if work.drafts.get(&block).is_some_and(|draft| draft.text == text && draft.marks == marks) {
            return Ok(None);
        }
        work.still_says(block, over)?;
        let until = lease.renewed(context.at).max(lease.until);
        Ok(Some(Event::Drafted { epoch, block, text: text.to_owned(), until, marks }))
    }

    fn rescue(&self, block: BlockId, text: &str, context: &Context) -> Decision<Self> {
        let (Self::Open(work) | Self::Claimed(work, _) | Self::Submitted(work)) = self else {
            return Err(Refusal::NotRequested);
        };
        match work.accepts(block, text) {
            // The block has left the text, or is set aside: its author may want the words elsewhere, or later.
            Ok(()) | Err(Refusal::BlockGone { .. } | Refusal::BlockSetAside { .. }) => {}
            Err(refusal) => return Err(refusal),
        }
        Ok(Some(Event::Rescued { block, text: text.to_owned(), by: context.actor.credit() }))
    }

    fn submit(&self, epoch: u32, looked: &Looked, context: &Context) -> Decision<Self> {
        let (work, _) = self.held(epoch, context)?;
        work.answers_newest()?;
        let blocks = work.missing();
        if !blocks.is_empty() {
            return Err(Refusal::BlocksMissing { blocks });
        }
        let submission = work.submission(context.actor.credit());
        let bytes = submission.document.size_bytes() + submission.arrangement.size_bytes();
        if bytes > DOCUMENT_BYTES_MOST {
            return Err(Refusal::TextTooLong { bytes, most: DOCUMENT_BYTES_MOST });
        }
        work.stands_up_to(looked, submission.digest)?;
        Ok(Some(Event::Submitted(Box::new(work.with_findings(submission, looked)))))
    }

    fn take_back(&self, round: u32, returned: Event) -> Decision<Self> {
        match self {
            Self::Submitted(work) if work.round == round => Ok(Some(returned)),
            Self::Submitted(_) | Self::Open(_) | Self::Claimed(..) => Ok(None),
            Self::Absent => Err(Refusal::NotSubmitted),
        }
    }

    /// The work, if the asking member holds it under this claim now.
    fn held(&self, epoch: u32, context: &Context) -> Result<(&Work, &Lease), Refusal> {
        match self {
            Self::Absent => Err(Refusal::NotRequested),
            Self::Open(work) if epoch < work.epoch => {
                Err(Refusal::OldEpoch { given: epoch, current: work.epoch })
            }
            Self::Open(_) => Err(Refusal::NotClaimed),
            Self::Submitted(_) => Err(Refusal::AlreadySubmitted),
            Self::Claimed(_, lease) if lease.epoch != epoch => {
                Err(Refusal::OldEpoch { given: epoch, current: lease.epoch })
            }
            Self::Claimed(_, lease) if !lease.holds(context.at) => {
                Err(Refusal::LeaseEnded { until: lease.until })
            }
            Self::Claimed(work, lease) => kept_from(lease, context).map(|()| (work, lease)),
        }
    }
}

fn within_bounds(minutes: u32) -> Result<(), Refusal> {
    if LEASE_MINUTES.contains(&minutes) { Ok(()) } else { Err(Refusal::LeaseOutOfBounds { minutes }) }
}

/// The refusal for those who are not the lease's holder.
fn kept_from(lease: &Lease, context: &Context) -> Result<(), Refusal> {
    if lease.holder.member == context.actor.member {
        return Ok(());
    }
    Err(Refusal::ClaimedByAnother { by: lease.holder.clone(), until: lease.until })
}

#[cfg(test)]
mod histories;
#[cfg(test)]
mod tests;
