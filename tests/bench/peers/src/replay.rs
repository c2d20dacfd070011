//! Reading everything back and folding it to the states of all aggregates.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use cqrs_es::{EventEnvelope, Query, persist::QueryReplay};
use postgres_es::PostgresEventRepository;
use sqlx::{Pool, Postgres};

use crate::aggregate::{Fact, Peer, Ruled};

/// Events on their way from the database to the fold. More than the default of 200 gains nothing that could be measured.
const AHEAD: usize = 1_000;

/// The states of all aggregates, and how many events they come from.
struct States<D> {
    states: HashMap<String, D>,
    applied: usize,
}

struct Folding<D>(Arc<Mutex<States<D>>>);

#[async_trait]
impl<D: Peer> Query<Ruled<D>> for Folding<D> {
    async fn dispatch(&self, id: &str, events: &[EventEnvelope<Ruled<D>>]) {
        let mut folded = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for EventEnvelope { payload: Fact(event), .. } in events {
            if !folded.states.contains_key(id) {
                folded.states.insert(id.to_owned(), D::default());
            }
            if let Some(state) = folded.states.get_mut(id) {
                *state = std::mem::take(state).evolve(event.clone());
            }
            folded.applied += 1;
        }
    }
}

/// All events of one kind of aggregate by one query that streams (`replay_all`): how many, and in which time.
pub(crate) async fn all<D: Peer>(pool: &Pool<Postgres>) -> anyhow::Result<(usize, Duration)> {
    let states = Arc::new(Mutex::new(States::<D> { states: HashMap::new(), applied: 0 }));
    let repository = PostgresEventRepository::new(pool.clone()).with_streaming_channel_size(AHEAD);
    let mut replay = QueryReplay::new(repository, Folding(Arc::clone(&states)));
    // An event that cannot be read would otherwise be passed over without a word, and look like speed.
    replay.use_error_handler(Box::new(|error| panic!("an event was not read: {error}")));
    let start = Instant::now();
    replay.replay_all().await?;
    let took = start.elapsed();
    let applied = states.lock().unwrap_or_else(PoisonError::into_inner).applied;
    Ok((applied, took))
}
