//! Whether what was told and what stands on the log are one history, as the pure rules would have it.

use std::collections::{BTreeMap, HashMap};

use contract::{CommandId, Subject};
use decider::Decider;
use journal::Outcome;
use translation::translation::Translation;

use crate::{
    facts::Fact,
    given::{Answer, Given},
    history::Attempt,
};

/// The attempts and the facts of one stream.
struct Story<'a> {
    subject: &'a Subject,
    facts: &'a [Fact],
    /// The state before the fact of the same index; one more than facts.
    states: Vec<Translation>,
    /// The index of the fact that each command recorded.
    recorded: HashMap<CommandId, usize>,
    attempts: HashMap<CommandId, Vec<&'a Attempt>>,
    /// The highest version told until an instant, by the instants in order.
    told: Vec<(u64, u64)>,
}

/// Compares every answer with the facts of its stream and with what the rules decide on the state of that version.
///
/// # Panics
/// If an answer is not the one that the rules give at its place in the log's order, if it is older than what was told
/// before it was asked for, if a fact is there that no command asked for, or that was refused, or twice.
pub fn check(attempts: &[Attempt], facts: &BTreeMap<Subject, Vec<Fact>>) {
    let mut by_subject: BTreeMap<&Subject, Vec<&Attempt>> = BTreeMap::new();
    for attempt in attempts {
        by_subject.entry(&attempt.given.subject).or_default().push(attempt);
    }
    for subject in facts.keys() {
        assert!(by_subject.contains_key(subject), "nobody asked for the facts of {subject}");
    }
    for (subject, attempts) in by_subject {
        let facts = facts.get(subject).map_or(&[][..], Vec::as_slice);
        Story::new(subject, attempts, facts).check();
    }
}

/// The state to which these facts lead.
pub fn folded(facts: &[Fact]) -> Translation {
    facts.iter().fold(Translation::default(), |state, fact| state.evolve(fact.event.clone()))
}

impl<'a> Story<'a> {
    fn new(subject: &'a Subject, all: Vec<&'a Attempt>, facts: &'a [Fact]) -> Self {
        let mut states = vec![Translation::default()];
        let mut recorded = HashMap::new();
        for (index, fact) in facts.iter().enumerate() {
            states.push(states[index].clone().evolve(fact.event.clone()));
            let earlier = recorded.insert(fact.id, index);
            assert_eq!(earlier, None, "the command {} stands twice on {subject}", fact.id);
        }
        let versions = |attempt: &&Attempt| Some((attempt.answered_at, attempt.answer.version()?));
        let mut told: Vec<(u64, u64)> = all.iter().filter_map(versions).collect();
        told.sort_unstable();
        let mut highest = 0;
        for (_, version) in &mut told {
            highest = highest.max(*version);
            *version = highest;
        }
        let mut attempts: HashMap<CommandId, Vec<&Attempt>> = HashMap::new();
        for attempt in all {
            attempts.entry(attempt.given.instruction.id).or_default().push(attempt);
        }
        Self { subject, facts, states, recorded, attempts, told }
    }

    fn check(&self) {
        for (index, fact) in self.facts.iter().enumerate() {
            self.check_fact(index, fact);
        }
        for attempts in self.attempts.values() {
            for attempt in attempts {
                self.check_answer(attempt);
            }
        }
    }

    fn check_fact(&self, index: usize, fact: &Fact) {
        let asked = self.attempts.get(&fact.id).map_or(&[][..], Vec::as_slice);
        let subject = self.subject;
        let decides = |attempt: &&Attempt| self.decide(index, &attempt.given) == Ok(Some(fact.event.clone()));
        assert!(
            asked.iter().any(decides),
            "the fact {} on {subject} is not what the rules decide: {fact:?}, {asked:?}",
            fact.sequence
        );
        let may_stand = |answer: &Answer| answer.is_recorded() || answer.is_in_doubt();
        assert!(
            asked.iter().any(|attempt| may_stand(&attempt.answer)),
            "the fact {} on {subject} was refused: {asked:?}",
            fact.sequence
        );
        let first = asked.iter().map(|attempt| attempt.given_at).min().expect("somebody asked");
        assert!(
            fact.sequence > self.told_until(first),
            "the fact {} on {subject} stands before what was told before it was asked for: {asked:?}",
            fact.sequence
        );
    }

    fn check_answer(&self, attempt: &Attempt) {
        let Answer::Told(outcome) = &attempt.answer else { return };
        let (id, given) = (attempt.given.instruction.id, &attempt.given);
        let (version, decision) = match outcome {
            Outcome::Recorded { version } => {
                let place = self.recorded.get(&id).map(|index| self.facts[*index].sequence);
                assert_eq!(place, Some(*version), "acknowledged, but not there: {attempt:?}");
                return self.check_instant(attempt, *version);
            }
            Outcome::Unchanged { version } => (*version, Ok(None)),
            Outcome::Refused { refusal, version } => (*version, Err(refusal.clone())),
            Outcome::Moved { .. } => panic!("nobody asked for that: {attempt:?}"),
        };
        let index = self.index_after(version, attempt);
        assert_eq!(self.decide(index, given), decision, "the rules say otherwise: {attempt:?}");
        let known = self.told_until(attempt.given_at);
        assert!(version >= known, "told of a version older than {known}, which was known: {attempt:?}");
        let recorded = self.recorded.get(&id).is_some_and(|recorded| *recorded < index);
        assert!(!recorded, "it was recorded, and then told otherwise: {attempt:?}");
        self.check_instant(attempt, version);
    }

    /// An answer cannot speak of facts that nobody had asked for yet.
    fn check_instant(&self, attempt: &Attempt, version: u64) {
        if let Some(last) = self.facts.iter().rfind(|fact| fact.sequence <= version) {
            let asked = self.attempts[&last.id].iter().map(|attempt| attempt.given_at).min();
            assert!(asked < Some(attempt.answered_at), "the answer speaks of the future: {attempt:?}");
        }
    }

    /// How many facts the stream of this version has.
    fn index_after(&self, version: u64, attempt: &Attempt) -> usize {
        if version == 0 {
            return 0;
        }
        let found = self.facts.iter().position(|fact| fact.sequence == version);
        found.unwrap_or_else(|| panic!("there is no version {version}: {attempt:?}")) + 1
    }

    fn decide(&self, index: usize, given: &Given) -> decider::Decision<Translation> {
        self.states[index].decide(&given.command.clone().into(), &given.instruction.context)
    }

    fn told_until(&self, instant: u64) -> u64 {
        let before = self.told.partition_point(|(answered_at, _)| *answered_at < instant);
        before.checked_sub(1).map_or(0, |last| self.told[last].1)
    }
}
