//! How the newsroom is doing: what every replica of every service says of itself.
//!
//! Asks for no token, so it holds no words of articles and no ids of things or people: places in the log and causes.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use axum::{Json, extract::State as Shared};
use chrono::{DateTime, Utc};
use contract::{
    health::{Durability, Overdue, Part, PartState, ServiceHealth},
    reaction::{Aside, Obstacle},
};
use futures_util::StreamExt;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::state::State;

/// The services of a newsroom: one that does not answer is missing.
pub const SERVICES: [&str; 5] = ["ingest", "translation", "editing", "publishing", "desk"];

/// How long the services have to say how they are.
const HEARD_WITHIN: Duration = Duration::from_millis(250);

/// How the newsroom is doing.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Health {
    /// Whether every service answers, each process says of its readers that they have dealt with what stood in the log when
    /// they started, and nothing has stopped, waits for a person or takes long. A program that says nothing that can be
    /// understood here is not known to be well.
    pub ok: bool,
    /// Whether the board shows all that stood in the log when the desk started.
    pub rebuilt: bool,
    /// The sequence of the last event on the board.
    pub applied: u64,
    /// How many feeds cannot be read at present, of sources that are not paused. Others' servers are not this newsroom: they
    /// leave `ok` as it is.
    #[serde(default)]
    pub feeds_failing: usize,
    /// The replicas of each service that answer now, by the service's name.
    pub services: BTreeMap<String, u32>,
    /// What each of them says of itself.
    pub replicas: Vec<Replica>,
}

/// One process of a service.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Replica {
    pub service: String,
    /// Its id in the service discovery; another one after each start.
    pub id: String,
    /// Whether the server was seen to keep what it acknowledges; `None` for a program that does not say.
    pub durability: Option<Durability>,
    /// Empty for a program that does not say, or says it otherwise than this one.
    pub parts: Vec<Reader>,
}

/// A reader of the log, as everybody may see it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reader {
    pub name: String,
    /// The sequence up to which every event has been dealt with.
    pub applied: u64,
    #[serde(flatten)]
    pub state: PartState,
    /// How many events wait for a person.
    pub aside_count: usize,
    /// The first of them.
    pub aside: Vec<Waiting>,
    /// The first of the events that it has tried to answer for longer than a minute.
    #[serde(default)]
    pub overdue: Vec<Overdue>,
}

/// An event that waits for a person.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Waiting {
    pub sequence: u64,
    pub why: Obstacle,
    pub since: DateTime<Utc>,
    pub tries: u32,
}

impl From<Part> for Reader {
    fn from(part: Part) -> Self {
        let waiting = |aside: Aside| {
            let Aside { sequence, why, since, tries, .. } = aside;
            Waiting { sequence, why, since, tries }
        };
        let Part { name, applied, state, aside_count, aside, overdue } = part;
        Self { name, applied, state, aside_count, aside: aside.into_iter().map(waiting).collect(), overdue }
    }
}

impl Reader {
    fn is_well(&self) -> bool {
        match self.state {
            PartState::Current => self.aside_count == 0 && self.overdue.is_empty(),
            PartState::Reading | PartState::Stopped { .. } => false,
        }
    }
}

impl Replica {
    fn is_well(&self) -> bool {
        // Every service reads the log: one without readers does not say what this program asks.
        !self.parts.is_empty() && self.parts.iter().all(Reader::is_well)
    }
}

pub(super) async fn show(Shared(state): Shared<State>) -> Json<Health> {
    Json(now(&state).await)
}

/// How the newsroom is doing now.
pub(crate) async fn now(state: &State) -> Health {
    let replicas = replicas(state).await.unwrap_or_default();
    let mut services = BTreeMap::new();
    for replica in &replicas {
        *services.entry(replica.service.clone()).or_insert(0) += 1;
    }
    let rebuilt = state.board.is_rebuilt();
    let (applied, feeds_failing) = {
        let board = state.board.read();
        (board.applied, board.sources.values().filter(|row| row.is_failing()).count())
    };
    let all_answer = SERVICES.iter().all(|name| services.contains_key(*name));
    let all_well = replicas.iter().all(Replica::is_well);
    let ok = rebuilt && all_answer && all_well;
    Health { ok, rebuilt, applied, feeds_failing, services, replicas }
}

/// An answer to the standard service discovery.
#[derive(Deserialize)]
struct Statistics {
    name: String,
    id: String,
    #[serde(default)]
    endpoints: Vec<Endpoint>,
}

#[derive(Deserialize)]
struct Endpoint {
    /// The same at every endpoint of a process; of another program, it may be anything.
    data: Option<serde_json::Value>,
}

impl Statistics {
    fn replica(self) -> Option<Replica> {
        let service = self.name.strip_prefix("dragoman-")?.to_owned();
        let data = self.endpoints.into_iter().find_map(|endpoint| endpoint.data);
        let health: Option<ServiceHealth> = data.and_then(|data| serde_json::from_value(data).ok());
        let (durability, parts) =
            health.map_or((None, Vec::new()), |health| (Some(health.durability), health.parts));
        let parts = parts.into_iter().map(Reader::from).collect();
        Some(Replica { service, id: self.id, durability, parts })
    }
}

/// Who answers to the standard service discovery now, by service and id.
async fn replicas(state: &State) -> Option<Vec<Replica>> {
    let inbox = state.client.new_inbox();
    let mut answers = state.client.subscribe(inbox.clone()).await.ok()?;
    state.client.publish_with_reply("$SRV.STATS", inbox, bytes::Bytes::new()).await.ok()?;
    let mut heard = HashMap::new();
    let collect = async {
        while let Some(answer) = answers.next().await {
            let statistics = serde_json::from_slice(&answer.payload).ok().and_then(Statistics::replica);
            if let Some(replica) = statistics {
                heard.insert(replica.id.clone(), replica);
            }
        }
    };
    // Discovery has no end of its own: whoever has not answered by then is not there.
    let _ = tokio::time::timeout(HEARD_WITHIN, collect).await;
    let mut replicas: Vec<Replica> = heard.into_values().collect();
    replicas.sort_by(|a, b| (&a.service, &a.id).cmp(&(&b.service, &b.id)));
    Some(replicas)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// The process as it is seen when it says this at its endpoint.
    fn saying(says: &Value) -> Replica {
        let answer = json!({ "name": "dragoman-editing", "id": "a", "endpoints": [{ "data": says }] });
        serde_json::from_value::<Statistics>(answer).unwrap().replica().unwrap()
    }

    fn with(part: Value) -> Value {
        json!({ "durability": { "state": "on_disk" }, "parts": [part] })
    }

    fn part(state: &str) -> Value {
        json!({ "name": "editing", "applied": 7, "state": state })
    }

    #[test]
    fn a_process_is_well_when_each_of_its_readers_has_dealt_with_what_stood_there() {
        assert!(saying(&with(part("current"))).is_well());
        assert!(!saying(&with(part("reading"))).is_well());
    }

    #[test]
    fn a_process_that_says_nothing_that_is_understood_here_is_not_known_to_be_well() {
        assert!(!saying(&json!(null)).is_well());
        assert!(!saying(&json!({ "durability": { "state": "on_disk" }, "parts": [] })).is_well());
        assert!(!saying(&with(part("asleep, as newer programs may say"))).is_well());
    }

    #[test]
    fn a_reader_that_has_tried_one_event_for_long_is_not_well() {
        let mut part = part("current");
        part["overdue"] = json!([{ "sequence": 8, "since": "2026-11-22T14:05:00Z" }]);
        let seen = saying(&with(part));
        assert_eq!(seen.parts[0].overdue[0].sequence, 8);
        assert!(!seen.is_well());
    }
}
