//! One event: answered, tried again, or set aside.

use std::time::Duration;

use contract::{
    CommandId, Event, Recorded,
    health::PartState,
    reaction::{Aside, Obstacle},
};
use journal::{Asides, Delivery, Fault, Log, Stored};
use serde::Deserialize;

use super::Answer;
use crate::{Shutdown, clock, commands::chain};

/// How often an answer may be overtaken on its stream, each time by another's success, before a person looks at it.
const CONTENDED_MOST: u32 = 3;

const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// A log that was away for long is found again within this time.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// What all events of one reaction are answered with.
pub(super) struct Answering {
    pub(super) log: Log,
    pub(super) name: &'static str,
    pub(super) asides: Asides,
    pub(super) shutdown: Shutdown,
    pub(super) answer: Box<dyn Fn(Recorded<Event>) -> Answer + Send + Sync>,
}

/// What one attempt came to.
pub(super) enum Attempt {
    Answered,
    /// The log did not answer; that passes.
    Unanswered(Fault),
    Blocked(Obstacle),
    /// This program is too old for the event.
    FromTheFuture(PartState),
}

/// How it ended with an event that was delivered.
pub(super) enum Ended {
    Answered,
    SetAside,
    /// Not acknowledged, and not to be passed over: the reader stops.
    Stopped(PartState),
    /// Not acknowledged, for the service ends: it comes again.
    Left,
}

/// What is known about the event before an event on its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Predecessor {
    /// There is none, or this process has answered it itself.
    Answered,
    /// Somebody has dealt with it: answered it or set it aside.
    DealtWith { sequence: u64 },
}

impl Answering {
    /// Deals with an event whose turn it is. It is acknowledged only when it has been answered or stands aside.
    pub(super) async fn deal_with(&self, delivery: &Delivery, suspect: bool, before: Predecessor) -> Ended {
        let ended = self.deal(&delivery.stored, suspect, before).await;
        match ended {
            Ended::Answered | Ended::SetAside => delivery.dealt_with().await,
            Ended::Stopped(_) | Ended::Left => {}
        }
        ended
    }

    async fn deal(&self, stored: &Stored, suspect: bool, before: Predecessor) -> Ended {
        if suspect {
            match self.patiently(|| self.asides.get(self.name, stored.sequence)).await {
                Some(None) => {}
                Some(Some(_)) => return Ended::SetAside,
                None => return Ended::Left,
            }
        }
        match before {
            Predecessor::Answered => {}
            Predecessor::DealtWith { sequence } => {
                match self.patiently(|| self.wait_behind(stored, sequence)).await {
                    Some(false) => {}
                    Some(true) => return Ended::SetAside,
                    None => return Ended::Left,
                }
            }
        }
        self.answer_or_set_aside(stored).await
    }

    async fn answer_or_set_aside(&self, stored: &Stored) -> Ended {
        let (mut tries, mut contended, mut pause) = (0, 0, FIRST_PAUSE);
        let why = loop {
            tries += 1;
            match self.attempt(stored).await {
                Attempt::Answered => return Ended::Answered,
                Attempt::FromTheFuture(stopped) => return Ended::Stopped(stopped),
                Attempt::Blocked(Obstacle::Contended) if contended + 1 < CONTENDED_MOST => contended += 1,
                Attempt::Blocked(why) => break why,
                Attempt::Unanswered(fault) => {
                    tracing::warn!(event.sequence = stored.sequence, fault = %chain(&fault), "an event will be answered again");
                }
            }
            if !self.pause(&mut pause).await {
                return Ended::Left;
            }
        };
        tracing::error!(reaction = self.name, event.sequence = stored.sequence, %why, "an event is set aside; see `dragoman reactions`");
        let set_aside = aside(stored, why, tries);
        match self.patiently(|| self.asides.put(self.name, &set_aside)).await {
            Some(()) => Ended::SetAside,
            None => Ended::Left,
        }
    }

    /// Sets an event aside if the one before it waits. Whether it was.
    async fn wait_behind(&self, stored: &Stored, before: u64) -> Result<bool, Fault> {
        let Some(first) = self.waiting(before).await? else { return Ok(false) };
        let sequence = match first.why {
            Obstacle::Behind { sequence } => sequence,
            Obstacle::Unreadable
            | Obstacle::Panicked
            | Obstacle::TooLarge { .. }
            | Obstacle::Contended
            | Obstacle::Missing
            | Obstacle::Foreign
            | Obstacle::NotKnown => before,
        };
        let set_aside = aside(stored, Obstacle::Behind { sequence }, 0);
        self.asides.put(self.name, &set_aside).await?;
        // A retry that ended in between has not seen this one: nobody would come back for it.
        if self.waiting(before).await?.is_some() {
            return Ok(true);
        }
        self.asides.remove(self.name, stored.sequence).await?;
        Ok(false)
    }

    /// Everything that this reaction has set aside or given up; `None` if the service ends before the log has said it.
    pub(super) async fn all_asides(&self) -> Option<Vec<Aside>> {
        let all = self.patiently(|| self.asides.all()).await?;
        Some(all.into_iter().filter(|(name, _)| name == self.name).map(|(_, aside)| aside).collect())
    }

    async fn waiting(&self, sequence: u64) -> Result<Option<Aside>, Fault> {
        Ok(self.asides.get(self.name, sequence).await?.filter(Aside::waits))
    }

    /// Answers once, in a task of its own: a panic ends there.
    pub(super) async fn attempt(&self, stored: &Stored) -> Attempt {
        let recorded = match stored.read() {
            Ok(recorded) => recorded,
            Err(fault) => return Attempt::failed(fault),
        };
        match tokio::spawn((self.answer)(recorded)).await {
            Ok(Ok(())) => Attempt::Answered,
            Ok(Err(fault)) => Attempt::failed(fault),
            Err(_) => Attempt::Blocked(Obstacle::Panicked),
        }
    }

    /// Asks the log until it answers; `None` if the service ends before.
    async fn patiently<T, F>(&self, ask: impl Fn() -> F) -> Option<T>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let mut pause = FIRST_PAUSE;
        loop {
            match ask().await {
                Ok(answer) => return Some(answer),
                Err(fault) => {
                    tracing::warn!(fault = %chain(&fault), "the set-aside events are asked for again");
                }
            }
            if !self.pause(&mut pause).await {
                return None;
            }
        }
    }

    /// Waits before another attempt; false if the service ends.
    async fn pause(&self, pause: &mut Duration) -> bool {
        tokio::select! {
            () = self.shutdown.cancelled() => return false,
            () = tokio::time::sleep(*pause) => {}
        }
        *pause = (*pause * 2).min(LONGEST_PAUSE);
        true
    }
}

impl Attempt {
    fn failed(fault: Fault) -> Self {
        match &fault {
            Fault::Unanswered(_) => Self::Unanswered(fault),
            Fault::Missing { .. } => Self::Blocked(Obstacle::Missing),
            Fault::Foreign { .. } => Self::Blocked(Obstacle::Foreign),
            Fault::TooLarge { bytes, most } => {
                Self::Blocked(Obstacle::TooLarge { bytes: *bytes, most: *most })
            }
            Fault::Contended { .. } => Self::Blocked(Obstacle::Contended),
            Fault::Unreadable { source, .. } if source.is_from_the_future() => {
                fault.stops().map_or(Self::Blocked(Obstacle::Unreadable), Self::FromTheFuture)
            }
            Fault::Unreadable { .. } => Self::Blocked(Obstacle::Unreadable),
        }
    }
}

fn aside(stored: &Stored, why: Obstacle, tries: u32) -> Aside {
    let (sequence, subject) = (stored.sequence, stored.subject.clone());
    Aside { sequence, subject, id: id_of(&stored.bytes), why, since: clock::now(), tries, given_up: None }
}

/// The id of an event whose content may not be readable.
fn id_of(bytes: &[u8]) -> Option<CommandId> {
    #[derive(Deserialize)]
    struct Identified {
        id: CommandId,
    }
    serde_json::from_slice::<Identified>(bytes).ok().map(|identified| identified.id)
}
