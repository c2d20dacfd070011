//! Following the log: all facts of the wanted kinds, once and in order, whatever else stands there.

use std::time::Duration;

use contract::{Kind, MemberId, Subject};
use futures_util::{StreamExt, stream};
use journal::{Follow, Log};

use crate::ground::{append, log, server, subject, written};

/// Longer than what is read by a filter alone.
const MANY: usize = 1_500;

/// Puts facts on the log, many at once, each on a stream of its own.
async fn fill(log: &Log, facts: impl Iterator<Item = Subject>) {
    let writing = stream::iter(facts).for_each_concurrent(64, async |on| {
        append(log, &on, 0, written(&on, &on.to_string(), "a")).await;
    });
    writing.await;
}

fn policy(number: usize) -> Subject {
    subject(&format!("en-f{number:04}"))
}

fn member(number: usize) -> Subject {
    Subject::member(&format!("m{number}").parse::<MemberId>().unwrap())
}

/// The subjects and sequences of the next facts, within a bound of time.
async fn next(follow: &mut Follow, count: usize) -> Vec<(String, u64)> {
    let mut facts = Vec::new();
    for _ in 0..count {
        let fact = tokio::time::timeout(Duration::from_secs(20), follow.next()).await.unwrap().unwrap();
        facts.push((fact.subject, fact.sequence));
    }
    facts
}

fn in_order(facts: &[(String, u64)]) -> bool {
    facts.windows(2).all(|pair| pair[0].1 < pair[1].1)
}

/// Where most is wanted, where little is, and where the log is short.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_facts_of_a_kind_come_once_and_in_order_however_many_stand_between_them() {
    for (name, others) in [("few-others", 300), ("many-others", 2 * MANY + 300)] {
        let server = server(&format!("follow-{name}")).await;
        let log = log(&server).await;
        fill(&log, (0..MANY).map(policy).chain((0..others).map(member))).await;
        let mut follow = log.follow(&[Kind::Policy], 1).await.unwrap();
        assert_eq!(usize::try_from(follow.pending()).unwrap(), MANY);
        let facts = next(&mut follow, MANY).await;
        assert_eq!(follow.pending(), 0, "{name}");
        assert!(in_order(&facts));
        assert!(facts.iter().all(|(subject, _)| subject.starts_with("event.policy.")));

        fill(&log, (others..others + 3).map(member).chain((MANY..MANY + 4).map(policy))).await;
        let newer = next(&mut follow, 4).await;
        assert!(in_order(&newer) && newer[0].1 > facts[MANY - 1].1, "{newer:?}");
        assert!(newer.iter().all(|(subject, _)| subject.starts_with("event.policy.")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn following_goes_on_after_a_kill_where_it_was_among_what_it_drops_and_after() {
    let mut server = server("follow-kill").await;
    let log = log(&server).await;
    // Of both kinds in turns.
    let pairs = (0..MANY).flat_map(|number| [policy(number), member(number)]);
    fill(&log, pairs).await;
    let mut follow = log.follow(&[Kind::Policy], 1).await.unwrap();
    let mut facts = next(&mut follow, MANY / 3).await;
    for more in [MANY / 3, MANY - MANY / 3 * 2] {
        server.kill().await.unwrap();
        server.restart().await.unwrap();
        facts.extend(next(&mut follow, more).await);
    }
    server.kill().await.unwrap();
    server.restart().await.unwrap();
    fill(&log, [policy(MANY)].into_iter()).await;
    facts.extend(next(&mut follow, 1).await);
    assert!(in_order(&facts));
    let mut streams: Vec<&str> = facts.iter().map(|(subject, _)| subject.as_str()).collect();
    streams.sort_unstable();
    let all: Vec<String> = (0..=MANY).map(|number| policy(number).to_string()).collect();
    assert_eq!(streams, all);
}
