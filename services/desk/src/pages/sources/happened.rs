//! What happened to a source, in people's words.

use chrono::{DateTime, Utc};
use contract::{
    Event, Recorded,
    source::{self, Came, Look, Report},
};

use super::super::times::When;
use crate::{board::Board, reader::Reader};

/// A fact about a source.
pub(super) struct Happened {
    pub(super) when: When,
    pub(super) words: String,
    /// What went wrong.
    pub(super) why: Option<String>,
    pub(super) bad: bool,
}

impl Happened {
    pub(super) fn new(
        fact: Recorded<Event>,
        board: &Board,
        reader: Reader,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let Event::Source(event) = fact.event else { return None };
        let who = board.members.get(&fact.by).map_or(String::new(), |row| row.membership.name.clone());
        let by = |id, unnamed| match who.as_str() {
            "" => reader.say(unnamed),
            who => reader.of(id, who),
        };
        let (words, why, bad) = match event {
            source::Event::Registered(_) => (by("sources-registered-by", "sources-registered"), None, false),
            source::Event::Changed(_) => (by("sources-changed-by", "sources-changed"), None, false),
            source::Event::Paused {} => (by("sources-paused-by", "sources-paused"), None, false),
            source::Event::Resumed {} => (by("sources-resumed-by", "sources-resumed"), None, false),
            source::Event::Failed { cause } => (reader.say("sources-failed"), Some(cause.what), true),
            source::Event::Recovered {} => (reader.say("sources-recovered"), None, false),
            source::Event::SetAside(item) => {
                (reader.of("sources-set-aside", &item.item), Some(item.why), true)
            }
        };
        let why = why.map(|why| reader.fault(&why));
        Some(Self { when: reader.when(fact.at, now), words, why, bad })
    }
}

/// The last look at a feed.
pub(super) struct Looked {
    pub(super) at: When,
    pub(super) came: String,
    pub(super) next: When,
}

impl Looked {
    pub(super) fn new(look: &Look, reader: Reader, now: DateTime<Utc>) -> Self {
        let came = match look.came {
            Came::Unchanged => reader.say("sources-nothing-new"),
            Came::Read { report } => reported(report, reader),
            Came::Failed => reader.say("sources-in-vain"),
            Came::Unrecorded => reader.say("sources-unrecorded"),
        };
        Self { at: reader.when(look.at, now), came, next: reader.when(look.next, now) }
    }
}

/// What came of reading a feed: `3 new, 1 changed`.
pub(super) fn reported(report: Report, reader: Reader) -> String {
    let parts = [
        (report.received, "sources-came-new"),
        (report.revised, "sources-came-changed"),
        (report.set_aside, "sources-came-aside"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, id)| reader.count(id, count as usize))
        .collect();
    if parts.is_empty() { reader.say("sources-nothing-new") } else { reader.listed(parts) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::tests::in_english;

    #[test]
    fn what_came_of_a_look_is_told_in_items() {
        let report = Report { received: 3, revised: 1, unchanged: 7, set_aside: 0 };
        assert_eq!(reported(report, in_english()), "3 new and 1 changed");
        assert_eq!(reported(Report { unchanged: 7, ..Report::default() }, in_english()), "nothing new");
    }
}
