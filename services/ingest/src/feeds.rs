//! Which feeds there are to look at: a fold of all sources' events.

use std::collections::BTreeMap;

use contract::{
    Kind, Recorded, SourceId, Subject, Unreadable, envelope,
    source::{Event, Registration},
};
use decider::Fold;
use serde::{Deserialize, Serialize};

/// What is agreed about each source, and whether it is paused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Feeds {
    sources: BTreeMap<SourceId, Agreed>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Agreed {
    registration: Registration,
    paused: bool,
}

impl Fold for Feeds {
    const NAME: &'static str = "feeds";
    const KINDS: &'static [Kind] = &[Kind::Source];
    const SOURCES: &'static [&'static str] = &[include_str!("feeds.rs")];
    type Seen = Recorded<Event>;

    fn read(subject: Subject, sequence: u64, bytes: &[u8]) -> Result<Self::Seen, Unreadable> {
        envelope::read(subject, sequence, bytes)
    }

    fn apply(&mut self, seen: Self::Seen) {
        let Ok(id) = seen.subject.id().parse::<SourceId>() else { return };
        match seen.event {
            Event::Registered(registration) | Event::Changed(registration) => {
                let paused = self.sources.get(&id).is_some_and(|agreed| agreed.paused);
                self.sources.insert(id, Agreed { registration, paused });
            }
            Event::Paused {} => {
                self.sources.entry(id).and_modify(|agreed| agreed.paused = true);
            }
            Event::Resumed {} => {
                self.sources.entry(id).and_modify(|agreed| agreed.paused = false);
            }
            Event::Failed { .. } | Event::Recovered {} | Event::SetAside(_) => {}
        }
    }
}

impl Feeds {
    /// The sources that are not paused.
    pub(crate) fn running(&self) -> Vec<(SourceId, Registration)> {
        let running = self.sources.iter().filter(|(_, agreed)| !agreed.paused);
        running.map(|(id, agreed)| (id.clone(), agreed.registration.clone())).collect()
    }
}
