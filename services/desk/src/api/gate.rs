//! What holds for every address of the API before and after its handler: which parameters there are, on which version an act rests,
//! which request a key names, the tag of what is shown, and where a list goes on.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    body::{Body, to_bytes},
    extract::{Request, State as Shared},
    http::{HeaderMap, Uri},
    middleware::Next,
    response::{IntoResponse, Response},
};
use contract::{CommandId, Subject};

use super::{
    BODY_BYTES_MOST,
    entity::{self, Place},
    once::{self, Fingerprint},
    paging,
    route::Route,
};
use crate::{problem::Problem, signed, state::State};

/// What is known of an address from its route.
#[derive(Debug)]
pub(crate) struct Gate {
    /// The names of the parameters that its query may hold.
    knows: BTreeSet<String>,
    place: Option<Place>,
    acts: bool,
    body_bytes_most: usize,
}

impl Gate {
    pub(crate) fn of(route: &Route) -> Self {
        Self {
            knows: route.parameters(),
            place: Place::of(route.path),
            acts: route.acts(),
            body_bytes_most: route.takes_bytes.unwrap_or(BODY_BYTES_MOST),
        }
    }

    /// A parameter that is not known here is a mistake: what was meant by it would be passed over.
    fn knows_all(&self, uri: &Uri) -> Result<(), Problem> {
        let given = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        match given.map(|(name, _)| name).find(|name| !self.knows.contains(name.as_ref())) {
            None => Ok(()),
            Some(unknown) => Err(Problem::unknown_parameter(&unknown, &self.knows)),
        }
    }
}

/// Around the handler of one route.
pub(crate) async fn pass(
    Shared((state, gate)): Shared<(State, Arc<Gate>)>,
    request: Request,
    next: Next,
) -> Response {
    if let Err(problem) = gate.knows_all(request.uri()) {
        return problem.into_response();
    }
    if gate.acts {
        return match prepare(&state, &gate, request).await {
            Ok(request) => next.run(request).await,
            Err(problem) => problem.into_response(),
        };
    }
    let (uri, asked): (Uri, HeaderMap) = (request.uri().clone(), request.headers().clone());
    // Before the answer is made: a version that is older than what is shown is refused once too often, and never too seldom.
    let version = gate.place.and_then(|place| place.shown(uri.path(), &state.board.read()));
    let response = paging::linked(next.run(request).await, &uri);
    entity::tagged(response, version, &asked).await
}

/// Reads from an act what its command will be called, and what it rests on.
async fn prepare(state: &State, gate: &Gate, request: Request) -> Result<Request, Problem> {
    let (mut parts, body) = request.into_parts();
    let key = once::key(&parts.headers)?;
    // Nobody learns of versions who may not see the thing, and nothing is read of what a stranger sends: the handler says that they
    // are not signed in.
    let Some(member) = signed::member(state, &parts).await? else {
        return match key {
            // Should the board come to know them before the handler looks, their key would be passed over.
            Some(_) => Err(Problem::not_signed_in()),
            None => Ok(Request::from_parts(parts, body)),
        };
    };
    let thing = gate.place.and_then(|place| place.thing(parts.uri.path()));
    let unmoved = entity::unmoved(&state.board.read(), thing.as_ref(), &parts.headers);
    let (seen, body) = match key {
        None => (unmoved?, body),
        Some(key) => {
            let bytes = to_bytes(body, gate.body_bytes_most).await.map_err(|_| Problem::too_large())?;
            let fingerprint = Fingerprint::of(&parts.method, &parts.uri, &bytes);
            let seen = match unmoved {
                Ok(seen) => seen,
                Err(moved) => {
                    let is_known = state.keys.knows(&member, key, fingerprint);
                    let id = once::command(&member, key, fingerprint);
                    if !is_known && !stands_in_log(state, thing.as_ref(), id, &parts.headers).await? {
                        return Err(moved);
                    }
                    entity::seen(&parts.headers)
                }
            };
            parts.extensions.insert(fingerprint);
            (seen, Body::from(bytes))
        }
    };
    if let Some(seen) = seen {
        parts.extensions.insert(seen);
    }
    Ok(Request::from_parts(parts, body))
}

/// Whether a command was carried out already, through whatever desk: what moved since the version that it names may be its own doing.
async fn stands_in_log(
    state: &State,
    thing: Option<&Subject>,
    id: CommandId,
    headers: &HeaderMap,
) -> Result<bool, Problem> {
    let Some(thing) = thing else { return Ok(false) };
    for stream in entity::streams(thing) {
        for fact in state.log.chain(&stream, entity::oldest_named(headers)).await? {
            if fact.read()?.id == id {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
