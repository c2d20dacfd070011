//! Looking at feeds: every registered one, as often as was agreed, asking only for what has changed.

use std::{collections::HashMap, time::Duration};

use contract::{
    Kind, Recorded, SourceId,
    source::{self, Event, Registration},
};
use journal::{Fault, Log};
use runtime::commands::chain;
use tokio::{task::JoinSet, time::Instant};

use crate::{
    fetch::{Bounds, Fetched, Fetcher, Validators},
    taking::{Feed, Taking},
};

/// How often to see which feeds are due. People set minutes.
const EVERY: Duration = Duration::from_secs(1);

/// Feeds read at one time. Each may wait half a minute for its server; more at once would not hurry the log.
const AT_HAND: usize = 8;

/// The feeds, and when each is due: a fold of the sources' events, and a memory of what servers call their state.
/// Both can be lost: a feed is then read once more, which changes nothing.
pub(crate) struct Poll {
    taking: Taking,
    fetcher: Fetcher,
    feeds: HashMap<SourceId, Watched>,
    reading: JoinSet<Looked>,
}

struct Watched {
    registration: Registration,
    paused: bool,
    due: Instant,
    at_hand: bool,
    validators: Validators,
}

struct Looked {
    id: SourceId,
    validators: Option<Validators>,
}

impl Poll {
    pub(crate) fn new(taking: Taking) -> anyhow::Result<Self> {
        let fetcher = Fetcher::new(Bounds::default())?;
        Ok(Self { taking, fetcher, feeds: HashMap::new(), reading: JoinSet::new() })
    }

    /// Follows the sources and reads what is due, until a fault.
    pub(crate) async fn run(mut self, log: Log) -> anyhow::Result<()> {
        let mut follow = log.follow(&[Kind::Source], 1).await?;
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            tokio::select! {
                stored = follow.next() => self.apply(stored?.read_as()?),
                _ = ticks.tick() => self.look_at_due(),
                Some(looked) = self.reading.join_next() => self.looked(looked?),
            }
        }
    }

    fn apply(&mut self, recorded: Recorded<Event>) {
        let Ok(id) = recorded.subject.id().parse::<SourceId>() else { return };
        match recorded.event {
            Event::Registered(registration) | Event::Changed(registration) => {
                let before = self.feeds.remove(&id);
                let paused = before.as_ref().is_some_and(|before| before.paused);
                let validators =
                    before.filter(|b| b.registration.feed == registration.feed).map(|b| b.validators);
                let validators = validators.unwrap_or_default();
                let due = Instant::now();
                self.feeds.insert(id, Watched { registration, paused, due, at_hand: false, validators });
            }
            Event::Paused {} => self.change(&id, |watched| watched.paused = true),
            Event::Resumed {} => self.change(&id, |watched| watched.paused = false),
            Event::Failed { .. } | Event::Recovered {} | Event::SetAside(_) => {}
        }
    }

    fn change(&mut self, id: &SourceId, change: impl FnOnce(&mut Watched)) {
        if let Some(watched) = self.feeds.get_mut(id) {
            change(watched);
        }
    }

    fn look_at_due(&mut self) {
        let now = Instant::now();
        for (id, watched) in &mut self.feeds {
            let Some(address) = watched.registration.feed.clone() else { continue };
            if watched.paused || watched.at_hand || watched.due > now || self.reading.len() >= AT_HAND {
                continue;
            }
            watched.at_hand = true;
            watched.due = now + Duration::from_secs(60 * u64::from(watched.registration.every_minutes));
            let (taking, fetcher) = (self.taking.clone(), self.fetcher.clone());
            let (id, registration, validators) =
                (id.clone(), watched.registration.clone(), watched.validators.clone());
            self.reading.spawn(async move {
                let looked = look(&taking, &fetcher, &id, &registration, &address, &validators).await;
                if let Err(fault) = &looked {
                    tracing::warn!(source.id = %id, fault = %chain(fault), "a feed will be looked at again");
                }
                Looked { id, validators: looked.ok().flatten() }
            });
        }
    }

    fn looked(&mut self, looked: Looked) {
        let Some(watched) = self.feeds.get_mut(&looked.id) else { return };
        watched.at_hand = false;
        if let Some(validators) = looked.validators {
            watched.validators = validators;
        }
    }
}

/// Reads one feed. Gives what to ask with next time, once everything in it has been taken.
async fn look(
    taking: &Taking,
    fetcher: &Fetcher,
    id: &SourceId,
    registration: &Registration,
    address: &str,
    since: &Validators,
) -> Result<Option<Validators>, Fault> {
    let (bytes, content_type, validators, address) = match fetcher.fetch(address, since).await {
        Ok(Fetched::Unchanged) => {
            taking.note(id, source::Command::Succeed).await?;
            return Ok(None);
        }
        Ok(Fetched::Body { bytes, content_type, validators, address_after_redirects }) => {
            (bytes, content_type, validators, address_after_redirects)
        }
        Err(failure) => {
            taking.failed(id, failure.to_string(), None).await?;
            return Ok(None);
        }
    };
    let raw = taking.log().keep_raw(&bytes).await?;
    let feed = Feed { bytes: &bytes, raw, content_type: content_type.as_deref(), address: Some(&address) };
    match taking.take(id, registration, feed).await? {
        Ok(report) => {
            tracing::info!(source.id = %id, report.received, report.revised, report.set_aside, "a feed was read");
            taking.note(id, source::Command::Succeed).await?;
            Ok(Some(validators))
        }
        Err(unreadable) => {
            taking.failed(id, unreadable.to_string(), Some(raw)).await?;
            Ok(None)
        }
    }
}
