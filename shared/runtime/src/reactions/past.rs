//! What is known here about the events that have been dealt with: whether it is an event's turn.

use std::collections::HashMap;

use super::answer::Predecessor;

/// Streams of facts whose last event is remembered, some 20 MB of them. More are beyond the floor only where an event holds
/// it for so long that health shows it; then the next event of a stream that was forgotten waits for that one too.
const REMEMBERED_MOST: usize = 100_000;

/// The events of one place in the log that have been dealt with, as far as is known in this process.
#[derive(Default)]
pub(super) struct Past {
    /// Everything up to here has been dealt with, by whichever replica.
    floor: u64,
    /// Of each stream of facts the last event beyond the floor that was dealt with here.
    last: HashMap<String, Last>,
}

#[derive(Clone, Copy)]
pub(super) struct Last {
    pub(super) sequence: u64,
    pub(super) is_answered: bool,
}

impl Past {
    /// What is known about the event before one on its stream; `None` if it may not have been dealt with.
    pub(super) fn predecessor(&self, subject: &str, before: u64) -> Option<Predecessor> {
        let dealt_with_here = self.last.get(subject).filter(|last| last.sequence >= before);
        match dealt_with_here {
            _ if before == 0 => Some(Predecessor::Answered),
            Some(last) if last.is_answered && last.sequence == before => Some(Predecessor::Answered),
            Some(_) => Some(Predecessor::DealtWith { sequence: before }),
            None if before <= self.floor => Some(Predecessor::DealtWith { sequence: before }),
            // Another replica has it, or it comes to this one when that replica is gone.
            None => None,
        }
    }

    pub(super) fn dealt_with(&mut self, subject: String, last: Last) {
        // One that came again is older than what was dealt with since.
        if self.last.get(&subject).is_none_or(|known| known.sequence <= last.sequence) {
            self.last.insert(subject, last);
        }
        if self.last.len() > REMEMBERED_MOST {
            self.forget_the_older_half();
        }
    }

    /// All replicas have come this far. A server that was killed may have forgotten some of it, and gives those events again;
    /// they have been dealt with all the same.
    pub(super) fn has_reached(&mut self, floor: u64) {
        if floor > self.floor {
            self.floor = floor;
            self.last.retain(|_, last| last.sequence > floor);
        }
    }

    fn forget_the_older_half(&mut self) {
        let mut sequences: Vec<u64> = self.last.values().map(|last| last.sequence).collect();
        let half = sequences.len() / 2;
        let (_, &mut oldest_kept, _) = sequences.select_nth_unstable(half);
        self.last.retain(|_, last| last.sequence >= oldest_kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWERED: Option<Predecessor> = Some(Predecessor::Answered);

    fn dealt_with(sequence: u64) -> Predecessor {
        Predecessor::DealtWith { sequence }
    }

    #[test]
    fn an_event_waits_until_the_one_before_it_was_dealt_with_here_or_lies_below_the_floor() {
        let mut past = Past::default();
        assert_eq!(past.predecessor("a", 0), ANSWERED);
        assert_eq!(past.predecessor("a", 5), None);
        past.dealt_with("a".to_owned(), Last { sequence: 5, is_answered: true });
        assert_eq!(past.predecessor("a", 5), ANSWERED);
        assert_eq!(past.predecessor("b", 5), None);
        past.dealt_with("a".to_owned(), Last { sequence: 7, is_answered: false });
        assert_eq!(past.predecessor("a", 7), Some(dealt_with(7)));
        past.has_reached(6);
        assert_eq!(past.predecessor("b", 5), Some(dealt_with(5)));
        assert_eq!(past.predecessor("b", 7), None);
    }

    #[test]
    fn what_a_killed_server_forgot_is_known_here() {
        let mut past = Past::default();
        past.has_reached(6);
        past.has_reached(3);
        assert_eq!(past.predecessor("a", 6), Some(dealt_with(6)));
    }

    #[test]
    fn what_is_remembered_while_one_event_holds_the_floor_is_bounded_and_the_newest_is_kept() {
        let mut past = Past::default();
        for sequence in 1..=2 * REMEMBERED_MOST as u64 {
            past.dealt_with(format!("stream-{sequence}"), Last { sequence, is_answered: true });
            assert!(past.last.len() <= REMEMBERED_MOST);
        }
        assert_eq!(past.predecessor("stream-1", 1), None, "it waits for the floor, and is not passed over");
        let newest = 2 * REMEMBERED_MOST as u64;
        assert_eq!(past.predecessor(&format!("stream-{newest}"), newest), ANSWERED);
    }
}
