//! The member who asks, and the id of what is asked, taken from a request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use contract::{Actor, CommandId, MemberId};
use runtime::clock;

use crate::{
    access::{Needs, Scopes, Secret, Token},
    guide::Guide,
    problem::Problem,
    reader::Reader,
    state::State,
};

/// Names the command, so that the same request sent again is carried out once. A UUID.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// A member of the newsroom who is recognised, with the roles that the board shows now.
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
    pub(crate) by: By,
}

/// By what somebody is recognised.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum By {
    /// A browser's session, by its name.
    Session(String),
    /// A token that the command line has signed with the newsroom's key.
    Key,
    /// A program's token, for some scopes.
    Token(Scopes),
}

impl FromRequestParts<State> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let version = state.board.read().applied;
        let recognised = match (bearer(&parts.headers), state.access.cookie().read(&parts.headers)) {
            (Some(token), _) => by_token(state, token).await?,
            // A browser sends its cookie also from other sites' pages; those may not act.
            (None, Some(_)) if acts(&parts.method) && !same_site(&parts.headers) => {
                return Err(Problem::from_elsewhere());
            }
            (None, Some(secret)) => by_session(state, secret).await?,
            (None, None) => None,
        };
        let (actor, by) = recognised.ok_or_else(Problem::not_signed_in)?;
        if let By::Token(scopes) = &by {
            within(parts.extensions.get::<Needs>().copied().unwrap_or(Needs(&[])), scopes, &actor)?;
        }
        let reader = reader(state, &actor.member, &parts.headers);
        let one_click = state.access.one_click();
        let guide = one_click.then(|| Guide::of(&state.board.read(), &actor.member, parts)).flatten();
        Ok(Self { actor, command: command_id(&parts.headers)?, reader, guide, version, by })
    }
}

impl Signed {
    /// The same member with another command.
    pub(crate) fn with(&self, command: CommandId) -> Self {
        Self { command, ..self.clone() }
    }

    /// The name of the session of this browser.
    pub(crate) fn session(&self) -> Option<&str> {
        match &self.by {
            By::Session(name) => Some(name),
            By::Key | By::Token(_) => None,
        }
    }
}

async fn by_token(state: &State, token: &str) -> Result<Option<(Actor, By)>, Problem> {
    let now = clock::now();
    if let Some(member) = state.access.key().member(token, now) {
        return Ok(actor(state, member).map(|actor| (actor, By::Key)));
    }
    let Some(Token { member, scopes, .. }) = state.access.tokens().find(token, now).await? else {
        return Ok(None);
    };
    Ok(actor(state, member).map(|actor| (actor, By::Token(scopes))))
}

async fn by_session(state: &State, secret: &str) -> Result<Option<(Actor, By)>, Problem> {
    let Some(secret) = Secret::read(secret) else { return Ok(None) };
    let Some(session) = state.access.sessions().find(&secret, clock::now()).await? else { return Ok(None) };
    let name = secret.kept_as();
    let actor = actor(state, session.member);
    if actor.is_none() && state.board.is_rebuilt() {
        // Whoever has left does not come back by an old session, should they join again.
        state.access.sessions().end(&name).await?;
    }
    Ok(actor.map(|actor| (actor, By::Session(name))))
}

/// A token is for what its scopes name, whatever its member may do.
fn within(needs: Needs, scopes: &Scopes, actor: &Actor) -> Result<(), Problem> {
    if needs.are_met_by(scopes) {
        return Ok(());
    }
    tracing::warn!(target: "access", { member.id = %actor.member }, "a token was used for what it is not for");
    Err(Problem::beyond_scope(needs))
}

/// A member with the roles that the board shows now; one who has left is nobody.
fn actor(state: &State, member: MemberId) -> Option<Actor> {
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
