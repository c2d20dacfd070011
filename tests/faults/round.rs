//! One fault after the other befalls servers that are written to, and after each the log must hold what was told.

use std::{collections::HashMap, fmt::Debug, sync::Arc, time::Duration};

use async_nats::ServerAddr;
use contract::CommandId;
use proptest::strategy::{Just, Strategy};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::{
    chance::{Chance, Ids, rounds, seed},
    check::{check, folded},
    cut::Wires,
    facts,
    given::Answer,
    history::{Attempt, History},
    rival::{Conflicts, Rival},
    writers::{Replica, Work, replica, write},
};

/// How long a paused server hangs.
pub const PAUSE: Duration = Duration::from_secs(20);
/// How often connections are cut in one round.
pub const CUTS: usize = 12;
/// What a round may take. Two cores may be busy with other tests.
const PATIENCE: Duration = Duration::from_mins(3);
/// How many facts are recorded before a fault, and how many after.
const BEFORE: u64 = 400;
const AFTER: u64 = 300;
/// How many replicas write.
const WRITING: usize = 3;
/// How many commands of a round, and of all rounds before, are given again.
const AGAIN: usize = 20;

/// Where a log is kept, and what can befall it there.
pub trait Ground {
    type Fault: Copy + Debug;
    /// On how many servers each fact stands.
    const REPLICAS: usize;

    fn addresses(&self) -> Vec<ServerAddr>;
    /// What stands between the servers and those who write while connections are cut.
    fn wires(&self) -> &Wires;
    fn is_cut(fault: Self::Fault) -> bool;
    /// Whether nothing can be written until the fault is mended.
    fn silences(fault: Self::Fault) -> bool;
    /// Lets the fault begin, and says what it is.
    async fn strike(&mut self, fault: Self::Fault, history: &History) -> &'static str;
    /// Ends the fault; then all servers are up.
    async fn mend(&mut self, fault: Self::Fault, struck: Instant);
}

/// How many of the rounds of this run belong to tests that have so many of every ten.
pub fn share(of_ten: u32) -> u32 {
    (rounds() * of_ten).div_ceil(10)
}

pub struct Rounds<G> {
    name: &'static str,
    ground: G,
    chance: Chance,
    conflicts: Conflicts,
    /// Some of what was told in the rounds before.
    old: Vec<Attempt>,
    /// All that was acknowledged, with its version.
    kept: HashMap<CommandId, u64>,
}

impl<G: Ground> Rounds<G> {
    pub fn new(name: &'static str, ground: G) -> Self {
        let (chance, conflicts) = (Chance::new(name), Conflicts::default());
        Self { name, ground, chance, conflicts, old: Vec::new(), kept: HashMap::new() }
    }

    pub fn conflicts(&self) -> Conflicts {
        self.conflicts
    }

    /// So many rounds of these faults, in random order; then everything that was ever acknowledged is looked for.
    pub async fn run(&mut self, faults: &[G::Fault], count: u32) {
        let faults: Vec<G::Fault> = faults.iter().copied().cycle().take(count as usize).collect();
        for (number, fault) in (1..).zip(self.chance.draw(&Just(faults).prop_shuffle())) {
            let round = tokio::time::timeout(PATIENCE, Box::pin(self.round(number, fault))).await;
            round.unwrap_or_else(|_| panic!("round {number} ({fault:?}) of seed {} does not end", seed()));
        }
        let log = replica(&self.ground.addresses(), G::REPLICAS).await.log;
        let facts = facts::read(&log, 1).await;
        let found: HashMap<CommandId, u64> =
            facts.values().flatten().map(|fact| (fact.id, fact.sequence)).collect();
        let lost = self.kept.iter().find(|(id, version)| found.get(*id) != Some(*version));
        assert_eq!(lost, None, "acknowledged, and lost later");
        println!("{}: {} facts acknowledged and kept, {:?}", self.name, self.kept.len(), self.conflicts);
    }

    async fn round(&mut self, number: u32, fault: G::Fault) {
        let cut = G::is_cut(fault);
        let servers = if cut { self.ground.wires().addresses() } else { self.ground.addresses() };
        let history = Arc::new(History::default());
        let from = replica(&servers, G::REPLICAS).await.log.end().await.unwrap() + 1;
        let (what, silence) = self.write_under(fault, number, &servers, &history).await;
        let told = history.attempts();
        let repeated = Box::pin(self.repeat(&history, from)).await;
        let replica = replica(&self.ground.addresses(), G::REPLICAS).await;
        let facts = facts::read(&replica.log, from).await;
        let attempts = history.attempts();
        check(&attempts, &facts);
        for (subject, facts) in &facts {
            assert_eq!(
                replica.streams.load(subject).await.unwrap().0,
                folded(facts),
                "the state of {subject}"
            );
        }
        for attempt in attempts.iter().filter(|attempt| attempt.answer.is_recorded()) {
            self.kept.insert(attempt.given.instruction.id, attempt.answer.version().expect("it is recorded"));
        }
        self.tell(number, what, &told, repeated, silence);
        let some = self.sample(&attempts, Answer::is_recorded);
        self.old.extend(some);
    }

    /// Writes before, during and after the fault. What it was, and how long it was until writing went on again.
    async fn write_under(
        &mut self,
        fault: G::Fault,
        number: u32,
        servers: &[ServerAddr],
        history: &Arc<History>,
    ) -> (&'static str, Duration) {
        let work = Arc::new(Work::new(&format!("{} {number}", self.name), Ids::new(number)));
        let stop = CancellationToken::new();
        let rival = Rival::new(servers, G::REPLICAS).await;
        let rival = tokio::spawn(rival.race(Arc::clone(&work), Arc::clone(history), stop.clone()));
        let replicas = replicas(servers, G::REPLICAS).await;
        let writing = write(&replicas, &work, history, &stop);
        history.until(|progress| progress.recorded >= BEFORE).await;

        let what = self.ground.strike(fault, history).await;
        let (struck, mark) = (Instant::now(), history.tick());
        let went_on = history.until(|progress| progress.youngest > mark);
        let silence = if G::silences(fault) {
            self.ground.mend(fault, struck).await;
            went_on.await;
            struck.elapsed()
        } else {
            went_on.await;
            let silence = struck.elapsed();
            self.ground.mend(fault, struck).await;
            silence
        };

        let enough = history.progress().recorded + AFTER;
        history.until(|progress| progress.recorded >= enough).await;
        stop.cancel();
        writing.join_all().await;
        let conflicts = rival.await.unwrap();
        self.conflicts.moved_on += conflicts.moved_on;
        self.conflicts.in_flight += conflicts.in_flight;
        (what, silence)
    }

    /// Gives again, by replicas that remember nothing: what ended in doubt, which must now come to one outcome, and some
    /// of what was told, which must be told again. How many.
    async fn repeat(&mut self, history: &History, from: u64) -> usize {
        let servers = self.ground.addresses();
        let (one, other) = (replica(&servers, G::REPLICAS).await, replica(&servers, G::REPLICAS).await);
        let attempts = history.attempts();
        let in_doubt: Vec<_> = attempts.iter().filter(|attempt| attempt.answer.is_in_doubt()).collect();
        for attempt in &in_doubt {
            let first = history.give(attempt.given.clone(), &one.streams).await;
            assert!(matches!(first, Answer::Told(_)), "all servers are up: {attempt:?}");
            let second = history.give(attempt.given.clone(), &other.streams).await;
            assert_eq!(second, first, "one command has two outcomes: {attempt:?}");
        }
        let facts = facts::read(&one.log, from).await;
        let newest = |attempt: &Attempt| facts.get(&attempt.given.subject)?.last().map(|fact| fact.sequence);
        // What was refused or left unchanged at an older version would be decided anew.
        let last: Vec<_> = attempts.iter().filter(|a| a.answer.version() == newest(a)).cloned().collect();
        let mut again = self.sample(&attempts, Answer::is_recorded);
        again.extend(self.sample(&last, |answer| matches!(answer, Answer::Told(_))));
        for attempt in &again {
            let answer = history.give(attempt.given.clone(), &other.streams).await;
            assert_eq!(answer, attempt.answer, "not the first answer: {attempt:?}");
        }
        let old = self.sample(&self.old.clone(), Answer::is_recorded);
        for attempt in &old {
            assert_eq!(
                attempt.given.to(&other.streams).await,
                attempt.answer,
                "of an earlier round: {attempt:?}"
            );
        }
        2 * in_doubt.len() + again.len() + old.len()
    }

    fn sample(&mut self, from: &[Attempt], like: impl Fn(&Answer) -> bool) -> Vec<Attempt> {
        let like: Vec<_> = from.iter().filter(|attempt| like(&attempt.answer)).cloned().collect();
        let mut sample = self.chance.draw(&Just(like).prop_shuffle());
        sample.truncate(AGAIN);
        sample
    }

    fn tell(&self, number: u32, what: &str, told: &[Attempt], repeated: usize, silence: Duration) {
        let count =
            |like: &dyn Fn(&Answer) -> bool| told.iter().filter(|attempt| like(&attempt.answer)).count();
        let (recorded, in_doubt) = (count(&Answer::is_recorded), count(&Answer::is_in_doubt));
        let (refused, contended) =
            (told.len() - recorded - in_doubt, count(&|answer| *answer == Answer::Contended));
        println!(
            "{} {number}: {what}: {recorded} acknowledged, {refused} refused or nothing to do, {in_doubt} in doubt \
             ({contended} of them contended), {repeated} repeated, writing went on after {:.2} s",
            self.name,
            silence.as_secs_f64()
        );
    }
}

async fn replicas(servers: &[ServerAddr], replicas: usize) -> Vec<Replica> {
    let mut writing = Vec::new();
    for _ in 0..WRITING {
        writing.push(replica(servers, replicas).await);
    }
    writing
}
