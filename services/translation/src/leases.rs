//! Leases that have run out: recorded, so that people see it. Whether a lease holds never depends on this.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use contract::{
    Actor, CommandId, Kind, PieceId, Recorded, Subject, Unreadable, envelope,
    health::PartState,
    translation::{Command, Event},
};
use decider::Fold;
use journal::{Fault, Instruction, Live, Outcome, Streams};
use runtime::{clock, commands::chain};
use serde::{Deserialize, Serialize};

use crate::translation::Translation;

/// How often to look. People see minutes.
const EVERY: Duration = Duration::from_secs(1);

/// When to look again after a fault: a log that is away, or a stream that is damaged, is not right again within a second.
const AFTER_FAULT: Duration = Duration::from_secs(30);

/// Which leases run: a fold of all translations' events.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leases {
    running: BTreeMap<PieceId, Running>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Running {
    epoch: u32,
    until: DateTime<Utc>,
    /// The command that the lease began with.
    claim: CommandId,
}

impl Fold for Leases {
    const NAME: &'static str = "leases";
    const KINDS: &'static [Kind] = &[Kind::Translation];
    const SOURCES: &'static [&'static str] = &[include_str!("leases.rs")];
    type Seen = Recorded<Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        envelope::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        let Recorded { subject, event, id, .. } = seen;
        let Some(piece) = subject.piece_id() else { return };
        match event {
            Event::Claimed(lease) => {
                let running = Running { epoch: lease.epoch, until: lease.until, claim: id };
                self.running.insert(piece, running);
            }
            Event::Renewed { until, .. }
            | Event::Drafted { until, .. }
            | Event::SourceAccepted { until, .. } => {
                self.running.entry(piece).and_modify(|running| running.until = until);
            }
            Event::Released { .. } | Event::Lapsed { .. } | Event::Submitted(_) => {
                self.running.remove(&piece);
            }
            Event::Requested(_)
            | Event::Rescued { .. }
            | Event::Returned { .. }
            | Event::SourceChanged(_) => {}
        }
    }
}

impl Leases {
    fn over(&self, now: DateTime<Utc>) -> Vec<(PieceId, Running)> {
        let over = self.running.iter().filter(|(_, running)| running.until <= now);
        over.map(|(piece, running)| (piece.clone(), running.clone())).collect()
    }
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
    // Derived from the claim, so that all replicas that see this lease end record it once.
    let id = CommandId::caused_by(running.claim, &subject.to_string());
    let by = Actor::service("translation");
    let instruction = Instruction::new(id, Some(running.claim), by, clock::now());
    match streams.execute(&subject, &instruction, &Command::Lapse { epoch: running.epoch }).await? {
        // Renewed in between: the log will say until when. What lapsed leaves the fold by its own event.
        Outcome::Recorded { .. } | Outcome::Unchanged { .. } | Outcome::Refused { .. } => Ok(()),
    }
}
