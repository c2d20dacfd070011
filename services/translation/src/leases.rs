//! Leases that have run out: recorded, so that people see it. Whether a lease holds never depends on this.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use contract::{
    Actor, CommandId, Event, Kind, MemberId, PieceId, Recorded, Subject, Unreadable,
    health::PartState,
    newsroom::{self, Settings},
    translation::{self, Command},
};
use decider::Fold;
use journal::{Fault, Instruction, Live, Log, Outcome, Streams};
use runtime::{clock, commands::chain};
use serde::{Deserialize, Serialize};

use crate::translation::{Asked, Load, Translation};

/// How often to look. People see minutes.
const EVERY: Duration = Duration::from_secs(1);

/// When to look again after a fault: a log that is away, or a stream that is damaged, is not right again within a second.
const AFTER_FAULT: Duration = Duration::from_secs(30);

/// Which leases run, and what holds for claims: a fold of all translations' events and of the newsroom's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leases {
    running: BTreeMap<PieceId, Running>,
    settings: Settings,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Running {
    holder: MemberId,
    epoch: u32,
    until: DateTime<Utc>,
    /// The command that the lease began with.
    begun_by: CommandId,
}

impl Fold for Leases {
    const NAME: &'static str = "leases";
    const KINDS: &'static [Kind] = &[Kind::Translation, Kind::Newsroom];
    const SOURCES: &'static [&'static str] = &[include_str!("leases.rs")];
    type Seen = Recorded<Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        contract::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        let Recorded { subject, event, id, .. } = seen;
        match (event, subject.piece_id()) {
            (Event::Translation(event), Some(piece)) => self.translation(piece, event, id),
            (Event::Newsroom(newsroom::Event::Adjusted(settings)), _) => self.settings = settings,
            // A subject is checked when it is read: a translation has a piece.
            (Event::Translation(_), None)
            // No other kind is declared.
            | (
                Event::Source(_)
                | Event::Article(_)
                | Event::Edit(_)
                | Event::Term(_)
                | Event::Memory(_)
                | Event::Policy(_)
                | Event::Publication(_)
                | Event::Member(_)
                | Event::Newsroom(newsroom::Event::StyleSet { .. }),
                _,
            ) => {}
        }
    }
}

impl Leases {
    fn translation(&mut self, piece: PieceId, event: translation::Event, id: CommandId) {
        if let Some(until) = event.renews_until() {
            self.running.entry(piece).and_modify(|running| running.until = until);
            return;
        }
        match event {
            translation::Event::Claimed(lease) | translation::Event::Assigned { lease, .. } => {
                let (holder, epoch, until) = (lease.holder.member, lease.epoch, lease.until);
                self.running.insert(piece, Running { holder, epoch, until, begun_by: id });
            }
            translation::Event::Released { .. }
            | translation::Event::Lapsed { .. }
            | translation::Event::Unassigned { .. }
            | translation::Event::Submitted(_) => {
                self.running.remove(&piece);
            }
            translation::Event::Requested(_)
            | translation::Event::SourceChanged(_)
            | translation::Event::Rescued { .. }
            | translation::Event::Returned { .. }
            // These renew, see above.
            | translation::Event::Renewed { .. }
            | translation::Event::Drafted { .. }
            | translation::Event::SourceAccepted { .. }
            | translation::Event::Omitted { .. }
            | translation::Event::Joined { .. }
            | translation::Event::Split { .. }
            | translation::Event::NoteAdded { .. }
            | translation::Event::Restored { .. }
            | translation::Event::Removed { .. }
            | translation::Event::Waived { .. }
            | translation::Event::Unwaived { .. }
            | translation::Event::Suggested { .. }
            | translation::Event::TakenUp { .. } => {}
        }
    }

    /// How many leases of this member run on other pieces than this.
    fn held(&self, member: &MemberId, apart_from: &PieceId, now: DateTime<Utc>) -> usize {
        let others = self.running.iter().filter(|(piece, _)| *piece != apart_from);
        others.filter(|(_, running)| running.holder == *member && running.until > now).count()
    }

    fn over(&self, now: DateTime<Utc>) -> Vec<(PieceId, Running)> {
        let over = self.running.iter().filter(|(_, running)| running.until <= now);
        over.map(|(piece, running)| (piece.clone(), running.clone())).collect()
    }
}

/// A command with how many other pieces its member has, where that counts.
///
/// Everything that was recorded before the claim came is seen. Claims of one member at one and the same moment do not see
/// each other, so together they can take a member beyond the most.
pub(crate) async fn informed(
    leases: Arc<Live<Leases>>,
    log: Log,
    subject: Subject,
    actor: Actor,
    command: Command,
) -> Result<Asked, Fault> {
    let most = leases.read().settings.claims_most;
    let load = match (&command, subject.piece_id()) {
        (Command::Claim { .. }, Some(piece)) if most.is_some() => {
            // A fold that has stopped or is still reading counts what it knows: nobody waits for an operator.
            leases.seen(log.last_of(Kind::Translation).await?).await;
            let held = leases.read().held(&actor.member, &piece, clock::now());
            Load { held: held.try_into().unwrap_or(u32::MAX), most }
        }
        (
            Command::Claim { .. }
            | Command::Request(_)
            | Command::Renew { .. }
            | Command::Release { .. }
            | Command::Lapse { .. }
            | Command::Draft { .. }
            | Command::Rescue { .. }
            | Command::Submit { .. }
            | Command::Return { .. }
            | Command::Assign { .. }
            | Command::Unassign { .. }
            | Command::ChangeSource(_)
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
            | Command::TakeUp { .. },
            _,
        ) => Load::default(),
    };
    Ok(Asked { command, load })
}

/// Records what has lapsed. A lease whose end cannot be recorded holds up no other, and is looked at again later.
pub(crate) async fn sweep(leases: Arc<Live<Leases>>, streams: Arc<Streams<Translation>>) -> Infallible {
    let part = leases.part();
    loop {
        // A fold that is still reading, or has stopped, knows leases that were over long ago.
        let is_current = part.borrow().state == PartState::Current;
        let over = if is_current { leases.read().over(clock::now()) } else { Vec::new() };
        let mut pause = EVERY;
        for (piece, running) in over {
            if let Err(fault) = lapse(&streams, &piece, &running).await {
                tracing::warn!(piece.id = %piece, fault = %chain(&fault), "the end of a lease is not recorded yet");
                pause = AFTER_FAULT;
            }
        }
        tokio::time::sleep(pause).await;
    }
}

async fn lapse(streams: &Streams<Translation>, piece: &PieceId, running: &Running) -> Result<(), Fault> {
    let subject = Subject::translation(piece);
    // Derived from how the lease began, so that all replicas that see this lease end record it once.
    let id = CommandId::caused_by(running.begun_by, &subject.to_string());
    let by = Actor::service("translation");
    let instruction = Instruction::new(id, Some(running.begun_by), by, clock::now());
    match streams.execute(&subject, &instruction, &Command::Lapse { epoch: running.epoch }.into()).await? {
        // Renewed in between: the log will say until when. What lapsed leaves the fold by its own event.
        Outcome::Recorded { .. }
        | Outcome::Unchanged { .. }
        | Outcome::Refused { .. }
        | Outcome::Moved { .. } => Ok(()),
    }
}
