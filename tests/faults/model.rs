//! Random commands of several clients over several replicas at once: every answer is the one that the pure rules give at
//! its place in the log's order, and the states are those to which the log leads.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use proptest::{
    prelude::*,
    test_runner::{Config, TestError},
};
use tokio::{runtime::Runtime, task::JoinSet};

use crate::{
    alone::Alone,
    chance::{Chance, Ids, rounds, seed},
    check::{check, folded},
    cluster::Three,
    facts,
    given::Given,
    history::History,
    plot::{Draw, Plot, draws},
    round::Ground,
    writers::{Replica, replica},
};

const CLIENTS: usize = 4;
const REPLICAS: usize = 3;
const PIECES: usize = 2;

#[test]
fn every_answer_is_that_of_the_rules() {
    let runtime = Runtime::new().unwrap();
    let alone = runtime.block_on(Alone::start("model"));
    compare("model-alone", &runtime, &alone, 25 * rounds());
}

#[test]
fn every_answer_of_a_cluster_is_that_of_the_rules() {
    let runtime = Runtime::new().unwrap();
    let three = runtime.block_on(Three::start("model-cluster"));
    compare("model-cluster", &runtime, &three, 15 * rounds());
}

#[test]
fn equal_seeds_give_equal_commands() {
    let drawn = || {
        let steps = Chance::new("equal").draw(&steps());
        format!("{:?}", plan(0, &steps))
    };
    assert_eq!(drawn(), drawn());
}

/// A client, a piece, and a command on it.
type Step = (usize, usize, Draw);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..CLIENTS, 0..PIECES, draws()), 20..160)
}

fn compare<G: Ground>(purpose: &str, runtime: &Runtime, ground: &G, cases: u32) {
    // The interleaving is the servers' own: a history that failed need not fail again, so the search for a smaller one is short.
    let config = Config { cases, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
    let replicas = runtime.block_on(replicas(ground));
    let case = AtomicU32::new(0);
    let compared = Chance::with(purpose, config).runner().run(&steps(), |steps| {
        let case = case.fetch_add(1, Ordering::Relaxed);
        runtime.block_on(play(&replicas, plan(case, &steps)));
        Ok(())
    });
    match compared {
        Ok(()) => println!("{purpose}: {cases} histories are those of the rules"),
        Err(TestError::Fail(why, steps)) => {
            panic!("{purpose}, DRAGOMAN_SEED={}: {why}\nwith {steps:#?}", seed())
        }
        Err(TestError::Abort(why)) => panic!("{purpose}, DRAGOMAN_SEED={}: {why}", seed()),
    }
}

async fn replicas<G: Ground>(ground: &G) -> Vec<Replica> {
    let mut replicas = Vec::new();
    for _ in 0..REPLICAS {
        replicas.push(replica(&ground.addresses(), G::REPLICAS).await);
    }
    replicas
}

/// What each client is to give, one after the other. It follows from the steps alone.
fn plan(case: u32, steps: &[Step]) -> Vec<Vec<Given>> {
    let mut ids = Ids::new(case);
    let mut plots: Vec<Plot> = (0..PIECES).map(|piece| Plot::new(&format!("{case}-{piece}"))).collect();
    let mut clients = vec![Vec::new(); CLIENTS];
    for (client, piece, draw) in steps {
        clients[*client].push(plots[*piece].next(draw, &mut ids));
    }
    clients
}

async fn play(replicas: &[Replica], clients: Vec<Vec<Given>>) {
    let log = &replicas[0].log;
    let from = log.end().await.unwrap() + 1;
    let history = Arc::new(History::default());
    let mut playing = JoinSet::new();
    for (client, commands) in clients.into_iter().enumerate() {
        let (history, replica) = (Arc::clone(&history), replicas[client % REPLICAS].clone());
        playing.spawn(async move {
            for given in commands {
                history.give(given, &replica.streams).await;
            }
        });
    }
    playing.join_all().await;
    assert_eq!(history.progress().in_doubt(), 0, "nothing befell the servers");
    let facts = facts::read(log, from).await;
    check(&history.attempts(), &facts);
    for (subject, facts) in &facts {
        for replica in replicas {
            let (state, version) = replica.streams.load(subject).await.unwrap();
            assert_eq!(Some(version), facts.last().map(|fact| fact.sequence), "the version of {subject}");
            assert_eq!(state, folded(facts), "the state of {subject}");
        }
    }
}
