//! What a reaction shows of itself on health.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    health::{LISTED_MOST, Overdue, Part, PartState},
    reaction::Aside,
};
use journal::{Place, SetUpOtherwise};
use tokio::sync::watch;

/// An answer that takes longer is shown: a leader change and a restart of the server are over by then.
const ANSWERED_SOON: TimeDelta = TimeDelta::minutes(1);

/// How a reaction is doing, and what it has set aside.
pub(super) struct Shown {
    part: watch::Sender<Part>,
    aside: BTreeMap<u64, Aside>,
    /// Where the log ended when the reading began; `None` until that was asked.
    pub(super) reads_to: Option<u64>,
}

impl Shown {
    pub(super) fn new(part: watch::Sender<Part>) -> Self {
        Self { part, aside: BTreeMap::new(), reads_to: None }
    }

    pub(super) fn keep(&mut self, aside: Aside) {
        self.aside.insert(aside.sequence, aside);
    }

    pub(super) fn forget(&mut self, sequence: u64) {
        self.aside.remove(&sequence);
    }

    /// Whether the event was set aside or given up.
    pub(super) fn is_aside(&self, sequence: u64) -> bool {
        self.aside.contains_key(&sequence)
    }

    /// Every event is answered, from the first one on.
    pub(super) fn begins(&mut self) {
        self.reads_to = None;
        self.part.send_modify(|part| part.state = PartState::Reading);
    }

    /// Events come again, to a reaction that no event has stopped.
    pub(super) fn goes_on(&mut self) {
        self.part.send_if_modified(|part| match part.state {
            PartState::Reading | PartState::Current => false,
            PartState::Stopped { .. } => {
                part.state = PartState::Reading;
                true
            }
        });
    }

    pub(super) fn stopped(&mut self, state: PartState) {
        self.part.send_modify(|part| part.state = state);
    }

    pub(super) fn is_given_nothing(&mut self, otherwise: &SetUpOtherwise) {
        self.part.send_modify(|part| {
            part.state = PartState::Stopped { at: part.applied + 1, why: otherwise.to_string() };
        });
    }

    /// Shows how far the reaction has come over all replicas, and what is at work here, since when, by sequence.
    pub(super) fn looked(
        &mut self,
        place: Place,
        at_work: &BTreeMap<u64, DateTime<Utc>>,
        now: DateTime<Utc>,
    ) {
        let waiting: Vec<&Aside> = self.aside.values().filter(|aside| aside.waits()).collect();
        self.part.send_if_modified(|part| {
            let shown = Part {
                name: part.name.clone(),
                applied: place.answered,
                state: state(&part.state, place, self.reads_to),
                aside_count: waiting.len(),
                aside: waiting.into_iter().take(LISTED_MOST).cloned().collect(),
                overdue: overdue(at_work, now),
            };
            let is_new = *part != shown;
            *part = shown;
            is_new
        });
    }
}

/// Where events come without a pause, there never is a look at which none is open: having dealt with what stood there at the
/// start is enough.
fn state(was: &PartState, place: Place, reads_to: Option<u64>) -> PartState {
    let has_read = place.open == 0 || reads_to.is_some_and(|end| place.answered >= end);
    match was {
        PartState::Reading if has_read => PartState::Current,
        PartState::Reading => PartState::Reading,
        PartState::Current => PartState::Current,
        PartState::Stopped { at, why } => PartState::Stopped { at: *at, why: why.clone() },
    }
}

fn overdue(at_work: &BTreeMap<u64, DateTime<Utc>>, now: DateTime<Utc>) -> Vec<Overdue> {
    let for_long = at_work.iter().filter(|(_, since)| now - **since > ANSWERED_SOON);
    for_long.map(|(&sequence, &since)| Overdue { sequence, since }).take(LISTED_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn begun() -> (Shown, watch::Receiver<Part>) {
        let (part, seen) = watch::channel(Part::new("tester"));
        (Shown::new(part), seen)
    }

    fn look(shown: &mut Shown, answered: u64, open: u64) {
        shown.looked(Place { answered, open }, &BTreeMap::new(), AT);
    }

    #[test]
    fn a_reaction_is_current_once_it_has_dealt_with_what_stood_there_at_its_start_however_much_comes() {
        let (mut shown, seen) = begun();
        look(&mut shown, 3, 4);
        shown.reads_to = Some(9);
        look(&mut shown, 8, 256);
        assert_eq!(seen.borrow().state, PartState::Reading);
        look(&mut shown, 9, 256);
        assert_eq!(seen.borrow().state, PartState::Current);
        shown.begins();
        look(&mut shown, 9, 256);
        assert_eq!(seen.borrow().state, PartState::Reading, "a new place is read from its beginning");
        look(&mut shown, 10, 0);
        assert_eq!(seen.borrow().state, PartState::Current);
    }

    #[test]
    fn an_event_that_is_tried_for_longer_than_a_minute_is_shown_until_it_is_answered() {
        let (mut shown, seen) = begun();
        let at_work = BTreeMap::from([(5, AT), (7, AT + TimeDelta::seconds(30))]);
        let place = Place { answered: 4, open: 2 };
        shown.looked(place, &at_work, AT + TimeDelta::seconds(60));
        assert_eq!(seen.borrow().overdue, []);
        shown.looked(place, &at_work, AT + TimeDelta::seconds(61));
        assert_eq!(seen.borrow().overdue, [Overdue { sequence: 5, since: AT }]);
        shown.looked(place, &BTreeMap::new(), AT + TimeDelta::seconds(62));
        assert_eq!(seen.borrow().overdue, []);
    }
}
