//! The streams of facts that this process has at hand: those used last, within a bound.

use std::sync::Arc;

use contract::Subject;
use lru::LruCache;
use tokio::sync::Mutex;

use crate::loaded::Loaded;

/// A stream of facts at hand. Two commands on it take turns.
pub(crate) type Entry<D> = Arc<Mutex<Loaded<D>>>;

struct Kept<D> {
    entry: Entry<D>,
    bytes: usize,
}

/// What was used longest ago goes first. What goes is read back when it is wanted again, so nothing is ever wrong by it.
pub(crate) struct Cache<D> {
    kept: LruCache<Subject, Kept<D>>,
    bytes: usize,
    bytes_most: usize,
}

impl<D: Default> Cache<D> {
    pub(crate) fn new(bytes_most: usize) -> Self {
        Self { kept: LruCache::unbounded(), bytes: 0, bytes_most }
    }

    /// The stream, which is now the one used last; one that is not at hand begins cold.
    pub(crate) fn entry(&mut self, subject: &Subject) -> Entry<D> {
        let kept = self.kept.get_or_insert_ref(subject, || Kept { entry: Arc::default(), bytes: 0 });
        Arc::clone(&kept.entry)
    }

    /// The stream if it is at hand. Looking is not using.
    pub(crate) fn look(&self, subject: &Subject) -> Option<Entry<D>> {
        self.kept.peek(subject).map(|kept| Arc::clone(&kept.entry))
    }

    /// Notes how much a stream takes, and makes room.
    pub(crate) fn weigh(&mut self, subject: &Subject, bytes: usize) {
        let Some(kept) = self.kept.peek_mut(subject) else { return };
        self.bytes = self.bytes - kept.bytes + bytes;
        kept.bytes = bytes;
        while self.bytes > self.bytes_most && self.kept.len() > 1 {
            if let Some((_, gone)) = self.kept.pop_lru() {
                self.bytes -= gone.bytes;
            }
        }
    }

    pub(crate) fn forget(&mut self, subject: &Subject) {
        if let Some(gone) = self.kept.pop(subject) {
            self.bytes -= gone.bytes;
        }
    }

    /// All streams at hand.
    pub(crate) fn all(&self) -> Vec<(Subject, Entry<D>)> {
        self.kept.iter().map(|(subject, kept)| (subject.clone(), Arc::clone(&kept.entry))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(name: &str) -> Subject {
        Subject::member(&name.parse().unwrap())
    }

    #[test]
    fn what_was_used_longest_ago_makes_room() {
        let mut cache = Cache::<u32>::new(100);
        for name in ["a", "b", "c"] {
            cache.entry(&subject(name));
            cache.weigh(&subject(name), 40);
            cache.entry(&subject("a"));
        }
        let at_hand = |name| cache.look(&subject(name)).is_some();
        assert!(at_hand("a") && !at_hand("b") && at_hand("c"));
    }

    #[test]
    fn one_that_is_larger_than_the_room_stays_alone_and_its_weight_goes_with_it() {
        let mut cache = Cache::<u32>::new(100);
        for name in ["a", "b"] {
            cache.entry(&subject(name));
            cache.weigh(&subject(name), 500);
        }
        assert_eq!(cache.all().len(), 1);
        cache.forget(&subject("b"));
        assert_eq!(cache.bytes, 0);
    }
}
