//! The member who asks, and the id of what is asked, taken from a request.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{Extensions, HeaderMap, Method, header, request::Parts},
};
use contract::{Actor, CommandId, MemberId};
use runtime::clock;
use tokio::sync::OnceCell;

use crate::{
    access::{Known, Needs, Owner, Scopes, Secret, Session, Token},
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

/// Who a token or a session belongs to. What was given out before they left, should they have joined again, is nobody's.
#[derive(Clone, Debug)]
pub(crate) struct Recognised {
    member: MemberId,
    by: By,
}

/// Whose request it is. It goes with the request, and is found out once, that it is nobody's included: so the server is asked at
/// most once, and only where somebody has to know. Cheap to clone; all clones know the same.
#[derive(Clone, Default)]
pub(crate) struct Who(Arc<OnceCell<Result<Option<Recognised>, Problem>>>);

impl Who {
    /// That of a request; `pages::answer` has put it there.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().cloned().unwrap_or_default()
    }

    /// Whose it is. Where this desk does not know, the server is asked.
    async fn ask(&self, state: &State, headers: &HeaderMap) -> Result<Option<Recognised>, Problem> {
        self.0.get_or_init(|| recognise(state, headers)).await.clone()
    }

    /// Whose it is, as far as this desk knows without asking the server.
    fn at_hand(&self, state: &State, headers: &HeaderMap) -> Option<Recognised> {
        let found = match self.0.get() {
            Some(found) => return found.clone().ok().flatten(),
            None => at_hand(state, headers),
        };
        let found = match found {
            Known::There(recognised) => Some(recognised),
            Known::Gone => None,
            Known::Unsure => return None,
        };
        // Where another has found it out meanwhile, it is the same.
        let _ = self.0.set(Ok(found.clone()));
        found
    }
}

/// For which member the page was made whose script asks: what it sends is theirs and nobody else's, whoever has signed in since.
const MEMBER: &str = "dragoman-member";

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
        let recognised = Who::of(&parts.extensions).ask(state, &parts.headers).await?;
        let recognised = recognised.ok_or_else(Problem::not_signed_in)?;
        let reader = recognised.reader(state, &parts.headers);
        let Recognised { member, by } = recognised;
        if parts.headers.get(MEMBER).is_some_and(|named| named != member.as_str()) {
            return Err(Problem::not_signed_in());
        }
        let actor = actor(state, member).ok_or_else(Problem::not_signed_in)?;
        if let By::Token(scopes) = &by {
            within(parts.extensions.get::<Needs>().copied().unwrap_or(Needs(&[])), scopes, &actor)?;
        }
        let command = once::docket(parts, &state.keys, &actor.member)?;
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

/// The member who asks; none where it is nobody of this newsroom.
pub(crate) async fn member(state: &State, parts: &Parts) -> Result<Option<MemberId>, Problem> {
    let recognised = Who::of(&parts.extensions).ask(state, &parts.headers).await?;
    Ok(recognised.and_then(|recognised| recognised.member_on_board(state)))
}

/// The same, as far as this desk knows without asking the server.
pub(crate) fn member_at_hand(state: &State, who: &Who, headers: &HeaderMap) -> Option<MemberId> {
    who.at_hand(state, headers)?.member_on_board(state)
}

/// Who is told that something went wrong, as far as this desk knows without asking the server: with a command of its own, for
/// nothing is asked of it any more, and beside the first piece.
pub(crate) fn at_hand_for_problem(state: &State, who: &Who, headers: &HeaderMap) -> Option<Signed> {
    let recognised = who.at_hand(state, headers)?;
    let reader = recognised.reader(state, headers);
    let Recognised { member, by } = recognised;
    let (actor, version) = (actor(state, member)?, state.board.read().applied);
    Some(Signed { actor, command: clock::command_id().into(), reader, guide: None, version, by })
}

/// What a request carries to be recognised by; a token goes before a session.
enum Carried<'a> {
    Token(&'a str),
    Session(Secret),
    Nothing,
}

impl<'a> Carried<'a> {
    fn of(state: &State, headers: &'a HeaderMap) -> Self {
        match (bearer(headers), state.access.cookie().read(headers)) {
            (Some(token), _) => Self::Token(token),
            (None, Some(secret)) => Secret::read(secret).map_or(Self::Nothing, Self::Session),
            (None, None) => Self::Nothing,
        }
    }
}

async fn recognise(state: &State, headers: &HeaderMap) -> Result<Option<Recognised>, Problem> {
    let (access, now) = (&state.access, clock::now());
    let by_token = |token| Recognised::by_token(state, token);
    match Carried::of(state, headers) {
        Carried::Token(token) => match access.key().member(token, now) {
            Some(member) => Ok(Some(Recognised { member, by: By::Key })),
            None => Ok(access.tokens().find(token, now).await?.and_then(by_token)),
        },
        Carried::Session(secret) => {
            let found = access.sessions().find(&secret, now).await?;
            Ok(found.and_then(|session| Recognised::by_session(state, session, &secret)))
        }
        Carried::Nothing => Ok(None),
    }
}

/// The same, as far as this desk knows without asking the server.
fn at_hand(state: &State, headers: &HeaderMap) -> Known<Recognised> {
    let (access, now) = (&state.access, clock::now());
    match Carried::of(state, headers) {
        Carried::Token(token) => match access.key().member(token, now) {
            Some(member) => Known::There(Recognised { member, by: By::Key }),
            None => access.tokens().at_hand(token, now).and_then(|token| Recognised::by_token(state, token)),
        },
        Carried::Session(secret) => {
            let found = access.sessions().at_hand(&secret, now);
            found.and_then(|session| Recognised::by_session(state, session, &secret))
        }
        Carried::Nothing => Known::Gone,
    }
}

impl Recognised {
    fn by_token(state: &State, Token { owner, scopes, .. }: Token) -> Option<Self> {
        belongs(state, &owner).then_some(Self { member: owner.member, by: By::Token(scopes) })
    }

    fn by_session(state: &State, Session { owner, .. }: Session, secret: &Secret) -> Option<Self> {
        belongs(state, &owner).then(|| Self { member: owner.member, by: By::Session(secret.kept_as()) })
    }

    fn member_on_board(self, state: &State) -> Option<MemberId> {
        state.board.read().members.contains_key(&self.member).then_some(self.member)
    }

    /// How the member reads, as the board shows it now.
    fn reader(&self, state: &State, headers: &HeaderMap) -> Reader {
        let of_browser = Reader::of_browser(headers);
        let board = state.board.read();
        let Some(row) = board.members.get(&self.member) else { return of_browser };
        let liked = Reader::new(&row.preferences, headers);
        match self.by {
            By::Session(_) => liked,
            // What a member likes to read is not what a program of theirs expects: it names a language with its request.
            By::Key | By::Token(_) => Reader { speech: of_browser.speech, ..liked },
        }
    }
}

/// Whoever has left does not come back by what they had then, should they join again.
fn belongs(state: &State, owner: &Owner) -> bool {
    owner.belongs(&state.board.read())
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

/// The token that a request gives. The scheme may be written in capitals or not (RFC 9110, section 11.1).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim_start_matches(' '))
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

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_token_is_given_under_the_name_of_its_scheme_however_that_is_written() {
        let given = |line| {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(line))]);
            bearer(&headers).map(str::to_owned)
        };
        for good in ["Bearer dgm_x", "bearer dgm_x", "BEARER  dgm_x"] {
            assert_eq!(given(good).as_deref(), Some("dgm_x"), "{good}");
        }
        for none in ["Basic dgm_x", "dgm_x", "Bearerdgm_x", ""] {
            assert_eq!(given(none), None, "{none}");
        }
    }
}
