//! The wire, the newsroom's health, and the description of the API.

use std::{collections::BTreeMap, time::Duration};

use axum::{Json, extract::State as Shared};
use futures_util::StreamExt;

use super::{
    bodies::{Health, Item, Rows, WireFrom},
    route::Asked,
};
use crate::{problem::Problem, signed::Signed, state::State};

/// How long the services have to say that they are there.
const PRESENT_WITHIN: Duration = Duration::from_millis(250);

pub(super) async fn wire(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(from): Asked<WireFrom>,
) -> Result<Json<Rows<Item>>, Problem> {
    let mut reader = state.log.read_wire(from.after.unwrap_or(0) + 1).await?;
    let mut rows = Vec::new();
    while reader.pending() > 0 && rows.len() < super::limit(from.limit) {
        let item = reader.next().await?;
        let document = serde_json::from_slice(&item.bytes)
            .map_err(|_| Problem::unavailable("an item on the wire is not JSON"))?;
        rows.push(Item { number: item.number, subject: item.subject, document });
    }
    Ok(Json(Rows { rows }))
}

pub(super) async fn health(Shared(state): Shared<State>) -> Json<Health> {
    let services = present(&state).await.unwrap_or_default();
    let applied = state.board.read().applied;
    Json(Health { rebuilt: state.board.is_rebuilt(), applied, services })
}

pub(super) async fn openapi() -> Json<serde_json::Value> {
    Json(super::document())
}

/// Who answers to the standard service discovery now.
async fn present(state: &State) -> Option<BTreeMap<String, u32>> {
    let inbox = state.client.new_inbox();
    let mut answers = state.client.subscribe(inbox.clone()).await.ok()?;
    state.client.publish_with_reply("$SRV.PING", inbox, bytes::Bytes::new()).await.ok()?;
    let mut services = BTreeMap::new();
    let collect = async {
        while let Some(answer) = answers.next().await {
            let answer: serde_json::Value = serde_json::from_slice(&answer.payload).unwrap_or_default();
            if let Some(name) = answer["name"].as_str().and_then(|name| name.strip_prefix("dragoman-")) {
                *services.entry(name.to_owned()).or_insert(0) += 1;
            }
        }
    };
    // Discovery has no end of its own: whoever has not answered by then is not there.
    let _ = tokio::time::timeout(PRESENT_WITHIN, collect).await;
    Some(services)
}
