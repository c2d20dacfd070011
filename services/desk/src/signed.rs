//! The member who asks, and the id of what is asked, taken from a request.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use contract::{Actor, CommandId, MemberId};
use runtime::clock;

use crate::{
    access::{Needs, Scopes, Secret, Token},
    api::once,
    ask::Docket,
    guide::Guide,
    problem::Problem,
    reader::Reader,
    state::State,
};

/// A member of the newsroom who is recognised, with the roles that the board shows now.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) actor: Actor,
    /// The id for the command that this request may lead to, and what it rests on.
    pub(crate) command: Docket,
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

/// Who a token or a session belongs to. Whether they belong to the newsroom still is for the board to say.
#[derive(Clone, Debug)]
pub(crate) struct Recognised {
    pub(crate) member: MemberId,
    by: By,
}

impl FromRequestParts<State> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let version = state.board.read().applied;
        let is_a_browser =
            bearer(&parts.headers).is_none() && state.access.cookie().read(&parts.headers).is_some();
        // A browser sends its cookie also from other sites' pages; those may not act.
        if is_a_browser && acts(&parts.method) && !same_site(&parts.headers) {
            return Err(Problem::from_elsewhere());
        }
        // The limits have looked already.
        let recognised = match parts.extensions.get::<Recognised>() {
            Some(recognised) => Some(recognised.clone()),
            None => recognise(state, &parts.headers).await?,
        };
        let Recognised { member, by } = recognised.ok_or_else(Problem::not_signed_in)?;
        let Some(actor) = actor(state, member) else {
            forget(state, &by).await?;
            return Err(Problem::not_signed_in());
        };
        if let By::Token(scopes) = &by {
            within(parts.extensions.get::<Needs>().copied().unwrap_or(Needs(&[])), scopes, &actor)?;
        }
        let command = once::docket(parts, &state.keys, &actor.member)?;
        let mut reader = reader(state, &actor.member, &parts.headers);
        if matches!(by, By::Key | By::Token(_)) {
            // What a member likes to read is not what a program of theirs expects: it names a language with its request.
            reader.speech = Reader::of_browser(&parts.headers).speech;
        }
        let one_click = state.access.one_click();
        let guide = one_click.then(|| Guide::of(&state.board.read(), &actor.member, parts)).flatten();
        Ok(Self { actor, command, reader, guide, version, by })
    }
}

impl Signed {
    /// The same member with another command.
    pub(crate) fn with(&self, command: CommandId) -> Self {
        Self { command: command.into(), ..self.clone() }
    }

    /// The name of the session of this browser.
    pub(crate) fn session(&self) -> Option<&str> {
        match &self.by {
            By::Session(name) => Some(name),
            By::Key | By::Token(_) => None,
        }
    }
}

/// Whose token or session a request carries; a token goes before a session.
pub(crate) async fn recognise(state: &State, headers: &HeaderMap) -> Result<Option<Recognised>, Problem> {
    match (bearer(headers), state.access.cookie().read(headers)) {
        (Some(token), _) => by_token(state, token).await,
        (None, Some(secret)) => by_session(state, secret).await,
        (None, None) => Ok(None),
    }
}

/// The member who asks, as far as the limits could see; none where it is nobody of this newsroom.
pub(crate) fn member(state: &State, recognised: Option<&Recognised>) -> Option<MemberId> {
    let member = &recognised?.member;
    state.board.read().members.contains_key(member).then(|| member.clone())
}

async fn by_token(state: &State, token: &str) -> Result<Option<Recognised>, Problem> {
    let now = clock::now();
    if let Some(member) = state.access.key().member(token, now) {
        return Ok(Some(Recognised { member, by: By::Key }));
    }
    let found = state.access.tokens().find(token, now).await?;
    Ok(found.map(|Token { member, scopes, .. }| Recognised { member, by: By::Token(scopes) }))
}

async fn by_session(state: &State, secret: &str) -> Result<Option<Recognised>, Problem> {
    let Some(secret) = Secret::read(secret) else { return Ok(None) };
    let found = state.access.sessions().find(&secret, clock::now()).await?;
    Ok(found.map(|session| Recognised { member: session.member, by: By::Session(secret.kept_as()) }))
}

/// Whoever has left does not come back by an old session, should they join again.
async fn forget(state: &State, by: &By) -> Result<(), Problem> {
    match by {
        By::Session(name) if state.board.is_rebuilt() => Ok(state.access.sessions().end(name).await?),
        By::Session(_) | By::Key | By::Token(_) => Ok(()),
    }
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
