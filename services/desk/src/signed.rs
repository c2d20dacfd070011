//! The member who asks, and the id of what is asked, taken from a request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use contract::{Actor, CommandId, MemberId};
use runtime::clock;

use crate::{guide::Guide, problem::Problem, reader::Reader, state::State};

/// The cookie that holds a browser's token.
pub(crate) const COOKIE: &str = "dragoman";

/// Names the command, so that the same request sent again is carried out once. A UUID.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A member of the newsroom, recognised by a token, with the roles that the board shows now.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) actor: Actor,
    /// The id for the command that this request may lead to.
    pub(crate) command: CommandId,
    /// How the member reads.
    pub(crate) reader: Reader,
    /// Where a newcomer to the demonstration stands with the first piece.
    pub(crate) guide: Option<Guide>,
    /// Up to which event the board went when this was asked: what a page shows is that old at most.
    pub(crate) version: u64,
}

impl FromRequestParts<State> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let version = state.board.read().applied;
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
        let reader = reader(state, &actor.member, &parts.headers);
        let guide = state.one_click.then(|| Guide::of(&state.board.read(), &actor.member, parts)).flatten();
        Ok(Self { actor, command: command_id(&parts.headers)?, reader, version, guide })
    }
}

/// The member that a token was made for, with the roles that the board shows now.
pub(crate) fn actor(state: &State, token: &str) -> Option<Actor> {
    let member = state.key.member(token, clock::now())?;
    let board = state.board.read();
    let row = board.members.get(&member)?;
    Some(Actor { member, name: row.membership.name.clone(), roles: row.membership.roles.clone() })
}

/// How a member reads, as the board shows it now.
fn reader(state: &State, member: &MemberId, headers: &HeaderMap) -> Reader {
    let board = state.board.read();
    let row = board.members.get(member);
    row.map_or_else(|| Reader::of_browser(headers), |row| Reader::new(&row.preferences, headers))
}

fn command_id(headers: &HeaderMap) -> Result<CommandId, Problem> {
    let Some(key) = headers.get(IDEMPOTENCY_KEY) else { return Ok(clock::command_id()) };
    let id = key.to_str().ok().and_then(|key| key.parse().ok());
    id.map(CommandId).ok_or_else(|| Problem::not_understood("the Idempotency-Key is not a UUID"))
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    kept(headers, COOKIE)
}

/// What a browser keeps under this name.
pub(crate) fn kept<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
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
