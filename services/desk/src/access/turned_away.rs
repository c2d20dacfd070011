//! Requests that are turned away at the door: by a token or session that is none or is over, or from another site's page. Each is
//! logged, without secrets; how often one may ask bounds how many a stranger can have logged. Sign-ins log themselves.

use axum::{
    extract::{Request, State as Shared},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};

use super::{
    caller::{Network, address},
    cookie::Cookie,
};
use crate::{
    problem::{Kind, Problem},
    state::State,
};

/// Passes a request on, and logs where it was turned away.
pub(crate) async fn answer(Shared(state): Shared<State>, request: Request, next: Next) -> Response {
    let address = address(request.extensions(), request.headers(), &state.access);
    let brought = brought(request.headers(), state.access.cookie());
    let response = next.run(request).await;
    let why = response.extensions().get::<Problem>().map(Problem::name);
    if let Some(why) = why.filter(|why| turns_away(why, brought)) {
        let network = Network::of(address);
        tracing::warn!(target: "access", { way = brought, address.network = %network, why }, "a request was turned away");
    }
    response
}

/// Whoever brings nothing and is asked to sign in was not turned away.
fn turns_away(why: &str, brought: Option<&str>) -> bool {
    why == Kind::FromElsewhere.name() || why == Kind::NotSignedIn.name() && brought.is_some()
}

/// By what somebody wants to be recognised.
fn brought(headers: &HeaderMap, session: &Cookie) -> Option<&'static str> {
    if headers.contains_key(header::AUTHORIZATION) {
        return Some("token");
    }
    session.read(headers).map(|_| "session")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_brings_nothing_is_turned_away_only_from_another_site() {
        assert!(turns_away("not_signed_in", Some("token")) && turns_away("not_signed_in", Some("session")));
        assert!(turns_away("from_elsewhere", None) && turns_away("from_elsewhere", Some("session")));
        assert!(!turns_away("not_signed_in", None) && !turns_away("not_found", Some("session")));
    }
}
