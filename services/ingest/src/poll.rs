//! Looking at feeds: every registered one, as often as was agreed, asking only for what has changed.

use std::{collections::HashMap, sync::Arc, time::Duration};

use contract::{
    SourceId,
    source::{self, Came, Look, Registration},
};
use journal::{Fault, Live};
use runtime::{clock, commands::chain};
use tokio::{task::JoinSet, time::Instant};

use crate::{
    feeds::Feeds,
    fetch::{Bounds, Fetched, Fetcher, Validators},
    looks::Looks,
    taking::{Feed, Taking},
};

/// How often to see which feeds are due. People set minutes.
const EVERY: Duration = Duration::from_secs(1);

/// Feeds read at one time. Each may wait half a minute for its server; more at once would not hurry the log.
const AT_HAND: usize = 8;

/// When each feed is due, and what its server calls its state. Both can be lost: a feed is then read once more, which
/// changes nothing.
pub(crate) struct Poll {
    taking: Taking,
    fetcher: Fetcher,
    feeds: Arc<Live<Feeds>>,
    looks: Looks,
    watched: HashMap<SourceId, Watched>,
    reading: JoinSet<Looked>,
}

struct Watched {
    registration: Registration,
    due: Instant,
    at_hand: bool,
    validators: Validators,
}

struct Looked {
    id: SourceId,
    validators: Option<Validators>,
}

impl Poll {
    pub(crate) fn new(taking: Taking, feeds: Arc<Live<Feeds>>, looks: Looks) -> anyhow::Result<Self> {
        let fetcher = Fetcher::new(Bounds::default())?;
        Ok(Self { taking, fetcher, feeds, looks, watched: HashMap::new(), reading: JoinSet::new() })
    }

    /// Reads what is due, until a fault.
    pub(crate) async fn run(mut self) -> anyhow::Result<()> {
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            tokio::select! {
                _ = ticks.tick() => self.look_at_due(),
                Some(looked) = self.reading.join_next() => self.looked(looked?),
            }
        }
    }

    fn look_at_due(&mut self) {
        let now = Instant::now();
        let running = self.feeds.read().running();
        for (id, registration) in running {
            if self.reading.len() >= AT_HAND {
                return;
            }
            let Some(address) = registration.feed.clone() else { continue };
            let watched = self.watched.entry(id.clone());
            let watched = watched.or_insert_with(|| Watched::new(registration.clone(), now));
            watched.agree(&registration, now);
            if watched.at_hand || watched.due > now {
                continue;
            }
            watched.at_hand = true;
            let wait = Duration::from_secs(60 * u64::from(registration.every_minutes));
            watched.due = now + wait;
            let next = clock::now() + wait;
            let (taking, fetcher, looks) = (self.taking.clone(), self.fetcher.clone(), self.looks.clone());
            let validators = watched.validators.clone();
            self.reading.spawn(async move {
                let looked = look(&taking, &fetcher, &id, &registration, &address, &validators).await;
                if let Err(fault) = &looked {
                    tracing::warn!(source.id = %id, fault = %chain(fault), "a feed will be looked at again");
                }
                let (came, validators) = looked.unwrap_or((Came::Unrecorded, None));
                looks.remember(Look { source: id.clone(), at: clock::now(), next, came });
                Looked { id, validators }
            });
        }
    }

    fn looked(&mut self, looked: Looked) {
        let Some(watched) = self.watched.get_mut(&looked.id) else { return };
        watched.at_hand = false;
        if let Some(validators) = looked.validators {
            watched.validators = validators;
        }
    }
}

impl Watched {
    fn new(registration: Registration, due: Instant) -> Self {
        Self { registration, due, at_hand: false, validators: Validators::default() }
    }

    /// What was agreed anew is read at once.
    fn agree(&mut self, registration: &Registration, now: Instant) {
        if self.registration == *registration {
            return;
        }
        if self.registration.feed != registration.feed {
            self.validators = Validators::default();
        }
        (self.registration, self.due) = (registration.clone(), now);
    }
}

/// Reads one feed. Gives what came of it, and what to ask with next time, once everything in it has been taken.
async fn look(
    taking: &Taking,
    fetcher: &Fetcher,
    id: &SourceId,
    registration: &Registration,
    address: &str,
    since: &Validators,
) -> Result<(Came, Option<Validators>), Fault> {
    let (bytes, content_type, validators, address) = match fetcher.fetch(address, since).await {
        Ok(Fetched::Unchanged) => {
            taking.note(id, source::Command::Succeed).await?;
            return Ok((Came::Unchanged, None));
        }
        Ok(Fetched::Body { bytes, content_type, validators, address_after_redirects }) => {
            (bytes, content_type, validators, address_after_redirects)
        }
        Err(failure) => {
            taking.failed(id, &failure, None).await?;
            return Ok((Came::Failed, None));
        }
    };
    let raw = taking.log().keep_raw(&bytes).await?;
    let feed = Feed { bytes: &bytes, raw, content_type: content_type.as_deref(), address: Some(&address) };
    match taking.take(id, registration, feed).await? {
        Ok(report) => {
            tracing::info!(source.id = %id, report.received, report.revised, report.set_aside, "a feed was read");
            taking.note(id, source::Command::Succeed).await?;
            Ok((Came::Read { report }, Some(validators)))
        }
        Err(unreadable) => {
            taking.failed(id, &unreadable, Some(raw)).await?;
            Ok((Came::Failed, None))
        }
    }
}
