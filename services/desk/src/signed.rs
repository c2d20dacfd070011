//! The member who asks, and the id of what is asked, taken from a request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use contract::{Actor, MemberId};
use runtime::clock;

use crate::{api::once, ask::Docket, problem::Problem, state::State};

/// The cookie that holds a browser's token.
pub(crate) const COOKIE: &str = "dragoman";

/// A member of the newsroom, recognised by a token, with the roles that the board shows now.
pub(crate) struct Signed {
    pub(crate) actor: Actor,
    /// The id for the command that this request may lead to, and what it rests on.
    pub(crate) command: Docket,
}

impl FromRequestParts<State> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let actor = match (bearer(&parts.headers), cookie(&parts.headers)) {
            (Some(token), _) => actor(state, token),
            // A browser sends its cookie also from other sites' pages; those may not act.
            (None, Some(_)) if acts(&parts.method) && !same_site(&parts.headers) => {
                return Err(Problem::from_elsewhere());
            }
            (None, Some(token)) => actor(state, token),
            (None, None) => None,
        };
        let actor = actor.ok_or_else(Problem::not_signed_in)?;
        let command = once::docket(parts, &state.keys, &actor.member)?;
        Ok(Self { actor, command })
    }
}

/// The member that a token was made for, with the roles that the board shows now.
pub(crate) fn actor(state: &State, token: &str) -> Option<Actor> {
    let member = state.key.member(token, clock::now())?;
    let board = state.board.read();
    let row = board.members.get(&member)?;
    Some(Actor { member, name: row.membership.name.clone(), roles: row.membership.roles.clone() })
}

/// Whose token a request carries, wherever it stands; none where it is nobody's.
pub(crate) fn member(state: &State, headers: &HeaderMap) -> Option<MemberId> {
    let token = bearer(headers).or_else(|| cookie(headers))?;
    Some(actor(state, token)?.member)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then_some(value))
}

fn acts(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Whether a browser says that the request comes from a page of this desk: by Sec-Fetch-Site (Fetch Metadata), or by an
/// Origin that is the host that was asked.
pub(crate) fn same_site(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin"), text("host")) {
        (Some(site), _, _) => site == "same-origin",
        (None, Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, from)| from == host),
        (None, None | Some(_), _) => false,
    }
}
