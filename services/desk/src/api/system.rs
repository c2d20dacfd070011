//! The wire, and the description of the API.

use axum::{Json, extract::State as Shared};

use super::{
    bodies::{Item, WireFrom, WirePage},
    paging::Paged,
    route::Asked,
};
use crate::{problem::Problem, signed::Signed, state::State};

pub(super) async fn wire(
    Shared(state): Shared<State>,
    _: Signed,
    Asked(from): Asked<WireFrom>,
) -> Result<Paged<WirePage>, Problem> {
    let mut reader = state.log.read_wire(from.after.unwrap_or(0).saturating_add(1)).await?;
    let mut rows = Vec::new();
    while reader.pending() > 0 && rows.len() < super::limit(from.limit) {
        let item = reader.next().await?;
        let document = serde_json::from_slice(&item.bytes)
            .map_err(|_| Problem::unavailable("an item on the wire is not JSON"))?;
        rows.push(Item { number: item.number, subject: item.subject, document });
    }
    let last = rows.last().map(|item: &Item| item.number);
    let next = last.filter(|_| reader.pending() > 0);
    Ok(Paged { body: WirePage { rows, next }, next: next.map(|next| next.to_string()) })
}

/// Each newsroom has a cookie of its own name.
pub(super) async fn openapi(Shared(state): Shared<State>) -> Json<serde_json::Value> {
    let mut document = super::document().clone();
    document["components"]["securitySchemes"]["session"]["name"] = state.access.cookie().name().into();
    Json(document)
}
