//! What stands on the log, read in two ways that must agree.

use std::collections::BTreeMap;

use contract::{Kind, Recorded, Subject, translation::Event};
use journal::{Log, Stored};

pub type Fact = Recorded<Event>;

/// The facts of each stream from the sequence `from` on, in the order of the log.
///
/// # Panics
/// If the log has a gap, if a fact does not name the one before it on its stream, or if a stream that is read by its
/// chain differs.
pub async fn read(log: &Log, from: u64) -> BTreeMap<Subject, Vec<Fact>> {
    let mut found: BTreeMap<Subject, Vec<Stored>> = BTreeMap::new();
    let end = log.end().await.unwrap();
    let mut next = from;
    if next <= end {
        let mut follow = log.follow(&Kind::ALL, from).await.unwrap();
        while next <= end {
            let stored = follow.next().await.unwrap();
            assert_eq!(stored.sequence, next, "the log has a gap");
            next += 1;
            found.entry(stored.subject.parse().unwrap()).or_default().push(stored);
        }
        follow.end().await;
    }
    let mut facts = BTreeMap::new();
    for (subject, stored) in found {
        let by_chain = log.chain(&subject, from - 1).await.unwrap();
        let plain = |stored: &Stored| (stored.sequence, stored.before, stored.bytes.clone());
        assert!(stored.iter().map(plain).eq(by_chain.iter().map(plain)), "{subject} has two readings");
        for pair in stored.windows(2) {
            assert_eq!(
                pair[1].before,
                Some(pair[0].sequence),
                "a fact of {subject} does not name the one before it"
            );
        }
        facts.insert(subject, stored.iter().map(|stored| stored.read_as().unwrap()).collect());
    }
    facts
}
