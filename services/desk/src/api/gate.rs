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
    let member = signed::member(state, parts.extensions.get());
    let mut came_before = false;
    let body = match key {
        None => body,
        Some(key) => {
            let bytes = to_bytes(body, gate.body_bytes_most).await.map_err(|_| Problem::too_large())?;
            let fingerprint = Fingerprint::of(&parts.method, &parts.uri, &bytes);
            came_before = member.as_ref().is_some_and(|member| state.keys.knows(member, key, fingerprint));
            parts.extensions.insert(fingerprint);
            Body::from(bytes)
        }
    };
    // Nobody learns of versions who may not see the thing: the handler says that they are not signed in.
    if member.is_some() {
        let seen = if came_before {
            entity::seen(&parts.headers)
        } else {
            let thing = gate.place.and_then(|place| place.thing(parts.uri.path()));
            entity::unmoved(&state.board.read(), thing.as_ref(), &parts.headers)?
        };
        if let Some(seen) = seen {
            parts.extensions.insert(seen);
        }
    }
    Ok(Request::from_parts(parts, body))
}
