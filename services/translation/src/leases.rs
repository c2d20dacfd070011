//! Leases that have run out: recorded, so that people see it. Whether a lease holds never depends on this.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};
use contract::{
    Actor, CommandId, Kind, Recorded, Subject,
    translation::{Command, Event, Lease},
};
use journal::{Fault, Instruction, Log, Outcome, Streams};
use runtime::clock;

use crate::translation::Translation;

/// How often to look. People see minutes.
const EVERY: Duration = Duration::from_secs(1);

/// Which leases run, by their end: a fold of all translations' events.
#[derive(Debug, Default)]
pub(crate) struct Leases {
    by_end: BTreeSet<(DateTime<Utc>, Subject)>,
    running: HashMap<Subject, (Lease, CommandId)>,
}

impl Leases {
    /// Follows the log and records what has lapsed, until a fault.
    pub(crate) async fn sweep(mut self, log: Log, streams: Arc<Streams<Translation>>) -> anyhow::Result<()> {
        let mut follow = log.follow(&[Kind::Translation], 1).await?;
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            tokio::select! {
                stored = follow.next() => self.apply(stored?.read_as()?),
                _ = ticks.tick() => self.lapse(clock::now(), &streams).await?,
            }
        }
    }

    async fn lapse(&mut self, now: DateTime<Utc>, streams: &Streams<Translation>) -> Result<(), Fault> {
        for (subject, lease, claim) in self.over(now) {
            // Derived from the claim, so that all replicas that see this lease end record it once.
            let id = CommandId::caused_by(claim, &subject.to_string());
            let instruction = Instruction::new(id, Some(claim), Actor::service("translation"), now);
            let command = Command::Lapse { epoch: lease.epoch };
            match streams.execute(&subject, &instruction, &command).await? {
                Outcome::Recorded { .. } | Outcome::Unchanged { .. } => self.end(&subject),
                // Renewed in between: the log will say until when.
                Outcome::Refused { .. } => {}
            }
        }
        Ok(())
    }

    fn over(&self, now: DateTime<Utc>) -> Vec<(Subject, Lease, CommandId)> {
        self.by_end
            .iter()
            .take_while(|(until, _)| *until <= now)
            .filter_map(|(_, subject)| {
                let (lease, claim) = self.running.get(subject)?;
                Some((subject.clone(), lease.clone(), *claim))
            })
            .collect()
    }

    fn apply(&mut self, recorded: Recorded<Event>) {
        let Recorded { subject, event, id, .. } = recorded;
        match event {
            Event::Claimed(lease) => {
                self.end(&subject);
                self.by_end.insert((lease.until, subject.clone()));
                self.running.insert(subject, (lease, id));
            }
            Event::Renewed { until, .. } | Event::Drafted { until, .. } => self.extend(&subject, until),
            Event::Released { .. } | Event::Lapsed { .. } | Event::Submitted(_) => self.end(&subject),
            Event::Requested(_) | Event::Rescued { .. } | Event::Returned { .. } => {}
        }
    }

    fn extend(&mut self, subject: &Subject, until: DateTime<Utc>) {
        if let Some((lease, _)) = self.running.get_mut(subject) {
            self.by_end.remove(&(lease.until, subject.clone()));
            lease.until = until;
            self.by_end.insert((until, subject.clone()));
        }
    }

    fn end(&mut self, subject: &Subject) {
        if let Some((lease, _)) = self.running.remove(subject) {
            self.by_end.remove(&(lease.until, subject.clone()));
        }
    }
}
